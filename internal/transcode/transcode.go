package transcode

import (
	"context"
	"errors"
	"log/slog"
	"syscall"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// Queue is the job queue that encoding runs in.
const Queue = "transcode"

// Args asks for the renditions of an inspected video.
type Args struct {
	VideoID int64 `json:"video_id"`
}

// Kind names the job.
func (Args) Kind() string { return "transcode" }

// Options are what encoding needs.
type Options struct {
	DB      *database.DB
	Catalog *catalog.Catalog
	Store   storage.Store
	Sources *storage.Copies // of Store
	Tools   *ffmpeg.Tools
	Scratch string        // folder for intermediate files
	Segment time.Duration // length of segments; 0 = 4 s
	Threads int           // of each encoder, on which its output depends; 0 = DefaultThreads
	Device  string        // of encoders in hardware; "" = plan.DefaultDevice
	Limits  ffmpeg.Limits // of the encoding process
	Log     *slog.Logger

	// Divided queues the parts of a video, and what joins them.
	Divided func(ctx context.Context, tx *database.Tx, v catalog.Video, parts ...jobs.Part) error
	// Copied queues the other work on a video whose first rung is copied.
	Copied func(ctx context.Context, tx *database.Tx, v catalog.Video, plan *plan.Plan) error
}

// DefaultThreads is a number and not that of the processors, because what an
// encoder writes depends on it: chunks must come out alike on all machines.
const DefaultThreads = 4

// Transcoder does the jobs of this package.
type Transcoder struct {
	o     Options
	apart func(ctx context.Context, p *part, w work) error // encodes a part
}

// New returns a Transcoder.
func New(o Options) *Transcoder {
	if o.Segment == 0 {
		o.Segment = 4 * time.Second
	}
	if o.Threads == 0 {
		o.Threads = DefaultThreads
	}
	if o.Device == "" {
		o.Device = plan.DefaultDevice
	}
	t := &Transcoder{o: o}
	t.apart = t.encodePart
	return t
}

// attempts is how jobs of this package are repeated.
var attempts = jobs.Options{Step: catalog.StepProcessing, Queue: Queue, MaxAttempts: 3, Backoff: []time.Duration{10 * time.Second, time.Minute}}

// Register adds the handlers to r.
func (t *Transcoder) Register(r *jobs.Registry) {
	jobs.Register(r, jobs.Handler[Args]{Options: attempts, Work: t.work, Failed: t.failed})
	jobs.Register(r, jobs.Handler[ChunkArgs]{Options: attempts, Work: t.chunk, Failed: t.chunkFailed})
	jobs.Register(r, jobs.Handler[JoinArgs]{Options: attempts, Work: t.join, Failed: t.joinFailed})
	copying := attempts
	copying.Queue = CopyQueue
	jobs.Register(r, jobs.Handler[CopyArgs]{Options: copying, Work: t.copy, Failed: t.copyFailed})
}

// work has a long video encoded in chunks. Of a short one it encodes what is
// left of the ladder and publishes it, smallest rung first. An attempt writes
// under keys of its own, so that one that has lost its lease replaces nothing.
func (t *Transcoder) work(ctx context.Context, j jobs.Job[Args]) (jobs.Finish, error) {
	v, plan, err := t.planned(ctx, j.Args.VideoID)
	if plan == nil {
		return nil, err
	}
	left := remaining(plan, v)
	if len(left) == 0 {
		return nil, nil
	}
	if len(plan.Chunks) > 0 {
		return t.begin(ctx, v, plan)
	}
	scratch, err := ffmpeg.NewScratch(t.o.Scratch)
	if err != nil {
		return nil, err
	}
	defer scratch.Remove()
	source, done, err := t.o.Sources.Borrow(ctx, address.SourceKey(v.ID))
	if err != nil {
		return nil, err
	}
	defer done()
	w := work{plan: plan, rungs: left, source: source, dir: scratch.Path, threads: t.o.Threads, device: t.o.Device}
	prefix := address.AttemptPrefix(v.ID, j.ID, j.Attempt)
	err = t.encode(ctx, w, func(ctx context.Context, percent int64) error {
		return t.o.Catalog.SetProgress(ctx, v.ID, percent)
	})
	if fault.KindOf(err) == fault.Gone {
		return nil, nil
	}
	if err != nil {
		return nil, outcome(ctx, err)
	}
	return t.conclude(ctx, v.ID, prefix, w)
}

// conclude publishes what was encoded. What is no good is encoded again, as a
// whole and with safer settings, and then given up.
func (t *Transcoder) conclude(ctx context.Context, video int64, prefix string, w work) (jobs.Finish, error) {
	bad, err := t.publish(ctx, video, prefix, w)
	if len(bad) > 0 && err == nil {
		bad, err = t.makeAgain(ctx, video, prefix+"again/", w, bad)
	}
	if err == nil {
		return t.finish(video, bad), nil
	}
	if fault.KindOf(err) == fault.Gone {
		return nil, nil
	}
	return nil, outcome(ctx, err)
}

// makeAgain encodes bad rungs and publishes those that are good now; the others
// are returned by position.
func (t *Transcoder) makeAgain(ctx context.Context, video int64, prefix string, w work, bad map[int64]error) (map[int64]error, error) {
	var positions []int64
	for position, why := range bad {
		t.o.Log.WarnContext(ctx, "rendition is encoded again", "video", video, "rendition", position, "err", why)
		positions = append(positions, position)
	}
	w = w.again(bad, t.o.Tools.Encodes)
	if err := t.encode(ctx, w, func(ctx context.Context, percent int64) error {
		return t.o.Catalog.SetProgress(ctx, video, percent, positions...)
	}); err != nil {
		return nil, err
	}
	return t.publish(ctx, video, prefix, w)
}

// again is the work on rungs that turned out bad, with safer settings and in
// software.
func (w work) again(bad map[int64]error, has func(encoder string) bool) work {
	w.safer, w.threads, w.rungs = true, 1, nil
	w.chunks, w.voices, w.refs = nil, nil, nil
	for i, r := range w.plan.Rungs {
		if bad[int64(i)] != nil {
			if encoder, err := plan.EncoderOf(r.Codec, "", has); err == nil {
				r.Encoder = encoder
			}
			w.rungs = append(w.rungs, r)
		}
	}
	return w
}

// planned returns a video with its plan, or neither when it is gone or cannot
// be read.
func (t *Transcoder) planned(ctx context.Context, id int64) (catalog.Video, *plan.Plan, error) {
	v, err := t.o.Catalog.ByID(ctx, id)
	if fault.KindOf(err) == fault.Gone {
		return v, nil, nil
	}
	if err != nil {
		return v, nil, err
	}
	p, err := t.o.Catalog.JobPlan(ctx, id)
	return v, p, err
}

// remaining are the rungs whose renditions are still processing.
func remaining(p *plan.Plan, v catalog.Video) []plan.Rung {
	var left []plan.Rung
	for _, r := range v.Renditions {
		if r.Status == catalog.RenditionProcessing && int(r.Position) < len(p.Rungs) {
			left = append(left, p.Rungs[r.Position])
		}
	}
	return left
}

// encode runs ffmpeg and tells its progress by say. It ends early when that
// answers that the video is deleted, with the fault that says so.
func (t *Transcoder) encode(ctx context.Context, w work, say func(ctx context.Context, percent int64) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	report := newReport(w.plan)
	report.frames /= w.rungs[0].Step() // ffmpeg counts those of the first output
	c := w.command()
	c.Progress, c.Limits = report.take, t.o.Limits
	told := make(chan struct{})
	go func() {
		defer close(told)
		report.tell(ctx, func(percent int64) error { return say(ctx, percent) }, stop)
	}()
	err := t.o.Tools.Run(ctx, c)
	cause := context.Cause(ctx)
	stop(nil)
	<-told
	if fault.KindOf(cause) == fault.Gone {
		return cause
	}
	return err
}

// outcome tells what another attempt may heal from what it will not. A source
// that ffmpeg gives up on stays as it is; a full disk, a killed or stalled
// process and trouble with storage may pass.
func outcome(ctx context.Context, err error) error {
	if ctx.Err() == nil && (ffmpeg.Final(err) || errors.Is(err, quota.ErrQuota)) {
		return jobs.Cancel(err)
	}
	return err
}

// finish gives the rungs up whose files were no good.
func (t *Transcoder) finish(video int64, bad map[int64]error) jobs.Finish {
	if len(bad) == 0 {
		return nil
	}
	return func(ctx context.Context, tx *database.Tx) error {
		for position, err := range bad {
			t.o.Log.WarnContext(ctx, "rendition failed", "video", video, "rendition", position, "err", err)
			if err := t.o.Catalog.RenditionFailedTx(ctx, tx, video, position, catalog.Failure{Text: plan.TextEncodingFailed, Detail: explanation(err)}); err != nil {
				return catalog.IgnoreGone(err)
			}
		}
		return nil
	}
}

// failed gives up every rendition that is not complete.
func (t *Transcoder) failed(ctx context.Context, tx *database.Tx, j jobs.Job[Args], cause error) error {
	return t.giveUp(ctx, tx, j.Args.VideoID, cause, func(*plan.Plan, int64) bool { return true })
}

// giveUp ends the renditions that are not complete and that a cause concerns.
func (t *Transcoder) giveUp(ctx context.Context, tx *database.Tx, video int64, cause error, concerns func(p *plan.Plan, position int64) bool) error {
	t.o.Log.WarnContext(ctx, "encoding failed", "video", video, "err", cause)
	v, err := t.o.Catalog.ByID(ctx, video)
	if err != nil {
		return catalog.IgnoreGone(err)
	}
	plan, broken := t.o.Catalog.Plan(ctx, video)
	for _, r := range v.Renditions {
		if r.Status != catalog.RenditionProcessing || broken == nil && !concerns(plan, r.Position) {
			continue
		}
		if err := t.o.Catalog.RenditionFailedTx(ctx, tx, v.ID, r.Position, catalog.Failure{Text: reason(cause), Detail: explanation(cause)}); err != nil {
			return catalog.IgnoreGone(err)
		}
	}
	return nil
}

// explanation says to a person what ended a job, and what to do next.
func explanation(err error) string {
	var bad *unusableError
	switch {
	case fault.Explanation(err) != "":
		return fault.Explanation(err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, storage.ErrNoSpace):
		return "The server ran out of room while it encoded. Try again once its operator has made some."
	case errors.Is(err, ffmpeg.ErrStalled), errors.Is(err, ffmpeg.ErrTimeout):
		return "The encoder stood still and was stopped. Try again; if it does so once more, convert the file and send that."
	case errors.As(err, &bad):
		return "What was encoded does not resemble the file, at the second try either, so it is not shown. The file may be damaged; convert it and send that."
	case ffmpeg.Final(err):
		return "The encoder gave up on the file, which may be damaged. If it plays elsewhere, convert it and send that."
	case ffmpeg.Killed(err):
		return "The encoder was killed, as systems do when memory is short. Try again; the server's operator can see more in its log."
	}
	return ""
}

// reason is the documented text of what ended a job.
func reason(cause error) string {
	if errors.Is(cause, syscall.ENOSPC) || errors.Is(cause, storage.ErrNoSpace) || errors.Is(cause, quota.ErrQuota) {
		return plan.TextNoSpace
	}
	return plan.TextEncodingFailed
}
