package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/jobs"
)

// lot are jobs of one subject: their numbers count up from first, and each
// costs so many seconds.
type lot struct {
	owner   int64
	subject string
	first   int
	costs   []int
	level   int
}

func (l lot) specs() []jobs.Spec {
	var list []jobs.Spec
	for i, cost := range l.costs {
		list = append(list, jobs.Spec{
			Args: task{l.first + i}, Owner: l.owner, Subject: l.subject, Priority: l.level, Cost: time.Duration(cost) * time.Second,
		})
	}
	return list
}

func times(n, cost int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = cost
	}
	return list
}

// TestShares has one worker, so that the order is the only one there can be.
// Jobs come before it starts, or while it works on the job of a number.
func TestShares(t *testing.T) {
	var many []lot // six short ones of one owner
	for i := range 6 {
		many = append(many, lot{1, fmt.Sprintf("a%d", i), 10 + i, times(1, 10), 0})
	}
	for name, c := range map[string]struct {
		lots []lot
		then map[int][]lot
		up   map[int]string // subject that becomes urgent

		together bool // the lots come in one call
		want     []int
	}{
		"owners take turns": {
			lots: append(many, lot{2, "b0", 20, times(1, 10), 0}, lot{2, "b1", 21, times(1, 10), 0}),
			want: []int{10, 20, 11, 21, 12, 13, 14, 15},
		},
		"first jobs of all before last jobs of any, cheap ones before dear ones": {
			lots: []lot{{1, "a", 10, []int{1, 1, 1, 20, 20}, 0}, {2, "b", 20, []int{1, 1, 1, 20, 20}, 0}},
			want: []int{10, 20, 11, 21, 12, 22, 13, 23, 14, 24},
		},
		"a long one does not starve a short one of another": {
			lots: []lot{{1, "a", 10, times(8, 30), 0}},
			then: map[int][]lot{13: {{2, "b", 20, times(1, 30), 0}}},
			want: []int{10, 11, 12, 13, 20, 14, 15, 16, 17},
		},
		"nor of its own owner": {
			lots: []lot{{1, "a", 10, times(8, 30), 0}},
			then: map[int][]lot{13: {{1, "b", 20, times(1, 30), 0}}},
			want: []int{10, 11, 12, 13, 20, 14, 15, 16, 17},
		},
		"it waits for a slice of one that is not much longer": {
			lots: []lot{{1, "a", 10, times(8, 30), 0}, {1, "b", 20, times(3, 30), 0}},
			want: []int{10, 11, 12, 20, 13, 14, 21, 15, 16, 22, 17},
		},
		"and for none that is much longer": {
			lots: []lot{{1, "a", 10, times(8, 30), 0}, {1, "b", 20, times(1, 30), 0}, {1, "c", 30, times(1, 2), 0}},
			want: []int{10, 20, 30, 11, 12, 13, 14, 15, 16, 17},
		},
		"however many of those there are, which all come in the end": {
			lots: []lot{
				{1, "a", 10, times(1, 100), 0},
				{1, "b", 11, times(1, 100), 0},
				{1, "c", 12, times(1, 100), 0},
				{1, "d", 20, times(1, 10), 0},
				{1, "e", 21, times(1, 10), 0},
				{1, "f", 22, times(1, 10), 0},
			},
			then: map[int][]lot{11: {{1, "g", 23, times(1, 10), 0}, {1, "h", 24, times(1, 10), 0}, {1, "i", 25, times(1, 10), 0}, {1, "j", 26, times(1, 10), 0}}},
			want: []int{10, 20, 21, 11, 22, 12, 23, 24, 25, 26},
		},
		"what overtakes leaves other owners their share": {
			lots: []lot{
				{1, "a", 10, times(1, 60), 0},
				{1, "b", 11, times(1, 60), 0},
				{2, "c", 30, times(1, 60), 0},
				{2, "d", 31, times(1, 60), 0},
				{1, "e", 20, times(1, 10), 0},
				{1, "f", 21, times(1, 10), 0},
				{1, "g", 22, times(1, 10), 0},
				{1, "h", 23, times(1, 10), 0},
			},
			want: []int{10, 30, 20, 21, 11, 31, 22, 23},
		},
		"in one call as well": {
			together: true,
			lots:     []lot{{1, "a", 10, times(1, 100), 0}, {1, "b", 11, times(1, 100), 0}, {1, "c", 20, times(1, 1), 0}},
			want:     []int{10, 20, 11},
		},
		"long ones of an owner share its share": {
			lots: []lot{{1, "a", 10, times(6, 60), 0}, {1, "b", 20, times(3, 60), 0}, {2, "c", 30, times(5, 60), 0}},
			want: []int{10, 30, 11, 20, 31, 12, 32, 13, 21, 33, 14, 34, 15, 22},
		},
		"priority goes before shares": {
			lots: []lot{{1, "a", 10, times(3, 10), 0}, {2, "b", 20, times(2, 10), 1}},
			then: map[int][]lot{11: {{3, "c", 30, times(1, 10), 5}}},
			want: []int{20, 21, 10, 11, 30, 12},
		},
		"and can be changed": {
			lots: []lot{{1, "a", 10, times(4, 10), 0}, {2, "b", 20, times(3, 10), 0}},
			up:   map[int]string{20: "a"},
			want: []int{10, 20, 11, 12, 13, 21, 22},
		},
		"what was paid for goes first": {
			lots: []lot{{1, "a", 10, times(3, 10), 0}, {2, "b", 20, times(2, 10), 0}},
			then: map[int][]lot{11: {{1, "a", 30, times(1, 0), 0}}},
			want: []int{10, 20, 11, 30, 21, 12},
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db *database.DB) {
				began := make(chan int, 100)
				var r *rig
				r = newRig(t, db, jobs.Handler[task]{Work: func(ctx context.Context, j jobs.Job[task]) (jobs.Finish, error) {
					began <- j.Args.N
					return nil, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
						for _, l := range c.then[j.Args.N] {
							if err := r.EnqueueTx(ctx, tx, l.specs()...); err != nil {
								return err
							}
						}
						if subject := c.up[j.Args.N]; subject != "" {
							return r.PrioritizeTx(ctx, tx, subject, 5)
						}
						return nil
					})
				}}, jobs.Config{Queues: map[string]int{"q": 1}})
				var all []jobs.Spec
				for _, l := range c.lots {
					if all = append(all, l.specs()...); !c.together {
						r.enqueue(t, all...)
						all = nil
					}
				}
				r.enqueue(t, all...)
				r.run(t)
				var order []int
				for range c.want {
					order = append(order, receive(t, began))
				}
				require.Equal(t, c.want, order)
			})
		})
	}
}

// TestPlaceIsKept has a job fail: when its pause is over it stands where it
// stood, before what came after it.
func TestPlaceIsKept(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		began, release := make(chan int, 10), make(chan struct{})
		r := newRig(t, db, jobs.Handler[task]{
			Options: jobs.Options{Backoff: []time.Duration{time.Millisecond}},
			Work: func(_ context.Context, j jobs.Job[task]) (jobs.Finish, error) {
				began <- j.Args.N
				switch {
				case j.Args.N == 1 && j.Attempt == 1:
					return nil, errors.New("not yet")
				case j.Args.N == 2:
					<-release
				}
				return nil, nil
			},
		}, jobs.Config{Queues: map[string]int{"q": 2}, Lease: 3 * time.Second})
		r.enqueue(t, jobs.Spec{Args: task{2}, Owner: 1, Subject: "b", Cost: time.Second})
		r.enqueue(t, jobs.Spec{Args: task{1}, Owner: 1, Subject: "a", Cost: time.Second, RunAt: time.Now().Add(time.Hour)})
		exec(t, db, "UPDATE river_job SET state = 'available', scheduled_at = '2021-01-01 00:00:00' WHERE state = 'scheduled'")
		require.NoError(t, r.TakePlaces(t.Context()))
		require.Zero(t, number(t, db, "SELECT count(*) FROM river_job WHERE scheduled_at > '2020-01-01 00:00:00'"), "due, and back at its place")
		r.run(t)
		require.ElementsMatch(t, []int{2, 1}, []int{receive(t, began), receive(t, began)})
		require.Equal(t, 1, receive(t, began), "once more")
		close(release)
	})
}

func TestOwnerNeedsASubject(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		r := newRig(t, db, jobs.Handler[task]{Work: nothing}, jobs.Config{})
		require.Error(t, r.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return r.EnqueueTx(ctx, tx, jobs.Spec{Args: task{1}, Owner: 1, Cost: time.Second})
		}))
	})
}
