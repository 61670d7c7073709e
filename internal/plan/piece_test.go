package plan

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
)

// pictures are the checksums of the frames that a plan reads from a source.
func pictures(t *testing.T, tl *ffmpeg.Tools, path string, p *Plan) []string {
	t.Helper()
	out := &bytes.Buffer{}
	require.NoError(t, tl.Run(context.Background(), ffmpeg.Command{
		Inputs: []ffmpeg.Input{{Path: path, Demuxer: p.Demuxer, Args: p.InputArgs()}},
		Args:   []string{"-filter_complex", p.VideoGraph(p.Rungs[:1]), "-map", "[v0]", "-fps_mode", "passthrough", "-f", "framemd5", "-"},
		Stdout: out,
	}))
	var sums []string
	for line := range strings.Lines(out.String()) {
		if fields := strings.Split(line, ","); len(fields) == 6 && !strings.HasPrefix(line, "#") {
			sums = append(sums, strings.TrimSpace(fields[5]))
		}
	}
	require.Equal(t, int(p.Video.Frames), len(sums), "seek %v shift %v", p.Seek, p.Shift)
	return sums
}

func TestPieceHasTheFramesOfTheWhole(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	source := func(rate string) []string {
		return []string{"-f", "lavfi", "-i", "testsrc2=size=320x180:rate=" + rate + ":duration=11"}
	}
	long := []string{"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=27"} // places are further than 10 s away
	for name, c := range map[string]struct {
		file string
		args []string
		set  Settings
	}{
		"b-frames":       {"a.mp4", append(source("30"), "-c:v", "libx264", "-bf", "3", "-g", "75"), Settings{}},
		"ntsc transport": {"a.ts", append(source("30000/1001"), "-c:v", "libx264", "-g", "60", "-x264-params", "open-gop=1"), Settings{}},
		"one key frame":  {"a.mkv", append(source("25"), "-c:v", "libx264", "-g", "1000"), Settings{}},
		"ogg":            {"a.ogv", append(source("24"), "-c:v", "libtheora", "-g", "12"), Settings{}},
		"flash":          {"a.flv", append(source("24"), "-c:v", "flv", "-g", "30"), Settings{}},
		"asf":            {"a.wmv", append(source("25"), "-c:v", "wmv2", "-g", "30"), Settings{}},
		"avi":            {"a.avi", append(source("25"), "-c:v", "mpeg4", "-g", "50"), Settings{}},
		"program stream": {"a.mpg", append(source("25"), "-c:v", "mpeg2video", "-g", "15", "-bf", "2"), Settings{}},
		"fast":           {"a.mp4", append(source("60"), "-c:v", "libx264"), Settings{}},
		"varying": {"a.mkv", append(source("30"), "-vf", "select='not(mod(floor(n/7)*n,3))',setpts=PTS+0.4/TB",
			"-fps_mode", "passthrough", "-c:v", "libx264", "-g", "40"), Settings{}},
		"long program stream": {"a.mpg", append(long, "-c:v", "mpeg2video", "-bf", "2", "-f", "vob"), Settings{}},
		"long system stream":  {"a.mpg", append(long, "-f", "lavfi", "-i", "sine=d=27", "-c:v", "mpeg1video", "-c:a", "mp2", "-f", "mpeg"), Settings{}},
		"long transport":      {"a.ts", append(long, "-c:v", "mpeg2video", "-bf", "2"), Settings{}},
		"long ogg":            {"a.ogv", append(long, "-c:v", "libtheora"), Settings{}},
		"long raw H.264":      {"a.h264", append(long, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2"), Settings{}},
		"long raw MPEG-2":     {"a.m2v", append(long, "-c:v", "mpeg2video", "-bf", "2"), Settings{}},
		"long raw MPEG-4":     {"a.m4v", append(long, "-c:v", "mpeg4"), Settings{}},
		"late clip":           {"a.mpg", append(long, "-c:v", "mpeg2video", "-f", "vob"), Settings{ClipStart: 15_000_000_000}},
		"sound leads": {"a.ts", append([]string{"-f", "lavfi", "-i", "sine=d=12", "-itsoffset", "0.5"}, append(source("25"),
			"-map", "1:v", "-map", "0:a", "-c:v", "mpeg2video", "-c:a", "mp2")...), Settings{}},
		"sound goes on":   {"a.mp4", append(source("25"), "-f", "lavfi", "-i", "sine=d=17", "-c:v", "libx264"), Settings{}},
		"sound of a clip": {"a.ts", append(source("25"), "-f", "lavfi", "-i", "sine=d=17", "-c:v", "libx264"), Settings{ClipStart: 9_000_000_000}},
		"clip":            {"a.mp4", append(source("24"), "-c:v", "mpeg4", "-g", "100"), Settings{ClipStart: 2_500_000_000, ClipDuration: 7_000_000_000}},
	} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, c.file, c.args...)
			p, err := planFile(t, path, c.set)
			require.NoError(t, err)
			whole := pictures(t, tl, path, p)
			var joined []string
			step := p.Video.Frames/3 + 1
			for first := int64(0); first < p.Video.Frames; first += step {
				joined = append(joined, pictures(t, tl, path, p.Piece(first, step))...)
			}
			require.Equal(t, whole, joined, fmt.Sprint(p.Video.Rate))
		})
	}
}
