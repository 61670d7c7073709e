package transcode

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/jobs"
	"kinora/internal/media/mp4"
	"kinora/internal/packaging"
	"kinora/internal/plan"
)

// CopyQueue is the job queue that copies run in: they take seconds, and wait
// for no encoding.
const CopyQueue = "copy"

// CopyArgs asks for the rung of a video that is copied.
type CopyArgs struct {
	VideoID int64 `json:"video_id"`
}

// Kind names the job.
func (CopyArgs) Kind() string { return "transcode_copy" }

// copy publishes the rung that is copied. One that turns out bad is encoded
// like the others.
func (t *Transcoder) copy(ctx context.Context, j jobs.Job[CopyArgs]) (jobs.Finish, error) {
	v, p, err := t.planned(ctx, j.Args.VideoID)
	if p == nil {
		return nil, err
	}
	left := slices.DeleteFunc(remaining(p, v), func(r plan.Rung) bool { return !p.Copied(r) })
	if len(left) == 0 {
		return t.goOn(v.ID, p), nil
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
	w := work{plan: p, rungs: left, source: source, dir: scratch.Path, threads: t.o.Threads, device: t.o.Device, copied: true}
	bad, err := t.publish(ctx, v.ID, address.AttemptPrefix(v.ID, j.ID, j.Attempt), w)
	switch {
	case fault.KindOf(err) == fault.Gone:
		return nil, nil
	case err != nil:
		return nil, outcome(ctx, err)
	}
	for _, why := range bad {
		return t.encodeInstead(v.ID, p, why), nil
	}
	return t.goOn(v.ID, p), nil
}

// goOn queues the other work on a video.
func (t *Transcoder) goOn(id int64, plan *plan.Plan) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		v, err := t.lock(ctx, tx, id)
		if err != nil || v == nil {
			return err
		}
		return t.o.Copied(ctx, tx, *v, plan)
	}
}

// encodeInstead goes on with a plan that copies nothing.
func (t *Transcoder) encodeInstead(id int64, plan *plan.Plan, why error) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		t.o.Log.WarnContext(ctx, "source is not copied", "video", id, "err", why)
		encoding := *plan
		encoding.Copy, encoding.NoCopy = nil, why.Error()
		text, err := json.Marshal(encoding)
		if err != nil {
			return err
		}
		if err := t.o.Catalog.ReplanTx(ctx, tx, id, string(text)); err != nil {
			return catalog.IgnoreGone(err)
		}
		return t.goOn(id, &encoding)(ctx, tx)
	}
}

// copyFailed encodes what could not be copied in any attempt.
func (t *Transcoder) copyFailed(ctx context.Context, tx *database.Tx, j jobs.Job[CopyArgs], cause error) error {
	_, plan, err := t.planned(ctx, j.Args.VideoID)
	if plan == nil {
		return err
	}
	return t.encodeInstead(j.Args.VideoID, plan, cause)(ctx, tx)
}

// copySources are the tracks of the copied rung, whose samples lie in the
// source f of size bytes.
func copySources(p *plan.Plan, f io.ReaderAt, size int64) (video *packaging.Source, audio []packaging.Source, err error) {
	movie, err := mp4.Read(f, size)
	if err != nil {
		return nil, nil, err
	}
	picture, sound, err := p.Copies(movie)
	if err != nil {
		return nil, nil, err
	}
	for i := range sound {
		audio = append(audio, packaging.Source{R: f, Size: size, Track: &sound[i], Language: p.Audio[i].Language})
	}
	return &packaging.Source{R: f, Size: size, Track: &picture}, audio, nil
}
