package jobs_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

// lines is a log for outcomes that also keeps what was written.
type lines struct {
	outcomes
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Handle(ctx context.Context, r slog.Record) error {
	l.mu.Lock()
	err := slog.NewTextHandler(&l.text, nil).Handle(ctx, r)
	l.mu.Unlock()
	if err != nil {
		return err
	}
	return l.outcomes.Handle(ctx, r)
}

func (l *lines) WithAttrs([]slog.Attr) slog.Handler { return l }
func (l *lines) WithGroup(string) slog.Handler      { return l }

// While the database is away, for longer than a lease, work goes on: what asks
// it waits, what ends is recorded when it is back, no attempt is counted, and
// the log has a line when it goes and one when it is back.
func TestOutageCostsNothing(t *testing.T) {
	t.Parallel()
	const lease = 1500 * time.Millisecond
	server := dbtest.StartServer(t)
	log := &lines{outcomes: make(outcomes, 100)}
	db, err := database.Open(t.Context(), server.URL, slog.New(log))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	require.NoError(t, db.Migrate(t.Context()))

	running, proceed, away := make(chan int, 10), make(chan struct{}), make(chan struct{})
	work := func(ctx context.Context, j jobs.Job[task]) (jobs.Finish, error) {
		running <- j.Args.N
		<-away
		switch j.Args.N {
		case 1: // asks while it is away
			if err := db.R.NewRaw("SELECT 1").Scan(ctx, new(int)); err != nil {
				return nil, err
			}
		case 2: // ends while it is away
		case 3: // is under way until long after
			select {
			case <-proceed:
			case <-ctx.Done():
				return nil, context.Cause(ctx)
			}
		case 4: // is told by another than Work's context
			if j.Attempt == 1 && db.AwayWithin(0) {
				return nil, db.InTx(context.Background(), note)
			}
		}
		return note, nil
	}
	registry := jobs.NewRegistry()
	jobs.Register(registry, jobs.Handler[task]{Options: jobs.Options{Queue: "q", MaxAttempts: 1}, Work: work})
	config := jobs.Config{Queues: map[string]int{"q": 4}, Lease: lease, Log: slog.New(database.WithoutAway(log))}
	engine, err := jobs.New(t.Context(), db, registry, config)
	require.NoError(t, err)
	r := (&rig{Engine: engine, db: db, outcomes: log.outcomes, stop: func() {}}).run(t)
	for n := 1; n <= 4; n++ {
		r.enqueue(t, jobs.Spec{Args: task{n}, Subject: "video:1"})
		receive(t, running)
	}
	server.Stop(t, "fast")
	require.Eventually(t, func() bool { return db.AwayWithin(0) }, patience, 10*time.Millisecond)
	close(away)
	require.Never(t, func() bool { return len(log.outcomes) > 0 }, 2*lease, 50*time.Millisecond, "nothing can be settled")
	server.Start(t)
	require.ElementsMatch(t, []string{"done", "done", "handed back", "done"},
		[]string{receive(t, r.outcomes), receive(t, r.outcomes), receive(t, r.outcomes), receive(t, r.outcomes)})
	close(proceed)
	require.Equal(t, "done", receive(t, r.outcomes))
	r.stop()

	require.Equal(t, 4, number(t, db, "SELECT count(*) FROM river_job WHERE state = 'completed' AND attempt = 1 AND max_attempts = 1"))
	require.Equal(t, 4, notes(t, db), "each took effect once")
	require.Zero(t, subjects(t, db))
	log.mu.Lock()
	defer log.mu.Unlock()
	require.Equal(t, 1, strings.Count(log.text.String(), "the database is away"), log.text.String())
	require.Equal(t, 1, strings.Count(log.text.String(), "the database is back"), log.text.String())
	require.NotContains(t, log.text.String(), "Error fetching")
	require.NotContains(t, log.text.String(), "not renewed")
}
