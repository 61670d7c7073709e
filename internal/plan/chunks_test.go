package plan

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
)

func TestChunks(t *testing.T) {
	for name, c := range map[string]struct {
		rate   ffmpeg.Ratio
		gop    int
		frames int64
		want   []Chunk
	}{
		"a minute":           {ffmpeg.Ratio{Num: 25, Den: 1}, 50, 1500, nil},
		"a frame more":       {ffmpeg.Ratio{Num: 25, Den: 1}, 50, 1501, []Chunk{{0, 750}, {750, 751}}},
		"75 s":               {ffmpeg.Ratio{Num: 25, Den: 1}, 50, 1875, []Chunk{{0, 750}, {750, 750}, {1500, 375}}},
		"a short rest":       {ffmpeg.Ratio{Num: 25, Den: 1}, 50, 1874, []Chunk{{0, 750}, {750, 1124}}},
		"NTSC":               {ffmpeg.Ratio{Num: 30000, Den: 1001}, 60, 2700, []Chunk{{0, 900}, {900, 900}, {1800, 900}}},
		"GOPs do not fit":    {ffmpeg.Ratio{Num: 15, Den: 2}, 16, 901, []Chunk{{0, 224}, {224, 224}, {448, 224}, {672, 229}}},
		"one frame a second": {ffmpeg.Ratio{Num: 1, Den: 1}, 2, 100, []Chunk{{0, 30}, {30, 30}, {60, 40}}},
	} {
		v := &Video{Rate: c.rate, GOP: c.gop, Frames: c.frames}
		got := v.chunks(DefaultChunk)
		require.Equal(t, c.want, got, name)
		next := int64(0)
		for _, chunk := range got {
			require.Equal(t, next, chunk.First, name)
			require.Zero(t, chunk.First%int64(c.gop), name)
			next += chunk.Frames
		}
		if got != nil {
			require.Equal(t, c.frames, next, name)
		}
	}
}

func TestSplitOnlyWhatCanBeSearched(t *testing.T) {
	for name, c := range map[string]struct {
		demuxer string
		gop     time.Duration
		cut     bool
	}{
		"as usual":             {"mov", 4 * time.Second, true},
		"cannot be searched":   {"h264", 4 * time.Second, false},
		"key frames unknown":   {"mov", 0, false},
		"one key frame in all": {"matroska", time.Hour, false},
	} {
		p := &Plan{Demuxer: c.demuxer, Video: &Video{Rate: ffmpeg.Ratio{Num: 25, Den: 1}, GOP: 50, Frames: 90000, SourceGOP: c.gop}}
		p.split(0)
		require.Equal(t, c.cut, len(p.Chunks) > 0, name)
	}
}
