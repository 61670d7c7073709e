package jobs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/jobs"
)

var errTrouble = errors.New("trouble")

// atOnce is a pause between attempts.
var atOnce = []time.Duration{0}

func TestRetry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{
			Options: jobs.Options{Backoff: atOnce},
			Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
				switch {
				case j.MaxAttempts != 3 || j.Args.N != 7:
					panic("wrong job")
				case j.Attempt == 1:
					return nil, errTrouble
				case j.Attempt == 2:
					panic("out")
				}
				return note, nil
			},
		}, jobs.Config{Queues: map[string]int{"q": 1}})
		r.enqueue(t, jobs.Spec{Args: task{7}, Priority: 5, Subject: "video:1"})
		r.run(t)
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, "done", receive(t, r.outcomes))
		require.Equal(t, jobRow{"completed", 3, 6}, r.row(t))
		require.Equal(t, 1, notes(t, db))
	})
}

func TestBackoff(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := start(t, db, 1, jobs.Handler[task]{
			Options: jobs.Options{Backoff: []time.Duration{time.Hour}},
			Work:    func(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, errTrouble },
		})
		r.enqueue(t, jobs.Spec{Args: task{}})
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, jobRow{"retryable", 1, 11}, r.row(t))
	})
}

func TestFailed(t *testing.T) {
	tests := map[string]struct {
		work  func(context.Context, jobs.Job[task]) (jobs.Finish, error)
		fails int // attempts before the last one
		state string
	}{
		"attempts used up": {
			state: "discarded", fails: 2,
			work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, errTrouble },
		},
		"given up at once": {
			state: "cancelled",
			work:  func(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, jobs.Cancel(errTrouble) },
		},
		"given up by finish": {
			state: "cancelled",
			work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
				return func(context.Context, *database.Tx) error { return jobs.Cancel(errTrouble) }, nil
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db *database.DB) {
				causes := make(chan error, 10)
				r := start(t, db, 1, jobs.Handler[task]{
					Options: jobs.Options{Backoff: atOnce},
					Work:    test.work,
					Failed: func(ctx context.Context, tx *database.Tx, j jobs.Job[task], cause error) error {
						causes <- cause
						require.Equal(t, 7, j.Args.N)
						return note(ctx, tx)
					},
				})
				r.enqueue(t, jobs.Spec{Args: task{7}, Subject: "video:1"})
				for range test.fails {
					require.Equal(t, "failed", receive(t, r.outcomes))
				}
				require.Equal(t, "given up", receive(t, r.outcomes))
				require.Equal(t, errTrouble, receive(t, causes))
				require.Equal(t, test.state, r.row(t).State)
				r.stop()
				require.Equal(t, 1, notes(t, db))
				require.Empty(t, causes)
				require.Zero(t, subjects(t, db))
			})
		})
	}
}

// While Failed cannot record why, the job must neither end nor be forgotten.
func TestFailedFails(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		calls := 0
		stuck := make(chan struct{})
		r := newRig(t, db, jobs.Handler[task]{
			Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, jobs.Cancel(errTrouble) },
			Failed: func(ctx context.Context, tx *database.Tx, _ jobs.Job[task], _ error) error {
				calls++
				require.NoError(t, note(ctx, tx))
				switch calls {
				case 1:
					return errTrouble
				case 2:
					panic("out")
				}
				close(stuck)
				return nil
			},
			Options: jobs.Options{MaxAttempts: 1},
		}, jobs.Config{Queues: map[string]int{"q": 1}, Lease: 300 * time.Millisecond})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
		r.run(t)
		require.Equal(t, "given up", receive(t, r.outcomes))
		require.Equal(t, "taken from a lost worker", receive(t, r.outcomes))
		require.Equal(t, "given up", receive(t, r.outcomes))
		require.Equal(t, "taken from a lost worker", receive(t, r.outcomes))
		receive(t, stuck)
		require.Equal(t, "given up", receive(t, r.outcomes))
		require.Equal(t, jobRow{"cancelled", 3, 11}, r.row(t))
		require.Equal(t, 1, notes(t, db))
	})
}

func TestFinishError(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := start(t, db, 1, jobs.Handler[task]{
			Options: jobs.Options{Backoff: atOnce},
			Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
				return func(ctx context.Context, tx *database.Tx) error {
					require.NoError(t, note(ctx, tx))
					switch j.Attempt {
					case 1:
						return errTrouble
					case 2:
						panic("out")
					}
					return nil
				}, nil
			},
		})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1"})
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, "done", receive(t, r.outcomes))
		require.Equal(t, 1, notes(t, db))
		require.Equal(t, jobRow{"completed", 3, 11}, r.row(t))
	})
}

// A chain: each job queues the next one in the transaction that completes it.
func TestFinishEnqueues(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		var r *rig
		r = newRig(t, db, jobs.Handler[task]{Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
			return func(ctx context.Context, tx *database.Tx) error {
				if j.Args.N == 0 {
					return note(ctx, tx)
				}
				return r.EnqueueTx(ctx, tx, jobs.Spec{Args: task{j.Args.N - 1}, Subject: "video:1"})
			}, nil
		}}, jobs.Config{Queues: map[string]int{"q": 1}}).run(t)
		begun := time.Now()
		r.enqueue(t, jobs.Spec{Args: task{9}, Subject: "video:1"})
		for range 10 {
			require.Equal(t, "done", receive(t, r.outcomes))
		}
		t.Logf("%v a step", time.Since(begun)/10)
		require.Equal(t, 1, notes(t, db))
		require.Zero(t, subjects(t, db))
	})
}

func TestSnooze(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		calls := 0
		r := start(t, db, 1, jobs.Handler[task]{Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
			calls++
			if calls < 5 {
				return nil, jobs.Snooze(time.Millisecond)
			}
			return nil, jobs.Snooze(time.Hour)
		}})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "video:1", Priority: 10})
		for range 5 {
			require.Equal(t, "snoozed", receive(t, r.outcomes))
		}
		require.Equal(t, jobRow{"scheduled", 0, 1}, r.row(t))
		require.Equal(t, 1, subjects(t, db))

		for _, of := range [][2]string{{"another", "video:1"}, {task{}.Kind(), "video:2"}} {
			found, err := r.Wake(t.Context(), of[0], of[1])
			require.NoError(t, err)
			require.False(t, found)
		}
		found, err := r.Wake(t.Context(), task{}.Kind(), "video:1")
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, "snoozed", receive(t, r.outcomes), "an hour early")
	})
}

func TestUnreadableArgs(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{Queues: map[string]int{"q": 1}})
		r.enqueue(t, jobs.Spec{Args: task{}})
		if db.Postgres() {
			exec(t, db, `UPDATE river_job SET args = '{"n": "x"}'`)
		} else {
			exec(t, db, `UPDATE river_job SET args = jsonb('{"n": "x"}')`)
		}
		r.run(t)
		require.Equal(t, "given up", receive(t, r.outcomes))
		require.Equal(t, "cancelled", r.row(t).State)
	})
}
