package transcode

import (
	"fmt"
	"math"
)

// Quality is one step of a ladder. Nominal is the short side by which it is
// named, Short the one that is coded, in pixels; rates are kbit/s.
type Quality struct {
	ID        int64
	Nominal   int
	Short     int
	Kbps      int64
	AudioKbps int64
}

// defaultLadder is what every source gets that is large enough, highest first.
var defaultLadder = []Quality{
	{ID: 3567, Nominal: 1080, Short: 1080, Kbps: 4050, AudioKbps: 128},
	{ID: 3570, Nominal: 720, Short: 720, Kbps: 1800, AudioKbps: 128},
	{ID: 3573, Nominal: 480, Short: 468, Kbps: 800, AudioKbps: 128},
	{ID: 3576, Nominal: 360, Short: 360, Kbps: 450, AudioKbps: 64},
}

// smallQualities name the only rendition of a source below the ladder.
var smallQualities = []Quality{
	{ID: 3579, Nominal: 240, Kbps: 200, AudioKbps: 64},
	{ID: 3582, Nominal: 144, Kbps: 72, AudioKbps: 64},
}

var audioQuality = Quality{ID: 3585, AudioKbps: 128}

const (
	version      = 1    // of a quality; grows when it is made anew
	maxLongSide  = 4096 // of an H.264 frame
	minVideoKbps = 72   // a bit rate cap goes no lower than the lowest quality
)

// Rung is one planned rendition. Width and Height are the nominal size that is
// told to users, the frame's are coded; all are 0 without a picture. Rates are
// kbit/s, 0 for a kind of track that is missing.
type Rung struct {
	Name        string `json:"name"`
	QualityID   int64  `json:"quality_id"`
	ShortSide   int    `json:"short_side"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	FrameWidth  int    `json:"frame_width,omitempty"`
	FrameHeight int    `json:"frame_height,omitempty"`
	Kbps        int64  `json:"kbps,omitempty"`
	AudioKbps   int64  `json:"audio_kbps,omitempty"`
	File        string `json:"file"`
}

// rungs returns the ladder of a picture of width x height square pixels, as
// displayed, smallest first. A rung above the source is left out; a source
// below all gets one of its own size. No rung's rate is above limit, if there
// is one.
func rungs(ladder []Quality, width, height int, limit int64, audio bool) []Rung {
	var out []Rung
	for _, q := range ladder {
		if q.Short <= min(width, height) {
			w, h := scaled(q.Nominal, width, height)
			fw, fh := frameSize(q.Short, width, height)
			out = append([]Rung{rung(q, w, h, fw, fh, limit, audio)}, out...)
		}
	}
	if len(out) > 0 {
		return out
	}
	q := smallQualities[0]
	if min(width, height) < q.Nominal {
		q = smallQualities[1]
	}
	fw, fh := fitted(max(width&^1, 2), max(height&^1, 2))
	return []Rung{rung(q, width, height, fw, fh, limit, audio)}
}

func rung(q Quality, w, h, fw, fh int, limit int64, audio bool) Rung {
	kbps := q.Kbps
	if limit > 0 {
		kbps = min(kbps, max(limit, minVideoKbps))
	}
	r := Rung{
		Name: fmt.Sprintf("vod%dp", q.Nominal), QualityID: q.ID, ShortSide: q.Nominal,
		Width: w, Height: h, FrameWidth: fw, FrameHeight: fh, Kbps: kbps,
		File: fmt.Sprintf("qid%dv%d_h264_%d_%d.mp4", q.ID, version, kbps, fh),
	}
	if audio {
		r.AudioKbps = q.AudioKbps
	}
	return r
}

// audioRung is the only rendition of a source without a picture.
func audioRung() Rung {
	q := audioQuality
	return Rung{
		Name: "vod_audio", QualityID: q.ID, AudioKbps: q.AudioKbps,
		File: fmt.Sprintf("qid%dv%d_aac_%d_audio.mp4", q.ID, version, q.AudioKbps),
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
func frameSize(short, width, height int) (w, h int) {
	long := func(a, b int) int { return even(float64(short) * float64(a) / float64(b)) }
	if width >= height {
		return fitted(long(width, height), even(float64(short)))
	}
	return fitted(even(float64(short)), long(height, width))
}

// fitted makes a frame smaller whose long side is more than H.264 takes.
func fitted(w, h int) (int, int) {
	long := max(w, h)
	if long <= maxLongSide {
		return w, h
	}
	k := float64(maxLongSide) / float64(long)
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
