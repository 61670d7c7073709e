package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

func fetch(method, path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	Assets().ServeHTTP(w, r)
	return w
}

func TestAssetHeaders(t *testing.T) {
	types := map[string]string{
		"player.js": "text/javascript; charset=utf-8",
		"worker.js": "text/javascript; charset=utf-8",
		"hls.js":    "text/javascript; charset=utf-8",
		"dash.js":   "text/javascript; charset=utf-8",
		"vr.js":     "text/javascript; charset=utf-8",
		"page.css":  "text/css; charset=utf-8",
	}
	urls := assetURLs()
	require.Len(t, urls, len(types))
	for plain, contentType := range types {
		w := fetch(http.MethodGet, urls[plain], "")
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, contentType, w.Header().Get("Content-Type"))
		require.Equal(t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
		require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
		require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
		require.Empty(t, w.Header().Get("Content-Encoding"))
	}
}

func TestAssetsAreCompressed(t *testing.T) {
	for plain, url := range assetURLs() {
		whole := fetch(http.MethodGet, url, "").Body.Bytes()
		packed := fetch(http.MethodGet, url, "gzip, deflate")
		require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
		z, err := gzip.NewReader(packed.Body)
		require.NoError(t, err)
		unpacked, err := io.ReadAll(z)
		require.NoError(t, err)
		require.True(t, bytes.Equal(whole, unpacked), "%s: the .gz is not of the file beside it", plain)
		best := fetch(http.MethodGet, url, "gzip, deflate, br, zstd")
		require.Equal(t, "br", best.Header().Get("Content-Encoding"))
		require.Less(t, best.Body.Len(), len(whole))
	}
}

func TestAcceptedEncoding(t *testing.T) {
	for header, want := range map[string]string{
		"":                        "",
		"identity":                "",
		"gzip":                    "gzip",
		"GZIP;q=0.5":              "gzip",
		"gzip;q=0":                "",
		"gzip;q=1.0, br;q=0.000":  "gzip",
		"deflate, gzip;q=1, br":   "br",
		"gzip; q=0.8, br ; q=0.1": "br",
	} {
		require.Equal(t, want, acceptedEncoding(header), header)
	}
}

func TestAssetsServeNothingElse(t *testing.T) {
	for _, path := range []string{"/assets/", "/assets/manifest.json", "/assets/../web.go", "/assets/player.js", "/assets/licenses.txt.gz"} {
		require.Equal(t, http.StatusNotFound, fetch(http.MethodGet, path, "").Code, path)
	}
	url := assetURLs()["player.js"]
	require.Equal(t, http.StatusMethodNotAllowed, fetch(http.MethodPost, url, "").Code)
	require.Equal(t, http.StatusOK, fetch(http.MethodHead, url, "").Code)
	licenses := fetch(http.MethodGet, "/assets/licenses.txt", "")
	require.Equal(t, http.StatusOK, licenses.Code)
	require.Equal(t, "no-cache", licenses.Header().Get("Cache-Control"))
}

func TestRemoteScriptHasItsPlainName(t *testing.T) {
	w := fetch(http.MethodGet, RemoteScript, "")
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "text/javascript; charset=utf-8", w.Header().Get("Content-Type"))
	require.Equal(t, "no-cache", w.Header().Get("Cache-Control"))
	require.Contains(t, w.Body.String(), "gplayerAPI")
}

// The first visit loads this much before it plays, whichever way that is.
func TestPageStaysLight(t *testing.T) {
	const most = 250_000
	gzipped := func(body []byte) int {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(body)
		require.NoError(t, err)
		require.NoError(t, z.Close())
		return b.Len()
	}
	page, err := io.ReadAll(serve(t, sample).Body)
	require.NoError(t, err)
	for way, names := range map[string][]string{
		"HLS":  {"page.css", "player.js", "hls.js", "worker.js"},
		"DASH": {"page.css", "player.js", "dash.js"},
		"VR":   {"page.css", "player.js", "hls.js", "worker.js", "vr.js"},
	} {
		sum, urls := gzipped(page), assetURLs()
		for _, plain := range names {
			sum += fetch(http.MethodGet, urls[plain], "gzip").Body.Len()
		}
		t.Logf("%s: %d bytes", way, sum)
		require.Less(t, sum, most, way)
	}
}
