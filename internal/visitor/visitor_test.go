package visitor

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/stretchr/testify/require"
)

func request(peer string, headers ...string) *http.Request {
	r := httptest.NewRequest("GET", "/", http.NoBody)
	r.RemoteAddr = peer
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	return r
}

func networks(t testing.TB, texts ...string) Networks {
	list, err := ParseNetworks(texts)
	require.NoError(t, err)
	return list
}

func TestAddress(t *testing.T) {
	trusted := networks(t, "10.0.0.0/8", "2001:db8:aaaa::/48", "192.0.2.7")
	for name, c := range map[string]struct {
		header  string
		request *http.Request
		want    string
	}{
		"no proxy":                        {"", request("198.51.100.4:5555"), "198.51.100.4"},
		"IPv6 peer":                       {"", request("[2001:db8::5]:80"), "2001:db8::5"},
		"IPv4 in IPv6":                    {"", request("[::ffff:198.51.100.4]:80"), "198.51.100.4"},
		"zone":                            {"", request("[fe80::1%eth0]:80"), "fe80::1"},
		"a stranger's word":               {"", request("198.51.100.4:1", "X-Forwarded-For: 203.0.113.1"), "198.51.100.4"},
		"a proxy's word":                  {"", request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1"), "203.0.113.1"},
		"a proxy without a word":          {"", request("10.1.1.1:1"), "10.1.1.1"},
		"a proxy, one address":            {"", request("192.0.2.7:1", "X-Forwarded-For: 203.0.113.1"), "203.0.113.1"},
		"beside the one address":          {"", request("192.0.2.8:1", "X-Forwarded-For: 203.0.113.1"), "192.0.2.8"},
		"mapped proxy":                    {"", request("[::ffff:10.0.0.1]:1", "X-Forwarded-For: 203.0.113.1"), "203.0.113.1"},
		"spoofed in front":                {"", request("10.1.1.1:1", "X-Forwarded-For: 127.0.0.1, 10.0.0.5, 203.0.113.1"), "203.0.113.1"},
		"two proxies":                     {"", request("10.1.1.1:1", "X-Forwarded-For: 1.1.1.1, 203.0.113.1, 10.2.2.2"), "203.0.113.1"},
		"spoofed in a line of its own":    {"", request("10.1.1.1:1", "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 203.0.113.1"), "203.0.113.1"},
		"two proxies, two lines":          {"", request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1", "X-Forwarded-For: 10.2.2.2"), "203.0.113.1"},
		"nobody but proxies":              {"", request("10.1.1.1:1", "X-Forwarded-For: 10.3.3.3, 10.2.2.2"), "10.3.3.3"},
		"unreadable":                      {"", request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1, unknown"), "10.1.1.1"},
		"unreadable behind a proxy":       {"", request("10.1.1.1:1", "X-Forwarded-For: unknown, 10.2.2.2"), "10.2.2.2"},
		"empty elements":                  {"", request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1, ,"), "203.0.113.1"},
		"empty":                           {"", request("10.1.1.1:1", "X-Forwarded-For: "), "10.1.1.1"},
		"with a port":                     {"", request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1:4711"), "203.0.113.1"},
		"IPv6":                            {"", request("[2001:db8:aaaa::1]:1", "X-Forwarded-For: 2001:db8:bbbb::9"), "2001:db8:bbbb::9"},
		"IPv6 with brackets":              {"", request("10.1.1.1:1", "X-Forwarded-For: [2001:DB8:bbbb::9]"), "2001:db8:bbbb::9"},
		"IPv6 with a port":                {"", request("10.1.1.1:1", "X-Forwarded-For: [2001:db8:bbbb::9]:80"), "2001:db8:bbbb::9"},
		"Forwarded is not read":           {"", request("10.1.1.1:1", "Forwarded: for=203.0.113.1"), "10.1.1.1"},
		"X-Forwarded-For is not read":     {Forwarded, request("10.1.1.1:1", "X-Forwarded-For: 203.0.113.1"), "10.1.1.1"},
		"Forwarded":                       {Forwarded, request("10.1.1.1:1", "Forwarded: for=203.0.113.1;proto=https;by=10.1.1.1"), "203.0.113.1"},
		"Forwarded, quoted IPv6":          {Forwarded, request("10.1.1.1:1", `Forwarded: proto=http; For="[2001:db8:cafe::17]:4711"`), "2001:db8:cafe::17"},
		"Forwarded, spoofed":              {Forwarded, request("10.1.1.1:1", "Forwarded: for=127.0.0.1, for=203.0.113.1, for=10.2.2.2"), "203.0.113.1"},
		"Forwarded, an open quote before": {Forwarded, request("10.1.1.1:1", `Forwarded: for="127.0.0.1, for=203.0.113.1`), "203.0.113.1"},
		"Forwarded, hidden":               {Forwarded, request("10.1.1.1:1", "Forwarded: for=127.0.0.1, for=_secret"), "10.1.1.1"},
		"Forwarded, without for":          {Forwarded, request("10.1.1.1:1", "Forwarded: for=127.0.0.1, proto=https"), "10.1.1.1"},
		"no peer":                         {"", request("@"), "invalid IP"},
	} {
		t.Run(name, func(t *testing.T) {
			p := Proxies{Trusted: trusted, Header: c.header}
			require.Equal(t, c.want, p.Address(c.request).String())
		})
	}
}

func TestParseNetworks(t *testing.T) {
	list := networks(t, " 203.0.113.77/24", "2001:db8::1", "::ffff:192.0.2.1")
	require.Equal(t, "[203.0.113.0/24 2001:db8::1/128 192.0.2.1/32]", "["+strings.Join([]string{list[0].String(), list[1].String(), list[2].String()}, " ")+"]")
	for _, bad := range []string{"", "ten", "203.0.113.0/33", "fe80::1%eth0", "::ffff:192.0.2.0/120"} {
		_, err := ParseNetworks([]string{bad})
		require.ErrorContains(t, err, "203.0.113.0/24", bad)
	}
}

func TestCountry(t *testing.T) {
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "Test-Country", IncludeReservedNetworks: true})
	require.NoError(t, err)
	for network, code := range map[string]string{"203.0.113.0/24": "IT", "2001:db8:bbbb::/48": "FR"} {
		require.NoError(t, tree.Insert(ipnet(network), mmdbtype.Map{"country": mmdbtype.Map{"iso_code": mmdbtype.String(code)}}))
	}
	path := filepath.Join(t.TempDir(), "country.mmdb")
	f, err := os.Create(path)
	require.NoError(t, err)
	_, err = tree.WriteTo(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())

	c := Countries{Header: "CF-IPCountry"}
	proxies := &Proxies{Trusted: networks(t, "10.0.0.0/8")}
	of := func(peer string, headers ...string) string {
		r := request(peer, headers...)
		return c.Of(r, proxies, proxies.Address(r))
	}
	require.Equal(t, "DE", of("10.1.1.1:1", "CF-IPCountry: de"))
	require.Empty(t, of("198.51.100.4:1", "CF-IPCountry: de"), "a stranger's word")
	for _, unknown := range []string{"XX", "T1", "", "DEU", "d\xc3"} {
		require.Empty(t, of("10.1.1.1:1", "CF-IPCountry: "+unknown))
	}
	require.NoError(t, c.Open(path))
	defer c.Close()
	require.Equal(t, "IT", of("203.0.113.9:1"))
	require.Equal(t, "FR", of("10.1.1.1:1", "X-Forwarded-For: 2001:db8:bbbb::1"))
	require.Equal(t, "DE", of("10.1.1.1:1", "X-Forwarded-For: 203.0.113.9", "CF-IPCountry: DE"))
	require.Equal(t, "IT", of("10.1.1.1:1", "X-Forwarded-For: 203.0.113.9", "CF-IPCountry: XX"))
	require.Empty(t, of("198.51.100.4:1"))
	require.NoError(t, c.Close())
	require.NoError(t, c.Close())
	require.Error(t, (&Countries{}).Open(filepath.Join(t.TempDir(), "none")))
}

func FuzzAddress(f *testing.F) {
	f.Add(true, "203.0.113.1, 10.2.2.2")
	f.Add(false, `for="[2001:db8::1]:80";by=x, for=_a`)
	f.Add(true, "[::1]:,,")
	trusted := Networks{netip.MustParsePrefix("10.0.0.0/8")}
	f.Fuzz(func(t *testing.T, plain bool, header string) {
		p := Proxies{Trusted: trusted, Header: Forwarded}
		if plain {
			p.Header = XForwardedFor
		}
		r := request("10.1.1.1:1")
		r.Header[p.Header] = []string{header}
		addr := p.Address(r)
		require.True(t, addr.IsValid() && !addr.Is4In6() && addr.Zone() == "")

		// What a trusted proxy adds is what counts, whatever stood there.
		added := ", for=198.51.100.9"
		if plain {
			added = ", 198.51.100.9"
		}
		r.Header[p.Header] = []string{header + added}
		require.Equal(t, "198.51.100.9", p.Address(r).String())
	})
}

func ipnet(text string) *net.IPNet {
	_, n, err := net.ParseCIDR(text)
	if err != nil {
		panic(err)
	}
	return n
}
