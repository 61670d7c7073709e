package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var sample = PlayerVideo{
	Title:     "Harbour",
	HLS:       "https://cdn.example.com/videos/1_a/master.m3u8",
	DASH:      "https://cdn.example.com/videos/1_a/master.mpd",
	Poster:    "https://static.example.com:8443/p.jpg",
	Sprite:    "/static/s.jpg",
	SpriteVTT: "1\n00:00:00,000 --> 00:00:02,000\ns.jpg#xywh=0,0,100,56\n",
	State:     Playable,
	Duration:  61.5,
}

func serve(t *testing.T, v PlayerVideo) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/videos/1_a?t=15", nil)
	w := httptest.NewRecorder()
	w.Header().Set("X-Frame-Options", "DENY")
	Player().Serve(w, r, v)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(b)
}

// described reads the description that the page hands to its script.
func described(t *testing.T, page string) video {
	t.Helper()
	m := regexp.MustCompile(`(?s)<script id="video" type="application/json">(.*?)</script>`).FindStringSubmatch(page)
	require.Len(t, m, 2)
	var v video
	require.NoError(t, json.Unmarshal([]byte(m[1]), &v))
	return v
}

func TestPlayableHeaders(t *testing.T) {
	r := serve(t, sample)
	require.Equal(t, http.StatusOK, r.StatusCode)
	require.Equal(t, "text/html; charset=utf-8", r.Header.Get("Content-Type"))
	require.Equal(t, "nosniff", r.Header.Get("X-Content-Type-Options"))
	require.Equal(t, "strict-origin-when-cross-origin", r.Header.Get("Referrer-Policy"))
	require.Equal(t, "no-cache", r.Header.Get("Cache-Control"))
	require.Empty(t, r.Header.Values("X-Frame-Options"), "any site may frame the page")
}

func TestPolicy(t *testing.T) {
	r := serve(t, sample)
	csp := r.Header.Get("Content-Security-Policy")
	hosts := " https://cdn.example.com https://static.example.com:8443"
	for _, want := range []string{
		"default-src 'none'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'",
		"connect-src 'self'" + hosts, "img-src 'self' data:" + hosts, "media-src 'self' blob: data:" + hosts,
	} {
		require.Contains(t, strings.Split(csp, "; "), want)
	}
	require.Regexp(t, `; script-src 'nonce-[A-Z2-7]{26}'; `, csp)
	require.NotContains(t, csp, "frame-ancestors")
	require.NotContains(t, csp, "unsafe-eval")
	require.NotContains(t, csp, "sandbox")
	require.NotEqual(t, csp, serve(t, sample).Header.Get("Content-Security-Policy"), "a nonce is good for one page")
}

func TestPolicyTakesOnlyPlainOrigins(t *testing.T) {
	require.Equal(t, policy("n"), policy(
		"n", "", "/rooted", "//host.example/x", "data:image/png,x", "javascript:alert(1)",
		"https://a.example;script-src *", "https://a.example,b", "https:///x", "ftp://a.example/", "http://%zz/",
		"https://*", "https://*.example.org/x", "https://*:443", "https://a.example:*/", "https://'self'", "https://a(b", "https://[::1", "https://[*]",
	))
	require.Contains(t, policy("n", "https://a-b.example:8443/x", "https://[2001:db8::1]:80", "http://10.0.0.1"),
		"connect-src 'self' https://a-b.example:8443 https://[2001:db8::1]:80 http://10.0.0.1;")
	require.Contains(t, policy("n", "https://user:pass@a.example/x"), "connect-src 'self' https://a.example;")
	require.Contains(t, policy(""), "script-src 'none'")
}

var scriptTags = regexp.MustCompile(`<(?:script|link rel="modulepreload")[^>]*>`)

func TestScriptsCarryTheNonce(t *testing.T) {
	r := serve(t, sample)
	nonce := regexp.MustCompile(`'nonce-([^']+)'`).FindStringSubmatch(r.Header.Get("Content-Security-Policy"))
	require.Len(t, nonce, 2)
	page := body(t, r)
	for _, tag := range scriptTags.FindAllString(page, -1) {
		if !strings.Contains(tag, `type="application/json"`) {
			require.Regexp(t, ` nonce="`+nonce[1]+`" (src|href)="/assets/(player|hls)-[A-Z0-9]+\.js"`, tag)
		}
	}
	require.NotRegexp(t, `\son[a-z]+=`, page)
}

// What accounts bring along runs without an origin, and only by address.
func TestCodeOfAccounts(t *testing.T) {
	own := sample
	own.Settings.Code = Code{
		Design: `{"a":1}</script>`, CSS: `h1{color:red}</style><script>alert(1)</script>`,
		Script: "https://code.example/main.js", Skin: "https://skin.example/skin.js?a=1&b=2",
	}
	r := serve(t, own)
	csp := r.Header.Get("Content-Security-Policy")
	require.Contains(t, strings.Split(csp, "; "), "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox")
	require.Contains(t, csp, "connect-src 'self' https://cdn.example.com https://static.example.com:8443 https://code.example https://skin.example;")
	page := body(t, r)
	require.Contains(t, page, "h1{color:red}")
	require.Equal(t, 1, strings.Count(page, "</style>"), "the style sheet ends where we end it")
	require.Contains(t, page, `src="https://code.example/main.js"`)
	require.Contains(t, page, `src="https://skin.example/skin.js?a=1&amp;b=2"`)
	require.NotContains(t, page, "/assets/player-", "the account's script stands in for ours")
	require.Equal(t, `{"a":1}</script>`, described(t, page).Settings.Code.Design)
	require.NotRegexp(t, `code.example|skin.example|<style>`, body(t, serve(t, sample)))
}

func TestPageDescribesItsVideo(t *testing.T) {
	full := sample
	full.Projection, full.ShareURL, full.Embed, full.TokenURL = "vr180", "<share>", "<iframe>", "https://tokens.example/t"
	full.Bound, full.Live = true, true
	full.Lines = map[int64]int64{468: 480}
	r := serve(t, full)
	require.Contains(t, r.Header.Get("Content-Security-Policy"), "https://tokens.example")
	got := described(t, body(t, r))
	require.Len(t, got.Scripts, 4)
	for name, url := range got.Scripts {
		require.Regexp(t, `^/assets/`+name+`-[A-Z0-9]+\.js$`, url)
	}
	got.Scripts = nil
	require.Equal(t, video{
		Title: full.Title, HLS: full.HLS, DASH: full.DASH, Poster: full.Poster, Sprite: full.Sprite,
		SpriteVTT: full.SpriteVTT, State: Playable, Duration: 61.5, Projection: "vr180", ShareURL: "<share>",
		Embed: "<iframe>", TokenURL: "https://tokens.example/t", Bound: true, Live: true,
		Lines: map[int64]int64{468: 480},
	}, got)
	full.Projection = "regular"
	require.Empty(t, described(t, body(t, serve(t, full))).Projection)
}

func TestTextIsEscaped(t *testing.T) {
	hostile := sample
	hostile.Title = `</title></script><script>alert(1)</script>"'<!--` + "\u2028"
	hostile.SpriteVTT = `</script><img src=x onerror=alert(1)>`
	page := body(t, serve(t, hostile))
	require.NotContains(t, page, "<script>alert")
	require.NotContains(t, page, "<img src=x")
	require.Equal(t, 2, strings.Count(page, "<script"))
	got := described(t, page)
	require.Equal(t, hostile.Title, got.Title)
	require.Equal(t, hostile.SpriteVTT, got.SpriteVTT)
}

func TestScriptURLsAreDefused(t *testing.T) {
	hostile := sample
	hostile.Poster, hostile.DASH = "javascript:alert(1)", "javascript:alert(2)"
	page := body(t, serve(t, hostile))
	require.NotRegexp(t, `(src|href)="javascript:`, page)
}

func TestProcessing(t *testing.T) {
	waiting := PlayerVideo{Title: "Harbour", HLS: sample.HLS, State: Processing}
	r := serve(t, waiting)
	require.Equal(t, http.StatusOK, r.StatusCode)
	require.Equal(t, "no-store", r.Header.Get("Cache-Control"))
	require.Empty(t, r.Header.Get("ETag"))
	require.Contains(t, r.Header.Get("Content-Security-Policy"), "connect-src 'self' https://cdn.example.com")
	page := body(t, r)
	require.Contains(t, page, "being processed")
	require.Regexp(t, `<media-controller [^>]* hidden>`, page)
	require.NotContains(t, page, `rel="alternate"`)
	require.Equal(t, Processing, described(t, page).State)
	waiting.State = Empty
	require.Contains(t, body(t, serve(t, waiting)), "no video here yet")
}

func TestMessages(t *testing.T) {
	missing := httptest.NewRecorder()
	Player().NotFound(missing)
	for text, r := range map[string]*http.Response{
		"cannot be played": serve(t, PlayerVideo{Title: "Harbour", State: Failed}),
		"not found":        missing.Result(),
	} {
		require.Equal(t, http.StatusNotFound, r.StatusCode)
		require.Equal(t, "no-store", r.Header.Get("Cache-Control"))
		require.Equal(t, "text/html; charset=utf-8", r.Header.Get("Content-Type"))
		require.Contains(t, r.Header.Get("Content-Security-Policy"), "default-src 'none'")
		require.Empty(t, r.Header.Values("X-Frame-Options"))
		page := body(t, r)
		require.Contains(t, page, text)
		require.NotContains(t, page, "<script")
	}
}
