package jobs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/jobs"
)

// standing asks how the work on a subject stands.
func (r *rig) standing(t testing.TB, subject string) jobs.Standing {
	t.Helper()
	found, err := r.Standings(t.Context(), subject)
	require.NoError(t, err)
	require.Contains(t, found, subject)
	return found[subject]
}

// TestStandings follows a job from the line to the end: how many come before
// it, that it runs, why it failed and when it is tried again.
func TestStandings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		begun, release := make(chan int), make(chan error)
		changed := make(chan string, 100)
		r := newRig(t, db, jobs.Handler[task]{
			Options: jobs.Options{Step: "cooking", MaxAttempts: 4, Backoff: []time.Duration{time.Hour}},
			Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
				begun <- j.Args.N
				return nil, <-release
			},
		}, jobs.Config{Queues: map[string]int{"q": 1}, Changed: func(_ context.Context, subject string) { changed <- subject }})
		for i, subject := range []string{"a", "b", "c"} {
			r.enqueue(t, jobs.Spec{Args: task{i}, Subject: subject, Owner: 1, Cost: time.Second}, jobs.Spec{Args: task{i}, Subject: subject, Owner: 1, Cost: time.Second, RunAt: time.Now().Add(time.Hour)})
		}
		third := r.standing(t, "c")
		require.EqualValues(t, 2, *third.Ahead)
		third.Ahead = nil
		require.Equal(t, jobs.Standing{Step: "cooking", Attempt: 1, Attempts: 4}, third)
		waiting, err := r.Waiting(t.Context(), 0)
		require.NoError(t, err)
		require.EqualValues(t, 3, waiting)
		none, err := r.Waiting(t.Context(), 2)
		require.NoError(t, err)
		require.Zero(t, none)

		r.run(t)
		require.Equal(t, 0, receive(t, begun))
		require.Equal(t, "a", receive(t, changed), "it is told of while it runs")
		require.Equal(t, jobs.Standing{Step: "cooking", Running: true, Attempt: 1, Attempts: 4}, r.standing(t, "a"))
		require.EqualValues(t, 1, *r.standing(t, "c").Ahead)

		release <- fault.Wrap(fault.Invalid, "The origin is shut", errors.New("secret address"))
		require.Equal(t, "failed", receive(t, r.outcomes))
		require.Equal(t, "a", receive(t, changed))
		again := r.standing(t, "a")
		require.InDelta(t, time.Hour, time.Until(again.RetryAt), float64(time.Minute))
		again.RetryAt = time.Time{}
		require.Equal(t, jobs.Standing{Step: "cooking", Attempt: 2, Attempts: 4, Reason: "The origin is shut"}, again)

		require.Equal(t, 1, receive(t, begun))
		release <- jobs.Cancel(fault.Wrap(fault.Invalid, "The origin is closed", errors.New("secret name")))
		require.Equal(t, "given up", receive(t, r.outcomes))
		given, err := r.GivenUp(t.Context(), 10)
		require.NoError(t, err)
		require.Len(t, given, 1)
		require.InDelta(t, time.Now().Unix(), given[0].At.Unix(), 60)
		require.Contains(t, given[0].Error, "secret name", "the operator may know")
		given[0].At, given[0].Error = time.Time{}, ""
		require.Equal(t, jobs.GivenUp{Subject: "b", Queue: "q", Kind: "task", Attempts: 1, Detail: "The origin is closed"}, given[0])

		require.Equal(t, 2, receive(t, begun))
		release <- nil
		require.Equal(t, "done", receive(t, r.outcomes))
		nobody, err := r.Standings(t.Context(), "d")
		require.NoError(t, err)
		require.Empty(t, nobody)
	})
}

// TestStandingOfALostJob: work whose worker fell silent does not run, and what
// came before it may be many.
func TestStandingOfALostJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{
			Options: jobs.Options{Step: "cooking"},
			Work:    func(context.Context, jobs.Job[task]) (jobs.Finish, error) { return nil, nil },
		}, jobs.Config{})
		r.enqueue(t, jobs.Spec{Args: task{}, Subject: "a", Owner: 1, Cost: time.Second})
		for state, running := range map[string]bool{"2000-01-01 00:00:00": false, "2100-01-01 00:00:00": true} {
			_, err := db.W.NewRaw("UPDATE river_job SET state = 'running', attempt = 1, attempted_at = ?", state).Exec(t.Context())
			require.NoError(t, err)
			require.Equal(t, running, r.standing(t, "a").Running, state)
		}
	})
}
