package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg/ffmpegtest"
)

func TestVideoPlan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "in.mp4")
	ffmpegtest.Clip(t, path, "-f", "lavfi", "-i", "color=s=640x360:r=50", "-f", "lavfi", "-i", "sine", "-t", "2",
		"-pix_fmt", "yuv420p", "-metadata:s:a:0", "language=fre")
	code, out, errs := call(t, "video", "plan", path)
	require.Zero(t, code, errs)
	require.NotContains(t, out, "filters")
	code, out, errs = call(t, "video", "plan", "--verbose", path)
	require.Zero(t, code, errs)
	for _, want := range []string{
		`source +mov, 2\.\d+ s`, `timing +25/1 frames/s, 5\d frames, a key frame every 50`, `sound 1 +stream 1, fre, 1 channels`,
		`filters +\[0:0\].*fps=`, `vod360p +h264 +libx264 +640x360 +640x360 +25/1 +\d+ +64 +qid3576v1_h264_\d+_360.mp4`,
	} {
		require.Regexp(t, want, out)
	}

	code, out, errs = call(t, "video", "plan", "--json", "--ignore-source-bitrate", "--clip-start", "1", "--clip-duration", "1",
		"--quality-sets", "../../quality-sets.example.yaml", "--quality-set", "77", path)
	require.Zero(t, code, errs)
	var plan struct {
		Duration int64 `json:"duration"`
		Rungs    []struct {
			File string `json:"file"`
		} `json:"rungs"`
		Filters []string `json:"filters"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &plan))
	require.EqualValues(t, 1_000_000_000, plan.Duration)
	require.Len(t, plan.Rungs, 1)
	require.Equal(t, "qid5761v1_h264_450_360.mp4", plan.Rungs[0].File)
	require.Len(t, plan.Filters, 3, "of the picture, of decoding the sound, and of the sound")

	text := filepath.Join(t.TempDir(), "text.mp4")
	require.NoError(t, os.WriteFile(text, []byte("hello"), 0o600))
	for want, args := range map[string][]string{
		"would be refused: Video file is invalid": {text},
		"there is no quality set 9":               {"--quality-set", "9", path},
		"is not a regular file":                   {t.TempDir()},
		"/nonexistent.mp4 is not there":           {"/nonexistent.mp4"},
	} {
		code, _, errs := call(t, append([]string{"video", "plan"}, args...)...)
		require.Equal(t, 1, code)
		require.Contains(t, errs, want)
	}
	code, out, _ = call(t, "video", "plan", "--clip-start", "5", path)
	require.Zero(t, code)
	require.Contains(t, out, "Requested encoding duration exceeds clip length")
}
