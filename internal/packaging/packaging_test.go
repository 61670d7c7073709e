package packaging

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

func TestClips(t *testing.T) {
	for _, c := range clips {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pack(t, c)
			t.Run("MP4", p.testMP4)
			t.Run("index", p.testIndex)
			t.Run("TS", p.testTS)
			t.Run("CMAF", p.testCMAF)
			if c.rate != "" {
				t.Run("key frames", p.testKeyFrames)
			}
		})
	}
}

// times returns the presentation times of all packets of a stream in seconds,
// as ffprobe sees them, sorted by the file.
func times(t testing.TB, path, stream string) []float64 {
	out := run(t, "ffprobe", "-v", "error", "-select_streams", stream,
		"-show_entries", "packet=pts_time", "-of", "csv=p=0", path)
	var list []float64
	for _, f := range strings.Fields(out) {
		v, err := strconv.ParseFloat(strings.Trim(f, ","), 64)
		require.NoError(t, err, "%q", f)
		list = append(list, v)
	}
	return list
}

func (p *packed) testMP4(t *testing.T) {
	out := run(t, "ffprobe", "-v", "warning", "-show_entries",
		"format=start_time:format_tags:stream=codec_type,start_time:stream_tags", "-of", "flat", p.path)
	require.Contains(t, out, `format.start_time="0.000000"`)
	for _, trace := range []string{"encoder", "Lavc", "location", "creation_time"} {
		require.NotContains(t, out, trace)
	}
	for i, track := range p.ix.Tracks() {
		require.Contains(t, out, fmt.Sprintf(`stream.%d.codec_type="%s"`, i, track.Kind))
		require.Contains(t, out, fmt.Sprintf(`stream.%d.tags.language="%s"`, i, track.Config.Language))
	}
	b := make([]byte, p.data.Size())
	_, err := p.data.ReadAt(b, 0)
	require.NoError(t, err)
	require.Less(t, bytes.Index(b, []byte("moov")), bytes.Index(b, []byte("mdat")))
	if p.rate != "" {
		require.Equal(t, frames(t, p.dir+"/video.mp4", "v:0"), p.frames(t))
		require.InDelta(t, 0, p.times(t, "v:0")[0], 1e-6)
	}
}

func (p *packed) testIndex(t *testing.T) {
	rebuilt, err := BuildIndex(p.data, p.data.Size(), segmentLength)
	require.NoError(t, err)
	require.Equal(t, p.ix, rebuilt)
	stored, err := p.ix.MarshalBinary()
	require.NoError(t, err)
	parsed, err := ParseIndex(stored)
	require.NoError(t, err)
	require.Equal(t, p.ix, parsed)
	for _, track := range p.ix.Tracks() {
		end := track.Segments[0].Start
		if track.Kind == media.Video {
			require.Zero(t, end)
		}
		for _, s := range track.Segments {
			require.Equal(t, end, s.Start)
			end += s.Duration
		}
		require.Equal(t, end, track.End())
	}
	if p.rate != "" {
		require.Equal(t, p.count, len(p.times(t, "v:0")))
	}
	if v := p.ix.Video(); v != nil && p.filter == "" {
		num, den := v.FrameRate()
		want, d, _ := strings.Cut(p.rate, "/")
		if d == "" {
			d = "1"
		}
		require.Equal(t, want+"/"+d, fmt.Sprintf("%d/%d", num, den))
	}
}

// requireTimes compares times in two files, of which the second is shifted.
func requireTimes(t *testing.T, want, have []float64, shift, tolerance float64) {
	t.Helper()
	require.Equal(t, len(want), len(have))
	for i := range want {
		if math.Abs(have[i]-shift-want[i]) > tolerance {
			t.Fatalf("packet %d at %f, want %f", i, have[i]-shift, want[i])
		}
	}
}

func (p *packed) testTS(t *testing.T) {
	joined := p.joinedTS(t)
	if p.rate != "" {
		all := p.frames(t)
		require.Equal(t, all, frames(t, joined, "v:0"))
		requireTimes(t, p.times(t, "v:0"), times(t, joined, "v:0"), 10, 0.00002)
		var single []string
		for i := range p.ix.SegmentCount(0) {
			path := p.write(t, fmt.Sprintf("s%d.ts", i), p.ts(t, i))
			level := "warning"
			if len(p.audio) > 0 && i >= p.ix.SegmentCount(1) {
				level = "error" // sound is announced, but not there
			}
			single = append(single, framesOf(t, level, path, "v:0")...)
		}
		require.Equal(t, all, single)
	}
	if len(p.audio) > 0 {
		have := times(t, joined, "a:0")
		requireTimes(t, p.times(t, "a:0"), have, 10, 0.001)
		ffmpeg(t, "-i", joined, "-map", "0:a:0", "-f", "null", "-")
	}
	_, err := p.ix.AppendTS(nil, p.data, p.segments())
	require.Error(t, err)
}

func (p *packed) testCMAF(t *testing.T) {
	for i, track := range p.ix.Tracks() {
		path := p.joinedCMAF(t, i)
		have := times(t, path, "0")
		if track.Kind == media.Video {
			require.Equal(t, p.frames(t), frames(t, path, "v:0"))
			want := p.times(t, "v:0")
			requireTimes(t, want, fragmentTimes(t, path, track.Timescale), 0, 0.00002)
			requireTimes(t, want, have, 0, 0.00002)
			continue
		}
		stream := fmt.Sprintf("a:%d", i-p.ix.Audio()[0].Number)
		requireTimes(t, p.times(t, stream), have, 0, 0.001)
		ffmpeg(t, "-i", path, "-f", "null", "-")
	}
}

// boxes calls f for every box in b, and looks inside those that lead to the sample tables of
// fragments.
func boxes(b []byte, f func(kind string, body []byte)) {
	for len(b) >= 8 {
		n := binary.BigEndian.Uint32(b)
		switch kind := string(b[4:8]); kind {
		case "moof", "traf", "moov":
			boxes(b[8:n], f)
		default:
			f(kind, b[8:n])
		}
		b = b[n:]
	}
}

// fragmentTimes returns the presentation times in seconds that tfdt and trun of a joined track say.
func fragmentTimes(t *testing.T, path string, timescale uint32) (list []float64) {
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	var decode int64
	var duration uint32
	boxes(b, func(kind string, body []byte) {
		word := func(i int) uint32 { return binary.BigEndian.Uint32(body[4*i:]) }
		switch kind {
		case "elst":
			t.Error("init segment has an edit list")
		case "tfhd":
			require.Equal(t, uint32(0x020000), word(0)&0x020001)
			if word(0)&8 != 0 {
				duration = word(2)
			}
		case "tfdt":
			at := int64(word(1))<<32 | int64(word(2))
			require.Equal(t, decode, at)
		case "trun":
			list, decode = runTimes(list, body, decode, duration, float64(timescale))
		}
	})
	return list
}

func runTimes(list []float64, trun []byte, decode int64, duration uint32, timescale float64) ([]float64, int64) {
	flags, count, row := binary.BigEndian.Uint32(trun)&0xffffff, binary.BigEndian.Uint32(trun[4:]), trun[12:]
	for range count {
		d, c := duration, int32(0)
		for _, field := range []uint32{0x100, 0x200, 0x400, 0x800} {
			if flags&field == 0 {
				continue
			}
			switch v := binary.BigEndian.Uint32(row); field {
			case 0x100:
				d = v
			case 0x800:
				c = int32(v)
			}
			row = row[4:]
		}
		list = append(list, float64(decode+int64(c))/timescale)
		decode += int64(d)
	}
	return list, decode
}

func (p *packed) testKeyFrames(t *testing.T) {
	keys, err := p.ix.KeyFrames()
	require.NoError(t, err)
	var end int64
	for i, k := range keys {
		require.Equal(t, end, k.Start)
		end += k.Duration
		segment := p.ts(t, k.Segment)
		require.LessOrEqual(t, k.Offset+k.Size, int64(len(segment)))
		path := p.write(t, "key.ts", segment[k.Offset:k.Offset+k.Size])
		if i < 3 {
			require.Len(t, framesOf(t, "error", path, "v:0"), 1) // sound is announced, but not there
			require.InDelta(t, p.ix.Video().Seconds(k.Start)+10, times(t, path, "v:0")[0], 0.00002)
		}
	}
	require.Equal(t, p.ix.Video().End(), end)
	require.Positive(t, p.ix.KeyFrameBitRate())
}
