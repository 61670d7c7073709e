package transcode

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// BenchmarkWorkers has an hour of film worked on by 1 to 16 workers, with an
// encoder that sleeps: efficiency is the time that all sleeping takes when it
// is shared out evenly, over the time from the first job to the last join.
func BenchmarkWorkers(b *testing.B) {
	for _, on := range []struct {
		name    string
		open    func(testing.TB) *database.DB
		workers []int
	}{{"sqlite", dbtest.SQLite, []int{1, 2, 4, 8, 16}}, {"postgres", dbtest.Postgres, []int{16}}} {
		for _, workers := range on.workers {
			b.Run(fmt.Sprintf("%s/%d", on.name, workers), func(b *testing.B) {
				for b.Loop() {
					benchWorkers(b, on.open(b), workers)
				}
			})
		}
	}
}

func benchWorkers(b *testing.B, db *database.DB, workers int) {
	nap := 200 * time.Millisecond // a real chunk takes a worker 5 s to over a minute
	if workers >= 8 {
		nap = time.Second
	}
	m, joined := newSleeper(b, db, workers, nap)
	p := &plan.Plan{
		Demuxer: "mov", Duration: time.Hour, OriginDuration: time.Hour,
		Video: &plan.Video{Rate: ffmpeg.Ratio{Num: 25, Den: 1}, GOP: 50, Frames: 90000, SourceGOP: time.Second, Width: 640, Height: 360},
		Audio: []plan.Audio{{Stream: 1, Channels: 2, Language: "und"}},
		Rungs: []plan.Rung{
			{Name: "a", Codec: plan.H264, Encoder: "libx264", FrameWidth: 320, FrameHeight: 180, Kbps: 200, AudioKbps: 64, File: "a.mp4"},
			{Name: "b", Codec: plan.H264, Encoder: "libx264", FrameWidth: 640, FrameHeight: 360, Kbps: 450, AudioKbps: 64, File: "b.mp4"},
		},
	}
	for n := range int64(120) {
		p.Chunks = append(p.Chunks, plan.Chunk{First: 750 * n, Frames: 750})
	}
	in, err := catalog.InspectionOf(p)
	require.NoError(b, err)
	made, err := m.o.Catalog.Create(b.Context(), 1, []catalog.NewVideo{{Name: "Harbour"}})
	require.NoError(b, err)
	id := made[0].ID
	require.NoError(b, m.store.Put(b.Context(), address.SourceKey(id), strings.NewReader("film"), -1))
	begun := time.Now()
	require.NoError(b, db.InTx(b.Context(), func(ctx context.Context, tx *database.Tx) error {
		return errors.Join(m.o.Catalog.InspectedTx(ctx, tx, id, in),
			m.engine.EnqueueTx(ctx, tx, jobs.Spec{Args: Args{VideoID: id}, Subject: fmt.Sprintf("video:%d", id), Owner: 1, Cost: p.Cost()}))
	}))
	<-joined
	<-joined
	ideal := time.Duration(1+2*len(p.Chunks)) * nap / time.Duration(workers)
	b.ReportMetric(ideal.Seconds()/time.Since(begun).Seconds(), "efficiency")
}

// newSleeper works a queue with chunks that are slept through; each join is
// signalled.
func newSleeper(b *testing.B, db *database.DB, workers int, nap time.Duration) (*mill, <-chan struct{}) {
	store, err := storage.Open(b.Context(), "file:"+b.TempDir())
	require.NoError(b, err)
	newAccount(b, db)
	m := &mill{bench: &bench{db: db, store: store}}
	m.Transcoder = New(Options{
		DB: db, Catalog: catalog.New(db, catalog.Hooks{}), Store: store, Tools: ffmpegtest.Tools(b),
		Divided: m.divided,
		Log:     slog.New(slog.DiscardHandler),
	})
	m.apart = func(ctx context.Context, _ *part, _ work) error {
		select {
		case <-time.After(nap):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	joined := make(chan struct{}, 2)
	registry := jobs.NewRegistry()
	jobs.Register(registry, jobs.Handler[Args]{Options: attempts, Work: m.work, Failed: m.failed})
	jobs.Register(registry, jobs.Handler[ChunkArgs]{Options: attempts, Work: m.chunk, Failed: m.chunkFailed})
	jobs.Register(registry, jobs.Handler[JoinArgs]{Options: attempts, Work: func(context.Context, jobs.Job[JoinArgs]) (jobs.Finish, error) {
		joined <- struct{}{}
		return nil, nil
	}})
	m.engine, err = jobs.New(b.Context(), db, registry, jobs.Config{Queues: map[string]int{Queue: workers}, Log: m.o.Log})
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- m.engine.Run(ctx) }()
	b.Cleanup(func() {
		cancel()
		require.NoError(b, <-done)
	})
	return m, joined
}
