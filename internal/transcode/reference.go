package transcode

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"kinora/internal/ffmpeg"
)

// references are frames of the source as the rungs of one work should show
// them, raw, in files: what renditions are held against. The source is decoded
// once for all rungs. They may be used by many goroutines.
type references struct {
	mu    sync.Mutex
	made  map[int64]error // by the plan's frame that they begin with
	sound sync.Mutex
	loud  map[int]*loudness // of the source, by track

	fromStart bool // the source is read from its start, not searched
}

func newReferences() *references {
	return &references{made: map[int64]error{}, loud: map[int]*loudness{}}
}

// loudness is that of a track of the source, measured once.
func (r *references) loudness(track int, measure func() (*loudness, error)) (*loudness, error) {
	r.sound.Lock()
	defer r.sound.Unlock()
	if l := r.loud[track]; l != nil {
		return l, nil
	}
	l, err := measure()
	if err == nil {
		r.loud[track] = l
	}
	return l, err
}

// referenceFile has the frames of a rung from a frame of the plan on.
func (w work) referenceFile(r Rung, first int64) string {
	return filepath.Join(w.dir, fmt.Sprintf("reference-%d-%s.yuv", first, r.File))
}

// frameSize is the bytes of a raw frame of a rung.
func (r Rung) frameSize() int64 {
	return int64(r.FrameWidth*r.FrameHeight) + 2*int64((r.FrameWidth+1)/2)*int64((r.FrameHeight+1)/2)
}

// refer makes the references for a part of a plan unless they are there. piece
// is as long as that of the rung with the fewest frames needs.
func (w work) refer(ctx context.Context, tools *ffmpeg.Tools, limits ffmpeg.Limits, first int64) error {
	w.refs.mu.Lock()
	defer w.refs.mu.Unlock()
	if err, made := w.refs.made[first]; made {
		return err
	}
	frames := int64(compareCount)
	for _, r := range w.rungs {
		frames = max(frames, compareCount*r.every())
	}
	piece := w.plan.Piece(first, frames)
	if w.refs.fromStart {
		piece = piece.fromStart()
	}
	err := w.writeReferences(ctx, tools, limits, piece)
	if err == nil && piece.Seek > 0 && !w.referred(piece) {
		err = w.writeReferences(ctx, tools, limits, piece.fromStart())
	}
	if ctx.Err() == nil {
		w.refs.made[first] = err
	}
	return err
}

// referred reports whether all frames of a piece were written.
func (w work) referred(piece *Plan) bool {
	for _, r := range w.rungs {
		size, err := ffmpeg.OutputSize(w.referenceFile(r, piece.Video.First))
		if err != nil || size != r.frames(piece.Video)*r.frameSize() {
			return false
		}
	}
	return true
}

func (w work) writeReferences(ctx context.Context, tools *ffmpeg.Tools, limits ffmpeg.Limits, piece *Plan) error {
	of := work{plan: piece, rungs: slices.Clone(w.rungs)}
	for i := range of.rungs {
		of.rungs[i].Encoder = "" // which may want its frames elsewhere
	}
	args := []string{"-filter_complex", of.videoGraph()}
	for i, r := range w.rungs {
		args = append(args, "-map", fmt.Sprintf("[v%d]", i), "-fps_mode", "passthrough",
			"-c:v", "rawvideo", "-pix_fmt", "yuv420p", "-f", "rawvideo", w.referenceFile(r, piece.Video.First))
	}
	input := piece.InputArgs()
	if w.safer {
		input = append(input, "-threads", "1")
	}
	return tools.Run(ctx, ffmpeg.Command{
		Inputs: []ffmpeg.Input{{Path: w.source, Demuxer: w.plan.Demuxer, Args: input, Probe: piece.Probe}},
		Args:   append(args, piece.ClockArgs()...), Dir: w.dir, Limits: limits,
	})
}
