package pipeline

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/sweep"
)

// posterAge is when posters are checked: those that came to nothing, or were
// replaced, go then.
const posterAge = time.Hour

// storePosters stores posters of videos that do not name them yet. What is to
// remove those that never will be named is queued first, so that nothing stays
// behind whenever this process dies.
func (p *Pipeline) storePosters(ctx context.Context, posters map[string]catalog.Poster) error {
	check := jobs.Spec{
		Args:  sweep.PostersArgs{Slugs: slices.Sorted(maps.Keys(posters))},
		RunAt: time.Now().Add(posterAge),
	}
	err := p.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return p.Queue.EnqueueTx(ctx, tx, check) })
	if err != nil {
		return err
	}
	for slug, poster := range posters {
		for thumb, file := range map[bool][]byte{false: poster.Full, true: poster.Thumb} {
			key := address.PosterKey(slug, address.Poster{Name: poster.Name, Thumb: thumb})
			if err := p.Store.Put(ctx, key, bytes.NewReader(file), int64(len(file))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Pipeline) fetchPoster(ctx context.Context, tx *database.Tx, v catalog.Video) error {
	s := spec(v, ingest.PosterArgs{VideoID: v.ID, URL: *v.PosterSource}, jobs.Unit)
	s.Priority = 0 // posters have a queue of their own
	return p.Queue.EnqueueTx(ctx, tx, s)
}
