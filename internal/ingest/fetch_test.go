package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/opt"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// bench is a running queue with a Fetcher, on real parts.
type bench struct {
	t         *testing.T
	db        *database.DB
	catalog   *catalog.Catalog
	account   int64
	store     storage.Store
	dir       string // of store
	engine    *jobs.Engine
	options   Options
	workers   int
	inspected chan int64 // videos whose inspection was started
}

// newBench prepares a bench; change may replace parts of the Fetcher.
func newBench(t *testing.T, change func(b *bench)) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.SQLite(t), dir: t.TempDir(), workers: 2, inspected: make(chan int64, 100)}
	owner, _, err := account.New(b.db).Create(t.Context(), "mine", "mine@example.org")
	require.NoError(t, err)
	b.account = owner.ID
	b.store, err = storage.Open(t.Context(), "file:"+b.dir)
	require.NoError(t, err)
	b.catalog = catalog.New(b.db, catalog.Hooks{})
	b.options = Options{
		Catalog: b.catalog, Quotas: quota.New(b.db), Store: b.store, Client: guarded(t).Client, Dialer: guarded(t).Dialer, IdleTimeout: 5 * time.Second,
		Backoff: []time.Duration{time.Millisecond}, Reconnect: []time.Duration{0, 0, 0}, Stored: b.stored,
	}
	b.options.Wake = func(ctx context.Context, kind, subject string) (bool, error) {
		return b.engine.Wake(ctx, kind, subject)
	}
	if change != nil {
		change(b)
	}
	b.run()
	return b
}

// run starts the queue until the test ends.
func (b *bench) run() {
	registry := jobs.NewRegistry()
	NewFetcher(b.options).Register(registry)
	jobs.Register(registry, jobs.Handler[InspectArgs]{
		Options: jobs.Options{Queue: "probe"},
		Work: func(_ context.Context, j jobs.Job[InspectArgs]) (jobs.Finish, error) {
			b.inspected <- j.Args.VideoID
			return nil, nil
		},
	})
	engine, err := jobs.New(b.t.Context(), b.db, registry, jobs.Config{
		Queues: map[string]int{DownloadQueue: b.workers, "probe": 1}, SoftStop: time.Second, Log: slog.New(slog.DiscardHandler),
	})
	require.NoError(b.t, err)
	b.engine = engine
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- engine.Run(ctx) }()
	b.t.Cleanup(func() {
		cancel()
		require.NoError(b.t, <-done)
	})
}

func (b *bench) enqueue(ctx context.Context, tx *database.Tx, specs ...jobs.Spec) error {
	return b.engine.EnqueueTx(ctx, tx, specs...)
}

func (b *bench) stored(ctx context.Context, tx *database.Tx, v catalog.Video) error {
	return b.enqueue(ctx, tx, jobs.Spec{Args: InspectArgs{VideoID: v.ID}, Subject: subject(v.ID)})
}

// fetch creates a video from an origin and queues its download.
func (b *bench) fetch(url string) catalog.Video {
	b.t.Helper()
	videos, err := b.catalog.Create(b.t.Context(), b.account, []catalog.NewVideo{{Name: "a", OriginURL: &url}})
	require.NoError(b.t, err)
	b.queue(videos[0].ID)
	return videos[0]
}

func (b *bench) queue(id int64) {
	b.t.Helper()
	require.NoError(b.t, b.db.InTx(b.t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return b.enqueue(ctx, tx, jobs.Spec{Args: FetchArgs{id}, Subject: fmt.Sprintf("video:%d", id)})
	}))
}

// awaitInspection returns once the inspection of a video was started.
func (b *bench) awaitInspection(id int64) {
	b.t.Helper()
	select {
	case got := <-b.inspected:
		require.Equal(b.t, id, got)
	case <-time.After(time.Minute):
		b.t.Fatal("no inspection")
	}
}

// awaitIdle returns once no job is left to be done.
func (b *bench) awaitIdle() {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		stats, err := b.engine.Stats(context.Background())
		require.NoError(b.t, err)
		open := int64(0)
		for _, s := range stats {
			if s.State != "completed" && s.State != "discarded" && s.State != "cancelled" {
				open += s.Count
			}
		}
		return open == 0
	}, time.Minute, 5*time.Millisecond)
}

// rejected waits for the end of a download that fails and returns the text.
func (b *bench) rejected(id int64) string {
	b.t.Helper()
	b.awaitIdle()
	v, err := b.catalog.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	require.Equal(b.t, catalog.StatusEmpty, v.Status)
	require.NotNil(b.t, v.Error)
	require.Empty(b.t, b.inspected)
	b.requireNothingStored()
	return *v.Error
}

// detail is what a video's failure says to a person.
func (b *bench) detail(id int64) string {
	b.t.Helper()
	v, err := b.catalog.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	require.NotNil(b.t, v.ErrorDetail)
	require.NotContains(b.t, *v.ErrorDetail, "hush")
	return *v.ErrorDetail
}

func (b *bench) requireNothingStored() {
	b.t.Helper()
	for info, err := range b.store.List(context.Background(), "") {
		require.NoError(b.t, err)
		b.t.Fatalf("%s is stored", info.Key)
	}
	left, err := os.ReadDir(filepath.Join(b.dir, "tmp~"))
	require.NoError(b.t, err)
	require.Empty(b.t, left)
}

// counted counts the requests that a handler gets.
func counted(n *atomic.Int64, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		h(w, r)
	}
}

func TestFetch(t *testing.T) {
	b := newBench(t, nil)
	f := &flaky{step: 100_000, tag: `"v1"`}
	v := b.fetch(serve(t, f.ServeHTTP))
	b.awaitInspection(v.ID)
	o, err := b.store.Open(t.Context(), address.SourceKey(v.ID))
	require.NoError(t, err)
	defer o.Close()
	got, err := io.ReadAll(io.NewSectionReader(o, 0, o.Size()))
	require.NoError(t, err)
	require.True(t, bytes.Equal(content, got))
	v, err = b.catalog.ByID(t.Context(), v.ID)
	require.NoError(t, err)
	require.Equal(t, int64(len(content)), v.Received)
	require.Equal(t, int64(len(content)), *v.OriginSize)
	require.Nil(t, v.Error)
}

func TestFetchTriesThreeTimes(t *testing.T) {
	for name, c := range map[string]struct {
		serve http.HandlerFunc
		want  string
		says  string // to a person
	}{
		"forbidden": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, textForbidden, `^127\.0\.0\.1:\d+ answered 403 \(Forbidden\)\. `},
		"not found": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, textNotFound, ` answered 404 \(Not Found\)\. `},
		"broken":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, textReset, ` answered 502 \(Bad Gateway\)\. `},
		"reset":     {(&flaky{step: 1000, reset: true}).ServeHTTP, textReset, `^127\.0\.0\.1 broke the connection after \d+ of 320000 bytes\. `},
		"short":     {(&flaky{step: 1000}).ServeHTTP, textIncomplete, `^127\.0\.0\.1 ended the connection after 1000 of 320000 bytes\. `},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, nil)
			var requests atomic.Int64
			v := b.fetch(serve(t, counted(&requests, c.serve)))
			require.Equal(t, c.want, b.rejected(v.ID))
			require.Equal(t, int64(3), requests.Load())
			detail := b.detail(v.ID)
			require.Regexp(t, c.says, detail)
			require.Regexp(t, ` Tried 3 times, last at \d\d:\d\d UTC on \d+ \w+ \d{4}\.$`, detail)
		})
	}
}

func TestFetchSucceedsAtTheThirdAttempt(t *testing.T) {
	b := newBench(t, nil)
	var requests atomic.Int64
	v := b.fetch(serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if requests.Add(1) < 3 {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write(content)
	}))
	b.awaitInspection(v.ID)
	v, err := b.catalog.ByID(t.Context(), v.ID)
	require.NoError(t, err)
	require.Nil(t, v.Error)
}

func TestFetchTimesOut(t *testing.T) {
	b := newBench(t, func(b *bench) { b.options.IdleTimeout = 300 * time.Millisecond })
	v := b.fetch(stall(t, 1000, ""))
	require.Equal(t, textTimeout, b.rejected(v.ID))
	require.Regexp(t, `^127\.0\.0\.1 did not answer in time, or stopped sending: 1000 bytes came\..* Tried 3 times, `, b.detail(v.ID))
}

func TestFetchEndsWhatTakesTooLong(t *testing.T) {
	b := newBench(t, func(b *bench) { b.options.MaxDuration = 500 * time.Millisecond })
	v := b.fetch(stall(t, 1000, `"v1"`))
	require.Equal(t, textTimeout, b.rejected(v.ID))
}

func TestFetchDoesNotRepeatTheHopeless(t *testing.T) {
	for name, c := range map[string]struct {
		to   string
		want string
	}{
		"redirect inside":    {"http://127.0.0.2:1/", textForbidden},
		"redirect elsewhere": {"file:///etc/passwd", textForbidden},
		"too large":          {"", textStorage},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, func(b *bench) { b.options.MaxBytes = 1000 })
			var requests atomic.Int64
			v := b.fetch(serve(t, counted(&requests, func(w http.ResponseWriter, _ *http.Request) {
				if c.to == "" {
					_, _ = w.Write(content)
					return
				}
				w.Header().Set("Location", c.to)
				w.WriteHeader(http.StatusFound)
			})))
			require.Equal(t, c.want, b.rejected(v.ID))
			require.Equal(t, int64(1), requests.Load())
		})
	}
}

func TestFetchRefusesAddresses(t *testing.T) {
	b := newBench(t, nil)
	for url, says := range map[string]string{
		"http://127.0.0.2/x":                       "127.0.0.2 is a private address. The operator can allow it with allow-private-origins.",
		"http://user:hush@10.0.0.7/a?sig=hush":     "10.0.0.7 is a private address. The operator can allow it with allow-private-origins.",
		"sftp://user:hush@10.0.0.7/a":              "10.0.0.7 is a private address. The operator can allow it with allow-private-origins.",
		"http://169.254.169.254/latest/meta-data/": "169.254.169.254 is a private address. The operator can allow it with allow-private-origins.",
		"http://[::1]/":                            "::1 is a private address. The operator can allow it with allow-private-origins.",
		"http://224.0.0.1/":                        "224.0.0.1 is not a public address. The operator can allow it with allow-private-origins.",
	} {
		id := b.fetch(url).ID
		require.Equal(t, textForbidden, b.rejected(id), url)
		require.Equal(t, says, b.detail(id))
	}
}

// TestFetchTellsNoNames answers alike whether a name is one of the operator's
// network or none at all.
func TestFetchTellsNoNames(t *testing.T) {
	b := newBench(t, func(b *bench) {
		b.options.Client, b.options.Dialer = egress.NewClient(egress.Policy{}), egress.NewDialer(egress.Policy{})
	})
	for _, scheme := range []string{"http", "sftp"} {
		for _, name := range []string{"localhost", "there-is-no-such-name.invalid"} {
			id := b.fetch(scheme + "://user:hush@" + name + "/a").ID
			require.Equal(t, textNotFound, b.rejected(id))
			require.Equal(t, name+" has no public address. Check the name; a private one the operator can allow with allow-private-origins.", b.detail(id))
		}
	}
}

// full is a store without room for anything but a few bytes.
type full struct{ storage.Store }

func (s full) Put(ctx context.Context, key string, r io.Reader, _ int64) error {
	failing := io.MultiReader(io.LimitReader(r, 1000), errorReader{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}})
	return s.Store.Put(ctx, key, failing, -1)
}

type errorReader struct{ err error }

func (e errorReader) Read([]byte) (int, error) { return 0, e.err }

func TestFetchWithoutRoom(t *testing.T) {
	b := newBench(t, func(b *bench) { b.options.Store = full{b.store} })
	v := b.fetch(serve(t, (&flaky{step: len(content)}).ServeHTTP))
	require.Equal(t, textStorage, b.rejected(v.ID))
}

func TestFetchOfDeletedVideoEndsQuietly(t *testing.T) {
	b := newBench(t, nil)
	url := "http://127.0.0.2/"
	videos, err := b.catalog.Create(t.Context(), b.account, []catalog.NewVideo{{Name: "a", OriginURL: &url}})
	require.NoError(t, err)
	require.NoError(t, b.store.Put(t.Context(), address.SourceKey(videos[0].ID), bytes.NewReader(content), -1))
	require.NoError(t, b.catalog.Delete(t.Context(), b.account, videos[0].ID))
	b.queue(videos[0].ID)
	b.awaitIdle()
	b.requireNothingStored()
	b.requireStates("completed")
}

// requireStates checks that all jobs ended in a state.
func (b *bench) requireStates(state string) {
	b.t.Helper()
	stats, err := b.engine.Stats(b.t.Context())
	require.NoError(b.t, err)
	for _, s := range stats {
		require.Equal(b.t, state, s.State)
	}
}

func TestFetchOfVideoDeletedMeanwhile(t *testing.T) {
	b := newBench(t, nil)
	var id atomic.Int64
	ready := make(chan struct{})
	v := b.fetch(serve(t, func(w http.ResponseWriter, _ *http.Request) {
		<-ready
		require.NoError(t, b.catalog.Delete(context.Background(), b.account, id.Load()))
		_, _ = w.Write(content)
	}))
	id.Store(v.ID)
	close(ready)
	b.awaitIdle()
	b.requireNothingStored()
	b.requireStates("completed")
	require.Empty(t, b.inspected)
}

// goneReports is a catalogue in which the video vanishes while it is downloaded.
type goneReports struct{ *catalog.Catalog }

func (goneReports) SetReceived(context.Context, int64, int64) error {
	return fault.New(fault.Gone, "deleted")
}

func TestFetchStopsWhenProgressFindsTheVideoDeleted(t *testing.T) {
	b := newBench(t, func(b *bench) { b.options.Catalog = goneReports{b.catalog} })
	b.fetch(serve(t, func(w http.ResponseWriter, r *http.Request) {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for r.Context().Err() == nil {
			_, _ = w.Write(content[:1000])
			w.(http.Flusher).Flush()
			<-tick.C
		}
	}))
	b.awaitIdle()
	b.requireNothingStored()
	b.requireStates("completed")
}

func TestFetchIsCancelledWithItsVideo(t *testing.T) {
	b := newBench(t, nil)
	arrived := make(chan struct{}, 1)
	v := b.fetch(serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(content[:1000])
		w.(http.Flusher).Flush()
		arrived <- struct{}{}
		<-r.Context().Done()
	}))
	<-arrived
	require.NoError(t, b.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return b.engine.CancelTx(ctx, tx, fmt.Sprintf("video:%d", v.ID))
	}))
	b.awaitIdle()
	require.Eventually(t, func() bool {
		left, err := os.ReadDir(filepath.Join(b.dir, "tmp~"))
		return err == nil && len(left) == 0
	}, time.Minute, 5*time.Millisecond)
	b.requireNothingStored()
}

func TestReasonIsAlwaysDocumented(t *testing.T) {
	require.Equal(t, textNotFound, reason(fmt.Errorf("x: %w", statusFault(404))))
	require.Equal(t, textIncomplete, reason(fmt.Errorf("database is away")))
	require.Equal(t, textIncomplete, reason(fault.New(fault.NotFound, "object a was not found")))
}

// TestFetchWithinTheQuota refuses what an account may not store: at once where
// the origin tells the length, and else with the byte that is too much.
func TestFetchWithinTheQuota(t *testing.T) {
	for name, announce := range map[string]bool{"length told": true, "length not told": false} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, nil)
			origin := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if announce {
					w.Header().Set("Content-Length", "1000")
				}
				for range 10 {
					_, _ = w.Write(make([]byte, 100))
					w.(http.Flusher).Flush()
				}
			}))
			defer origin.Close()
			limit := func(n int64) {
				_, err := quota.New(b.db).Change(t.Context(), b.account, func(q *quota.Quota) { q.MaxBytes = n })
				require.NoError(t, err)
			}
			limit(999)
			v := b.fetch(origin.URL)
			require.Equal(t, textStorage, b.rejected(v.ID))
			require.Equal(t, "The file is larger than the 999 bytes that the account's quota has room for. Delete videos, or ask the operator for more.", b.detail(v.ID))
			require.NoFileExists(t, filepath.Join(b.dir, address.SourceKey(v.ID)))
			limit(1000)
			v = b.fetch(origin.URL)
			b.awaitInspection(v.ID)
			next := "http://127.0.0.1:1/none"
			_, err := b.catalog.Create(t.Context(), b.account, []catalog.NewVideo{{Name: "b", OriginURL: &next}})
			require.ErrorIs(t, err, quota.ErrQuota)
			counted, found, wrong, err := b.catalog.Recount(t.Context(), b.account)
			require.NoError(t, err)
			require.Empty(t, wrong)
			require.Equal(t, found, counted)
			require.EqualValues(t, 1000, counted.Bytes)
		})
	}
}

// What follows a download has the priority that the video has by then.
func TestPriorityChangedWhileItDownloads(t *testing.T) {
	var b *bench
	var stored []catalog.Video
	b = newBench(t, func(b *bench) {
		b.options.Stored = func(ctx context.Context, tx *database.Tx, v catalog.Video) error {
			stored = append(stored, v)
			return b.stored(ctx, tx, v)
		}
	})
	ids := make(chan int64, 1)
	origin := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		urgent := int64(7)
		if _, err := b.catalog.Update(r.Context(), b.account, <-ids, catalog.VideoPatch{Priority: opt.Some(urgent)}); err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, "film")
	}))
	t.Cleanup(origin.Close)
	v := b.fetch(origin.URL + "/a.mp4")
	ids <- v.ID
	b.awaitInspection(v.ID)
	require.Len(t, stored, 1)
	require.Equal(t, v.ID, stored[0].ID)
	require.False(t, stored[0].Planned)
	require.EqualValues(t, 7, stored[0].Priority)
}
