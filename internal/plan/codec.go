package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Codecs, as file names and renditions have them.
const (
	H264 = "h264"
	HEVC = "hevc"
	AV1  = "av1"
	VP9  = "vp9"
	AAC  = "aac"
)

// codecs are those of pictures, with their encoders in ffmpeg, best first.
var codecs = []struct {
	name     string
	encoders []string
}{
	{H264, []string{"libx264"}},
	{HEVC, []string{"libx265"}},
	{AV1, []string{"libsvtav1", "libaom-av1"}}, // the second is several times slower
	{VP9, []string{"libvpx-vp9"}},
}

func codecRank(name string) int {
	for i, c := range codecs {
		if c.name == name {
			return i
		}
	}
	return len(codecs)
}

// EncoderOf returns the encoder of a codec that there is, the one in hardware of
// a family ("" = none) before those in software.
func EncoderOf(codec, family string, has func(encoder string) bool) (string, error) {
	rank := codecRank(codec)
	if rank == len(codecs) {
		return "", fmt.Errorf("codec %q is unknown", codec)
	}
	if name := codec + "_" + family; family != "" && has(name) {
		return name, nil
	}
	names := codecs[rank].encoders
	if i := slices.IndexFunc(names, has); i >= 0 {
		return names[i], nil
	}
	return "", fmt.Errorf("this ffmpeg has no encoder for %s (%s)", codec, strings.Join(names, " or "))
}

// Encoders returns "codec encoder" for each codec that can be encoded, and
// "codec -" for the others.
func Encoders(has func(encoder string) bool) []string {
	var out []string
	for _, c := range codecs {
		name, err := EncoderOf(c.name, "", has)
		if err != nil {
			name = "-"
		}
		out = append(out, c.name+" "+name)
	}
	return out
}

// EncoderArgs are what a rung's encoder is told, for a key frame every gopFrames frames.
// Safer settings hold the rate at the price of quality. All aim at one quality by CRF,
// with the rung's rate as the ceiling, in closed GOPs of one length. CRF
// scales differ by encoder. Six seconds of 720p film, far below the ceiling,
// as SSIM, kB and seconds of CPU: x264 23 .9786 850 4.3, x265 26 .9783 616 9.8,
// SVT-AV1 35 .9797 648 10.7, libaom 42 .9806 683 54, VP9 33 .9786 859 17. Held
// to 400 kbit/s, all gain on x264's .9598: .9675, .9650, .9714, .9668. VP9 is
// the only one to overshoot there, by a quarter, and by more where all is noise:
// its safer settings are then the ones that hold.
func (r Rung) EncoderArgs(gopFrames int64, threadCount int, safer bool) []string {
	gop, threads := strconv.FormatInt(gopFrames, 10), strconv.Itoa(threadCount)
	args := []string{"-c:v", r.Encoder, "-g", gop}
	if r.Hardware() != "" {
		return r.hardwareArgs(gop)
	}
	switch r.Encoder {
	case "libx265":
		// Key frames are IDR frames: open-gop=0. hvc1 keeps parameter sets out
		// of the samples, as Apple's players want.
		return append(args, "-preset", "veryfast", "-profile:v", "main", "-tag:v", "hvc1",
			"-crf", "26", "-maxrate", kilo(r.Kbps), "-bufsize", kilo(2*r.Kbps),
			"-x265-params", "log-level=error:info=0:repeat-headers=0:open-gop=0:scenecut=0:bframes=3:min-keyint="+gop+":keyint="+gop+":pools="+threads)
	case "libsvtav1":
		return append(args, "-preset", "9", "-crf", "35",
			"-svtav1-params", fmt.Sprintf("mbr=%d:irefresh-type=2:scd=0:lp=%s", r.Kbps, threads))
	case "libaom-av1":
		return append(args, "-keyint_min", gop, "-cpu-used", "8", "-row-mt", "1", "-crf", "42", "-b:v", kilo(r.Kbps), "-threads", threads)
	case "libvpx-vp9":
		args = append(args, "-keyint_min", gop, "-deadline", "good", "-cpu-used", "5", "-row-mt", "1", "-tile-columns", "2",
			"-b:v", kilo(r.Kbps), "-threads", threads)
		if safer { // holds any ceiling, at the price of quality below it
			return append(args, "-minrate", kilo(r.Kbps), "-maxrate", kilo(r.Kbps), "-bufsize", kilo(2*r.Kbps), "-qmin", "20")
		}
		return append(args, "-auto-alt-ref", "1", "-lag-in-frames", "16", "-crf", "33")
	}
	profile := r.h264Profile()
	args = append(args, "-preset", "veryfast", "-profile:v", profile,
		"-crf", "23", "-maxrate", kilo(r.Kbps), "-bufsize", kilo(2*r.Kbps),
		"-keyint_min", gop, "-sc_threshold", "0", "-flags", "+cgop", "-threads", threads)
	if profile != "baseline" { // which has no B-frames
		args = append(args, "-bf", "3")
	}
	return args
}

// h264Profile is the profile of a rung in H.264: that of its quality, or by size.
func (r Rung) h264Profile() string {
	switch {
	case r.Profile != "":
		return r.Profile
	case r.ShortSide >= 720:
		return "high"
	default:
		return "main"
	}
}
