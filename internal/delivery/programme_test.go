package delivery

import (
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/host"
	"kinora/internal/playlist"
)

const listBegan = 1_788_249_600_000

// channel is a site with a playlist of three videos of 5, 6 and 7 s, at
// /playlists/4321_7/, and a clock of its own.
type channel struct {
	*site
	clock atomic.Int64
	list  playlist.Playlist
}

func newChannel(t testing.TB) *channel { return channelOn(t, newSite(t)) }

func channelOn(t testing.TB, s *site) *channel {
	c := &channel{site: s}
	c.clock.Store(listBegan)
	c.delivery.now = func() time.Time { return time.UnixMilli(c.clock.Load()) }
	c.list = playlist.Playlist{ID: 7, AccountID: 4321, Name: "Harbours", Active: true, Type: playlist.Live, BeganAt: listBegan, Repeats: true}
	for i, rungs := range [][]rung{
		{{height: 90, audioKbps: 64, seconds: 5}, {height: 180, audioKbps: 64, seconds: 5}},
		{{height: 90, audioKbps: 64, seconds: 6}},
		{{height: 90, audioKbps: 64, seconds: 7}, {height: 180, audioKbps: 64, seconds: 7}},
	} {
		v := c.add(t, "v"+strconv.Itoa(i), rungs...)
		v.ID, v.Duration = int64(900+i), ptr(int64(5000+1000*i))
		c.list.VideoIDs = append(c.list.VideoIDs, v.ID)
		c.list.Videos = append(c.list.Videos, &v)
	}
	c.save()
	return c
}

func (c *channel) save() {
	c.catalog.mu.Lock()
	defer c.catalog.mu.Unlock()
	c.catalog.playlists[c.list.ID] = c.list
	c.delivery.lists.InvalidateAll()
}

func tagOf(t *testing.T, playlist, name string) int {
	t.Helper()
	m := regexp.MustCompile(`(?m)^#EXT-X-` + name + `:(\d+)$`).FindStringSubmatch(playlist)
	require.NotNil(t, m, "%s in\n%s", name, playlist)
	n, err := strconv.Atoi(m[1])
	require.NoError(t, err)
	return n
}

func TestPlaylistMaster(t *testing.T) {
	c := newChannel(t)
	res := c.get(t, "/playlists/4321_7/master.m3u8")
	require.Equal(t, 200, res.StatusCode)
	require.Equal(t, "public, max-age=2", res.Header.Get("Cache-Control"), "half a segment")
	require.Equal(t, []string{"index-h264-180-v1-a1.m3u8", "index-h264-90-v1-a1.m3u8"}, uris(res.body))
	cmaf := c.get(t, "/playlists/4321_7/master-cmaf.m3u8")
	require.Contains(t, cmaf.body, `URI="index-cmaf-h264-180-a1.m3u8"`)
	require.Equal(t, 1, strings.Count(cmaf.body, "TYPE=AUDIO"), "both qualities share their sound")
	require.Equal(t, []string{"index-h264-180-v1-a1.m3u8"}, uris(c.get(t, "/playlists/4321_7/master-min-9999-h264.m3u8").body))
	for _, p := range []string{
		"/playlists/4321_8/master.m3u8", "/playlists/1_7/master.m3u8", "/playlists/4321_7/master.mpd", "/playlists/4321_7/master-max.m3u8",
		"/playlists/4321_7/index-h264-180.m3u8", "/playlists/4321_7/index-cmaf-h264-180-v1-a1.m3u8", "/playlists/x/master.m3u8",
		"/playlists/4321_7/master", "/playlists/4321_7", "/playlists/",
	} {
		requireMissing(t, c.site, p)
	}
}

func TestPlaylistBeforeItsStart(t *testing.T) {
	c := newChannel(t)
	c.clock.Store(listBegan - 1)
	require.Equal(t, 200, c.get(t, "/playlists/4321_7/master.m3u8").StatusCode)
	res := c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8")
	require.Equal(t, 200, res.StatusCode)
	require.Empty(t, uris(res.body))
	require.NotContains(t, res.body, "ENDLIST")
	c.clock.Store(listBegan)
	require.NotEmpty(t, uris(c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8").body))
}

// Two servers, and all qualities and tracks, agree on what plays, to the
// sequence number.
func TestPlaylistsAgree(t *testing.T) {
	c := newChannel(t)
	c.list.Sequence = 5000
	c.save()
	numbers := regexp.MustCompile(`v\d/segment-\d+`)
	for at := int64(0); at < 60_000; at += 1700 {
		c.clock.Store(listBegan + at)
		var want []string
		for _, name := range []string{"index-h264-90-v1-a1", "index-h264-180-v1-a1", "index-cmaf-h264-90-v1", "index-cmaf-h264-180-v1", "index-cmaf-h264-90-a1"} {
			body := c.get(t, "/playlists/4321_7/"+name+".m3u8").body
			got := append(numbers.FindAllString(body, -1), strconv.Itoa(tagOf(t, body, "MEDIA-SEQUENCE")),
				strconv.Itoa(tagOf(t, body, "DISCONTINUITY-SEQUENCE")), strconv.Itoa(strings.Count(body, "#EXT-X-DISCONTINUITY\n")))
			if want == nil {
				want = got
			}
			require.Equal(t, want, got, name)
			require.Equal(t, 4, tagOf(t, body, "TARGETDURATION"))
			if strings.Contains(name, "cmaf") {
				require.GreaterOrEqual(t, strings.Count(body, "#EXT-X-MAP:"), strings.Count(body, "#EXT-X-DISCONTINUITY\n"))
			}
			for _, uri := range uris(body) {
				file := path.Join("/playlists/4321_7", uri)
				require.True(t, strings.HasPrefix(file, "/videos/4321_v"), "the video's own file: %s", file)
				require.Equal(t, 200, c.do(t, http.MethodHead, file).StatusCode, file)
			}
		}
	}
}

func TestPlaylistSkipsWhatCannotPlay(t *testing.T) {
	c := newChannel(t)
	c.list.Videos[1].Status = catalog.StatusError
	c.save()
	require.NotContains(t, c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8").body, "4321_v1/")
	for _, v := range c.list.Videos {
		v.Status = catalog.StatusPending
	}
	c.save()
	requireMissing(t, c.site, "/playlists/4321_7/master.m3u8")
	delete(c.catalog.playlists, 7)
	c.delivery.lists.InvalidateAll()
	requireMissing(t, c.site, "/playlists/4321_7/index-h264-90-v1-a1.m3u8")
}

func TestPlayWholePlaylist(t *testing.T) {
	c := newChannel(t)
	c.list.Type = playlist.VOD
	c.save()
	for _, master := range []string{"master-max-240.m3u8", "master-cmaf.m3u8"} {
		p := probe(t, c.URL+"/playlists/4321_7/"+master)
		require.NotEmpty(t, p.Streams)
		for _, s := range p.Streams {
			if s.Type == "video" {
				require.Equal(t, "450", s.Frames, "18 s at 25 frames/s in %s", master)
			}
		}
	}
	body := c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8").body
	require.Contains(t, body, "#EXT-X-ENDLIST")
	require.Contains(t, body, "#EXT-X-PLAYLIST-TYPE:VOD")
	require.Equal(t, 2, strings.Count(body, "#EXT-X-DISCONTINUITY\n"))
	require.Equal(t, 1, tagOf(t, body, "MEDIA-SEQUENCE"))
}

// A player that keeps asking gets the videos in their order, twice round. The
// clock runs on whenever it asks, faster than life.
func TestPlayLoop(t *testing.T) {
	c := newChannel(t)
	var mu sync.Mutex
	var asked []string
	inner := c.Config.Handler
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/index-") {
			c.clock.Add(12_000) // less than what is listed at once
		}
		if strings.HasSuffix(r.URL.Path, ".ts") {
			mu.Lock()
			asked = append(asked, strings.TrimPrefix(r.URL.Path, "/videos/4321_")[:12])
			mu.Unlock()
		}
		inner.ServeHTTP(w, r)
	}))
	defer front.Close()
	out := run(t, "ffmpeg", "-v", "error", "-nostdin", "-live_start_index", "0", "-i", front.URL+"/playlists/4321_7/index-h264-90-v1-a1.m3u8",
		"-t", "30", "-map", "0:v", "-fps_mode", "passthrough", "-f", "framecrc", "-")
	require.GreaterOrEqual(t, strings.Count(out, "\n0,"), 700)
	var order []string
	for i := range 3 {
		for n := 1; n <= 2; n++ {
			order = append(order, "v"+strconv.Itoa(i)+"/segment-"+strconv.Itoa(n))
		}
	}
	mu.Lock()
	defer mu.Unlock()
	require.Greater(t, len(asked), 8)
	at := slices.Index(order, asked[0])
	require.GreaterOrEqual(t, at, 0, asked)
	for i, got := range asked {
		require.Equal(t, order[(at+i)%len(order)], got, asked)
	}
}

func TestPlaylistOfEncryptedVideos(t *testing.T) {
	s, keys := newSealed(t)
	c := channelOn(t, s)
	c.clock.Add(60_000)
	body := c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8").body
	files := slices.DeleteFunc(uris(body), func(uri string) bool { return !strings.HasPrefix(uri, "../") })
	require.NotEmpty(t, files)
	require.Len(t, files, strings.Count(body, "#EXT-X-KEY:METHOD=AES-128,URI=\""+keys.server+"/videos/4321_v"))
	require.Contains(t, body, "IV=0x00000000000000000000000000000002")
	for _, uri := range files {
		require.True(t, strings.HasSuffix(uri, "-enc.ts"))
		require.Equal(t, 200, c.get(t, path.Join("/playlists/4321_7", uri)).StatusCode)
	}
	for _, name := range []string{"master-cmaf.m3u8", "index-cmaf-h264-90-v1.m3u8"} {
		require.Equal(t, 403, c.get(t, "/playlists/4321_7/"+name).StatusCode)
	}
}

// Below a token, a playlist leads to files with tokens of their own that end
// with it.
func TestPlaylistWithTokens(t *testing.T) {
	g := newGuard(t, host.Options{})
	c := channelOn(t, g.site)
	cdn := g.host(t, host.Host{AccountID: 4321, Name: "127.0.0.1", Token: true})
	require.Equal(t, 403, c.get(t, "/playlists/4321_7/index-h264-90-v1-a1.m3u8").StatusCode)
	signed := g.sign(t, cdn, "/playlists/4321_7/index-h264-90-v1-a1.m3u8", host.Link{})
	res := c.get(t, signed)
	require.Equal(t, 200, res.StatusCode)
	expires := strings.Split(signed, "/")[4]
	files := uris(res.body)
	require.NotEmpty(t, files)
	for _, uri := range files {
		file := path.Join(path.Dir(signed), uri)
		require.Contains(t, file, "/"+expires+"/segment-")
		require.Equal(t, 200, c.get(t, file).StatusCode, file)
	}
}

func TestPoster(t *testing.T) {
	s := newSite(t)
	v := row("both")
	v.Poster = ptr("ab12.jpeg")
	s.catalog.put(v)
	for _, thumb := range []bool{false, true} {
		require.NoError(t, s.store.Put(t.Context(), address.PosterKey("both", address.Poster{Name: "ab12.jpeg", Thumb: thumb}), strings.NewReader("picture"), -1))
	}
	for _, name := range []string{"ab12.jpeg", "thumb_ab12.jpeg"} {
		res := s.get(t, "/static/videoplatform/posters/video/900/"+name)
		require.Equal(t, 200, res.StatusCode)
		require.Equal(t, "picture", res.body)
		require.Equal(t, "image/jpeg", res.Header.Get("Content-Type"))
	}
	for _, name := range []string{"901/ab12.jpeg", "900/other.jpeg", "900/", "900/thumb_", "x/ab12.jpeg", "0900/ab12.jpeg"} {
		requireMissing(t, s, "/static/videoplatform/posters/video/"+name)
	}
}
