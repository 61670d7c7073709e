package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// soon is what River's scheduler sleeps. What is due sooner is left to the
// workers, which look at the time themselves.
const soon = 5 * time.Second

// batch bounds the rows of one statement.
const batch = 2000

// EnqueueTx queues jobs: they exist when tx commits, and workers hear of them
// then. Many at once cost one statement for each 2,000.
func (e *Engine) EnqueueTx(ctx context.Context, tx *database.Tx, specs ...Spec) error {
	for part := range slices.Chunk(specs, batch) {
		if err := e.enqueue(ctx, tx, part); err != nil {
			return fmt.Errorf("queue jobs: %w", err)
		}
	}
	return nil
}

func (e *Engine) enqueue(ctx context.Context, tx *database.Tx, specs []Spec) error {
	now := time.Now()
	places, err := e.places(ctx, tx, specs)
	if err != nil {
		return err
	}
	params := make([]*riverdriver.JobInsertFastParams, len(specs))
	for i, s := range specs {
		if params[i], err = e.params(s, places[i], now); err != nil {
			return err
		}
	}
	exec := e.river.executor(tx)
	rows, err := exec.JobInsertFastMany(ctx, &riverdriver.JobInsertFastManyParams{Jobs: params})
	if err != nil {
		return err
	}
	if err := insertSubjects(ctx, tx, rows); err != nil {
		return err
	}
	return notify(ctx, exec, queues(params))
}

// metadata is what River keeps with a job for us. It carries the subject from
// the Spec to the row that the insert returns, in whatever order they come.
type metadata struct {
	Subject string `json:"subject,omitempty"`
	place
}

// subjectOf reads a job's subject, "" without one.
func subjectOf(meta []byte) string {
	var m metadata
	_ = json.Unmarshal(meta, &m) // what is none of ours has no subject
	return m.Subject
}

func (e *Engine) params(s Spec, at place, now time.Time) (*riverdriver.JobInsertFastParams, error) {
	h, ok := e.kinds.kinds[s.Args.Kind()]
	if !ok {
		return nil, fmt.Errorf("no handler for kind %q", s.Args.Kind())
	}
	level, err := column(s.Priority)
	if err != nil {
		return nil, err
	}
	args, err := json.Marshal(s.Args)
	if err != nil {
		return nil, fmt.Errorf("encode the arguments of kind %q: %w", s.Args.Kind(), err)
	}
	meta, err := json.Marshal(metadata{s.Subject, at})
	if err != nil {
		return nil, err
	}
	p := &riverdriver.JobInsertFastParams{
		Kind: s.Args.Kind(), EncodedArgs: args, Metadata: meta, MaxAttempts: h.MaxAttempts,
		Priority: level, Queue: h.Queue, State: rivertype.JobStateAvailable, ScheduledAt: &now,
		Tags: []string{},
	}
	if s.Owner != 0 {
		virtual := at.time()
		p.ScheduledAt = &virtual
	}
	if s.RunAt.After(now) {
		p.ScheduledAt = &s.RunAt
	}
	if p.ScheduledAt.Sub(now) > soon {
		p.State = rivertype.JobStateScheduled
	}
	return p, nil
}

// column maps a priority to River's column, where 1 comes first.
func column(priority int) (int, error) {
	if priority < Lowest || priority > Highest {
		return 0, fmt.Errorf("priority %d is not in %d..%d", priority, Lowest, Highest)
	}
	return 1 + Highest - priority, nil
}

type subject struct {
	bun.BaseModel `bun:"table:job_subjects"`
	JobID         int64
	Subject       string
	Queue         string
	Owner         int64
	Place         int64
	Charged       int64
	Cost          int64
}

func insertSubjects(ctx context.Context, tx *database.Tx, rows []*riverdriver.JobInsertFastResult) error {
	subjects := make([]subject, 0, len(rows))
	for _, row := range rows {
		var m metadata
		if err := json.Unmarshal(row.Job.Metadata, &m); err != nil {
			return fmt.Errorf("read the metadata of job %d: %w", row.Job.ID, err)
		}
		if m.Subject != "" {
			subjects = append(subjects, subject{
				JobID: row.Job.ID, Subject: m.Subject, Queue: row.Job.Queue, Owner: m.Owner, Place: m.At, Charged: m.Charged, Cost: m.Cost,
			})
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&subjects).Exec(ctx)
	return err
}

func queues(params []*riverdriver.JobInsertFastParams) []string {
	var names []string
	for _, p := range params {
		if p.State == rivertype.JobStateAvailable && !slices.Contains(names, p.Queue) {
			names = append(names, p.Queue)
		}
	}
	return names
}

// CancelTx takes back all jobs of subjects. Queued ones are gone when tx
// commits; the context of running ones ends within about a second of it, and
// whatever they return has no effect. Failed is not called.
//
// A Finish may cancel its own subject: its own job is not among them.
func (e *Engine) CancelTx(ctx context.Context, tx *database.Tx, subjects ...string) error {
	if len(subjects) == 0 {
		return nil
	}
	var running []struct {
		ID    int64
		Queue string
	}
	if err := tx.NewRaw(e.sql.cancel("'running'")+" RETURNING id, queue", bun.List(subjects)).Scan(ctx, &running); err != nil {
		return fmt.Errorf("cancel running jobs of %s: %w", subjects, err)
	}
	if _, err := tx.NewRaw(e.sql.cancel(unended), bun.List(subjects)).Exec(ctx); err != nil {
		return fmt.Errorf("cancel queued jobs of %s: %w", subjects, err)
	}
	ids := []int64{0} // never empty, for SQL's sake
	exec := e.river.executor(tx)
	for _, r := range running {
		ids = append(ids, r.ID)
		if err := interrupt(ctx, exec, r.ID, r.Queue); err != nil {
			return fmt.Errorf("interrupt job %d: %w", r.ID, err)
		}
	}
	// A running one's subject is left to its worker, which may be about to
	// remove it while it waits for a row that tx holds.
	if _, err := tx.NewRaw(sqlForgetSubject, bun.List(subjects), bun.List(ids)).Exec(ctx); err != nil {
		return fmt.Errorf("forget %s: %w", subjects, err)
	}
	return nil
}

// PrioritizeTx moves the jobs of a subject that have not ended to another
// priority.
func (e *Engine) PrioritizeTx(ctx context.Context, tx *database.Tx, subject string, priority int) error {
	level, err := column(priority)
	if err != nil {
		return err
	}
	if _, err := tx.NewRaw(sqlPrioritize, level, subject).Exec(ctx); err != nil {
		return fmt.Errorf("prioritize jobs of %s: %w", subject, err)
	}
	return nil
}

// Wake makes the jobs of a kind and a subject due that were to begin later: those
// queued so, and those that Snooze put back. It tells whether there were any.
func (e *Engine) Wake(ctx context.Context, kind, subject string) (bool, error) {
	var queues []string
	err := e.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := tx.NewRaw(e.sql.wake(), subject, kind).Scan(ctx, &queues); err != nil {
			return fmt.Errorf("wake %s of %s: %w", kind, subject, err)
		}
		slices.Sort(queues)
		return notify(ctx, e.river.executor(tx), slices.Compact(slices.Clone(queues)))
	})
	return len(queues) > 0, err
}

// notify tells workers, when the transaction of exec commits, that queues have
// new work.
func notify(ctx context.Context, exec riverdriver.Executor, queues []string) error {
	if len(queues) == 0 {
		return nil
	}
	payloads := make([]string, len(queues))
	for i, q := range queues {
		payloads[i] = fmt.Sprintf(`{"queue":%q}`, q)
	}
	return exec.NotifyMany(ctx, &riverdriver.NotifyManyParams{Topic: "river_insert", Payload: payloads})
}

// interrupt tells the worker of a job, when the transaction of exec commits,
// to end its context.
func interrupt(ctx context.Context, exec riverdriver.Executor, id int64, queue string) error {
	payload := fmt.Sprintf(`{"action":"cancel","job_id":%d,"queue":%q}`, id, queue)
	return exec.NotifyMany(ctx, &riverdriver.NotifyManyParams{Topic: "river_control", Payload: []string{payload}})
}
