package transcode

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// TestVerifyDoubts compares once more, with the source read from its start,
// before a picture is refused.
func TestVerifyDoubts(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	w := encode(t, tl, moving(t, tl, "2"), plan.Settings{})
	w.refs = newReferences()
	e, err := w.assemble(w.rungs[0], 4*time.Second)
	require.NoError(t, err)
	require.NoError(t, w.refer(t.Context(), tl, ffmpeg.Limits{}, 0))
	name := w.referenceFile(e.rung, 0)
	reference, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, make([]byte, len(reference)), 0o600)) // of another place
	receipt, err := w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
	require.NoError(t, err)
	require.Greater(t, receipt.SSIM, 0.8)

	w.source = clip(t, "other.mkv", "-f", "lavfi", "-i", "color=red:s=320x180:r=25:d=2", "-c:v", "ffv1")
	w.refs = newReferences()
	_, err = w.verify(t.Context(), tl, ffmpeg.Limits{}, e)
	var bad *unusableError
	require.ErrorAs(t, err, &bad)
}

// TestDamagedSource has files whose decoders conceal what is damaged, some of
// them otherwise each time: each is published.
func TestDamagedSource(t *testing.T) {
	for name, args := range map[string][]string{
		"vp8.webm":  {"-c:v", "libvpx", "-deadline", "realtime", "-b:v", "300k", "-bsf:v", "noise=amount=6000"},
		"vp9.webm":  {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-b:v", "300k", "-bsf:v", "noise=amount=9000"},
		"h264.ts":   {"-c:v", "libx264", "-preset", "veryfast", "-bsf:v", "noise=amount=4000"},
		"mpeg2.mpg": {"-c:v", "mpeg2video", "-bsf:v", "noise=amount=4000"},
		"mpeg4.avi": {"-c:v", "mpeg4", "-bsf:v", "noise=amount=4000"},
	} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, name, append([]string{"-f", "lavfi", "-i", "mandelbrot=s=160x90:r=25", "-t", "3", "-pix_fmt", "yuv420p"}, args...)...)
			file, _ := publish(t, path)
			require.NotEmpty(t, means(t, file))
		})
	}
}

// TestTinyPictures are too small for a structure to be compared.
func TestTinyPictures(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for _, size := range []string{"4x4", "8x8", "15x9", "2x90"} {
		w := encode(t, tl, clip(t, "in.mkv", "-f", "lavfi", "-i", "testsrc2=s="+size+":r=10:d=3", "-c:v", "ffv1"), plan.Settings{})
		require.Len(t, means(t, verified(t, tl, w)[0]), 30, size)
	}
}

// TestOddSizes has white pictures whose sides are not whole samples of colour:
// they stay white to the edges.
func TestOddSizes(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for _, c := range []struct{ size, format string }{
		{"213x119", "yuv420p"}, {"213x119", "yuv411p"}, {"213x119", "yuv444p"}, {"214x121", "yuv410p"}, {"35x64", "yuv420p10le"}, {"3x5", "yuv420p"}, {"1x1", "yuv420p"},
	} {
		t.Run(c.size+" "+c.format, func(t *testing.T) {
			path := clip(t, "in.mkv", "-f", "lavfi", "-i", "color=white:s=256x256:r=5:d=1,format="+c.format+",crop="+strings.Replace(c.size, "x", ":", 1)+":0:0:exact=1", "-c:v", "ffv1")
			file := verified(t, tl, encode(t, tl, path, plan.Settings{}))[0]
			for i, luma := range pictureAt(t, file, 0.4).luma {
				require.Greater(t, luma, uint8(225), "pixel %d", i)
			}
		})
	}
}

// TestVerifyCountsLanguages has more sound than picture: the bit rate of a
// rendition is that of all its tracks.
func TestVerifyCountsLanguages(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for name, c := range map[string]struct {
		size      string
		languages int
	}{"144p": {"176x144", 3}, "240p": {"426x240", 5}} {
		t.Run(name, func(t *testing.T) {
			args := []string{"-f", "lavfi", "-i", "testsrc2=s=" + c.size + ":r=25:d=9"}
			maps, tags := []string{"-map", "0"}, []string{}
			for i := range c.languages {
				args = append(args, "-f", "lavfi", "-i", fmt.Sprintf("anoisesrc=d=9:r=44100:seed=%d", i))
				maps = append(maps, "-map", fmt.Sprint(i+1))
				tags = append(tags, fmt.Sprintf("-metadata:s:a:%d", i), "language="+[]string{"eng", "fre", "ger", "spa", "ita"}[i])
			}
			path := clip(t, "in.mkv", slices.Concat(args, maps, tags, []string{"-c:v", "ffv1", "-c:a", "flac"})...)
			w := encode(t, tl, path, plan.Settings{})
			require.Len(t, w.plan.Audio, c.languages)
			e, err := w.assemble(w.rungs[0], 4*time.Second)
			require.NoError(t, err)
			r, err := w.measure(e)
			require.NoError(t, err)
			require.Greater(t, r.PeakKbps, (w.rungs[0].Kbps+w.rungs[0].AudioKbps)*16/10, "more than a picture and one sound may take")
		})
	}
}

func TestExplanation(t *testing.T) {
	killed := exec.CommandContext(t.Context(), "sh", "-c", "kill -9 $$").Run()
	ended := exec.CommandContext(t.Context(), "sh", "-c", "exit 1").Run()
	for want, err := range map[string]error{
		"room":     fmt.Errorf("publish: %w", storage.ErrNoSpace),
		"room ":    &ffmpeg.Error{Err: syscall.ENOSPC},
		"still":    &ffmpeg.Error{Err: ffmpeg.ErrStalled},
		"resemble": fmt.Errorf("again: %w", &unusableError{errors.New("x")}),
		"damaged":  &ffmpeg.Error{Err: ended},
		"memory":   &ffmpeg.Error{Err: killed},
		"own":      fault.Explain(ended, "Its own."),
	} {
		require.Contains(t, explanation(err), want)
	}
	require.Empty(t, explanation(errors.New("other")))
}
