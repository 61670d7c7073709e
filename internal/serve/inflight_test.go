package serve

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestInflightStuck has a newcomer make anew what takes too long, and leaves the
// others to what they wait for.
func TestInflightStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := Inflight{}
		hangs, done := make(chan struct{}), make(chan string)
		ask := func(produce func(dst []byte) ([]byte, error)) {
			b, err := f.Do(t.Context(), "key", produce)
			require.NoError(t, err)
			text := string(b.Bytes())
			b.Release()
			done <- text
		}
		go ask(func(dst []byte) ([]byte, error) { <-hangs; return append(dst, "old"...), nil })
		synctest.Wait()
		time.Sleep(patience + time.Second)
		go ask(func(dst []byte) ([]byte, error) { return append(dst, "new"...), nil })
		require.Equal(t, "new", <-done)
		close(hangs)
		require.Equal(t, "old", <-done)
		require.Empty(t, f.present)
	})
}

// TestInflight has one of many make the bytes, go away before they are made, and
// the others get them.
func TestInflight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := Inflight{}
		begin, made := make(chan struct{}), atomic.Int64{}
		produce := func(dst []byte) ([]byte, error) {
			made.Add(1)
			<-begin
			return append(dst, "bytes"...), nil
		}
		first, leave := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for i := range 20 {
			ctx := t.Context()
			if i == 0 {
				ctx = first
			}
			wg.Go(func() {
				b, err := f.Do(ctx, "key", produce)
				if ctx.Err() != nil && err != nil {
					return
				}
				require.NoError(t, err)
				require.Equal(t, "bytes", string(b.Bytes()))
				b.Release()
			})
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		close(begin)
		wg.Wait()
		synctest.Wait()
		require.EqualValues(t, 1, made.Load())
		require.Empty(t, f.present, "nothing stays behind")
	})
}

// TestInflightFollowerLeaves has one who waits go away, and another come to a
// buffer that is in use.
func TestInflightFollowerLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := Inflight{}
		begin := make(chan struct{})
		produce := func(dst []byte) ([]byte, error) { <-begin; return append(dst, 1), nil }
		done := make(chan *Shared)
		go func() {
			b, err := f.Do(t.Context(), "key", produce)
			require.NoError(t, err)
			done <- b
		}()
		synctest.Wait()
		ctx, leave := context.WithCancel(t.Context())
		leave()
		_, err := f.Do(ctx, "key", produce)
		require.ErrorIs(t, err, context.Canceled)
		close(begin)
		b := <-done
		late, err := f.Do(t.Context(), "key", func([]byte) ([]byte, error) { return nil, errors.New("made again") })
		require.NoError(t, err)
		require.Same(t, b, late)
		b.Release()
		require.Equal(t, []byte{1}, late.Bytes())
		late.Release()
		synctest.Wait()
		require.Empty(t, f.present)
	})
}

func TestInflightFails(t *testing.T) {
	f := Inflight{}
	broken := errors.New("broken")
	_, err := f.Do(t.Context(), "key", func(dst []byte) ([]byte, error) { return dst, broken })
	require.ErrorIs(t, err, broken)
	require.Panics(t, func() { _, _ = f.Do(t.Context(), "key", func([]byte) ([]byte, error) { panic("no") }) })
	require.Empty(t, f.present)
	b, err := f.Do(t.Context(), "key", func(dst []byte) ([]byte, error) { return dst, nil })
	require.NoError(t, err)
	b.Release()
}

// TestPrefetch has prefetched bytes taken by the one who comes, and dropped when
// nobody does.
func TestPrefetch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := Inflight{}
		f.Prefetch("taken", 100, func(_ context.Context, dst []byte) ([]byte, error) { return append(dst, "bytes"...), nil })
		synctest.Wait()
		require.Equal(t, 100, f.prefetched)
		f.Prefetch("taken", 100, func(context.Context, []byte) ([]byte, error) { panic("it is there") })
		b, err := f.Do(t.Context(), "taken", func([]byte) ([]byte, error) { panic("it is there") })
		require.NoError(t, err)
		require.Zero(t, f.prefetched)
		time.Sleep(2 * prefetchAge)
		require.Equal(t, "bytes", string(b.Bytes()), "somebody's now")
		b.Release()
		require.Empty(t, f.present)

		stopped := make(chan error, 1)
		f.Prefetch("slow", 100, func(ctx context.Context, dst []byte) ([]byte, error) {
			<-ctx.Done()
			stopped <- ctx.Err()
			return dst, ctx.Err()
		})
		f.Prefetch("ready", maxPrefetched-100, func(_ context.Context, dst []byte) ([]byte, error) { return dst, nil })
		f.Prefetch("too much", 1, func(context.Context, []byte) ([]byte, error) { panic("no room") })
		time.Sleep(prefetchAge - time.Second)
		require.Len(t, f.present, 2)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		require.ErrorIs(t, <-stopped, context.Canceled)
		require.Empty(t, f.present)
		require.Zero(t, f.prefetched)

		f.Prefetch("broken", 100, func(_ context.Context, dst []byte) ([]byte, error) { return dst, errAbandoned })
		synctest.Wait()
		require.Empty(t, f.present)
		require.Zero(t, f.prefetched, "a failure takes no room")
	})
}
