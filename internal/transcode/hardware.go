package transcode

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kinora/internal/ffmpeg"
)

// Families of encoders in hardware, which ffmpeg names codec_family.
const (
	nvenc = "nvenc" // NVIDIA
	qsv   = "qsv"   // Intel Quick Sync
	vaapi = "vaapi" // Linux' common interface: AMD, Intel
)

// Hardware are the families that Settings and Options may name.
var Hardware = []string{nvenc, qsv, vaapi}

// DefaultDevice is where VAAPI and Quick Sync find the first graphics card.
const DefaultDevice = "/dev/dri/renderD128"

// hardware is the family of the rung's encoder, "" for one in software.
func (r Rung) hardware() string {
	if _, family, found := strings.Cut(r.Encoder, "_"); found && slices.Contains(Hardware, family) {
		return family
	}
	return ""
}

// hardware is the family of the encoders of a work, of which there is one.
func (w work) hardware() string {
	for _, r := range w.rungs {
		if family := r.hardware(); family != "" {
			return family
		}
	}
	return ""
}

// deviceArgs open the device that frames are brought to.
func (w work) deviceArgs() []string {
	switch w.hardware() {
	case vaapi:
		return []string{"-init_hw_device", "vaapi=hw:" + w.device, "-filter_hw_device", "hw"}
	case qsv:
		return []string{"-qsv_device", w.device}
	}
	return nil
}

// upload is the filter that brings frames where the rung's encoder takes them.
func (r Rung) upload() string {
	if r.hardware() == vaapi {
		return ",format=nv12,hwupload"
	}
	return ""
}

// pixels is the format that the rung's encoder takes, "" if the filters see to
// it.
func (r Rung) pixels() string {
	switch r.hardware() {
	case vaapi:
		return ""
	case qsv:
		return "nv12"
	}
	return "yuv420p"
}

// hardwareArgs are what an encoder in hardware is told: as those in software,
// a constant quality with the rung's rate as the ceiling, in closed GOPs of one
// length that begin with an IDR picture.
func (w work) hardwareArgs(r Rung) []string {
	gop := strconv.FormatInt(r.gop(w.plan.Video), 10)
	args := []string{"-c:v", r.Encoder, "-g", gop, "-maxrate", kilo(r.Kbps), "-bufsize", kilo(2 * r.Kbps)}
	quality := map[string]string{h264: "23", hevc: "26", av1: "35", vp9: "33"}[r.Codec]
	switch r.hardware() {
	case nvenc:
		args = append(args, "-preset", "p5", "-tune", "hq", "-rc", "vbr", "-cq", quality, "-b:v", "0", "-no-scenecut", "1", "-forced-idr", "1", "-strict_gop", "1")
	case qsv:
		args = append(args, "-preset", "medium", "-global_quality", quality, "-b:v", kilo(r.Kbps))
		if r.Codec == h264 {
			args = append(args, "-adaptive_i", "0")
		}
		if r.Codec == h264 || r.Codec == hevc {
			args = append(args, "-idr_interval", "0", "-forced_idr", "1")
		}
	case vaapi:
		args = append(args, "-rc_mode", "QVBR", "-global_quality", quality, "-b:v", kilo(r.Kbps), "-idr_interval", "0")
	}
	switch r.Codec {
	case h264:
		profile := r.h264Profile()
		if profile == "baseline" && r.hardware() == vaapi {
			profile = "constrained_baseline"
		}
		args = append(args, "-profile:v", profile)
		if profile == "main" || profile == "high" {
			args = append(args, "-bf", "2")
		}
	case hevc:
		args = append(args, "-profile:v", "main", "-tag:v", "hvc1", "-bf", "2")
	}
	return args
}

// CheckHardware has a family encode some frames of H.264 and says why it cannot.
func CheckHardware(ctx context.Context, tools *ffmpeg.Tools, family, device string) error {
	r := Rung{Codec: h264, Encoder: h264 + "_" + family, FrameWidth: 640, FrameHeight: 360, ShortSide: 360, Kbps: 450}
	if !tools.Encodes(r.Encoder) {
		return fmt.Errorf("this ffmpeg has no %s", r.Encoder)
	}
	w := work{plan: &Plan{Video: &Video{Rate: ffmpeg.Ratio{Num: 25, Den: 1}, GOP: 50, Frames: 25}}, rungs: []Rung{r}, device: device}
	args := append(w.deviceArgs(), "-f", "lavfi", "-i", "testsrc=s=640x360:r=25:d=1", "-vf", "format=yuv420p"+r.upload())
	args = append(args, w.hardwareArgs(r)...)
	if format := r.pixels(); format != "" {
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
