package api

import (
	"context"
	"fmt"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

func TestVideoKey(t *testing.T) {
	d := open(t, func(o *Options) {
		o.Proxies = &visitor.Proxies{Trusted: visitor.Networks{netip.MustParsePrefix("192.0.2.1/32")}} // who httptest is
	})
	d.lib.videos = []catalog.Video{
		{ID: 1, AccountID: 1, Slug: "mine"}, {ID: 2, AccountID: 2, Slug: "theirs"},
	}
	const none, from = "Authorization:", "X-Forwarded-For: "
	for name, c := range map[string]struct {
		path    string
		headers []string
		status  int
	}{
		"own":                         {"1_mine", nil, 200},
		"own, other slash":            {"1_mine/encryption/", nil, 200},
		"another account's":           {"2_theirs", nil, 404},
		"another account's name":      {"1_theirs", nil, 404},
		"another account's caller":    {"1_mine", []string{"Authorization: APIKey " + otherToken}, 404},
		"unknown":                     {"1_none", nil, 404},
		"no address":                  {"mine", nil, 404},
		"a number":                    {"1", nil, 404},
		"nobody":                      {"1_mine", []string{none}, 401},
		"a wrong token":               {"1_mine", []string{"Authorization: APIKey x"}, 401},
		"allowed address":             {"1_mine", []string{none, from + "203.0.113.9"}, 200},
		"allowed address, wrong key":  {"1_mine", []string{"Authorization: APIKey x", from + "203.0.113.9"}, 401},
		"other address":               {"1_mine", []string{none, from + "203.0.114.9"}, 401},
		"spoofed address":             {"1_mine", []string{none, from + "203.0.113.9, 198.51.100.1"}, 401},
		"allowed for another account": {"2_theirs", []string{none, from + "203.0.113.9"}, 401},
	} {
		t.Run(name, func(t *testing.T) {
			path := "/streaming/videos/" + c.path
			if c.path[len(c.path)-1] != '/' {
				path += "/encryption"
			}
			w := d.send("GET", path, "", c.headers...)
			require.Equal(t, c.status, w.Code, w.Body)
			if c.status == 200 {
				require.Equal(t, "key of 1_mine...", w.Body.String())
				require.Equal(t, "application/octet-stream", w.Header().Get("Content-Type"))
				require.Equal(t, "binary", w.Header().Get("Content-Transfer-Encoding"))
				require.Contains(t, w.Header().Get("Cache-Control"), "no-store")
			}
		})
	}
	require.Equal(t, 401, d.send("GET", "/streaming/videos/1", "", none, from+"203.0.113.9").Code, "the address opens nothing else")
	require.NotContains(t, d.log.String(), "key of")
}

func (fakeAccounts) Encryption(_ context.Context, id int64) (account.Encryption, error) {
	if id != 1 {
		return account.Encryption{}, nil
	}
	return account.Encryption{AccountID: id, Enabled: true, Networks: []string{"203.0.113.0/24"}}, nil
}

func (fakeAccounts) VideoKey(_ context.Context, id int64, slug string) ([16]byte, error) {
	return [16]byte(fmt.Appendf(nil, "key of %d_%s...", id, slug)), nil
}

func (f *fakeCatalog) Public(_ context.Context, account int64, slug string) (catalog.Video, error) {
	for _, v := range f.videos {
		if v.AccountID == account && v.Slug == slug {
			return v, f.trouble()
		}
	}
	return catalog.Video{}, fault.Missing("video")
}
