package videos_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database/dbtest"
	"kinora/internal/visitor"
)

func TestVideoKey(t *testing.T) {
	db := dbtest.SQLite(t)
	d := apitest.Open(t, db, func(o *api.Options) {
		o.Proxies = &visitor.Proxies{Trusted: visitor.Networks{netip.MustParsePrefix("192.0.2.1/32")}} // who httptest is
	})
	mine := d.Object("POST", "/streaming/videos", `{"name":"a"}`)["slug"].(string)
	theirs := d.Object("POST", "/streaming/videos", `{"name":"a"}`, d.Other)["slug"].(string)
	accounts := d.Options.Accounts
	_, err := accounts.ChangeEncryption(t.Context(), 1, func(e *account.Encryption) {
		e.Enabled, e.KeyServer, e.Networks = true, "https://keys.example.org", []string{"203.0.113.0/24"}
	})
	require.NoError(t, err)
	key, err := accounts.VideoKey(t.Context(), 1, mine)
	require.NoError(t, err)
	const none, from = "Authorization:", "X-Forwarded-For: "
	for name, c := range map[string]struct {
		path    string
		headers []string
		status  int
	}{
		"own":                         {"1_" + mine, nil, 200},
		"own, other slash":            {"1_" + mine + "/encryption/", nil, 200},
		"another account's":           {"2_" + theirs, nil, 404},
		"another account's name":      {"1_" + theirs, nil, 404},
		"another account's caller":    {"1_" + mine, []string{d.Other}, 404},
		"unknown":                     {"1_none", nil, 404},
		"no address":                  {mine, nil, 404},
		"a number":                    {"1", nil, 404},
		"nobody":                      {"1_" + mine, []string{none}, 401},
		"a wrong token":               {"1_" + mine, []string{"Authorization: APIKey x"}, 401},
		"allowed address":             {"1_" + mine, []string{none, from + "203.0.113.9"}, 200},
		"allowed address, wrong key":  {"1_" + mine, []string{"Authorization: APIKey x", from + "203.0.113.9"}, 401},
		"other address":               {"1_" + mine, []string{none, from + "203.0.114.9"}, 401},
		"spoofed address":             {"1_" + mine, []string{none, from + "203.0.113.9, 198.51.100.1"}, 401},
		"allowed for another account": {"2_" + theirs, []string{none, from + "203.0.113.9"}, 401},
	} {
		t.Run(name, func(t *testing.T) {
			path := "/streaming/videos/" + c.path
			if c.path[len(c.path)-1] != '/' {
				path += "/encryption"
			}
			w := d.Send("GET", path, "", c.headers...)
			require.Equal(t, c.status, w.Code, w.Body)
			if c.status == 200 {
				require.Equal(t, string(key[:]), w.Body.String())
				require.Equal(t, "application/octet-stream", w.Header().Get("Content-Type"))
				require.Equal(t, "binary", w.Header().Get("Content-Transfer-Encoding"))
				require.Contains(t, w.Header().Get("Cache-Control"), "no-store")
			}
		})
	}
	require.Equal(t, 401, d.Send("GET", "/streaming/videos/1", "", none, from+"203.0.113.9").Code, "the address opens nothing else")
	require.NotContains(t, d.Log.String(), string(key[:]))
}
