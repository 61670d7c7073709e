package egress

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWithCookies opens a share link that sets a cookie and leads to the file.
func TestWithCookies(t *testing.T) {
	seen := map[string]string{} // path → cookies that came along
	var url string
	url = serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen[r.URL.Path] = r.Header.Get("Cookie")
		w.Header().Add("Set-Cookie", "share=s3cret; Path=/; HttpOnly")
		w.Header().Add("Set-Cookie", "narrow=1; Path=/elsewhere")
		w.Header().Add("Set-Cookie", "past=1; Max-Age=0")
		switch r.URL.Path {
		case "/share":
			http.Redirect(w, r, "/file", http.StatusFound)
		case "/leave":
			http.Redirect(w, r, strings.Replace(url, "127.0.0.1", "localhost", 1)+"/there", http.StatusFound)
		}
	})
	client := NewClient(Policy{Allow: byLoopback})
	t.Cleanup(client.CloseIdleConnections)
	fetch := func(c *http.Client, path string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
		require.NoError(t, err)
		resp, err := c.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
	}
	one := WithCookies(client)
	fetch(one, "/share")
	require.Empty(t, seen["/share"])
	require.Equal(t, "share=s3cret", seen["/file"])
	fetch(one, "/leave")
	require.Equal(t, "share=s3cret", seen["/leave"])
	require.Empty(t, seen["/there"], "another host")
	fetch(WithCookies(client), "/other")
	require.Empty(t, seen["/other"], "another download")
	fetch(client, "/none")
	fetch(client, "/none")
	require.Empty(t, seen["/none"])
}

func TestCookiesStayWithTheirHost(t *testing.T) {
	at := func(s string) *url.URL {
		u, err := url.Parse(s)
		require.NoError(t, err)
		return u
	}
	jars := &hostJars{}
	for _, domain := range []string{"example.org", ".example.org", "org", "co.uk", "b.example.org", "other.net"} {
		jars.SetCookies(at("https://a.example.org/"), []*http.Cookie{{Name: "c", Value: domain, Domain: domain}})
	}
	require.Len(t, jars.Cookies(at("https://A.example.org/x")), 1, "that of its own domain")
	for _, host := range []string{"b.example.org", "example.org", "x.a.example.org", "other.net", "org", "b.co.uk"} {
		require.Empty(t, jars.Cookies(at("https://"+host+"/")), host)
	}
}

func TestCookiesAreBounded(t *testing.T) {
	u, err := url.Parse("http://example.org/")
	require.NoError(t, err)
	jars := &hostJars{}
	jars.SetCookies(u, []*http.Cookie{{Name: "long", Value: "x", Raw: strings.Repeat("x", maxCookieBytes+1)}})
	require.Empty(t, jars.Cookies(u))
	for i := range 10 * maxCookies {
		jars.SetCookies(u, []*http.Cookie{{Name: fmt.Sprint("c", i), Value: "v"}})
	}
	require.Len(t, jars.Cookies(u), maxCookies)
}
