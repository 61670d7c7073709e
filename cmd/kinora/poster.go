package main

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/library"
	"kinora/internal/sweep"
)

// posterCare is when posters are looked after: those that came to nothing, or
// were replaced, go then.
const posterCare = time.Hour

// storePosters stores posters of videos that do not name them yet. What is to
// remove those that never will be named is queued first, so that nothing stays
// behind whenever this process dies.
func (a *app) storePosters(ctx context.Context, posters map[string]library.Poster) error {
	care := jobs.Spec{
		Args:  sweep.PostersArgs{Slugs: slices.Sorted(maps.Keys(posters))},
		RunAt: time.Now().Add(posterCare),
	}
	err := a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return a.enqueue(ctx, tx, care) })
	if err != nil {
		return err
	}
	for slug, p := range posters {
		for thumb, file := range map[bool][]byte{false: p.Full, true: p.Thumb} {
			key := address.PosterKey(slug, address.Poster{Name: p.Name, Thumb: thumb})
			if err := a.store.Put(ctx, key, bytes.NewReader(file), int64(len(file))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *app) fetchPoster(ctx context.Context, tx *database.Tx, v library.Video) error {
	return a.enqueue(ctx, tx, jobs.Spec{Args: ingest.PosterArgs{VideoID: v.ID, URL: *v.PosterSource}, Subject: address.Subject(v.ID), Owner: v.AccountID, Cost: jobs.Unit})
}

func (a *app) directoryDeleted(ctx context.Context, tx *database.Tx, id int64) error {
	return a.enqueue(ctx, tx, jobs.Spec{Args: sweep.DismantleArgs{DirectoryID: id}})
}
