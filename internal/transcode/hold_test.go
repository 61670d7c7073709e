package transcode

import (
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

// means are the mean RGB colours of all frames of a file.
func means(t *testing.T, path string) [][3]int {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-fps_mode", "passthrough",
		"-vf", "scale=1:1:flags=area:in_color_matrix=bt709,format=rgb24", "-f", "rawvideo", "-").Output()
	require.NoError(t, err)
	list := make([][3]int, len(out)/3)
	for i := range list {
		list[i] = [3]int{int(out[3*i]), int(out[3*i+1]), int(out[3*i+2])}
	}
	return list
}

// verified assembles and verifies all renditions of an encoding, and returns
// the files.
func verified(t *testing.T, tl *ffmpeg.Tools, w work) []string {
	t.Helper()
	var files []string
	for _, r := range w.rungs {
		e, err := w.assemble(r, 4*time.Second)
		require.NoError(t, err)
		_, err = w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
		require.NoError(t, err)
		files = append(files, e.path)
	}
	return files
}

// TestLastFrameIsHeld has sound that goes on after the picture, which turns
// from black to white with its last frame.
func TestLastFrameIsHeld(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for name, c := range map[string]struct {
		rate           string
		picture, sound int // seconds
		args           []string
		set            plan.Settings
	}{
		"a.mp4":     {"25", 3, 5, []string{"-c:v", "libx264"}, plan.Settings{}},
		"b.mp4":     {"30", 1, 6, []string{"-c:v", "libx264"}, plan.Settings{}},
		"c.ts":      {"24", 3, 5, []string{"-c:v", "libx264"}, plan.Settings{}},
		"d.mkv":     {"50", 3, 5, []string{"-c:v", "libx264", "-bf", "0"}, plan.Settings{}},
		"e.flv":     {"30", 3, 5, []string{"-c:v", "libx264"}, plan.Settings{}},
		"f.webm":    {"10", 3, 5, []string{"-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"}, plan.Settings{}},
		"ntsc.mp4":  {"30000/1001", 3, 5, []string{"-c:v", "libx264"}, plan.Settings{}},
		"clip.mp4":  {"25", 3, 7, []string{"-c:v", "libx264"}, plan.Settings{ClipStart: 2 * time.Second, ClipDuration: 5 * time.Second}},
		"after.mp4": {"25", 2, 8, []string{"-c:v", "libx264", "-g", "50"}, plan.Settings{ClipStart: 5 * time.Second, ClipDuration: 3 * time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			black := fmt.Sprintf("color=black:s=96x64:r=%s:d=%d,drawbox=c=white:t=fill:enable='gte(t,%[2]d-1.1*%[3]g)'", c.rate, c.picture, 1/rate(t, c.rate))
			path := clip(t, name, append([]string{
				"-f", "lavfi", "-i", black, "-f", "lavfi", "-i", fmt.Sprintf("sine=r=48000:d=%d", c.sound), "-pix_fmt", "yuv420p",
			}, c.args...)...)
			w := encode(t, tl, path, c.set)
			length := time.Duration(c.sound) * time.Second
			if c.set.ClipDuration > 0 {
				length = c.set.ClipDuration
			}
			require.InDelta(t, length.Seconds(), w.plan.Duration.Seconds(), 0.06)
			begins := (math.Ceil(float64(c.picture)*rate(t, c.rate)) - 1) / rate(t, c.rate) // the last frame does
			last := int(math.Round((begins - c.set.ClipStart.Seconds()) * w.plan.Video.Rate.Float()))
			for _, file := range verified(t, tl, w) {
				frames := means(t, file)
				require.Len(t, frames, int(w.plan.Video.Frames))
				for i, colour := range frames {
					require.Equal(t, i >= last, colour[0] > 128, "frame %d of %d: %v", i, len(frames), colour)
				}
			}
		})
	}
}

func rate(t *testing.T, text string) float64 {
	t.Helper()
	var num, den float64 = 0, 1
	_, err := fmt.Sscanf(text, "%f/%f", &num, &den)
	if err != nil {
		num, err = strconv.ParseFloat(text, 64)
		den = 1
	}
	require.NoError(t, err)
	return num / den
}

// TestLastFrameWithoutDuration has files whose packets say only when they
// begin: the last frame is shown.
func TestLastFrameWithoutDuration(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for _, name := range []string{"in.ts", "in.flv", "in.mkv"} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, name, "-f", "lavfi", "-i", "color=gray:s=96x64:r=10:d=4,drawbox=c=white:t=fill:enable='eq(n,39)',settb=1/1000,setpts=N*100",
				"-fps_mode", "passthrough", "-enc_time_base:v", "1:1000", "-bf", "0", "-c:v", "libx264", "-pix_fmt", "yuv420p")
			frames := means(t, verified(t, tl, encode(t, tl, path, plan.Settings{}))[0])
			require.Len(t, frames, 40)
			require.Less(t, frames[38][0], 140)
			require.Greater(t, frames[39][0], 220)
		})
	}
}

// TestSlidesWithoutDurations shows four pictures for five seconds each.
func TestSlidesWithoutDurations(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	dir := t.TempDir()
	colours := []string{"red", "green", "blue", "yellow"}
	for i, c := range colours {
		require.NoError(t, exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color="+c+":s=96x64", "-frames:v", "1", filepath.Join(dir, fmt.Sprintf("%d.png", i))).Run())
	}
	for _, name := range []string{"in.ts", "in.flv", "in.mp4", "in.mkv"} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, name, "-framerate", "1/5", "-i", filepath.Join(dir, "%d.png"), "-f", "lavfi", "-i", "sine=d=20",
				"-vf", "settb=1/1000,setpts=N*5000", "-fps_mode", "passthrough", "-enc_time_base:v", "1:1000", "-bf", "0", "-c:v", "libx264", "-pix_fmt", "yuv420p")
			w := encode(t, tl, path, plan.Settings{})
			require.InDelta(t, 20, w.plan.Duration.Seconds(), 0.1)
			frames := means(t, verified(t, tl, w)[0])
			for i, got := range frames {
				second := float64(i) / w.plan.Video.Rate.Float()
				if edge := second - 5*float64(int(second/5)); edge < 0.3 || edge > 4.7 {
					continue // containers round
				}
				want := [][3]bool{{true, false, false}, {false, false, false}, {false, false, true}, {true, true, false}}[int(second/5)]
				require.Equal(t, want, [3]bool{got[0] > 180, got[1] > 180, got[2] > 180}, "at %.1f s: %v", second, got)
			}
		})
	}
}
