package jobs_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/jobs"
)

// blocking is a handler whose attempts report that they run and then wait for
// their context, or for go.
type blocking struct {
	running chan int
	proceed chan struct{}
}

func newBlocking() blocking {
	return blocking{make(chan int, 10), make(chan struct{})}
}

func (b blocking) handler() jobs.Handler[task] {
	return jobs.Handler[task]{
		Options: jobs.Options{Backoff: atOnce},
		Work: func(ctx context.Context, j jobs.Job[task]) (jobs.Finish, error) {
			b.running <- j.Attempt
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-b.proceed:
				return note, nil
			}
		},
	}
}

func TestSoftStopHandsBack(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		b := newBlocking()
		r := start(t, db, 3, b.handler())
		r.enqueue(t, jobs.Spec{Args: task{}, Priority: 3, Subject: "video:1"})
		require.Equal(t, 1, receive(t, b.running))
		begun := time.Now()
		r.stop()
		t.Logf("stopped after %v", time.Since(begun))
		require.Equal(t, "handed back", receive(t, r.outcomes))
		require.Equal(t, jobRow{"available", 0, 8}, r.row(t))
		require.Equal(t, 1, subjects(t, db))

		next := start(t, db, 1, b.handler())
		require.Equal(t, 1, receive(t, b.running), "the attempt was not counted")
		b.proceed <- struct{}{}
		require.Equal(t, "done", receive(t, next.outcomes))
	})
}

// Work that can end within SoftStop is left alone.
func TestSoftStopWaits(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		b := newBlocking()
		r := newRig(t, db, b.handler(), jobs.Config{Queues: map[string]int{"q": 1}, SoftStop: time.Minute}).run(t)
		r.enqueue(t, jobs.Spec{Args: task{}})
		receive(t, b.running)
		go func() { b.proceed <- struct{}{} }()
		r.stop()
		require.Equal(t, "done", receive(t, r.outcomes))
		require.Equal(t, 1, notes(t, db))
	})
}

func TestLostWorker(t *testing.T) {
	tests := map[string]struct {
		attempt  string
		config   jobs.Config
		outcomes []string
		row      jobRow
		failed   int
	}{
		"lease runs out": {
			"1",
			jobs.Config{Lease: 300 * time.Millisecond},
			[]string{"taken from a lost worker", "done"},
			jobRow{"completed", 2, 9},
			0,
		},
		"lease of the last attempt runs out": {
			"3",
			jobs.Config{Lease: 300 * time.Millisecond},
			[]string{"taken from a lost worker", "done"},
			jobRow{"completed", 4, 9},
			0,
		},
		"worker after worker is lost": {
			"3, max_attempts = 103",
			jobs.Config{Lease: 300 * time.Millisecond},
			[]string{"taken from a lost worker"},
			jobRow{"discarded", 3, 9},
			1,
		},
		"put back at start": {
			"1",
			jobs.Config{Lease: 24 * time.Hour, Exclusive: true},
			[]string{"taken from a lost worker", "done"},
			jobRow{"completed", 2, 9},
			0,
		},
		"given up at start": {
			"3, max_attempts = 103",
			jobs.Config{Lease: 24 * time.Hour, Exclusive: true},
			[]string{"taken from a lost worker"},
			jobRow{"discarded", 3, 9},
			1,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db *database.DB) {
				failed := 0
				test.config.Queues = map[string]int{"q": 1}
				r := newRig(t, db, jobs.Handler[task]{
					Work: nothing,
					Failed: func(context.Context, *database.Tx, jobs.Job[task], error) error {
						failed++
						return nil
					},
				}, test.config)
				r.enqueue(t, jobs.Spec{Args: task{}, Priority: 2, Subject: "video:1"})
				abandon(t, db, test.attempt)
				r.run(t)
				var got []string
				for range test.outcomes {
					got = append(got, receive(t, r.outcomes))
				}
				require.ElementsMatch(t, test.outcomes, got)
				r.stop()
				require.Equal(t, test.row, r.row(t))
				require.Equal(t, test.failed, failed)
				require.Zero(t, subjects(t, db))
			})
		})
	}
}

// A live worker keeps its job for many times the length of a lease.
func TestLeaseIsRenewed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, db *database.DB) {
		b := newBlocking()
		short := jobs.Config{Queues: map[string]int{"q": 1}, Lease: 1500 * time.Millisecond}
		first := newRig(t, db, b.handler(), short).run(t)
		second := newRig(t, db, b.handler(), short).run(t)
		first.enqueue(t, jobs.Spec{Args: task{}})
		receive(t, b.running)
		time.Sleep(2 * short.Lease) // what is tested is that nothing happens
		require.Empty(t, b.running)
		b.proceed <- struct{}{}
		select {
		case outcome := <-first.outcomes:
			require.Equal(t, "done", outcome)
		case outcome := <-second.outcomes:
			require.Equal(t, "done", outcome)
		}
		require.Equal(t, jobRow{"completed", 1, 11}, first.row(t))
	})
}

// An attempt that comes back after its job was given to another one can
// neither finish nor fail nor hand back anything.
func TestZombie(t *testing.T) {
	answers := map[string]func() (jobs.Finish, error){
		"finish": func() (jobs.Finish, error) { return note, nil },
		"fail":   func() (jobs.Finish, error) { return nil, errTrouble },
		"cancel": func() (jobs.Finish, error) { return nil, jobs.Cancel(errTrouble) },
		"snooze": func() (jobs.Finish, error) { return nil, jobs.Snooze(0) },
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db *database.DB) {
				arise := make(chan struct{})
				running := make(chan struct{})
				zombie := newRig(t, db, jobs.Handler[task]{Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
					running <- struct{}{}
					<-arise
					return answer()
				}}, jobs.Config{Queues: map[string]int{"q": 1}, Lease: time.Hour}).run(t)
				zombie.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
				receive(t, running)
				exec(t, db, "UPDATE river_job SET priority = 11 WHERE state = 'running'")
				abandon(t, db, "attempt")

				b := newBlocking()
				live := newRig(t, db, b.handler(), jobs.Config{Queues: map[string]int{"q": 1}, Lease: time.Minute}).run(t)
				exec(t, db, "UPDATE river_job SET state = 'available'")
				require.Equal(t, 2, receive(t, b.running))
				arise <- struct{}{}
				require.Equal(t, "lost", receive(t, zombie.outcomes))
				require.Equal(t, jobRow{"running", 2, 11}, live.row(t))
				require.Equal(t, 1, subjects(t, db))
				require.Zero(t, notes(t, db))

				b.proceed <- struct{}{}
				require.Equal(t, "done", receive(t, live.outcomes))
				require.Equal(t, 1, notes(t, db))
			})
		})
	}
}
