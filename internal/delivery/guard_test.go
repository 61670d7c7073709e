package delivery

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
	"kinora/internal/host"
	"kinora/internal/serve"
	"kinora/internal/visitor"
)

// guard is a site with hosts. Its requests come from a trusted proxy.
type guard struct {
	*site
	hosts *host.Hosts
}

func newGuard(t *testing.T, o host.Options) *guard {
	db := dbtest.SQLite(t)
	_, err := db.W.ExecContext(t.Context(), "INSERT INTO accounts (id, name, created_at) VALUES (4321, 'a', 0), (77, 'b', 0)")
	require.NoError(t, err)
	hosts, err := host.New(db, o)
	require.NoError(t, err)
	return &guard{hosts: hosts, site: newSite(t, func(o *Options) {
		o.Hosts = hosts
		o.Proxies = &visitor.Proxies{Trusted: visitor.Networks{netip.MustParsePrefix("127.0.0.0/8")}}
		o.Countries = &visitor.Countries{Header: "CF-IPCountry"}
	})}
}

func (g *guard) host(t *testing.T, h host.Host) host.Host {
	made, err := g.hosts.Add(t.Context(), h)
	require.NoError(t, err)
	return made
}

// sign returns the path and query of a link of the host.
func (g *guard) sign(t *testing.T, h host.Host, address string, l host.Link) string {
	u, err := url.Parse(address)
	require.NoError(t, err)
	if l.Expires.IsZero() {
		l.Expires = time.Now().Add(time.Hour)
	}
	signed, err := h.Sign(u, l)
	require.NoError(t, err)
	return signed.RequestURI()
}

func TestToken(t *testing.T) {
	g := newGuard(t, host.Options{})
	v := g.add(t, "both", rung{height: 180, audioKbps: 64})
	file := "/videos/4321_both/" + v.Renditions[0].File
	cdn := g.host(t, host.Host{AccountID: 4321, Name: "cdn.example.org", Token: true})
	bound := g.host(t, host.Host{AccountID: 4321, Name: "ip.example.org", Token: true, BindIP: true})
	g.host(t, host.Host{AccountID: 77, Name: "other.example.org"})
	const master = "/videos/4321_both/master.m3u8"
	at := func(name string) []string { return []string{"Host: " + name} }
	from := func(name, address string) []string { return append(at(name), "X-Forwarded-For: "+address) }
	viewer := netip.MustParseAddr("203.0.113.9")
	past := time.Now().Add(-time.Minute)

	good := g.sign(t, cdn, master, host.Link{})
	mp4 := g.sign(t, cdn, file, host.Link{Speed: "90M", Buffer: "1M"})
	for name, c := range map[string]struct {
		path    string
		headers []string
		status  int
	}{
		"default host":              {master, nil, 200},
		"default host, with a port": {master, at("video.example.net:8080"), 200},
		"no token":                  {master, at("cdn.example.org"), 403},
		"good":                      {good, at("cdn.example.org"), 200},
		"good, with a port":         {good, at("CDN.example.org:8443"), 200},
		"of another host":           {good, at("ip.example.org"), 403},
		"another account's host":    {master, at("other.example.org"), 404},
		"another account's page":    {"/videos/4321_both", at("other.example.org"), 404},
		"the page":                  {"/videos/4321_both", at("cdn.example.org"), 200},
		"wrong":                     {"/videos/4321_both/AAAAAAAAAAAAAAAAAAAAAA/1893456000/master.m3u8", at("cdn.example.org"), 403},
		"expired":                   {g.sign(t, cdn, master, host.Link{Expires: past}), at("cdn.example.org"), 410},
		"unknown below":             {g.sign(t, cdn, "/videos/4321_both/x.m3u8", host.Link{}), at("cdn.example.org"), 404},
		"MP4 in the path":           {g.sign(t, cdn, file, host.Link{}), at("cdn.example.org"), 200},
		"MP4 in the query":          {mp4, at("cdn.example.org"), 200},
		"MP4, other speed":          {strings.Replace(mp4, "speed=90M", "speed=91M", 1), at("cdn.example.org"), 403},
		"MP4, other buffer":         {strings.Replace(mp4, "buffer=1M", "buffer=2M", 1), at("cdn.example.org"), 403},
		"MP4, no buffer":            {strings.Replace(mp4, "&buffer=1M", "", 1), at("cdn.example.org"), 403},
		"MP4, expired":              {g.sign(t, cdn, file, host.Link{Query: true, Expires: past}), at("cdn.example.org"), 410},
		"bound":                     {g.sign(t, bound, master, host.Link{IP: viewer}), from("ip.example.org", "203.0.113.9"), 200},
		"bound, in front":           {g.sign(t, bound, master, host.Link{IP: viewer}), from("ip.example.org", "203.0.113.9, 198.51.100.1"), 403},
		"bound, another":            {g.sign(t, bound, master, host.Link{IP: viewer}), from("ip.example.org", "203.0.113.8"), 403},
	} {
		t.Run(name, func(t *testing.T) {
			a := g.get(t, c.path, c.headers...) // checks CORS, whatever the status
			require.Equal(t, c.status, a.StatusCode)
			head := g.do(t, "HEAD", c.path, c.headers...)
			require.Equal(t, c.status, head.StatusCode)
			if c.status == 403 || c.status == 410 {
				require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
			}
		})
	}
	t.Run("preflight needs no token", func(t *testing.T) {
		require.Equal(t, 204, g.do(t, "OPTIONS", master, "Host: cdn.example.org", "Access-Control-Request-Method: GET").StatusCode)
	})
	t.Run("caches of many keep nothing that needs a token", func(t *testing.T) {
		plain, guarded := g.get(t, master), g.get(t, good, "Host: cdn.example.org")
		require.Equal(t, plain.body, guarded.body)
		require.Equal(t, "public, max-age=30", plain.Header.Get("Cache-Control"))
		require.Equal(t, "private, max-age=30", guarded.Header.Get("Cache-Control"))
		require.Equal(t, "private, max-age=31536000, immutable", g.get(t, mp4, "Host: cdn.example.org").Header.Get("Cache-Control"))
		require.Equal(t, 206, g.get(t, mp4, "Host: cdn.example.org", "Range: bytes=5-9").StatusCode)
	})
	t.Run("one tag, whatever the token", func(t *testing.T) {
		const segment = "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts"
		etag := g.get(t, segment).Header.Get("ETag")
		a := g.get(t, g.sign(t, cdn, segment, host.Link{}), "Host: cdn.example.org", "If-None-Match: "+etag)
		require.Equal(t, 304, a.StatusCode)
		require.Contains(t, a.Header.Get("Cache-Control"), "private")
	})
	t.Run("a new token fits any file at any time", func(t *testing.T) {
		// What the player's plug-in for refreshing does to each URL.
		token := regexp.MustCompile(`/([A-Za-z0-9_-]{6,})/(1\d{9,})/`)
		old := g.sign(t, cdn, "/videos/4321_both/segment-2-s0q3570v1-v1-a1.ts", host.Link{Expires: past})
		require.Equal(t, 410, g.get(t, old, "Host: cdn.example.org").StatusCode)
		fresh := token.FindString(good)
		require.NotEmpty(t, fresh)
		require.Equal(t, 200, g.get(t, token.ReplaceAllString(old, fresh), "Host: cdn.example.org").StatusCode)
	})
}

func TestLockedDefaultHost(t *testing.T) {
	g := newGuard(t, host.Options{LockDefault: true})
	g.add(t, "both", rung{height: 180, audioKbps: 64})
	g.host(t, host.Host{AccountID: 4321, Name: "cdn.example.org"})
	require.Equal(t, 403, g.get(t, "/videos/4321_both/master.m3u8").StatusCode)
	require.Equal(t, 200, g.get(t, "/videos/4321_both").StatusCode)
	require.Equal(t, 200, g.get(t, "/videos/4321_both/master.m3u8", "Host: cdn.example.org").StatusCode)
}

func TestListsOfHost(t *testing.T) {
	g := newGuard(t, host.Options{})
	g.add(t, "both", rung{height: 180, audioKbps: 64})
	g.host(t, host.Host{
		AccountID: 4321, Name: "cdn.example.org",
		Referrers: host.List{Allow: true, Items: []string{"*.example.net"}},
		Countries: host.List{Allow: true, Items: []string{"IT"}},
		Networks:  host.List{Items: []string{"203.0.113.0/24"}},
		Agents:    host.List{Items: []string{"~*bot"}},
	})
	good := map[string]string{
		"Host": "cdn.example.org", "Referer": "https://www.example.net/", "CF-IPCountry": "IT",
		"X-Forwarded-For": "198.51.100.1", "User-Agent": "Player",
	}
	const picture = "/static/videoplatform/sprites/4321/900_both.mp4_sprite.jpg"
	get := func(path, name, value string) answer {
		headers := []string{}
		for k, v := range good {
			if k == name {
				v = value
			}
			headers = append(headers, k+": "+v)
		}
		return g.get(t, path, headers...)
	}
	a := get("/videos/4321_both/master.m3u8", "", "")
	require.Equal(t, 200, a.StatusCode)
	require.Equal(t, "private, max-age=30", a.Header.Get("Cache-Control"))
	require.Equal(t, 200, get("/videos/4321_both", "", "").StatusCode)
	require.Equal(t, 404, get(picture, "", "").StatusCode, "let in, though it has none")
	for name, value := range map[string]string{
		"Referer": "https://example.org/", "CF-IPCountry": "XX", "X-Forwarded-For": "203.0.113.200", "User-Agent": "SomeBot/1",
	} {
		for _, path := range []string{"/videos/4321_both/master.m3u8", "/videos/4321_both", picture} {
			require.Equal(t, 403, get(path, name, value).StatusCode, "%s %s", name, path)
		}
	}
	require.Equal(t, 404, get("/static/videoplatform/sprites/77/900_both.mp4_sprite.jpg", "", "").StatusCode)
}

func TestHostsFail(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hosts = brokenHosts{} })
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	require.Equal(t, 500, s.get(t, "/videos/4321_both/master.m3u8").StatusCode)
}

type brokenHosts struct{}

func (brokenHosts) Gate(context.Context, string) (*host.Gate, error) {
	return nil, os.ErrDeadlineExceeded
}

// TestTokenReachesEverything follows a whole video on a host that asks for
// tokens from the signed address alone.
func TestTokenReachesEverything(t *testing.T) {
	g := newGuard(t, host.Options{})
	g.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64})
	cdn := g.host(t, host.Host{AccountID: 4321, Name: "127.0.0.1", Token: true}) // readers cannot be given another Host
	signed := func(name string) string {
		return g.URL + g.sign(t, cdn, "/videos/4321_both/"+name, host.Link{})
	}
	requirePlays(t, signed("master.m3u8"), []int{180, 270}, 2)
	requirePlays(t, signed("master-cmaf.m3u8"), []int{180, 270}, 1)
	requirePlays(t, signed("master.mpd"), []int{180, 270}, 1)
	for _, name := range []string{"master.m3u8", "master-cmaf.m3u8"} {
		require.Greater(t, g.follow(t, signed(name), map[string]bool{}), 10, name)
	}
	require.Equal(t, 403, g.get(t, "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts").StatusCode)
}

var attribute = regexp.MustCompile(`URI="([^"]+)"`)

// follow fetches what a playlist refers to, and what that refers to. It
// returns how many addresses answered.
func (g *guard) follow(t *testing.T, address string, seen map[string]bool) int {
	if seen[address] {
		return 0
	}
	seen[address] = true
	base, err := url.Parse(address)
	require.NoError(t, err)
	a := g.get(t, base.RequestURI())
	require.Equal(t, http.StatusOK, a.StatusCode, address)
	count := 1
	if path.Ext(base.Path) != ".m3u8" {
		return count
	}
	for line := range strings.Lines(a.body) {
		line = strings.TrimSpace(line)
		if m := attribute.FindStringSubmatch(line); m != nil {
			line = m[1]
		} else if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		next, err := base.Parse(line)
		require.NoError(t, err)
		count += g.follow(t, next.String(), seen)
	}
	return count
}

func BenchmarkGuard(b *testing.B) {
	for _, name := range []string{"open", "token"} {
		b.Run(name, func(b *testing.B) { benchmarkGuard(b, name == "token") })
	}
}

func benchmarkGuard(b *testing.B, token bool) {
	db := dbtest.SQLite(b)
	_, err := db.W.ExecContext(b.Context(), "INSERT INTO accounts (id, name, created_at) VALUES (4321, 'a', 0)")
	require.NoError(b, err)
	hosts, err := host.New(db, host.Options{Age: time.Hour})
	require.NoError(b, err)
	if token {
		_, err = hosts.Add(b.Context(), host.Host{AccountID: 4321, Name: "example.com", Token: true, Secret: "secret"})
		require.NoError(b, err)
	}
	s := newSite(b, func(o *Options) { o.Hosts = hosts })
	handler := s.delivery.door.Handle(s.delivery.door.Enter("/videos/", func(*serve.Answer, *http.Request, serve.Gate) error { return nil }))
	expires := strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10)
	r, err := http.NewRequestWithContext(b.Context(), "GET",
		"http://example.com/videos/4321_x/"+host.PathToken("secret", "4321_x", expires, "")+"/"+expires+"/segment-1-s0q1v1-v1.m4s", nil)
	require.NoError(b, err)
	r.RemoteAddr = "192.0.2.1:1"
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		if handler.ServeHTTP(w, r); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
