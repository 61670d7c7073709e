package egress

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseURL(t *testing.T) {
	for pasted, want := range map[string]string{
		"http://example.org/a.mp4?name=my clip.mp4": "http://example.org/a.mp4?name=my%20clip.mp4",
		" https://example.org/my clip.mp4 \n":       "https://example.org/my%20clip.mp4",
		"http://example.org/ä/ö.mp4?n=ü":            "http://example.org/%C3%A4/%C3%B6.mp4?n=%C3%BC",
		"http://example.org/видео.mp4?имя=%20я":     "http://example.org/%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE.mp4?%D0%B8%D0%BC%D1%8F=%20%D1%8F",
		"http://example.org/a%20b%2Fc.mp4?x=%zz":    "http://example.org/a%20b%2Fc.mp4?x=%zz",
		"http://example.org/100% real.mp4":          "http://example.org/100%25%20real.mp4",
		"http://example.org/a\"b<c>.mp4?d=\"e>":     "http://example.org/a%22b%3Cc%3E.mp4?d=%22e%3E",
		"http://example.org/a.mp4?x=a|b{c}&y='z'":   "http://example.org/a.mp4?x=a|b{c}&y='z'",
		"http://example.org/a\tb\r\n.mp4?c\nd":      "http://example.org/ab.mp4?cd",
		"http://example.org/a.mp4#t=10 s":           "http://example.org/a.mp4",
		`http:\\example.org\dir\a.mp4`:              "http://example.org/dir/a.mp4",
		"http://bücher.example/ä":                   "http://xn--bcher-kva.example/%C3%A4",
		"https://BÜCHER.example:8443/":              "https://xn--bcher-kva.example:8443/",
		"http://例え。テスト/":                            "http://xn--r8jz45g.xn--zckzah/",
		"HTTPS://u:p@example.com:8443/x":            "https://u:p@example.com:8443/x",
		"http://u:p ä@example.com/":                 "http://u:p%20%C3%A4@example.com/",
		"sftp://u:p@example.org/~/my film.mp4":      "sftp://u:p@example.org/~/my%20film.mp4",
		"http://[2001:db8::1]:8080/a":               "http://[2001:db8::1]:8080/a",
	} {
		u, err := ParseURL(pasted)
		require.NoError(t, err, pasted)
		require.Equal(t, want, u.String(), pasted)
		req := httptest.NewRequest(http.MethodGet, u.String(), nil)
		require.NotContains(t, req.URL.RequestURI(), " ")
	}
	for _, wrong := range []string{
		"", "a.mp4", "not a url", "ftp://example.org/a", "file:///etc/passwd", "http://", "http:///a", "http://a b/", "http://a%20b/",
		"http://xn--a\u00ad.example\u2024/\u0000" + "://", "javascript:alert(1)", "http://[::1", "http://ex_ämple.org/", "//example.org/a",
	} {
		_, err := ParseURL(wrong)
		require.ErrorIs(t, err, ErrURL, "%q", wrong)
		require.NotContains(t, err.Error(), "example", "an address may have a password")
	}
}

func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"http://a/b c?d e#f", "https://bücher.example:1/%", "sftp://u:p@h/~/x", "http://[::1%25eth0]/", "http:\\\\a\\b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParseURL(s)
		if err != nil {
			return
		}
		again, err := ParseURL(u.String())
		require.NoError(t, err, u.String())
		require.Equal(t, u.String(), again.String(), "what was read is read alike")
		for _, c := range []byte(u.RequestURI()) {
			require.True(t, c > ' ' && c < 0x7f, "%q", u.RequestURI())
		}
	})
}

// TestLocations follows redirects to addresses that are not quite URLs.
func TestLocations(t *testing.T) {
	for location, want := range map[string]string{
		"/my clip.mp4?name=my clip.mp4": "/my%20clip.mp4?name=my%20clip.mp4",
		"/ü.mp4?n=ü":                    "/%C3%BC.mp4?n=%C3%BC",
		"/\xfc.mp4?n=\xfc":              "/%FC.mp4?n=%FC",
		"/100%.mp4":                     "/100%25.mp4",
		"next file.mp4":                 "/next%20file.mp4",
		"/a%2Fb.mp4?sig=a%2Bb%3D":       "/a%2Fb.mp4?sig=a%2Bb%3D",
	} {
		asked := ""
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/start" {
				asked = r.RequestURI
				return
			}
			conn, _, err := w.(http.Hijacker).Hijack() // net/http would mend the header
			if err != nil {
				panic(err)
			}
			defer conn.Close()
			_, _ = conn.Write([]byte("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
		})
		require.NoError(t, get(t, url+"/start"), location)
		require.Equal(t, want, asked)
	}
}

// TestNamesInside gives names of the operator's network and names that there
// are not the same error, and addresses another one.
func TestNamesInside(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	for _, name := range []string{"localhost", "there-is-no-such-name.invalid"} {
		_, err := NewDialer(Policy{}).DialContext(t.Context(), "tcp", net.JoinHostPort(name, port))
		var none *NoAddress
		require.ErrorAs(t, err, &none, name)
		require.Equal(t, name, none.Host)
	}
	_, err := NewDialer(Policy{}).DialContext(t.Context(), "tcp", net.JoinHostPort("127.0.0.1", port))
	var refusal *Refusal
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "127.0.0.1", refusal.Addr.String())
}
