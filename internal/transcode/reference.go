package transcode

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
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
func (w work) referenceFile(r plan.Rung, first int64) string {
	return filepath.Join(w.dir, fmt.Sprintf("reference-%d-%s.yuv", first, r.File))
}

// frameSize is the bytes of a raw frame of a rung.
func frameSize(r plan.Rung) int64 {
	return int64(r.FrameWidth*r.FrameHeight) + 2*int64((r.FrameWidth+1)/2)*int64((r.FrameHeight+1)/2)
}

// shortSource is how long a source may be to be read once for all its
// references. Of a longer one each place is searched.
const shortSource = 8 * time.Second

// refer makes the references for a part of a plan unless they are there. A part
// is as long as that of the rung with the fewest frames needs.
func (w work) refer(ctx context.Context, tools *ffmpeg.Tools, limits ffmpeg.Limits, first int64) error {
	w.refs.mu.Lock()
	defer w.refs.mu.Unlock()
	if err, made := w.refs.made[first]; made {
		return err
	}
	frames := int64(compareCount)
	for _, r := range w.rungs {
		frames = max(frames, compareCount*r.Step())
	}
	parts := []*plan.Plan{w.plan.Piece(first, frames)}
	read := parts[0]
	if starts := spans(w.plan); w.plan.Duration <= shortSource && slices.Contains(starts, first) {
		parts = nil
		for _, start := range starts {
			parts = append(parts, w.plan.Piece(start, frames))
		}
		read = w.plan.Piece(0, starts[len(starts)-1]+frames)
	}
	if w.refs.fromStart || len(parts) > 1 {
		read = read.FromStart()
	}
	err := w.writeReferences(ctx, tools, limits, read, parts)
	if err == nil && read.Seek > 0 && !w.referred(parts) {
		err = w.writeReferences(ctx, tools, limits, read.FromStart(), parts)
	}
	if ctx.Err() == nil {
		for _, part := range parts {
			w.refs.made[part.Video.First] = err
		}
	}
	return err
}

// referred reports whether all frames of the parts were written.
func (w work) referred(parts []*plan.Plan) bool {
	for _, part := range parts {
		for _, r := range w.rungs {
			size, err := ffmpeg.OutputSize(w.referenceFile(r, part.Video.First))
			if err != nil || size != r.FrameCount(part.Video)*frameSize(r) {
				return false
			}
		}
	}
	return true
}

// writeReferences decodes what read says, and writes the frames of each part.
func (w work) writeReferences(ctx context.Context, tools *ffmpeg.Tools, limits ffmpeg.Limits, read *plan.Plan, parts []*plan.Plan) error {
	of := work{plan: read, rungs: slices.Clone(w.rungs)}
	for i := range of.rungs {
		of.rungs[i].Encoder = "" // which may want its frames elsewhere
	}
	graph := &strings.Builder{}
	graph.WriteString(of.plan.VideoGraph(of.rungs))
	args := []string{"-filter_complex", ""}
	for i, r := range w.rungs {
		fmt.Fprintf(graph, ";[v%d]split=%d", i, len(parts))
		for k := range parts {
			fmt.Fprintf(graph, "[v%d_%d]", i, k)
		}
		for k, part := range parts {
			from := (part.Video.First - read.Video.First) / r.Step()
			fmt.Fprintf(graph, ";[v%d_%d]trim=start_frame=%d:end_frame=%d[p%d_%d]", i, k, from, from+r.FrameCount(part.Video), i, k)
			args = append(args, "-map", fmt.Sprintf("[p%d_%d]", i, k), "-fps_mode", "passthrough",
				"-c:v", "rawvideo", "-pix_fmt", "yuv420p", "-f", "rawvideo", w.referenceFile(r, part.Video.First))
		}
	}
	args[1] = graph.String()
	input := read.InputArgs()
	if w.safer {
		input = append(input, "-threads", "1")
	}
	return tools.Run(ctx, ffmpeg.Command{
		Inputs: []ffmpeg.Input{{Path: w.source, Demuxer: w.plan.Demuxer, Args: input, Probe: read.Probe}},
		Args:   append(args, read.ClockArgs()...), Dir: w.dir, Limits: limits,
	})
}
