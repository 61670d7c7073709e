package transcode

import (
	"context"
	"sync/atomic"
	"time"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
)

// report passes ffmpeg's progress on at most once a second, without ever
// making ffmpeg wait.
type report struct {
	frames  int64         // in all, 0 without a picture
	length  time.Duration // in all
	percent atomic.Int64
}

func newReport(p *plan.Plan) *report {
	r := &report{length: p.Duration}
	if p.Video != nil {
		r.frames = p.Video.Frames
	}
	return r
}

// take notes the latest progress; 100 is left to a rendition that is complete.
func (r *report) take(p ffmpeg.Progress) {
	done := int64(0)
	switch {
	case r.frames > 0:
		done = p.Frame * 100 / r.frames
	case r.length > 0:
		done = int64(p.Time * 100 / r.length)
	}
	r.percent.Store(min(max(done, 0), 99))
}

// tell calls set with each new percentage until ctx ends. When the video is
// gone it calls stop; other errors are passed over, for the next call may do.
func (r *report) tell(ctx context.Context, set func(percent int64) error, stop context.CancelCauseFunc) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	told := int64(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		percent := r.percent.Load()
		if percent == told {
			continue
		}
		err := set(percent)
		if fault.KindOf(err) == fault.Gone {
			stop(err)
			return
		}
		told = percent
	}
}
