package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

func nothing(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, nil }

func TestOrder(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		const n = 500
		priorities := make([]int, n)
		specs := make([]jobs.Spec, n)
		for i := range specs {
			priorities[i] = rand.IntN(21) - 10
			specs[i] = jobs.Spec{Args: task{i}, Priority: priorities[i]}
		}
		var began []int
		r := newRig(t, db, jobs.Handler[task]{Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
			began = append(began, j.Args.N) // one worker: never at the same time
			return nil, nil
		}}, jobs.Config{Queues: map[string]int{"q": 1}})
		r.enqueue(t, specs...)
		r.run(t)
		for range n {
			require.Equal(t, "done", receive(t, r.outcomes))
		}
		r.stop()
		sorted := slices.IsSortedFunc(began, func(a, b int) int {
			if d := priorities[b] - priorities[a]; d != 0 {
				return d
			}
			return a - b
		})
		require.True(t, sorted, "highest first, then in the order they came")
		require.Len(t, began, n)
	})
}

func TestEnqueueJoinsTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		var group sync.WaitGroup
		group.Add(500)
		r := start(t, db, 20, jobs.Handler[task]{Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
			group.Done()
			return nil, nil
		}})
		specs := make([]jobs.Spec, 500)
		for i := range specs {
			specs[i] = jobs.Spec{Args: task{i}, Subject: "video:1"}
		}
		both := func(ctx context.Context, tx *database.Tx) error {
			for range specs {
				if err := note(ctx, tx); err != nil {
					return err
				}
			}
			return r.EnqueueTx(ctx, tx, specs...)
		}
		undo := errors.New("undo")
		require.Equal(t, undo, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			require.NoError(t, both(ctx, tx))
			return undo
		}))
		require.Zero(t, number(t, db, "SELECT count(*) FROM river_job")+subjects(t, db)+notes(t, db))

		r.inTx(t, both)
		require.Equal(t, 500, notes(t, db))
		group.Wait()
		for range specs {
			require.Equal(t, "done", receive(t, r.outcomes))
		}
		require.Zero(t, subjects(t, db), "ended jobs leave no subjects")
		stats, err := r.Stats(t.Context())
		require.NoError(t, err)
		require.Equal(t, []jobs.Stat{{Queue: "q", State: "completed", Count: 500}}, stats)
	})
}

func TestEnqueueRefuses(t *testing.T) {
	r := newRig(t, dbtest.SQLite(t), jobs.Handler[task]{Work: nothing}, jobs.Config{})
	for name, spec := range map[string]jobs.Spec{
		"priority too high": {Args: task{}, Priority: 11},
		"priority too low":  {Args: task{}, Priority: -11},
		"unknown kind":      {Args: unknown{}},
	} {
		err := r.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return r.EnqueueTx(ctx, tx, spec)
		})
		require.Error(t, err, name)
	}
}

type unknown struct{}

func (unknown) Kind() string { return "unknown" }

func TestEnqueueOnly(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{}).run(t)
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
		r.stop()
		require.Equal(t, jobRow{State: "available", Priority: 11}, r.row(t))
	})
}

func TestRunAt(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := start(t, db, 1, jobs.Handler[task]{Work: nothing})
		r.enqueue(t, jobs.Spec{Args: task{}, RunAt: time.Now().Add(time.Hour)})
		require.Equal(t, "scheduled", r.row(t).State)
		exec(t, db, "DELETE FROM river_job")

		begun := time.Now()
		r.enqueue(t, jobs.Spec{Args: task{}, RunAt: begun.Add(300 * time.Millisecond)})
		require.Equal(t, "done", receive(t, r.outcomes))
		require.GreaterOrEqual(t, time.Since(begun), 300*time.Millisecond)
	})
}

func TestPrioritize(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		ran := make(chan int, 3)
		r := newRig(t, db, jobs.Handler[task]{Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
			ran <- j.Args.N
			return nil, nil
		}}, jobs.Config{Queues: map[string]int{"q": 1}})
		r.enqueue(t, jobs.Spec{Args: task{1}, Subject: "video:1"}, jobs.Spec{Args: task{2}, Subject: "video:2"},
			jobs.Spec{Args: task{3}, Subject: "video:3"})
		r.inTx(t, func(ctx context.Context, tx *database.Tx) error {
			require.Error(t, r.PrioritizeTx(ctx, tx, "video:1", 11))
			require.NoError(t, r.PrioritizeTx(ctx, tx, "video:1", -10))
			return r.PrioritizeTx(ctx, tx, "video:3", 10)
		})
		r.run(t)
		require.Equal(t, []int{3, 2, 1}, []int{receive(t, ran), receive(t, ran), receive(t, ran)})
	})
}

func TestCancelQueued(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{})
		r.enqueue(t, jobs.Spec{Args: task{1}, Subject: "video:1"}, jobs.Spec{
			Args: task{2}, Subject: "video:1",
			RunAt: time.Now().Add(time.Hour),
		}, jobs.Spec{Args: task{3}, Subject: "video:2"})
		r.inTx(t, func(ctx context.Context, tx *database.Tx) error { return r.CancelTx(ctx, tx, "video:1") })
		stats, err := r.Stats(t.Context())
		require.NoError(t, err)
		require.Equal(t, []jobs.Stat{{"q", "available", 1}, {"q", "cancelled", 2}}, stats)
		require.Equal(t, 1, subjects(t, db))
	})
}

func TestCancelRunning(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		running, failed := make(chan struct{}), false
		r := start(t, db, 1, jobs.Handler[task]{
			Work: func(ctx context.Context, _ jobs.Job[task]) (jobs.Finish, error) {
				running <- struct{}{}
				<-ctx.Done()
				return note, nil // too late
			},
			Failed: func(context.Context, *database.Tx, jobs.Job[task], error) error {
				failed = true
				return nil
			},
		})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
		receive(t, running)
		r.inTx(t, func(ctx context.Context, tx *database.Tx) error { return r.CancelTx(ctx, tx, "video:1") })
		begun := time.Now()
		require.Equal(t, "lost", receive(t, r.outcomes))
		require.Less(t, time.Since(begun), 4*time.Second, "sooner than leases are renewed")
		t.Logf("interrupted after %v", time.Since(begun))
		require.Equal(t, "cancelled", r.row(t).State)
		require.Zero(t, notes(t, db)+subjects(t, db))
		r.stop()
		require.False(t, failed)
	})
}

// A cancellation that no message announces must still be noticed.
func TestCancelUnannounced(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		running := make(chan struct{})
		r := start(t, db, 1, jobs.Handler[task]{Work: func(ctx context.Context, _ jobs.Job[task]) (jobs.Finish, error) {
			running <- struct{}{}
			<-ctx.Done()
			return nil, ctx.Err()
		}})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
		receive(t, running)
		exec(t, db, "UPDATE river_job SET state = 'cancelled', finalized_at = scheduled_at")
		require.Equal(t, "lost", receive(t, r.outcomes))
		require.Zero(t, subjects(t, db))
	})
}

// What cleans up after a video may run as one of its jobs.
func TestFinishCancelsItsSubject(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		var r *rig
		r = newRig(t, db, jobs.Handler[task]{Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
			return func(ctx context.Context, tx *database.Tx) error { return r.CancelTx(ctx, tx, "video:1") }, nil
		}}, jobs.Config{Queues: map[string]int{"q": 1}})
		r.enqueue(t, jobs.Spec{Args: task{1}, Subject: "video:1"}, jobs.Spec{Args: task{2}, Subject: "video:1"})
		r.run(t)
		require.Equal(t, "done", receive(t, r.outcomes))
		stats, err := r.Stats(t.Context())
		require.NoError(t, err)
		require.Equal(t, []jobs.Stat{{"q", "cancelled", 1}, {"q", "completed", 1}}, stats)
		require.Zero(t, subjects(t, db))
	})
}

// Processes that start at the same moment must all come up.
func TestNewTogether(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				registry := jobs.NewRegistry()
				jobs.Register(registry, jobs.Handler[task]{Options: jobs.Options{Queue: "q"}, Work: nothing})
				if _, err := jobs.New(t.Context(), db, registry, jobs.Config{Log: slog.New(slog.DiscardHandler)}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
}

// An upgrade of River may rebuild its table with the narrow CHECK. Its newest
// migration does; here it is made to run again over rows it cannot hold.
func TestMigrateOverAllPriorities(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{})
		for p := jobs.Lowest; p <= jobs.Highest; p++ {
			r.enqueue(t, jobs.Spec{Args: task{p}, Priority: p})
		}
		levels := func() (list []int) {
			require.NoError(t, db.R.NewRaw("SELECT priority FROM river_job ORDER BY id").Scan(t.Context(), &list))
			return list
		}
		before := levels()
		require.Len(t, before, 21)
		exec(t, db, "DELETE FROM river_migration WHERE version = 8")
		r = newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{})
		require.Equal(t, before, levels())
		r.enqueue(t, jobs.Spec{Args: task{}, Priority: jobs.Lowest})
		if !db.Postgres() {
			var verdict string
			require.NoError(t, db.W.NewRaw("PRAGMA integrity_check").Scan(t.Context(), &verdict))
			require.Equal(t, "ok", verdict)
			_, err := db.W.NewRaw("UPDATE river_job SET priority = 22").Exec(t.Context())
			require.Error(t, err)
		}
	})
}

// TestWorkers has work in two processes and asks who has it.
func TestWorkers(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		let := make(chan struct{})
		r := start(t, db, 2, jobs.Handler[task]{Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
			<-let
			return nil, nil
		}})
		workers, err := r.Workers(t.Context())
		require.NoError(t, err)
		require.Empty(t, workers)
		r.enqueue(t, jobs.Spec{Args: task{1}}, jobs.Spec{Args: task{2}}, jobs.Spec{Args: task{3}})
		require.Eventually(t, func() bool {
			workers, err = r.Workers(t.Context())
			require.NoError(t, err)
			return len(workers) == 1 && workers[0].Count == 2
		}, 10*time.Second, 10*time.Millisecond)
		require.NotEmpty(t, workers[0].Name)
		close(let)
	})
}
