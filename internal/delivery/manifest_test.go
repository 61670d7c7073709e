package delivery

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/hls"
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
func fix(v *catalog.Video) {
	for i, r := range v.Renditions {
		if r.VideoCodecs != nil {
			r.VideoCodecs = ptr("avc1.64001f")
			r.KeyFrameBPS = ptr(int64(40000 * (i + 1)))
		}
	}
}

func TestManifests(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64}, rung{height: 360, audioKbps: 96})
	fix(&v)
	sprite := "1\n00:00:00,000 --> 00:00:05,000\nboth_sprite.jpg#xywh=0,0,100,56\n\n2\n00:00:05,000 --> 00:00:10,000\nboth_sprite.jpg#xywh=100,0,100,56\n"
	v.SpriteVTT = &sprite
	v.Subtitles = []*catalog.Subtitle{
		{ID: 7, Language: "ita", Name: "Italiano", VTT: "WEBVTT\n\n00:01.000 --> 00:03.500\nBenvenuti\n"},
		{ID: 8, Language: "ger", VTT: "1\n00:00:04,000 --> 00:00:05,000\n<b>Hafen</b> & <font color=\"red\">Meer</font>\n"},
		{ID: 9, Language: "haw", Name: "Italiano", VTT: "neither"},
	}
	s.catalog.put(v)
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
	t.Run("what they name exists", func(t *testing.T) { s.crawl(t, "/videos/4321_both/", 40) })
}

// TestManyVoices checks what a choice of sound makes of the manifests.
func TestManyVoices(t *testing.T) {
	s := newSite(t)
	voices := "eng ita ita und"
	v := s.add(t, "voices", rung{height: 180, audioKbps: 64, voices: voices}, rung{height: 270, audioKbps: 96, voices: voices})
	fix(&v)
	for _, r := range v.Renditions {
		r.AudioTracks[2].Title = "Commento"
	}
	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:03.500\nBenvenuti\n"}}
	s.catalog.put(v)
	const base = "/videos/4321_voices/"
	for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd"} {
		golden(t, "voices-"+name, s.get(t, base+name).body)
	}
	s.crawl(t, base, 60)
	for _, missing := range []string{
		"index-s0q3570v1-v1-a1.m3u8", "index-s0q3570v1-v1-a2.m3u8", "segment-1-s0q3570v1-v1-a2.ts", "iframes-s0q3570v1-v1-a1.m3u8",
		"index-s0q3570v1-a5.m3u8", "index-cmaf-s0q3570v1-a5.m3u8", "segment-1-s0q3570v1-a5.ts", "init-s0q3570v1-a5.m4s", "segment-4-s0q3570v1-a2.ts",
		"segment-1-s0q3570v1-a999999999999999999.m4s",
	} {
		requireMissing(t, s, base+missing)
	}
	s.add(t, "radio", rung{audioKbps: 64, voices: "eng ita"})
	for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd"} {
		golden(t, "radio-"+name, s.get(t, "/videos/4321_radio/"+name).body)
	}
	s.crawl(t, "/videos/4321_radio/", 10)
}

// crawl fetches every URI in the master playlists and in what they lead to.
func (s *site) crawl(t *testing.T, base string, least int) {
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
	require.Greater(t, len(seen), least)
}

func TestLimits(t *testing.T) {
	list := func(sides ...int64) []*catalog.Rendition {
		var out []*catalog.Rendition
		for i, side := range sides {
			r := &catalog.Rendition{Position: int64(i), ShortSide: side, Codec: "h264", Status: catalog.RenditionComplete, Object: ptr("x"), VideoCodecs: ptr("avc1")}
			if side == 480 {
				r.FrameWidth, r.FrameHeight = ptr(int64(832)), ptr(int64(468))
			}
			out = append(out, r)
		}
		return out
	}
	all := complete(&catalog.Video{Renditions: list(360, 480, 720, 1080)})
	for _, c := range []struct {
		name   string
		limits address.Limits
		want   []int64
	}{
		{"none", address.Limits{}, []int64{1080, 720, 480, 360}},
		{"both ends are included", address.Limits{Min: 480, Max: 720}, []int64{720, 480}},
		{"height of the frame", address.Limits{Min: 468, Max: 468}, []int64{480}},
		{"nominal height", address.Limits{Min: 480, Max: 480}, []int64{480}},
		{"nothing so small", address.Limits{Max: 240}, []int64{360}},
		{"nothing so large", address.Limits{Min: 2160}, []int64{1080}},
		{"nothing between", address.Limits{Min: 800, Max: 900}, []int64{720}},
		{"upside down", address.Limits{Min: 720, Max: 360}, []int64{360}},
		{"a codec that is not there", address.Limits{Codec: "av1"}, []int64{1080, 720, 480, 360}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int64
			for _, r := range limited(c.limits, all) {
				got = append(got, r.ShortSide)
			}
			require.Equal(t, c.want, got)
		})
	}
	require.Empty(t, limited(address.Limits{Min: 240, Max: 480, Codec: "h264"}, nil))
}

// TestCodecManifests checks the manifests of a video with every codec.
func TestCodecManifests(t *testing.T) {
	s := newSite(t)
	v := s.manyCodecs(t)
	for i, r := range v.Renditions {
		r.VideoCodecs = ptr([]string{"avc1.64001f", "vp09.00.11.08", "hvc1.1.6.L60.90", "av01.0.00M.08"}[i])
	}
	s.catalog.put(v)
	const base = "/videos/4321_codecs/"
	for _, name := range []string{"master.m3u8", "master.mpd", "master-av1.mpd"} {
		golden(t, "codecs-"+name, s.get(t, base+name).body)
	}
	require.Equal(t, s.get(t, base+"master.mpd").body, s.get(t, base+"index.mpd").body)
	require.Equal(t, s.get(t, base+"master.m3u8").body, s.get(t, base+"master-cmaf.m3u8").body)
	s.crawl(t, base, 20)
}

// codecsOf returns a video with renditions of these codecs, two of each.
func codecsOf(names ...string) *catalog.Video {
	v := &catalog.Video{}
	for i, codec := range names {
		for j, side := range []int64{720, 1080} {
			v.Renditions = append(v.Renditions, &catalog.Rendition{
				QualityID: int64(10*i + j), Codec: codec, ShortSide: side, Status: catalog.RenditionComplete, Object: ptr("x"), VideoCodecs: ptr(codec),
			})
		}
	}
	return v
}

func TestManyCodecs(t *testing.T) {
	v := codecsOf("h264", "vp9", "hevc", "av1")
	v.Renditions = append(v.Renditions, &catalog.Rendition{Codec: "h264", Status: catalog.RenditionProcessing},
		&catalog.Rendition{Codec: "h264", Status: catalog.RenditionError})
	list := func(v *catalog.Video, l address.Limits) (order []string) {
		var m hls.Master
		addVariants(&m, complete(v), limited(l, listedHLS(complete(v))), !fitTS(v))
		for _, r := range m.Variants {
			order = append(order, r.Codecs+" "+r.URI)
		}
		return order
	}
	require.Equal(t, []string{
		"av1 index-cmaf-s0q31v0-v1.m3u8", "hevc index-cmaf-s0q21v0-v1.m3u8", "h264 index-cmaf-s0q1v0-v1.m3u8",
		"av1 index-cmaf-s0q30v0-v1.m3u8", "hevc index-cmaf-s0q20v0-v1.m3u8", "h264 index-cmaf-s0q0v0-v1.m3u8",
	}, list(v, address.Limits{}))
	require.Equal(t, []string{"h264 index-cmaf-s0q0v0-v1.m3u8"}, list(v, address.Limits{Max: 720, Codec: "h264"}), "the format does not depend on the filter")
	require.Len(t, list(codecsOf("h264", "vp9"), address.Limits{Codec: "av1"}), 2)
	require.Equal(t, []string{"vp9 index-cmaf-s0q1v0-v1.m3u8", "vp9 index-cmaf-s0q0v0-v1.m3u8"}, list(codecsOf("vp9"), address.Limits{}), "better than nothing")
	require.Equal(t, []string{"h264 index-s0q1v0-v1.m3u8", "h264 index-s0q0v0-v1.m3u8"}, list(codecsOf("h264"), address.Limits{}))

	growing := codecsOf("h264", "av1")
	for _, r := range growing.Renditions[2:] {
		r.Status, r.VideoCodecs, r.Object = catalog.RenditionProcessing, nil, nil
	}
	require.Equal(t, []string{"h264 index-cmaf-s0q1v0-v1.m3u8", "h264 index-cmaf-s0q0v0-v1.m3u8"}, list(growing, address.Limits{}), "as it will be")
	silent := codecsOf("h264")
	silent.Renditions[0].AudioCodecs = ptr("opus")
	require.False(t, fitTS(silent))
}

func TestVoiceNames(t *testing.T) {
	require.Equal(t, []string{"English", "Commentary", "English (2)", "Audio", "Audio (2)", "qqq"}, trackNames([]catalog.AudioTrack{
		{Language: "eng"}, {Language: "eng", Title: "Commentary"}, {Language: "eng"}, {Language: "und"}, {}, {Language: "qqq"},
	}))
	require.Equal(t, "de", trackLanguage(catalog.AudioTrack{Language: "deu"}))
	require.Empty(t, trackLanguage(catalog.AudioTrack{Language: "und"}))
}

// TestSubtitleEdited checks that no cache of ours outlives a change.
func TestSubtitleEdited(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	const base = "/videos/4321_both/"
	require.NotContains(t, s.get(t, base+"master.m3u8").body, "SUBTITLES")
	for i, word := range []string{"Harbour", "Haven"} {
		v.Subtitles = []*catalog.Subtitle{{
			ID: 7, Language: "ita", Name: "Italiano " + word, UpdatedAt: int64(i + 1), VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + word + "\n",
		}}
		s.catalog.put(v)
		for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd", "segment-1-f7.vtt", "segment-1-cmaf-f7.vtt", "subtitle-f7.vtt"} {
			a := s.get(t, base+name)
			require.Contains(t, a.body, word, name)
			require.Equal(t, "public, max-age=30", a.Header.Get("Cache-Control"), name)
		}
	}
	v.Subtitles = nil
	s.catalog.put(v)
	require.NotContains(t, s.get(t, base+"master.m3u8").body, "SUBTITLES")
	requireMissing(t, s, base+"subtitle-f7.vtt")
}
