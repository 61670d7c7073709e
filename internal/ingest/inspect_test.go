package ingest

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// inspection is an Inspector with what it works on.
type inspection struct {
	*Inspector
	db      *database.DB
	store   storage.Store
	planned []planned
}

// planned is work that was begun.
type planned struct {
	video catalog.Video
	plan  *plan.Plan
}

func newInspection(t *testing.T) *inspection {
	t.Helper()
	tools := ffmpegtest.Tools(t)
	n := &inspection{db: dbtest.SQLite(t)}
	require.NoError(t, account.New(n.db).Ensure(t.Context(), "1$0123456789abcdef0123456789abcdef"))
	var err error
	n.store, err = storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	n.Inspector = NewInspector(InspectOptions{
		Catalog: catalog.New(n.db, catalog.Hooks{}), Store: n.store, Sources: storage.NewCopies(n.store, t.TempDir(), 0), Tools: tools,
		Planned: func(_ context.Context, _ *database.Tx, v catalog.Video, plan *plan.Plan) error {
			n.planned = append(n.planned, planned{v, plan})
			return nil
		},
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	return n
}

// inspect stores a file as the source of a new video and does the job.
func (n *inspection) inspect(t *testing.T, path string, v catalog.NewVideo) catalog.Video {
	t.Helper()
	ctx := t.Context()
	made, err := n.o.Catalog.Create(ctx, 1, []catalog.NewVideo{v})
	require.NoError(t, err)
	id := made[0].ID
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, n.store.Put(ctx, address.SourceKey(id), f, -1))
	n.planned = nil
	finish, err := n.work(ctx, jobs.Job[InspectArgs]{ID: 1, Attempt: 1, Args: InspectArgs{VideoID: id}})
	require.NoError(t, err)
	require.NotNil(t, finish)
	require.NoError(t, n.db.InTx(ctx, finish))
	out, err := n.o.Catalog.ByID(ctx, id)
	require.NoError(t, err)
	return out
}

func (n *inspection) clip(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, n.o.Tools.Run(t.Context(), ffmpeg.Command{Args: append(args, path), Dir: filepath.Dir(path)}))
	return path
}

func TestInspectAccepts(t *testing.T) {
	n := newInspection(t)
	path := n.clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc=s=640x360:r=25", "-f", "lavfi", "-i", "sine", "-t", "4", "-pix_fmt", "yuv420p")
	v := n.inspect(t, path, catalog.NewVideo{Name: "Harbour", Priority: 3})
	require.Equal(t, catalog.StatusPending, v.Status)
	require.EqualValues(t, 4000, *v.Duration)
	require.EqualValues(t, 640, *v.OriginWidth)
	require.EqualValues(t, 1, *v.OriginAudioChannels)
	require.Len(t, v.Renditions, 1)
	require.Equal(t, "vod360p", v.Renditions[0].Name)
	require.Len(t, n.planned, 1)
	require.Equal(t, v.ID, n.planned[0].video.ID)
	require.EqualValues(t, 3, n.planned[0].video.Priority)
	require.NotNil(t, n.planned[0].plan.Video)
	plan, err := n.o.Catalog.Plan(t.Context(), v.ID)
	require.NoError(t, err)
	require.Equal(t, "mov", plan.Demuxer)
	finish, err := n.work(t.Context(), jobs.Job[InspectArgs]{Args: InspectArgs{VideoID: v.ID}})
	require.NoError(t, err)
	require.Nil(t, finish, "inspected already")
}

func TestInspectClip(t *testing.T) {
	n := newInspection(t)
	path := n.clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc=s=64x36:r=25", "-t", "4", "-pix_fmt", "yuv420p")
	seconds := func(n int64) *int64 { return &n }
	v := n.inspect(t, path, catalog.NewVideo{Name: "piece", ClipStart: seconds(1), ClipDuration: seconds(2)})
	require.EqualValues(t, 2000, *v.Duration)
	require.EqualValues(t, 4000, *v.OriginDuration)
	v = n.inspect(t, path, catalog.NewVideo{Name: "too long", ClipStart: seconds(1), ClipDuration: seconds(9)})
	require.Equal(t, catalog.StatusError, v.Status)
	require.Equal(t, plan.TextClip, *v.Error)
	require.Empty(t, n.planned)
}

func TestInspectSound(t *testing.T) {
	n := newInspection(t)
	v := n.inspect(t, n.clip(t, "in.ogg", "-f", "lavfi", "-i", "sine", "-t", "2", "-c:a", "libvorbis"), catalog.NewVideo{Name: "song"})
	require.Len(t, n.planned, 1)
	require.Nil(t, n.planned[0].plan.Video)
	require.Nil(t, v.OriginWidth)
}

func TestInspectRefuses(t *testing.T) {
	n := newInspection(t)
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	for _, c := range []struct{ name, path, want string }{
		{"text", write("a.mp4", strings.Repeat("not a video ", 40)), plan.TextInvalid},
		{"playlist", write("a.m3u8", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"), "File Invalid"},
		{"nothing", write("a.webm", ""), plan.TextInvalid},
		{"cut off", write("a.mov", "\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isom\x00\x00\x10\x00mdat"+strings.Repeat("x", 99)), plan.TextUnreadable},
		{"one picture", n.clip(t, "a.gif", "-f", "lavfi", "-i", "testsrc=s=64x36", "-frames:v", "1"), plan.TextInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := n.inspect(t, c.path, catalog.NewVideo{Name: c.name})
			require.Equal(t, catalog.StatusEmpty, v.Status)
			require.Equal(t, c.want, *v.Error)
			require.Empty(t, n.planned)
		})
	}
}

func TestInspectDeleted(t *testing.T) {
	n := newInspection(t)
	made, err := n.o.Catalog.Create(t.Context(), 1, []catalog.NewVideo{{Name: "gone"}})
	require.NoError(t, err)
	job := jobs.Job[InspectArgs]{Args: InspectArgs{VideoID: made[0].ID}}
	_, err = n.work(t.Context(), job)
	require.Equal(t, fault.NotFound, fault.KindOf(err), "a missing source may yet appear")
	require.NoError(t, n.o.Catalog.Delete(t.Context(), 1, made[0].ID))
	finish, err := n.work(t.Context(), job)
	require.NoError(t, err)
	require.Nil(t, finish)
}

// TestInspectMedia compares the verdict on real files with a manifest. The
// folder is not part of the project.
func TestInspectMedia(t *testing.T) {
	dir := os.Getenv("KINORA_TEST_MEDIA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "media")
	}
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil || testing.Short() {
		t.Skip("no test media; KINORA_TEST_MEDIA names their folder")
	}
	var files []struct{ File, Expected string }
	require.NoError(t, json.Unmarshal(text, &files))
	n := newInspection(t)
	for _, f := range files {
		if strings.HasPrefix(f.File, "subs/") {
			continue
		}
		t.Run(f.File, func(t *testing.T) {
			v := n.inspect(t, filepath.Join(dir, f.File), catalog.NewVideo{Name: f.File})
			switch f.Expected {
			case "ready":
				require.Nil(t, v.Error)
				require.Equal(t, catalog.StatusPending, v.Status)
			case "error":
				require.NotNil(t, v.Error)
				require.Equal(t, catalog.StatusEmpty, v.Status)
			}
			if v.Error != nil {
				t.Log(*v.Error)
			}
		})
	}
}

func TestInspectWithinTheQuota(t *testing.T) {
	n := newInspection(t)
	path := n.clip(t, "tone.m4a", "-f", "lavfi", "-i", "sine=sample_rate=8000", "-t", "61")
	limit := func(minutes int64) {
		_, err := quota.New(n.db).Change(t.Context(), 1, func(q *quota.Quota) { q.MaxMinutes = minutes })
		require.NoError(t, err)
	}
	limit(1)
	v := n.inspect(t, path, catalog.NewVideo{Name: "too long"})
	require.Equal(t, catalog.StatusEmpty, v.Status)
	require.Equal(t, quota.ErrQuota.Detail, *v.Error)
	require.Empty(t, v.Renditions)
	require.Empty(t, n.planned)
	limit(2)
	v = n.inspect(t, path, catalog.NewVideo{Name: "fits"})
	require.Equal(t, catalog.StatusPending, v.Status)
	require.Len(t, n.planned, 1)
}
