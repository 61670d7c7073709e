package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"
)

// errWorkerLost is why an attempt ended whose worker fell silent.
var errWorkerLost = errors.New("the worker stopped without a word")

// reapEvery looks for expired leases until ctx ends. Leases are not renewed
// while the database is away, so none counts as expired before its worker has
// had the length of one to renew it in.
func (e *Engine) reapEvery(ctx context.Context, interval time.Duration) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	failed := time.Now() // nothing is known of the time before
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if e.db.AwayWithin(e.config.Lease) || time.Since(failed) < e.config.Lease {
			continue
		}
		if err := e.reap(ctx, e.sql.expired(e.config.Lease)); err != nil && ctx.Err() == nil {
			failed = time.Now()
			e.log.LogAttrs(ctx, slog.LevelWarn, "expired leases not looked for", slog.Any("err", err))
		}
		if err := e.takePlaces(ctx); err != nil && ctx.Err() == nil {
			e.log.LogAttrs(ctx, slog.LevelWarn, "places not given back", slog.Any("err", err))
		}
	}
}

// maxLost is how many attempts of a job may end with their worker before the
// job is held to be what ends them.
const maxLost = 100

// reap takes running jobs for which guard, a condition, is true away from
// their workers and puts them back into the queue at their old place. An
// attempt that ended with its worker is no fault of the job's, so the job gets
// another one in its stead; but a job whose workers keep dying is given up.
func (e *Engine) reap(ctx context.Context, guard string) error {
	lost := []attempt{}
	err := e.db.R.NewRaw(`SELECT id, attempt, max_attempts, kind, queue, `+e.sql.args()+` AS args,
		coalesce(metadata ->> 'subject', '') AS subject FROM river_job
		WHERE state = 'running' AND kind IN (?) AND `+guard+` ORDER BY id`, bun.List(e.kinds.names())).Scan(ctx, &lost)
	if err != nil {
		return err
	}
	for _, a := range lost {
		err := e.takeAway(ctx, a, guard)
		if errors.Is(err, errLost) {
			continue // somebody was faster, or it lives after all
		}
		e.report(ctx, a, "taken from a lost worker", nil, err, 0)
		e.changed(ctx, a)
	}
	return nil
}

func (e *Engine) takeAway(ctx context.Context, a attempt, guard string) error {
	if a.MaxAttempts >= e.kinds.kinds[a.Kind].MaxAttempts+maxLost {
		return e.giveUp(ctx, a, "discarded", fmt.Errorf("%w %d times", errWorkerLost, maxLost), guard)
	}
	set := "state = 'available', max_attempts = max_attempts + 1, " + e.sql.addError()
	return e.again(ctx, a, guard, set, attemptError(a, errWorkerLost))
}
