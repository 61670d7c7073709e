// Package storagetest proves that a store keeps the promises of
// storage.Store, and starts an S3 server to prove it on.
package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/storage"
)

// Large is the size of the suite's large object in bytes. It is above what S3
// takes in a single part.
const Large = 20<<20 + 7

// Run checks a store. open returns an empty one each time.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	for name, check := range map[string]func(*testing.T, storage.Store){
		"round trip":         roundTrip,
		"replace":            replace,
		"failed put":         failedPut,
		"cancelled put":      cancelledPut,
		"missing":            missing,
		"read at":            readAt,
		"delete":             remove,
		"delete prefix":      removePrefix,
		"list":               list,
		"keys":               keys,
		"concurrent put":     concurrentPut,
		"replaced when open": replacedWhenOpen,
		"local copy":         localCopy,
		"put file":           putFile,
	} {
		t.Run(name, func(t *testing.T) { check(t, open(t)) })
	}
	for name, check := range drafts {
		t.Run(name, func(t *testing.T) { check(t, open(t)) })
	}
}

// Bytes returns n bytes that differ from seed to seed.
func Bytes(seed uint64, n int) []byte {
	b := make([]byte, n)
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	_, _ = rand.NewChaCha8(key).Read(b)
	return b
}

// plain hides everything of a reader but Read.
type plain struct{ io.Reader }

func put(t *testing.T, s storage.Store, key string, b []byte) {
	t.Helper()
	require.NoError(t, s.Put(t.Context(), key, plain{bytes.NewReader(b)}, int64(len(b))))
}

func get(t *testing.T, s storage.Store, key string) []byte {
	t.Helper()
	o, err := s.Open(t.Context(), key)
	require.NoError(t, err)
	defer o.Close()
	r, err := storage.Stream(o, 0, o.Size())
	require.NoError(t, err)
	defer r.Close()
	b, err := io.ReadAll(r)
	require.NoError(t, err)
	return b
}

// same compares large contents without printing them.
func same(t *testing.T, want, got []byte) {
	t.Helper()
	require.Len(t, got, len(want))
	require.True(t, bytes.Equal(want, got), "contents differ")
}

func absent(t *testing.T, s storage.Store, key string) {
	t.Helper()
	_, err := s.Stat(t.Context(), key)
	require.Equal(t, fault.NotFound, fault.KindOf(err), "%v", err)
}

func names(t *testing.T, s storage.Store, prefix string) []string {
	t.Helper()
	found := []string{}
	for info, err := range s.List(t.Context(), prefix) {
		require.NoError(t, err)
		found = append(found, info.Key)
	}
	sort.Strings(found)
	return found
}

func roundTrip(t *testing.T, s storage.Store) {
	for i, n := range []int{0, 1, 100_000, 16 << 20, Large} {
		for _, known := range []bool{true, false} {
			key, want, size := fmt.Sprintf("a/%d/%t", n, known), Bytes(uint64(i), n), int64(-1)
			if known {
				size = int64(n)
			}
			before := time.Now().Add(-2 * time.Second)
			require.NoError(t, s.Put(t.Context(), key, plain{bytes.NewReader(want)}, size))
			info, err := s.Stat(t.Context(), key)
			require.NoError(t, err)
			require.Equal(t, key, info.Key)
			require.Equal(t, int64(n), info.Size)
			require.WithinRange(t, info.ModTime, before, time.Now().Add(2*time.Second))
			same(t, want, get(t, s, key))
		}
	}
}

func replace(t *testing.T, s storage.Store) {
	put(t, s, "a/b", []byte("first and long"))
	put(t, s, "a/b", []byte("second"))
	require.Equal(t, "second", string(get(t, s, "a/b")))
	require.Equal(t, []string{"a/b"}, names(t, s, ""))
}

var errSource = errors.New("source broke")

func failedPut(t *testing.T, s storage.Store) {
	put(t, s, "old", []byte("old"))
	for _, n := range []int{0, 10, Large} {
		for _, cause := range []error{errSource, io.ErrUnexpectedEOF} {
			r := io.MultiReader(bytes.NewReader(Bytes(1, n)), iotest.ErrReader(cause))
			require.ErrorIs(t, s.Put(t.Context(), "old", r, -1), cause)
			r = io.MultiReader(bytes.NewReader(Bytes(1, n)), iotest.ErrReader(cause))
			require.ErrorIs(t, s.Put(t.Context(), "new", r, int64(n)+5), cause)
		}
		for _, size := range []int{n - 1, n + 1} {
			if size >= 0 {
				require.Error(t, s.Put(t.Context(), "old", bytes.NewReader(Bytes(1, n)), int64(size)), "%d for %d", n, size)
			}
		}
	}
	absent(t, s, "new")
	require.Equal(t, "old", string(get(t, s, "old")))
	require.Equal(t, []string{"old"}, names(t, s, ""))
}

// cancelReader ends its context when it is read.
type cancelReader struct{ cancel context.CancelFunc }

func (c cancelReader) Read(p []byte) (int, error) {
	c.cancel()
	return len(p), nil
}

func cancelledPut(t *testing.T, s storage.Store) {
	for _, first := range []int{0, Large} {
		ctx, cancel := context.WithCancel(t.Context())
		r := io.MultiReader(bytes.NewReader(Bytes(1, first)), cancelReader{cancel})
		require.ErrorIs(t, s.Put(ctx, "a", r, -1), context.Canceled)
		absent(t, s, "a")
	}
}

func missing(t *testing.T, s storage.Store) {
	put(t, s, "dir/a", nil)
	for _, key := range []string{"nothing", "dir", "dir/b", "dir/b/c"} {
		absent(t, s, key)
		_, err := s.Open(t.Context(), key)
		require.Equal(t, fault.NotFound, fault.KindOf(err), "%s: %v", key, err)
		require.NoError(t, s.Delete(t.Context(), key))
	}
	require.NoError(t, s.DeletePrefix(t.Context(), "nothing/"))
	require.Equal(t, []string{"dir/a"}, names(t, s, ""))
}

func readAt(t *testing.T, s storage.Store) {
	want := Bytes(3, 100_000)
	put(t, s, "a", want)
	o, err := s.Open(t.Context(), "a")
	require.NoError(t, err)
	defer o.Close()
	require.Equal(t, int64(len(want)), o.Size())
	require.WithinDuration(t, time.Now(), o.ModTime(), time.Minute)
	require.NoError(t, iotest.TestReader(io.NewSectionReader(o, 99_000, 1_000), want[99_000:]))
	for _, c := range []struct {
		off  int64
		n    int
		want int
		err  error
	}{
		{0, 10, 10, nil},
		{0, 0, 0, nil},
		{50_000, 50_000, 50_000, nil},
		{99_990, 20, 10, io.EOF},
		{100_000, 1, 0, io.EOF},
		{1 << 40, 1, 0, io.EOF},
	} {
		p := make([]byte, c.n)
		n, err := o.ReadAt(p, c.off)
		require.Equal(t, c.want, n)
		require.Equal(t, c.err, err)
		if n > 0 {
			same(t, want[c.off:][:n], p[:n])
		}
	}
	_, err = o.ReadAt(make([]byte, 1), -1)
	require.Error(t, err)
	streams(t, o, want)
}

func streams(t *testing.T, o storage.Object, want []byte) {
	t.Helper()
	for _, c := range []struct{ off, n, want int }{{0, 10, 10}, {99_990, 20, 10}, {100_000, 5, 0}, {7, 0, 0}} {
		r, err := storage.Stream(o, int64(c.off), int64(c.n))
		require.NoError(t, err)
		got, err := io.ReadAll(r)
		require.NoError(t, err)
		require.NoError(t, r.Close())
		same(t, want[c.off:][:c.want], got)
	}
}

func remove(t *testing.T, s storage.Store) {
	put(t, s, "a/b", []byte("1"))
	put(t, s, "a/c", []byte("2"))
	require.NoError(t, s.Delete(t.Context(), "a/b"))
	require.NoError(t, s.Delete(t.Context(), "a/b"))
	absent(t, s, "a/b")
	require.Equal(t, []string{"a/c"}, names(t, s, ""))
}

func removePrefix(t *testing.T, s storage.Store) {
	for _, key := range []string{"videos/1/source", "videos/1/x/y", "videos/10/source", "videos/2/source", "videos/11"} {
		put(t, s, key, []byte("x"))
	}
	require.NoError(t, s.DeletePrefix(t.Context(), "videos/1/"))
	require.Equal(t, []string{"videos/10/source", "videos/11", "videos/2/source"}, names(t, s, ""))
	for _, bad := range []string{"", "/", "videos/1", "../", "videos/../videos/", "videos//"} {
		require.Error(t, s.DeletePrefix(t.Context(), bad), bad)
	}
	require.NoError(t, s.DeletePrefix(t.Context(), "videos/11/"))
	require.NoError(t, s.DeletePrefix(t.Context(), "videos/"))
	require.Empty(t, names(t, s, ""))
}

func list(t *testing.T, s storage.Store) {
	require.Empty(t, names(t, s, ""))
	require.Empty(t, names(t, s, "nothing/"))
	all := []string{"a", "b/1", "b/10", "b/2/c", "b/2/d", "bc/1"}
	for i, key := range all {
		put(t, s, key, Bytes(1, i))
	}
	require.Equal(t, all, names(t, s, ""))
	require.Equal(t, all[1:5], names(t, s, "b/"))
	require.Equal(t, all[1:3], names(t, s, "b/1"))
	require.Equal(t, all[3:5], names(t, s, "b/2/"))
	require.Equal(t, all[1:], names(t, s, "b"))
	require.Empty(t, names(t, s, "b/1/"))
	for info, err := range s.List(t.Context(), "b/2/") {
		require.NoError(t, err)
		require.Contains(t, []int64{3, 4}, info.Size)
		require.WithinDuration(t, time.Now(), info.ModTime, time.Minute)
		break
	}
	for _, err := range s.List(t.Context(), "../") {
		require.Error(t, err)
	}
}

func keys(t *testing.T, s storage.Store) {
	for _, key := range []string{
		"", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/..", "a/./b", "a/../../b", "a b", "ä", "a\x00b",
		"a\\b", "a%2e", "tmp~", "tmp~/a", "a\n", "a?b", "a:b", "~a", "*",
	} {
		require.Error(t, s.Put(t.Context(), key, bytes.NewReader(nil), 0), "%q", key)
		_, err := s.Open(t.Context(), key)
		require.Error(t, err, "%q", key)
		_, err = s.Stat(t.Context(), key)
		require.Error(t, err, "%q", key)
		require.Error(t, s.Delete(t.Context(), key), "%q", key)
	}
	for _, key := range []string{"...", ".a", "a..b", "A-1_2.mp4", "a/.b/c-"} {
		put(t, s, key, []byte(key))
		require.Equal(t, key, string(get(t, s, key)))
	}
}

func concurrentPut(t *testing.T, s storage.Store) {
	var writers sync.WaitGroup
	for i := range 6 {
		writers.Go(func() {
			b := bytes.Repeat([]byte{byte(i)}, 50_000+i)
			err := s.Put(t.Context(), "a/b", bytes.NewReader(b), -1)
			if err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	b := get(t, s, "a/b")
	same(t, bytes.Repeat(b[:1], 50_000+int(b[0])), b)
	require.Equal(t, []string{"a/b"}, names(t, s, ""))
}

func replacedWhenOpen(t *testing.T, s storage.Store) {
	put(t, s, "a", []byte("old!"))
	o, err := s.Open(t.Context(), "a")
	require.NoError(t, err)
	defer o.Close()
	put(t, s, "a", []byte("new!"))
	p := make([]byte, 4)
	if _, err := o.ReadAt(p, 0); err == nil {
		require.Equal(t, "old!", string(p))
	}
}

func putFile(t *testing.T, s storage.Store) {
	want := Bytes(9, 300_000)
	path := filepath.Join(t.TempDir(), "made")
	require.NoError(t, os.WriteFile(path, want, 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	for range 2 {
		require.NoError(t, storage.PutFile(t.Context(), s, "dir/a.mp4", f))
		same(t, want, get(t, s, "dir/a.mp4"))
	}
	require.Error(t, storage.PutFile(t.Context(), s, "../a", f))
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Symlink("/etc/passwd", path), "whose name is another file's now")
	same(t, want, get(t, s, "dir/a.mp4"))
	require.NoError(t, storage.PutFile(t.Context(), s, "dir/b.mp4", f))
	same(t, want, get(t, s, "dir/b.mp4"))
	require.NoError(t, f.Close())
	require.Error(t, storage.PutFile(t.Context(), s, "dir/c.mp4", f))
	require.ElementsMatch(t, []string{"dir/a.mp4", "dir/b.mp4"}, names(t, s, ""))
}

func localCopy(t *testing.T, s storage.Store) {
	want := Bytes(9, 300_000)
	put(t, s, "dir/a.mp4", want)
	path, err := storage.Local(t.Context(), s, "dir/a.mp4", t.TempDir())
	require.NoError(t, err)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	same(t, want, got)
	_, err = storage.Local(t.Context(), s, "dir/none", t.TempDir())
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}
