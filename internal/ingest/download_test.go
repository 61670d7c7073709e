package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/egress"
	"kinora/internal/fault"
)

var loopback = egress.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}

// guarded returns a network that reaches test servers.
func guarded(t *testing.T) Network {
	t.Helper()
	client := egress.NewClient(loopback)
	t.Cleanup(client.CloseIdleConnections)
	return Network{client, egress.NewDialer(loopback)}
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// content is what origins serve in these tests.
var content = bytes.Repeat([]byte("0123456789abcdef"), 20_000)

// quick are limits that let tests fail fast.
var quick = Limits{IdleTimeout: 5 * time.Second, Pauses: []time.Duration{0, 0, 0}}

// fetchAll downloads from a URL until the end or the first error.
func fetchAll(t *testing.T, url string, limits Limits) ([]byte, error) {
	t.Helper()
	d, err := StartDownload(t.Context(), guarded(t), Origin{URL: url}, limits, nil)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	b, err := io.ReadAll(d)
	require.Equal(t, int64(len(b)), d.Received())
	return b, err
}

// hangUp breaks the connection of an answer, by a reset or by a plain close.
func hangUp(w http.ResponseWriter, reset bool) {
	w.(http.Flusher).Flush()
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	if reset {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	conn.Close()
}

// flaky serves content, breaking the connection after step bytes each time.
type flaky struct {
	step     int
	reset    bool
	tag      string // ETag, none when empty
	modified string
	chunked  bool
	requests []http.Header
	answer   func(w http.ResponseWriter, r *http.Request, from int) bool // instead of the usual 206
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.requests = append(f.requests, r.Header.Clone())
	from := 0
	_, _ = fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
	if from > 0 && f.answer != nil && f.answer(w, r, from) {
		return
	}
	for name, value := range map[string]string{"ETag": f.tag, "Last-Modified": f.modified} {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	if !f.chunked {
		w.Header().Set("Content-Length", fmt.Sprint(len(content)-from))
	}
	if from > 0 {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content)-1, len(content)))
		w.WriteHeader(http.StatusPartialContent)
	}
	end := min(from+f.step, len(content))
	_, _ = w.Write(content[from:end])
	if end < len(content) {
		hangUp(w, f.reset)
	}
}

func TestDownload(t *testing.T) {
	f := &flaky{step: len(content)}
	b, err := fetchAll(t, serve(t, f.ServeHTTP), quick)
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, b))
	require.Equal(t, "identity", f.requests[0].Get("Accept-Encoding"))
}

func TestDownloadSendsTheHeader(t *testing.T) {
	var got http.Header
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() })
	d, err := StartDownload(t.Context(), guarded(t), Origin{URL: url, Header: "Authorization: Basic YTpi"}, quick, nil)
	require.NoError(t, err)
	d.Close()
	d.Close()
	require.Equal(t, "Basic YTpi", got.Get("Authorization"))
	_, err = StartDownload(t.Context(), guarded(t), Origin{URL: url, Header: "A: b\r\nC: d"}, quick, nil)
	require.Equal(t, textForbidden, fault.Detail(err))
	require.True(t, hopeless(err))
}

func TestDownloadResumes(t *testing.T) {
	const date = "Mon, 02 Jan 2006 15:04:05 GMT"
	for name, f := range map[string]*flaky{
		"close, by tag":     {step: 100_000, tag: `"v1"`},
		"reset, by tag":     {step: 100_000, tag: `"v1"`, reset: true},
		"by date":           {step: 100_000, modified: date},
		"weak tag and date": {step: 100_000, tag: `W/"v1"`, modified: date},
		"unknown length":    {step: 100_000, tag: `"v1"`, chunked: true},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := fetchAll(t, serve(t, f.ServeHTTP), quick)
			require.NoError(t, err)
			require.True(t, bytes.Equal(content, b))
			require.GreaterOrEqual(t, len(f.requests), 4)
			want := f.tag
			if f.modified != "" {
				want = f.modified
			}
			require.Equal(t, want, f.requests[1].Get("If-Range"))
		})
	}
}

func TestDownloadResumeOfEverythingAtTheEnd(t *testing.T) {
	f := &flaky{step: len(content), tag: `"v1"`, chunked: true}
	f.answer = func(w http.ResponseWriter, _ *http.Request, from int) bool {
		require.Equal(t, len(content), from)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes */%d", len(content)))
		w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
		return true
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		f.ServeHTTP(w, r)
		if r.Header.Get("Range") == "" {
			hangUp(w, false) // before the last chunk
		}
	})
	b, err := fetchAll(t, url, quick)
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, b))
}

func TestDownloadDoesNotMixFiles(t *testing.T) {
	for name, answer := range map[string]func(w http.ResponseWriter, from int){
		"whole again": func(w http.ResponseWriter, _ int) { _, _ = w.Write(content) },
		"no range": func(w http.ResponseWriter, from int) {
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(content[from:])
		},
		"wrong start": func(w http.ResponseWriter, from int) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from-1, len(content)-1, len(content)))
			w.WriteHeader(http.StatusPartialContent)
		},
		"other size": func(w http.ResponseWriter, from int) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content), len(content)+1))
			w.WriteHeader(http.StatusPartialContent)
		},
		"other tag": func(w http.ResponseWriter, from int) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content)-1, len(content)))
			w.Header().Set("ETag", `"v2"`)
			w.WriteHeader(http.StatusPartialContent)
		},
		"more than announced": func(w http.ResponseWriter, from int) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content)-1, len(content)))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(content)
		},
		"not satisfiable": func(w http.ResponseWriter, _ int) { w.WriteHeader(http.StatusRequestedRangeNotSatisfiable) },
		"gone":            func(w http.ResponseWriter, _ int) { w.WriteHeader(http.StatusNotFound) },
	} {
		t.Run(name, func(t *testing.T) {
			f := &flaky{step: 100_000, tag: `"v1"`}
			f.answer = func(w http.ResponseWriter, _ *http.Request, from int) bool { answer(w, from); return true }
			b, err := fetchAll(t, serve(t, f.ServeHTTP), quick)
			require.Equal(t, textIncomplete, fault.Detail(err), "%v", err)
			require.True(t, bytes.HasPrefix(content, b[:min(len(b), len(content))]))
			require.Len(t, f.requests, 2)
			require.False(t, hopeless(err))
		})
	}
}

func TestDownloadGivesUpReconnecting(t *testing.T) {
	f := &flaky{step: 100, tag: `"v1"`}
	_, err := fetchAll(t, serve(t, f.ServeHTTP), quick)
	require.Equal(t, textIncomplete, fault.Detail(err))
	require.Len(t, f.requests, 1+len(quick.Pauses))
	f = &flaky{step: 100_000, tag: `"v1"`}
	f.answer = func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.WriteHeader(http.StatusBadGateway)
		return true
	}
	_, err = fetchAll(t, serve(t, f.ServeHTTP), quick)
	require.Error(t, err)
	require.Len(t, f.requests, 1+len(quick.Pauses))
}

func TestDownloadFails(t *testing.T) {
	for name, c := range map[string]struct {
		serve http.HandlerFunc
		want  string
	}{
		"forbidden":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, textForbidden},
		"unauthorized": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, textForbidden},
		"not found":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, textNotFound},
		"gone":         {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) }, textNotFound},
		"no content":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, textNotFound},
		"partial":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(206) }, textNotFound},
		"broken":       {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, textReset},
		"reset before the answer": {func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			_ = conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}, textReset},
		"reset":          {(&flaky{step: 1000, reset: true}).ServeHTTP, textReset},
		"short":          {(&flaky{step: 1000}).ServeHTTP, textIncomplete},
		"short, chunked": {(&flaky{step: 1000, chunked: true}).ServeHTTP, textIncomplete},
		"redirect inside": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
		}, textForbidden},
		"redirect to a file": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, textForbidden},
		"redirect for ever": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/again", http.StatusFound)
		}, textForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fetchAll(t, serve(t, c.serve), quick)
			require.Equal(t, c.want, fault.Detail(err), "%v", err)
			require.Equal(t, strings.HasPrefix(name, "redirect"), hopeless(err))
		})
	}
}

func TestDownloadRefusesPrivateAddresses(t *testing.T) {
	for _, url := range []string{"http://127.0.0.2/x", "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/"} {
		_, err := fetchAll(t, url, quick)
		require.Equal(t, textForbidden, fault.Detail(err), url)
		require.True(t, hopeless(err), url)
	}
}

func TestDownloadRefusesWhatIsTooLarge(t *testing.T) {
	limits := quick
	for _, chunked := range []bool{false, true} {
		limits.MaxBytes = int64(len(content))
		url := serve(t, (&flaky{step: len(content), chunked: chunked}).ServeHTTP)
		_, err := fetchAll(t, url, limits)
		require.NoError(t, err)
		limits.MaxBytes--
		b, err := fetchAll(t, url, limits)
		require.Equal(t, textStorage, fault.Detail(err))
		require.True(t, hopeless(err))
		require.LessOrEqual(t, len(b), int(limits.MaxBytes))
	}
}

// stall serves n bytes and then nothing until the test or the client ends.
func stall(t *testing.T, n int, tag string) string {
	done := make(chan struct{})
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n > 0 {
			if tag != "" {
				w.Header().Set("ETag", tag)
			}
			_, _ = w.Write(content[:n])
			w.(http.Flusher).Flush()
		}
		select {
		case <-done:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(done) })
	return url
}

func TestDownloadTimesOut(t *testing.T) {
	limits := Limits{IdleTimeout: 300 * time.Millisecond, Pauses: []time.Duration{0}}
	for _, n := range []int{0, 1000} {
		for _, tag := range []string{"", `"v1"`} {
			_, err := fetchAll(t, stall(t, n, tag), limits)
			require.Equal(t, textTimeout, fault.Detail(err), "%v", err)
			require.False(t, hopeless(err))
		}
	}
}

func TestDownloadResumesAfterStall(t *testing.T) {
	release := make(chan struct{})
	f := &flaky{step: len(content), tag: `"v1"`}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "" {
			f.ServeHTTP(w, r)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Content-Length", fmt.Sprint(len(content)))
		_, _ = w.Write(content[:1000])
		w.(http.Flusher).Flush()
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	b, err := fetchAll(t, url, Limits{IdleTimeout: time.Second, Pauses: []time.Duration{0, 0, 0}})
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, b))
}

func TestDownloadEndsWithItsContext(t *testing.T) {
	stop := errors.New("lease lost")
	ctx, cancel := context.WithCancelCause(t.Context())
	d, err := StartDownload(ctx, guarded(t), Origin{URL: stall(t, 1000, `"v1"`)}, quick, nil)
	require.NoError(t, err)
	defer d.Close()
	_, err = io.ReadFull(d, make([]byte, 1000))
	require.NoError(t, err)
	cancel(stop)
	_, err = d.Read(make([]byte, 1))
	require.ErrorIs(t, err, stop)
}

// body is an answer's body made of pieces, with a pause before each.
type body struct{ pieces int }

func (b *body) Read(p []byte) (int, error) {
	if b.pieces--; b.pieces < 0 {
		return 0, io.EOF
	}
	time.Sleep(100 * time.Millisecond)
	return copy(p, "0123456789"), nil
}

func (b *body) Close() error { return nil }

// transport answers every request with the same body.
type transport struct{ body io.ReadCloser }

func (t transport) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, ContentLength: -1, Header: http.Header{}, Body: t.body}, nil
}

func TestProgressOncePerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seen []int64
		client := Network{Client: &http.Client{Transport: transport{&body{pieces: 35}}}}
		d, err := StartDownload(t.Context(), client, Origin{URL: "http://a/"}, quick, func(n int64) error {
			seen = append(seen, n)
			return nil
		})
		require.NoError(t, err)
		defer d.Close()
		_, err = io.Copy(io.Discard, d)
		require.NoError(t, err)
		require.Equal(t, []int64{100, 200, 300}, seen)
	})
}

func TestProgressEndsTheDownload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := fault.New(fault.Gone, "deleted")
		client := Network{Client: &http.Client{Transport: transport{&body{pieces: 1000}}}}
		d, err := StartDownload(t.Context(), client, Origin{URL: "http://a/"}, quick, func(int64) error { return gone })
		require.NoError(t, err)
		defer d.Close()
		n, err := io.Copy(io.Discard, d)
		require.ErrorIs(t, err, gone)
		require.Equal(t, int64(100), n)
	})
}

// TestDownloadEndsWhatTrickles ends a download that never stands still but
// comes too slowly for minutes.
func TestDownloadEndsWhatTrickles(t *testing.T) {
	for name, c := range map[string]struct {
		slowest int64 // bytes/s, of the 100 that come
		want    string
	}{"slow": {101, textTimeout}, "fast enough": {99, ""}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := Network{Client: &http.Client{Transport: transport{&body{pieces: 7000}}}}
				limits := quick
				limits.Slowest = c.slowest
				d, err := StartDownload(t.Context(), client, Origin{URL: "http://a/"}, limits, nil)
				require.NoError(t, err)
				defer d.Close()
				began := time.Now()
				_, err = io.Copy(io.Discard, d)
				require.Equal(t, c.want, fault.Detail(err))
				if err != nil {
					require.Equal(t, 5*time.Minute, time.Since(began))
				}
			})
		})
	}
}
