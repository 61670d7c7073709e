package hls

import (
	"flag"
	"os"
	"path/filepath"
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
	subtitle := Media{
		Type: Subtitles, Group: "subs0", Name: `Say "hi"` + "\n", Language: "it", Default: true, URI: "index-f4.m3u8",
	}
	for _, c := range []struct {
		name   string
		master Master
	}{
		{"plain.m3u8", Master{Variants: []Variant{hd}}},
		{"sound.m3u8", Master{Variants: []Variant{{Bandwidth: 128000, Codecs: "mp4a.40.2", URI: "index-s0q1v1-a1.m3u8"}}}},
		{"full.m3u8", Master{
			Media:    []Media{subtitle},
			Variants: []Variant{withSubtitles, withSubtitles},
			IFrames:  []IFrame{{Bandwidth: 98110, Width: 1280, Height: 720, Codecs: "avc1.64001f", URI: "iframes-s0q3570v1-v1-a1.m3u8"}},
			Images:   []Image{{Bandwidth: 5600, Width: 100, Height: 56, URI: "tiles.m3u8"}},
		}},
		{"audio.m3u8", Master{
			Media: []Media{
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

func TestPlaylist(t *testing.T) {
	ts := Playlist{Version: VersionTS, Prefix: "segment-", Suffix: "-s0q3570v1-v1-a1.ts", Boundaries: []int64{0, 4000, 8004, 9500}}
	golden(t, "segments.m3u8", ts.Append(nil))
	cmaf := ts
	cmaf.Version, cmaf.Map, cmaf.Suffix = VersionCMAF, "init-s0q3570v1-v1.m4s", "-s0q3570v1-v1.m4s"
	golden(t, "cmaf.m3u8", cmaf.Append(nil))
	ts.Version = VersionIFrame
	golden(t, "iframes.m3u8", ts.AppendIFrames(nil, []KeyFrame{
		{Segment: 1, Offset: 0, Size: 5000, Duration: 2000},
		{Segment: 1, Offset: 90000, Size: 5100, Duration: 2001},
		{Segment: 2, Offset: 0, Size: 4900, Duration: 1499},
	}))
	golden(t, "empty.m3u8", (&Playlist{Version: VersionTS}).Append(nil))
}

func TestTiles(t *testing.T) {
	tiles := Tiles{Width: 100, Height: 42, Columns: 7, Rows: 7, Interval: 5, URL: "https://example.net/sprite.jpg"}
	golden(t, "tiles.m3u8", tiles.Append(nil))
}

func BenchmarkPlaylist(b *testing.B) {
	p := Playlist{Version: VersionTS, Prefix: "segment-", Suffix: "-s0q3570v1-v1-a1.ts"}
	for i := range int64(1800) {
		p.Boundaries = append(p.Boundaries, i*4000)
	}
	buf := p.Append(nil)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = p.Append(buf[:0])
	}
}
