package plan

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"kinora/internal/ffmpeg"
)

// step is a quality as a ladder has it. Its ShortSide is the one by which it is
// named; coded is the one of its frames where that differs.
type step struct {
	Quality
	coded int64
}

// systemQuality is a step of the system's own ladder.
func systemQuality(id, short, kbps, audio int64) step {
	return step{Quality: Quality{
		ID: id, Version: 1, Name: fmt.Sprintf("vod%dp", short), Codec: H264,
		ShortSide: short, VideoKbps: kbps, AudioKbps: audio, FPS: 30,
	}}
}

// systemLadder is what every source gets that is large enough, lowest first.
func systemLadder() []step {
	ladder := []step{
		systemQuality(3576, 360, 450, 64), systemQuality(3573, 480, 800, 128),
		systemQuality(3570, 720, 1800, 128), systemQuality(3567, 1080, 4050, 128),
	}
	ladder[1].coded = 468
	return ladder
}

// smallQuality is the only rendition of a source below the system's ladder. It
// is named by its short side; a wide picture has the rate of its pixels.
func smallQuality(width, height int) step {
	q := systemQuality(3579, 240, 200, 64)
	if min(width, height) < 240 {
		q = systemQuality(3582, 144, 72, 64)
	}
	for _, step := range []struct{ pixels, kbps int64 }{{427 * 240, 200}, {640 * 360, 450}} {
		if int64(width)*int64(height) >= step.pixels {
			q.VideoKbps = max(q.VideoKbps, step.kbps)
		}
	}
	return q
}

// ladderOf returns the steps of qualities, or of the system's where there are
// none, from the lowest on, those of one size in
// the order of h264, hevc, av1, vp9: what more players take is made first.
func ladderOf(qualities []Quality) []step {
	if len(qualities) == 0 {
		return systemLadder()
	}
	ladder := make([]step, len(qualities))
	for i, q := range qualities {
		ladder[i].Quality = q
	}
	slices.SortStableFunc(ladder, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.ShortSide, b.ShortSide), cmp.Compare(codecRank(a.Codec), codecRank(b.Codec)))
	})
	return ladder
}

// suited returns the steps that a picture is large enough for. One below all
// is encoded as it is: by a small quality of the system, or of a set by the
// lowest step of each codec.
func suited(qualities []Quality, width, height int) (steps []step, below bool) {
	ladder, short := ladderOf(qualities), min(width, height)
	for _, q := range ladder {
		if q.short() <= short {
			steps = append(steps, q)
		}
	}
	switch {
	case len(steps) > 0:
		return steps, false
	case len(qualities) == 0:
		return []step{smallQuality(width, height)}, true
	}
	seen := map[string]bool{}
	for _, q := range ladder {
		if !seen[q.Codec] {
			seen[q.Codec] = true
			steps = append(steps, q)
		}
	}
	return steps, true
}

func (q step) short() int { return int(cmp.Or(q.coded, q.ShortSide)) }

const (
	minVideoKbps = 72 // a bit rate cap goes no lower than the system's lowest quality
	minPremium   = 64 // a frame with a shorter side is encoded as H.264 whatever is asked for
)

// Rung is one planned rendition. Width and Height are the nominal size that is
// told to users, the frame's are coded; all are 0 without a picture. Rates are
// kbit/s, 0 for a kind of track that is missing.
type Rung struct {
	Name        string `json:"name"`
	QualityID   int64  `json:"quality_id"`
	Version     int64  `json:"version"`
	Codec       string `json:"codec"`
	Encoder     string `json:"encoder"` // ffmpeg's name
	Profile     string `json:"profile,omitempty"`
	ShortSide   int    `json:"short_side"`
	Every       int64  `json:"every,omitempty"` // of how many frames of the plan one is taken, 0 = 1
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	FrameWidth  int    `json:"frame_width,omitempty"`
	FrameHeight int    `json:"frame_height,omitempty"`
	Kbps        int64  `json:"kbps,omitempty"`
	AudioKbps   int64  `json:"audio_kbps,omitempty"`
	File        string `json:"file"`
}

// rungs returns the renditions of a picture of width x height square pixels, as
// displayed, smallest first. No rate is above limit, if there is one. Frames
// are taken from those of the plan's rate so that all rungs share one grid.
func (p *Plan) rungs(qualities []Quality, limit int64, family string, has func(encoder string) bool) ([]Rung, error) {
	width, height := p.Video.Width, p.Video.Height
	steps, below := suited(qualities, width, height)
	var out []Rung
	for _, q := range steps {
		r := Rung{
			Name: q.Name, QualityID: q.ID, Version: q.Version, Codec: q.Codec, Profile: q.Profile,
			ShortSide: int(q.ShortSide), Kbps: q.VideoKbps, Every: every(p.Video.Rate, int64(q.FPS)),
		}
		if limit > 0 {
			r.Kbps = min(r.Kbps, max(limit, minVideoKbps))
		}
		if len(p.Audio) > 0 {
			r.AudioKbps = q.AudioKbps
		}
		if below {
			r.Width, r.Height = width, height
			r.FrameWidth, r.FrameHeight = fitted(max(width&^1, 2), max(height&^1, 2), r.Codec)
			if len(qualities) > 0 {
				r.ShortSide = min(width, height)
			}
		} else {
			r.Width, r.Height = scaled(r.ShortSide, width, height)
			r.FrameWidth, r.FrameHeight = frameSize(q.short(), width, height, r.Codec)
		}
		if min(r.FrameWidth, r.FrameHeight) < minPremium {
			r.Codec, r.Profile = H264, ""
		}
		var err error
		if r.Encoder, err = EncoderOf(r.Codec, family, has); err != nil {
			return nil, err
		}
		r.File = fmt.Sprintf("qid%dv%d_%s_%d_%d.mp4", r.QualityID, r.Version, r.Codec, r.Kbps, r.FrameHeight)
		if !slices.ContainsFunc(out, r.same) {
			out = append(out, r)
		}
	}
	return out, nil
}

// same reports a rung that would look no different.
func (r Rung) same(o Rung) bool {
	return r.Codec == o.Codec && r.FrameWidth == o.FrameWidth && r.FrameHeight == o.FrameHeight && r.Every == o.Every && r.Kbps == o.Kbps
}

// Step is of how many frames of the plan the rung has one.
func (r Rung) Step() int64 { return max(r.Every, 1) }

// Rate is the rung's part of the plan's frame rate.
func (r Rung) Rate(v *Video) ffmpeg.Ratio { return ffmpeg.NewRatio(v.Rate.Num, v.Rate.Den*r.Step()) }

// FrameCount is how many frames of the plan's picture the rung has.
func (r Rung) FrameCount(v *Video) int64 { return (v.Frames + r.Step() - 1) / r.Step() }

// GOPFrames is the rung's distance of key frames, in its own frames.
func (r Rung) GOPFrames(v *Video) int64 { return int64(v.GOP) / r.Step() }

// audioRung is the only rendition of a source without a picture.
func audioRung() Rung {
	return Rung{
		Name: "vod_audio", QualityID: 3585, Version: 1, Codec: AAC, Encoder: AAC, AudioKbps: 128,
		File: "qid3585v1_aac_128_audio.mp4",
	}
}

// scaled gives the picture the short side, and the long one in proportion.
func scaled(short, width, height int) (w, h int) {
	long := func(a, b int) int { return int(math.Round(float64(short) * float64(a) / float64(b))) }
	if width >= height {
		return long(width, height), short
	}
	return short, long(height, width)
}

// frameSize is the coded size of a rung: both sides even.
func frameSize(short, width, height int, codec string) (w, h int) {
	long := func(a, b int) int { return even(float64(short) * float64(a) / float64(b)) }
	if width >= height {
		return fitted(long(width, height), even(float64(short)), codec)
	}
	return fitted(even(float64(short)), long(height, width), codec)
}

// fitted makes a frame smaller whose long side is more than its codec takes:
// 4096 for H.264, which is what its decoders can be relied on for, 8192 for the
// others.
func fitted(w, h int, codec string) (int, int) {
	limit := 8192
	if codec == H264 {
		limit = 4096
	}
	long := max(w, h)
	if long <= limit {
		return w, h
	}
	k := float64(limit) / float64(long)
	return even(float64(w) * k), even(float64(h) * k)
}

// even is the nearest even number, at least 2.
func even(x float64) int { return max(2*int(math.Round(x/2)), 2) }

// bitRateLimit is the rate of a whole source in kbit/s, rounded down, 0 when it
// is not known.
func bitRateLimit(size, milliseconds int64) int64 {
	if size <= 0 || milliseconds <= 0 {
		return 0
	}
	return max(size*8/milliseconds, 1)
}
