// Package sweep removes stored objects that nothing refers to any more: all of
// a deleted video's, and of a finished one its source and whatever attempts
// that died left behind.
package sweep

import (
	"context"
	"log/slog"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/storage"
)

// Queue is the job queue that sweeping runs in.
const Queue = "maint"

// PurgeArgs asks for every object of a deleted video to be removed.
type PurgeArgs struct {
	VideoID int64  `json:"video_id"`
	Slug    string `json:"slug,omitempty"`
}

// Kind names the job.
func (PurgeArgs) Kind() string { return "purge" }

// TidyArgs asks for the objects of a finished video that nothing refers to.
type TidyArgs struct {
	VideoID int64 `json:"video_id"`
	Late    bool  `json:"late,omitempty"` // the time has passed for which the source of a failed one is kept
}

// Kind names the job.
func (TidyArgs) Kind() string { return "tidy" }

// PostersArgs asks for the posters of videos, by slug, that nothing refers to.
type PostersArgs struct {
	Slugs []string `json:"slugs"`
}

// Kind names the job.
func (PostersArgs) Kind() string { return "posters" }

// DismantleArgs asks for a deleted directory to be taken apart.
type DismantleArgs struct {
	DirectoryID int64 `json:"directory_id"`
}

// Kind names the job.
func (DismantleArgs) Kind() string { return "dismantle" }

// Options are what sweeping needs.
type Options struct {
	Catalog    *catalog.Catalog
	Store      storage.Store
	Sources    *storage.Copies
	KeepSource bool // keep sources of finished videos
	// KeepFailed is how long the source of a video is kept of which something
	// failed, so that it can be tried again.
	KeepFailed time.Duration
	// KeptUntil has a failed video tidied again when its source may go.
	KeptUntil func(ctx context.Context, tx *database.Tx, video int64, until time.Time) error
	Log       *slog.Logger
}

// Sweeper does the jobs of this package.
type Sweeper struct {
	o   Options
	now func() time.Time
}

// New returns a Sweeper.
func New(o Options) *Sweeper { return &Sweeper{o, time.Now} }

// patience spreads attempts over hours: what is left behind costs space only,
// but must go in the end.
var patience = []time.Duration{time.Second, 10 * time.Second, time.Minute, 10 * time.Minute, time.Hour}

// Register adds the handlers to r.
func (s *Sweeper) Register(r *jobs.Registry) {
	options := jobs.Options{Queue: Queue, MaxAttempts: 25, Backoff: patience}
	jobs.Register(r, jobs.Handler[PurgeArgs]{Options: options, Work: s.purge})
	jobs.Register(r, jobs.Handler[TidyArgs]{Options: options, Work: s.tidy})
	jobs.Register(r, jobs.Handler[PostersArgs]{Options: options, Work: s.posters})
	jobs.Register(r, jobs.Handler[DismantleArgs]{Options: options, Work: s.dismantle})
}

func (s *Sweeper) purge(ctx context.Context, j jobs.Job[PurgeArgs]) (jobs.Finish, error) {
	if err := s.o.Store.DeletePrefix(ctx, address.VideoPrefix(j.Args.VideoID)); err != nil {
		return nil, err
	}
	s.o.Sources.Forget(address.VideoPrefix(j.Args.VideoID))
	if j.Args.Slug == "" {
		return nothing, nil
	}
	return nothing, s.o.Store.DeletePrefix(ctx, address.PosterPrefix(j.Args.Slug))
}

// inHand is how old an unnamed poster must be: a younger one may be about to
// be named.
const inHand = 10 * time.Minute

func (s *Sweeper) posters(ctx context.Context, j jobs.Job[PostersArgs]) (jobs.Finish, error) {
	for _, slug := range j.Args.Slugs {
		name, err := s.o.Catalog.PosterBySlug(ctx, slug)
		if err != nil && fault.KindOf(err) != fault.Gone {
			return nil, err
		}
		if err := s.unnamed(ctx, slug, name); err != nil {
			return nil, err
		}
	}
	return nothing, nil
}

// unnamed removes what is old of a video's posters and not the one named.
func (s *Sweeper) unnamed(ctx context.Context, slug, name string) error {
	var stale []string
	for info, err := range s.o.Store.List(ctx, address.PosterPrefix(slug)) {
		if err != nil {
			return err
		}
		named := name != "" && (info.Key == address.PosterKey(slug, address.Poster{Name: name, Thumb: false}) || info.Key == address.PosterKey(slug, address.Poster{Name: name, Thumb: true}))
		if !named && s.now().Sub(info.ModTime) > inHand {
			stale = append(stale, info.Key)
		}
	}
	for _, key := range stale {
		if err := s.o.Store.Delete(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sweeper) dismantle(ctx context.Context, j jobs.Job[DismantleArgs]) (jobs.Finish, error) {
	return nothing, s.o.Catalog.DismantleDirectory(ctx, j.Args.DirectoryID)
}

// tidy lists first and decides while nobody can begin to work with the video.
func (s *Sweeper) tidy(ctx context.Context, j jobs.Job[TidyArgs]) (jobs.Finish, error) {
	id := j.Args.VideoID
	var found []string
	for info, err := range s.o.Store.List(ctx, address.VideoPrefix(id)) {
		if err != nil {
			return nil, err
		}
		found = append(found, info.Key)
	}
	later := false
	err := s.o.Catalog.Tidy(ctx, id, func(ctx context.Context, v catalog.Video) (source bool, err error) {
		later = !s.o.KeepSource && !j.Args.Late && s.o.KeepFailed > 0 && v.Planned && v.Failed() && v.SourceBytes > 0
		keep := referenced(v, (s.o.KeepSource || later) && v.SourceBytes > 0) // one that is not counted was left by a dead attempt
		for _, key := range found {
			if keep[key] || !v.Planned && key != address.SourceKey(id) { // of a refused one there is nothing else
				continue
			}
			if err := s.o.Store.Delete(ctx, key); err != nil {
				return false, err
			}
		}
		return !keep[address.SourceKey(id)], nil
	})
	if err != nil {
		return nil, catalog.IgnoreGone(err) // of a deleted one its purge takes everything
	}
	s.o.Sources.Forget(address.VideoPrefix(id))
	if !later {
		return nothing, nil
	}
	return func(ctx context.Context, tx *database.Tx) error {
		return s.o.KeptUntil(ctx, tx, id, s.now().Add(s.o.KeepFailed))
	}, nil
}

// referenced returns the keys that a finished video still needs.
func referenced(v catalog.Video, source bool) map[string]bool {
	keep := map[string]bool{address.SpriteKey(v.ID): v.Storyboard, address.SourceKey(v.ID): source}
	for n := range v.Screenshots {
		keep[address.ScreenshotKey(v.ID, n+1)] = true
	}
	for _, r := range v.Renditions {
		if r.Object != nil {
			keep[*r.Object], keep[address.IndexKey(*r.Object)] = true, true
		}
	}
	return keep
}

func nothing(context.Context, *database.Tx) error { return nil }
