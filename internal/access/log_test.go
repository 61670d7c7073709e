package access

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/visitor"
)

func TestRedact(t *testing.T) {
	token, name := "abcdefghijklmnopqrst-_", strings.Repeat("0af9", 8)
	for in, want := range map[string]string{
		"/streaming/videos/12":                           "/streaming/videos/12",
		"/videos/4321_Ab3d":                              "/videos/4321_Ab3d",
		"/videos/4321_Ab3dEfGhIjKlMnOpQrStUv/master.mpd": "/videos/4321_Ab3dEfGhIjKlMnOpQrStUv/master.mpd",
		"/videos/4321_Ab3d/" + token + "/1700000000/segment-1-s0q1v1-v1.m4s":    "/videos/4321_Ab3d/-/1700000000/segment-1-s0q1v1-v1.m4s",
		"/videos/4321_Ab3d/" + token + "/1700000000":                            "/videos/4321_Ab3d/-/1700000000",
		"/playlists/4321_7/" + token + "/1700000000/master.m3u8":                "/playlists/4321_7/-/1700000000/master.m3u8",
		"/videos/4321_Ab3d/vod144p_1.mp4/download=A%20name%20of%20a%20film.mp4": "/videos/4321_Ab3d/vod144p_1.mp4/download=A%20name%20of%20a%20film.mp4",
		"/upload/" + name:               "/upload/-",
		"/videos/" + token:              "/videos/-",
		"/streaming/1$secret":           "/streaming/-",
		"/upload/eyJhbGciOi.eyJzdWI.x1": "/upload/-",
		"":                              "",
	} {
		require.Equal(t, want, Redact(in), in)
	}
	require.Len(t, Redact("/"+strings.Repeat("a/", 1000)), maxPath)
}

// lineOf is what the log says of a request to handler.
func lineOf(t *testing.T, handler http.HandlerFunc, r *http.Request) map[string]any {
	t.Helper()
	var text bytes.Buffer
	func() {
		defer func() { _ = recover() }()
		Log(handler, &visitor.Proxies{}, slog.New(slog.NewJSONHandler(&text, nil))).ServeHTTP(httptest.NewRecorder(), r)
	}()
	require.Equal(t, 1, strings.Count(text.String(), "\n"), text.String())
	var line map[string]any
	require.NoError(t, json.Unmarshal(text.Bytes(), &line))
	require.Positive(t, line["dur"])
	require.NotEmpty(t, line["request"])
	return line
}

func TestLog(t *testing.T) {
	get := func(path string) *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) }
	line := lineOf(t, func(w http.ResponseWriter, r *http.Request) {
		SetAccount(r.Context(), 7)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte("12345"))
	}, get("/streaming/videos?token=s3cret"))
	require.Subset(t, line, map[string]any{
		"msg": "access", "level": "INFO", "method": "GET", "path": "/streaming/videos", "status": 201.0, "bytes": 5.0, "account": 7.0, "client": "192.0.2.1",
	})

	line = lineOf(t, func(http.ResponseWriter, *http.Request) {}, get("/videos/4321_Ab3d/master.m3u8"))
	require.Subset(t, line, map[string]any{"status": 200.0, "bytes": 0.0, "account": 4321.0})

	r := get("/healthz")
	r.Header.Set("X-Request-Id", "proxy-1")
	line = lineOf(t, func(_ http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, r)
	require.Equal(t, "proxy-1", line["request"])
	require.NotContains(t, line, "account")
}

// TestLogNamesTheRequest has one that is unfit for a log, so that another is
// made, which the handler sees too.
func TestLogNamesTheRequest(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("X-Request-Id", "two words")
	var seen string
	line := lineOf(t, func(_ http.ResponseWriter, r *http.Request) { seen = RequestID(r) }, r)
	require.Equal(t, seen, line["request"])
	require.NotEqual(t, "two words", seen)
}
