package ingest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/ssh"

	"kinora/internal/address"
	"kinora/internal/fault"
)

const sftpPassword = "p@ss:w/rd hush"

// sftpHost is a real SFTP server of one folder.
type sftpHost struct {
	dir      string
	addr     string
	dialogue bool                    // asks for the password in a dialogue
	limit    func(login int64) int64 // bytes sent before the connection breaks, 0 for no limit
	stall    bool                    // rather goes silent there
	cut      func(login int64)       // called when a connection breaks
	logins   atomic.Int64
}

// limited is a connection that breaks, or goes silent, after some bytes.
type limited struct {
	net.Conn
	host  *sftpHost
	login int64
	mu    sync.Mutex
	left  int64
	done  chan struct{}
	once  sync.Once
}

func (c *limited) Close() error {
	c.once.Do(func() { close(c.done) })
	return c.Conn.Close()
}

func (c *limited) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left -= int64(len(p)); c.left > 0 {
		return c.Conn.Write(p)
	}
	if c.host.stall {
		<-c.done
		return 0, net.ErrClosed
	}
	if c.host.cut != nil {
		c.host.cut(c.login)
	}
	_ = c.Conn.(*net.TCPConn).CloseWrite() // what was sent still arrives
	return 0, net.ErrClosed
}

func newSFTPHost(t *testing.T, change func(h *sftpHost)) *sftpHost {
	t.Helper()
	h := &sftpHost{dir: t.TempDir()}
	if change != nil {
		change(h)
	}
	require.NoError(t, os.WriteFile(filepath.Join(h.dir, "a video.mp4"), content, 0o600))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	h.addr = l.Addr().String()
	var all sync.WaitGroup
	var open sync.Map
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			c := &limited{Conn: conn, host: h, login: h.logins.Add(1), left: 1 << 40, done: make(chan struct{})}
			if h.limit != nil {
				if n := h.limit(c.login); n > 0 {
					c.left = n
				}
			}
			open.Store(c, true)
			all.Go(func() { defer c.Close(); h.serve(t, c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		open.Range(func(c, _ any) bool { c.(*limited).Close(); return true })
		all.Wait()
	})
	return h
}

// serve answers one connection.
func (h *sftpHost) serve(t *testing.T, conn net.Conn) {
	check := func(user, password string) (*ssh.Permissions, error) {
		if user != "us er" || password != sftpPassword {
			return nil, errors.New("wrong")
		}
		return nil, nil
	}
	config := &ssh.ServerConfig{}
	if h.dialogue {
		config.KeyboardInteractiveCallback = func(c ssh.ConnMetadata, ask ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
			answers, err := ask("", "", []string{"Password: "}, []bool{false})
			if err != nil {
				return nil, err
			}
			return check(c.User(), answers[0])
		}
	} else {
		config.PasswordCallback = func(c ssh.ConnMetadata, p []byte) (*ssh.Permissions, error) { return check(c.User(), string(p)) }
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Error(err)
		return
	}
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Error(err)
		return
	}
	config.AddHostKey(signer)
	c, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	defer c.Close()
	go ssh.DiscardRequests(requests)
	for asked := range channels {
		channel, requests, err := asked.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(r.Type == "subsystem", nil)
			}
		}()
		server, err := sftp.NewServer(channel, sftp.ReadOnly())
		if err != nil {
			return
		}
		_ = server.Serve()
	}
}

// url is the address of a file in the folder.
func (h *sftpHost) url(name string) string {
	u := url.URL{Scheme: "sftp", User: url.UserPassword("us er", sftpPassword), Host: h.addr, Path: filepath.Join(h.dir, name)}
	return u.String()
}

// requireSecret checks that an error's text holds no password in any form.
func requireSecret(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{sftpPassword, "hush", url.QueryEscape(sftpPassword), "us%20er"} {
		require.NotContains(t, fmt.Sprintf("%v %+v", err, err), secret)
	}
}

func TestSFTP(t *testing.T) {
	for _, dialogue := range []bool{false, true} {
		h := newSFTPHost(t, func(h *sftpHost) { h.dialogue = dialogue })
		b, err := fetchAll(t, h.url("a video.mp4"), quick)
		require.NoError(t, err)
		require.True(t, bytes.Equal(content, b))
		require.Equal(t, int64(1), h.logins.Load())
	}
}

func TestSFTPEmptyFile(t *testing.T) {
	h := newSFTPHost(t, nil)
	require.NoError(t, os.WriteFile(filepath.Join(h.dir, "empty"), nil, 0o600))
	b, err := fetchAll(t, h.url("empty"), quick)
	require.NoError(t, err)
	require.Empty(t, b)
}

func TestSFTPResumes(t *testing.T) {
	h := newSFTPHost(t, func(h *sftpHost) {
		h.limit = func(login int64) int64 {
			if login < 4 {
				return 120_000
			}
			return 0
		}
	})
	b, err := fetchAll(t, h.url("a video.mp4"), quick)
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, b))
	require.Equal(t, int64(4), h.logins.Load())
}

func TestSFTPDoesNotMixFiles(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"other time": func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1_000_000_000, 0)) },
		"other size": func(path string) error { return os.Truncate(path, int64(len(content))+1) },
		"shorter":    func(path string) error { return os.Truncate(path, 10) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newSFTPHost(t, func(h *sftpHost) {
				h.limit = func(login int64) int64 { return 120_000 }
				h.cut = func(int64) {
					if err := change(filepath.Join(h.dir, "a video.mp4")); err != nil {
						t.Error(err)
					}
				}
			})
			b, err := fetchAll(t, h.url("a video.mp4"), quick)
			require.ErrorIs(t, err, errResume)
			require.NotEmpty(t, fault.Detail(err))
			require.True(t, bytes.HasPrefix(content, b))
			require.False(t, hopeless(err))
			require.Equal(t, int64(2), h.logins.Load())
			requireSecret(t, err)
		})
	}
}

func TestSFTPFails(t *testing.T) {
	h := newSFTPHost(t, nil)
	wrong := strings.Replace(h.url("a video.mp4"), "hush", "rush", 1)
	for name, c := range map[string]struct{ url, want string }{
		"wrong password": {wrong, textForbidden},
		"missing":        {h.url("b.mp4"), textNotFound},
		"directory":      {h.url(""), textNotFound},
		"private":        {strings.Replace(h.url("a video.mp4"), "127.0.0.1", "127.0.0.2", 1), textForbidden},
		"no server":      {"sftp://us%20er:hush@127.0.0.1:1/a", textReset},
		"no host":        {"sftp://us%20er:hush@:22/a", textNotFound},
		"not a URL":      {"sftp://us%20er:hush@[127.0.0.1/a", textNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fetchAll(t, c.url, quick)
			require.Equal(t, c.want, fault.Detail(err), "%v", err)
			require.Equal(t, name == "private" || strings.HasPrefix(name, "no host") || name == "not a URL", hopeless(err))
			requireSecret(t, err)
		})
	}
}

func TestSFTPRefusesWhatIsTooLarge(t *testing.T) {
	h := newSFTPHost(t, nil)
	limits := quick
	limits.MaxBytes = int64(len(content)) - 1
	_, err := fetchAll(t, h.url("a video.mp4"), limits)
	require.Equal(t, textStorage, fault.Detail(err))
	require.True(t, hopeless(err))
}

func TestSFTPTimesOut(t *testing.T) {
	for _, bytes := range []int64{1, 120_000} { // in the handshake, in the file
		h := newSFTPHost(t, func(h *sftpHost) {
			h.stall = true
			h.limit = func(int64) int64 { return bytes }
		})
		_, err := fetchAll(t, h.url("a video.mp4"), Limits{IdleTimeout: 300 * time.Millisecond, Pauses: []time.Duration{}})
		require.Equal(t, textTimeout, fault.Detail(err), "%v", err)
		requireSecret(t, err)
	}
}

func TestSFTPReset(t *testing.T) {
	h := newSFTPHost(t, func(h *sftpHost) { h.limit = func(int64) int64 { return 120_000 } })
	_, err := fetchAll(t, h.url("a video.mp4"), Limits{IdleTimeout: 5 * time.Second, Pauses: []time.Duration{}})
	require.Equal(t, textReset, fault.Detail(err), "%v", err)
}

func TestErrorsOfHTTPHoldNoSecrets(t *testing.T) {
	f := serve(t, (&flaky{step: 1000, reset: true}).ServeHTTP)
	elsewhere := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://us%20er:hush@127.0.0.1:port/")
		w.WriteHeader(http.StatusFound)
	})
	for _, address := range []string{
		elsewhere,
		strings.Replace(f, "http://", "http://us%20er:hush@", 1) + "/?key=hush",
		"http://us%20er:hush@127.0.0.2/?key=hush", "http://us%20er:hush@127.0.0.1:1/?key=hush",
		"http://us%20er:hush%@127.0.0.1/", "http://us%20er:hush@127.0.0.1:port/",
	} {
		_, err := fetchAll(t, address, Limits{IdleTimeout: 5 * time.Second, Pauses: []time.Duration{}})
		require.Error(t, err)
		requireSecret(t, err)
	}
}

func TestSFTPReadsOnlyWhatIsThere(t *testing.T) {
	b := &sftpBody{size: 0}
	_, err := b.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
}

func TestFetchSFTP(t *testing.T) {
	var lines bytes.Buffer
	b := newBench(t, func(b *bench) { b.options.Log = slog.New(slog.NewTextHandler(&lines, nil)) })
	h := newSFTPHost(t, func(h *sftpHost) {
		h.limit = func(login int64) int64 {
			if login == 1 {
				return 120_000
			}
			return 0
		}
	})
	v := b.fetch(h.url("a video.mp4"))
	b.awaitInspection(v.ID)
	o, err := b.store.Open(t.Context(), address.SourceKey(v.ID))
	require.NoError(t, err)
	defer o.Close()
	got, err := io.ReadAll(io.NewSectionReader(o, 0, o.Size()))
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, got))
	require.NotContains(t, lines.String(), "hush")
}

func TestFetchSFTPTriesThreeTimes(t *testing.T) {
	b := newBench(t, nil)
	h := newSFTPHost(t, nil)
	v := b.fetch(strings.Replace(h.url("a video.mp4"), "hush", "rush", 1))
	require.Equal(t, textForbidden, b.rejected(v.ID))
	require.Equal(t, int64(3), h.logins.Load())
}
