package plan

import (
	"math"
	"slices"
	"time"
)

// Chunk is a part of the picture that is encoded by itself: frames of the plan.
type Chunk struct {
	First  int64 `json:"first"`
	Frames int64 `json:"frames"`
}

// DefaultChunk is how long chunks are about. A picture of up to twice of it is
// encoded at once.
const DefaultChunk = 30 * time.Second

// maxSourceGOP is the longest time between key frames of a source that is cut:
// each chunk is decoded from the key frame before it.
const maxSourceGOP = 30 * time.Second

// searchable are the demuxers that find a place in a file well enough for
// frame-exact pieces. A file of any other is read from its start.
var searchable = []string{"mov", "matroska", "avi", "flv", "asf", "mpegts", "mpeg", "ogg", "mxf"}

// searchable reports whether places in the source are found by their time,
// which they are not where its clock jumps.
func (p *Plan) searchable() bool {
	jumps := len(p.Clock) > 0 || p.Video != nil && p.Video.Overrun
	return slices.Contains(searchable, p.Demuxer) && !jumps
}

// chunks cuts a picture that is longer than twice the length into pieces of
// about it. All begin on the grid of key frames, so that the joined picture
// has its key frames where one that is encoded at once has them. A rest of less
// than half a piece joins the one before.
func (v *Video) chunks(length time.Duration) []Chunk {
	if v.length() <= 2*length {
		return nil
	}
	gop := int64(v.GOP)
	step := max(int64(math.Round(length.Seconds()*v.Rate.Float()/float64(gop))), 1) * gop
	var list []Chunk
	for first := int64(0); first < v.Frames; first += step {
		left := v.Frames - first
		if 2*left < step && len(list) > 0 {
			list[len(list)-1].Frames += left
			break
		}
		list = append(list, Chunk{first, min(step, left)})
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// split decides on the chunks.
func (p *Plan) split(length time.Duration) {
	if length == 0 {
		length = DefaultChunk
	}
	if p.Video == nil || p.Error != "" || p.Video.SourceGOP == 0 || p.Video.SourceGOP > maxSourceGOP {
		return
	}
	if p.searchable() {
		p.Chunks = p.Video.chunks(length)
	}
}

// Tiers are the rungs that are encoded together, from one decode of each
// chunk: first the smallest, which makes the video viewable, then the others.
func (p *Plan) Tiers() [][]Rung {
	rungs := p.Encoded(p.Rungs)
	if len(rungs) < 2 {
		return [][]Rung{rungs}
	}
	return [][]Rung{rungs[:1], rungs[1:]}
}

// TierOf is the number of a rung's tier, counted from 1, or -1 of one that is
// copied.
func (p *Plan) TierOf(position int64) int64 {
	for i, tier := range p.Tiers() {
		if slices.ContainsFunc(tier, func(r Rung) bool { return r.File == p.Rungs[position].File }) {
			return int64(i) + 1
		}
	}
	return -1
}

// Pixels that a worker encodes in a second, by which jobs are weighed against
// each other; x264 veryfast, measured on one core.
const pixelsPerSecond = 40e6

// Cost is about how long the job that Args asks for takes a worker: all work,
// or of a picture in chunks only its beginning.
func (p *Plan) Cost() time.Duration {
	if len(p.Chunks) > 0 {
		return time.Second
	}
	cost := p.soundCost()
	if p.Video != nil {
		cost += encodingCost(p.Encoded(p.Rungs), p.Video.Frames)
	}
	return cost
}

// PartCost is about how long a part takes.
func (p *Plan) PartCost(tier, number int64) time.Duration {
	if tier == 0 {
		return p.soundCost()
	}
	return encodingCost(p.Tiers()[tier-1], p.Chunks[number].Frames)
}

// soundCost takes sound for a hundred times as fast as it is played.
func (p *Plan) soundCost() time.Duration {
	return time.Duration(len(p.Audio))*p.Duration/100 + time.Millisecond
}

func encodingCost(rungs []Rung, frames int64) time.Duration {
	pixels := 0.0
	for _, r := range rungs {
		pixels += float64(r.FrameWidth*r.FrameHeight) * float64(frames/r.Step())
	}
	return time.Duration(pixels/pixelsPerSecond*float64(time.Second)) + time.Millisecond
}
