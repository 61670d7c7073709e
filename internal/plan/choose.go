package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
)

// choice is what is taken of a source, and what is told of the rest.
type choice struct {
	video *ffmpeg.Stream
	audio []audioTrack
	notes []string
}

// choose picks the streams to encode: the first usable video that is marked as
// default, else the first usable one, and the sound that takeAudio picks of its
// programme. A file that claims a video and has none that is usable is refused,
// and so is one with nothing but sound that is not.
func choose(s Source) (*choice, error) {
	c := &choice{}
	var audio []*ffmpeg.Stream
	var videoFault, audioFault error
	for i := range s.Media.Streams {
		st := &s.Media.Streams[i]
		if st.AttachedPic || st.Kind != "video" && st.Kind != "audio" {
			continue
		}
		why := unusable(*st, s)
		switch {
		case st.Kind == "video" && why != nil:
			videoFault = first(videoFault, why)
		case st.Kind == "video":
			c.video = better(c.video, st)
		case why != nil:
			audioFault = first(audioFault, why)
			c.leaveOut(s, st)
		default:
			audio = append(audio, st)
		}
	}
	if c.video == nil && videoFault != nil {
		return nil, videoFault
	}
	audio = c.programme(s, audio)
	switch {
	case c.video == nil && len(audio) == 0 && audioFault != nil:
		return nil, audioFault
	case c.video == nil && len(audio) == 0:
		return nil, unfit(TextEmpty, fmt.Errorf("no usable stream among %d", len(s.Media.Streams)))
	case c.video != nil && still(s, *c.video):
		return nil, unfit(TextInvalid, fmt.Errorf("a still image, %s", c.video.Codec))
	}
	c.takeAudio(s, audio)
	c.noteOthers(s)
	return c, nil
}

// programme keeps the sound of the picture's programme, or of the first sound's
// where there is no picture, of a broadcast with several.
func (c *choice) programme(s Source, audio []*ffmpeg.Stream) []*ffmpeg.Stream {
	guide := c.video
	if guide == nil && len(audio) > 0 {
		guide = audio[0]
	}
	if guide == nil || len(guide.Programmes) == 0 {
		return audio
	}
	others := map[int64]bool{}
	for _, st := range s.Media.Streams {
		for _, n := range st.Programmes {
			if !slices.Contains(guide.Programmes, n) {
				others[n] = true
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(others)) {
		c.notes = append(c.notes, fmt.Sprintf("Programme %d was left out: of a broadcast with several one is kept.", n))
	}
	return slices.DeleteFunc(audio, func(st *ffmpeg.Stream) bool { return !sharesProgramme(*st, *guide) })
}

func sharesProgramme(a, b ffmpeg.Stream) bool {
	return slices.ContainsFunc(a.Programmes, func(n int64) bool { return slices.Contains(b.Programmes, n) })
}

func first(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func better(have, st *ffmpeg.Stream) *ffmpeg.Stream {
	if have == nil || st.Default && !have.Default {
		return st
	}
	return have
}

// unusable says why a stream cannot be encoded.
func unusable(st ffmpeg.Stream, s Source) error {
	video := st.Kind == "video"
	refuse := func(text, sentence, why string, args ...any) error {
		return fault.Explain(unfit(text, fmt.Errorf("stream %d: "+why, append([]any{st.Index}, args...)...)), sentence)
	}
	switch {
	case st.Encrypted || s.Tracks[st.Index].Encrypted:
		return refuse(TextCodec, "The file is encrypted. Send it without encryption.", "encrypted")
	case video && st.DolbyVision.Undisplayable():
		return refuse(TextCodec, fmt.Sprintf("The picture is in Dolby Vision profile %d, whose colours only its own players can show. "+
			"Export it as HDR10, HLG or SDR.", st.DolbyVision.Profile),
			"Dolby Vision profile %d, compatibility %d", st.DolbyVision.Profile, st.DolbyVision.Compatibility)
	case st.Codec == "" || !s.Decodes(st.Codec):
		return refuse(TextCodec, name(s, &st)+" is in a codec that is not known here. Export the file as H.264 with AAC.",
			"no decoder for %q, tag %q", st.Codec, st.Tag)
	case video && st.Oversized():
		return refuse(TextCodec, fmt.Sprintf("The picture has %dx%d pixels; at most %dx%d are taken.", st.Width, st.Height, ffmpeg.MaxLongSide, ffmpeg.MaxShortSide),
			"%dx%d pixels", st.Width, st.Height)
	case s.Tracks[st.Index].Packets == 0:
		return refuse(TextEmpty, "", "no packets")
	case video && (st.Width == 0 || st.Height == 0):
		return refuse(TextEmpty, "", "no size")
	case !video && (st.SampleRate == 0 || st.Channels == 0):
		return refuse(TextEmpty, "", "no sample rate or channels")
	}
	return nil
}

// still reports a picture file: one frame, in a format made for pictures.
func still(s Source, video ffmpeg.Stream) bool {
	if s.Tracks[video.Index].Packets > 1 {
		return false
	}
	for _, name := range []string{"gif", "image2", "_pipe", "apng", "webp", "ico"} {
		if strings.Contains(s.Media.Demuxer, name) {
			return true
		}
	}
	return false
}

// newVideo says how a stream is read. Its rate is as high as any step of the
// ladder wants.
func newVideo(st ffmpeg.Stream, t ffmpeg.Track, ladder []Quality) *Video {
	v := &Video{
		Stream: st.Index, Orientation: st.Orientation, Interlaced: st.Interlaced(),
		Alpha: hasAlpha(st.PixelFormat), FullRange: st.Range == "pc" || strings.HasPrefix(st.PixelFormat, "yuvj"),
		Matrix: matrix(st), SourceGOP: t.LongestGOP,
	}
	if strings.HasPrefix(st.PixelFormat, "yuv") {
		v.Stored = &Stored{Width: st.Width, Height: st.Height, SAR: st.SAR, Odd: odd(st.PixelFormat, st.Width, st.Height)}
		if st.Crop != nil && st.Crop.Fits(st.Width, st.Height) {
			v.Stored.Crop = st.Crop
			st.Width, st.Height = st.Crop.Size(st.Width, st.Height)
			if st.Crop.SAR.Known() {
				st.SAR = st.Crop.SAR
			}
		}
	}
	v.Width, v.Height = displaySize(st)
	limit := int64(1)
	steps, _ := suited(ladder, v.Width, v.Height)
	for _, q := range steps {
		limit = max(limit, int64(q.FPS))
	}
	v.Rate = frameRate(t, st.Rate, limit)
	v.Thinned = measuredRate(t) > 1.01*v.Rate.Float()
	if st.Transfer == "smpte2084" || st.Transfer == "arib-std-b67" {
		v.Transfer, v.Primaries, v.Peak = st.Transfer, st.Primaries, peak(st)
	}
	return v
}

// peak is how many nits are mapped to the white of SDR: the least of what a PQ
// stream says of its content and its display. Metadata are often absurd, so
// that numbers no display has count as unsaid, for which 1000 is usual, and
// extreme ones are bounded. HLG is relative to a display of 1000.
func peak(st ffmpeg.Stream) float64 {
	nits := math.Inf(1)
	if st.Transfer == "smpte2084" {
		for _, said := range []float64{st.Light.Content, st.Light.Mastering} {
			if said >= 100 && said <= 10000 {
				nits = min(nits, said)
			}
		}
	}
	if math.IsInf(nits, 1) {
		return 1000
	}
	return min(max(nits, 200), 4000)
}

// displaySize widens the picture by its pixel aspect, unless that is absurd,
// and turns it upright.
func displaySize(st ffmpeg.Stream) (w, h int) {
	w, h = st.Width, st.Height
	if st.SAR.Known() {
		wide := int(math.Round(float64(w) * st.SAR.Float()))
		if wide >= 1 && wide <= ffmpeg.MaxLongSide && st.SAR.Float() < 10 && st.SAR.Float() > 0.1 {
			w = wide
		}
	}
	if st.Orientation.Swaps() {
		w, h = h, w
	}
	return w, h
}

// hasAlpha reports a pixel format with transparency.
func hasAlpha(format string) bool {
	for _, prefix := range []string{"yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16", "pal8", "ayuv"} {
		if strings.HasPrefix(format, prefix) {
			return true
		}
	}
	return false
}

// matrixRGB stands for a picture that is not YUV.
const matrixRGB = "rgb"

// isRGB reports a pixel format without a YUV matrix.
func isRGB(format string) bool {
	for _, part := range []string{"rgb", "bgr", "gbr", "pal8", "argb", "abgr", "0rgb", "0bgr"} {
		if strings.HasPrefix(format, part) {
			return true
		}
	}
	return false
}

// matrix names the source's YUV matrix for the scale filter; an untagged
// picture of standard definition is taken for BT.601, a larger one for BT.709.
func matrix(st ffmpeg.Stream) string {
	if isRGB(st.PixelFormat) {
		return matrixRGB
	}
	switch st.Matrix {
	case "bt709":
		return "bt709"
	case "bt2020nc", "bt2020c":
		return "bt2020"
	case "smpte240m":
		return "smpte240m"
	case "smpte170m", "bt470bg", "fcc":
		return "bt601"
	}
	if max(st.Width, st.Height) <= 1024 && min(st.Width, st.Height) <= 576 {
		return "bt601"
	}
	return "bt709"
}
