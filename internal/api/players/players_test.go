package players_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestPlayers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		made := d.Object("POST", "/streaming/players", `{"player":{"name":"Player"}}`)
		require.Equal(t, map[string]any{
			"id": 1.0, "name": "Player", "client_id": 1.0, "default": false, "framework": "", "design": "", "custom_css": "", "js_url": "",
			"skin_is_url": "", "skin_js_url": "", "bg_color": "", "fg_color": "", "text_color": "", "hover_color": "", "autoplay": false, "mute": false,
			"disable_skin": false, "save_options_to_cookies": true, "show_sharing": true, "speed_control": false, "logo": "", "logo_position": nil,
		}, made)
		at := apitest.AddressOf("/streaming/players", made)
		changed := d.Object("PATCH", at, `{"player":{"autoplay":true,"save_options_to_cookies":false,"bg_color":"#3313df","logo_position":"br",
		"skin_js_url":"https://cdn.example.org/s.js","default":true,"id":5}}`)
		require.Equal(t, []any{true, false, "#3313df", "br", "https://cdn.example.org/s.js", "https://cdn.example.org/s.js", "Player", true},
			[]any{
				changed["autoplay"], changed["save_options_to_cookies"], changed["bg_color"], changed["logo_position"],
				changed["skin_is_url"], changed["skin_js_url"], changed["name"], changed["default"],
			})
		require.Equal(t, changed, d.Object("GET", at, ""))
		nulled := d.Object("PATCH", at, `{"autoplay":null,"save_options_to_cookies":null,"bg_color":null,"logo_position":null,"skin_is_url":""}`)
		require.Equal(t, []any{false, true, "", nil, ""}, []any{nulled["autoplay"], nulled["save_options_to_cookies"], nulled["bg_color"], nulled["logo_position"], nulled["skin_is_url"]})

		second := d.Object("POST", "/streaming/players", `{"name":"Second","default":true}`)
		require.Equal(t, false, d.Object("GET", at, "")["default"], "there is one default")
		require.Len(t, d.List("GET", "/streaming/players?page=1", ""), 2)
		require.Empty(t, d.List("GET", "/streaming/players?page=2", ""))

		video := d.Object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","player_id":%v}`, second["id"]))
		require.Equal(t, second["id"], video["player_id"])
		list := d.Object("POST", "/streaming/playlists", fmt.Sprintf(`{"player_id":%v}`, second["id"]))
		d.Expect("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","player_id":%v}`, second["id"]), 422, `{"errors":{"player_id":["is invalid"]}}`, other)
		d.Expect("DELETE", apitest.AddressOf("/streaming/players", second), "", 204, "")
		require.Nil(t, d.Object("GET", apitest.AddressOf("/streaming/videos", video), "")["player_id"], "it falls back to the default")
		require.Nil(t, d.Object("GET", apitest.AddressOf("/streaming/playlists", list), "")["player_id"])

		for body, want := range map[string]string{
			`{"name":""}`:                                                      apitest.BlankName,
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
			d.Expect("POST", "/streaming/players", body, 422, want)
			d.Expect("PATCH", at, body, 422, want)
		}
		d.Expect("POST", "/streaming/players", "", 422, apitest.BlankName)
		d.Expect("POST", "/streaming/players", `{"name"`, 400, `{"status":400,"error":"Bad Request. Malformed JSON at byte 7: unexpected end of JSON input."}`)
		const missing = `{"status":404,"error":"Not Found. Player was not found."}`
		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			d.Expect(method, at, `{"name":"x"}`, 404, missing, other)
		}
		d.Expect("GET", at+"/preview", "", 404, missing, other)
		require.Len(t, d.List("GET", "/streaming/players", ""), 1)
	})
}
