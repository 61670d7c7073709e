package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"kinora/internal/database"
)

// Jobs of one priority share their queue by start-time fair queueing: each is
// placed on a virtual clock, and the one with the least place is next. A
// subject's jobs stand as far apart as they cost, so that subjects advance at
// one speed: a short one is done soon, whatever stands before it, and the first
// jobs of all come before the last ones of any. Of an owner with several
// subjects each stands accordingly wider.
//
// An owner's subjects line up behind one another, but not behind one that takes
// much longer: those stand in a line of their own, so that a short one does not
// wait for a long one that came before it. What overtakes so stands wider as
// well, which leaves other owners their share. Nothing starves: places are kept,
// and what comes later stands ever later. Places are River's scheduled_at, in a
// past that is never reached by real times.

const (
	epoch  = 946_684_800               // 2000-01-01, where places begin, in Unix seconds
	modern = "2020-01-01 00:00:00"     // between places and real times; 20 years of places are 200 of work
	unit   = 10 * time.Millisecond     // of cost, for each millisecond of place
	free   = 1                         // charged for a job that costs nothing: it has the first place
	slice  = int64(time.Minute / unit) // the most that a subject holds up its owner's next one
	longer = 4                         // times as long is much longer
	behind = 4                         // times as wide stands what overtakes
)

// Unit is the cost of a job of which nothing is known but that others of its
// queue are alike.
const Unit = time.Second

// place is where a job stands on its queue's clock, in ms from the epoch.
type place struct {
	Owner   int64 `json:"owner,omitempty"`
	At      int64 `json:"place,omitempty"`
	Charged int64 `json:"charged,omitempty"` // where the owner's next subject begins at the earliest, if it is not much shorter
	Cost    int64 `json:"cost,omitempty"`    // of all the subject's jobs that came with it, in units
}

func (p place) time() time.Time {
	return time.Unix(epoch, 0).Add(time.Duration(p.At) * time.Millisecond).UTC()
}

type share struct {
	queue string
	owner int64
}

type ownedSubject struct {
	share
	subject string
}

// placer finds places for the jobs of one call to EnqueueTx, and keeps what it
// has read of the clocks.
type placer struct {
	engine   *Engine
	tx       *database.Tx
	clocks   map[string]int64          // by queue
	lines    map[share]map[int64]int64 // where an owner's next subject begins, by what the ones before cost
	known    map[share]map[int64]bool  // costs whose lines were read
	width    map[share]int64           // subjects of the owner
	subjects map[ownedSubject]*subjectPlace
}

// subjectPlace is where a subject stands.
type subjectPlace struct {
	cost    int64 // of all its jobs in this call
	begun   bool
	end     int64 // where its next job begins
	charged int64 // where the owner's next subject begins, if it is not much shorter
}

// places finds a place for each job that has an owner.
func (e *Engine) places(ctx context.Context, tx *database.Tx, specs []Spec) ([]place, error) {
	p := &placer{e, tx, map[string]int64{}, map[share]map[int64]int64{}, map[share]map[int64]bool{}, map[share]int64{}, map[ownedSubject]*subjectPlace{}}
	list, subjects := make([]place, len(specs)), make([]ownedSubject, len(specs))
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
		subjects[i] = ownedSubject{share{h.Queue, s.Owner}, s.Subject}
		if p.subjects[subjects[i]] == nil {
			p.subjects[subjects[i]] = &subjectPlace{}
		}
		p.subjects[subjects[i]].cost += costOf(s)
	}
	for i, s := range specs {
		h, at := subjects[i], p.subjects[subjects[i]]
		if at == nil {
			continue
		}
		if err := p.begin(ctx, h, at); err != nil {
			return nil, fmt.Errorf("find a place in queue %s: %w", h.queue, err)
		}
		list[i] = place{Owner: s.Owner, At: at.end, Charged: at.charged, Cost: at.cost}
		at.end += costOf(s) * p.width[h.share]
	}
	return list, nil
}

func costOf(s Spec) int64 { return max(int64(s.Cost/unit), 1) }

// begin places a subject, unless it has begun: where the clock is, or behind what
// its owner has been charged for and does not take much longer.
func (p *placer) begin(ctx context.Context, h ownedSubject, at *subjectPlace) error {
	if at.begun {
		return nil
	}
	if err := p.read(ctx, h, at.cost); err != nil {
		return err
	}
	p.width[h.share]++
	first, last := p.clocks[h.queue], int64(0)
	for cost, next := range p.lines[h.share] {
		if last = max(last, next); cost < at.cost*longer {
			first = max(first, next)
		}
	}
	step := min(at.cost, slice)
	if last > first { // something much longer is overtaken
		step *= behind
	}
	at.begun, at.end, at.charged = true, first, first+step
	p.lines[h.share][at.cost] = max(p.lines[h.share][at.cost], at.charged)
	return nil
}

// read finds out where the clock of a queue is, and where the lines of an owner
// end for a subject of a cost.
func (p *placer) read(ctx context.Context, h ownedSubject, cost int64) error {
	if _, known := p.clocks[h.queue]; !known {
		now, err := p.clock(ctx, h.queue)
		if err != nil {
			return err
		}
		p.clocks[h.queue] = now
	}
	if p.known[h.share] == nil {
		p.known[h.share], p.lines[h.share] = map[int64]bool{}, map[int64]int64{}
	}
	if p.known[h.share][cost] {
		return nil
	}
	p.known[h.share][cost] = true
	var row struct{ Near, Farthest, Subjects int64 }
	err := p.tx.NewRaw(`SELECT COALESCE(MAX(CASE WHEN cost < ? THEN charged END), 0) AS near, COALESCE(MAX(charged), 0) AS farthest,
		COUNT(DISTINCT subject) AS subjects FROM job_subjects WHERE queue = ? AND owner = ? AND subject <> ?`,
		cost*longer, h.queue, h.owner, h.subject).Scan(ctx, &row)
	if err != nil {
		return err
	}
	lines := p.lines[h.share]
	if len(p.known[h.share]) == 1 {
		p.width[h.share] = row.Subjects
	}
	lines[cost] = max(lines[cost], row.Near)
	lines[math.MaxInt64] = max(lines[math.MaxInt64], row.Farthest)
	return nil
}

// clock is the place of the job that was begun last, or else of the next one.
func (p *placer) clock(ctx context.Context, queue string) (int64, error) {
	var running sql.NullInt64
	err := p.tx.NewRaw(`SELECT MAX(s.place) FROM river_job j JOIN job_subjects s ON s.job_id = j.id
		WHERE j.state = 'running' AND j.queue = ? AND s.owner <> 0`, queue).Scan(ctx, &running)
	if err != nil || running.Valid {
		return running.Int64, err
	}
	var next int64
	err = p.tx.NewRaw(`SELECT s.place FROM river_job j JOIN job_subjects s ON s.job_id = j.id
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
