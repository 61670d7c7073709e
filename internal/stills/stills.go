// Package stills makes the pictures of a video: its screenshots and the
// storyboard sprite with the text that goes with it.
package stills

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// Queue is the job queue that making pictures runs in.
const Queue = "images"

// Args asks for the pictures of an inspected video.
type Args struct {
	VideoID int64 `json:"video_id"`
}

// Kind names the job.
func (Args) Kind() string { return "stills" }

// LongQueue is that of long videos, of which each takes a worker for long: they
// must not hold up the others, which are not ready before they have stills.
const LongQueue = "images_long"

// LongArgs is Args for a long video.
type LongArgs struct {
	VideoID int64 `json:"video_id"`
}

// Kind names the job.
func (LongArgs) Kind() string { return "stills_long" }

// long is the length from which a video has long stills.
const long = 10 * time.Minute

// Job is the job that makes the stills of a video by its plan, and about how
// long it takes, so that accounts share the workers.
func Job(video int64, p *plan.Plan) (jobs.Args, time.Duration) {
	cost := max(p.Duration/100, jobs.Unit)
	if p.Duration > long {
		return LongArgs{video}, cost
	}
	return Args{video}, cost
}

// Options are what making pictures needs.
type Options struct {
	Catalog *catalog.Catalog
	Store   storage.Store
	Sources *storage.Copies // of Store
	Tools   *ffmpeg.Tools
	Scratch string // folder for intermediate files
	Threads int    // of the decoder; 0 = ffmpeg's choice
	Limits  ffmpeg.Limits
	Log     *slog.Logger
}

// Maker does the jobs of this package.
type Maker struct{ o Options }

// New returns a Maker.
func New(o Options) *Maker { return &Maker{o} }

// Register adds the handler to r.
func (m *Maker) Register(r *jobs.Registry) {
	options := jobs.Options{Step: catalog.StepProcessing, Queue: Queue, MaxAttempts: 3, Backoff: []time.Duration{10 * time.Second, time.Minute}}
	jobs.Register(r, jobs.Handler[Args]{Options: options, Work: m.work, Failed: m.failed})
	options.Queue = LongQueue
	jobs.Register(r, jobs.Handler[LongArgs]{
		Options: options,
		Work: func(ctx context.Context, j jobs.Job[LongArgs]) (jobs.Finish, error) {
			return m.work(ctx, jobs.Job[Args]{Args: Args(j.Args)})
		},
		Failed: func(ctx context.Context, tx *database.Tx, j jobs.Job[LongArgs], cause error) error {
			return m.failed(ctx, tx, jobs.Job[Args]{Args: Args(j.Args)}, cause)
		},
	})
}

// work makes and stores all pictures of a video. They are the same whoever
// makes them, so their keys are too.
func (m *Maker) work(ctx context.Context, j jobs.Job[Args]) (jobs.Finish, error) {
	v, err := m.o.Catalog.ByID(ctx, j.Args.VideoID)
	if fault.KindOf(err) == fault.Gone || err == nil && v.Stills != catalog.StillsWaiting {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := m.o.Catalog.JobPlan(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	if p.Video == nil {
		return nil, jobs.Cancel(fmt.Errorf("video %d has no picture", v.ID))
	}
	scratch, err := ffmpeg.NewScratch(m.o.Scratch)
	if err != nil {
		return nil, err
	}
	defer scratch.Remove()
	source, done, err := m.o.Sources.Borrow(ctx, address.SourceKey(v.ID))
	if err != nil {
		return nil, err
	}
	defer done()
	s := newShoot(p, source, scratch.Path)
	shots, err := m.make(ctx, s)
	if ctx.Err() == nil && ffmpeg.Final(err) {
		return nil, jobs.Cancel(err)
	}
	if err != nil {
		return nil, err
	}
	if err := m.store(ctx, v.ID, shots, s.spriteFile()); err != nil {
		return nil, err
	}
	return m.finish(v, int64(len(shots)), s.sheet.vtt(v.Slug)), nil
}

// make runs the shoot, a second time with every frame when key frames alone
// were too few and that is not too much, and composes the sprite. It returns the
// screenshots' files.
func (m *Maker) make(ctx context.Context, s *shoot) ([]string, error) {
	shots, err := m.run(ctx, s)
	if s.keysOnly && (len(shots) < len(s.shots) || err != nil) && s.affordable() && ctx.Err() == nil {
		s.keysOnly = false
		shots, err = m.run(ctx, s)
	}
	return shots, err
}

func (m *Maker) run(ctx context.Context, s *shoot) ([]string, error) {
	tiles, err := ffmpeg.CreateOutput(s.tilesFile())
	if err != nil {
		return nil, err
	}
	defer tiles.Close()
	c := s.command(m.o.Threads)
	c.Stdout, c.Limits = tiles, m.o.Limits
	if err := m.o.Tools.Run(ctx, c); err != nil {
		return nil, err
	}
	if err := s.compose(tiles); err != nil {
		return nil, err
	}
	return s.shotFiles()
}

// store puts all pictures under their keys.
func (m *Maker) store(ctx context.Context, video int64, shots []string, sprite string) error {
	for i, path := range shots {
		if err := m.put(ctx, address.ScreenshotKey(video, int64(i+1)), path); err != nil {
			return err
		}
	}
	return m.put(ctx, address.SpriteKey(video), sprite)
}

func (m *Maker) put(ctx context.Context, key, path string) error {
	f, err := ffmpeg.OpenOutput(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := storage.PutFile(ctx, m.o.Store, key, f); err != nil {
		return fmt.Errorf("store %s: %w", filepath.Base(path), err)
	}
	return nil
}

func (m *Maker) finish(v catalog.Video, screenshots int64, vtt string) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		return catalog.IgnoreGone(m.o.Catalog.StillsTx(ctx, tx, v.ID, screenshots, vtt))
	}
}

// failed lets a video be without pictures.
func (m *Maker) failed(ctx context.Context, tx *database.Tx, j jobs.Job[Args], cause error) error {
	m.o.Log.WarnContext(ctx, "no stills", "video", j.Args.VideoID, "err", cause)
	return catalog.IgnoreGone(m.o.Catalog.StillsFailedTx(ctx, tx, j.Args.VideoID))
}
