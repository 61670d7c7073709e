package storage_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/disk"
	"kinora/internal/fault"
	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

func openLocal(t *testing.T, dir string) storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), "file:"+dir)
	require.NoError(t, err)
	return s
}

func TestLocal(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storage.Store {
		dir := t.TempDir()
		t.Cleanup(func() { requireNoTemp(t, dir) })
		return openLocal(t, dir)
	})
}

// requireNoTemp checks that no temporary file was left in a storage folder.
func requireNoTemp(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(filepath.Join(dir, "tmp~"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestOpenRefusesOtherURLs(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "")
	for _, url := range []string{
		"", "/data", "file:", "ftp://x", "s3:", "s3://", "s3://b", "s3://b/../c",
		"s3://b?endpoint=ftp://x", "s3://b?endpoint=http://x/path",
	} {
		_, err := storage.Open(t.Context(), url)
		require.Error(t, err, "%q", url)
	}
}

// TestOpenSaysWhatIsWrong names the member of an S3 address and what it should
// be.
func TestOpenSaysWhatIsWrong(t *testing.T) {
	for url, want := range map[string]string{
		"s3://b?rgion=eu-1":                "unknown parameter \"rgion\"; known are region and endpoint",
		"s3://b?endpoint=127.0.0.1:9000":   "endpoint \"127.0.0.1:9000\": begin with http:// or https://",
		"s3://b?endpoint=u:secret@h:9000":  "endpoint \"h:9000\": begin with http:// or https://",
		"s3://b?endpoint=localhost:9000":   "begin with http:// or https://",
		"s3://b?region=a&endpoint=http://": "want http(s)://host:port",
	} {
		_, err := storage.Open(t.Context(), url)
		require.ErrorContains(t, err, want, url)
	}
}

func TestLocalTakesPathsLiterally(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b%41?#c")
	s := openLocal(t, "//"+dir)
	require.NoError(t, s.Put(t.Context(), "x", bytes.NewReader(nil), 0))
	require.FileExists(t, filepath.Join(dir, "x"))
}

func TestLocalFileForSendfile(t *testing.T) {
	dir := t.TempDir()
	s := openLocal(t, dir)
	require.NoError(t, s.Put(t.Context(), "a/x", bytes.NewReader([]byte("abc")), 3))
	o, err := s.Open(t.Context(), "a/x")
	require.NoError(t, err)
	defer o.Close()
	f, ok := storage.File(o)
	require.True(t, ok)
	require.Equal(t, filepath.Join(dir, "a", "x"), f.Name())
	path, err := storage.Local(t.Context(), s, "a/x", t.TempDir())
	require.NoError(t, err)
	require.Equal(t, f.Name(), path)
}

func TestLocalRemovesEmptyFolders(t *testing.T) {
	dir := t.TempDir()
	s := openLocal(t, dir)
	require.NoError(t, s.Put(t.Context(), "a/b/c", bytes.NewReader(nil), 0))
	require.NoError(t, s.Put(t.Context(), "a/d", bytes.NewReader(nil), 0))
	require.NoError(t, s.Delete(t.Context(), "a/b/c"))
	require.NoDirExists(t, filepath.Join(dir, "a", "b"))
	require.NoError(t, s.DeletePrefix(t.Context(), "a/"))
	require.NoDirExists(t, filepath.Join(dir, "a"))
	require.DirExists(t, dir)
}

func TestLocalSweepsLeftovers(t *testing.T) {
	dir := t.TempDir()
	openLocal(t, dir)
	old := filepath.Join(dir, "tmp~", "put-1")
	young := filepath.Join(dir, "tmp~", "put-2")
	for _, path := range []string{old, young} {
		require.NoError(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	hourAgo := time.Now().Add(-time.Hour)
	require.NoError(t, os.Chtimes(old, hourAgo, hourAgo))
	openLocal(t, dir)
	require.NoFileExists(t, old)
	require.FileExists(t, young)
}

// agingReader makes the file being written look old and opens the store again,
// as another process may.
type agingReader struct {
	t   *testing.T
	dir string
}

func (a agingReader) Read([]byte) (int, error) {
	files, err := filepath.Glob(filepath.Join(a.dir, "tmp~", "*"))
	require.NoError(a.t, err)
	require.Len(a.t, files, 1)
	hourAgo := time.Now().Add(-time.Hour)
	require.NoError(a.t, os.Chtimes(files[0], hourAgo, hourAgo))
	openLocal(a.t, a.dir)
	return 0, io.EOF
}

func TestLocalSweepSparesLivingWriters(t *testing.T) {
	dir := t.TempDir()
	s := openLocal(t, dir)
	require.NoError(t, s.Put(t.Context(), "a", agingReader{t, dir}, -1))
	require.FileExists(t, filepath.Join(dir, "a"))
}

// TestReserve stops every way of storing before the reserve of the disk is in
// use, and removes what did not get through.
func TestReserve(t *testing.T) {
	dir := t.TempDir()
	s, err := storage.Open(t.Context(), "file:"+dir)
	require.NoError(t, err)
	var used int64 // of a disk of 10 MB
	measure := func(string) (free, total int64, err error) {
		err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if info, known := d.Info(); known == nil && d.Type().IsRegular() {
				used += info.Size()
			}
			return err
		})
		free, used = 10<<20-used, 0
		return free, 10 << 20, err
	}
	storage.Keep(s, disk.Reserve{Bytes: 2 << 20, Measure: measure})
	room, err := storage.Room(s)
	require.NoError(t, err)
	require.EqualValues(t, 8<<20, room)

	many := func(n int) io.Reader { return bytes.NewReader(make([]byte, n)) }
	require.ErrorIs(t, s.Put(t.Context(), "a", unread{t}, 9<<20), storage.ErrNoSpace, "before a byte is read")
	require.ErrorIs(t, s.Put(t.Context(), "a", many(12<<20), -1), storage.ErrNoSpace)
	require.NoError(t, s.Put(t.Context(), "a", many(3<<20), -1))

	draft := storage.Draft{Name: "d", Key: "b", Limit: 20 << 20}
	save := func(_ context.Context, d storage.Draft) error { draft = d; return nil }
	_, err = s.Append(t.Context(), draft, storage.Arrival{R: many(2 << 20), Save: save})
	require.NoError(t, err)
	require.EqualValues(t, 2<<20, draft.Size)
	_, err = s.Append(t.Context(), draft, storage.Arrival{R: many(9 << 20), Save: save})
	require.ErrorIs(t, err, storage.ErrNoSpace)
	room, err = storage.Room(s)
	require.NoError(t, err)
	require.EqualValues(t, 5<<20, room, "the draft is cut off")
	_, err = s.Append(t.Context(), draft, storage.Arrival{R: many(1), Save: save})
	require.Equal(t, fault.Gone, fault.KindOf(err))
	require.NoError(t, s.Put(t.Context(), "c", many(4<<20), 4<<20), "there is room again")
}

// unread is not to be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) { u.t.Error("read"); return 0, io.EOF }

func TestNoSpace(t *testing.T) {
	dir := t.TempDir()
	s := openLocal(t, dir)
	for _, cause := range []error{syscall.ENOSPC, syscall.EDQUOT} {
		err := s.Put(t.Context(), "a", iotest.ErrReader(&os.PathError{Op: "write", Path: "x", Err: cause}), -1)
		require.ErrorIs(t, err, storage.ErrNoSpace)
		require.ErrorIs(t, err, cause)
	}
	requireNoTemp(t, dir)
}

// TestFullDraft has a draft end on a disk that is full to the last byte.
func TestFullDraft(t *testing.T) {
	dir := t.TempDir()
	s := openLocal(t, dir)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "drafts~"), 0o750))
	require.NoError(t, os.Symlink("/dev/full", filepath.Join(dir, "drafts~", "d")))
	_, err := s.Append(t.Context(), storage.Draft{Name: "d", Key: "a", Limit: 10}, storage.Arrival{R: bytes.NewReader([]byte("abc"))})
	require.ErrorIs(t, err, storage.ErrNoSpace)
	require.ErrorIs(t, err, syscall.ENOSPC)
}

func TestFullDisk(t *testing.T) {
	const limit = 1 << 20
	var old syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old))
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: old.Max}))
	defer func() { require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old)) }()
	dir := t.TempDir()
	s := openLocal(t, dir)
	err := s.Put(t.Context(), "a", bytes.NewReader(make([]byte, 2*limit)), -1)
	require.ErrorIs(t, err, syscall.EFBIG)
	require.NoFileExists(t, filepath.Join(dir, "a"))
	requireNoTemp(t, dir)
}

func TestPutSurvivesDeletes(t *testing.T) {
	s := openLocal(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		var err error
		for ctx.Err() == nil && err == nil {
			err = s.DeletePrefix(context.WithoutCancel(ctx), "a/")
		}
		done <- err
	}()
	for range 200 {
		require.NoError(t, s.Put(t.Context(), "a/b/c", bytes.NewReader([]byte("x")), 1))
	}
	cancel()
	require.NoError(t, errors.Join(<-done))
}
