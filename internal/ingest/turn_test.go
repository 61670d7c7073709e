package ingest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/library"
)

func video(id, account, priority int64, origin string) library.Video {
	return library.Video{ID: id, AccountID: account, Priority: priority, OriginURL: &origin}
}

func TestTurns(t *testing.T) {
	turns := newTurns(2, 3)
	begin := func(v library.Video) func() []int64 {
		done, _ := turns.take(v)
		require.NotNil(t, done, v.ID)
		return done
	}
	refuse := func(v library.Video) time.Duration {
		done, wait := turns.take(v)
		require.Nil(t, done, v.ID)
		require.Positive(t, wait)
		return wait
	}
	first := begin(video(1, 1, 0, "https://a.example.org/x"))
	second := begin(video(2, 1, 0, "sftp://A.example.org:2022/x"))
	refuse(video(3, 2, 0, "http://user:word@a.example.org./x"))
	third := begin(video(4, 1, 0, "https://b.example.org/x"))
	refuse(video(5, 1, 0, "https://c.example.org/x"))
	refuse(video(6, 2, 5, "https://a.example.org/x"))
	begin(video(7, 2, 0, "https://c.example.org/x"))

	require.Equal(t, []int64{5}, third())
	require.Equal(t, []int64{6, 3, 5}, first(), "by priority, then in order")
	require.Equal(t, []int64{6, 3, 5}, first(), "a turn ends once")
	begin(video(6, 2, 5, "https://a.example.org/x"))
	refuse(video(3, 2, 0, "http://a.example.org/x"))
	require.Equal(t, []int64{3, 5}, second())
	turns.forget(3)
	require.Len(t, turns.waiting, 1)
	begin(video(8, 3, 0, "not an address"))

	for range 20 {
		begin(video(9, 4, 0, "https://d.example.org/"))()
	}
	begin(video(10, 4, 0, "https://d.example.org/"))
	begin(video(11, 4, 0, "https://d.example.org/"))
	last := time.Duration(0)
	for range 10 {
		wait := refuse(video(12, 4, 0, "https://d.example.org/"))
		require.GreaterOrEqual(t, wait, last)
		require.LessOrEqual(t, wait, 2*longestWait)
		last = wait
	}
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
