package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/media/language"
	"kinora/internal/pipeline"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/replay"
	"kinora/internal/stats"
	"kinora/internal/webhook"
)

// reallyOpen is the API over the real catalogue and accounts. The token of
// account 1 is goodToken, that of a second account is returned.
func reallyOpen(t *testing.T, db *database.DB) (d *door, other string) {
	t.Helper()
	accounts := account.New(db)
	require.NoError(t, accounts.Ensure(t.Context(), goodToken))
	second, _, err := accounts.Create(t.Context(), "Second", "second@example.org")
	require.NoError(t, err)
	_, other, err = accounts.CreateToken(t.Context(), second.ID, "test", nil)
	require.NoError(t, err)
	return open(t, func(o *Options) {
		var lists *playlist.Playlists
		videos := catalog.New(db, catalog.Hooks{Unlisted: func(ctx context.Context, tx *database.Tx, videos any) error { return lists.DropTx(ctx, tx, videos) }})
		lists = playlist.New(db, videos)
		players := player.New(db)
		players.Deleted = (&pipeline.Pipeline{}).PlayerDeleted
		o.Catalog, o.Qualities, o.Playlists, o.Players = videos, quality.New(db), lists, players
		o.Accounts, o.LanguageCode = accounts, language.Code
		o.Replays, o.Identity, o.Webhooks = replay.New(db), accounts, webhook.New(db)
		o.Stats = stats.New(db)
	}), "Authorization: APIKey " + other
}

func TestOverTheRealCatalogue(t *testing.T) {
	for name, flow := range map[string]func(t *testing.T, d *door, other string){
		"videos": videoFlow, "batch": batchFlow, "list": listFlow, "directories": directoryFlow, "hostile": hostileFlow,
		"playlists": playlistFlow, "players": playerFlow, "posters": posterFlow, "webhooks": webhookFlow,
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, db *database.DB) {
				d, other := reallyOpen(t, db)
				flow(t, d, other)
			})
		})
	}
}

func addressOf(path string, object map[string]any) string {
	return fmt.Sprintf("%s/%.0f", path, object["id"])
}

func videoFlow(t *testing.T, d *door, other string) {
	made := d.object("POST", "/streaming/videos/", `{"video":{"name":"Harbour","origin_url":"https://files.example.net/h.mov",
		"origin_http_headers":"Authorization: Bearer hush","clip_start_seconds":5,"clip_duration_seconds":30,"priority":3,"client_user_id":77}}`)
	require.Equal(t, "empty", made["status"])
	require.Equal(t, 1.0, made["client_id"])
	require.Equal(t, 5.0, made["clip_start_seconds"])
	require.Equal(t, []any{}, made["converted_videos"])
	require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, made["created_at"])
	require.Equal(t, fmt.Sprintf("https://video.example.org/videos/1_%s/master.m3u8", made["slug"]), made["hls_url"])
	require.NotContains(t, made, "origin_http_headers")

	at := addressOf("/streaming/videos", made)
	require.Equal(t, made, d.object("GET", at, ""))
	changed := d.object("PATCH", at, `{"name":"Quay","client_user_id":null,"id":7}`)
	require.Equal(t, "Quay", changed["name"])
	require.Nil(t, changed["client_user_id"])
	require.Equal(t, 3.0, changed["priority"])
	raw, err := json.Marshal(changed)
	require.NoError(t, err)
	require.Equal(t, made["slug"], d.object("PATCH", at, string(raw))["slug"])

	const missing = `{"status":404,"error":"Not Found. Video was not found."}`
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.expect(method, at, `{"name":"x"}`, 404, missing, other)
	}
	d.expect("PATCH", at, `{"name":" "}`, 422, blankName)
	for _, origin := range []string{"ftp://example.org/a.mp4", "a.mp4", "not a url", "http://", "file:///etc/passwd"} {
		d.expect("POST", "/streaming/videos", `{"name":"a","origin_url":"`+origin+`"}`, 422, `{"errors":{"origin_url":["must be an http, https or sftp URL"]}}`)
	}
	d.expect("POST", "/streaming/videos", `{"name":"a","directory_id":12}`, 422, `{"errors":{"directory_id":["is invalid"]}}`)
	d.expect("POST", "/streaming/videos", `{"name":"a","quality_set_id":12}`, 422, `{"errors":{"quality_set_id":["is invalid"]}}`)
	d.expect("DELETE", at, "", 204, "")
	d.expect("GET", at, "", 404, missing)
	require.NotContains(t, d.log.String(), "hush")
}

func batchFlow(t *testing.T, d *door, _ string) {
	const sub = `"subtitles":[{"language":"ger","name":"Deutsch","vtt":"WEBVTT\n"}]`
	d.expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":""}]}`, 422, `{"errors":{"name":["can't be blank"]},"index":1}`)
	d.expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a",`+strings.Replace(sub, "ger", "xx", 1)+`}]}`, 422,
		`{"status":422,"error":"Unprocessable Entity. Language code is not recognized.","index":0}`)
	d.expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"b","directory_id":5}]}`, 422,
		`{"errors":{"directory_id":["is invalid"]},"index":1}`)
	require.Empty(t, d.list("GET", "/streaming/videos", ""), "all or none")

	for _, code := range []string{"de", "deu"} {
		one := d.list("POST", "/streaming/videos/batch", `{"videos":[{"name":"a",`+strings.Replace(sub, "ger", code, 1)+`}]}`)[0]
		at := addressOf("/streaming/videos", one)
		require.Equal(t, "ger", d.list("GET", at+"/subtitles", "")[0]["language"], code)
		require.Equal(t, "fre", d.object("POST", at+"/subtitles", `{"language":"fra","vtt":"WEBVTT"}`)["language"])
		d.expect("DELETE", at, "", 204, "")
	}

	made := d.list("POST", "/streaming/videos/batch?fields=id,name", items(500, `{"name":"a",`+sub+`}`))
	require.Len(t, made, 500)
	require.Equal(t, "500", d.send("GET", "/streaming/videos", "").Header().Get("X-Total-Count"))
	require.Len(t, made[0], 2)
}

func listFlow(t *testing.T, d *door, other string) {
	for i := range 5 {
		d.object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"Part_%d","client_user_id":%d}`, i+1, i%2))
	}
	ids := func(query string) (out []string) {
		for _, v := range d.list("GET", "/streaming/videos?fields=name&"+query, "") {
			out = append(out, strings.TrimPrefix(v["name"].(string), "Part_"))
		}
		return out
	}
	for query, want := range map[string]string{
		"":                        "5 4 3 2 1",
		"page=2&per_page=2":       "3 2",
		"page=4&per_page=2":       "",
		"page=99999999999":        "",
		"client_user_id=1":        "4 2",
		"status=empty":            "5 4 3 2 1",
		"status=ready":            "",
		"status=nonsense":         "",
		"q[status_eq]=0":          "5 4 3 2 1",
		"stream_id=1":             "",
		"search=part_":            "5 4 3 2 1",
		"search=art_3":            "3",
		"search=%25":              "",
		"search=art%25":           "",
		"search=x'%3B--":          "",
		"search=part&id=1,2,3,99": "3 2 1",
	} {
		require.Equal(t, want, strings.Join(ids(query), " "), query)
	}
	all := d.list("GET", "/streaming/videos", "")
	require.NotContains(t, all[0], "sprite")
	require.Len(t, d.list("GET", fmt.Sprintf("/streaming/videos?search=%s", all[2]["slug"]), ""), 1)
	require.Len(t, d.list("GET", fmt.Sprintf("/streaming/videos?search=%.0f", all[2]["id"]), ""), 1)
	d.expect("GET", "/streaming/videos/names?ids=3,1,77", "", 200, `[{"id":3,"name":"Part_3"},{"id":1,"name":"Part_1"}]`)
	require.Empty(t, d.list("GET", "/streaming/videos", "", other))
}

func directoryFlow(t *testing.T, d *door, other string) {
	top := d.object("POST", "/streaming/directories", `{"name":"Harbours"}`)
	require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`, top["created_at"])
	north := d.object("POST", "/streaming/directories", fmt.Sprintf(`{"name":"North","parent_id":%.0f}`, top["id"]))
	video := d.object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","directory_id":%.0f}`, top["id"]))
	at := addressOf("/streaming/directories", top)

	content := d.object("GET", at, "")["directory"].(map[string]any)
	require.Equal(t, 2.0, content["items_count"])
	require.Len(t, content["items"], 2)
	tree := d.object("GET", "/streaming/directories/tree", "")["tree"].([]any)
	require.Len(t, tree, 1)
	require.Len(t, tree[0].(map[string]any)["descendants"], 1)

	d.expect("PATCH", at, fmt.Sprintf(`{"parent_id":%.0f}`, north["id"]), 422, `{"errors":{"parent_id":["is invalid"]}}`)
	d.expect("POST", "/streaming/directories", `{"name":"x","parent_id":99}`, 422, `{"errors":{"parent_id":["is invalid"]}}`)
	require.Nil(t, d.object("PATCH", addressOf("/streaming/directories", north), `{"parent_id":null}`)["parent_id"])
	d.object("PATCH", addressOf("/streaming/videos", video), fmt.Sprintf(`{"directory_id":%.0f}`, north["id"]))
	require.Equal(t, []any{}, d.object("GET", at, "")["directory"].(map[string]any)["items"])

	d.expect("DELETE", at, "", 404, `{"status":404,"error":"Not Found. Directory was not found."}`, other)
	d.expect("DELETE", addressOf("/streaming/directories", north), "", 204, "")
	d.expect("GET", addressOf("/streaming/videos", video), "", 404, `{"status":404,"error":"Not Found. Video was not found."}`)
}

// hostileFlow sends what might get as far as the database.
func hostileFlow(t *testing.T, d *door, _ string) {
	const top = "9223372036854775807"
	for _, target := range []string{
		"/streaming/videos/" + top, "/streaming/directories/" + top, "/streaming/videos?id=" + top,
		"/streaming/videos?client_user_id=-" + top, "/streaming/videos?search=%00&status=%ff", "/streaming/videos?search=" + strings.Repeat("%25", maxSearch),
		"/streaming/videos?page=2147483647&per_page=100", "/streaming/videos?id=" + strings.Repeat("1,", 5000), "/streaming/videos/names?ids=" + strings.Repeat(top+",", 500),
	} {
		require.Less(t, d.send("GET", target, "").Code, 500, target)
	}
	for _, body := range []string{
		`{"name":"a","client_user_id":-` + top + `,"directory_id":` + top + `}`, `{"name":"a","screenshot_id":` + top + `}`,
		`{"name":"a","clip_start_seconds":` + top + `,"clip_duration_seconds":` + top + `}`, `{"name":"\ud800\u0001\u202e 💣","description":"` + strings.Repeat("é", 500_000) + `"}`,
	} {
		require.Less(t, d.send("POST", "/streaming/videos", body).Code, 500, body[:40])
	}
	require.Equal(t, http.StatusOK, d.send("GET", "/streaming/videos", "").Code)
}
