package delivery

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/library"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// fix replaces what depends on the encoder in use.
func fix(v *library.Video) {
	for i, r := range v.Renditions {
		if r.VideoCodecs != nil {
			r.VideoCodecs = ptr("avc1.64001f")
			r.KeyFrameBPS = ptr(int64(40000 * (i + 1)))
		}
	}
}

func TestManifests(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{180, 64}, rung{270, 64}, rung{360, 96})
	fix(&v)
	sprite := "1\n00:00:00,000 --> 00:00:05,000\nboth_sprite.jpg#xywh=0,0,100,56\n\n2\n00:00:05,000 --> 00:00:10,000\nboth_sprite.jpg#xywh=100,0,100,56\n"
	v.SpriteVTT = &sprite
	v.Subtitles = []*library.Subtitle{
		{ID: 7, Language: "ita", Name: "Italiano", VTT: "WEBVTT\n\n00:01.000 --> 00:03.500\nBenvenuti\n"},
		{ID: 8, Language: "ger", VTT: "1\n00:00:04,000 --> 00:00:05,000\n<b>Hafen</b> & <font color=\"red\">Meer</font>\n"},
		{ID: 9, Language: "haw", Name: "Italiano", VTT: "neither"},
	}
	s.library.put(v)
	for _, name := range []string{
		"master.m3u8", "master-cmaf.m3u8", "master.mpd", "master-max-270-img.m3u8", "tiles.m3u8", "index-f7.m3u8", "index-cmaf-f7.m3u8",
		"segment-1-f7.vtt", "segment-1-cmaf-f8.vtt", "subtitle-f8.vtt", "subtitle-f9.vtt", "index-s0q3570v1-v1-a1.m3u8",
		"index-cmaf-s0q3571v1-v1.m3u8", "index-cmaf-s0q3570v1-a1.m3u8",
	} {
		t.Run(name, func(t *testing.T) {
			a := s.get(t, "/videos/4321_both/"+name)
			require.Equal(t, 200, a.StatusCode)
			golden(t, name, a.body)
		})
	}
	t.Run("what they name exists", func(t *testing.T) { s.crawl(t, "/videos/4321_both/") })
}

// crawl fetches every URI in the master playlists and in what they lead to.
func (s *site) crawl(t *testing.T, base string) {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		a := s.get(t, base+name)
		require.Equal(t, 200, a.StatusCode, name)
		for _, uri := range uris(a.body) {
			visit(uri)
		}
	}
	visit("master.m3u8")
	visit("master-cmaf.m3u8")
	require.Greater(t, len(seen), 40)
}

func TestLimits(t *testing.T) {
	list := func(sides ...int64) []*library.Rendition {
		var out []*library.Rendition
		for i, side := range sides {
			r := &library.Rendition{Position: int64(i), ShortSide: side, Codec: "h264", Status: library.RenditionComplete, Object: ptr("x"), VideoCodecs: ptr("avc1")}
			if side == 480 {
				r.FrameWidth, r.FrameHeight = ptr(int64(832)), ptr(int64(468))
			}
			out = append(out, r)
		}
		return out
	}
	all := complete(&library.Video{Renditions: list(360, 480, 720, 1080)})
	for _, c := range []struct {
		name   string
		limits limits
		want   []int64
	}{
		{"none", limits{}, []int64{1080, 720, 480, 360}},
		{"both ends are included", limits{min: 480, max: 720}, []int64{720, 480}},
		{"height of the frame", limits{min: 468, max: 468}, []int64{480}},
		{"nominal height", limits{min: 480, max: 480}, []int64{480}},
		{"nothing so small", limits{max: 240}, []int64{360}},
		{"nothing so large", limits{min: 2160}, []int64{1080}},
		{"nothing between", limits{min: 800, max: 900}, []int64{720}},
		{"upside down", limits{min: 720, max: 360}, []int64{360}},
		{"a codec that is not there", limits{codec: "av1"}, []int64{1080, 720, 480, 360}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int64
			for _, r := range c.limits.apply(all) {
				got = append(got, r.ShortSide)
			}
			require.Equal(t, c.want, got)
		})
	}
	require.Empty(t, limits{min: 240, max: 480, codec: "h264"}.apply(nil))
}

func TestManyCodecs(t *testing.T) {
	v := library.Video{}
	for i, codec := range []string{"h264", "hevc", "av1", "h264", "av1"} {
		side := int64(1080)
		if i > 2 {
			side = 720
		}
		v.Renditions = append(v.Renditions, &library.Rendition{
			ID: int64(i), Codec: codec, ShortSide: side, Status: library.RenditionComplete, Object: ptr("x"), VideoCodecs: ptr("x"),
		})
	}
	v.Renditions = append(v.Renditions, &library.Rendition{Codec: "h264", Status: library.RenditionProcessing},
		&library.Rendition{Codec: "h264", Status: library.RenditionError})
	var order []int64
	for _, r := range complete(&v) {
		order = append(order, r.ID)
	}
	require.Equal(t, []int64{2, 1, 0, 4, 3}, order)
	require.False(t, fitTS(complete(&v)))
	require.Len(t, limits{codec: "hevc"}.apply(complete(&v)), 1)
}
