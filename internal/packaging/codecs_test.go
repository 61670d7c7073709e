package packaging

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/media"
)

// encoders makes nine seconds of a codec at 25 frames/s, or of its sound.
var encoders = []struct {
	name  string
	codec string // RFC 6381, or its beginning
	webm  bool
	args  []string
}{
	{"HEVC", "hvc1.1.6.L", false, []string{
		"-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hev1",
		"-x265-params", "log-level=error:keyint=50:min-keyint=50:scenecut=0:open-gop=0:bframes=3",
	}},
	{"AV1", "av01.0.0", true, []string{
		"-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-g", "50", "-keyint_min", "50", "-crf", "40", "-b:v", "0",
	}},
	{"VP9", "vp09.00.1", true, []string{
		"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "50", "-keyint_min", "50",
		"-crf", "40", "-b:v", "0",
	}},
	{"VP9 hidden frames", "vp09.00.1", true, []string{
		"-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-g", "50", "-keyint_min", "50",
		"-auto-alt-ref", "1", "-lag-in-frames", "16", "-crf", "40", "-b:v", "0",
	}},
	{"Opus", "opus", true, nil},
}

func encodeVideo(t testing.TB, dir string, args []string) *Source {
	path := filepath.Join(dir, "video.mp4")
	ffmpeg(t, append(append([]string{"-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-t", "9"}, args...),
		"-pix_fmt", "yuv420p", path)...)
	s := source(t, path, "")
	return &s
}

func encodeOpus(t testing.TB, dir string) Source {
	path := filepath.Join(dir, "opus.mp4")
	ffmpeg(t, "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", "9",
		"-c:a", "libopus", "-b:a", "48k", "-ac", "2", path)
	return source(t, path, "eng")
}

func TestCodecs(t *testing.T) {
	for _, e := range encoders {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			p := &packed{dir: t.TempDir(), measured: map[string][]float64{}}
			var video *Source
			var audio []Source
			if e.args != nil {
				p.rate, p.count = "25", 225
				video = encodeVideo(t, p.dir, e.args)
			} else {
				audio = []Source{encodeOpus(t, p.dir)}
			}
			var out bytes.Buffer
			ix, err := Assemble(&out, segmentLength, video, audio)
			require.NoError(t, err)
			p.ix, p.data = ix, bytes.NewReader(out.Bytes())
			p.path = p.write(t, "final.mp4", out.Bytes())
			codec := ix.Tracks()[0].Config.String()
			require.True(t, strings.HasPrefix(codec, e.codec), codec)
			require.Equal(t, 3, ix.SegmentCount(0))
			_, err = ix.AppendTS(nil, p.data, 0)
			require.Equal(t, fault.Unsupported, fault.KindOf(err))
			t.Run("MP4", p.testMP4)
			t.Run("index", p.testIndex)
			t.Run("CMAF", func(t *testing.T) { p.testSegments(t, "mp4", ix.AppendInit(nil, 0), ix.AppendFragment) })
			if e.webm {
				t.Run("WebM", func(t *testing.T) { p.testSegments(t, "webm", ix.AppendWebMInit(nil, 0), ix.AppendWebM) })
				return
			}
			require.Empty(t, ix.AppendWebMInit(nil, 0))
			_, err = ix.AppendWebM(nil, p.data, 0, 0)
			require.Equal(t, fault.Unsupported, fault.KindOf(err))
		})
	}
}

type appendSegment func(dst []byte, r io.ReaderAt, track, segment int) ([]byte, error)

// testSegments decodes the segments of track 0 each by itself and all joined.
func (p *packed) testSegments(t *testing.T, kind string, init []byte, add appendSegment) {
	stream, tolerance := "v:0", 0.00002
	if p.ix.Tracks()[0].Kind == media.Audio {
		stream = "a:0"
	}
	if kind == "webm" {
		tolerance = 0.0011 // a millisecond is the unit of times there, and of the codec delay in ffmpeg
	}
	all := bytes.Clone(init)
	var single []string
	var starts []float64
	for i := range p.ix.SegmentCount(0) {
		s, err := add(nil, p.data, 0, i)
		require.NoError(t, err)
		all = append(all, s...)
		path := p.write(t, fmt.Sprintf("s%d.%s", i, kind), append(bytes.Clone(init), s...))
		single = append(single, frames(t, path, stream)...)
		starts = append(starts, times(t, path, stream)...)
	}
	path := p.write(t, "joined."+kind, all)
	requireTimes(t, p.times(t, stream), times(t, path, stream), 0, tolerance)
	requireTimes(t, p.times(t, stream), starts, 0, tolerance)
	require.Equal(t, frames(t, p.path, stream), frames(t, path, stream))
	if stream == "v:0" {
		require.Len(t, single, p.count)
		require.Equal(t, p.frames(t), single)
	}
}
