package storagetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/storage"
)

// arriving is a draft and what was saved of it, as a caller keeps them.
type arriving struct {
	t     *testing.T
	store storage.Store
	saved storage.Draft
	saves int
	seen  *counter // what was read when a save came
}

func arrive(t *testing.T, s storage.Store, key string) *arriving {
	return &arriving{t: t, store: s, saved: storage.Draft{Name: rand.Text(), Key: key, Limit: 1 << 30}}
}

// counter counts what is read through it.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

func (a *arriving) save(_ context.Context, d storage.Draft) error {
	if d.Size != a.saved.Size { // the store may record its own state before
		require.Equal(a.t, a.seen.n, d.Size-a.saved.Size, "a save tells of all that was read")
		a.seen.n = 0
	}
	a.saved = d
	a.saves++
	return nil
}

func (a *arriving) append(r io.Reader, whole bool) error {
	a.t.Helper()
	a.seen = &counter{Reader: r}
	d, err := a.store.Append(a.t.Context(), a.saved, storage.Arrival{R: a.seen, Save: a.save, Whole: whole})
	require.Equal(a.t, a.saved, d)
	return err
}

func (a *arriving) finish(want []byte) {
	a.t.Helper()
	for range 2 {
		require.NoError(a.t, a.store.Finish(a.t.Context(), a.saved))
		same(a.t, want, get(a.t, a.store, a.saved.Key))
	}
	require.NoError(a.t, a.store.Discard(a.t.Context(), a.saved))
	same(a.t, want, get(a.t, a.store, a.saved.Key))
}

var drafts = map[string]func(*testing.T, storage.Store){
	"draft sizes":     draftSizes,
	"draft in pieces": draftInPieces,
	"draft broken":    draftBroken,
	"draft whole":     draftWhole,
	"draft unsaved":   draftUnsaved,
	"draft discarded": draftDiscarded,
	"draft lost":      draftLost,
	"draft names":     draftNames,
}

func draftSizes(t *testing.T, s storage.Store) {
	for _, n := range []int{0, 1, 8 << 20, 8<<20 + 1, Large} {
		a, want := arrive(t, s, "dir/object"), Bytes(1, n)
		require.NoError(t, a.append(bytes.NewReader(want), false))
		require.Equal(t, int64(n), a.saved.Size)
		a.finish(want)
	}
	require.Equal(t, []string{"dir/object"}, names(t, s, ""))
}

// draftInPieces appends by steps from tiny to larger than a part, and reads
// nothing of it before the end.
func draftInPieces(t *testing.T, s storage.Store) {
	want := Bytes(2, Large)
	a, rest := arrive(t, s, "object"), want
	random := mathrand.New(mathrand.NewPCG(1, 2))
	for len(rest) > 0 {
		n := min(len(rest), 1+random.IntN(1<<(8+random.IntN(15))))
		require.NoError(t, a.append(iotest.HalfReader(bytes.NewReader(rest[:n])), random.IntN(2) == 0))
		rest = rest[n:]
		require.Empty(t, names(t, s, ""))
	}
	a.finish(want)
}

// draftBroken keeps what came before a reader failed.
func draftBroken(t *testing.T, s storage.Store) {
	want := Bytes(3, Large)
	a := arrive(t, s, "object")
	for _, n := range []int{0, 5, 1 << 20, 9 << 20} {
		from := a.saved.Size
		err := a.append(io.MultiReader(bytes.NewReader(want[from:][:n]), iotest.ErrReader(errSource)), false)
		require.ErrorIs(t, err, errSource)
		require.Equal(t, from+int64(n), a.saved.Size)
	}
	require.NoError(t, a.append(bytes.NewReader(want[a.saved.Size:]), false))
	a.finish(want)
}

// draftWhole keeps nothing of an arrival that fails at its end.
func draftWhole(t *testing.T, s storage.Store) {
	want := Bytes(4, Large)
	a := arrive(t, s, "object")
	for _, n := range []int{100, 17 << 20} {
		from := a.saved.Size
		err := a.append(io.MultiReader(bytes.NewReader(Bytes(5, 18<<20)), iotest.ErrReader(io.ErrUnexpectedEOF)), true)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Equal(t, from, a.saved.Size)
		require.NoError(t, a.append(bytes.NewReader(want[from:][:n]), true))
	}
	require.NoError(t, a.append(bytes.NewReader(want[a.saved.Size:]), false))
	a.finish(want)
}

var errSave = errors.New("not saved")

// draftUnsaved forgets what could not be saved.
func draftUnsaved(t *testing.T, s storage.Store) {
	want := Bytes(6, Large)
	a := arrive(t, s, "object")
	for _, n := range []int{10, 9 << 20, 8 << 20} {
		d, err := s.Append(t.Context(), a.saved, storage.Arrival{
			R: bytes.NewReader(Bytes(7, n)), Save: func(context.Context, storage.Draft) error { return errSave },
		})
		require.ErrorIs(t, err, errSave)
		require.Equal(t, a.saved, d)
		require.NoError(t, a.append(bytes.NewReader(want[a.saved.Size:][:n]), false))
	}
	require.NoError(t, a.append(bytes.NewReader(want[a.saved.Size:]), false))
	a.finish(want)
}

func draftDiscarded(t *testing.T, s storage.Store) {
	put(t, s, "object", []byte("earlier"))
	for _, n := range []int{0, 10, Large} {
		a := arrive(t, s, "object")
		require.NoError(t, a.append(bytes.NewReader(Bytes(8, n)), false))
		for range 2 {
			require.NoError(t, s.Discard(t.Context(), a.saved))
		}
	}
	require.Equal(t, "earlier", string(get(t, s, "object")))
	require.NoError(t, s.Discard(t.Context(), storage.Draft{Name: "never", Key: "seen"}))
}

// draftLost says that saved bytes are not there any more.
func draftLost(t *testing.T, s storage.Store) {
	for _, n := range []int{10, Large} {
		a := arrive(t, s, "object")
		require.NoError(t, a.append(bytes.NewReader(Bytes(9, n)), false))
		require.NoError(t, s.Discard(t.Context(), a.saved))
		err := a.store.Finish(t.Context(), a.saved)
		require.Equal(t, fault.Gone, fault.KindOf(err), "%v", err)
	}
	require.Empty(t, names(t, s, ""))
}

func draftNames(t *testing.T, s storage.Store) {
	for _, name := range []string{"", "..", "a b", "a/../b"} {
		d := storage.Draft{Name: name, Key: "object"}
		_, err := s.Append(t.Context(), d, storage.Arrival{R: bytes.NewReader(nil)})
		require.Error(t, err)
		require.Error(t, s.Finish(t.Context(), d))
		require.Error(t, s.Discard(t.Context(), d))
	}
}
