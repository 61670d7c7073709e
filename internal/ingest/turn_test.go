package ingest

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

// taken is a fetch of a video as turns see it.
func taken(video, account, priority int64, origin string) waiter {
	return waiter{place: place{originHost(&origin), account}, video: video, priority: priority}
}

func TestTurns(t *testing.T) {
	turns := newTurns("fetch", 2, 3)
	begin := func(w waiter) func() []int64 {
		done, _ := turns.take(w)
		require.NotNil(t, done, w.video)
		return done
	}
	refuse := func(w waiter) time.Duration {
		done, wait := turns.take(w)
		require.Nil(t, done, w.video)
		require.Positive(t, wait)
		return wait
	}
	first := begin(taken(1, 1, 0, "https://a.example.org/x"))
	begin(taken(2, 1, 0, "sftp://A.example.org:2022/x"))
	refuse(taken(3, 1, 0, "http://user:word@a.example.org./x"))
	third := begin(taken(4, 1, 0, "https://b.example.org/x"))
	refuse(taken(5, 1, 0, "https://c.example.org/x"))
	refuse(taken(6, 1, 5, "https://a.example.org/x"))
	begin(taken(7, 2, 0, "https://c.example.org/x"))

	require.Equal(t, []int64{5}, third())
	require.Equal(t, []int64{6, 5, 3}, first(), "by priority, then whose account has least there")
	require.Equal(t, []int64{6, 5, 3}, first(), "a turn ends once")
	begin(taken(6, 1, 5, "https://a.example.org/x"))
	refuse(taken(3, 1, 0, "http://a.example.org/x"))
	turns.forget(3)
	require.Len(t, turns.waiting, 1)
	begin(taken(8, 3, 0, "not an address"))

	for range 20 {
		begin(taken(9, 4, 0, "https://d.example.org/"))()
	}
	begin(taken(10, 4, 0, "https://d.example.org/"))
	begin(taken(11, 4, 0, "https://d.example.org/"))
	last := time.Duration(0)
	for range 10 {
		wait := refuse(taken(12, 4, 0, "https://d.example.org/"))
		require.GreaterOrEqual(t, wait, last)
		require.LessOrEqual(t, wait, 2*longestWait)
		last = wait
	}
}

// TestTurnsShareAHost has one account hold all of a host's places: others get
// their part of them at once, and what is freed goes to who has least.
func TestTurnsShareAHost(t *testing.T) {
	const host = "https://a.example.org/"
	turns := newTurns("fetch", 4, 4)
	begin := func(video, account int64) func() []int64 {
		done, _ := turns.take(taken(video, account, 0, host))
		return done
	}
	first := begin(1, 1)
	for video := int64(2); video <= 4; video++ {
		require.NotNil(t, begin(video, 1), "alone it has them all")
	}
	require.Nil(t, begin(5, 1))
	require.NotNil(t, begin(6, 2), "half of them belong to the second")
	require.NotNil(t, begin(7, 2))
	require.Nil(t, begin(8, 2))
	require.NotNil(t, begin(9, 3))
	require.Nil(t, begin(10, 3), "a third of four is one")
	require.Empty(t, first(), "six hold what four may")
	require.Empty(t, turns.done(taken(6, 2, 0, host)))
	require.Equal(t, []int64{8}, turns.done(taken(7, 2, 0, host)))
	require.Equal(t, []int64{8, 10, 5}, turns.done(taken(2, 1, 0, host)), "who has least comes first")
}

// gate is an origin that lets nobody go before it is told to, and knows how
// many it has at a time.
type gate struct {
	arrived chan string
	open    chan struct{}

	mu        sync.Mutex
	now, most int
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	g.now++
	g.most = max(g.most, g.now)
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		g.now--
		g.mu.Unlock()
	}()
	g.arrived <- r.URL.Path
	select {
	case <-g.open:
	case <-r.Context().Done():
	}
	fmt.Fprint(w, "bytes")
}

func (g *gate) await(t *testing.T) string {
	t.Helper()
	select {
	case path := <-g.arrived:
		return path
	case <-time.After(time.Minute):
		t.Fatal("nobody came")
		return ""
	}
}

// TestFetchInTurns has more downloads of one host than may run. Those that
// wait keep no worker from others, also not from those by sftp, and the most
// urgent one is called as soon as another has ended.
func TestFetchInTurns(t *testing.T) {
	b := newBench(t, func(b *bench) { b.workers, b.options.PerHost, b.options.PerAccount = 3, 2, 50 })
	g := &gate{arrived: make(chan string, 100), open: make(chan struct{})}
	busy := serve(t, g.ServeHTTP)
	const many = 6
	for i := range many {
		b.fetch(fmt.Sprintf("%s/%d", busy, i))
	}
	g.await(t)
	g.await(t)
	b.await(t, many-2, "scheduled")

	h := newSFTPHost(t, nil)
	require.NoError(t, os.WriteFile(filepath.Join(h.dir, "a.mp4"), []byte("sftp"), 0o600))
	bySFTP := b.fetch(h.url("a.mp4"))
	b.await(t, many-1, "scheduled") // the same host
	elsewhere := b.fetch(strings.Replace(serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "other") }), "127.0.0.1", "localhost", 1))
	b.awaitInspection(elsewhere.ID)

	for range many { // one may go, and the next one comes at once
		g.open <- struct{}{}
	}
	seen := map[int64]bool{}
	for range many + 1 {
		select {
		case id := <-b.inspected:
			seen[id] = true
		case <-time.After(time.Minute):
			t.Fatal("a download was not called")
		}
	}
	require.True(t, seen[bySFTP.ID])
	require.Equal(t, 2, g.most)
}

// TestFetchInTurnsOfAccounts lets one account's downloads leave workers to
// others.
func TestFetchInTurnsOfAccounts(t *testing.T) {
	b := newBench(t, func(b *bench) { b.workers, b.options.PerHost, b.options.PerAccount = 3, 50, 2 })
	g := &gate{arrived: make(chan string, 100), open: make(chan struct{})}
	busy := serve(t, g.ServeHTTP)
	for range 4 {
		b.fetch(busy)
	}
	g.await(t)
	g.await(t)
	b.await(t, 2, "scheduled")
	other, _, err := account.New(b.db).Create(t.Context(), "other", "other@example.org")
	require.NoError(t, err)
	b.account = other.ID
	mine := b.fetch(busy)
	g.await(t)
	require.Equal(t, 3, g.most)
	close(g.open)
	for range 5 {
		id := <-b.inspected
		if id == mine.ID {
			mine.ID = 0
		}
	}
	require.Zero(t, mine.ID)
	require.LessOrEqual(t, g.most, 3)
}

// await returns once as many jobs are in a state.
func (b *bench) await(t *testing.T, n int64, state string) {
	t.Helper()
	require.Eventually(t, func() bool {
		stats, err := b.engine.Stats(t.Context())
		require.NoError(t, err)
		found := int64(0)
		for _, s := range stats {
			if s.State == state {
				found += s.Count
			}
		}
		return found == n
	}, time.Minute, 5*time.Millisecond)
}

// TestFetchPostersInTurns has one account ask for pictures that never come:
// another account's is fetched beside them.
func TestFetchPostersInTurns(t *testing.T) {
	stuck := make(chan struct{}, 100)
	never := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		stuck <- struct{}{}
		<-r.Context().Done()
	})
	var picture bytes.Buffer
	require.NoError(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 16, 16))))
	there := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(picture.Bytes()) })
	shelf := &shelf{sources: map[int64]string{}, told: make(chan int64, 10)}
	var specs []jobs.Spec
	ask := func(id int64, url string) {
		shelf.sources[id] = url
		specs = append(specs, jobs.Spec{Args: PosterArgs{id, url}, Subject: subject(id)})
	}
	for id := int64(1); id <= 6; id++ {
		ask(id, never)
	}
	ask(101, there)
	registry := jobs.NewRegistry()
	NewPosterFetcher(PosterOptions{Catalog: shelf, Client: guarded(t).Client, Timeout: time.Hour}).Register(registry)
	db := dbtest.SQLite(t)
	engine, err := jobs.New(t.Context(), db, registry, jobs.Config{Queues: map[string]int{PosterQueue: 4}, SoftStop: time.Millisecond})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- engine.Run(ctx) }()
	defer func() {
		cancel()
		require.NoError(t, <-done)
	}()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return engine.EnqueueTx(ctx, tx, specs...)
	}))
	for range 2 {
		<-stuck
	}
	select {
	case id := <-shelf.told:
		require.EqualValues(t, 101, id)
	case <-time.After(time.Minute):
		t.Fatal("one account holds every place")
	}
	require.Empty(t, stuck, "two at a time")
}

// shelf is a catalogue of videos that wait for posters: those below 100 are of
// one account.
type shelf struct {
	sources map[int64]string
	told    chan int64
}

func (s *shelf) ByID(_ context.Context, id int64) (catalog.Video, error) {
	source := s.sources[id]
	return catalog.Video{ID: id, AccountID: id / 100, Slug: "Ab3", PosterSource: &source}, nil
}

func (s *shelf) KeepPoster(context.Context, string, catalog.Poster) error { return nil }

func (s *shelf) PosterFetchedTx(_ context.Context, _ *database.Tx, id int64, _ string, _ *string) error {
	s.told <- id
	return nil
}
