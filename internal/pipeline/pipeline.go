// Package pipeline is what follows what in the life of a video. It alone makes
// jobs: the catalogue calls its hooks, uploads and handlers of jobs tell it how
// far a video has come, and it queues what is to be done next, in the same
// transaction.
package pipeline

import (
	"context"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/playlist"
	"kinora/internal/stats"
	"kinora/internal/stills"
	"kinora/internal/storage"
	"kinora/internal/sweep"
	"kinora/internal/transcode"
)

// Queue is where jobs are queued, in transactions.
type Queue interface {
	EnqueueTx(ctx context.Context, tx *database.Tx, specs ...jobs.Spec) error
	CancelTx(ctx context.Context, tx *database.Tx, subjects ...string) error
	PrioritizeTx(ctx context.Context, tx *database.Tx, subject string, priority int) error
}

// Pipeline queues the work on videos. Its fields are set before anything
// happens to a video.
type Pipeline struct {
	DB        *database.DB
	Store     storage.Store
	Catalog   *catalog.Catalog
	Playlists *playlist.Playlists
	Queue     Queue
	// EndUploads ends the uploads of a video.
	EndUploads func(ctx context.Context, tx *database.Tx, video int64) error
}

// purgeDelay lets work on a deleted video notice and stop before its objects
// go, so that it leaves none behind.
const purgeDelay = 10 * time.Second

// Hooks are what the catalogue calls.
func (p *Pipeline) Hooks() catalog.Hooks {
	return catalog.Hooks{
		Created: p.created, Deleted: p.deleted, Settled: p.settled, Priority: p.prioritized, Retried: p.retried,
		StorePosters: p.storePosters, FetchPoster: p.fetchPoster, DirectoryDeleted: p.directoryDeleted, Unlisted: p.unlisted,
	}
}

// spec is a job of a video: it has the video's priority and shares the queue as
// its account's.
func spec(v catalog.Video, args jobs.Args, cost time.Duration) jobs.Spec {
	return jobs.Spec{Args: args, Priority: int(v.Priority), Subject: address.Subject(v.ID), Owner: v.AccountID, Cost: cost}
}

// created downloads the sources that have an origin; others are uploaded.
func (p *Pipeline) created(ctx context.Context, tx *database.Tx, videos []catalog.Video) error {
	var specs []jobs.Spec
	for i := range videos {
		if v := &videos[i]; v.OriginURL != nil {
			specs = append(specs, spec(*v, ingest.FetchArgs{VideoID: v.ID}, jobs.Unit))
		}
	}
	if len(specs) == 0 {
		return nil
	}
	return p.Queue.EnqueueTx(ctx, tx, specs...)
}

// Stored inspects a source that has been uploaded or downloaded.
func (p *Pipeline) Stored(ctx context.Context, tx *database.Tx, v catalog.Video) error {
	return p.Queue.EnqueueTx(ctx, tx, spec(v, ingest.InspectArgs{VideoID: v.ID, Again: v.Planned}, ingest.InspectCost(v)))
}

// Planned copies a source that can be served as it is, which is watched while
// the rest is made, or begins with everything.
func (p *Pipeline) Planned(ctx context.Context, tx *database.Tx, v catalog.Video, plan *plan.Plan) error {
	if plan.Copy != nil {
		return p.Queue.EnqueueTx(ctx, tx, spec(v, transcode.CopyArgs{VideoID: v.ID}, jobs.Unit))
	}
	return p.Remaining(ctx, tx, v, plan)
}

// Remaining encodes and makes stills: everything but what is copied, which
// comes before.
func (p *Pipeline) Remaining(ctx context.Context, tx *database.Tx, v catalog.Video, plan *plan.Plan) error {
	specs := []jobs.Spec{spec(v, transcode.Args{VideoID: v.ID}, plan.Cost())}
	if plan.Video != nil {
		args, cost := stills.Job(v.ID, plan)
		specs = append(specs, spec(v, args, cost))
	} else if err := p.Catalog.StillsFailedTx(ctx, tx, v.ID); err != nil { // sound has none
		return catalog.IgnoreGone(err)
	}
	return p.Queue.EnqueueTx(ctx, tx, specs...)
}

// Divided does a job of a video in parts, and what joins them.
func (p *Pipeline) Divided(ctx context.Context, tx *database.Tx, v catalog.Video, parts ...jobs.Part) error {
	specs := make([]jobs.Spec, len(parts))
	for i, part := range parts {
		specs[i] = spec(v, part.Args, part.Cost)
	}
	return p.Queue.EnqueueTx(ctx, tx, specs...)
}

// settled removes what nobody needs of a video that nothing is left to be done
// for.
func (p *Pipeline) settled(ctx context.Context, tx *database.Tx, id int64) error {
	if err := transcode.ForgetTx(ctx, tx, id); err != nil {
		return err
	}
	return p.Queue.EnqueueTx(ctx, tx, jobs.Spec{Args: sweep.TidyArgs{VideoID: id}, Subject: address.Subject(id)})
}

// KeptUntil removes the source of a video that failed when its time has passed.
func (p *Pipeline) KeptUntil(ctx context.Context, tx *database.Tx, id int64, until time.Time) error {
	return p.Queue.EnqueueTx(ctx, tx, jobs.Spec{Args: sweep.TidyArgs{VideoID: id, Late: true}, Subject: address.Subject(id), RunAt: until})
}

func (p *Pipeline) prioritized(ctx context.Context, tx *database.Tx, id int64, priority int) error {
	return p.Queue.PrioritizeTx(ctx, tx, address.Subject(id), priority)
}

// retried starts a video again: whatever is still queued for it goes.
func (p *Pipeline) retried(ctx context.Context, tx *database.Tx, v catalog.Video, stored bool) error {
	if err := transcode.ForgetTx(ctx, tx, v.ID); err != nil {
		return err
	}
	if err := p.Queue.CancelTx(ctx, tx, address.Subject(v.ID)); err != nil {
		return err
	}
	if v.PosterSource != nil {
		if err := p.fetchPoster(ctx, tx, v); err != nil {
			return err
		}
	}
	if stored {
		return p.Stored(ctx, tx, v)
	}
	return p.Queue.EnqueueTx(ctx, tx, spec(v, ingest.FetchArgs{VideoID: v.ID}, jobs.Unit))
}

// deleted ends what is done for videos and removes what is stored of them.
func (p *Pipeline) deleted(ctx context.Context, tx *database.Tx, videos []catalog.Video) error {
	subjects, purges, ids := make([]string, len(videos)), make([]jobs.Spec, len(videos)), make([]int64, len(videos))
	soon := time.Now().Add(purgeDelay)
	for i, v := range videos {
		ids[i], subjects[i] = v.ID, address.Subject(v.ID)
		purges[i] = jobs.Spec{Args: sweep.PurgeArgs{VideoID: v.ID, Slug: v.Slug}, RunAt: soon}
		if err := p.EndUploads(ctx, tx, v.ID); err != nil {
			return err
		}
		if err := stats.ForgetTx(ctx, tx, v.AccountID, stats.Video, v.ID); err != nil {
			return err
		}
	}
	if err := transcode.ForgetTx(ctx, tx, ids...); err != nil {
		return err
	}
	if err := p.Queue.CancelTx(ctx, tx, subjects...); err != nil {
		return err
	}
	return p.Queue.EnqueueTx(ctx, tx, purges...)
}

func (p *Pipeline) directoryDeleted(ctx context.Context, tx *database.Tx, id int64) error {
	return p.Queue.EnqueueTx(ctx, tx, jobs.Spec{Args: sweep.DismantleArgs{DirectoryID: id}})
}

// unlisted takes videos out of what refers to them.
func (p *Pipeline) unlisted(ctx context.Context, tx *database.Tx, videos any) error {
	return p.Playlists.DropTx(ctx, tx, videos)
}

// PlayerDeleted lets what was shown with a player be shown with the account's
// standard one.
func (p *Pipeline) PlayerDeleted(ctx context.Context, tx *database.Tx, id int64) error {
	if err := catalog.ForgetPlayerTx(ctx, tx, id); err != nil {
		return err
	}
	return playlist.ForgetPlayerTx(ctx, tx, id)
}

// PlaylistDeleted forgets what was counted of a playlist.
func (p *Pipeline) PlaylistDeleted(ctx context.Context, tx *database.Tx, account, id int64) error {
	return stats.ForgetTx(ctx, tx, account, stats.Playlist, id)
}
