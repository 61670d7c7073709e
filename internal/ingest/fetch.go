// Package ingest gets sources into storage and finds out what they are. The
// fetch job downloads a video's origin; the inspect job looks at what arrived
// and starts the work on it.
package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// DownloadQueue is the queue of fetch jobs.
const DownloadQueue = "download"

// FetchArgs asks for the download of a video's origin.
type FetchArgs struct {
	VideoID int64 `json:"video_id"`
}

// Kind is the kind of job that FetchArgs asks for.
func (FetchArgs) Kind() string { return "fetch" }

// InspectArgs asks for a look at a video's stored source.
type InspectArgs struct {
	VideoID int64 `json:"video_id"`
	Again   bool  `json:"again,omitempty"` // of a video that plays, whose failed parts are made again
}

// Kind is the kind of job that InspectArgs asks for.
func (InspectArgs) Kind() string { return "inspect" }

// Catalog is what a Fetcher needs of the catalogue. All methods answer with
// fault.Gone once the video is deleted.
type Catalog interface {
	ByID(ctx context.Context, id int64) (catalog.Video, error)
	ByIDTx(ctx context.Context, tx *database.Tx, id int64) (catalog.Video, error)
	SetExpected(ctx context.Context, id, bytes int64) error
	SetReceived(ctx context.Context, id, bytes int64) error
	FetchedTx(ctx context.Context, tx *database.Tx, id, size int64) error
	RejectedTx(ctx context.Context, tx *database.Tx, id int64, f catalog.Failure) error
}

// Options are what a Fetcher works with. Catalog, Quotas, Store, Client, Dialer
// and Stored must be set.
type Options struct {
	Catalog     Catalog
	Quotas      *quota.Quotas
	Store       storage.Store
	Client      *http.Client    // guarded: customers name the addresses
	Dialer      Dialer          // of sftp, as guarded
	MaxBytes    int64           // largest source; default 30 GB
	IdleTimeout time.Duration   // longest wait for a byte; default 60 s, at most 30 min
	MaxDuration time.Duration   // longest download; default 24 h
	Backoff     []time.Duration // pauses between attempts; default 5 s, 30 s
	MaxAttempts int             // default 3
	Reconnect   []time.Duration // see Limits.Pauses
	PerHost     int             // downloads of this process at a time from one host, see turns; default 4
	PerAccount  int             // and for one account; default 4
	// Stored goes on with a video whose source is stored.
	Stored func(ctx context.Context, tx *database.Tx, v catalog.Video) error
	// Wake is that of a queue, see turns.
	Wake func(ctx context.Context, kind, subject string) (bool, error)
	Log  *slog.Logger // default none
}

// Fetcher does fetch jobs.
type Fetcher struct {
	Options
	turns *turns
}

// NewFetcher returns a Fetcher with the defaults filled in.
func NewFetcher(o Options) *Fetcher {
	if o.MaxDuration <= 0 {
		o.MaxDuration = 24 * time.Hour
	}
	if len(o.Backoff) == 0 {
		o.Backoff = []time.Duration{5 * time.Second, 30 * time.Second}
	}
	if o.MaxAttempts <= 0 {
		o.MaxAttempts = 3
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	t := newTurns(FetchArgs{}.Kind(), cmp.Or(o.PerHost, 4), cmp.Or(o.PerAccount, 4))
	t.wake, t.log = o.Wake, o.Log
	return &Fetcher{o, t}
}

// Register adds the fetch kind to a registry.
func (f *Fetcher) Register(r *jobs.Registry) {
	jobs.Register(r, jobs.Handler[FetchArgs]{
		Options: jobs.Options{Step: catalog.StepDownloading, Queue: DownloadQueue, MaxAttempts: f.MaxAttempts, Backoff: f.Backoff},
		Work: func(ctx context.Context, j jobs.Job[FetchArgs]) (jobs.Finish, error) {
			return f.fetch(ctx, j.Args.VideoID)
		},
		Failed: func(ctx context.Context, tx *database.Tx, j jobs.Job[FetchArgs], cause error) error {
			tries := f.MaxAttempts - (j.MaxAttempts - j.Attempt) // without those that ended with their worker
			return f.failed(ctx, tx, j.Args.VideoID, cause, tries)
		},
	})
}

// fetch stores the origin of a video. The work on a video deleted meanwhile
// ends without an error and leaves nothing.
func (f *Fetcher) fetch(ctx context.Context, id int64) (jobs.Finish, error) {
	v, err := f.Catalog.ByID(ctx, id)
	if fault.KindOf(err) == fault.Gone {
		return nil, f.Store.Delete(ctx, address.SourceKey(id))
	}
	if err != nil {
		return nil, fmt.Errorf("fetch video %d: %w", id, err)
	}
	end, err := f.turns.begin(ctx, v.ID, v.Priority, place{originHost(v.OriginURL), v.AccountID})
	if err != nil {
		return nil, err
	}
	defer end()
	size, err := f.download(ctx, v)
	switch {
	case err == nil:
		return f.finish(v, size), nil
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case fault.KindOf(err) == fault.Gone:
		return nil, nil
	}
	err = fmt.Errorf("fetch video %d: %w", id, err)
	if hopeless(err) {
		err = jobs.Cancel(err)
	}
	return nil, err
}

// download streams the origin of a video into storage and returns its size.
func (f *Fetcher) download(ctx context.Context, v catalog.Video) (size int64, err error) {
	if v.OriginURL == nil {
		return 0, fault.Wrap(fault.Unsupported, textNotFound, errors.New("no origin"))
	}
	ctx, cancel := context.WithTimeoutCause(ctx, f.MaxDuration, errTooLong)
	defer cancel()
	origin := Origin{URL: *v.OriginURL}
	if v.OriginHTTPHeaders != nil {
		origin.Header = *v.OriginHTTPHeaders
	}
	room, err := f.Quotas.Room(ctx, v.AccountID)
	if err != nil {
		return 0, err
	}
	limits := Limits{MaxBytes: f.MaxBytes, IdleTimeout: f.IdleTimeout, Pauses: f.Reconnect}.orDefaults()
	limits.MaxBytes = min(limits.MaxBytes, room)
	known := facts{host: originHost(v.OriginURL), size: -1, most: limits.MaxBytes, quota: limits.MaxBytes == room}
	defer func() { err = known.explain(err) }()
	report := func(received int64) error { return f.report(ctx, v.ID, received) }
	d, err := StartDownload(ctx, Network{f.Client, f.Dialer}, origin, limits, report)
	if err != nil {
		return 0, err
	}
	defer d.Close()
	if err := f.Catalog.SetExpected(ctx, v.ID, d.Size()); err != nil {
		return 0, err
	}
	err = f.store(ctx, v.ID, d)
	known.received, known.size = d.Received(), d.Size()
	return known.received, err
}

// store puts a download into storage. Of what the store itself complains about
// only the lack of room has a documented text.
func (f *Fetcher) store(ctx context.Context, id int64, d *Download) error {
	err := f.Store.Put(ctx, address.SourceKey(id), d, d.Size())
	switch {
	case err == nil, fault.Detail(err) != "":
		return err
	case errors.Is(err, storage.ErrNoSpace), errors.Is(err, errTooLong), errors.Is(err, io.ErrUnexpectedEOF):
		return originError(err)
	}
	return err
}

// report records progress. Only a deleted video ends the download: progress
// that could not be recorded is no reason to lose what has arrived.
func (f *Fetcher) report(ctx context.Context, id, received int64) error {
	err := f.Catalog.SetReceived(database.Impatient(ctx), id, received) // an origin does not wait
	if fault.KindOf(err) == fault.Gone {
		return err
	}
	if err != nil {
		f.Log.LogAttrs(ctx, slog.LevelWarn, "progress of a download not recorded", slog.Int64("video", id), slog.Any("err", err))
	}
	return nil
}

// finish records that the source is stored and starts its inspection.
func (f *Fetcher) finish(v catalog.Video, size int64) jobs.Finish {
	return func(ctx context.Context, tx *database.Tx) error {
		err := f.Catalog.FetchedTx(ctx, tx, v.ID, size)
		switch {
		case fault.KindOf(err) == fault.Gone:
			return f.Store.Delete(ctx, address.SourceKey(v.ID))
		case errors.Is(err, quota.ErrQuota):
			return jobs.Cancel(err) // others took the room meanwhile
		case err != nil:
			return err
		}
		now, err := f.Catalog.ByIDTx(ctx, tx, v.ID) // its priority may have changed since
		if err != nil {
			return err
		}
		return f.Stored(ctx, tx, now)
	}
}

// failed records why there is no source. An attempt may have stored one and
// died before it could say so: the sweep that follows takes it away.
func (f *Fetcher) failed(ctx context.Context, tx *database.Tx, id int64, cause error, tries int) error {
	err := f.Catalog.RejectedTx(ctx, tx, id, catalog.Failure{Text: reason(cause), Detail: explanation(cause) + triedSentence(tries, time.Now())})
	if fault.KindOf(err) == fault.Gone {
		return nil
	}
	return err
}

// explanation is the sentence for a person of why a download failed.
func explanation(cause error) string {
	return cmp.Or(fault.Explanation(cause), facts{}.sentence(cause), "Something went wrong in the server; its log says what.")
}

// reason is the documented text for why a download failed.
func reason(cause error) string {
	switch text := fault.Detail(cause); text {
	case textForbidden, textNotFound, textReset, textTimeout, textIncomplete, textStorage, errNotMedia.Detail:
		return text
	}
	return textIncomplete
}
