package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"kinora/internal/database"
)

// Jobs of one priority share their queue by start-time fair queueing: each is
// placed on a virtual clock, and the one with the least place is next. A
// subject's jobs stand as far apart as they cost, so that subjects advance at
// one speed: a short one is done soon, whatever stands before it, and the first
// jobs of all come before the last ones of any. Of an owner with several
// subjects each stands accordingly wider. Places are River's scheduled_at, in a
// past that is never reached by real times.

const (
	epoch  = 946_684_800               // 2000-01-01, where places begin, in Unix seconds
	modern = "2020-01-01 00:00:00"     // between places and real times; 20 years of places are 200 of work
	unit   = 10 * time.Millisecond     // of cost, for each millisecond of place
	free   = 1                         // charged for a job that costs nothing: it has the first place
	slice  = int64(time.Minute / unit) // the most that a subject holds up its owner's next one
)

// Unit is the cost of a job of which nothing is known but that others of its
// queue are alike.
const Unit = time.Second

// place is where a job stands on its queue's clock, in ms from the epoch.
type place struct {
	Owner   int64 `json:"owner,omitempty"`
	At      int64 `json:"place,omitempty"`
	Charged int64 `json:"charged,omitempty"` // where the owner's next subject begins at the earliest
}

func (p place) time() time.Time {
	return time.Unix(epoch, 0).Add(time.Duration(p.At) * time.Millisecond).UTC()
}

type share struct {
	queue string
	owner int64
}

type heap struct {
	share
	subject string
}

// ledger is what one call to EnqueueTx knows of the clocks.
type ledger struct {
	engine *Engine
	tx     *database.Tx
	clocks map[string]int64 // by queue
	next   map[share]int64  // where an owner's next subject begins
	width  map[share]int64  // subjects of the owner
	ends   map[heap]int64   // where a subject's next job begins
	begins map[heap]int64
	costs  map[heap]int64
}

// places finds a place for each job that has an owner.
func (e *Engine) places(ctx context.Context, tx *database.Tx, specs []Spec) ([]place, error) {
	l := &ledger{e, tx, map[string]int64{}, map[share]int64{}, map[share]int64{}, map[heap]int64{}, map[heap]int64{}, map[heap]int64{}}
	list := make([]place, len(specs))
	for i, s := range specs {
		if s.Owner != 0 {
			list[i].Charged = free
		}
		if s.Owner == 0 || s.Cost <= 0 {
			continue
		}
		if s.Subject == "" {
			return nil, fmt.Errorf("a job of kind %q has an owner and no subject", s.Args.Kind())
		}
		h, ok := e.kinds.kinds[s.Args.Kind()]
		if !ok {
			return nil, fmt.Errorf("no handler for kind %q", s.Args.Kind())
		}
		var err error
		if list[i].At, err = l.put(ctx, heap{share{h.Queue, s.Owner}, s.Subject}, max(int64(s.Cost/unit), 1)); err != nil {
			return nil, fmt.Errorf("find a place in queue %s: %w", h.Queue, err)
		}
		list[i].Owner = s.Owner
		list[i].Charged = l.next[share{h.Queue, s.Owner}]
	}
	return list, nil
}

// put places a job behind the others of its subject in this call.
func (l *ledger) put(ctx context.Context, h heap, cost int64) (at int64, err error) {
	if _, known := l.ends[h]; !known {
		if err := l.open(ctx, h); err != nil {
			return 0, err
		}
	}
	at = l.ends[h]
	l.ends[h] += cost * l.width[h.share]
	l.costs[h] += cost
	l.next[h.share] = max(l.next[h.share], l.begins[h]+min(l.costs[h], slice))
	return at, nil
}

// open begins a subject: where the clock is, or behind what its owner has been
// charged for.
func (l *ledger) open(ctx context.Context, h heap) error {
	if _, known := l.clocks[h.queue]; !known {
		now, err := l.clock(ctx, h.queue)
		if err != nil {
			return err
		}
		l.clocks[h.queue] = now
	}
	if _, known := l.width[h.share]; !known {
		var row struct{ Charged, Subjects int64 }
		err := l.tx.NewRaw(`SELECT COALESCE(MAX(charged), 0) AS charged, COUNT(DISTINCT subject) AS subjects
			FROM job_subjects WHERE queue = ? AND owner = ? AND subject <> ?`, h.queue, h.owner, h.subject).Scan(ctx, &row)
		if err != nil {
			return err
		}
		l.next[h.share], l.width[h.share] = row.Charged, row.Subjects
	}
	l.width[h.share]++
	l.begins[h] = max(l.clocks[h.queue], l.next[h.share])
	l.ends[h] = l.begins[h]
	return nil
}

// clock is the place of the job that was begun last, or else of the next one.
func (l *ledger) clock(ctx context.Context, queue string) (int64, error) {
	var running sql.NullInt64
	err := l.tx.NewRaw(`SELECT MAX(s.place) FROM river_job j JOIN job_subjects s ON s.job_id = j.id
		WHERE j.state = 'running' AND j.queue = ? AND s.owner <> 0`, queue).Scan(ctx, &running)
	if err != nil || running.Valid {
		return running.Int64, err
	}
	var next int64
	err = l.tx.NewRaw(`SELECT s.place FROM river_job j JOIN job_subjects s ON s.job_id = j.id
		WHERE j.state = 'available' AND j.queue = ? AND s.owner <> 0
		ORDER BY j.priority, j.scheduled_at, j.id LIMIT 1`, queue).Scan(ctx, &next)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return next, err
}

// takePlaces gives jobs that are due again after a pause their place back;
// until then they come last in their level.
func (e *Engine) takePlaces(ctx context.Context) error {
	_, err := e.db.W.NewRaw(`UPDATE river_job SET scheduled_at = ` + e.sql.placed() + `
		WHERE state = 'available' AND scheduled_at > '` + modern + `' AND scheduled_at <= ` + e.sql.now(0) + `
		AND id IN (SELECT job_id FROM job_subjects WHERE charged <> 0)`).Exec(ctx)
	return err
}
