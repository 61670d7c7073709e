package delivery

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseTarget(t *testing.T) {
	hd := tail{quality: 3570, version: 1, video: true, audio: 1}
	pictures := tail{quality: 3570, version: 1, video: true}
	sound := tail{quality: 3570, version: 1, audio: 1}
	second := tail{quality: 3570, version: 1, audio: 2}
	for _, c := range []struct {
		path string
		want target
	}{
		{"", target{kind: page}},
		{"/", target{kind: page}},
		{"/master.m3u8", target{kind: masterHLS}},
		{"/master-cmaf.m3u8", target{kind: masterHLS, cmaf: true}},
		{"/master-min-360-max-480-img.m3u8", target{kind: masterHLS, limits: limits{min: 360, max: 480}, images: true}},
		{"/master-cmaf-min-240-max-9999-img-hevc.m3u8", target{kind: masterHLS, cmaf: true, images: true, limits: limits{240, 9999, "hevc"}}},
		{"/master-av1.m3u8", target{kind: masterHLS, limits: limits{codec: "av1"}}},
		{"/master.mpd", target{kind: masterDASH}},
		{"/master-max-720-h264.mpd", target{kind: masterDASH, limits: limits{max: 720, codec: "h264"}}},
		{"/index.mpd", target{kind: masterDASH}},
		{"/index-min-360.mpd", target{kind: masterDASH, limits: limits{min: 360}}},
		{"/tiles.m3u8", target{kind: tiles}},
		{"/index-s0q3570v1-v1-a1.m3u8", target{kind: playlistTS, tail: hd}},
		{"/index-s0q3570v1-v1.m3u8", target{kind: playlistTS, tail: pictures}},
		{"/index-s0q3570v1-a1.m3u8", target{kind: playlistTS, tail: sound}},
		{"/index-cmaf-s0q3570v1-v1.m3u8", target{kind: playlistCMAF, cmaf: true, tail: pictures}},
		{"/index-cmaf-s0q3570v1-a1.m3u8", target{kind: playlistCMAF, cmaf: true, tail: sound}},
		{"/iframes-s0q3570v1-v1-a1.m3u8", target{kind: playlistKeys, tail: hd}},
		{"/index-f12.m3u8", target{kind: playlistText, text: 12}},
		{"/index-cmaf-f12.m3u8", target{kind: playlistText, text: 12, cmaf: true}},
		{"/segment-3-s0q3570v1-v1-a1.ts", target{kind: segmentTS, number: 3, tail: hd}},
		{"/segment-3-s0q3570v1-v1.m4s", target{kind: segmentCMAF, number: 3, tail: pictures}},
		{"/init-s0q3570v1-a1.m4s", target{kind: initCMAF, tail: sound}},
		{"/index-s0q3570v1-a2.m3u8", target{kind: playlistTS, tail: second}},
		{"/index-cmaf-s0q3570v1-a2.m3u8", target{kind: playlistCMAF, cmaf: true, tail: second}},
		{"/segment-3-s0q3570v1-a2.ts", target{kind: segmentTS, number: 3, tail: second}},
		{"/segment-3-s0q3570v1-v1.webm", target{kind: segmentWebM, number: 3, tail: pictures}},
		{"/init-s0q3570v1-v1.webm", target{kind: initWebM, tail: pictures}},
		{"/segment-10-f12.vtt", target{kind: segmentText, number: 10, text: 12}},
		{"/segment-10-cmaf-f12.vtt", target{kind: segmentText, number: 10, text: 12, cmaf: true}},
		{"/subtitle-f12.vtt", target{kind: wholeText, text: 12}},
		{"/qid3570v1_h264_1800_720.mp4", target{kind: file, name: "qid3570v1_h264_1800_720"}},
		{"/qid3570v1_h264_1800_720.mp4/download", target{kind: file, name: "qid3570v1_h264_1800_720", download: true}},
		{"/a.mp4/download=My-film_1.0", target{kind: file, name: "a", download: true, saveAs: "My-film_1.0"}},
	} {
		t.Run(c.path, func(t *testing.T) {
			c.want.account, c.want.slug = 4321, "Ab3dE5gH7jK9mN1p"
			got, ok := parseTarget("/videos/4321_Ab3dE5gH7jK9mN1p" + c.path)
			require.True(t, ok)
			require.Equal(t, c.want, got)
		})
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for _, path := range []string{
		"", "/videos/", "/videos/1", "/videos/1_", "/videos/_a", "/videos/0_a", "/videos/01_a", "/videos/-1_a", "/videos/1_a b",
		"/videos/9999999999999999999_a", "/videos/1_" + strings.Repeat("a", 65), "/videos/1_../x", "/videos/1_%2e",
	} {
		_, ok := parseTarget(path)
		require.False(t, ok, path)
	}
	for _, name := range []string{
		"master", "master.m3u", "master-.m3u8", "master-cmaf.mpd", "master-img.mpd", "master-vp9.m3u8", "master-CMAF.m3u8",
		"master-max-480-min-360.m3u8", "master-img-cmaf.m3u8", "master-h264-img.m3u8", "master-h264-hevc.m3u8",
		"master-min-239.m3u8", "master-min-10000.m3u8", "master-min-0360.m3u8", "master-min-.m3u8", "master-max-abc.m3u8",
		"master-min-360-min-360.m3u8", "master-max--480.m3u8", "amaster.m3u8", "master.m3u8/", "master.m3u8/x", "index.m3u8",
		"index-s1q1v1-v1.m3u8", "index-s0q1v1.m3u8", "index-s0q1v1-a1-v1.m3u8", "index-s0q01v1-v1.m3u8", "index-s0q1v1-v2.m3u8",
		"index-cmaf-s0q1v1-v1-a1.m3u8", "iframes-s0q1v1-a1.m3u8", "index-f.m3u8", "index-f01.m3u8", "index-f1.m3u8.m3u8",
		"segment-0-s0q1v1-v1.ts", "segment-01-s0q1v1-v1.ts", "segment--1-s0q1v1-v1.ts", "segment-s0q1v1-v1.ts",
		"segment-1-s0q1v1-v1-a1.m4s", "segment-1-cmaf-s0q1v1-v1.m4s", "segment-1-cmaf-s0q1v1-v1.ts", "segment-1-s0q1v1-v1.vtt",
		"index-s0q1v1-a0.m3u8", "index-s0q1v1-a01.m3u8", "index-s0q1v1-a.m3u8", "index-s0q1v1-a-1.m3u8", "index-s0q1v1-a1-a2.m3u8",
		"segment-1-s0q1v1-v1-a1.webm", "segment-1-cmaf-s0q1v1-v1.webm", "init-s0q1v1-v1.vtt", "init-f1.m4s", "index.mpd.mpd", "index-img.mpd",
		"indexmaster.mpd", "subtitle-s0q1v1-v1.vtt", "segment-1-s0q1v1-v1.mpd", "segment-1-s0q1v1-v1",
		"segment-1-f1.ts", "segment-99999999999999999999-s0q1v1-v1.ts", "init-s0q1v1-v1-a1.m4s", "init-s0q1v1-v1.ts",
		".mp4", "..mp4", "a.mp4/", "a.mp4/downloads", "a.mp4/download=", "a.mp4/download=.a", "a.mp4/download=a.mp4",
		"a.mp4/download=a.mp4.b", "a.mp4/download=a/b", "a.mp4/download=a b", "a.mp4/download=é", "a.mp4/download=" + strings.Repeat("a", 256),
		"a/b.mp4", "../a.mp4", "..%2fa.mp4", "a\x00.mp4", "a.mp4/../b.mp4", "favicon.ico", "encryption",
	} {
		_, ok := parseTarget("/videos/1_a/" + name)
		require.False(t, ok, name)
	}
}

func TestParsePicture(t *testing.T) {
	p, ok := parsePicture("/static/videoplatform/thumbnails/4321/900_Ab3.mp4_5_1080.jpg")
	require.True(t, ok)
	require.Equal(t, picture{account: 4321, video: 900, slug: "Ab3", shot: 5}, p)
	p, ok = parsePicture("/static/videoplatform/sprites/4321/900_Ab3.mp4_sprite.jpg")
	require.True(t, ok)
	require.Equal(t, picture{account: 4321, video: 900, slug: "Ab3"}, p)
	for _, path := range []string{
		"", "thumbnails/1/1_a.mp4_0_1080.jpg", "thumbnails/1/1_a.mp4_01_1080.jpg", "thumbnails/1/1_a.mp4_1_720.jpg", "thumbnails/1/1_a.mp4_sprite.jpg",
		"sprites/1/1_a.mp4_1_1080.jpg", "sprites/1/1_..mp4_sprite.jpg", "thumbnails/1/../1_a.mp4_1_1080.jpg", "posters/1/1_a.mp4_sprite.jpg",
	} {
		_, ok := parsePicture("/static/videoplatform/" + path)
		require.False(t, ok, path)
	}
}

// FuzzParseTarget checks that no path makes the parser fail and that each
// rendition has one spelling.
func FuzzParseTarget(f *testing.F) {
	for _, seed := range []string{
		"/videos/1_a", "/videos/1_a/master-cmaf-min-240-max-480-img-h264.m3u8", "/videos/1_a/segment-1-s0q1v1-v1-a1.ts",
		"/videos/1_a/b.mp4/download=c", "/static/videoplatform/sprites/1/1_a.mp4_sprite.jpg",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if p, ok := parsePicture(path); ok {
			require.True(t, isSlug(p.slug) && p.account >= 0 && p.shot >= 0)
		}
		got, ok := parseTarget(path)
		if !ok {
			return
		}
		require.Positive(t, got.account)
		require.True(t, isSlug(got.slug))
		require.NotZero(t, got.kind)
		if got.tail != (tail{}) {
			require.Contains(t, path, got.tail.String())
		}
		require.False(t, strings.ContainsAny(got.name+got.saveAs, "/\\\"\x00"))
	})
}
