package delivery

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// TestPrepare has prepared bytes taken by the one who comes, and dropped when
// nobody does.
func TestPrepare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := crowd{present: map[string]*batch{}}
		c.prepare("taken", 100, func(_ context.Context, dst []byte) ([]byte, error) { return append(dst, "bytes"...), nil })
		synctest.Wait()
		require.Equal(t, 100, c.ahead)
		c.prepare("taken", 100, func(context.Context, []byte) ([]byte, error) { panic("it is there") })
		b, err := c.bytes(t.Context(), "taken", func([]byte) ([]byte, error) { panic("it is there") })
		require.NoError(t, err)
		require.Zero(t, c.ahead)
		time.Sleep(2 * aheadAge)
		require.Equal(t, "bytes", string(*b.buf), "somebody's now")
		b.release()
		require.Empty(t, c.present)

		stopped := make(chan error, 1)
		c.prepare("slow", 100, func(ctx context.Context, dst []byte) ([]byte, error) {
			<-ctx.Done()
			stopped <- ctx.Err()
			return dst, ctx.Err()
		})
		c.prepare("ready", maxAhead-100, func(_ context.Context, dst []byte) ([]byte, error) { return dst, nil })
		c.prepare("too much", 1, func(context.Context, []byte) ([]byte, error) { panic("no room") })
		time.Sleep(aheadAge - time.Second)
		require.Len(t, c.present, 2)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		require.ErrorIs(t, <-stopped, context.Canceled)
		require.Empty(t, c.present)
		require.Zero(t, c.ahead)

		c.prepare("broken", 100, func(_ context.Context, dst []byte) ([]byte, error) { return dst, errAbandoned })
		synctest.Wait()
		require.Empty(t, c.present)
		require.Zero(t, c.ahead, "a failure takes no room")
	})
}

// TestReadAhead plays from S3: who fetches in order finds the next segment
// read, who jumps does not have anything read.
func TestReadAhead(t *testing.T) {
	store, err := storage.Open(t.Context(), storagetest.S3(t))
	require.NoError(t, err)
	gate := &gated{Store: store, open: make(chan struct{})}
	close(gate.open)
	local := newSite(t)
	s := newSite(t, func(o *Options) { o.Store = gate })
	s.store = store
	r := rung{height: 180, audioKbps: 64}
	local.add(t, "both", r)
	s.add(t, "both", r)
	prepared := func() int {
		s.delivery.crowd.mu.Lock()
		defer s.delivery.crowd.mu.Unlock()
		n := 0
		for _, b := range s.delivery.crowd.present {
			if b.early > 0 {
				n++
			}
		}
		return n
	}
	for name, path := range map[string]string{"TS": "segment-%d-s0q3570v1-v1-a1.ts", "CMAF": "segment-%d-s0q3570v1-v1.m4s"} {
		t.Run(name, func(t *testing.T) {
			fetch := func(n int) {
				path := fmt.Sprintf("/videos/4321_both/"+path, n)
				require.Equal(t, local.get(t, path).body, s.get(t, path).body)
			}
			fetch(3)
			fetch(1)
			require.Zero(t, prepared())
			fetch(2)
			require.Equal(t, 1, prepared())
			require.Eventually(t, func() bool {
				s.delivery.crowd.mu.Lock()
				defer s.delivery.crowd.mu.Unlock()
				for _, b := range s.delivery.crowd.present {
					if b.early == 0 {
						continue // what was just sent
					}
					select {
					case <-b.made:
						return b.err == nil
					default:
					}
				}
				return false
			}, time.Minute, time.Millisecond)
			reads := gate.reads.Load()
			fetch(3)
			require.Equal(t, reads, gate.reads.Load(), "it was there")
			require.Zero(t, prepared())
		})
	}
	file := strings.TrimPrefix(*local.library.videos["both"].Renditions[0].Object, "videos/900/both/")
	require.Equal(t, local.get(t, "/videos/4321_both/"+file).body, s.get(t, "/videos/4321_both/"+file).body)
}
