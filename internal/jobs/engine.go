package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"kinora/internal/database"
)

// Config says what this process does for the queue.
type Config struct {
	// Queues maps each queue that is worked here to its number of workers.
	// Without any the engine only queues.
	Queues map[string]int
	// Lease is how long a worker may be silent before its work is given to
	// another one; it is renewed three times as often. Default 15 s.
	Lease time.Duration
	// SoftStop is how long running work may go on after Run's context has
	// ended; then its own context ends. Default 0: at once.
	SoftStop time.Duration
	// Exclusive says that no other process works this database, so that
	// whatever is marked as running when Run begins was left by a dead one.
	Exclusive bool
	// Name is this process's among those that work the database, unlike any
	// other's, also those before it; up to 100 characters. Default: of the
	// machine's name and the time.
	Name string
	// Changed is called when a job that is a step (Options.Step) has begun, and
	// when it waits for another attempt: its subject then stands differently.
	Changed func(ctx context.Context, subject string)
	// Attempted is called when an attempt has ended: with its outcome in a word,
	// and what it failed of.
	Attempted func(kind, outcome string, err error)
	Log       *slog.Logger
}

// Engine queues jobs and, when it has queues, works them. It is safe for
// concurrent use.
type Engine struct {
	db     *database.DB
	kinds  *Registry
	config Config
	log    *slog.Logger
	sql    dialect
	river  river
	leases leases

	standing *database.Prepared
}

// New brings the queue's tables up to date and returns an engine that is ready
// to queue. The database must have been migrated. Several processes may call
// it at once.
func New(ctx context.Context, db *database.DB, r *Registry, c Config) (*Engine, error) {
	if c.Lease == 0 {
		c.Lease = 15 * time.Second
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	e := &Engine{db: db, kinds: r, config: c, log: c.Log, sql: dialect{db.Postgres()}}
	e.leases = leases{engine: e, held: map[*lease]struct{}{}}
	e.standing = e.prepareStanding()
	var err error
	if e.river, err = newRiver(e); err != nil {
		return nil, fmt.Errorf("set up the queue: %w", err)
	}
	if err := db.Locked(ctx, e.river.migrate); err != nil {
		return nil, fmt.Errorf("migrate the queue: %w", err)
	}
	return e, nil
}

// Run works jobs until ctx ends. Then it takes no more, gives running work
// Config.SoftStop to end by itself, ends its context, hands it back without
// counting the attempt, and returns when all of it has returned. It must be
// called once at most. With no queues it just waits for ctx.
func (e *Engine) Run(ctx context.Context) error {
	if len(e.config.Queues) == 0 {
		<-ctx.Done()
		return nil
	}
	if err := e.tidy(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if err := e.river.start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	var helpers sync.WaitGroup
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	helpers.Go(func() { e.leases.keep(background) })
	helpers.Go(func() { e.reapEvery(background, e.config.Lease/3) })
	<-ctx.Done()
	err := e.river.stop(background)
	stop()
	helpers.Wait()
	return err
}

// tidy cleans up what dead processes left, before work begins.
func (e *Engine) tidy(ctx context.Context) error {
	if e.config.Exclusive {
		if err := e.reap(ctx, "TRUE"); err != nil {
			return fmt.Errorf("put running jobs back: %w", err)
		}
	}
	if _, err := e.db.W.NewRaw(sqlForgetEnded).Exec(ctx); err != nil {
		return fmt.Errorf("forget the subjects of ended jobs: %w", err)
	}
	return nil
}

// Stat counts the jobs of a queue that are in one state: available, scheduled,
// retryable, running, or for some days completed, cancelled or discarded.
type Stat struct {
	Queue string
	State string
	Count int64
}

// Stats counts jobs by queue and state, in that order.
func (e *Engine) Stats(ctx context.Context) ([]Stat, error) {
	stats := []Stat{}
	err := e.db.R.NewRaw(`SELECT queue, state, count(*) AS count FROM river_job
		GROUP BY queue, state ORDER BY queue, state`).Scan(ctx, &stats)
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	return stats, nil
}

// Due are the jobs of a kind that a worker might begin.
type Due struct {
	Queue, Kind string
	Count       int64
	Oldest      time.Duration // since the oldest was queued
}

// Due lists them by queue and kind.
func (e *Engine) Due(ctx context.Context) ([]Due, error) {
	var rows []struct {
		Queue, Kind string
		Count, Age  int64
	}
	err := e.db.R.NewRaw(`SELECT queue, kind, count(*) AS count, `+e.sql.millis(e.sql.now(0))+` - min(`+e.sql.millis("created_at")+`) AS age
		FROM river_job WHERE state = 'available' AND scheduled_at <= `+e.sql.now(0)+`
		GROUP BY queue, kind ORDER BY queue, kind`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count jobs that are due: %w", err)
	}
	due := make([]Due, len(rows))
	for i, r := range rows {
		due[i] = Due{r.Queue, r.Kind, r.Count, time.Duration(r.Age) * time.Millisecond}
	}
	return due, nil
}

// Worker is a process that works jobs, and how many it works now.
type Worker struct {
	Name  string // of its machine, and when it began
	Count int64
}

// Workers lists the processes that work jobs now.
func (e *Engine) Workers(ctx context.Context) ([]Worker, error) {
	workers := []Worker{}
	err := e.db.R.NewRaw("SELECT "+e.sql.worker()+` AS name, count(*) AS count FROM river_job
		WHERE state = 'running' GROUP BY 1 ORDER BY 1`).Scan(ctx, &workers)
	if err != nil {
		return nil, fmt.Errorf("list workers: %w", err)
	}
	return workers, nil
}

// errLost ends the context of work whose lease another attempt may hold by
// now, or whose job was cancelled.
var errLost = errors.New("the job is no longer this attempt's")
