package delivery

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/serve"
)

// uris returns what a playlist refers to.
func uris(playlist string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`URI="([^"]+)"`).FindAllStringSubmatch(playlist, -1) {
		list = append(list, m[1])
	}
	if !strings.HasPrefix(playlist, "#EXTM3U") {
		return list
	}
	for line := range strings.Lines(playlist) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}

// TestAnswers checks status, type, caching and tag of everything there is.
func TestAnswers(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA"}}
	v.Stills, v.Screenshots, v.SpriteVTT = catalog.StillsDone, 1, ptr("1\n00:00:00,000 --> 00:00:05,000\nx#xywh=0,0,100,56\n")
	s.catalog.put(v)
	for _, name := range []string{"shot_1.jpg", "sprite.jpg"} {
		require.NoError(t, s.store.Put(t.Context(), "videos/900/"+name, strings.NewReader("JPEG"), 4))
	}
	const hls, forever = "application/vnd.apple.mpegurl", "public, max-age=31536000, immutable"
	for _, c := range []struct{ path, contentType, cache string }{
		{"/videos/4321_both/master.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/master-cmaf.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/master.mpd", "application/dash+xml", "public, max-age=30"},
		{"/videos/4321_both/tiles.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/index-s0q3570v1-v1-a1.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/iframes-s0q3570v1-v1-a1.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/index-cmaf-f7.m3u8", hls, "public, max-age=30"},
		{"/videos/4321_both/segment-1-f7.vtt", "text/vtt; charset=utf-8", "public, max-age=30"},
		{"/videos/4321_both/subtitle-f7.vtt", "text/vtt; charset=utf-8", "public, max-age=30"},
		{"/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts", "video/MP2T", forever},
		{"/videos/4321_both/segment-3-s0q3570v1-a1.m4s", "video/iso.segment", forever},
		{"/videos/4321_both/init-s0q3570v1-v1.m4s", "video/iso.segment", forever},
		{"/videos/4321_both/qid3570v1_h264_180.mp4", "video/mp4", forever},
		{"/static/videoplatform/thumbnails/4321/900_both.mp4_1_1080.jpg", "image/jpeg", forever},
		{"/static/videoplatform/sprites/4321/900_both.mp4_sprite.jpg", "image/jpeg", forever},
	} {
		t.Run(c.path, func(t *testing.T) {
			a := s.get(t, c.path)
			require.Equal(t, 200, a.StatusCode)
			require.NotEmpty(t, a.body)
			require.Equal(t, c.contentType, a.Header.Get("Content-Type"))
			require.Equal(t, c.cache, a.Header.Get("Cache-Control"))
			require.Equal(t, "nosniff", a.Header.Get("X-Content-Type-Options"))
			require.EqualValues(t, len(a.body), a.ContentLength)
			etag := a.Header.Get("ETag")
			require.Regexp(t, `^"[\w-]{20}"$`, etag)

			require.Equal(t, a.body, s.get(t, c.path).body, "the same bytes again")
			for _, header := range []string{etag, "W/" + etag, `"x", ` + etag, "*"} {
				again := s.get(t, c.path, "If-None-Match: "+header)
				require.Equal(t, 304, again.StatusCode, header)
				require.Empty(t, again.body)
				require.Equal(t, etag, again.Header.Get("ETag"))
				require.Equal(t, c.cache, again.Header.Get("Cache-Control"))
			}
			head := s.do(t, "HEAD", c.path)
			require.Equal(t, 200, head.StatusCode)
			require.Equal(t, a.ContentLength, head.ContentLength)
			require.Empty(t, head.body)
		})
	}
	t.Run("growing", func(t *testing.T) {
		v.Status = catalog.StatusViewable
		s.catalog.put(v)
		a := s.get(t, "/videos/4321_both/master.m3u8")
		require.Equal(t, "public, max-age=2", a.Header.Get("Cache-Control"))
	})
}

func TestMissing(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	s.add(t, "silent", rung{height: 180, audioKbps: 0})
	for _, status := range []string{catalog.StatusEmpty, catalog.StatusPending, catalog.StatusError} {
		v := row(status)
		v.Status = status
		s.catalog.put(v)
		for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd", "tiles.m3u8", "a.mp4", "index-f1.m3u8"} {
			requireMissing(t, s, "/videos/4321_"+status+"/"+name)
		}
		require.Equal(t, 200, s.get(t, "/videos/4321_"+status).StatusCode, "the page tells what is going on")
	}
	for _, path := range []string{
		"/videos/", "/videos/x", "/videos/4321_unknown", "/videos/4321_unknown/master.m3u8", "/videos/1_both/master.m3u8",
		"/videos/4321_both/master-x.m3u8", "/videos/4321_both/tiles.m3u8", "/videos/4321_both/index-s0q3571v1-v1-a1.m3u8",
		"/videos/4321_both/index-s0q3570v2-v1-a1.m3u8", "/videos/4321_both/index-s0q3570v1-v1.m3u8", "/videos/4321_both/index-f1.m3u8",
		"/videos/4321_silent/index-s0q3570v1-v1-a1.m3u8", "/videos/4321_silent/init-s0q3570v1-a1.m4s", "/videos/4321_silent/index-cmaf-s0q3570v1-a1.m3u8",
		"/videos/4321_both/segment-4-s0q3570v1-v1-a1.ts", "/videos/4321_both/segment-4-s0q3570v1-v1.m4s", "/videos/4321_both/segment-999999999999999999-s0q3570v1-v1.m4s",
		"/videos/4321_both/other.mp4", "/videos/4321_both/qid3570v1_h264_180.mp4/download=.x", "/videos/4321_both/qid3570v1_h264_180.mp4/x",
		"/videos/4321_both/%2e%2e%2f%2e%2e%2fetc%2fpasswd.mp4", "/videos/4321_both/%00", "/videos/4321_both/%ff.mp4",
		"/static/videoplatform/", "/static/videoplatform/sprites/4321/900_both.mp4_sprite.jpg", "/static/videoplatform/thumbnails/4321/900_both.mp4_1_1080.jpg",
	} {
		requireMissing(t, s, path)
	}
}

// TestNoVideo shows people a page wherever there is nothing below /videos/,
// and programs one only where an address names nothing at all.
func TestNoVideo(t *testing.T) {
	s := newSite(t, func(o *Options) {
		o.NoVideo = func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "a page")
		}
	})
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	for path, always := range map[string]bool{
		"/videos/": true, "/videos/nonsense": true, "/videos/a/b/c": true, "/videos/4321_unknown": true,
		"/videos/4321_both/nonsense": true, "/videos/4321_both/tiles.m3u8": false, "/videos/4321_unknown/master.m3u8": false,
		"/videos/4321_both/segment-4-s0q3570v1-v1-a1.ts": false, "/videos/4321_both/other.mp4": false,
	} {
		person := s.get(t, path, "Accept: text/html,application/xhtml+xml,*/*;q=0.8")
		require.Equal(t, 404, person.StatusCode, path)
		require.Equal(t, "a page", person.body, path)
		program := s.get(t, path)
		require.Equal(t, 404, program.StatusCode, path)
		require.Equal(t, always, program.body == "a page", path)
	}
	require.Equal(t, 200, s.get(t, "/videos/4321_both/master.m3u8", "Accept: text/html").StatusCode)
}

func requireMissing(t *testing.T, s *site, path string) {
	t.Helper()
	a := s.get(t, path)
	require.Equal(t, 404, a.StatusCode, path)
	require.Equal(t, "text/plain; charset=utf-8", a.Header.Get("Content-Type"))
	require.Equal(t, "public, max-age=1", a.Header.Get("Cache-Control"))
	require.Empty(t, a.Header.Get("ETag"))
}

func TestMethods(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/videos/4321_x/master.m3u8", "/static/videoplatform/x"} {
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE"} {
			a := s.do(t, method, path)
			require.Equal(t, 405, a.StatusCode)
			require.Equal(t, "GET, HEAD, OPTIONS", a.Header.Get("Allow"))
		}
		a := s.do(t, "OPTIONS", path, "Origin: https://example.net", "Access-Control-Request-Method: GET")
		require.Equal(t, 204, a.StatusCode)
		require.Contains(t, a.Header.Get("Access-Control-Allow-Headers"), "Range")
		require.Contains(t, a.Header.Get("Access-Control-Allow-Methods"), "GET")
	}
}

func TestPage(t *testing.T) {
	s := newSite(t)
	s.catalog.put(row("film"))
	for _, path := range []string{"/videos/4321_film", "/videos/4321_film/"} {
		require.Equal(t, "<title>Harbour</title>", s.get(t, path).body)
	}
}

func TestMP4(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/" + v.Renditions[0].File
	whole := s.get(t, path)
	require.Equal(t, *v.Renditions[0].Size, whole.ContentLength)
	require.Empty(t, whole.Header.Get("Content-Disposition"))
	for _, c := range []struct{ header, want, contentRange string }{
		{"bytes=0-3", whole.body[:4], "bytes 0-3/"},
		{"bytes=1000-", whole.body[1000:], "bytes 1000-"},
		{"bytes=-5", whole.body[len(whole.body)-5:], ""},
	} {
		part := s.get(t, path, "Range: "+c.header)
		require.Equal(t, 206, part.StatusCode)
		require.Equal(t, c.want, part.body)
		require.Contains(t, part.Header.Get("Content-Range"), c.contentRange)
	}
	require.Equal(t, 416, s.get(t, path, "Range: bytes=99999999-").StatusCode)
	require.Equal(t, 200, s.get(t, path, "Range: bytes=0-3", `If-Range: "other"`).StatusCode)

	plain := s.get(t, path+"/download")
	require.Equal(t, "attachment", plain.Header.Get("Content-Disposition"))
	named := s.get(t, path+"/download=My-film_1.0")
	require.Equal(t, `attachment; filename="My-film_1.0.mp4"`, named.Header.Get("Content-Disposition"))
	require.Contains(t, strings.Join(named.Header.Values("Access-Control-Expose-Headers"), ","), "Content-Disposition")
	require.Equal(t, whole.body, named.body)
	require.Equal(t, whole.body, s.get(t, path+"?speed=100M&buffer=1k").body)
}

func TestSegmentRange(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/segment-2-s0q3570v1-v1-a1.ts"
	whole := s.get(t, path)
	part := s.get(t, path, "Range: bytes=188-375")
	require.Equal(t, 206, part.StatusCode)
	require.Equal(t, whole.body[188:376], part.body)
	require.Equal(t, whole.Header.Get("ETag"), part.Header.Get("ETag"))
	require.Equal(t, "video/MP2T", part.Header.Get("Content-Type"))
}

// TestIndexRebuilt takes the index away, then breaks it, and expects the same
// bytes and a new index.
func TestIndexRebuilt(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	path, key := "/videos/4321_both/segment-2-s0q3570v1-v1-a1.ts", *v.Renditions[0].Object+".index"
	want := s.get(t, path).body
	for name, damage := range map[string]func(){
		"missing": func() { require.NoError(t, s.store.Delete(t.Context(), key)) },
		"broken": func() {
			require.NoError(t, s.store.Put(t.Context(), key, bytes.NewReader([]byte("KNX\x01broken")), -1))
		},
	} {
		damage()
		s.delivery.indexes.InvalidateAll()
		require.Equal(t, want, s.get(t, path).body, name)
		info, err := s.store.Stat(t.Context(), key)
		require.NoError(t, err)
		require.Greater(t, info.Size, int64(100))
	}
	require.NoError(t, s.store.Delete(t.Context(), key))
	require.NoError(t, s.store.Delete(t.Context(), *v.Renditions[0].Object))
	s.delivery.objects = serve.NewObjects(s.store, serve.DefaultOpen) // none is open
	requireMissing(t, s, path)
	s.delivery.indexes.InvalidateAll()
	requireMissing(t, s, path)
	_, err := s.store.Stat(t.Context(), key)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestTogether(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts"
	bodies := make([]string, 16)
	var wg sync.WaitGroup
	for i := range bodies {
		wg.Go(func() { bodies[i] = s.get(t, path).body })
	}
	wg.Wait()
	require.Len(t, slices.Compact(bodies), 1)
}

// TestRowAge checks that only segments may be served from a row that was read
// before.
func TestRowAge(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	o := s.delivery.o
	o.RowAge = time.Hour
	server, err := New(o)
	require.NoError(t, err)
	mux := http.NewServeMux()
	server.Routes(mux)
	status := func(name string) int {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/videos/4321_both/"+name, nil))
		return w.Code
	}
	segment, file := "segment-1-s0q3570v1-v1-a1.ts", v.Renditions[0].File
	require.Equal(t, []int{200, 200, 200}, []int{status(segment), status(file), status("master.mpd")})
	v.Status = catalog.StatusError
	s.catalog.put(v)
	require.Equal(t, []int{200, 404, 404}, []int{status(segment), status(file), status("master.mpd")})
}

func TestNewRefuses(t *testing.T) {
	_, err := New(Options{})
	require.Error(t, err)
	s := newSite(t)
	o := s.delivery.o
	o.IndexCacheBytes = -1
	_, err = New(o)
	require.Error(t, err)
}

// discard is a response writer that keeps nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func BenchmarkSegment(b *testing.B) {
	s := newSite(b)
	s.add(b, "both", rung{height: 720, audioKbps: 96})
	mux := http.NewServeMux()
	s.delivery.Routes(mux)
	for _, name := range []string{"segment-1-s0q3570v1-v1-a1.ts", "segment-1-s0q3570v1-v1.m4s", "master.m3u8", "master.mpd"} {
		b.Run(name, func(b *testing.B) {
			path := "/videos/4321_both/" + name
			r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
			require.NoError(b, err)
			b.SetBytes(s.get(b, path).ContentLength)
			b.ReportAllocs()
			for b.Loop() {
				mux.ServeHTTP(&discard{header: http.Header{}}, r)
			}
		})
	}
}
