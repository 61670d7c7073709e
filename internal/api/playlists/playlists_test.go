package playlists_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestPlaylists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		ids := make([]any, 3)
		for i := range ids {
			ids[i] = d.Object("POST", "/streaming/videos", `{"name":"v"}`)["id"]
		}
		theirs := d.Object("POST", "/streaming/videos", `{"name":"v"}`, other)["id"]
		empty := d.Object("POST", "/streaming/playlists", "")
		require.Equal(t, map[string]any{
			"id": 1.0, "name": "Playlist 1", "client_id": 1.0, "active": true, "start_time": nil, "loop": false, "video_ids": []any{},
			"client_user_id": nil, "ad_id": nil, "player_id": nil, "countdown": false, "playlist_type": "live",
			"hls_url":      "https://video.example.org/playlists/1_1/master.m3u8",
			"hls_cmaf_url": "https://video.example.org/playlists/1_1/master-cmaf.m3u8",
			"iframe_url":   "https://video.example.org/playlists/1_1",
		}, empty)
		made := d.Object("POST", "/streaming/playlists/", fmt.Sprintf(`{"playlist":{"name":"Webinar","loop":true,"start_time":"2024-07-01T13:00:00+02:00",
		"video_ids":[%v,%v,%v],"client_user_id":2876,"countdown":true,"playlist_type":"vod","hls_url":"x","id":9}}`, ids[2], ids[0], ids[2]))
		at := apitest.AddressOf("/streaming/playlists", made)
		require.Equal(t, "2024-07-01T11:00:00Z", made["start_time"])
		require.Equal(t, []any{ids[2], ids[0], ids[2]}, made["video_ids"], "one may be there twice")
		require.Equal(t, made, d.Object("GET", at, ""))
		require.Equal(t, made, d.Object("PATCH", at, "{}"))

		videos := d.List("GET", at+"/videos", "")
		require.Len(t, videos, 3)
		require.Equal(t, ids[2], videos[0]["id"])
		require.NotContains(t, videos[0], "origin_http_headers")
		list := d.Send("GET", "/streaming/playlists?per_page=1", "")
		require.Equal(t, "2", list.Header().Get("X-Total-Count"))
		require.Contains(t, list.Body.String(), `"Webinar"`, "the newest first")

		changed := d.Object("PATCH", at, fmt.Sprintf(`{"name":null,"active":false,"start_time":null,"loop":null,"video_ids":[%v,%v],"playlist_type":null}`, ids[0], ids[1]))
		require.Equal(t, []any{ids[0], ids[1]}, changed["video_ids"])
		require.Equal(t, []any{"Playlist 2", false, nil, false, "live", 2876.0},
			[]any{changed["name"], changed["active"], changed["start_time"], changed["loop"], changed["playlist_type"], changed["client_user_id"]})
		d.Expect("DELETE", fmt.Sprintf("/streaming/videos/%v", ids[0]), "", 204, "")
		require.Equal(t, []any{ids[1]}, d.Object("GET", at, "")["video_ids"], "a deleted video is gone from lists, too")

		for body, want := range map[string]string{
			fmt.Sprintf(`{"video_ids":[%v,%v]}`, ids[1], theirs): `{"errors":{"video_ids":["is invalid"]}}`,
			fmt.Sprintf(`{"video_ids":[%v]}`, ids[0]):            `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":{"a":1}}`:                              `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":["1"]}`:                                `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":[1.5]}`:                                `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":[99999999999999999999]}`:               `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":[` + strings.Repeat("[", 500) + strings.Repeat("]", 500) + `]}`: `{"errors":{"video_ids":["is invalid"]}}`,
			`{"video_ids":[1` + strings.Repeat(",1", 128) + `]}`:                          `{"errors":{"video_ids":["is too long (maximum is 128)"]}}`,
			`{"start_time":"soon"}`:                        `{"errors":{"start_time":["is invalid"]}}`,
			`{"start_time":"2999-01-01T00:00:00Z"}`:        `{"errors":{"start_time":["is invalid"]}}`,
			`{"start_time":7}`:                             `{"errors":{"start_time":["is invalid"]}}`,
			`{"playlist_type":"radio"}`:                    `{"errors":{"playlist_type":["is invalid"]}}`,
			`{"loop":1,"active":"yes"}`:                    `{"errors":{"active":["is invalid"],"loop":["is invalid"]}}`,
			`{"player_id":77}`:                             `{"errors":{"player_id":["is invalid"]}}`,
			`{"name":"` + strings.Repeat("x", 5000) + `"}`: `{"errors":{"name":["is invalid"]}}`,
			`{"name":"a\u0000b"}`:                          `{"errors":{"name":["is invalid"]}}`,
		} {
			d.Expect("POST", "/streaming/playlists", body, 422, want)
			d.Expect("PATCH", at, body, 422, want)
		}
		d.Expect("POST", "/streaming/playlists", "[]", 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`)
		d.Expect("POST", "/streaming/playlists", "\xff", 400, `{"status":400,"error":"Bad Request. The body is not valid UTF-8."}`)
		require.Len(t, d.List("GET", "/streaming/playlists", ""), 2, "nothing half made")
		const missing = `{"status":404,"error":"Not Found. Playlist was not found."}`
		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			d.Expect(method, at, "{}", 404, missing, other)
			d.Expect(method, "/streaming/playlists/99", "{}", 404, missing)
			d.Expect(method, "/streaming/playlists/x", "{}", 404, missing)
		}
		d.Expect("GET", at+"/videos", "", 404, missing, other)
		require.Empty(t, d.List("GET", "/streaming/playlists", "", other))
		d.Expect("DELETE", at, "", 204, "")
		d.Expect("GET", at, "", 404, missing)
	})
}
