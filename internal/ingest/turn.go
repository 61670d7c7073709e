package ingest

import (
	"cmp"
	"net/url"
	"strings"
	"sync"
	"time"

	"kinora/internal/library"
)

// turns bounds how many downloads this process has at a time from one host and
// for one account. A download that may not begin waits in the queue, and is
// called from there as soon as another one ends.
type turns struct {
	perHost, perAccount int

	mu       sync.Mutex
	hosts    map[string]int
	accounts map[int64]int
	waiting  map[int64]waiter // by video
}

// waiter is a download that waits for its turn.
type waiter struct {
	video, account int64
	host           string
	priority       int64
	times          int // that it was told to wait
	seen           time.Time
}

// before orders waiters as the queue does.
func (w waiter) before(other waiter) bool {
	return cmp.Or(cmp.Compare(other.priority, w.priority), cmp.Compare(w.video, other.video)) < 0
}

// Pauses of a download that waits, should nobody call it: the first ones are
// short, because it may not have been in the queue yet when it was called.
const (
	firstWait   = 5 * time.Second
	longestWait = time.Minute
	waitSpread  = 100 * time.Millisecond // for each that waits already, so that few come back at a time
	forgotten   = 15 * time.Minute       // after which a waiter that did not come back is given up
)

func newTurns(perHost, perAccount int) *turns {
	return &turns{
		perHost: perHost, perAccount: perAccount,
		hosts: map[string]int{}, accounts: map[int64]int{}, waiting: map[int64]waiter{},
	}
}

// originHost is the host that a source is downloaded from, whatever the port
// and the protocol, "" when there is none.
func originHost(origin *string) string {
	if origin == nil {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(*origin))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

// take lets a download begin, or tells how long it is to wait. Who was let in
// calls done.
func (t *turns) take(v library.Video) (done func() []int64, wait time.Duration) {
	w := waiter{video: v.ID, account: v.AccountID, host: originHost(v.OriginURL), priority: v.Priority}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.room(w) {
		delete(t.waiting, w.video)
		t.hosts[w.host]++
		t.accounts[w.account]++
		return sync.OnceValue(func() []int64 { return t.done(w) }), 0
	}
	w.times, w.seen = t.waiting[w.video].times+1, time.Now()
	t.waiting[w.video] = w
	return nil, min(firstWait<<min(w.times-1, 8), longestWait) + time.Duration(len(t.waiting))*waitSpread
}

func (t *turns) room(w waiter) bool {
	return t.hosts[w.host] < t.perHost && t.accounts[w.account] < t.perAccount
}

// done ends a download and returns those that may begin now, best first: two
// at most, one at the same host and one of the same account.
func (t *turns) done(w waiter) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	drop(t.hosts, w.host)
	drop(t.accounts, w.account)
	var best []waiter
	for id, other := range t.waiting {
		switch {
		case time.Since(other.seen) > forgotten+time.Duration(len(t.waiting))*waitSpread:
			delete(t.waiting, id)
		case t.room(other):
			best = insert(best, other)
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

func drop[K comparable](counts map[K]int, key K) {
	if counts[key]--; counts[key] == 0 {
		delete(counts, key)
	}
}

// candidates is how many waiters are tried when one may begin: some may have
// been deleted, or be on their way already.
const candidates = 8

// insert keeps the best candidates in order.
func insert(best []waiter, w waiter) []waiter {
	at := len(best)
	for at > 0 && w.before(best[at-1]) {
		at--
	}
	best = append(best[:at], append([]waiter{w}, best[at:]...)...)
	return best[:min(len(best), candidates)]
}
