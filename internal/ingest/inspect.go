package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// InspectQueue is the queue of inspect jobs.
const InspectQueue = "probe"

// textUnvalidated is the documented text of a source that could not be looked
// at for reasons of ours.
const textUnvalidated = "Unable to validate video file"

// InspectOptions are what an Inspector works with; all but Qualities
// and Log must be set.
type InspectOptions struct {
	Catalog   *catalog.Catalog
	Qualities *quality.Sets // nil has none
	Store     storage.Store
	Tools     *ffmpeg.Tools
	Sources   *storage.Copies // of Store
	Chunk     time.Duration   // see plan.Settings
	Hardware  string          // see plan.Settings
	Log       *slog.Logger    // default none

	// Planned begins the work on a plan, Remaining goes on with it where a part
	// is done.
	Planned, Remaining func(ctx context.Context, tx *database.Tx, v catalog.Video, p *plan.Plan) error
}

// Inspector does inspect jobs: it looks at a stored source, refuses it with a
// documented text or plans its renditions, and starts the work on them.
type Inspector struct{ o InspectOptions }

// NewInspector returns an Inspector.
func NewInspector(o InspectOptions) *Inspector {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Inspector{o}
}

// Register adds the inspect kind to a registry.
func (i *Inspector) Register(r *jobs.Registry) {
	jobs.Register(r, jobs.Handler[InspectArgs]{
		Options: jobs.Options{Step: catalog.StepChecking, Queue: InspectQueue, MaxAttempts: 3, Backoff: []time.Duration{5 * time.Second, 30 * time.Second}},
		Work:    i.work, Failed: i.failed,
	})
}

func (i *Inspector) work(ctx context.Context, j jobs.Job[InspectArgs]) (jobs.Finish, error) {
	id := j.Args.VideoID
	v, err := i.o.Catalog.ByID(ctx, id)
	if fault.KindOf(err) == fault.Gone || err == nil && v.Planned && !j.Args.Again {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("inspect video %d: %w", id, err)
	}
	plan, err := i.plan(ctx, v)
	switch {
	case j.Args.Again && v.Planned && (err == nil || fault.KindOf(err) == fault.Invalid):
		return i.goOn(ctx, v, plan)
	case err == nil:
		return i.accept(id, plan)
	case fault.KindOf(err) == fault.Invalid:
		return i.reject(id, err), nil
	}
	return nil, fmt.Errorf("inspect video %d: %w", id, err)
}

// plan looks at the source from the outside in: first bytes, headers, packets.
// A source that is unfit is a fault.Invalid with a documented text.
func (i *Inspector) plan(ctx context.Context, v catalog.Video) (*plan.Plan, error) {
	key := address.SourceKey(v.ID)
	demuxer, size, err := i.sniff(ctx, key)
	if err != nil {
		return nil, err
	}
	path, done, err := i.o.Sources.Borrow(ctx, key)
	if err != nil {
		return nil, err
	}
	defer done()
	set := settings(v)
	set.Chunk, set.Hardware = i.o.Chunk, i.o.Hardware
	ladder, err := i.o.Qualities.Ladder(ctx, v.AccountID, v.QualitySetID)
	if err != nil {
		return nil, err
	}
	if ladder != nil {
		set.Qualities = ladder.Qualities
	}
	return examine(ctx, i.o.Tools, path, demuxer, size, set)
}

// PlanFile plans the encoding of a local file as that of a source: by its
// first bytes, its headers and its packets. A file that is unfit is a
// fault.Invalid with a documented text.
func PlanFile(ctx context.Context, tools *ffmpeg.Tools, path string, set plan.Settings) (*plan.Plan, error) {
	path, err := filepath.EvalSymlinks(path) // programs are given files alone
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	demuxer, err := sniffFrom(f, info.Size())
	if err != nil {
		return nil, err
	}
	return examine(ctx, tools, path, demuxer, info.Size(), set)
}

func examine(ctx context.Context, tools *ffmpeg.Tools, path, demuxer string, size int64, set plan.Settings) (*plan.Plan, error) {
	m, tracks, err := tools.Describe(ctx, path, demuxer)
	if err != nil {
		return nil, unreadable(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return plan.New(plan.Source{
		Demuxer: demuxer, Size: size, File: f, Media: m, Tracks: tracks, Decodes: tools.Decodes, Encodes: tools.Encodes,
	}, set)
}

// sniff lets the first bytes choose the demuxer.
func (i *Inspector) sniff(ctx context.Context, key string) (demuxer string, size int64, err error) {
	o, err := i.o.Store.Open(ctx, key)
	if err != nil {
		return "", 0, err
	}
	defer o.Close()
	demuxer, err = sniffFrom(o, o.Size())
	return demuxer, o.Size(), err
}

func sniffFrom(r io.ReaderAt, size int64) (demuxer string, err error) {
	head := make([]byte, min(size, SniffSize))
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), head); err != nil {
		return "", err
	}
	return Sniff(head)
}

// unreadable tells a file that ffprobe cannot read from a failure to run it.
func unreadable(err error) error {
	switch {
	case errors.Is(err, ffmpeg.ErrTooManyStreams):
		return fault.Wrap(fault.Invalid, plan.TextCodec, err)
	case ffmpeg.Final(err), errors.Is(err, ffmpeg.ErrTimeout):
		return fault.Wrap(fault.Invalid, plan.TextUnreadable, err)
	}
	return err
}

func settings(v catalog.Video) plan.Settings {
	s := plan.Settings{LimitBitRate: v.SourceBitrateLimit}
	if v.ClipStart != nil {
		s.ClipStart = time.Duration(*v.ClipStart) * time.Second
		if v.ClipDuration != nil { // without a start it is ignored
			s.ClipDuration = time.Duration(*v.ClipDuration) * time.Second
		}
	}
	return s
}

func (i *Inspector) reject(id int64, cause error) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		i.o.Log.InfoContext(ctx, "source refused", "video", id, "err", cause)
		return catalog.IgnoreGone(i.o.Catalog.RejectedTx(ctx, tx, id, catalog.FailureOf(cause)))
	}
}

// accept records the plan and queues the work on it, with the priority that
// the video has by then.
func (i *Inspector) accept(id int64, p *plan.Plan) (jobs.Finish, error) {
	inspection, err := catalog.InspectionOf(p)
	if err != nil {
		return nil, jobs.Cancel(err)
	}
	return func(ctx context.Context, tx *database.Tx) error {
		v, err := i.o.Catalog.ByID(ctx, id)
		if err == nil {
			err = i.o.Catalog.InspectedTx(ctx, tx, id, inspection)
		}
		if errors.Is(err, quota.ErrQuota) {
			return i.reject(id, err)(ctx, tx)
		}
		if err != nil {
			return catalog.IgnoreGone(err)
		}
		if p.Error != "" {
			return catalog.IgnoreGone(i.giveUp(ctx, tx, id, p))
		}
		return i.o.Planned(ctx, tx, v, p)
	}, nil
}

// goOn has what is left made of a video that plays. Its source may have been
// fetched anew and be another one than the rest was made of; then nothing is
// left to try.
func (i *Inspector) goOn(ctx context.Context, v catalog.Video, found *plan.Plan) (jobs.Finish, error) {
	p, err := i.o.Catalog.JobPlan(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx *database.Tx) error {
		now, gone := i.o.Catalog.ByIDTx(ctx, tx, v.ID)
		switch {
		case gone != nil:
			return catalog.IgnoreGone(gone)
		case found == nil || !alike(p, found):
			p.Error = plan.TextEncodingFailed
			return catalog.IgnoreGone(i.giveUp(ctx, tx, v.ID, p))
		}
		return i.o.Remaining(ctx, tx, now, p)
	}, nil
}

// alike reports whether renditions by two plans fit each other.
func alike(a, b *plan.Plan) bool {
	if a.Duration != b.Duration || (a.Video == nil) != (b.Video == nil) || len(a.Audio) != len(b.Audio) {
		return false
	}
	return a.Video == nil || a.Video.Frames == b.Video.Frames && a.Video.Rate == b.Video.Rate
}

// inspectRate is about how many bytes of a source are looked through in a second.
const inspectRate = 100 << 20

// InspectCost is about how long the inspection of a stored source takes.
func InspectCost(v catalog.Video) time.Duration {
	return jobs.Unit + time.Duration(v.SourceBytes/inspectRate)*time.Second
}

// giveUp ends a video whose settings its source cannot fulfil.
func (i *Inspector) giveUp(ctx context.Context, tx *database.Tx, id int64, p *plan.Plan) error {
	for position := range p.Rungs {
		if err := i.o.Catalog.RenditionFailedTx(ctx, tx, id, int64(position), catalog.Failure{Text: p.Error}); err != nil {
			return err
		}
	}
	return i.o.Catalog.StillsFailedTx(ctx, tx, id)
}

// failed records that a source could not be looked at.
func (i *Inspector) failed(ctx context.Context, tx *database.Tx, j jobs.Job[InspectArgs], cause error) error {
	i.o.Log.WarnContext(ctx, "inspection failed", "video", j.Args.VideoID, "err", cause)
	return catalog.IgnoreGone(i.o.Catalog.RejectedTx(ctx, tx, j.Args.VideoID, catalog.Failure{Text: textUnvalidated, Detail: fault.Explanation(cause)}))
}
