package transcode

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// mill is a transcoder on a queue, which counts the chunks that it encodes.
type mill struct {
	*bench
	engine  *jobs.Engine
	mu      sync.Mutex
	encoded int
}

// smallSet has two rungs that are quickly made.
func smallSet() []plan.Quality {
	return []plan.Quality{
		{ID: 1, Version: 1, Name: "s90", Codec: plan.H264, ShortSide: 90, VideoKbps: 200, AudioKbps: 64, FPS: 30},
		{ID: 2, Version: 1, Name: "s144", Codec: plan.H264, ShortSide: 144, VideoKbps: 400, AudioKbps: 64, FPS: 30},
	}
}

// newMill has one account and an empty storage.
func newMill(t *testing.T, db *database.DB) *mill {
	t.Helper()
	store, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	newAccount(t, db)
	m := &mill{bench: &bench{db: db, store: store}}
	lib := catalog.New(db, catalog.Hooks{
		Settled: func(ctx context.Context, tx *database.Tx, id int64) error { return ForgetTx(ctx, tx, id) },
		Deleted: func(ctx context.Context, tx *database.Tx, videos []catalog.Video) error {
			return errors.Join(ForgetTx(ctx, tx, videos[0].ID), m.engine.CancelTx(ctx, tx, "video:1", "video:2"))
		},
	})
	m.Transcoder = New(Options{
		DB: db, Catalog: lib, Store: store, Sources: storage.NewCopies(store, t.TempDir(), 0), Tools: ffmpegtest.Tools(t), Scratch: filepath.Join(t.TempDir(), "scratch"), Threads: 1,
		Divided: m.divided,
		Log:     slog.New(counter{slog.NewTextHandler(t.Output(), nil), m}),
	})
	return m
}

// divided queues the parts of a video.
func (m *mill) divided(ctx context.Context, tx *database.Tx, v catalog.Video, parts ...jobs.Part) error {
	var specs []jobs.Spec
	for _, p := range parts {
		specs = append(specs, jobs.Spec{Args: p.Args, Cost: p.Cost, Priority: int(v.Priority), Subject: address.Subject(v.ID), Owner: v.AccountID})
	}
	return m.engine.EnqueueTx(ctx, tx, specs...)
}

type counter struct {
	slog.Handler
	m *mill
}

func (c counter) Handle(ctx context.Context, r slog.Record) error {
	if r.Message == "chunk encoded" {
		c.m.mu.Lock()
		c.m.encoded++
		c.m.mu.Unlock()
	}
	return c.Handler.Handle(ctx, r)
}

// add stores a source, plans it in chunks and queues the work on it.
func (m *mill) add(t *testing.T, path string) int64 {
	t.Helper()
	ctx := t.Context()
	made, err := m.o.Catalog.Create(ctx, 1, []catalog.NewVideo{{Name: "Harbour"}})
	require.NoError(t, err)
	id := made[0].ID
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, m.store.Put(ctx, address.SourceKey(id), f, -1))
	p, err := planFile(t, m.o.Tools, path, plan.Settings{Chunk: 2 * time.Second, Qualities: smallSet()})
	require.NoError(t, err)
	require.Len(t, p.Chunks, 3)
	require.Len(t, p.Rungs, 2)
	in, err := catalog.InspectionOf(p)
	require.NoError(t, err)
	require.NoError(t, m.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		return errors.Join(
			m.o.Catalog.InspectedTx(ctx, tx, id, in), m.o.Catalog.StillsTx(ctx, tx, id, 0, ""),
			m.engine.EnqueueTx(ctx, tx, jobs.Spec{Args: Args{VideoID: id}, Subject: "video:" + string(rune('0'+id))}))
	}))
	return id
}

// start works the queue; the function it returns stops that.
func (m *mill) start(t *testing.T, workers int) (stop func()) {
	t.Helper()
	registry := jobs.NewRegistry()
	m.Register(registry)
	var err error
	m.engine, err = jobs.New(t.Context(), m.db, registry, jobs.Config{Queues: map[string]int{Queue: workers}, Exclusive: true, Log: m.o.Log})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- m.engine.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(t, <-done)
	})
	t.Cleanup(stop)
	return stop
}

// settled waits until a video is ready or given up, and its parts are forgotten.
func (m *mill) settled(t *testing.T, id int64) catalog.Video {
	t.Helper()
	var v catalog.Video
	require.Eventually(t, func() bool {
		var err error
		v, err = m.o.Catalog.ByID(context.Background(), id)
		require.NoError(t, err)
		rows, err := m.db.R.NewSelect().Table("chunks").Where("video_id = ?", id).Count(context.Background())
		require.NoError(t, err)
		return rows == 0 && (v.Status == catalog.StatusReady || v.Status == catalog.StatusError)
	}, 2*time.Minute, 20*time.Millisecond)
	return v
}

// sums are the checksums of a video's renditions.
func (m *mill) sums(t *testing.T, v catalog.Video) []string {
	t.Helper()
	var sums []string
	for _, r := range v.Renditions {
		require.NotNil(t, r.Object, "%v", r.Error)
		data, err := os.ReadFile(m.local(t, *r.Object))
		require.NoError(t, err)
		sum := sha256.Sum256(data)
		sums = append(sums, string(sum[:]))
	}
	return sums
}

// longFilm has three chunks of 320x180 and sound.
func longFilm(t *testing.T) string {
	return clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=r=48000",
		"-t", "6", "-c:v", "libx264", "-preset", "ultrafast", "-g", "40", "-pix_fmt", "yuv420p", "-c:a", "aac")
}

// TestChunksAreTheSameForAnyNumberOfWorkers, on both databases, and are not
// encoded again for a file that comes twice.
func TestChunksAreTheSameForAnyNumberOfWorkers(t *testing.T) {
	path := longFilm(t)
	var all [][]string
	for name, c := range map[string]struct {
		open    func(testing.TB) *database.DB
		workers int
	}{"one": {dbtest.SQLite, 1}, "four": {dbtest.Postgres, 4}} {
		t.Run(name, func(t *testing.T) {
			m := newMill(t, c.open(t))
			stop := m.start(t, c.workers)
			v := m.settled(t, m.add(t, path))
			require.Equal(t, catalog.StatusReady, v.Status)
			require.EqualValues(t, 6000, *v.Duration)
			require.Equal(t, 7, m.encoded, "sound, and three chunks for each of two tiers")
			first := m.sums(t, v)
			all = append(all, first)
			for _, r := range v.Renditions {
				require.Equal(t, 6*time.Second, m.index(t, *r.Object).Video().Duration())
				played, err := m.o.Tools.Probe(t.Context(), m.local(t, *r.Object), "mov")
				require.NoError(t, err)
				require.Len(t, played.Streams, 2)
				require.Contains(t, *r.Receipt, `"frames":150`)
			}
			again := m.settled(t, m.add(t, path))
			require.Equal(t, 7, m.encoded, "nothing is encoded for the same file")
			require.Equal(t, first, m.sums(t, again))
			stop() // what was done last tidies up
			left, _ := filepath.Glob(filepath.Join(m.o.Scratch, "*"))
			require.Empty(t, left, "scratch is removed")
		})
	}
	require.Len(t, all, 2)
	require.Equal(t, all[0], all[1])
}

// step does one job as the queue would.
func step[A jobs.Args](t *testing.T, m *mill, work func(context.Context, jobs.Job[A]) (jobs.Finish, error), args A) {
	t.Helper()
	finish, err := work(t.Context(), jobs.Job[A]{ID: 9, Attempt: 1, MaxAttempts: 3, Args: args})
	require.NoError(t, err)
	if finish != nil {
		require.NoError(t, m.db.InTx(t.Context(), finish))
	}
}

// queued are the arguments of the jobs of a kind that are still to be done.
func (m *mill) queued(t *testing.T, kind string) int64 {
	t.Helper()
	n, err := m.db.R.NewSelect().Table("river_job").Where("kind = ? AND state = 'available'", kind).Count(t.Context())
	require.NoError(t, err)
	return n
}

// TestChunkStepByStep has parts lost and repeated on the way.
func TestChunkStepByStep(t *testing.T) {
	m := newMill(t, dbtest.SQLite(t))
	stop := m.start(t, 1)
	stop() // what is queued stays
	id := m.add(t, longFilm(t))
	step(t, m, m.work, Args{id})
	require.EqualValues(t, 7, m.queued(t, "transcode_chunk"))
	step(t, m, m.work, Args{id})
	require.EqualValues(t, 7, m.queued(t, "transcode_chunk"), "begun once")

	step(t, m, m.chunk, ChunkArgs{id, 1, 2})
	step(t, m, m.chunk, ChunkArgs{id, 1, 0})
	step(t, m, m.chunk, ChunkArgs{id, 1, 1})
	require.Zero(t, m.queued(t, "transcode_join"), "the sound is missing")
	require.EqualValues(t, 0, m.look(t, id).Renditions[1].Progress)
	step(t, m, m.chunk, ChunkArgs{id, 0, 0})
	require.EqualValues(t, 1, m.queued(t, "transcode_join"), "only the first tier is whole")
	require.Equal(t, 4, m.encoded)

	for _, key := range m.cached(t) { // all is lost
		require.NoError(t, m.store.Delete(t.Context(), key))
	}
	step(t, m, m.join, JoinArgs{id, 0})
	require.EqualValues(t, 7+4, m.queued(t, "transcode_chunk"))
	for n := range int64(3) {
		step(t, m, m.chunk, ChunkArgs{id, 1, n})
	}
	step(t, m, m.chunk, ChunkArgs{id, 0, 0})
	require.Equal(t, 8, m.encoded)

	require.NoError(t, m.SweepCache(t.Context(), -time.Hour), "all is older than this, and in use")
	require.Len(t, m.cached(t), 4)
	step(t, m, m.join, JoinArgs{id, 0})
	v := m.look(t, id)
	require.Equal(t, catalog.StatusViewable, v.Status)
	step(t, m, m.join, JoinArgs{id, 0})

	cause := errors.New("broken")
	require.NoError(t, m.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return m.chunkFailed(ctx, tx, jobs.Job[ChunkArgs]{Args: ChunkArgs{id, 2, 1}}, cause)
	}))
	v = m.forgotten(t, id)
	require.Equal(t, catalog.RenditionComplete, v.Renditions[0].Status)
	require.Equal(t, catalog.RenditionError, v.Renditions[1].Status)
	step(t, m, m.chunk, ChunkArgs{id, 2, 0})
	require.Equal(t, 8, m.encoded, "chunks of a rendition that was given up are not encoded")

	require.NoError(t, m.SweepCache(t.Context(), time.Hour))
	require.Len(t, m.cached(t), 4)
	require.NoError(t, m.SweepCache(t.Context(), -time.Hour))
	require.Empty(t, m.cached(t))
}

func (m *mill) look(t *testing.T, id int64) catalog.Video {
	t.Helper()
	v, err := m.o.Catalog.ByID(t.Context(), id)
	require.NoError(t, err)
	return v
}

func (m *mill) forgotten(t *testing.T, id int64) catalog.Video {
	t.Helper()
	rows, err := m.db.R.NewSelect().Table("chunks").Where("video_id = ?", id).Count(t.Context())
	require.NoError(t, err)
	require.Zero(t, rows)
	return m.look(t, id)
}

func (m *mill) cached(t *testing.T) (keys []string) {
	t.Helper()
	for info, err := range m.store.List(t.Context(), address.CachePrefix) {
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(info.Key, "cache/1/"), info.Key)
		keys = append(keys, info.Key)
	}
	return keys
}

// TestChunkBad has a chunk in the cache that is of another video: the rendition
// is found to be wrong and encoded again as a whole.
func TestChunkBad(t *testing.T) {
	m := newMill(t, dbtest.SQLite(t))
	m.start(t, 1)()
	id := m.add(t, longFilm(t))
	step(t, m, m.work, Args{id})
	for n := range int64(3) {
		step(t, m, m.chunk, ChunkArgs{id, 1, n})
	}
	picture := m.cached(t)
	step(t, m, m.chunk, ChunkArgs{id, 0, 0})
	first, err := os.ReadFile(m.local(t, picture[0]))
	require.NoError(t, err)
	for _, key := range picture {
		require.NoError(t, m.store.Put(t.Context(), key, strings.NewReader(string(first)), -1))
	}
	step(t, m, m.join, JoinArgs{id, 0})
	v := m.look(t, id)
	require.Equal(t, catalog.StatusViewable, v.Status)
	require.Contains(t, *v.Renditions[0].Object, "again/")
	require.Contains(t, *v.Renditions[0].Receipt, `"safer":true`)
}

// TestChunksOfADeletedVideo stop, and leave nothing of it.
func TestChunksOfADeletedVideo(t *testing.T) {
	m := newMill(t, dbtest.SQLite(t))
	m.start(t, 1)()
	id := m.add(t, longFilm(t))
	step(t, m, m.work, Args{id})
	p, err := m.open(t.Context(), ChunkArgs{id, 1, 0})
	require.NoError(t, err)
	require.NoError(t, m.o.Catalog.Delete(t.Context(), 1, id))
	require.Zero(t, m.queued(t, "transcode_chunk"))
	step(t, m, m.chunk, ChunkArgs{id, 1, 0})
	step(t, m, m.join, JoinArgs{id, 0})
	require.NoError(t, m.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error { return m.made(ctx, tx, p) }))
	require.Zero(t, m.encoded)
	require.Zero(t, m.queued(t, "transcode_join"))
}
