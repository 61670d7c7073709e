// Package jobs is the queue: work that must happen, kept in the database that
// the records live in, so that queueing it joins the caller's transaction.
//
// It is River with four additions: 21 priorities, a lease that a live worker
// renews, a reaper for the work of dead ones, and outcomes that only the
// attempt holding the lease can write. River fetches, schedules and listens;
// every outcome of a job is written here, in one transaction with what the
// job's feature records about it.
//
// The package knows nothing of what the jobs do. A feature registers a Handler
// for each kind and tells the outcome by what it returns: a Finish, an error
// (again later), Cancel or Snooze.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kinora/internal/database"
)

// Args are the arguments of a job: a value that survives encoding/json. Kind
// must work on the zero value, differ between features, have two letters or
// more, and never change while such jobs are queued.
type Args interface{ Kind() string }

// Highest and Lowest bound Spec.Priority.
const (
	Highest = 10
	Lowest  = -10
)

// Spec is a job to be queued.
type Spec struct {
	Args     Args
	Priority int       // Lowest..Highest, highest first; equal ones by share, else in the order they came
	Subject  string    // what it works on, such as "video:12"; CancelTx and PrioritizeTx go by it
	RunAt    time.Time // not before; zero is at once

	// Owner is who shares the queue fairly with other owners, and within its
	// share the owner's subjects with each other; needs a Subject. Cost is
	// about how long the job takes one worker: 0 completes work that was paid
	// for, and goes first in its level. All jobs of a queue have an owner, or
	// none: one without comes last in its level.
	Owner int64
	Cost  time.Duration
}

// Part is a job that a job of a video is divided into: it has the video's
// subject, priority and owner.
type Part struct {
	Args Args
	Cost time.Duration // see Spec
}

// Options say how jobs of one kind are run.
type Options struct {
	Queue       string          // workers are counted per queue, see Config.Queues
	MaxAttempts int             // default 3
	Backoff     []time.Duration // pause before attempt 2, 3, ...; the last one repeats; default 10 s

	// Step is what such a job does for its subject, in a word that is shown to
	// people. Jobs without one are not told of: see Standings.
	Step string
}

// pause is the time between attempt, which counts from 1, and the next one.
func (o Options) pause(attempt int) time.Duration {
	if len(o.Backoff) == 0 {
		return 10 * time.Second
	}
	return o.Backoff[min(attempt, len(o.Backoff))-1]
}

// Job is one attempt at a job.
type Job[A Args] struct {
	ID          int64
	Attempt     int // counts from 1
	MaxAttempts int
	Args        A
}

// Finish records the result of an attempt and queues what follows. It runs in
// the transaction that completes the job, so it takes effect if and only if
// this attempt still holds the job's lease. It may run again after an error.
type Finish func(ctx context.Context, tx *database.Tx) error

// Handler does the jobs of one kind.
type Handler[A Args] struct {
	Options

	// Work does one attempt. Its ctx ends when the job is cancelled, when the
	// lease is lost and when the process stops; what it returns then counts for
	// nothing, except that a Finish is still tried. A nil Finish with a nil
	// error completes the job. A panic is an error.
	Work func(ctx context.Context, j Job[A]) (Finish, error)

	// Failed records that the job is given up, and why: the last error, or the
	// one wrapped by Cancel. It runs in the transaction that ends the job, at
	// most once successfully. When it fails the job stays, and giving it up is
	// tried again once the lease has run out. May be nil.
	Failed func(ctx context.Context, tx *database.Tx, j Job[A], cause error) error
}

type cancelError struct{ err error }

func (e *cancelError) Error() string { return fmt.Sprintf("given up: %v", e.err) }
func (e *cancelError) Unwrap() error { return e.err }

// Cancel returns what Work or Finish answers to give the job up at once: no
// further attempt could do better. Failed is called with err.
func Cancel(err error) error {
	if err == nil {
		err = errors.New("given up")
	}
	return &cancelError{err}
}

type snoozeError struct{ pause time.Duration }

func (e *snoozeError) Error() string { return fmt.Sprintf("again in %v", e.pause) }

// Snooze returns what Work or Finish answers to be called again after d,
// without counting the attempt.
func Snooze(d time.Duration) error { return &snoozeError{max(d, 0)} }
