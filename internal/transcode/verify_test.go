package transcode

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

// moving is a clip whose every frame differs from the next.
func moving(t *testing.T, tl *ffmpeg.Tools, seconds string) string {
	return clip(t, "moving.mp4", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30:duration="+seconds,
		"-f", "lavfi", "-i", "sine=duration="+seconds, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
}

func TestVerify(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for name, seconds := range map[string]string{"whole": "3", "in parts": "23"} {
		t.Run(name, func(t *testing.T) {
			w := encode(t, tl, moving(t, tl, seconds), plan.Settings{})
			e, err := w.assemble(w.rungs[0], 4*time.Second)
			require.NoError(t, err)
			r, err := w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
			require.NoError(t, err)
			require.Equal(t, w.plan.Video.Frames, r.Frames)
			require.Equal(t, (r.Frames+59)/60, r.KeyFrames)
			require.Greater(t, r.SSIM, 0.9)
			require.Greater(t, r.SSIMLeast, 0.85)
			require.GreaterOrEqual(t, r.Compared, compareCount)
			require.Positive(t, r.MeanKbps)
			if name == "whole" {
				require.Equal(t, r.Frames, r.Decoded)
			} else {
				require.Equal(t, r.KeyFrames+3*60, r.Decoded, "all key frames, and three GOPs")
			}
		})
	}
}

// TestVerifyFinds takes one good encoding and puts other pictures or sound in
// its place.
func TestVerifyFinds(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	source := moving(t, tl, "9")
	for name, c := range map[string]struct {
		filter, fault string
		options       []string
	}{
		"other colours":    {"negate", "not resemble the source", nil},
		"shifted in time":  {"trim=start_frame=9,setpts=PTS-STARTPTS,tpad=stop_mode=clone:stop=9", "not resemble the source", nil},
		"upside down":      {"vflip", "not resemble the source", nil},
		"frames missing":   {"trim=end_frame=260", "frames were encoded", nil},
		"another size":     {"scale=320:180", "pixels", nil},
		"no key frames":    {"null", "no key frame", []string{"-g", "1000"}},
		"too high a rate":  {"noise=alls=90:allf=t", "kbit/s", []string{"-crf", "1"}},
		"key frames early": {"null", "no key frame", []string{"-g", "50", "-keyint_min", "50"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := encode(t, tl, source, plan.Settings{})
			require.NoError(t, tl.Run(t.Context(), ffmpeg.Command{
				Inputs: []ffmpeg.Input{{Path: source, Demuxer: "mov"}}, Dir: w.dir,
				Args: append(append([]string{
					"-an", "-vf", c.filter, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "3", "-g", "60", "-keyint_min", "60",
					"-sc_threshold", "0", "-flags", "+cgop", "-video_track_timescale", "30", "-crf", "35",
				}, c.options...), w.videoFile(w.rungs[0])),
			}))
			e, err := w.assemble(w.rungs[0], 4*time.Second)
			require.NoError(t, err)
			_, err = w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
			require.ErrorContains(t, err, c.fault)
			var bad *unusableError
			require.ErrorAs(t, err, &bad)
		})
	}
}

func TestVerifyFindsWhatDoesNotDecode(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	w := encode(t, tl, moving(t, tl, "5"), plan.Settings{})
	e, err := w.assemble(w.rungs[0], 4*time.Second)
	require.NoError(t, err)
	f, err := os.OpenFile(e.path, os.O_RDWR, 0)
	require.NoError(t, err)
	s := e.index.Video().Segments[0]
	_, err = f.WriteAt(make([]byte, s.Size/2), s.Offset+s.Size/4)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	_, err = w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
	var bad *unusableError
	require.ErrorAs(t, err, &bad)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = w.verify(ctx, tl, ffmpeg.Limits{}, e)
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorAs(t, err, &bad, "an end from outside says nothing about the file")
}

// TestTranscodeEncodesAgain has an ffmpeg that puts a broken picture where the
// first good one was.
func TestTranscodeEncodesAgain(t *testing.T) {
	path, dir := film(t), t.TempDir()
	script := filepath.Join(dir, "ffmpeg")
	require.NoError(t, os.WriteFile(script, []byte(`#!/bin/sh
ffmpeg "$@"
status=$?
for last; do :; done
first=$(echo "$(dirname "$last")"/video-*_360.mp4)
if [ ! -e `+dir+`/done ] && [ -e "$first" ]; then
	touch `+dir+`/done
	ffmpeg -v error -nostdin -y -i "$first" -c:v libx264 -preset ultrafast -vf negate -bf 3 -g 60 -flags +cgop -f mp4 "$first.other" && mv "$first.other" "$first"
fi
exit $status
`), 0o755))
	b := newBench(t, path, nil)
	tl, err := ffmpeg.Locate(t.Context(), ffmpeg.Options{FFmpeg: script, Sandbox: ffmpeg.SandboxOff})
	require.NoError(t, err)
	b.o.Tools = tl
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	for i, r := range v.Renditions {
		var receipt Receipt
		require.NoError(t, json.Unmarshal([]byte(*r.Receipt), &receipt))
		require.Equal(t, i == 0, receipt.Safer)
		require.Greater(t, receipt.SSIM, 0.9)
	}
	require.Len(t, b.objects(t), 1+2*len(v.Renditions))
}
