package plan

import (
	"fmt"
	"math"
	"time"

	"kinora/internal/ffmpeg"
)

// Piece is the plan of the picture in count frames from the given one on. It
// reads the source from a key frame before them, on the grid of the whole, so
// that its frames are exactly those that the whole plan has there.
func (p *Plan) Piece(first, count int64) *Plan {
	piece, video := *p, *p.Video
	base := p.Shift - p.Seek // what brings the file's own times to the plan's
	piece.Seek = p.seek(FrameTime(first, video.Rate))
	piece.Shift = piece.Seek + base
	video.First = first
	video.Frames = min(count, video.Frames-first)
	piece.Video, piece.Audio = &video, nil
	piece.Duration = video.length()
	return &piece
}

// FromStart is the plan when the source is read from its start, for sources
// that cannot be searched.
func (p *Plan) FromStart() *Plan {
	whole := *p
	whole.Seek, whole.Shift = 0, p.Shift-p.Seek
	return &whole
}

// seek is where in the source reading begins for what is shown from a time of
// the plan on: early enough for a key frame, also where nothing but the last
// frame is left to be held.
func (p *Plan) seek(from time.Duration) time.Duration {
	if p.Video != nil {
		from = min(from, p.Video.Last)
	}
	return max(p.At+from-p.Margin, 0)
}

// grid are the filters that put decoded frames on the plan's grid, make them
// as many as planned, hold the last one, and let their times begin at 0.
//
// The grid is counted from a whole second before anything that is read: no
// rounding depends on where reading began, and a picture that has ended before
// the first frame is there to be held. Times are moved on by a hundredth of a
// tick, because fps drops a last frame that ends when it begins, as one whose
// packet has no duration does.
func (p *Plan) grid() string {
	v := p.Video
	read := int64(math.Floor((p.Seek - p.At).Seconds() * v.Rate.Float())) // frame of the whole
	second := floorDiv(min(read, v.First), v.Rate.Num)
	skip := v.First - second*v.Rate.Num
	return "setpts=PTS+1," +
		fmt.Sprintf("fps=fps=%s:start_time=%d:eof_action=pass,", v.Rate, second*v.Rate.Den) +
		fmt.Sprintf("tpad=stop_mode=clone:stop=-1,trim=start_frame=%d:end_frame=%d,setpts=PTS-STARTPTS", skip, skip+v.Frames)
}

// floorDiv rounds down, also below 0; b is positive.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// FrameTime is when frame n begins, rounded to the nanosecond.
func FrameTime(n int64, r ffmpeg.Ratio) time.Duration {
	whole, rest := n/r.Num*r.Den, n%r.Num*r.Den
	return time.Duration(whole)*time.Second +
		time.Duration(math.Round(float64(rest)/float64(r.Num)*float64(time.Second)))
}

// AudioOnly is the plan without a picture, of the same length.
func (p *Plan) AudioOnly() *Plan {
	part := *p
	part.Video, part.soundLength = nil, p.samples()
	if p.Video != nil {
		part.guide = []int{p.Video.Stream}
	}
	return &part
}

// VideoOnly is the plan without sound.
func (p *Plan) VideoOnly() *Plan {
	part := *p
	part.Audio = nil
	return &part
}
