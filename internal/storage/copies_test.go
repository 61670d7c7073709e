package storage_test

import (
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/disk"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

// remote is a store whose objects are not local files. It counts what is
// fetched, and fails as often as it is told to.
type remote struct {
	storage.Store
	fetched, failing atomic.Int32
}

func (r *remote) Open(ctx context.Context, key string) (storage.Object, error) {
	if r.failing.Add(-1) >= 0 {
		return nil, io.ErrUnexpectedEOF
	}
	r.fetched.Add(1)
	return r.Store.Open(ctx, key)
}

func newRemote(t *testing.T) *remote {
	s, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	return &remote{Store: s}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(b)
}

func TestCopiesAreMadeOnce(t *testing.T) {
	s := newRemote(t)
	require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("film"), 4))
	c := storage.NewCopies(s, t.TempDir(), time.Hour)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			path, done, err := c.Borrow(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			defer done()
			if b, err := os.ReadFile(path); err != nil || string(b) != "film" {
				t.Errorf("%q, %v", b, err)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 1, s.fetched.Load())

	require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("another"), 7))
	path, done, err := c.Borrow(t.Context(), "a")
	require.NoError(t, err)
	defer done()
	require.Equal(t, "another", content(t, path), "a copy is of the object that is stored now")

	_, _, err = c.Borrow(t.Context(), "none")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestCopiesAreRemovedWhenIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRemote(t)
		require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("film"), 4))
		dir := t.TempDir()
		c := storage.NewCopies(s, dir, time.Minute)
		_, first, err := c.Borrow(t.Context(), "a")
		require.NoError(t, err)
		path, second, err := c.Borrow(t.Context(), "a")
		require.NoError(t, err)
		first()
		first() // counts once
		time.Sleep(time.Hour)
		synctest.Wait()
		require.Equal(t, "film", content(t, path), "a copy that is read stays")

		second()
		time.Sleep(30 * time.Second)
		path, again, err := c.Borrow(t.Context(), "a")
		require.NoError(t, err)
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Equal(t, "film", content(t, path), "one that is read again too")

		again()
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left)
		require.EqualValues(t, 1, s.fetched.Load())
	})
}

func TestCopiesOfDeletedObjectsGo(t *testing.T) {
	s := newRemote(t)
	dir := t.TempDir()
	c := storage.NewCopies(s, dir, time.Hour)
	borrow := func(key string) (string, func()) {
		require.NoError(t, s.Put(t.Context(), key, strings.NewReader("film"), 4))
		path, done, err := c.Borrow(t.Context(), key)
		require.NoError(t, err)
		return path, done
	}
	read, done := borrow("1/source")
	unread, release := borrow("1/other")
	release()
	other, release := borrow("2/source")
	release()

	c.Forget("1/")
	require.NoFileExists(t, unread)
	require.FileExists(t, other)
	require.Equal(t, "film", content(t, read), "one that is read stays until it is not")
	done()
	require.NoFileExists(t, read)
}

func TestCopyIsTriedAgain(t *testing.T) {
	s := newRemote(t)
	require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("film"), 4))
	c := storage.NewCopies(s, t.TempDir(), time.Hour)
	s.failing.Store(1)
	_, _, err := c.Borrow(t.Context(), "a")
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	path, done, err := c.Borrow(t.Context(), "a")
	require.NoError(t, err)
	defer done()
	require.Equal(t, "film", content(t, path))
}

func TestCopiesOfLocalFilesAreTheFiles(t *testing.T) {
	s, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("film"), 4))
	dir := t.TempDir()
	path, done, err := storage.NewCopies(s, dir, 0).Borrow(t.Context(), "a")
	require.NoError(t, err)
	defer done()
	require.Equal(t, "film", content(t, path))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

// A copy that would use the disk's reserve is not begun.
func TestCopiesKeepTheReserve(t *testing.T) {
	s := newRemote(t)
	require.NoError(t, s.Put(t.Context(), "a", strings.NewReader("film"), 4))
	free := int64(103)
	c := storage.NewCopies(s, t.TempDir(), time.Hour)
	c.Reserve = disk.Reserve{Bytes: 100, Measure: func(string) (int64, int64, error) { return free, 1000, nil }}
	_, _, err := c.Borrow(t.Context(), "a")
	require.ErrorIs(t, err, storage.ErrNoSpace)
	require.Zero(t, s.fetched.Load())
	free++
	_, done, err := c.Borrow(t.Context(), "a")
	require.NoError(t, err)
	done()
}
