package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// things makes one of each kind of thing and returns their ids by the name that
// paths have for them.
func things(d *apitest.Door) map[string]string {
	id := func(o map[string]any) string { return fmt.Sprintf("%.0f", o["id"]) }
	video := id(d.Object("POST", "/streaming/videos", `{"name":"mine"}`))
	return map[string]string{
		"videos": video, "video_id": video,
		"subtitles":   id(d.Object("POST", "/streaming/videos/"+video+"/subtitles", `{"language":"ger","name":"x","vtt":"WEBVTT\n"}`)),
		"directories": id(d.Object("POST", "/streaming/directories", `{"name":"mine"}`)),
		"playlists":   id(d.Object("POST", "/streaming/playlists", `{"name":"mine","video_ids":[`+video+`]}`)),
		"players":     id(d.Object("POST", "/streaming/players", `{"player":{"name":"mine"}}`)),
		"webhooks":    id(d.Object("POST", "/streaming/webhooks", `{"url":"https://example.com/"}`)),
	}
}

// fill puts ids into a route's path; what has none is "".
func fill(path string, ids map[string]string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		switch {
		case part == "{video_id}":
			parts[i] = ids["video_id"]
		case part == "{id}":
			kind := parts[i-1]
			parts[i] = ids[kind]
		case strings.HasPrefix(part, "{"):
			return ""
		}
	}
	return strings.Join(parts, "/")
}

// rows counts all that an account can have made.
func rows(t *testing.T, db *database.DB) map[string]int {
	counts := map[string]int{}
	for _, table := range []string{"videos", "subtitles", "directories", "playlists", "players", "webhooks", "webhook_deliveries", "events", "tokens"} {
		counts[table] = apitest.Rows(t, db, table)
	}
	return counts
}

// TestAnotherAccountsThings calls every route that names a thing with ids of
// another account: each is 404, and nothing changes.
func TestAnotherAccountsThings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		ids := things(d)
		before := rows(t, db)
		asked := 0
		for _, pattern := range api.Patterns() {
			method, route, _ := strings.Cut(pattern, " ")
			path := fill(route, ids)
			if path == "" || path == route {
				continue
			}
			asked++
			w := d.Send(method, path, map[string]string{"POST": `{"language":"ger","vtt":"WEBVTT\n"}`, "PATCH": `{"name":"stolen"}`}[method], other)
			require.Equal(t, 404, w.Code, "%s %s: %s", method, path, w.Body)
		}
		require.Greater(t, asked, 20)
		for _, body := range []string{`{"name":"a","directory_id":` + ids["directories"] + `}`, `{"name":"a","player_id":` + ids["players"] + `}`} {
			require.Equal(t, 422, d.Send("POST", "/streaming/videos", body, other).Code, body)
			require.Equal(t, 422, d.Send("POST", "/streaming/videos/batch", `{"videos":[{"name":"good"},`+body+`]}`, other).Code, body)
		}
		require.Equal(t, 422, d.Send("POST", "/streaming/directories", `{"name":"a","parent_id":`+ids["directories"]+`}`, other).Code)
		for _, target := range []string{"/streaming/videos?id=" + ids["videos"], "/streaming/videos/names?ids=" + ids["videos"]} {
			require.Empty(t, d.List("GET", target, "", other))
		}
		require.Equal(t, before, rows(t, db), "nothing half-made")
	})
}

// TestBadBodies sends every route that takes a body what it cannot take.
// Whatever is refused is refused as described, which send checks, and leaves
// nothing.
func TestBadBodies(t *testing.T) {
	const huge = "99999999999999999999999999"
	deep := func(n int) string { return strings.Repeat(`{"name":`, n) + "1" + strings.Repeat("}", n) }
	hostile := map[string]string{
		"nothing": "", "not JSON": "name=a", "cut off": `{"name":"a"`, "two values": `{"name":""}{"name":""}`, "an array": `[1]`, "a text": `"name"`,
		"null": "null", "a number": huge, "deep objects": deep(100_000), "deep arrays": `{"name":` + strings.Repeat("[", 100_000),
		"name of a wrong type": `{"name":{"a":1}}`, "blank name": `{"name":" "}`, "null name": `{"name":null}`,
		"huge numbers":  `{"name":"","parent_id":` + huge + `,"directory_id":` + huge + `,"priority":` + huge + `,"video_ids":[` + huge + `],"vod":{"id":` + huge + `}}`,
		"fractions":     `{"name":"","priority":1.5,"parent_id":0.1,"vod":{"id":1.5}}`,
		"exponent":      `{"name":"","priority":1e400,"parent_id":1e400,"vod":{"id":1e400}}`,
		"invalid UTF-8": "{\"name\":\"\xff\xfe\",\"language\":\"\xff\",\"vod\":7", "NUL": "{\"name\":\"\x00\"}",
		"repeated member": `{"name":"a","name":""}`, "wrapped wrongly": `{"video":7,"player":[],"playlist":"x","directory":1,"subtitle":2,"videos":{}}`,
		"injection": `{"name":"","language":"' OR 1=1 --","vtt":"'; DROP TABLE videos; --","vod":"1; DROP TABLE videos"}`,
	}
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		ids := things(d)
		before := rows(t, db)
		for _, pattern := range append(api.Patterns(), "POST /iam/clients/1/tokens", "POST /iam/v2/clients/1/tokens") {
			method, route, _ := strings.Cut(pattern, " ")
			path := fill(route, ids)
			if path == "" || method != "POST" && method != "PUT" && method != "PATCH" || strings.HasSuffix(path, "/test") { // takes no body
				continue
			}
			for name, body := range hostile {
				w := d.Send(method, path, body)
				require.Less(t, w.Code, 500, "%s %s: %s: %s", method, path, name, w.Body)
				if w.Code >= 300 || method != "POST" {
					continue
				}
				require.Contains(t, []string{"/streaming/playlists", "/streaming/players"}, path, "%s: %s", name, w.Body) // which need no name
				var made map[string]any
				require.NoError(t, json.Unmarshal(w.Body.Bytes(), &made))
				require.Equal(t, 204, d.Send("DELETE", apitest.AddressOf(path, made), "").Code)
			}
		}
		require.Equal(t, before, rows(t, db), "nothing half-made")
		require.Equal(t, http.StatusOK, d.Send("GET", "/streaming/videos", "").Code)
	})
}
