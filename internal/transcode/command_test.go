package transcode

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

// encode makes all rungs of a file in a temporary folder.
func encode(t *testing.T, tl *ffmpeg.Tools, path string, set plan.Settings) work {
	t.Helper()
	p, err := planFile(t, tl, path, set)
	require.NoError(t, err)
	require.Empty(t, p.Error)
	w := work{plan: p, rungs: p.Rungs, source: path, dir: t.TempDir(), threads: 2}
	require.NoError(t, tl.Run(context.Background(), w.command()))
	return w
}

// measure checks everything that all outputs have in common.
func measure(t *testing.T, tl *ffmpeg.Tools, w work) {
	t.Helper()
	v := w.plan.Video
	for _, r := range w.rungs {
		m, tracks := scanned(t, tl, w.videoFile(r))
		require.Len(t, m.Streams, 1)
		st, track := m.Streams[0], tracks[0]
		require.Equal(t, []int{r.FrameWidth, r.FrameHeight}, []int{st.Width, st.Height})
		require.Equal(t, r.Codec, st.Codec)
		require.Equal(t, "yuv420p", st.PixelFormat)
		require.Equal(t, "bt709 bt709 bt709 tv", strings.Join([]string{st.Matrix, st.Primaries, st.Transfer, st.Range}, " "))
		if r.Codec == plan.H264 {
			require.Equal(t, "progressive", st.FieldOrder)
		}
		frames, rate, gop := v.Frames/r.Step(), r.Rate(v).Float(), int64(v.GOP)/r.Step()
		require.Equal(t, frames, track.Packets, "frames")
		require.Zero(t, track.First)
		require.InDelta(t, w.plan.Duration.Seconds(), track.End.Seconds(), 0.6/rate)
		require.EqualValues(t, (frames+gop-1)/gop, track.Keys, "key frames")
		require.LessOrEqual(t, track.LongestGOP.Seconds(), float64(gop)/rate+0.001)
		require.Equal(t, frames, decodedFrames(t, w.videoFile(r)))
	}
	for i := range w.plan.Audio {
		for _, kbps := range plan.AudioRates(w.rungs) {
			m, tracks := scanned(t, tl, w.audioFile(i, kbps))
			require.Equal(t, "aac", m.Streams[0].Codec)
			require.Equal(t, 2, m.Streams[0].Channels)
			require.EqualValues(t, w.plan.AudioRate(), m.Streams[0].SampleRate)
			require.InDelta(t, w.plan.Duration.Seconds(), tracks[0].End.Seconds(), 0.024)
		}
	}
}

func scanned(t *testing.T, tl *ffmpeg.Tools, path string) (*ffmpeg.Media, map[int]ffmpeg.Track) {
	t.Helper()
	m, err := tl.Probe(context.Background(), path, "mov")
	require.NoError(t, err)
	tracks, err := tl.Scan(context.Background(), path, "mov", m)
	require.NoError(t, err)
	return m, tracks
}

func decodedFrames(t *testing.T, path string) int64 {
	t.Helper()
	out, err := exec.Command("ffprobe", "-v", "error", "-select_streams", "v", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path).Output()
	require.NoError(t, err)
	n, err := strconv.ParseInt(strings.Trim(string(out), ", \n"), 10, 64)
	require.NoError(t, err)
	return n
}

// TestEncodeMedia encodes a handful of short odd files.
func TestEncodeMedia(t *testing.T) {
	if testing.Short() {
		t.Skip("encodes")
	}
	dir, tl := mediaFolder(t), ffmpegtest.Tools(t)
	for _, name := range []string{
		"iphone_dolbyvision_hlg_5frames.mov", "android_slow_motion.mp4", "mirrored_matrix_rotate_reflect.mp4",
		"iphone4s sideways movie.mov", "h264_32x24_sar29_32.mp4", "prores4444_alpha_1s.mov", "dv_ntsc_interlaced_1s.mov",
		"h264_one_frame_noaudio.mp4", "audio_shorter_than_video.mp4", "ts_skip_1_start12s.ts", "hevc_914x686_15fps.ts",
		"animated_314x273.gif", "h264_1fps_slides_30s.mp4", "h264_720p_12.5fps_1s.mp4", "png_rgba_320x240.mov",
	} {
		t.Run(name, func(t *testing.T) {
			w := encode(t, tl, filepath.Join(dir, name), plan.Settings{LimitBitRate: true})
			measure(t, tl, w)
		})
	}
}

// clip makes a file by an ffmpeg command of our own.
func clip(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ffmpegtest.Clip(t, path, args...)
	return path
}

// pixel returns the RGB colour in the middle of a quarter of the first frame.
func pixel(t *testing.T, path string, x, y float64) [3]int {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-frames:v", "1",
		"-vf", fmt.Sprintf("scale=in_color_matrix=bt709,format=rgb24,crop=8:8:iw*%f:ih*%f,scale=1:1", x, y),
		"-f", "rawvideo", "-").Output()
	require.NoError(t, err)
	require.Len(t, out, 3)
	return [3]int{int(out[0]), int(out[1]), int(out[2])}
}

func near(t *testing.T, want, got [3]int) {
	t.Helper()
	for i := range want {
		require.InDelta(t, want[i], got[i], 14, "%v %v", want, got)
	}
}

// quarters shows red, green over blue, yellow.
const quarters = "color=red:s=160x90:r=10[a];color=lime:s=160x90:r=10[b];color=blue:s=160x90:r=10[c];color=yellow:s=160x90:r=10[d];[a][b]hstack[e];[c][d]hstack[f];[e][f]vstack"

var red, green, blue, yellow = [3]int{255, 0, 0}, [3]int{0, 255, 0}, [3]int{0, 0, 255}, [3]int{255, 255, 0}

func TestEncodeColours(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for _, c := range []struct{ name, vf, matrix, rng string }{
		{"sd", "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", "smpte170m", "tv"},
		{"hd", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "bt709", "tv"},
		{"full", "scale=out_color_matrix=bt709:out_range=pc,format=yuv420p", "bt709", "pc"},
		{"untagged", "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", "unknown", "tv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := clip(t, "in.mp4", "-f", "lavfi", "-i", quarters+","+c.vf, "-t", "1", "-c:v", "libx264", "-qp", "10",
				"-colorspace", c.matrix, "-color_range", c.rng)
			w := encode(t, tl, path, plan.Settings{})
			out := w.videoFile(w.rungs[0])
			near(t, red, pixel(t, out, 0.2, 0.2))
			near(t, green, pixel(t, out, 0.7, 0.2))
			near(t, blue, pixel(t, out, 0.2, 0.7))
			near(t, yellow, pixel(t, out, 0.7, 0.7))
		})
	}
}

func TestEncodeAlphaOnBlack(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	path := clip(t, "in.mov", "-f", "lavfi", "-i", quarters+",format=rgba,colorchannelmixer=aa=0.5", "-t", "0.5", "-c:v", "png")
	w := encode(t, tl, path, plan.Settings{})
	near(t, [3]int{128, 0, 0}, pixel(t, w.videoFile(w.rungs[0]), 0.2, 0.2))
	near(t, [3]int{128, 128, 0}, pixel(t, w.videoFile(w.rungs[0]), 0.7, 0.7))
}

// TestEncodeOrientation compares with what ffmpeg itself makes of a matrix.
func TestEncodeOrientation(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	dir := mediaFolder(t)
	for _, name := range []string{"mirrored_matrix_rotate_reflect.mp4", "h264_720p_rot90_aac51.mp4", "bbb_rot180_sar.mov"} {
		path := filepath.Join(dir, name)
		w := encode(t, tl, path, plan.Settings{})
		want, got := thumbnail(t, path), thumbnail(t, w.videoFile(w.plan.Top()), "-noautorotate")
		for i := range want {
			require.InDelta(t, want[i], got[i], 20, "%s: %v %v", name, want, got)
		}
	}
}

// thumbnail is the first frame in four by four grey pixels.
func thumbnail(t *testing.T, path string, options ...string) []byte {
	t.Helper()
	out, err := exec.Command("ffmpeg", append(options, "-v", "error", "-i", path, "-frames:v", "1",
		"-vf", "scale=4:4:flags=area,format=gray", "-f", "rawvideo", "-")...).Output()
	require.NoError(t, err)
	return out
}

func TestEncodeLateStart(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	picture := clip(t, "v.mp4", "-f", "lavfi", "-i", "testsrc=s=320x180:r=25", "-t", "3", "-pix_fmt", "yuv420p")
	path := clip(t, "in.mkv", "-i", picture, "-itsoffset", "0.7", "-f", "lavfi", "-i", "sine=r=44100", "-t", "3", "-c:v", "copy", "-c:a", "flac")
	w := encode(t, tl, path, plan.Settings{})
	measure(t, tl, w)
	silence := silences(t, w.audioFile(0, 64))
	require.Contains(t, silence, "silence_start: 0\n")
	_, end, _ := strings.Cut(silence, "silence_end: ")
	at, err := strconv.ParseFloat(strings.Fields(end)[0], 64)
	require.NoError(t, err)
	require.InDelta(t, 0.7, at, 0.03)
}

func silences(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "info", "-i", path, "-af", "silencedetect=n=-50dB:d=0.1", "-f", "null", "-").CombinedOutput()
	require.NoError(t, err)
	return string(out)
}

// TestEncodeClip cuts where a frame counter shows the right number.
func TestEncodeClip(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for _, name := range []string{"in.mp4", "in.ts"} {
		path := clip(t, name, "-f", "lavfi", "-i", "color=black:s=320x180:r=25,drawbox=c=white:t=fill:enable='between(n,100,124)'",
			"-f", "lavfi", "-i", "aevalsrc='if(between(t,4,5),sin(2000*t),0)':s=48000", "-t", "9", "-c:v", "libx264", "-g", "75", "-pix_fmt", "yuv420p")
		w := encode(t, tl, path, plan.Settings{ClipStart: 4 * time.Second, ClipDuration: 2 * time.Second})
		measure(t, tl, w)
		require.EqualValues(t, 50, w.plan.Video.Frames)
		out, err := exec.Command("ffprobe", "-v", "error", "-f", "lavfi", "-i", "movie="+w.videoFile(w.rungs[0])+",signalstats",
			"-show_entries", "frame_tags=lavfi.signalstats.YAVG", "-of", "csv=p=0").Output()
		require.NoError(t, err)
		for i, line := range strings.Fields(string(out)) {
			y, err := strconv.ParseFloat(strings.Trim(line, ","), 64)
			require.NoError(t, err)
			require.Equal(t, i < 25, y > 128, "%s frame %d has %f", name, i, y)
		}
		text := silences(t, w.audioFile(0, 64))
		_, at, ok := strings.Cut(text, "silence_start: ")
		require.True(t, ok, text)
		start, err := strconv.ParseFloat(strings.Fields(at)[0], 64)
		require.NoError(t, err)
		require.InDelta(t, 1, start, 0.03)
	}
}

// TestEncodeChanges decodes through a change of size, pixel format and sample
// rate in the middle.
func TestEncodeChanges(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	one := clip(t, "a.ts", "-f", "lavfi", "-i", "testsrc=s=640x360:r=25", "-f", "lavfi", "-i", "sine=r=48000",
		"-t", "2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "mp2")
	two := clip(t, "b.ts", "-f", "lavfi", "-i", "testsrc=s=480x360:r=25", "-f", "lavfi", "-i", "anoisesrc=r=44100:d=9",
		"-t", "2", "-c:v", "libx264", "-pix_fmt", "yuv444p", "-c:a", "mp2", "-ac", "2", "-output_ts_offset", "2")
	path := filepath.Join(t.TempDir(), "in.ts")
	require.NoError(t, exec.Command("sh", "-c", "cat "+one+" "+two+" > "+path).Run())
	w := encode(t, tl, path, plan.Settings{})
	require.InDelta(t, 100, float64(w.plan.Video.Frames), 3)
	measure(t, tl, w)
}
