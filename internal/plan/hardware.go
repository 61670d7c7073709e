package plan

import (
	"slices"
	"strings"
)

// Families of encoders in hardware, which ffmpeg names codec_family.
const (
	NVENC = "nvenc" // NVIDIA
	QSV   = "qsv"   // Intel Quick Sync
	VAAPI = "vaapi" // Linux' common interface: AMD, Intel
)

// Hardware are the families that Settings and Options may name.
var Hardware = []string{NVENC, QSV, VAAPI}

// DefaultDevice is where VAAPI and Quick Sync find the first graphics card.
const DefaultDevice = "/dev/dri/renderD128"

// Hardware is the family of the rung's encoder, "" for one in software.
func (r Rung) Hardware() string {
	if _, family, found := strings.Cut(r.Encoder, "_"); found && slices.Contains(Hardware, family) {
		return family
	}
	return ""
}

// DeviceArgs open the device that the encoders of rungs are on, which all are of
// one family.
func DeviceArgs(rungs []Rung, device string) []string {
	for _, r := range rungs {
		switch r.Hardware() {
		case VAAPI:
			return []string{"-init_hw_device", "vaapi=hw:" + device, "-filter_hw_device", "hw"}
		case QSV:
			return []string{"-qsv_device", device}
		}
	}
	return nil
}

// Upload is the filter that brings frames where the rung's encoder takes them.
func (r Rung) Upload() string {
	if r.Hardware() == VAAPI {
		return ",format=nv12,hwupload"
	}
	return ""
}

// PixelFormat is the format that the rung's encoder takes, "" if the filters see to
// it.
func (r Rung) PixelFormat() string {
	switch r.Hardware() {
	case VAAPI:
		return ""
	case QSV:
		return "nv12"
	}
	return "yuv420p"
}

// hardwareArgs are what an encoder in hardware is told: as those in software,
// a constant quality with the rung's rate as the ceiling, in closed GOPs of one
// length that begin with an IDR picture.
func (r Rung) hardwareArgs(gop string) []string {
	args := []string{"-c:v", r.Encoder, "-g", gop, "-maxrate", kilo(r.Kbps), "-bufsize", kilo(2 * r.Kbps)}
	quality := map[string]string{H264: "23", HEVC: "26", AV1: "35", VP9: "33"}[r.Codec]
	switch r.Hardware() {
	case NVENC:
		args = append(args, "-preset", "p5", "-tune", "hq", "-rc", "vbr", "-cq", quality, "-b:v", "0", "-no-scenecut", "1", "-forced-idr", "1", "-strict_gop", "1")
	case QSV:
		args = append(args, "-preset", "medium", "-global_quality", quality, "-b:v", kilo(r.Kbps))
		if r.Codec == H264 {
			args = append(args, "-adaptive_i", "0")
		}
		if r.Codec == H264 || r.Codec == HEVC {
			args = append(args, "-idr_interval", "0", "-forced_idr", "1")
		}
	case VAAPI:
		args = append(args, "-rc_mode", "QVBR", "-global_quality", quality, "-b:v", kilo(r.Kbps), "-idr_interval", "0")
	}
	switch r.Codec {
	case H264:
		profile := r.h264Profile()
		if profile == "baseline" && r.Hardware() == VAAPI {
			profile = "constrained_baseline"
		}
		args = append(args, "-profile:v", profile)
		if profile == "main" || profile == "high" {
			args = append(args, "-bf", "2")
		}
	case HEVC:
		args = append(args, "-profile:v", "main", "-tag:v", "hvc1", "-bf", "2")
	}
	return args
}
