package delivery

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

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
	prepared := func() int { return s.delivery.inflight.State().Prefetched }
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
			require.Eventually(t, func() bool { return s.delivery.inflight.State().Ready == 1 }, time.Minute, time.Millisecond)
			reads := gate.reads.Load()
			fetch(3)
			require.Equal(t, reads, gate.reads.Load(), "it was there")
			require.Zero(t, prepared())
		})
	}
	file := strings.TrimPrefix(*local.catalog.videos["both"].Renditions[0].Object, "videos/900/both/")
	require.Equal(t, local.get(t, "/videos/4321_both/"+file).body, s.get(t, "/videos/4321_both/"+file).body)
}
