package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// lease is the right of one attempt to a job, for as long as it is renewed.
type lease struct {
	attempt
	lose context.CancelCauseFunc
}

// leases are those that this process holds.
type leases struct {
	engine *Engine
	mu     sync.Mutex
	held   map[*lease]struct{}
}

// take notes a lease that River has just won for a, and returns a context
// that ends when the lease is lost, with errLost as its cause.
func (l *leases) take(ctx context.Context, a attempt) (context.Context, *lease) {
	ctx, lose := context.WithCancelCause(ctx)
	held := &lease{attempt: a, lose: lose}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held[held] = struct{}{}
	return ctx, held
}

// drop forgets a lease that is settled or lost.
func (l *leases) drop(held *lease) {
	held.lose(nil)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, held)
}

func (l *leases) list() []*lease {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := make([]*lease, 0, len(l.held))
	for held := range l.held {
		list = append(list, held)
	}
	return list
}

// keep renews all leases three times per lease, looks between those times
// whether any was lost, so that a cancelled job ends within a second, and
// returns when ctx ends.
func (l *leases) keep(ctx context.Context) {
	renew := l.engine.config.Lease / 3
	ticker := time.NewTicker(min(renew, time.Second))
	defer ticker.Stop()
	var last time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-ticker.C:
			due := now.Sub(last) >= renew
			if due {
				last = now
			}
			l.check(ctx, due)
		}
	}
}

// check finds out which leases are still held, renewing them on the way if
// asked to. While the database does not answer nobody else can have them: work
// goes on, and what it comes to is settled when the database is back.
func (l *leases) check(ctx context.Context, renew bool) {
	list := l.list()
	if len(list) == 0 {
		return
	}
	limited, cancel := context.WithTimeout(ctx, l.engine.config.Lease/3)
	defer cancel()
	alive, err := l.alive(limited, list, renew)
	if err != nil {
		if ctx.Err() == nil {
			l.engine.log.LogAttrs(ctx, slog.LevelWarn, "leases not renewed", slog.Any("err", err))
		}
		return
	}
	for _, held := range list {
		if !alive[held.name()] {
			held.lose(errLost)
		}
	}
}

type leaseName struct {
	ID      int64
	Attempt int
}

func (h *lease) name() leaseName { return leaseName{h.ID, h.Attempt} }

func (l *leases) alive(ctx context.Context, list []*lease, renew bool) (map[leaseName]bool, error) {
	var ids, pairs strings.Builder
	for i, held := range list {
		if i > 0 {
			ids.WriteString(", ")
			pairs.WriteString(", ")
		}
		fmt.Fprintf(&ids, "%d", held.ID)
		fmt.Fprintf(&pairs, "(%d, %d)", held.ID, held.Attempt)
	}
	where := fmt.Sprintf(" WHERE id IN (%s) AND (id, attempt) IN (VALUES %s) AND state = 'running'", &ids, &pairs)
	db, query := l.engine.db.R, "SELECT id, attempt FROM river_job"+where
	if renew {
		db = l.engine.db.W
		query = "UPDATE river_job SET attempted_at = " + l.engine.sql.now(0) + where + " RETURNING id, attempt"
	}
	var rows []leaseName
	if err := db.NewRaw(query).Scan(ctx, &rows); err != nil {
		return nil, err
	}
	alive := make(map[leaseName]bool, len(rows))
	for _, row := range rows {
		alive[row] = true
	}
	return alive, nil
}
