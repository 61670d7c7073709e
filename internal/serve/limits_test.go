package serve_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/serve"
)

// patience is how long a test waits for what comes at once, or never.
const patience = time.Minute

// quick are limits that a test can wait for.
var quick = serve.Limits{Silence: 300 * time.Millisecond, Unread: 100 * time.Millisecond}

// listen runs a server as ours do and returns its address.
func listen(t *testing.T, l serve.Limits, h http.HandlerFunc) string {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Handler: l.Handler(h), Protocols: &protocols, ReadHeaderTimeout: patience}
	go server.Serve(l.Listener(inner)) //nolint:errcheck // ends with the test
	t.Cleanup(func() { server.Close() })
	return inner.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	require.NoError(t, c.SetDeadline(time.Now().Add(patience)))
	return c
}

// handlers are what a request without its body may meet.
var handlers = map[string]http.HandlerFunc{
	"reads": func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			http.Error(w, "no body", http.StatusBadRequest)
		}
	},
	"refuses": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusUnauthorized) },
	"returns": func(http.ResponseWriter, *http.Request) {},
	"flushes": func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
	},
	"answers at length": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 100_000)) },
	"panics":            func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
}

// TestBodyThatNeverComes has the server let go of a connection whose body stops
// coming, whatever its handler does.
func TestBodyThatNeverComes(t *testing.T) {
	t.Parallel()
	shapes := map[string]string{
		"nothing of it":     "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 1000\r\n\r\n",
		"some of it":        "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 1000\r\n\r\nabc",
		"a megabyte":        "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 1048576\r\n\r\nabc",
		"chunks":            "POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n",
		"a chunk":           "POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
		"half a chunk":      "POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc",
		"after a 100":       "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
		"of a GET":          "GET / HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\n\r\n",
		"in HTTP/1.0":       "POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\n",
		"of a second call":  "GET / HTTP/1.1\r\nHost: k\r\n\r\nPOST / HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\n\r\n",
		"half of a trailer": "POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n0\r\nA: ",
	}
	for does, handler := range handlers {
		address := listen(t, quick, handler)
		for shape, request := range shapes {
			t.Run(shape+", handler "+does, func(t *testing.T) {
				t.Parallel()
				c := dial(t, address)
				_, err := io.WriteString(c, request)
				require.NoError(t, err)
				_, err = io.Copy(io.Discard, c)
				require.False(t, errors.Is(err, context.DeadlineExceeded) || isTimeout(err), "the connection is still open")
			})
		}
	}
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// client2 speaks HTTP/2 in the clear.
func client2(t *testing.T) *http.Client {
	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)
	transport := &http.Transport{Protocols: &protocols}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience}
}

// TestBodyThatNeverComesHTTP2 has the handler of a stream without its body
// return.
func TestBodyThatNeverComesHTTP2(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	address := listen(t, quick, func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		ended <- err
		w.WriteHeader(http.StatusBadRequest)
	})
	never, stop := io.Pipe()
	defer stop.Close()
	res, err := client2(t).Post("http://"+address, "text/plain", never)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.ErrorContains(t, <-ended, "timeout")
}

// TestSlowBody lets a body through that takes much longer than the longest
// silence, but is never silent for so long.
func TestSlowBody(t *testing.T) {
	t.Parallel()
	limits := serve.Limits{Silence: 4 * time.Second, Unread: time.Second}
	address := listen(t, limits, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		fmt.Fprint(w, len(body), " ", err)
	})
	for name, client := range map[string]*http.Client{"HTTP/1.1": {Timeout: patience}, "HTTP/2": client2(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, err := client.Post("http://"+address, "text/plain", &slow{left: 12, pause: limits.Silence / 8})
			require.NoError(t, err)
			defer res.Body.Close()
			answer, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.Equal(t, "12 <nil>", string(answer))
		})
	}
}

// slow yields a byte after each pause.
type slow struct {
	left  int
	pause time.Duration
}

func (s *slow) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(s.pause)
	s.left--
	p[0] = 'x'
	return 1, nil
}

// TestShortBodyUnread keeps a connection whose body came, though nobody read it.
func TestShortBodyUnread(t *testing.T) {
	t.Parallel()
	address := listen(t, serve.Limits{}, handlers["refuses"])
	c := dial(t, address)
	r := bufio.NewReader(c)
	for range 3 {
		_, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\n\r\nabcde")
		require.NoError(t, err)
		res, err := http.ReadResponse(r, nil)
		require.NoError(t, err)
		_, err = io.Copy(io.Discard, res.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	}
}

// TestAnswerThatNobodyReads ends the writing of an answer whose client takes
// nothing of it.
func TestAnswerThatNobodyReads(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 8)
	once := func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, 64<<20))
		ended <- err
	}
	address := listen(t, quick, once)
	t.Run("HTTP/1.1", func(t *testing.T) {
		_, err := io.WriteString(dial(t, address), "GET / HTTP/1.1\r\nHost: k\r\n\r\n")
		require.NoError(t, err)
		require.True(t, isTimeout(<-ended))
	})
	t.Run("HTTP/1.1 with a body", func(t *testing.T) {
		_, err := io.WriteString(dial(t, address), "POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 3\r\n\r\nabc")
		require.NoError(t, err)
		require.True(t, isTimeout(<-ended))
	})
	t.Run("HTTP/2", func(t *testing.T) {
		res, err := client2(t).Get("http://" + address)
		require.NoError(t, err)
		defer res.Body.Close()
		require.Error(t, <-ended)
	})
}

// TestManyAnswersThatNobodyReads ends a connection that asks for small answers
// and takes none.
func TestManyAnswersThatNobodyReads(t *testing.T) {
	t.Parallel()
	address := listen(t, quick, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 1000)) })
	c := dial(t, address)
	request := strings.Repeat("GET / HTTP/1.1\r\nHost: k\r\n\r\n", 1000)
	for {
		if _, err := io.WriteString(c, request); err != nil {
			require.False(t, isTimeout(err), "the connection is still open")
			return
		}
	}
}

// TestSlowReader gives a client its answer that takes longer than the longest
// silence.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	limits := serve.Limits{Silence: 4 * time.Second}
	address := listen(t, limits, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 24<<20)) })
	for name, client := range map[string]*http.Client{"HTTP/1.1": {Timeout: patience}, "HTTP/2": client2(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, err := client.Get("http://" + address)
			require.NoError(t, err)
			defer res.Body.Close()
			for range 12 {
				time.Sleep(limits.Silence / 8)
				_, err := io.CopyN(io.Discard, res.Body, 2<<20)
				require.NoError(t, err)
			}
		})
	}
}

// TestOwnDeadlines leaves those of a handler as they are, until it has none.
func TestOwnDeadlines(t *testing.T) {
	for _, major := range []int{1, 2} {
		w := &deadlines{}
		far := time.Now().Add(time.Hour)
		handler := quick.Handler(http.HandlerFunc(func(inner http.ResponseWriter, r *http.Request) {
			control := http.NewResponseController(inner)
			require.NoError(t, control.SetReadDeadline(far))
			require.NoError(t, control.SetWriteDeadline(far))
			_, err := r.Body.Read(make([]byte, 1))
			require.NoError(t, err)
			require.Equal(t, far, w.read, "HTTP/%d", major)
			require.NoError(t, control.SetReadDeadline(time.Time{}))
			_, err = r.Body.Read(make([]byte, 1))
			require.NoError(t, err)
			require.WithinDuration(t, time.Now().Add(quick.Silence), w.read, patience)
			require.False(t, w.read.IsZero())
			_, err = inner.Write([]byte("x"))
			require.NoError(t, err)
			require.Equal(t, far, w.write, "HTTP/%d", major)
		}))
		r, err := http.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader("a"), strings.NewReader("bc")))
		require.NoError(t, err)
		r.ProtoMajor = major
		handler.ServeHTTP(w, r)
		require.False(t, w.read.IsZero(), "nobody waits for the rest of the body")
	}
}

// deadlines is a writer that notes what is set.
type deadlines struct{ read, write time.Time }

func (*deadlines) Header() http.Header         { return http.Header{} }
func (*deadlines) Write(p []byte) (int, error) { return len(p), nil }
func (*deadlines) WriteHeader(int)             {}

func (d *deadlines) SetReadDeadline(t time.Time) error  { d.read = t; return nil }
func (d *deadlines) SetWriteDeadline(t time.Time) error { d.write = t; return nil }

// TestConnections bounds how many there are, from one address and in all.
func TestConnections(t *testing.T) {
	proxy := netip.MustParseAddr("127.0.0.9")
	limits := serve.Limits{Connections: 4, PerAddress: 2, Many: func(a netip.Addr) bool { return a == proxy }}
	address := listen(t, limits, func(http.ResponseWriter, *http.Request) {})
	open := func(from string) net.Conn {
		dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
		c, err := dialer.Dial("tcp", address)
		require.NoError(t, err)
		t.Cleanup(func() { c.Close() })
		require.NoError(t, c.SetDeadline(time.Now().Add(patience)))
		return c
	}
	answered := func(c net.Conn) bool {
		_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: k\r\n\r\n") // the answer tells
		_, err := http.ReadResponse(bufio.NewReader(c), nil)
		require.False(t, isTimeout(err))
		return err == nil
	}
	first := open("127.0.0.1")
	require.True(t, answered(first))
	require.True(t, answered(open("127.0.0.1")))
	require.False(t, answered(open("127.0.0.1")), "a third from one address")
	require.True(t, answered(open("127.0.0.9")))
	require.True(t, answered(open("127.0.0.9")))
	require.False(t, answered(open("127.0.0.2")), "a fifth in all")

	require.NoError(t, first.Close())
	require.Eventually(t, func() bool { return answered(open("127.0.0.9")) }, patience, 10*time.Millisecond, "a proxy's third")
}
