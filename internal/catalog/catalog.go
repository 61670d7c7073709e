// Package catalog keeps the catalogue: videos, their renditions, subtitles,
// directories, playlists and players, and the events that tell of their changes. Types, rules and SQL
// live together; a video's status is derived from its rows, never set freely.
package catalog

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"kinora/internal/database"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/search"
)

// Hooks let the work that hangs on the catalogue join its transactions without
// the catalogue knowing that work. Each may be nil.
type Hooks struct {
	// Created runs after videos were inserted.
	Created func(ctx context.Context, tx *database.Tx, videos []Video) error
	// Deleted runs when videos are deleted, once for each.
	Deleted func(ctx context.Context, tx *database.Tx, videos []Video) error
	// Settled runs when nothing of a video is left to be done.
	Settled func(ctx context.Context, tx *database.Tx, videoID int64) error
	// Priority runs when a video's place in the queue was changed.
	Priority func(ctx context.Context, tx *database.Tx, videoID int64, priority int) error
	// Retried runs when a video that failed is started again: from its stored
	// source, else from its origin.
	Retried func(ctx context.Context, tx *database.Tx, video Video, stored bool) error
	// Reached runs when a video can be watched for the first time, and when all
	// of it is done: how long after its creation. The transaction that says so
	// may still fail.
	Reached func(status string, after time.Duration)
	// StorePosters keeps the bytes of posters, by slug, before the rows that
	// name them exist: in no transaction, and for what may never commit.
	StorePosters func(ctx context.Context, posters map[string]Poster) error
	// FetchPoster runs when a video's poster is to be fetched.
	FetchPoster func(ctx context.Context, tx *database.Tx, video Video) error
	// DirectoryDeleted runs when a directory was deleted whose videos are
	// still to be taken apart.
	DirectoryDeleted func(ctx context.Context, tx *database.Tx, directoryID int64) error
	// Unlisted runs when videos, given as ids or as a query of ids, are gone for
	// every reader: nothing may refer to them any more.
	Unlisted func(ctx context.Context, tx *database.Tx, videos any) error
}

// Catalog is the catalogue on a database. It is safe for concurrent use.
type Catalog struct {
	Limits    Limits        // set before use
	Qualities *quality.Sets // that videos may be encoded by; set before use, nil has none

	db     *database.DB
	often  often
	hooks  Hooks
	quotas *quota.Quotas
	index  *search.Index // of names
	now    func() time.Time

	maxOrdered int // videos in a list with an order: all are read for a page
}

// New returns the catalogue kept in db.
func New(db *database.DB, hooks Hooks) *Catalog {
	return &Catalog{db: db, often: newOften(db), hooks: hooks, quotas: quota.New(db), index: search.New(db), now: time.Now, maxOrdered: 10_000}
}

// ItemError is the error of one item of a batch.
type ItemError struct {
	Index int // position in the batch, from 0
	Err   error
}

func (e *ItemError) Error() string { return e.Err.Error() }

// Unwrap returns the item's own error.
func (e *ItemError) Unwrap() error { return e.Err }

// unlist lets nothing refer to videos any more.
func (l *Catalog) unlist(ctx context.Context, tx *database.Tx, videos any) error {
	if l.hooks.Unlisted == nil {
		return nil
	}
	return l.hooks.Unlisted(ctx, tx, videos)
}

func (l *Catalog) millis() int64 { return l.now().UnixMilli() }

// newSlug returns a random public name: 96 random bits as letters and digits.
func newSlug() string {
	for {
		var raw [18]byte
		_, _ = rand.Read(raw[:]) // crypto/rand.Read never fails
		text := strings.NewReplacer("-", "", "_", "").Replace(base64.RawURLEncoding.EncodeToString(raw[:]))
		if len(text) >= 16 {
			return text[:16]
		}
	}
}
