package transcode

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/quality"
)

// CheckHardware has a family encode some frames of H.264 and says why it cannot.
func CheckHardware(ctx context.Context, tools *ffmpeg.Tools, family, device string) error {
	r := plan.Rung{Codec: plan.H264, Encoder: plan.H264 + "_" + family, FrameWidth: 640, FrameHeight: 360, ShortSide: 360, Kbps: 450}
	if !tools.Encodes(r.Encoder) {
		return fmt.Errorf("this ffmpeg has no %s", r.Encoder)
	}
	args := append(plan.DeviceArgs([]plan.Rung{r}, device), "-f", "lavfi", "-i", "testsrc=s=640x360:r=25:d=1", "-vf", "format=yuv420p"+r.Upload())
	args = append(args, r.EncoderArgs(50, DefaultThreads, false)...)
	if format := r.PixelFormat(); format != "" {
		args = append(args, "-pix_fmt", format)
	}
	err := tools.Run(ctx, ffmpeg.Command{Args: append(args, "-f", "null", "-")})
	if failed, ok := errors.AsType[*ffmpeg.Error](err); ok {
		line, _, _ := strings.Cut(failed.Stderr, "\n")
		if _, text, found := strings.Cut(line, "] "); found {
			line = text
		}
		return errors.New(line)
	}
	return err
}

// CheckEncoders says what the system's ladder or a quality set needs and ffmpeg
// lacks.
func CheckEncoders(sets []quality.Set, has func(encoder string) bool) error {
	if !has(plan.AAC) {
		return fmt.Errorf("this ffmpeg has no encoder for sound (%s)", plan.AAC)
	}
	if _, err := plan.EncoderOf(plan.H264, "", has); err != nil {
		return err
	}
	for _, s := range sets {
		for _, q := range s.Qualities {
			if _, err := plan.EncoderOf(q.Codec, "", has); err != nil {
				return fmt.Errorf("quality set %d, quality %d: %w", s.ID, q.ID, err)
			}
		}
	}
	return nil
}
