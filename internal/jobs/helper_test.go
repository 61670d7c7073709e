package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// task is the kind of job that the tests queue.
type task struct {
	N int `json:"n"`
}

func (task) Kind() string { return "task" }

// patience is when a test stops waiting for what should happen much sooner.
const patience = 60 * time.Second

// receive waits for a value that something signals.
func receive[T any](t testing.TB, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatal("waited too long")
		panic("unreachable")
	}
}

// outcomes is a log handler that turns the line of each attempt, written once
// its outcome is committed, into a signal.
type outcomes chan string

func (o outcomes) Enabled(context.Context, slog.Level) bool { return true }
func (o outcomes) WithAttrs([]slog.Attr) slog.Handler       { return o }
func (o outcomes) WithGroup(string) slog.Handler            { return o }

func (o outcomes) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if r.Message == "job" && a.Key == "outcome" {
			o <- a.Value.String()
		}
		return true
	})
	return nil
}

// rig is an engine under test.
type rig struct {
	*jobs.Engine
	db       *database.DB
	outcomes outcomes
	stop     func() // ends Run and waits for it; may be called twice
}

// newRig returns an engine for handler that does not run yet.
func newRig(t testing.TB, db *database.DB, h jobs.Handler[task], c jobs.Config) *rig {
	t.Helper()
	r := &rig{db: db, outcomes: make(outcomes, 10_000), stop: func() {}}
	h.Queue = "q"
	registry := jobs.NewRegistry()
	jobs.Register(registry, h)
	c.Log = slog.New(r.outcomes)
	var err error
	r.Engine, err = jobs.New(t.Context(), db, registry, c)
	require.NoError(t, err)
	return r
}

// run starts it; it is stopped when the test ends at the latest.
func (r *rig) run(t testing.TB) *rig {
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	stopped := false
	r.stop = func() {
		if !stopped {
			stopped = true
			cancel()
			require.NoError(t, receive(t, done))
		}
	}
	t.Cleanup(func() { r.stop() })
	return r
}

// start runs an engine with workers many workers.
func start(t testing.TB, db *database.DB, workers int, h jobs.Handler[task]) *rig {
	t.Helper()
	return newRig(t, db, h, jobs.Config{Queues: map[string]int{"q": workers}}).run(t)
}

func (r *rig) enqueue(t testing.TB, specs ...jobs.Spec) {
	t.Helper()
	r.inTx(t, func(ctx context.Context, tx *database.Tx) error { return r.EnqueueTx(ctx, tx, specs...) })
}

func (r *rig) inTx(t testing.TB, fn func(context.Context, *database.Tx) error) {
	t.Helper()
	require.NoError(t, r.db.InTx(t.Context(), fn))
}

// number returns the one number that query answers.
func number(t testing.TB, db *database.DB, query string) int {
	t.Helper()
	var n int
	require.NoError(t, db.R.NewRaw(query).Scan(t.Context(), &n))
	return n
}

// jobRow is what the tests look at in River's table.
type jobRow struct {
	State    string
	Attempt  int
	Priority int
}

func (r *rig) row(t testing.TB) jobRow {
	t.Helper()
	var row jobRow
	require.NoError(t, r.db.R.NewRaw("SELECT state, attempt, priority FROM river_job").Scan(t.Context(), &row))
	return row
}

func subjects(t testing.TB, db *database.DB) int {
	t.Helper()
	return number(t, db, "SELECT count(*) FROM job_subjects")
}

// note leaves a trace in a transaction: how often is what notes counts.
func note(ctx context.Context, tx *database.Tx) error {
	_, err := tx.NewRaw("INSERT INTO accounts (name, created_at) VALUES ('note', 0)").Exec(ctx)
	return err
}

func notes(t testing.TB, db *database.DB) int {
	t.Helper()
	return number(t, db, "SELECT count(*) FROM accounts")
}

func exec(t testing.TB, db *database.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		_, err := db.W.NewRaw(s).Exec(t.Context())
		require.NoError(t, err)
	}
}

// abandon marks the only job as running for a worker that fell silent an hour
// ago, in its given attempt.
func abandon(t testing.TB, db *database.DB, attempt string) {
	t.Helper()
	ago := "datetime('now', 'subsec', '-1 hour')"
	if db.Postgres() {
		ago = "now() - interval '1 hour'"
	}
	exec(t, db, "UPDATE river_job SET state = 'running', attempted_at = "+ago+", attempt = "+attempt)
}

var each = dbtest.Each
