package jobs

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Standing is how the work on a subject stands: of its jobs that are steps (see
// Options.Step) and have not ended, the one that runs, else the one that waits
// to be tried again, else the one that is next.
type Standing struct {
	Step     string
	Running  bool
	Attempt  int       // that runs, or comes next, from 1; one that ended with its worker is not counted
	Attempts int       // at most
	RetryAt  time.Time // when the next one is due after one that failed; zero otherwise
	Reason   string    // what the last one failed of, as far as everybody may know it
	Ahead    *int64    // subjects whose jobs come first, up to maxAhead of them; nil of one that does not wait in line
}

// maxAhead is how many jobs of a queue are looked at to tell a place in it.
const maxAhead = 1000

// standingRow is the job of a subject that tells how its work stands.
type standingRow struct {
	ID          int64
	Subject     string
	Kind        string
	Queue       string
	Attempt     int
	MaxAttempts int
	Running     bool
	Later       bool
	Due         int64
	LastError   string
}

// prepareStanding is the query for the rows of subjects. A job whose worker
// fell silent does not run, whatever its state says.
func (e *Engine) prepareStanding() *database.Prepared {
	running := "(state = 'running' AND NOT " + e.sql.expired(e.config.Lease) + ")"
	return e.db.Prepare(func(a database.Arg) *bun.SelectQuery {
		subjects := e.db.R.NewSelect().TableExpr("job_subjects AS s").Join("JOIN river_job AS j ON j.id = s.job_id").
			ColumnExpr("j.*, s.subject").ColumnExpr("? AS runs", bun.Safe(running)).
			Where("?", e.db.Among("s.subject", a(1))).
			Where("j.state IN (?) AND j.kind IN (?)", bun.Safe(unended), bun.List(e.kinds.steps()))
		placed := e.db.R.NewSelect().TableExpr("(?) AS j", subjects).ColumnExpr("j.*").
			ColumnExpr("row_number() OVER (PARTITION BY subject ORDER BY CASE WHEN runs THEN 0 WHEN attempt > 0 THEN 1 ELSE 2 END, priority, scheduled_at, id) AS n")
		return e.db.R.NewSelect().TableExpr("(?) AS j", placed).
			ColumnExpr("id, subject, kind, queue, attempt, max_attempts, runs AS running").
			ColumnExpr("? AS later", bun.Safe("(state <> 'running' AND scheduled_at > "+e.sql.now(0)+")")).
			ColumnExpr("? AS due", bun.Safe(e.sql.millis("scheduled_at"))).
			ColumnExpr("? AS last_error", bun.Safe(e.sql.lastError())).
			Where("n = 1")
	})
}

// Standings tells how the work on subjects stands. Those that nothing is to be
// done for are left out.
func (e *Engine) Standings(ctx context.Context, subjects ...string) (map[string]Standing, error) {
	found := map[string]Standing{}
	if len(subjects) == 0 || len(e.kinds.steps()) == 0 {
		return found, nil
	}
	var rows []standingRow
	if err := e.standing.All(ctx, &rows, e.db.Texts(subjects)); err != nil {
		return nil, fmt.Errorf("look how work stands: %w", err)
	}
	lines := map[string]map[string]int64{}
	for _, row := range rows {
		s := e.stand(row)
		if !row.Running && !row.Later {
			if lines[row.Queue] == nil {
				line, err := e.line(ctx, row.Queue)
				if err != nil {
					return nil, err
				}
				lines[row.Queue] = line
			}
			ahead, near := lines[row.Queue][row.Subject]
			if !near {
				ahead = int64(len(lines[row.Queue]))
			}
			s.Ahead = &ahead
		}
		found[row.Subject] = s
	}
	return found, nil
}

func (e *Engine) stand(row standingRow) Standing {
	h := e.kinds.kinds[row.Kind]
	lost := max(row.MaxAttempts-h.MaxAttempts, 0) // each of them was given back
	s := Standing{Step: h.Step, Running: row.Running, Attempts: h.MaxAttempts, Attempt: row.Attempt - lost}
	if !row.Running {
		s.Attempt++
	}
	s.Attempt = min(max(s.Attempt, 1), h.MaxAttempts)
	if s.Attempt == 1 || row.LastError == "" {
		return s
	}
	var last entry
	if json.Unmarshal([]byte(row.LastError), &last) == nil {
		s.Reason = last.Detail
	}
	if row.Later {
		s.RetryAt = time.UnixMilli(row.Due)
	}
	return s
}

// line is the order in which a queue's next jobs are taken: of each subject
// how many others come before its first one.
func (e *Engine) line(ctx context.Context, queue string) (map[string]int64, error) {
	var subjects []string
	err := e.db.R.NewRaw(`SELECT s.subject FROM river_job j JOIN job_subjects s ON s.job_id = j.id
		WHERE j.state = 'available' AND j.queue = ? AND j.scheduled_at <= `+e.sql.now(0)+`
		ORDER BY j.priority, j.scheduled_at, j.id LIMIT ?`, queue, maxAhead).Scan(ctx, &subjects)
	if err != nil {
		return nil, fmt.Errorf("read the line of queue %s: %w", queue, err)
	}
	places := map[string]int64{}
	for _, s := range subjects {
		if _, known := places[s]; !known {
			places[s] = int64(len(places))
		}
	}
	return places, nil
}

// Waiting counts the subjects that steps are queued for or run, of an owner or,
// with 0, of all.
func (e *Engine) Waiting(ctx context.Context, owner int64) (n int64, err error) {
	if len(e.kinds.steps()) == 0 {
		return 0, nil
	}
	q := e.db.R.NewSelect().TableExpr("job_subjects AS s").Join("JOIN river_job AS j ON j.id = s.job_id").
		ColumnExpr("COUNT(DISTINCT s.subject)").Where("j.state IN (?) AND j.kind IN (?)", bun.Safe(unended), bun.List(e.kinds.steps()))
	if owner != 0 {
		q = q.Where("s.owner = ?", owner)
	}
	if err = q.Scan(ctx, &n); err != nil {
		err = fmt.Errorf("count what waits: %w", err)
	}
	return n, err
}

// GivenUp is a job that ended without success.
type GivenUp struct {
	Subject  string // "" without one
	Queue    string
	Kind     string
	At       time.Time
	Attempts int
	Error    string // of the last attempt, for the operator
	Detail   string // what everybody may know of it, "" if nothing
}

// GivenUp lists the jobs that were given up lately, newest first. They are kept
// for some days.
func (e *Engine) GivenUp(ctx context.Context, limit int) ([]GivenUp, error) {
	var rows []struct {
		Subject, Queue, Kind, LastError string
		At                              int64
		Attempt                         int
	}
	err := e.db.R.NewRaw(`SELECT coalesce(metadata ->> 'subject', '') AS subject, queue, kind, attempt, `+e.sql.millis("finalized_at")+` AS at, `+
		e.sql.lastError()+` AS last_error FROM river_job WHERE state IN ('discarded', 'cancelled') AND `+e.sql.lastError()+` <> ''
		ORDER BY finalized_at DESC, id DESC LIMIT ?`, limit).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list jobs that were given up: %w", err)
	}
	list := make([]GivenUp, len(rows))
	for i, r := range rows {
		var last entry
		_ = json.Unmarshal([]byte(r.LastError), &last) // what cannot be read is shown as it is
		list[i] = GivenUp{
			Subject: r.Subject, Queue: r.Queue, Kind: r.Kind, At: time.UnixMilli(r.At), Attempts: r.Attempt,
			Error: cmp.Or(last.Error, r.LastError), Detail: last.Detail,
		}
	}
	return list, nil
}
