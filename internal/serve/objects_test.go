package serve

import (
	"bytes"
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/storage"
)

// TestHandles lends an object to two at a time and to a third one later, and
// closes what nobody asks for.
func TestHandles(t *testing.T) {
	store, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	require.NoError(t, store.Put(t.Context(), "a", bytes.NewReader([]byte("abc")), 3))
	synctest.Test(t, func(t *testing.T) {
		h := NewHandles(store, DefaultOpen)
		take := func() storage.Object {
			o, err := h.Take(t.Context(), "a")
			require.NoError(t, err)
			return o
		}
		closed := func(o storage.Object) bool {
			_, err := o.ReadAt(make([]byte, 1), 0)
			return err != nil
		}
		one, two := take(), take()
		require.NotSame(t, one, two)
		h.Give("a", one)
		time.Sleep(openAge / 2)
		h.Give("a", two)
		require.Same(t, two, take(), "the one used last")
		time.Sleep(openAge * 3 / 4)
		synctest.Wait()
		require.True(t, closed(one))
		require.False(t, closed(two))
		h.Give("a", two)
		time.Sleep(3 * openAge)
		synctest.Wait()
		require.True(t, closed(two))
		require.Zero(t, h.count)
		require.Empty(t, h.idle)
		_, err = h.Take(t.Context(), "b")
		require.Error(t, err)

		for range DefaultOpen + 1 {
			o, err := store.Open(t.Context(), "a")
			require.NoError(t, err)
			h.Give("a", o)
			one = o
		}
		require.True(t, closed(one), "there is no room for it")
		time.Sleep(2 * openAge)
		synctest.Wait()
		require.Zero(t, h.count)
	})
}

// counting counts what is opened and closed.
type counting struct {
	storage.Store
	opened, closed atomic.Int64
}

type countedObject struct {
	storage.Object
	closed *atomic.Int64
}

func (c *counting) Open(ctx context.Context, key string) (storage.Object, error) {
	o, err := c.Store.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	c.opened.Add(1)
	return &countedObject{o, &c.closed}, nil
}

func (o *countedObject) Close() error {
	o.closed.Add(1)
	return o.Object.Close()
}

// TestObjectsStayOpen opens an object once for many, closes it when it is old
// and nobody reads it, and remembers no failure.
func TestObjectsStayOpen(t *testing.T) {
	files, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	const key = "videos/one.mp4"
	require.NoError(t, files.Put(t.Context(), key, strings.NewReader("ftyp"), 4))
	synctest.Test(t, func(t *testing.T) {
		store := &counting{Store: files}
		o := NewObjects(store, DefaultOpen)
		ctx, cancel := context.WithCancel(t.Context())
		first, err := o.Open(ctx, key)
		require.NoError(t, err)
		cancel()
		second, err := o.Open(t.Context(), key)
		require.NoError(t, err)
		require.NoError(t, first.Close())
		require.EqualValues(t, 1, store.opened.Load())

		time.Sleep(openAge + time.Second)
		synctest.Wait()
		_, err = second.ReadAt(make([]byte, 4), 0)
		require.NoError(t, err, "still being read")
		require.NoError(t, second.Close())
		require.EqualValues(t, 1, store.closed.Load())

		_, err = o.Open(t.Context(), "videos/none.mp4")
		require.Error(t, err)
		require.Empty(t, o.known)
	})
}
