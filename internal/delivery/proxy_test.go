package delivery

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/host"
)

// proxy is Debian's nginx with the configuration of the documentation, in
// front of a site whose requests are counted.
type proxy struct {
	*guard
	mu    sync.Mutex
	asked map[string]int // of the site, by path
}

func newProxy(t *testing.T) *proxy {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/nginx")
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	p := &proxy{guard: newGuard(t, host.Options{}), asked: map[string]int{}}
	serve := p.Config.Handler
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		p.mu.Unlock()
		serve.ServeHTTP(w, r)
	})
	address := freeAddress(t)
	runNginx(t, program, address, strings.TrimPrefix(p.URL, "http://"))
	p.URL = "http://" + address
	return p
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// runNginx runs nginx until the test ends and waits until it takes connections.
func runNginx(t *testing.T, program, address, origin string) {
	t.Helper()
	dir := t.TempDir()
	example, err := os.ReadFile("../../docs/examples/nginx.conf")
	require.NoError(t, err)
	conf := string(example)
	for _, c := range [][2]string{
		{"listen 80;", "listen " + address + ";"},
		{"server 127.0.0.1:8080;", "server " + origin + ";"},
		{"/var/cache/nginx/kinora", filepath.Join(dir, "cache")},
	} {
		require.Equal(t, 1, strings.Count(conf, c[0]), c[0])
		conf = strings.Replace(conf, c[0], c[1], 1)
	}
	me, err := user.Current()
	require.NoError(t, err)
	run := ""
	if me.Uid == "0" {
		run = "user root;\n" // the test's folders are nobody else's
	}
	temp := ""
	for _, name := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		temp += fmt.Sprintf("%s_temp_path %s/%s;\n", name, dir, name)
	}
	file := filepath.Join(dir, "nginx.conf")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil,
		"%sdaemon off;\npid %s/pid;\nerror_log stderr warn;\nevents {}\nhttp {\naccess_log off;\n%s%s}\n", run, dir, temp, conf), 0o600))
	var log bytes.Buffer
	cmd := exec.Command(program, "-p", dir, "-c", file)
	cmd.Stderr = &log
	require.NoError(t, cmd.Start())
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		<-done
		if t.Failed() {
			t.Log(log.String())
		}
	})
	require.Eventually(t, func() bool {
		select {
		case <-done:
			t.Fatalf("nginx ended: %s", log.String())
		default:
		}
		c, err := net.Dial("tcp", address)
		if err != nil {
			return false
		}
		return c.Close() == nil
	}, time.Minute, 20*time.Millisecond)
}

func (p *proxy) times(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// TestProxyCaches has the second of each request answered by the proxy, with
// the same bytes and headers.
func TestProxyCaches(t *testing.T) {
	p := newProxy(t)
	v := p.add(t, "both", rung{height: 180, audioKbps: 64})
	v.Stills, v.Screenshots = catalog.StillsDone, 1
	p.catalog.put(v)
	require.NoError(t, p.store.Put(t.Context(), "videos/900/shot_1.jpg", strings.NewReader("JPEG"), 4))
	for _, path := range []string{
		"/videos/4321_both/master.m3u8", "/videos/4321_both/master.mpd", "/videos/4321_both/index-s0q3570v1-v1-a1.m3u8",
		"/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts", "/videos/4321_both/segment-1-s0q3570v1-v1.m4s",
		"/static/videoplatform/thumbnails/4321/900_both.mp4_1_1080.jpg",
	} {
		first, second := p.get(t, path), p.get(t, path)
		require.Equal(t, []string{"MISS", "HIT"}, []string{first.Header.Get("Cache"), second.Header.Get("Cache")}, path)
		require.Equal(t, 1, p.times(path))
		require.Equal(t, first.body, second.body)
		for _, name := range []string{"ETag", "Cache-Control", "Content-Type", "Access-Control-Expose-Headers", "Vary"} {
			require.Equal(t, first.Header.Values(name), second.Header.Values(name), name)
		}
		require.Equal(t, 304, p.get(t, path, "If-None-Match: "+first.Header.Get("ETag")).StatusCode)
		head := p.do(t, "HEAD", path)
		require.Equal(t, 200, head.StatusCode)
		require.EqualValues(t, len(first.body), head.ContentLength)
		require.Equal(t, 1, p.times(path))
	}

	const master = "/videos/4321_both/master.mpd"
	plain := p.get(t, master)
	packed := p.get(t, master, "Accept-Encoding: gzip")
	again := p.get(t, master, "Accept-Encoding: gzip")
	require.Equal(t, []string{"MISS", "HIT"}, []string{packed.Header.Get("Cache"), again.Header.Get("Cache")}, "kept apart from the plain form")
	require.Equal(t, plain.body, unpack(t, again.body))
	require.Equal(t, plain.body, p.get(t, master).body)

	preflight := p.do(t, "OPTIONS", master, "Origin: https://example.net", "Access-Control-Request-Method: GET")
	require.Equal(t, 204, preflight.StatusCode)
	require.Contains(t, preflight.Header.Get("Access-Control-Allow-Headers"), "Range")
	part := p.get(t, "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts", "Range: bytes=188-375")
	require.Equal(t, 206, part.StatusCode)
	require.Len(t, part.body, 188)
}

// TestProxyCrowd has a crowd ask for what the proxy does not have yet.
func TestProxyCrowd(t *testing.T) {
	p := newProxy(t)
	p.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/segment-2-s0q3570v1-v1-a1.ts"
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() { p.get(t, path) })
	}
	wg.Wait()
	require.Equal(t, 1, p.times(path))
}

// TestProxyRanges keeps slices of a file, and nothing of one at a speed.
func TestProxyRanges(t *testing.T) {
	p := newProxy(t)
	v := p.add(t, "both", rung{height: 180, audioKbps: 64})
	body := make([]byte, 3<<20+12345)
	_, _ = rand.Read(body)
	r := v.Renditions[0]
	r.Object, r.Size = ptr("videos/900/large.mp4"), ptr(int64(len(body)))
	require.NoError(t, p.store.Put(t.Context(), *r.Object, bytes.NewReader(body), int64(len(body))))
	p.catalog.put(v)
	path := "/videos/4321_both/" + r.File
	const over = 1<<20 - 100 // into the second slice
	for i, cache := range []string{"MISS", "HIT"} {
		a := p.get(t, path, fmt.Sprintf("Range: bytes=%d-%d", over, over+999))
		require.Equal(t, 206, a.StatusCode)
		require.Equal(t, string(body[over:over+1000]), a.body)
		require.Equal(t, fmt.Sprintf("bytes %d-%d/%d", over, over+999, len(body)), a.Header.Get("Content-Range"))
		require.Equal(t, cache, a.Header.Get("Cache"))
		require.Equal(t, 2, p.times(path), "round %d: one request for each slice", i)
	}
	require.Equal(t, string(body), p.get(t, path).body)
	require.Equal(t, 4, p.times(path), "two slices were there")
	for _, action := range []string{"/download", "/download=My-film"} {
		a := p.get(t, path+action)
		require.Equal(t, string(body), a.body)
		require.Contains(t, a.Header.Get("Content-Disposition"), "attachment")
	}
	before := p.times(path)
	for range 2 {
		require.Equal(t, string(body), p.get(t, path+"?speed=100M&buffer=10M").body)
	}
	require.Equal(t, before+2, p.times(path), "a limited download is one request each time")
}

// TestProxyRefusals checks that refusals of one viewer are not kept for
// others, nor answers for tokens, and that what was missing shows up.
func TestProxyRefusals(t *testing.T) {
	p := newProxy(t)
	p.add(t, "both", rung{height: 180, audioKbps: 64})
	h := p.host(t, host.Host{AccountID: 4321, Name: "cdn.example.org", Token: true, BindIP: true})
	const master, at = "/videos/4321_both/master.m3u8", "Host: cdn.example.org"
	good := p.sign(t, h, master, host.Link{IP: netip.MustParseAddr("127.0.0.1")})
	old := p.sign(t, h, master, host.Link{IP: netip.MustParseAddr("127.0.0.1"), Expires: time.Now().Add(-time.Minute)})
	other := p.sign(t, h, master, host.Link{IP: netip.MustParseAddr("198.51.100.1")})
	for range 2 {
		for path, status := range map[string]int{good: 200, old: 410, other: 403, master: 403} {
			a := p.get(t, path, at)
			require.Equal(t, status, a.StatusCode, path)
			require.NotEqual(t, "HIT", a.Header.Get("Cache"), path)
		}
		require.Equal(t, 200, p.get(t, master, "Host: open.example.org").StatusCode, "another host")
	}

	const late = "/videos/4321_late/master.m3u8"
	require.Equal(t, 404, p.get(t, late).StatusCode)
	p.add(t, "late", rung{height: 180, audioKbps: 64})
	require.Eventually(t, func() bool { return p.get(t, late).StatusCode == 200 }, time.Minute, 100*time.Millisecond)
}
