package api

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

func playlistFlow(t *testing.T, d *door, other string) {
	ids := make([]any, 3)
	for i := range ids {
		ids[i] = d.object("POST", "/streaming/videos", `{"name":"v"}`)["id"]
	}
	theirs := d.object("POST", "/streaming/videos", `{"name":"v"}`, other)["id"]
	empty := d.object("POST", "/streaming/playlists", "")
	require.Equal(t, map[string]any{
		"id": 1.0, "name": "Playlist 1", "client_id": 1.0, "active": true, "start_time": nil, "loop": false, "video_ids": []any{},
		"client_user_id": nil, "ad_id": nil, "player_id": nil, "countdown": false, "playlist_type": "live",
		"hls_url":      "https://video.example.org/playlists/1_1/master.m3u8",
		"hls_cmaf_url": "https://video.example.org/playlists/1_1/master-cmaf.m3u8",
		"iframe_url":   "https://video.example.org/playlists/1_1",
	}, empty)
	made := d.object("POST", "/streaming/playlists/", fmt.Sprintf(`{"playlist":{"name":"Webinar","loop":true,"start_time":"2024-07-01T13:00:00+02:00",
		"video_ids":[%v,%v,%v],"client_user_id":2876,"countdown":true,"playlist_type":"vod","hls_url":"x","id":9}}`, ids[2], ids[0], ids[2]))
	at := addressOf("/streaming/playlists", made)
	require.Equal(t, "2024-07-01T11:00:00Z", made["start_time"])
	require.Equal(t, []any{ids[2], ids[0], ids[2]}, made["video_ids"], "one may be there twice")
	require.Equal(t, made, d.object("GET", at, ""))
	require.Equal(t, made, d.object("PATCH", at, "{}"))

	videos := d.list("GET", at+"/videos", "")
	require.Len(t, videos, 3)
	require.Equal(t, ids[2], videos[0]["id"])
	require.NotContains(t, videos[0], "origin_http_headers")
	list := d.send("GET", "/streaming/playlists?per_page=1", "")
	require.Equal(t, "2", list.Header().Get("X-Total-Count"))
	require.Contains(t, list.Body.String(), `"Webinar"`, "the newest first")

	changed := d.object("PATCH", at, fmt.Sprintf(`{"name":null,"active":false,"start_time":null,"loop":null,"video_ids":[%v,%v],"playlist_type":null}`, ids[0], ids[1]))
	require.Equal(t, []any{ids[0], ids[1]}, changed["video_ids"])
	require.Equal(t, []any{"Playlist 2", false, nil, false, "live", 2876.0},
		[]any{changed["name"], changed["active"], changed["start_time"], changed["loop"], changed["playlist_type"], changed["client_user_id"]})
	d.expect("DELETE", fmt.Sprintf("/streaming/videos/%v", ids[0]), "", 204, "")
	require.Equal(t, []any{ids[1]}, d.object("GET", at, "")["video_ids"], "a deleted video is gone from lists, too")

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
		d.expect("POST", "/streaming/playlists", body, 422, want)
		d.expect("PATCH", at, body, 422, want)
	}
	d.expect("POST", "/streaming/playlists", "[]", 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`)
	d.expect("POST", "/streaming/playlists", "\xff", 400, `{"status":400,"error":"Bad Request. The body is not valid UTF-8."}`)
	require.Len(t, d.list("GET", "/streaming/playlists", ""), 2, "nothing half made")
	const missing = `{"status":404,"error":"Not Found. Playlist was not found."}`
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.expect(method, at, "{}", 404, missing, other)
		d.expect(method, "/streaming/playlists/99", "{}", 404, missing)
		d.expect(method, "/streaming/playlists/x", "{}", 404, missing)
	}
	d.expect("GET", at+"/videos", "", 404, missing, other)
	require.Empty(t, d.list("GET", "/streaming/playlists", "", other))
	d.expect("DELETE", at, "", 204, "")
	d.expect("GET", at, "", 404, missing)
}

func playerFlow(t *testing.T, d *door, other string) {
	made := d.object("POST", "/streaming/players", `{"player":{"name":"Player"}}`)
	require.Equal(t, map[string]any{
		"id": 1.0, "name": "Player", "client_id": 1.0, "default": false, "framework": "", "design": "", "custom_css": "", "js_url": "",
		"skin_is_url": "", "skin_js_url": "", "bg_color": "", "fg_color": "", "text_color": "", "hover_color": "", "autoplay": false, "mute": false,
		"disable_skin": false, "save_options_to_cookies": true, "show_sharing": true, "speed_control": false, "logo": "", "logo_position": nil,
	}, made)
	at := addressOf("/streaming/players", made)
	changed := d.object("PATCH", at, `{"player":{"autoplay":true,"save_options_to_cookies":false,"bg_color":"#3313df","logo_position":"br",
		"skin_js_url":"https://cdn.example.org/s.js","default":true,"id":5}}`)
	require.Equal(t, []any{true, false, "#3313df", "br", "https://cdn.example.org/s.js", "https://cdn.example.org/s.js", "Player", true},
		[]any{
			changed["autoplay"], changed["save_options_to_cookies"], changed["bg_color"], changed["logo_position"],
			changed["skin_is_url"], changed["skin_js_url"], changed["name"], changed["default"],
		})
	require.Equal(t, changed, d.object("GET", at, ""))
	nulled := d.object("PATCH", at, `{"autoplay":null,"save_options_to_cookies":null,"bg_color":null,"logo_position":null,"skin_is_url":""}`)
	require.Equal(t, []any{false, true, "", nil, ""}, []any{nulled["autoplay"], nulled["save_options_to_cookies"], nulled["bg_color"], nulled["logo_position"], nulled["skin_is_url"]})

	second := d.object("POST", "/streaming/players", `{"name":"Second","default":true}`)
	require.Equal(t, false, d.object("GET", at, "")["default"], "there is one default")
	require.Len(t, d.list("GET", "/streaming/players?page=1", ""), 2)
	require.Empty(t, d.list("GET", "/streaming/players?page=2", ""))

	video := d.object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","player_id":%v}`, second["id"]))
	require.Equal(t, second["id"], video["player_id"])
	list := d.object("POST", "/streaming/playlists", fmt.Sprintf(`{"player_id":%v}`, second["id"]))
	d.expect("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","player_id":%v}`, second["id"]), 422, `{"errors":{"player_id":["is invalid"]}}`, other)
	d.expect("DELETE", addressOf("/streaming/players", second), "", 204, "")
	require.Nil(t, d.object("GET", addressOf("/streaming/videos", video), "")["player_id"], "it falls back to the default")
	require.Nil(t, d.object("GET", addressOf("/streaming/playlists", list), "")["player_id"])

	for body, want := range map[string]string{
		`{"name":""}`:                                                      blankName,
		`{"name":"a","bg_color":"red"}`:                                    `{"errors":{"bg_color":["is invalid"]}}`,
		`{"name":"a","fg_color":"#12345"}`:                                 `{"errors":{"fg_color":["is invalid"]}}`,
		`{"name":"a","hover_color":"#123456;x"}`:                           `{"errors":{"hover_color":["is invalid"]}}`,
		`{"name":"a","logo":"javascript:alert(1)"}`:                        `{"errors":{"logo":["is invalid"]}}`,
		`{"name":"a","js_url":"//example.org/a.js"}`:                       `{"errors":{"js_url":["is invalid"]}}`,
		`{"name":"a","logo_position":"middle"}`:                            `{"errors":{"logo_position":["is invalid"]}}`,
		`{"name":"a","mute":"on"}`:                                         `{"errors":{"mute":["is invalid"]}}`,
		`{"name":"a","custom_css":"` + strings.Repeat("x", 300<<10) + `"}`: `{"errors":{"custom_css":["is invalid"]}}`,
		`{"player":[]}`:                                                    `{"errors":{"player":["is invalid"]}}`,
	} {
		d.expect("POST", "/streaming/players", body, 422, want)
		d.expect("PATCH", at, body, 422, want)
	}
	d.expect("POST", "/streaming/players", "", 422, blankName)
	d.expect("POST", "/streaming/players", `{"name"`, 400, `{"status":400,"error":"Bad Request. Malformed JSON at byte 7: unexpected end of JSON input."}`)
	const missing = `{"status":404,"error":"Not Found. Player was not found."}`
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.expect(method, at, `{"name":"x"}`, 404, missing, other)
	}
	d.expect("GET", at+"/preview", "", 404, missing, other)
	require.Len(t, d.list("GET", "/streaming/players", ""), 1)
}

func dataURL(t *testing.T, w, h int) string {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))))
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

func posterFlow(t *testing.T, d *door, _ string) {
	one, two := dataURL(t, 320, 180), dataURL(t, 180, 320)
	made := d.object("POST", "/streaming/videos", `{"name":"v","screenshot_id":-1,"poster":"`+one+`","remote_poster_url":"https://example.org/a.png"}`)
	at := addressOf("/streaming/videos", made)
	require.Regexp(t, fmt.Sprintf(`^https://video.example.org/static/videoplatform/posters/video/%v/[0-9a-f]{32}\.jpeg$`, made["id"]), made["poster"])
	require.Contains(t, made["poster_thumb"], "/thumb_")
	require.Equal(t, made["poster"], made["screenshot"])
	back := d.object("PATCH", at, fmt.Sprintf(`{"poster":"%v"}`, made["poster"]))
	require.Equal(t, made["poster"], back["poster"], "an address that was shown may be sent back")
	changed := d.object("PATCH", at, `{"poster":"`+two+`","remove_poster":true}`)
	require.NotEqual(t, made["poster"], changed["poster"])
	require.NotNil(t, changed["poster"], "removal comes first")
	require.Nil(t, d.object("PATCH", at, `{"remove_poster":true}`)["poster"])
	require.NotNil(t, d.object("PATCH", at, `{"poster":"`+one+`"}`)["poster"])
	require.Nil(t, d.object("PATCH", at, `{"poster":null}`)["poster"])
	batch := d.list("POST", "/streaming/videos/batch", `{"videos":[{"name":"a","poster":"`+one+`"},{"name":"b"}]}`)
	require.NotNil(t, batch[0]["poster"])
	require.Nil(t, batch[1]["poster"])

	invalid := `{"errors":{"poster":["is invalid"]}}`
	for poster, want := range map[string]string{
		`"` + one[:len(one)/2] + `"`:           invalid,
		`"https://example.org/a.png"`:          invalid,
		`"data:image/svg+xml;base64,PHN2Zy8+"`: invalid,
		`"data:image/png;base64,????"`:         invalid,
		`"data:text/html;base64,PGI+"`:         invalid,
		`"` + dataURL(t, 5000, 5000) + `"`:     invalid,
		`7`:                                    invalid,
		`["` + one + `"]`:                      invalid,
		`"data:image/png;base64,` + strings.Repeat("A", 1_400_000) + `"`: `{"errors":{"poster":["is too large (1 MB at most)"]}}`,
	} {
		d.expect("POST", "/streaming/videos", `{"name":"v","poster":`+poster+`}`, 422, want)
		d.expect("PATCH", at, `{"poster":`+poster+`}`, 422, want)
		d.expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"v","poster":`+poster+`}]}`, 422,
			strings.TrimSuffix(want, "}")+`,"index":1}`)
	}
	for _, url := range []string{"ftp://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA==", "https://", "https://example.org/" + strings.Repeat("x", 3000)} {
		d.expect("PATCH", at, `{"remote_poster_url":"`+url+`"}`, 422, `{"errors":{"remote_poster_url":["is invalid"]}}`)
	}
	require.Len(t, d.list("GET", "/streaming/videos", ""), 3, "nothing half made")
}

func TestParseMoment(t *testing.T) {
	for text, want := range map[string]int64{
		`"2024-07-01T11:00:00Z"`: 1719831600000, `"2024-07-01T13:00:00+02:00"`: 1719831600000, `"2024-07-01T13:00:00+0200"`: 1719831600000,
		`"2024-07-01T11:00:00"`: 1719831600000, `"2024-07-01 11:00:00"`: 1719831600000, `"2024-07-01T11:00:00.250Z"`: 1719831600250,
		`"2024-07-01T11:00"`: 1719831600000, `"2024-07-01"`: 1719792000000, `"20240701T110000Z"`: 1719831600000,
	} {
		got, ok := parseMoment([]byte(text))
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{`""`, `"now"`, `1719831600`, `"2024-13-01"`, `"2024-07-01T25:00:00Z"`, `"` + strings.Repeat("9", 100) + `"`} {
		_, ok := parseMoment([]byte(text))
		require.False(t, ok, text)
	}
}

var _ Catalog = (*catalog.Catalog)(nil)
