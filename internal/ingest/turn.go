package ingest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"kinora/internal/egress"
	"kinora/internal/jobs"
)

// turns bounds how many fetches of a kind this process has at a time from one
// host and for one account. A host's places are shared fairly: an account that
// comes has its part of them at once, whatever others hold. What may not begin
// waits in the queue, and is called from there as soon as another one ends.
type turns struct {
	kind                string // of the jobs
	perHost, perAccount int
	// wake makes the jobs of a kind and a subject due that wait for a later
	// time, and tells whether there were any. Without it they just wait.
	wake func(ctx context.Context, kind, subject string) (bool, error)
	log  *slog.Logger

	mu      sync.Mutex
	running map[place]int
	waiting map[int64]waiter // by video
}

// place is where a fetch counts.
type place struct {
	host    string
	account int64
}

// waiter is a fetch that waits for its turn.
type waiter struct {
	place
	video    int64
	priority int64
	times    int // that it was told to wait
	seen     time.Time
}

// Pauses of a fetch that waits, should nobody call it: the first ones are
// short, because it may not have been in the queue yet when it was called.
const (
	firstWait   = 5 * time.Second
	longestWait = time.Minute
	waitSpread  = 100 * time.Millisecond // for each that waits already, so that few come back at a time
	forgotten   = 15 * time.Minute       // after which a waiter that did not come back is given up
)

func newTurns(kind string, perHost, perAccount int) *turns {
	return &turns{
		kind: kind, perHost: perHost, perAccount: perAccount, log: slog.New(slog.DiscardHandler),
		running: map[place]int{}, waiting: map[int64]waiter{},
	}
}

// originHost is the host that a source is downloaded from, whatever the port
// and the protocol, "" when there is none.
func originHost(origin *string) string {
	if origin == nil {
		return ""
	}
	u, err := egress.ParseURL(*origin)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

// begin lets a fetch of a video begin, or returns the answer of a job that has
// to wait. Who was let in calls end.
func (t *turns) begin(ctx context.Context, video, priority int64, p place) (end func(), err error) {
	done, wait := t.take(waiter{place: p, video: video, priority: priority})
	if done == nil {
		return nil, jobs.Snooze(wait)
	}
	return func() { t.callNext(ctx, done()) }, nil
}

// callNext calls two at most of those whose turn it is.
func (t *turns) callNext(ctx context.Context, videos []int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	called := 0
	for _, id := range videos {
		if t.wake == nil || called == 2 {
			return
		}
		found, err := t.wake(ctx, t.kind, subject(id))
		switch {
		case err != nil:
			t.log.LogAttrs(ctx, slog.LevelWarn, "a waiting download was not called", slog.Int64("video", id), slog.Any("err", err))
			return
		case found:
			called++
		default:
			t.forget(id)
		}
	}
}

func subject(video int64) string { return fmt.Sprintf("video:%d", video) }

// take lets a fetch begin, or tells how long it is to wait. Who was let in
// calls done, which returns those whose turn it may be then, best first.
func (t *turns) take(w waiter) (done func() []int64, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w.times, w.seen = t.waiting[w.video].times+1, time.Now()
	t.waiting[w.video] = w
	if t.room(w, t.sharers(w.host)) {
		delete(t.waiting, w.video)
		t.running[w.place]++
		return sync.OnceValue(func() []int64 { return t.done(w) }), 0
	}
	return nil, min(firstWait<<min(w.times-1, 8), longestWait) + time.Duration(len(t.waiting))*waitSpread
}

// sharers is how many accounts fetch from a host or wait to.
func (t *turns) sharers(host string) int {
	accounts := map[int64]bool{}
	for p := range t.running {
		if p.host == host {
			accounts[p.account] = true
		}
	}
	for _, w := range t.waiting {
		if w.host == host {
			accounts[w.account] = true
		}
	}
	return len(accounts)
}

// room reports whether a fetch may begin: where its host has a place left, or
// its account has less than its share of them.
func (t *turns) room(w waiter, sharers int) bool {
	host, account := 0, 0
	for p, n := range t.running {
		if p.host == w.host {
			host += n
		}
		if p.account == w.account {
			account += n
		}
	}
	share := max(1, t.perHost/max(1, sharers))
	return account < t.perAccount && (host < t.perHost || t.running[w.place] < share)
}

// done ends a fetch and returns those that may begin now, best first.
func (t *turns) done(w waiter) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.running[w.place]--; t.running[w.place] == 0 {
		delete(t.running, w.place)
	}
	sharers := map[string]int{}
	var best []waiter
	for id, other := range t.waiting {
		if time.Since(other.seen) > forgotten+time.Duration(len(t.waiting))*waitSpread {
			delete(t.waiting, id)
			continue
		}
		if sharers[other.host] == 0 {
			sharers[other.host] = t.sharers(other.host)
		}
		if t.room(other, sharers[other.host]) {
			best = t.insert(best, other)
		}
	}
	ids := make([]int64, len(best))
	for i, b := range best {
		ids[i] = b.video
	}
	return ids
}

// forget lets go of a waiter that is not in the queue; should it be on its way
// there, it will say so again.
func (t *turns) forget(video int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.waiting, video)
}

// candidates is how many waiters are tried when one may begin: some may have
// been deleted, or be on their way already.
const candidates = 8

// insert keeps the best candidates in order: by priority, as the queue does,
// then those whose account has least from their host.
func (t *turns) insert(best []waiter, w waiter) []waiter {
	at := len(best)
	for at > 0 && t.before(w, best[at-1]) {
		at--
	}
	best = append(best[:at], append([]waiter{w}, best[at:]...)...)
	return best[:min(len(best), candidates)]
}

func (t *turns) before(a, b waiter) bool {
	return cmp.Or(cmp.Compare(b.priority, a.priority), cmp.Compare(t.running[a.place], t.running[b.place]), cmp.Compare(a.video, b.video)) < 0
}
