package jobs_test

import (
	"context"
	"testing"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

func onBoth(b *testing.B, bench func(b *testing.B, db *database.DB)) {
	b.Run("sqlite", func(b *testing.B) { bench(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { bench(b, dbtest.Postgres(b)) })
}

func BenchmarkEnqueue500(b *testing.B) {
	onBoth(b, func(b *testing.B, db *database.DB) {
		r := newRig(b, db, jobs.Handler[task]{Work: nothing}, jobs.Config{})
		specs := make([]jobs.Spec, 500)
		for i := range specs {
			specs[i] = jobs.Spec{Args: task{i}, Subject: "video:1"}
		}
		b.ReportAllocs()
		for b.Loop() {
			r.enqueue(b, specs...)
		}
	})
}

// BenchmarkStart is from the commit that queues a job to its first line.
func BenchmarkStart(b *testing.B) {
	onBoth(b, func(b *testing.B, db *database.DB) {
		began := make(chan struct{}, 1)
		r := start(b, db, 1, jobs.Handler[task]{Work: func(context.Context, jobs.Job[task]) (jobs.Finish, error) {
			began <- struct{}{}
			return nil, nil
		}})
		for b.Loop() {
			r.enqueue(b, jobs.Spec{Args: task{}})
			receive(b, began)
			b.StopTimer()
			receive(b, r.outcomes)
			b.StartTimer()
		}
	})
}
