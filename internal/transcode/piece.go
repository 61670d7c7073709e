package transcode

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
	piece.Seek = max(p.At+frameTime(first, video.Rate)-p.Margin, 0)
	piece.Shift = piece.Seek + base
	video.First = first
	video.Frames = min(count, video.Frames-first)
	piece.Video, piece.Audio = &video, nil
	piece.Duration = video.length()
	return &piece
}

// fromStart is the plan when the source is read from its start, for sources
// that cannot be searched.
func (p *Plan) fromStart() *Plan {
	whole := *p
	whole.Seek, whole.Shift = 0, p.Shift-p.Seek
	return &whole
}

// grid are the filters that put decoded frames on the plan's grid, make them
// as many as planned, and let their times begin at 0. The grid is counted from
// the last whole second that begins with a frame: no rounding depends on where
// reading began.
func (v *Video) grid() (before, after string) {
	second, skip := v.First/v.Rate.Num*v.Rate.Den, v.First%v.Rate.Num
	before = fmt.Sprintf("fps=fps=%s:start_time=%d", v.Rate, second)
	after = fmt.Sprintf("tpad=stop_mode=clone:stop=-1,trim=start_frame=%d:end_frame=%d", skip, skip+v.Frames)
	if v.First > 0 {
		after += ",setpts=PTS-STARTPTS"
	}
	return before, after
}

// frameTime is when frame n begins, rounded to the nanosecond.
func frameTime(n int64, r ffmpeg.Ratio) time.Duration {
	whole, rest := n/r.Num*r.Den, n%r.Num*r.Den
	return time.Duration(whole)*time.Second +
		time.Duration(math.Round(float64(rest)/float64(r.Num)*float64(time.Second)))
}
