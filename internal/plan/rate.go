package plan

import (
	"math"
	"slices"
	"time"

	"kinora/internal/ffmpeg"
)

// commonRates are the frame rates that a measured one is taken for.
var commonRates = []ffmpeg.Ratio{
	{Num: 1, Den: 1},
	{Num: 2, Den: 1},
	{Num: 5, Den: 1},
	{Num: 6, Den: 1},
	{Num: 15, Den: 2},
	{Num: 8, Den: 1},
	{Num: 10, Den: 1},
	{Num: 12, Den: 1},
	{Num: 25, Den: 2},
	{Num: 15000, Den: 1001},
	{Num: 15, Den: 1},
	{Num: 16, Den: 1},
	{Num: 20, Den: 1},
	{Num: 24000, Den: 1001},
	{Num: 24, Den: 1},
	{Num: 25, Den: 1},
	{Num: 30000, Den: 1001},
	{Num: 30, Den: 1},
	{Num: 48000, Den: 1001},
	{Num: 48, Den: 1},
	{Num: 50, Den: 1},
	{Num: 60000, Den: 1001},
	{Num: 60, Den: 1},
	{Num: 100, Den: 1},
	{Num: 120000, Den: 1001},
	{Num: 120, Den: 1},
	{Num: 240, Den: 1},
}

var (
	defaultRate = ffmpeg.Ratio{Num: 25, Den: 1}
	minRate     = ffmpeg.Ratio{Num: 1, Den: 1}
)

// frameRate is the constant rate at which a track is encoded: its own up to
// limit, a common integer part of a faster one, otherwise limit. The header's
// rate decides only between rates that the measured one allows.
func frameRate(t ffmpeg.Track, header ffmpeg.Ratio, limit int64) ffmpeg.Ratio {
	return capRate(snap(measuredRate(t), header), limit)
}

// measuredRate is frames a second from packet times, 0 when they tell nothing.
func measuredRate(t ffmpeg.Track) float64 {
	if t.Intervals == 0 || t.Interval <= 0 {
		return 0
	}
	span := t.End - t.LastPacket - t.First
	mean := float64(t.Intervals) / span.Seconds()
	common := 1 / t.Interval.Seconds()
	constant := t.IntervalN*10 >= t.Intervals*9
	switch {
	case constant && t.Longest < t.Interval*3/2 && span > 0:
		return mean // free of the rounding of single times
	case constant || common > mean || span <= 0:
		return common
	default:
		return mean
	}
}

// snap takes a measured rate for the header's when they agree, or for a common
// one nearby.
func snap(rate float64, header ffmpeg.Ratio) ffmpeg.Ratio {
	if rate == 0 {
		if header.Known() && header.Float() <= 240 {
			return snap(header.Float(), ffmpeg.Ratio{})
		}
		return defaultRate
	}
	for _, r := range commonRates {
		if math.Abs(r.Float()/rate-1) < 0.0001 {
			return r // whatever the header makes of a first frame that is longer
		}
	}
	tolerance := 0.003
	if header.Known() && math.Abs(header.Float()/rate-1) < 2*tolerance {
		rate, tolerance = header.Float(), 0.0004
	}
	best, distance := ffmpeg.Ratio{}, tolerance
	for _, r := range commonRates {
		if d := math.Abs(r.Float()/rate - 1); d < distance {
			best, distance = r, d
		}
	}
	if best.Known() {
		return best
	}
	return ffmpeg.NewRatio(int64(math.Round(rate*1000)), 1000)
}

// capRate brings a rate between 1 frame a second and limit.
func capRate(r ffmpeg.Ratio, limit int64) ffmpeg.Ratio {
	if !r.Known() || r.Num < r.Den {
		return minRate
	}
	if r.Num <= limit*r.Den {
		return r
	}
	for n := int64(2); n <= 10; n++ {
		part := ffmpeg.NewRatio(r.Num, r.Den*n)
		if part.Num <= limit*part.Den && 4*part.Num > 3*limit*part.Den && slices.Contains(commonRates, part) {
			return part
		}
	}
	return ffmpeg.Ratio{Num: limit, Den: 1}
}

// every is of how many frames at a rate one is taken so that no more than limit
// a second remain. It is a power of two: whatever caps a set has, key frames
// fall on the frames of all of them.
func every(r ffmpeg.Ratio, limit int64) int64 {
	n := int64(1)
	for r.Num > limit*r.Den*n {
		n *= 2
	}
	if n == 1 {
		return 0
	}
	return n
}

// gop is the distance of key frames: two seconds, in a multiple of frames.
func gop(r ffmpeg.Ratio, multiple int64) int {
	return int(max(int64(math.Round(2*r.Float()/float64(multiple))), 1) * multiple)
}

// frames is how many frames cover d, a multiple that is not 0.
func frames(d time.Duration, r ffmpeg.Ratio, multiple int64) int64 {
	return max(int64(math.Round(d.Seconds()*r.Float()/float64(multiple))), 1) * multiple
}
