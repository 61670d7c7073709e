package transcode

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kinora/internal/ffmpeg"
	"kinora/internal/packaging"
	"kinora/internal/plan"
)

// Receipt is what was measured of a rendition before it was published.
// Durations are milliseconds, rates kbit/s.
type Receipt struct {
	Frames    int64   `json:"frames,omitempty"`     // in the file, as many as planned
	Decoded   int64   `json:"decoded,omitempty"`    // of them decoded without an error
	KeyFrames int64   `json:"key_frames,omitempty"` // all on the planned grid
	Width     int     `json:"width,omitempty"`
	Height    int     `json:"height,omitempty"`
	Duration  int64   `json:"duration"`
	Offset    float64 `json:"av_offset"`          // end of the sound less end of the picture
	MeanKbps  int64   `json:"mean_kbps"`          // of all tracks
	PeakKbps  int64   `json:"peak_kbps"`          // of the highest segment
	SSIM      float64 `json:"ssim,omitempty"`     // mean of the frames compared with the source
	SSIMLeast float64 `json:"ssim_min,omitempty"` // of the worst of them
	Compared  int     `json:"compared,omitempty"` // frames compared
	Heard     int     `json:"heard,omitempty"`    // fifths of a second of sound compared with the source, on each side
	Safer     bool    `json:"safer,omitempty"`    // encoded a second time, with safer settings
}

// What a rendition is held to.
const (
	wholeDecode  = 20 * time.Second // what is no longer is decoded as a whole
	spanCount    = 3                // GOPs that are decoded of a longer one
	compareCount = 12               // frames compared with the source in each part
	leastSSIM    = 0.80             // of a part whose bit rate was not held down by the ceiling
	leastPSNR    = 20               // dB, of thumbnails, which keep their colours at any bit rate
	ceilingShare = 0.85             // of the rung's rate, above which it may have been
	peakShare    = 1.6              // a segment's rate over the rung's: the buffer may empty in it
)

// encoded is a rendition as it will be stored, in a local file.
type encoded struct {
	rung  plan.Rung
	path  string
	file  *os.File // open, by which it is stored
	size  int64    // bytes
	index *packaging.Index
}

// verify decodes an encoded rendition and compares it with the plan, and its
// picture with the source. What is wrong with it is an *unusableError.
func (w work) verify(ctx context.Context, tools *ffmpeg.Tools, limits ffmpeg.Limits, e encoded) (Receipt, error) {
	r, err := w.measure(e)
	if err != nil {
		return r, &unusableError{err}
	}
	if w.refs == nil {
		w.refs = newReferences()
	}
	v := verifier{work: w, tools: tools, limits: limits, encoded: e}
	var made *loudness
	if r.Decoded, made, err = v.decode(ctx); err == nil {
		r.Heard, err = v.sounds(ctx, made)
	}
	if err != nil || w.plan.Video == nil {
		return r, v.verdict(ctx, err)
	}
	list, err := v.pictures(ctx)
	if err != nil {
		return r, v.verdict(ctx, err)
	}
	if r.Compared = len(list); r.Compared > 0 { // else nothing of the source could be relied on
		r.SSIM, r.SSIMLeast = math.Round(mean(list)*1e5)/1e5, slices.Min(list)
	}
	return r, nil
}

// pictures returns the structural similarity to the source of some frames. All
// parts are compared in one run, and each by itself if anything is wrong.
func (v verifier) pictures(ctx context.Context) (all []float64, err error) {
	parts := v.compared()
	if all, err = v.compare(ctx, parts...); err == nil {
		return all, nil
	}
	all = nil
	for _, first := range parts {
		list, err := v.compare(ctx, first)
		if err != nil {
			list, err = v.doubt(ctx, first, err)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// measure compares what the index says with the plan.
func (w work) measure(e encoded) (Receipt, error) {
	mean, peak := e.index.BitRate()
	r := Receipt{Safer: w.safer, Duration: e.index.Duration().Milliseconds(), MeanKbps: mean / 1000, PeakKbps: peak / 1000}
	if err := check(w.plan, e.rung, e.index); err != nil {
		return r, err
	}
	track := e.index.Video()
	if track == nil {
		return r, nil
	}
	for _, s := range track.Segments {
		r.Frames += int64(s.Count)
	}
	r.Width, r.Height = track.Config.Width, track.Config.Height
	if r.Width != e.rung.FrameWidth || r.Height != e.rung.FrameHeight {
		return r, fmt.Errorf("the frame has %dx%d pixels and not %dx%d", r.Width, r.Height, e.rung.FrameWidth, e.rung.FrameHeight)
	}
	keys, err := w.keyFrames(e.rung, track)
	if err != nil {
		return r, err
	}
	r.KeyFrames = keys
	if audio := e.index.Audio(); len(audio) > 0 {
		off := audio[0].Duration() - track.Duration()
		r.Offset = float64(off.Microseconds()) / 1000
		if off.Abs() > time.Duration(float64(time.Second)/e.rung.Rate(w.plan.Video).Float())+10*time.Millisecond {
			return r, fmt.Errorf("the sound ends %v after the picture", off)
		}
	}
	sound := e.rung.AudioKbps * int64(len(w.plan.Audio))
	if ceiling := float64(e.rung.Kbps+sound) * peakShare; !w.copied && float64(r.PeakKbps) > ceiling && r.Duration > 8000 {
		return r, fmt.Errorf("a segment takes %d kbit/s, above %.0f", r.PeakKbps, ceiling)
	}
	return r, nil
}

// keyFrames counts the key frames, which must begin every GOP of the plan.
func (w work) keyFrames(r plan.Rung, track *packaging.Track) (int64, error) {
	rate, gop := r.Rate(w.plan.Video).Float(), r.GOPFrames(w.plan.Video)
	next, n := int64(0), int64(0)
	for _, start := range track.KeyFrameStarts() {
		frame := int64(math.Round(track.Seconds(start) * rate))
		switch {
		case frame == next:
			next += gop
		case frame > next:
			return n, fmt.Errorf("frame %d is no key frame", next)
		}
		n++
	}
	if next < r.FrameCount(w.plan.Video) {
		return n, fmt.Errorf("frame %d is no key frame", next)
	}
	return n, nil
}

// verifier decodes one encoded rendition.
type verifier struct {
	work
	encoded
	tools  *ffmpeg.Tools
	limits ffmpeg.Limits
}

// verdict lets a failure of the decoder speak against the rendition, and any
// other for another attempt.
func (v verifier) verdict(ctx context.Context, err error) error {
	var bad *unusableError
	if err == nil || ctx.Err() != nil || errors.As(err, &bad) || !ffmpeg.Final(err) {
		return err
	}
	return &unusableError{err}
}

// decode decodes a short rendition whole. Of a longer one it decodes all key
// frames, and everything in some parts. What it decodes whole of the first
// track is measured.
func (v verifier) decode(ctx context.Context) (frames int64, made *loudness, err error) {
	if made = v.loudness(0); v.plan.Video == nil || v.plan.Duration <= wholeDecode {
		want := int64(0)
		if v.plan.Video != nil {
			want = v.rung.FrameCount(v.plan.Video)
		}
		frames, err = v.count(ctx, want, nil, made)
		return frames, made, err
	}
	if v.copied { // its key frames are whole, as their heads are, or have been broken before
		made = nil
	} else {
		keys := len(v.index.Video().KeyFrameStarts())
		frames, err = v.count(ctx, int64(keys), []string{"-skip_frame", "nokey"}, made)
	}
	if err != nil {
		return frames, made, err
	}
	decoded := make([]int64, spanCount)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2) // each reads tables and opens decoders before there is much to do
	for i, first := range spans(v.plan) {
		group.Go(func() (err error) {
			part := v.plan.Piece(first, int64(v.plan.Video.GOP))
			decoded[i], err = v.count(ctx, v.rung.FrameCount(part.Video), []string{"-ss", v.at(first), "-t", ffmpeg.Decimal(part.Duration - time.Millisecond)}, nil)
			return err
		})
	}
	err = group.Wait()
	for _, n := range decoded {
		frames += n
	}
	return frames, made, err
}

// at is when a frame of the plan begins, as ffmpeg reads it.
func (v verifier) at(frame int64) string {
	return ffmpeg.Decimal(plan.FrameTime(frame, v.plan.Video.Rate))
}

// count decodes what the input options leave of the file, and expects so many
// frames of the picture and no error. It measures the first track where made is
// not nil.
func (v verifier) count(ctx context.Context, want int64, input []string, made *loudness) (int64, error) {
	got := int64(0)
	c := ffmpeg.Command{
		Inputs:   []ffmpeg.Input{{Path: v.path, Demuxer: "mov", Args: append([]string{"-xerror", "-err_detect", "+crccheck+bitstream+buffer+explode"}, input...)}},
		Args:     []string{"-map", "0", "-fps_mode", "passthrough", "-f", "null", "-"},
		Progress: func(p ffmpeg.Progress) { got = p.Frame }, Limits: v.limits,
	}
	if made != nil {
		c.Stdout, c.Args = made.from(), append(c.Args, loudnessArgs(0)...)
	}
	err := v.tools.Run(ctx, c)
	if err == nil && got != want {
		err = &unusableError{fmt.Errorf("%d frames decode of %d", got, want)}
	}
	return got, err
}

// compared are the frames that the parts begin with which are held against the
// source. Of a copy one shows whether it has the source's times.
func (v verifier) compared() []int64 {
	if v.copied {
		return []int64{0}
	}
	return spans(v.plan)
}

// spans are the frames of the plan that the parts begin with: key frames at the
// begin, in the middle and near the end, with a whole GOP after them.
func spans(p *plan.Plan) []int64 {
	gop := int64(p.Video.GOP)
	last := max(p.Video.Frames/gop-1, 0)
	list := []int64{0}
	for i := int64(1); i < spanCount; i++ {
		if at := last * i / (spanCount - 1) * gop; at > list[len(list)-1] {
			list = append(list, at)
		}
	}
	return list
}

// compare returns the structural similarity to the source of the frames of some
// parts, from the first of each on.
func (v verifier) compare(ctx context.Context, parts ...int64) (all []float64, err error) {
	counts, want := make([]int, len(parts)), 0
	for i, first := range parts {
		if err := v.refer(ctx, v.tools, v.limits, first); err != nil {
			return nil, err
		}
		counts[i] = min(compareCount, int(v.rung.FrameCount(v.plan.Video)-first/v.rung.Step()))
		want += counts[i]
	}
	all, colours, err := v.likeness(ctx, parts, counts)
	if err != nil {
		return nil, err
	}
	if len(all) != want || len(colours) != want {
		return nil, &unusableError{fmt.Errorf("%d frames could be compared of %d", len(all), want)}
	}
	from := 0
	for i, first := range parts {
		to := from + counts[i]
		slack := float64(v.rate(first)) < ceilingShare*float64(v.rung.Kbps)
		if s, c := mean(all[from:to]), mean(colours[from:to]); slack && s < leastSSIM || c < leastPSNR {
			return nil, &unusableError{fmt.Errorf("frames from %d on do not resemble the source: SSIM %.3f, thumbnails %.1f dB", first, s, c)}
		}
		from = to
	}
	return all, nil
}

// doubt compares a picture that does not resemble the source once more, with
// the source read from its start, for a place in it may have been missed. It lets
// a picture pass, uncompared, where the source is decoded otherwise each time:
// some decoders conceal what is damaged by what happens to lie in memory.
func (v verifier) doubt(ctx context.Context, first int64, why error) ([]float64, error) {
	var bad *unusableError
	if !errors.As(why, &bad) || v.copied {
		return nil, why
	}
	one, err := v.afresh(v.safer)
	if err != nil {
		return nil, err
	}
	list, err := one.compare(ctx, first)
	if err == nil || !errors.As(err, &bad) {
		return list, err
	}
	other, err := v.afresh(!v.safer)
	if err != nil {
		return nil, err
	}
	if err := other.refer(ctx, v.tools, v.limits, first); err != nil {
		return nil, err
	}
	same, err := sameOutput(one.referenceFile(v.rung, first), other.referenceFile(v.rung, first))
	if same || err != nil {
		return nil, errors.Join(why, err)
	}
	return nil, nil
}

// afresh is v with references of its own, for which the source is read from its
// start.
func (v verifier) afresh(safer bool) (verifier, error) {
	dir, err := os.MkdirTemp(v.dir, "again-")
	v.dir, v.safer, v.refs = dir, safer, newReferences()
	v.rungs, v.refs.fromStart = []plan.Rung{v.rung}, true
	return v, err
}

// sameOutput reports whether two files have the same bytes.
func sameOutput(a, b string) (bool, error) {
	one, err := readOutput(a)
	if err != nil {
		return false, err
	}
	other, err := readOutput(b)
	return bytes.Equal(one, other), err
}

// readOutput reads a file of a folder that programs write to.
func readOutput(path string) ([]byte, error) {
	f, err := ffmpeg.OpenOutput(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// likeness compares the frames of a rendition with those of the source: their
// structure, and their thumbnails.
const likeness = "[d]split[d0][d1];[r]split[r0][r1];" +
	"[d0]scale=iw*%[1]d:ih*%[1]d:flags=neighbor[d3];[r0]scale=iw*%[1]d:ih*%[1]d:flags=neighbor[r3];[d3][r3]ssim=stats_file=-[s];" +
	"[d1]scale=32:32:flags=area[d2];[r1]scale=32:32:flags=area[r2];[d2][r2]psnr=stats_file=-[p]"

// likeness measures so many frames of each part against the source, all in one
// run: the parts of the rendition follow each other, and those of the source.
func (v verifier) likeness(ctx context.Context, parts []int64, counts []int) (structure, colours []float64, err error) {
	var inputs []ffmpeg.Input
	var graph, source, made strings.Builder
	for i, first := range parts {
		inputs = append(inputs,
			ffmpeg.Input{Path: v.referenceFile(v.rung, first), Demuxer: "rawvideo", Args: []string{
				"-video_size", fmt.Sprintf("%dx%d", v.rung.FrameWidth, v.rung.FrameHeight), "-pixel_format", "yuv420p",
				"-framerate", v.rung.Rate(v.plan.Video).String(),
			}},
			ffmpeg.Input{Path: v.path, Demuxer: "mov", Args: []string{"-ss", v.at(first), "-threads", "1"}})
		fmt.Fprintf(&graph, "[%d:v]trim=end_frame=%d,setpts=N[r%d_];[%d:v]trim=end_frame=%d,setpts=N[d%d_];", 2*i, counts[i], i, 2*i+1, counts[i], i)
		fmt.Fprintf(&source, "[r%d_]", i)
		fmt.Fprintf(&made, "[d%d_]", i)
	}
	fmt.Fprintf(&graph, "%[1]sconcat=n=%[3]d,settb=1/1000,setpts=N[r];%[2]sconcat=n=%[3]d,settb=1/1000,setpts=N[d];", &source, &made, len(parts))
	fmt.Fprintf(&graph, likeness, enlarged(v.rung))
	out := &bytes.Buffer{}
	err = v.tools.Run(ctx, ffmpeg.Command{
		Inputs: inputs, Args: []string{"-filter_complex", graph.String(), "-map", "[s]", "-map", "[p]", "-f", "null", "-"},
		Stdout: out, Limits: v.limits,
	})
	return values(out.Bytes(), "All:"), values(out.Bytes(), "psnr_avg:"), err
}

// enlarged is by how much frames are enlarged to be compared: the ssim filter
// has no result for planes below 8 pixels, and those of colour are half as large.
func enlarged(r plan.Rung) int {
	if min(r.FrameWidth, r.FrameHeight) < 16 {
		return 8
	}
	return 1
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v / float64(len(list))
	}
	return sum
}

// rate is the picture's bit rate in the segment that holds a frame, in kbit/s.
func (v verifier) rate(frame int64) int64 {
	track, at := v.index.Video(), int64(0)
	for _, s := range track.Segments {
		if at += int64(s.Count) * v.rung.Step(); frame < at {
			return int64(float64(s.Size) * 8 / 1000 / max(track.Seconds(s.Duration), 0.001))
		}
	}
	return 0
}

// values reads what follows a key in the lines that ffmpeg's comparing filters
// write, such as "n:1 Y:0.99 U:0.98 V:0.98 All:0.99 (20.1)"; "inf", of equal
// pictures, becomes 100.
func values(out []byte, key string) []float64 {
	var list []float64
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		_, rest, found := strings.Cut(lines.Text(), key)
		text, _, _ := strings.Cut(rest, " ")
		if v, err := strconv.ParseFloat(text, 64); found && err == nil && v >= -1 {
			list = append(list, min(v, 100))
		}
	}
	return list
}
