package ingest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
)

// pack compresses b.
func pack(t *testing.T, b []byte, open func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var out bytes.Buffer
	w := open(&out)
	_, err := w.Write(b)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

func byGzip(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func byZlib(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
func byFlate(w io.Writer) io.WriteCloser {
	f, _ := flate.NewWriter(w, 5)
	return f
}

// TestDownloadDecodes takes in bodies that a server sends coded though it was
// asked not to.
func TestDownloadDecodes(t *testing.T) {
	zipped := pack(t, content, byGzip)
	for name, c := range map[string]struct {
		coding string
		body   []byte
	}{
		"gzip":               {"gzip", zipped},
		"x-gzip":             {"X-GZIP", zipped},
		"in two parts":       {"gzip", append(pack(t, content[:70_000], byGzip), pack(t, content[70_000:], byGzip)...)},
		"deflate":            {"deflate", pack(t, content, byZlib)},
		"deflate, bare":      {"deflate", pack(t, content, byFlate)},
		"twice":              {"deflate, gzip", pack(t, pack(t, content, byZlib), byGzip)},
		"of S3":              {"aws-chunked", content},
		"of S3, gzip":        {"gzip, aws-chunked", zipped},
		"said, but not done": {"gzip", content},
		"identity":           {"identity", content},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := fetchAll(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", c.coding)
				w.Header().Set("ETag", `"v1"`)
				w.Header().Set("Content-Length", fmt.Sprint(len(c.body)))
				_, _ = w.Write(c.body)
			}), quick)
			require.NoError(t, err)
			require.True(t, bytes.Equal(content, b))
		})
	}
}

func TestDownloadRefusesCodings(t *testing.T) {
	zipped := pack(t, content, byGzip)
	damaged := bytes.Clone(zipped)
	damaged[len(damaged)-5] ^= 1 // in its checksum
	limits := quick
	limits.MaxBytes = int64(len(content)) - 1
	for name, c := range map[string]struct {
		coding  string
		body    []byte
		limits  Limits
		want    string
		answers int // requests
	}{
		"unknown":   {"br", content, quick, errNotMedia.Detail, 1},
		"too many":  {"gzip, gzip, gzip, gzip", zipped, quick, errNotMedia.Detail, 1},
		"damaged":   {"gzip", damaged, quick, textIncomplete, 1},
		"cut short": {"gzip", zipped[:len(zipped)-20], quick, textIncomplete, 1},
		"too large": {"gzip", zipped, limits, textStorage, 1},
	} {
		t.Run(name, func(t *testing.T) {
			requests := 0
			_, err := fetchAll(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
				requests++
				w.Header().Set("Content-Encoding", c.coding)
				w.Header().Set("ETag", `"v1"`)
				_, _ = w.Write(c.body)
			}), c.limits)
			require.Equal(t, c.want, fault.Detail(err), "%v", err)
			require.Equal(t, c.answers, requests, "a coded body is not resumed in the middle")
			require.Equal(t, name == "unknown" || name == "too many" || name == "too large", hopeless(err))
		})
	}
}

// TestDownloadOfAShareLink keeps the cookie without which the file is refused,
// also when the connection breaks.
func TestDownloadOfAShareLink(t *testing.T) {
	f := &flaky{step: 100_000, tag: `"v1"`}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("share")
		switch {
		case r.URL.Path == "/s/abc":
			http.SetCookie(w, &http.Cookie{Name: "share", Value: "let-me-in", Path: "/"})
			http.Redirect(w, r, "/my file.mp4", http.StatusFound)
		case err != nil || cookie.Value != "let-me-in":
			w.WriteHeader(http.StatusForbidden)
		default:
			f.ServeHTTP(w, r)
		}
	})
	b, err := fetchAll(t, url+"/s/abc", quick)
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, b))
	require.Greater(t, len(f.requests), 1)
	_, err = fetchAll(t, url+"/my file.mp4", quick)
	require.Equal(t, textForbidden, fault.Detail(err), "the next download has no cookie")
}

func TestDownloadOfPastedAddresses(t *testing.T) {
	asked := ""
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query().Get("name")
		_, _ = w.Write(content)
	})
	for _, name := range []string{"my clip.mp4", "größe.mp4", "видео.mp4", "日本.mp4"} {
		b, err := fetchAll(t, url+"/a b/ü.mp4?name="+name, quick)
		require.NoError(t, err)
		require.Len(t, b, len(content))
		require.Equal(t, name, asked)
	}
}
