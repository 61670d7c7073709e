package main

import (
	"context"
	"crypto/sha256"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// TestVideoAddFile uploads a file by the command line; it becomes playable. A
// call that was cut off is gone on with, on the same video.
func TestVideoAddFile(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	a, api := startApp(t, testSettings(t))
	o := newOrigin(t)
	o.clip(t, "clip.mp4", join(picture("640x480", "25", 4), tone(4), quick)...)
	path := filepath.Join(o.dir, "clip.mp4")
	flags := []string{"--server", a.settings.PublicURL, "--api-key", testKey}

	made, err := api.CreateVideo(t.Context(), client.NewVideo{Name: "clip.mp4"})
	require.NoError(t, err)
	f, err := findFile(a.settings.PublicURL, path)
	require.NoError(t, err)
	u, err := api.StartUpload(t.Context(), made.ID, "clip.mp4", f.size)
	require.NoError(t, err)
	require.NoError(t, f.remember(u))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	ctx, cancel := context.WithCancel(t.Context())
	err = api.SendUpload(ctx, u, file, func(int64) { cancel() })
	require.ErrorIs(t, err, context.Canceled)

	code, out, errs := call(t, append([]string{"video", "add", path, o.URL + "/clip.mp4", "--watch"}, flags...)...)
	require.Equal(t, 0, code, "%s %s", out, errs)
	videos, err := api.Videos(t.Context(), nil, 1, 25)
	require.NoError(t, err)
	require.Len(t, videos, 2, "the video of the first call was taken")
	for _, v := range videos {
		require.Equal(t, "ready", v.Status, deref(v.Error))
		require.Len(t, v.Renditions, 2)
		require.Equal(t, f.size, *v.OriginSize)
	}
	require.NoFileExists(t, f.note)
	code, _, errs = call(t, append([]string{"video", "add", o.dir}, flags...)...)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "is a folder; name its files")
}

// TestUploadThroughKills uploads while the server is killed again and again at
// random moments. Every byte arrives, and the work on it starts once.
func TestUploadThroughKills(t *testing.T) {
	t.Run("SQLite and a folder", func(t *testing.T) {
		uploadThroughKills(t, 4, func(dir string) backend {
			return backend{database: "sqlite:" + filepath.Join(dir, "kinora.db"), storage: "file:" + filepath.Join(dir, "storage")}
		})
	})
	t.Run("PostgreSQL and S3", func(t *testing.T) {
		uploadThroughKills(t, 1, func(string) backend {
			return backend{database: dbtest.PostgresURL(t), storage: storagetest.S3(t)}
		})
	})
}

func uploadThroughKills(t *testing.T, kills int, open func(dir string) backend) {
	dir := t.TempDir()
	keep := open(dir)
	s := buildServer(t, dir, "KINORA_DATABASE_URL="+keep.database, "KINORA_STORAGE_URL="+keep.storage, "KINORA_ROLES=api,upload,delivery")
	s.start()
	api := client.New(s.url, testKey)
	v, err := api.CreateVideo(t.Context(), client.NewVideo{Name: "killed"})
	require.NoError(t, err)
	file := storagetest.Bytes(1, 96<<20)
	u, err := api.StartUpload(t.Context(), v.ID, "x", int64(len(file)))
	require.NoError(t, err)
	var read atomic.Int64
	sent := make(chan error, 1)
	go func() { sent <- api.SendUpload(t.Context(), u, paced{file, &read}, nil) }()
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for range kills {
		from, want := read.Load(), int64(1+random.IntN(16<<20))
		require.Eventually(t, func() bool { return read.Load()-from >= want || len(sent) > 0 }, time.Minute, time.Millisecond)
		require.Error(t, s.end(syscall.SIGKILL))
		s.start()
	}
	require.NoError(t, <-sent)
	require.NoError(t, s.end(syscall.SIGTERM))

	store, err := storage.Open(t.Context(), keep.storage)
	require.NoError(t, err)
	source, err := store.Open(t.Context(), "videos/"+strconv.FormatInt(v.ID, 10)+"/source")
	require.NoError(t, err)
	defer source.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, io.NewSectionReader(source, 0, source.Size()))
	require.NoError(t, err)
	want := sha256.Sum256(file)
	require.Equal(t, want[:], sum.Sum(nil))
	db, err := database.Open(t.Context(), keep.database, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	defer db.Close()
	var inspections int
	require.NoError(t, db.R.QueryRow("SELECT count(*) FROM river_job WHERE kind = 'inspect'").Scan(&inspections))
	require.Equal(t, 1, inspections)
}

// paced reads a file and counts what was read of it, a little at a time.
type paced struct {
	file []byte
	read *atomic.Int64
}

func (p paced) ReadAt(b []byte, off int64) (int, error) {
	if off >= int64(len(p.file)) {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), 64<<10)], p.file[off:])
	p.read.Add(int64(n))
	return n, nil
}

// TestUploadPaths answers both slash forms without a redirect.
func TestUploadPaths(t *testing.T) {
	a, _ := startApp(t, testSettings(t))
	for _, path := range []string{"/upload", "/upload/", "//upload/"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, a.settings.PublicURL+path, nil)
		require.NoError(t, err)
		res, err := http.DefaultTransport.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusNoContent, res.StatusCode, path)
		require.Equal(t, "1.0.0", res.Header.Get("Tus-Version"))
	}
}
