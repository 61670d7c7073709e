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

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/media/picture"
)

// PosterQueue is the queue of poster jobs: pictures are small, and do not wait
// for films.
const PosterQueue = "poster"

// PosterArgs asks for the picture that a video's poster is to be.
type PosterArgs struct {
	VideoID int64  `json:"video_id"`
	URL     string `json:"url"`
}

// Kind is the kind of job that PosterArgs asks for.
func (PosterArgs) Kind() string { return "poster" }

// Posters is what fetching posters needs of the catalogue.
type Posters interface {
	ByID(ctx context.Context, id int64) (catalog.Video, error)
	KeepPoster(ctx context.Context, slug string, p catalog.Poster) error
	PosterFetchedTx(ctx context.Context, tx *database.Tx, id int64, source string, name *string) error
}

// PosterOptions are what a PosterFetcher works with. Catalog and Client must
// be set.
type PosterOptions struct {
	Catalog Posters
	Client  *http.Client    // guarded: customers name the addresses
	Timeout time.Duration   // of one attempt; default 10 s
	Backoff []time.Duration // pauses between the three attempts; default 5 s, 30 s
	PerHost int             // fetches of this process at a time from one host, see turns; default 4
	// PerAccount is how many an account may have at a time; default 2.
	PerAccount int
	// Wake is that of a queue, see turns.
	Wake func(ctx context.Context, kind, subject string) (bool, error)
	Log  *slog.Logger // default none
}

// PosterFetcher does poster jobs.
type PosterFetcher struct {
	PosterOptions
	turns *turns
}

// NewPosterFetcher returns a PosterFetcher with the defaults filled in.
func NewPosterFetcher(o PosterOptions) *PosterFetcher {
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if len(o.Backoff) == 0 {
		o.Backoff = []time.Duration{5 * time.Second, 30 * time.Second}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	t := newTurns(PosterArgs{}.Kind(), cmp.Or(o.PerHost, 4), cmp.Or(o.PerAccount, 2))
	t.wake, t.log = o.Wake, o.Log
	return &PosterFetcher{o, t}
}

// Register adds the poster kind to a registry.
func (f *PosterFetcher) Register(r *jobs.Registry) {
	jobs.Register(r, jobs.Handler[PosterArgs]{
		Options: jobs.Options{Queue: PosterQueue, MaxAttempts: 3, Backoff: f.Backoff},
		Work: func(ctx context.Context, j jobs.Job[PosterArgs]) (jobs.Finish, error) {
			return f.work(ctx, j.Args)
		},
		Failed: func(ctx context.Context, tx *database.Tx, j jobs.Job[PosterArgs], cause error) error {
			f.Log.WarnContext(ctx, "no poster", "video", j.Args.VideoID, "err", cause)
			return f.Catalog.PosterFetchedTx(ctx, tx, j.Args.VideoID, j.Args.URL, nil)
		},
	})
}

// work fetches a poster, unless the video has gone or wants another one by now.
func (f *PosterFetcher) work(ctx context.Context, a PosterArgs) (jobs.Finish, error) {
	v, err := f.Catalog.ByID(ctx, a.VideoID)
	if fault.KindOf(err) == fault.Gone || err == nil && (v.PosterSource == nil || *v.PosterSource != a.URL) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	end, err := f.turns.begin(ctx, v.ID, v.Priority, place{originHost(&a.URL), v.AccountID})
	if err != nil {
		return nil, err
	}
	file, err := f.download(ctx, a.URL)
	end()
	if err != nil && ctx.Err() == nil && hopeless(err) {
		return nil, jobs.Cancel(err)
	}
	if err != nil {
		return nil, err
	}
	p, err := picture.Clean(ctx, v.AccountID, file)
	if errors.Is(err, picture.ErrInvalid) || errors.Is(err, picture.ErrTooLarge) {
		return nil, jobs.Cancel(err)
	}
	if err != nil {
		return nil, err
	}
	if err := f.Catalog.KeepPoster(ctx, v.Slug, catalog.Poster(p)); err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx *database.Tx) error {
		return f.Catalog.PosterFetchedTx(ctx, tx, a.VideoID, a.URL, &p.Name)
	}, nil
}

// download returns the file at a URL, which may be as large as a poster may.
func (f *PosterFetcher) download(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	req, err := Origin{URL: url}.request(ctx)
	if err != nil {
		return nil, err
	}
	resp, err := egress.WithCookies(f.Client).Do(req)
	if err != nil {
		return nil, originError(withoutURL(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, statusError(resp)
	}
	body, err := decoded(resp)
	if err != nil {
		return nil, err
	}
	file, err := io.ReadAll(io.LimitReader(body, picture.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the poster: %w", err)
	}
	return file, nil
}
