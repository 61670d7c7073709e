package delivery

import (
	"bytes"
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
		h := handles{store: store, most: defaultOpen, idle: map[string][]handle{}}
		take := func() storage.Object {
			o, err := h.take(t.Context(), "a")
			require.NoError(t, err)
			return o
		}
		closed := func(o storage.Object) bool {
			_, err := o.ReadAt(make([]byte, 1), 0)
			return err != nil
		}
		one, two := take(), take()
		require.NotSame(t, one, two)
		h.give("a", one)
		time.Sleep(openAge / 2)
		h.give("a", two)
		require.Same(t, two, take(), "the one used last")
		time.Sleep(openAge * 3 / 4)
		synctest.Wait()
		require.True(t, closed(one))
		require.False(t, closed(two))
		h.give("a", two)
		time.Sleep(3 * openAge)
		synctest.Wait()
		require.True(t, closed(two))
		require.Zero(t, h.count)
		require.Empty(t, h.idle)
		_, err = h.take(t.Context(), "b")
		require.Error(t, err)

		for range defaultOpen + 1 {
			o, err := store.Open(t.Context(), "a")
			require.NoError(t, err)
			h.give("a", o)
			one = o
		}
		require.True(t, closed(one), "there is no room for it")
		time.Sleep(2 * openAge)
		synctest.Wait()
		require.Zero(t, h.count)
	})
}
