package pipeline

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/opt"
	"kinora/internal/plan"
	"kinora/internal/playlist"
	"kinora/internal/storage"
	"kinora/internal/sweep"
	"kinora/internal/transcode"
)

// queue keeps what is asked of it, in words.
type queue struct{ asked []string }

func (q *queue) EnqueueTx(_ context.Context, _ *database.Tx, specs ...jobs.Spec) error {
	for _, s := range specs {
		when := ""
		if !s.RunAt.IsZero() {
			when = " in " + time.Until(s.RunAt).Round(time.Second).String()
		}
		q.asked = append(q.asked, fmt.Sprintf("%s %v priority %d of %s owner %d cost %v%s", s.Args.Kind(), s.Args, s.Priority, s.Subject, s.Owner, s.Cost, when))
	}
	return nil
}

func (q *queue) CancelTx(_ context.Context, _ *database.Tx, subjects ...string) error {
	q.asked = append(q.asked, "cancel "+strings.Join(subjects, " "))
	return nil
}

func (q *queue) PrioritizeTx(_ context.Context, _ *database.Tx, subject string, priority int) error {
	q.asked = append(q.asked, fmt.Sprintf("prioritize %s %d", subject, priority))
	return nil
}

// works is a pipeline over a real catalogue, with a queue that only listens.
type works struct {
	*Pipeline
	queue *queue
	ended []int64 // videos whose uploads were ended
}

func newWorks(t *testing.T) *works {
	db := dbtest.SQLite(t)
	require.NoError(t, account.New(db).Ensure(t.Context(), "1$0123456789abcdef0123456789abcdef"))
	store, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	w := &works{queue: &queue{}}
	w.Pipeline = &Pipeline{DB: db, Store: store, Queue: w.queue, EndUploads: func(_ context.Context, _ *database.Tx, video int64) error {
		w.ended = append(w.ended, video)
		return nil
	}}
	w.Catalog = catalog.New(db, w.Hooks())
	w.Playlists = playlist.New(db, w.Catalog)
	w.Playlists.Deleted = w.PlaylistDeleted
	return w
}

// create makes a video. What that queued is forgotten.
func (w *works) create(t *testing.T, v catalog.NewVideo) catalog.Video {
	made, err := w.Catalog.Create(t.Context(), 1, []catalog.NewVideo{v})
	require.NoError(t, err)
	w.queue.asked = nil
	return made[0]
}

// in runs a step in a transaction and returns what it asked of the queue.
func (w *works) in(t *testing.T, step func(ctx context.Context, tx *database.Tx) error) []string {
	w.queue.asked = nil
	require.NoError(t, w.DB.InTx(t.Context(), step))
	return w.queue.asked
}

func TestCreated(t *testing.T) {
	w := newWorks(t)
	url := "https://a.example/film.mp4"
	made, err := w.Catalog.Create(t.Context(), 1, []catalog.NewVideo{{Name: "uploaded"}, {Name: "fetched", OriginURL: &url, Priority: -4}})
	require.NoError(t, err)
	id := made[1].ID
	require.Equal(t, []string{fmt.Sprintf("fetch {%d} priority -4 of video:%d owner 1 cost %v", id, id, jobs.Unit)}, w.queue.asked)
}

// TestWork has each step of a video queue the next, with the video's priority
// and share.
func TestWork(t *testing.T) {
	w := newWorks(t)
	v := w.create(t, catalog.NewVideo{Name: "Harbour", Priority: 3})
	sound := w.create(t, catalog.NewVideo{Name: "Song"})
	v.SourceBytes = 300 << 20
	again := v
	again.Planned = true
	film := &plan.Plan{Duration: time.Minute, Video: &plan.Video{Frames: 1500}}
	long := &plan.Plan{Duration: time.Hour, Video: &plan.Video{Frames: 90_000}}
	copied := &plan.Plan{Duration: time.Minute, Video: film.Video, Copy: &plan.Copy{}}
	job := func(kind, args string, cost time.Duration) string {
		return fmt.Sprintf("%s %s priority 3 of video:%d owner 1 cost %v", kind, args, v.ID, cost)
	}
	id := fmt.Sprintf("{%d}", v.ID)
	for name, c := range map[string]struct {
		step func(ctx context.Context, tx *database.Tx) error
		want []string
	}{
		"stored":       {func(ctx context.Context, tx *database.Tx) error { return w.Stored(ctx, tx, v) }, []string{job("inspect", fmt.Sprintf("{%d false}", v.ID), ingest.InspectCost(v))}},
		"stored again": {func(ctx context.Context, tx *database.Tx) error { return w.Stored(ctx, tx, again) }, []string{job("inspect", fmt.Sprintf("{%d true}", v.ID), ingest.InspectCost(v))}},
		"planned":      {func(ctx context.Context, tx *database.Tx) error { return w.Planned(ctx, tx, v, film) }, []string{job("transcode", id, film.Cost()), job("stills", id, jobs.Unit)}},
		"long":         {func(ctx context.Context, tx *database.Tx) error { return w.Planned(ctx, tx, v, long) }, []string{job("transcode", id, long.Cost()), job("stills_long", id, 36*time.Second)}},
		"copied first": {func(ctx context.Context, tx *database.Tx) error { return w.Planned(ctx, tx, v, copied) }, []string{job("transcode_copy", id, jobs.Unit)}},
		"copied":       {func(ctx context.Context, tx *database.Tx) error { return w.Remaining(ctx, tx, v, copied) }, []string{job("transcode", id, copied.Cost()), job("stills", id, jobs.Unit)}},
		"divided": {func(ctx context.Context, tx *database.Tx) error {
			return w.Divided(ctx, tx, v, jobs.Part{Args: transcode.ChunkArgs{VideoID: v.ID, Tier: 1, Number: 2}, Cost: time.Second}, jobs.Part{Args: transcode.JoinArgs{VideoID: v.ID}})
		}, []string{job("transcode_chunk", fmt.Sprintf("{%d 1 2}", v.ID), time.Second), job("transcode_join", fmt.Sprintf("{%d 0}", v.ID), 0)}},
		"settled": {func(ctx context.Context, tx *database.Tx) error { return w.settled(ctx, tx, v.ID) }, []string{fmt.Sprintf("tidy {%d false} priority 0 of video:%d owner 0 cost 0s", v.ID, v.ID)}},
		"failed": {func(ctx context.Context, tx *database.Tx) error {
			return w.KeptUntil(ctx, tx, v.ID, time.Now().Add(time.Hour))
		}, []string{fmt.Sprintf("tidy {%d true} priority 0 of video:%d owner 0 cost 0s in 1h0m0s", v.ID, v.ID)}},
		"a directory deleted": {func(ctx context.Context, tx *database.Tx) error { return w.directoryDeleted(ctx, tx, 5) }, []string{fmt.Sprintf("%s {5} priority 0 of  owner 0 cost 0s", sweep.DismantleArgs{}.Kind())}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, w.in(t, c.step)) })
	}

	queued := w.in(t, func(ctx context.Context, tx *database.Tx) error {
		return w.Planned(ctx, tx, sound, &plan.Plan{Duration: time.Minute})
	})
	require.Len(t, queued, 1, "sound has no stills")
	now, err := w.Catalog.ByID(t.Context(), sound.ID)
	require.NoError(t, err)
	require.Equal(t, catalog.StillsFailed, now.Stills)
}

func TestPrioritized(t *testing.T) {
	w := newWorks(t)
	v := w.create(t, catalog.NewVideo{Name: "Harbour"})
	_, err := w.Catalog.Update(t.Context(), 1, v.ID, catalog.VideoPatch{Priority: opt.Some(int64(7))})
	require.NoError(t, err)
	require.Equal(t, []string{fmt.Sprintf("prioritize video:%d 7", v.ID)}, w.queue.asked)
}

func TestDeleted(t *testing.T) {
	w := newWorks(t)
	v := w.create(t, catalog.NewVideo{Name: "Harbour"})
	require.NoError(t, w.Catalog.Delete(t.Context(), 1, v.ID))
	require.Equal(t, []string{
		fmt.Sprintf("cancel video:%d", v.ID), fmt.Sprintf("purge {%d %s} priority 0 of  owner 0 cost 0s in 10s", v.ID, v.Slug),
	}, w.queue.asked)
	require.Equal(t, []int64{v.ID}, w.ended)
}

// TestPlaysAreForgotten with the video or playlist that was played.
func TestPlaysAreForgotten(t *testing.T) {
	w := newWorks(t)
	v := w.create(t, catalog.NewVideo{Name: "Harbour"})
	p, err := w.Playlists.Create(t.Context(), 1, playlist.Patch{Name: opt.Some("Evening"), VideoIDs: opt.Some([]int64{v.ID})}, 1)
	require.NoError(t, err)
	require.NoError(t, w.Catalog.Delete(t.Context(), 1, v.ID))
	require.NoError(t, w.Playlists.Delete(t.Context(), 1, p.ID))
	var forgotten []string
	require.NoError(t, w.DB.R.NewRaw("SELECT kind || ' ' || entity FROM plays_forgotten WHERE account_id = 1 ORDER BY kind").Scan(t.Context(), &forgotten))
	require.Equal(t, []string{fmt.Sprintf("playlist %d", p.ID), fmt.Sprintf("vod %d", v.ID)}, forgotten)
}

// TestRetried cancels what is queued of a video and begins where its source is.
func TestRetried(t *testing.T) {
	w := newWorks(t)
	v := w.create(t, catalog.NewVideo{Name: "Harbour", Priority: 2})
	poster := "https://a.example/poster.jpg"
	v.PosterSource = &poster
	for stored, next := range map[bool]string{
		true:  fmt.Sprintf("inspect {%d false} priority 2 of video:%d owner 1 cost %v", v.ID, v.ID, ingest.InspectCost(v)),
		false: fmt.Sprintf("fetch {%d} priority 2 of video:%d owner 1 cost %v", v.ID, v.ID, jobs.Unit),
	} {
		asked := w.in(t, func(ctx context.Context, tx *database.Tx) error { return w.retried(ctx, tx, v, stored) })
		require.Equal(t, []string{
			fmt.Sprintf("cancel video:%d", v.ID),
			fmt.Sprintf("poster {%d %s} priority 0 of video:%d owner 1 cost %v", v.ID, poster, v.ID, jobs.Unit), next,
		}, asked)
	}
}
