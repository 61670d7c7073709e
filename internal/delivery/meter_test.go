package delivery

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/playlist"
	"kinora/internal/serve"
)

// ledger is a Meter that keeps what it is told.
type ledger chan serve.Record

func (l ledger) Answered(r *serve.Record) { l <- *r }

// TestMeter tells the meter of every way out of the server: who got how much
// of what, and how long it plays.
func TestMeter(t *testing.T) {
	told := make(ledger, 1)
	s := newSite(t, func(o *Options) { o.Meter = told })
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA"}}
	v.Poster = ptr("ab12.jpeg")
	require.NoError(t, s.store.Put(t.Context(), address.PosterKey("both", address.Poster{Name: "ab12.jpeg"}), strings.NewReader("picture"), -1))
	s.catalog.put(v)
	s.catalog.playlists[5] = playlist.Playlist{ID: 5, AccountID: 4321, Type: playlist.VOD, Videos: []*catalog.Video{&v}}
	size := strconv.FormatInt(*v.Renditions[0].Size, 10)
	video, playlist := serve.Entity{Type: serve.VideoEntity, ID: 900}, serve.Entity{Type: serve.PlaylistEntity, ID: 5}
	const below = "/videos/4321_both/"
	for name, c := range map[string]struct {
		method, path, header string
		status               int
		entity               serve.Entity
		kind                 serve.Kind
		media                time.Duration
	}{
		"TS":                {"GET", below + "segment-1-s0q3570v1-v1-a1.ts", "", 200, video, serve.Video, 4 * time.Second},
		"TS, the rest":      {"GET", below + "segment-3-s0q3570v1-v1-a1.ts", "", 200, video, serve.Video, 2 * time.Second},
		"range of a TS":     {"GET", below + "segment-1-s0q3570v1-v1-a1.ts", "Range: bytes=0-", 206, video, serve.Video, 4 * time.Second},
		"CMAF":              {"GET", below + "segment-2-s0q3570v1-v1.m4s", "", 200, video, serve.Video, 4 * time.Second},
		"sound":             {"GET", below + "segment-2-s0q3570v1-a1.m4s", "", 200, video, serve.Audio, 4 * time.Second},
		"head of a segment": {"HEAD", below + "segment-2-s0q3570v1-v1.m4s", "", 200, video, serve.Video, 0},
		"init":              {"GET", below + "init-s0q3570v1-v1.m4s", "", 200, video, serve.Video, 0},
		"MP4":               {"GET", below + v.Renditions[0].File, "", 200, video, serve.Video, 10 * time.Second},
		"none of an MP4":    {"GET", below + v.Renditions[0].File, "Range: bytes=" + size + "-", 416, video, serve.Video, 0},
		"master":            {"GET", below + "master.m3u8", "", 200, video, serve.Manifest, 0},
		"MPD, gzipped":      {"GET", below + "master.mpd", "Accept-Encoding: gzip", 200, video, serve.Manifest, 0},
		"subtitles":         {"GET", below + "index-f7.m3u8", "", 200, video, serve.Manifest, 0},
		"poster":            {"GET", "/static/videoplatform/posters/video/900/ab12.jpeg", "", 200, video, serve.Picture, 0},
		"page":              {"GET", "/videos/4321_both", "", 200, video, serve.Page, 0},
		"playlist":          {"GET", "/playlists/4321_5/master.m3u8", "", 200, playlist, serve.Manifest, 0},
		"no such segment":   {"GET", below + "segment-9-s0q3570v1-v1.m4s", "", 404, video, serve.Video, 0},
		"no such video":     {"GET", "/videos/4321_none/master.m3u8", "", 404, serve.Entity{}, serve.Manifest, 0},
		"no such thing":     {"GET", "/videos/none", "", 404, serve.Entity{}, serve.Other, 0},
		"wrong method":      {"POST", below + "master.m3u8", "", 405, serve.Entity{}, serve.Other, 0},
	} {
		t.Run(name, func(t *testing.T) {
			headers := []string{"User-Agent: film club", "Referer: https://a.example/"}
			if c.header != "" {
				headers = append(headers, c.header)
			}
			a := s.do(t, c.method, c.path, headers...)
			r := <-told
			require.Equal(t, c.status, a.StatusCode)
			require.Equal(t, c.status, r.Status)
			require.EqualValues(t, len(a.body), r.Bytes)
			require.Equal(t, c.entity, r.Entity)
			require.Equal(t, c.kind, r.Kind)
			require.Equal(t, a.Request.Host, r.Host)
			require.Equal(t, "127.0.0.1 film club https://a.example/", r.Viewer.Address.String()+" "+r.Viewer.Agent+" "+r.Viewer.Referrer)
			require.InDelta(t, c.media.Seconds(), r.Media.Seconds(), 0.05)
			require.Equal(t, name == "sound", r.Beside)
			account := int64(4321)
			if c.entity == (serve.Entity{}) {
				account = 0
			}
			require.Equal(t, account, r.Account)
		})
	}
	whole := len(s.get(t, below+"segment-1-s0q3570v1-v1.m4s").body)
	<-told
	part := s.get(t, below+"segment-1-s0q3570v1-v1.m4s", "Range: bytes=0-"+strconv.Itoa(whole/4-1))
	require.Equal(t, http.StatusPartialContent, part.StatusCode)
	require.InDelta(t, 1, (<-told).Media.Seconds(), 0.01, "a quarter of four seconds")
}
