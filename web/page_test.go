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

func serve(t *testing.T, v PlayerVideo, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/videos/1_a?t=15", nil)
	if len(header) == 2 {
		r.Header.Set(header[0], header[1])
	}
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

func TestPlayableIsRevalidated(t *testing.T) {
	tag := serve(t, sample).Header.Get("ETag")
	require.NotEmpty(t, tag)
	require.Equal(t, http.StatusNotModified, serve(t, sample, "If-None-Match", tag).StatusCode)
	renamed := sample
	renamed.Title = "Port"
	require.Equal(t, http.StatusOK, serve(t, renamed, "If-None-Match", tag).StatusCode)
}

func TestPolicy(t *testing.T) {
	csp := serve(t, sample).Header.Get("Content-Security-Policy")
	hosts := " https://cdn.example.com https://static.example.com:8443"
	for _, want := range []string{
		"default-src 'none'", "script-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'",
		"connect-src 'self'" + hosts, "img-src 'self' data:" + hosts, "media-src 'self' blob: data:" + hosts,
	} {
		require.Contains(t, strings.Split(csp, "; "), want)
	}
	require.NotContains(t, csp, "frame-ancestors")
	require.NotContains(t, csp, "unsafe-eval")
}

func TestPolicyTakesOnlyPlainOrigins(t *testing.T) {
	require.Equal(t, policy(), policy(
		"", "/rooted", "//host.example/x", "data:image/png,x", "javascript:alert(1)",
		"https://a.example;script-src *", "https://a.example,b", "https:///x", "ftp://a.example/", "http://%zz/",
	))
	require.Contains(t, policy("https://user:pass@a.example/x"), "connect-src 'self' https://a.example;")
}

func TestNoInlineScript(t *testing.T) {
	page := body(t, serve(t, sample))
	for _, tag := range regexp.MustCompile(`<script[^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(tag, `type="application/json"`) {
			require.Regexp(t, `src="/assets/player-[A-Z0-9]+\.js"`, tag)
		}
	}
	require.NotRegexp(t, `\son[a-z]+=`, page)
}

func TestPageDescribesItsVideo(t *testing.T) {
	got := described(t, body(t, serve(t, sample)))
	require.Regexp(t, `^/assets/worker-[A-Z0-9]+\.js$`, got.Worker)
	got.Worker = ""
	require.Equal(t, video{
		Title: sample.Title, HLS: sample.HLS, Poster: sample.Poster, Sprite: sample.Sprite,
		SpriteVTT: sample.SpriteVTT, State: Playable, Duration: 61.5,
	}, got)
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
