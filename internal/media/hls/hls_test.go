package hls

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func TestMaster(t *testing.T) {
	hd := Variant{
		Bandwidth: 1928000, Width: 1280, Height: 720, Rate: Rate{24000, 1001},
		Codecs: "avc1.64001f,mp4a.40.2", URI: "index-s0q3570v1-v1-a1.m3u8",
	}
	withSubtitles := hd
	withSubtitles.Subtitles = "subs0"
	separate := withSubtitles
	separate.Audio = "audio0"
	subtitle := Rendition{
		Type: Subtitles, Group: "subs0", Name: `Say "hi"` + "\n", Language: "it", Default: true, URI: "index-f4.m3u8",
	}
	for _, c := range []struct {
		name   string
		master Master
	}{
		{"plain.m3u8", Master{Variants: []Variant{hd}}},
		{"sound.m3u8", Master{Variants: []Variant{{Bandwidth: 128000, Codecs: "mp4a.40.2", URI: "index-s0q1v1-a1.m3u8"}}}},
		{"full.m3u8", Master{
			Renditions: []Rendition{subtitle},
			Variants:   []Variant{withSubtitles, withSubtitles},
			IFrames:    []IFrame{{Bandwidth: 98110, Width: 1280, Height: 720, Codecs: "avc1.64001f", URI: "iframes-s0q3570v1-v1-a1.m3u8"}},
			Images:     []Image{{Bandwidth: 5600, Width: 100, Height: 56, URI: "tiles.m3u8"}},
		}},
		{"audio.m3u8", Master{
			Renditions: []Rendition{
				{Type: Audio, Group: "audio0", Name: "English", Language: "en", Default: true, Channels: 2, URI: "index-cmaf-s0q3570v1-a1.m3u8"},
				subtitle,
				{Type: Subtitles, Group: "subs0", Name: "Other", URI: "index-f5.m3u8"},
			},
			Variants: []Variant{separate},
		}},
	} {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, c.master.Append(nil)) })
	}
}

func TestRecording(t *testing.T) {
	boundaries := []int64{0, 4000, 8004, 9500}
	ts := Media{
		Version: VersionTS, Target: Target(boundaries), VOD: true, Ended: true, Cacheable: true, Sequence: 1,
		Segments: Numbered(boundaries, "segment-", "-s0q3570v1-v1-a1.ts", ""),
	}
	golden(t, "segments.m3u8", ts.Append(nil))
	cmaf := ts
	cmaf.Version = VersionCMAF
	cmaf.Segments = Numbered(boundaries, "segment-", "-s0q3570v1-v1.m4s", "init-s0q3570v1-v1.m4s")
	golden(t, "cmaf.m3u8", cmaf.Append(nil))
	empty := ts
	empty.Target, empty.Segments = Target(nil), Numbered(nil, "", "", "")
	golden(t, "empty.m3u8", empty.Append(nil))

	keys := ts
	keys.Version, keys.Content, keys.Target = VersionIFrame, KeyFrames, 3
	uri := func(n int64) URI { return URI{"segment-", n, "-s0q3570v1-v1-a1.ts"} }
	keys.Segments = slices.Values([]*Segment{
		{URI: uri(1), Offset: 0, Size: 5000, Duration: 2000},
		{URI: uri(1), Offset: 90000, Size: 5100, Duration: 2001},
		{URI: uri(2), Offset: 0, Size: 4900, Duration: 1499},
	})
	golden(t, "iframes.m3u8", keys.Append(nil))
}

func TestThumbnails(t *testing.T) {
	sheet := Media{
		Version: VersionTiles, Content: Thumbnails, Target: 5, VOD: true, Ended: true, Sequence: 1,
		Segments: slices.Values([]*Segment{{
			Layout: &Layout{Width: 100, Height: 42, Columns: 7, Rows: 7, Interval: 5}, URI: URI{Prefix: "https://example.net/sprite.jpg"},
		}}),
	}
	golden(t, "tiles.m3u8", sheet.Append(nil))
}

// TestBroadcast is a window as a low-latency client sees it: whole segments, the
// one that grows, what comes next, and where the other renditions are.
func TestBroadcast(t *testing.T) {
	parts := func(n string, count int) (list []Part) {
		for i := range count {
			list = append(list, Part{Duration: 500, Independent: i == 0, URI: n + ".m4s?part=" + string(rune('0'+i))})
		}
		return list
	}
	segments := []*Segment{
		{Duration: 2000, Start: 1767225600123, Map: "init-v1.m4s", URI: URI{"v1-", 41, ".m4s"}},
		{Duration: 1967, Map: "init-v1.m4s", URI: URI{"v1-", 42, ".m4s"}, Parts: parts("v1-42", 4)},
		{Duration: 2000, Discontinuity: true, Start: 1767225612000, Map: "init-v2.m4s", URI: URI{"v2-", 43, ".m4s"}},
		{Duration: 2000, Gap: true, Map: "init-v2.m4s", URI: URI{"v2-", 44, ".m4s"}},
		{Map: "init-v2.m4s", Parts: append(parts("v2-45", 2), Part{Duration: 500, Gap: true, URI: "v2-45.m4s?part=2"})},
	}
	window := Media{
		Version: VersionSkip, Target: 2, Sequence: 41, Discontinuity: 3,
		Control:  &Control{PartTarget: 520, PartHoldBack: 1560, HoldBack: 6000, SkipUntil: 12000},
		Hint:     "v2-45.m4s?part=3",
		Reports:  []Report{{URI: "../a/index.m3u8", Sequence: 45, Part: 2}, {URI: "../b/index.m3u8", Sequence: 44, Part: -1}},
		Segments: slices.Values(segments),
	}
	golden(t, "low-latency.m3u8", window.Append(nil))
	delta := window
	delta.Skipped, delta.Segments = 1, slices.Values(segments[1:])
	golden(t, "delta.m3u8", delta.Append(nil))
	over := window
	over.Ended, over.Control, over.Reports = true, nil, nil
	over.Segments = slices.Values(segments[:4])
	golden(t, "ended.m3u8", over.Append(nil))
	sealed := []*Segment{
		{Duration: 4000, Key: `METHOD=AES-128,URI="https://a.example/1"`, URI: URI{Prefix: "1.ts"}},
		{Duration: 4000, Key: `METHOD=AES-128,URI="https://a.example/1"`, URI: URI{Prefix: "2.ts"}},
		{Duration: 4000, Discontinuity: true, URI: URI{Prefix: "3.ts"}},
	}
	golden(t, "keys.m3u8", (&Media{Version: VersionTS, Target: 4, Ended: true, VOD: true, Sequence: 1, Segments: slices.Values(sealed)}).Append(nil))
}

func BenchmarkRecording(b *testing.B) {
	boundaries := make([]int64, 1800)
	for i := range boundaries {
		boundaries[i] = int64(i) * 4000
	}
	write := func(dst []byte) []byte {
		m := Media{
			Version: VersionTS, Target: Target(boundaries), VOD: true, Ended: true, Cacheable: true, Sequence: 1,
			Segments: Numbered(boundaries, "segment-", "-s0q3570v1-v1-a1.ts", ""),
		}
		return m.Append(dst)
	}
	buf := write(nil)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = write(buf[:0])
	}
}
