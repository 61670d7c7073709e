package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river/rivertype"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// settling bounds the transaction that ends an attempt.
const settling = 30 * time.Second

// work does one attempt from fetch to settled outcome. ctx ends when the
// process stops, or with River's cause when the job is cancelled.
func (e *Engine) work(ctx context.Context, a attempt) {
	begun := time.Now()
	h := e.kinds.kinds[a.Kind]
	leased, held := e.leases.take(ctx, a)
	defer e.leases.drop(held)
	begin := time.AfterFunc(notable, func() { e.changed(leased, a) })
	finish, err := doWork(database.Patient(leased), h, a)
	told := !begin.Stop()
	ended := context.Cause(leased)

	// From here on only the fence decides: neither a stop nor a cancellation
	// may cut the transaction short.
	if err == nil {
		err = e.settled(ctx, func(ctx context.Context) error { return e.complete(ctx, a, finish) })
	}
	var outcome string
	trouble := e.settled(ctx, func(ctx context.Context) (trouble error) {
		outcome, trouble = e.settle(ctx, a, err, ended)
		return trouble
	})
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer cancel()
	if errors.Is(trouble, errLost) {
		outcome, trouble = "lost", e.lost(ctx, a)
	}
	e.report(ctx, a, outcome, err, trouble, time.Since(begun))
	if told || outcome == "failed" {
		e.changed(ctx, a)
	}
}

// settled runs a transaction that ends an attempt, again and again while the
// database is away and the process is not stopping: then the lease runs out.
func (e *Engine) settled(ctx context.Context, end func(ctx context.Context) error) error {
	for {
		limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), settling)
		err := end(limited)
		cancel()
		if !database.Await(ctx, err) {
			return err
		}
	}
}

// notable is how long a job runs before it is told of: a shorter one has ended
// before anybody has read it.
const notable = 300 * time.Millisecond

// changed tells that the subject of a step stands differently.
func (e *Engine) changed(ctx context.Context, a attempt) {
	if e.config.Changed != nil && a.Subject != "" && e.kinds.kinds[a.Kind].Step != "" {
		e.config.Changed(ctx, a.Subject)
	}
}

// doWork calls Work and turns a panic into an error.
func doWork(ctx context.Context, h handler, a attempt) (finish Finish, err error) {
	defer recovered(&err)
	return h.work(ctx, a)
}

func recovered(err *error) {
	if value := recover(); value != nil {
		*err = fmt.Errorf("panic: %v\n%s", value, debug.Stack())
	}
}

// settle decides what becomes of an attempt that ended with err, where ended
// is why its context did, if it did. It returns the outcome in a word, and
// errLost or what kept it from being recorded. In that case the job stays as
// it is, for whoever holds it or for the reaper.
func (e *Engine) settle(ctx context.Context, a attempt, err, ended error) (string, error) {
	h := e.kinds.kinds[a.Kind]
	given, isCancel := errors.AsType[*cancelError](err)
	snoozed, isSnooze := errors.AsType[*snoozeError](err)
	switch {
	case err == nil:
		return "done", nil
	case errors.Is(err, errLost), errors.Is(ended, errLost):
		return "lost", errLost
	case errors.Is(ended, rivertype.ErrJobCancelledRemotely):
		return "cancelled", e.end(ctx, a, "cancelled", ended)
	case ended != nil:
		return "handed back", e.handBack(ctx, a)
	case database.IsAway(err): // which is no fault of the job's
		return "handed back", e.snooze(ctx, a, time.Second)
	case isSnooze:
		return "snoozed", e.snooze(ctx, a, snoozed.pause)
	case isCancel:
		return "given up", e.giveUp(ctx, a, "cancelled", given.err, "TRUE")
	case a.Attempt >= a.MaxAttempts:
		return "given up", e.giveUp(ctx, a, "discarded", err, "TRUE")
	}
	return "failed", e.retry(ctx, a, h.pause(a.Attempt), err)
}

// report writes the one line of an attempt.
func (e *Engine) report(ctx context.Context, a attempt, outcome string, err, trouble error, took time.Duration) {
	if e.config.Attempted != nil {
		e.config.Attempted(a.Kind, outcome, err)
	}
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.Int64("job", a.ID), slog.String("kind", a.Kind), slog.Int("attempt", a.Attempt),
		slog.Duration("dur", took), slog.String("outcome", outcome),
	}
	if err != nil {
		attrs = append(attrs, slog.String("err", err.Error())) // also when the database is away
	}
	switch {
	case trouble != nil:
		level = slog.LevelError
		attrs = append(attrs, slog.Any("unsettled", trouble))
	case outcome == "failed":
		level = slog.LevelWarn
	case outcome == "given up" && fault.KindOf(err) == fault.Internal: // else it is what somebody sent us to
		level = slog.LevelError
	}
	e.log.LogAttrs(ctx, level, "job", attrs...)
}

// complete runs finish and completes the job in one transaction. The job's row
// comes last, as in a transaction that cancels jobs after changing what they
// work on: two that lock the same rows in opposite order would deadlock. Its
// subject goes first, so that finish can cancel the jobs of its own subject.
func (e *Engine) complete(ctx context.Context, a attempt, finish Finish) (err error) {
	defer recovered(&err)
	return e.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := forget(ctx, tx, a.ID); err != nil {
			return err
		}
		if finish != nil {
			if err := finish(ctx, tx); err != nil {
				return err
			}
		}
		return e.move(ctx, tx, a, "TRUE", "state = 'completed', finalized_at = "+e.sql.now(0))
	})
}

// giveUp ends a job that will not be tried again, and has its handler record
// why, in one transaction.
func (e *Engine) giveUp(ctx context.Context, a attempt, state string, cause error, guard string) (err error) {
	defer recovered(&err)
	return e.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := forget(ctx, tx, a.ID); err != nil {
			return err
		}
		if err := e.kinds.kinds[a.Kind].failed(ctx, tx, a, cause); err != nil {
			return fmt.Errorf("record why: %w", err)
		}
		return e.ended(ctx, tx, a, guard, state, cause)
	})
}

// end ends a job without telling its handler.
func (e *Engine) end(ctx context.Context, a attempt, state string, cause error) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := forget(ctx, tx, a.ID); err != nil {
			return err
		}
		return e.ended(ctx, tx, a, "TRUE", state, cause)
	})
}

func (e *Engine) ended(ctx context.Context, tx *database.Tx, a attempt, guard, state string, cause error) error {
	set := "state = ?, finalized_at = " + e.sql.now(0) + ", " + e.sql.addError()
	return e.move(ctx, tx, a, guard, set, state, attemptError(a, cause))
}

// retry makes the job available again after pause.
func (e *Engine) retry(ctx context.Context, a attempt, pause time.Duration, cause error) error {
	set := "state = ?, scheduled_at = " + e.sql.now(pause) + ", " + e.sql.addError()
	return e.again(ctx, a, "TRUE", set, waiting(pause, "retryable"), attemptError(a, cause))
}

// snooze is retry for an attempt that is not counted.
func (e *Engine) snooze(ctx context.Context, a attempt, pause time.Duration) error {
	set := "state = ?, attempt = attempt - 1, scheduled_at = " + e.sql.now(pause)
	return e.again(ctx, a, "TRUE", set, waiting(pause, "scheduled"))
}

// handBack makes the job available at once, at its old place in the queue.
func (e *Engine) handBack(ctx context.Context, a attempt) error {
	return e.again(ctx, a, "TRUE", "state = 'available', attempt = attempt - 1")
}

// waiting is the state of a job that is due after pause.
func waiting(pause time.Duration, long string) string {
	if pause <= soon {
		return "available"
	}
	return long
}

// again moves a job back into the queue and tells the workers.
func (e *Engine) again(ctx context.Context, a attempt, guard, set string, args ...any) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := e.move(ctx, tx, a, guard, set, args...); err != nil {
			return err
		}
		return notify(ctx, e.river.executor(tx), []string{a.Queue})
	})
}

// lost tidies up after a job that may have been cancelled while it ran.
func (e *Engine) lost(ctx context.Context, a attempt) error {
	if _, err := e.db.W.NewRaw(sqlForgetIfEnded, a.ID, a.ID).Exec(ctx); err != nil {
		return fmt.Errorf("forget the subject: %w", err)
	}
	return nil
}

// move is the fence: it changes the row of a job only while the attempt holds
// it and guard, a condition, is true. Otherwise it returns errLost, so that
// the transaction is rolled back.
func (e *Engine) move(ctx context.Context, tx *database.Tx, a attempt, guard, set string, args ...any) error {
	query := "UPDATE river_job SET " + set + " WHERE id = ? AND attempt = ? AND state = 'running' AND " + guard
	result, err := tx.NewRaw(query, append(args, a.ID, a.Attempt)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("move job %d: %w", a.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errLost
}

// forget removes the subject of a job that ends.
func forget(ctx context.Context, tx *database.Tx, id int64) error {
	_, err := tx.NewRaw(sqlForget, id).Exec(ctx)
	return err
}

// entry is one of River's list of errors, with what may be told to everybody.
type entry struct {
	rivertype.AttemptError
	Detail string `json:"detail,omitempty"`
}

// attemptError is an entry of River's list of errors.
func attemptError(a attempt, cause error) string {
	entry, err := json.Marshal(entry{
		rivertype.AttemptError{At: time.Now().UTC(), Attempt: a.Attempt, Error: cause.Error()}, fault.Detail(cause),
	})
	if err != nil {
		return "{}"
	}
	return string(entry)
}
