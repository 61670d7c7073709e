package webhooks_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestWebhooks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		const path = "/streaming/webhooks"
		made := d.Object("POST", path+"/", `{"webhook":{"url":"https://example.com/hook","events":["video"],"name":"mine"}}`)
		require.Regexp(t, "^whsec_", made["secret"])
		require.Equal(t, []any{"video"}, made["events"])
		require.Equal(t, true, made["signed"])
		require.Equal(t, true, made["active"])
		require.Nil(t, made["failing_since"])
		one := apitest.AddressOf(path, made)
		secret := made["secret"]
		delete(made, "secret")
		require.Equal(t, made, d.Object("GET", one, ""))

		changed := d.Object("PATCH", one, `{"events":null,"active":false,"rotate_secret":true,"id":99}`)
		require.NotEqual(t, secret, changed["secret"])
		require.Equal(t, []any{}, changed["events"])
		require.Equal(t, false, changed["active"])
		require.Equal(t, "mine", changed["name"])
		require.NotContains(t, d.Object("PATCH", one, `{}`), "secret")
		d.Expect("POST", one+"/test", "", 422, `{"status":422,"error":"Unprocessable Entity. The webhook is off; switch it on first."}`)
		require.Equal(t, true, d.Object("PATCH", one, `{"active":null}`)["active"])

		tried := d.Object("POST", one+"/test", "")
		require.Equal(t, "pending", tried["state"])
		require.Equal(t, "test", tried["type"])
		require.Nil(t, tried["status"])
		deliveries := d.List("GET", one+"/deliveries", "")
		require.Equal(t, []map[string]any{tried}, deliveries)
		require.Empty(t, d.List("GET", one+"/deliveries?before=1", ""))
		d.Expect("POST", apitest.AddressOf(one+"/deliveries", tried)+"/replay", "", 422, `{"status":422,"error":"Unprocessable Entity. The delivery is still to be sent."}`)
		d.Expect("POST", one+"/deliveries/999/replay", "", 404, `{"status":404,"error":"Not Found. Delivery was not found."}`)

		for _, call := range [][2]string{
			{"GET", one},
			{"PATCH", one},
			{"DELETE", one},
			{"POST", one + "/test"},
			{"GET", one + "/deliveries"},
			{"POST", apitest.AddressOf(one+"/deliveries", tried) + "/replay"},
		} {
			d.Expect(call[0], call[1], `{}`, 404, `{"status":404,"error":"Not Found. Webhook was not found."}`, other)
		}
		for body, want := range map[string]string{
			`{}`:                       `{"errors":{"url":["can't be blank"]}}`,
			`{"url":"example.com"}`:    `{"errors":{"url":["is invalid"]}}`,
			`{"url":["x"],"signed":5}`: `{"errors":{"url":["is invalid"],"signed":["is invalid"]}}`,
			`{"url":"https://a.example","events":"video"}`:  `{"errors":{"events":["is invalid"]}}`,
			`{"url":"https://a.example","events":["live"]}`: `{"errors":{"events":["has live, but there are video, video_delete"]}}`,
		} {
			d.Expect("POST", path, body, 422, want)
		}
		for range 2 { // nothing is kept that could be answered again
			twice := d.Object("POST", path, `{"url":"https://example.com/other"}`, "Idempotency-Key: hook", "X-Stainless-Retry-Count: 1")
			d.Expect("DELETE", apitest.AddressOf(path, twice), "", 204, "")
		}
		d.Expect("DELETE", one, "", 204, "")
		d.Expect("GET", path, "", 200, `[]`)
	})
}
