package delivery

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/storage"
)

// TestSharedSegment has a crowd ask for one segment of a store that answers
// only when all have asked and the first has gone away.
func TestSharedSegment(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts"
	want := s.get(t, path).body
	gate := &gated{Store: s.store, open: make(chan struct{})}
	close(gate.open)
	videos := s.catalog
	s = newSite(t, func(o *Options) { o.Store, o.Catalog = gate, videos })
	s.get(t, "/videos/4321_both/index-s0q3570v1-v1-a1.m3u8") // reads the index
	gate.open = make(chan struct{})
	before := gate.reads.Load()
	wait := func(users int) {
		require.Eventually(t, func() bool { return s.delivery.inflight.State().Users == users }, time.Minute, time.Millisecond)
	}
	ctx, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		s.Config.Handler.ServeHTTP(httptest.NewRecorder(), r)
	})
	wait(1)
	for range 8 {
		wg.Go(func() { require.Equal(t, want, s.get(t, path).body) })
	}
	wait(9)
	leave()
	close(gate.open)
	wg.Wait()
	require.EqualValues(t, 1, gate.reads.Load()-before, "storage was read once")
	wait(0)
}

// TestDamagedSegment finds out too late that a file is damaged: the connection
// is cut, and nobody takes what came for a segment.
func TestDamagedSegment(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "damaged", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_damaged/segment-1-s0q3570v1-v1-a1.ts"
	whole := s.get(t, path).body
	o, err := s.store.Open(t.Context(), *v.Renditions[0].Object)
	require.NoError(t, err)
	f, ok := storage.File(o)
	require.True(t, ok)
	bytes, err := os.ReadFile(f.Name())
	require.NoError(t, err)
	require.NoError(t, o.Close())
	start := strings.Index(string(bytes), "mdat") + len("mdat") // the first segment is behind it
	for i := start + len(whole)/4; i < start+len(whole)/2; i++ {
		bytes[i] = 0xff
	}
	require.NoError(t, os.WriteFile(f.Name(), bytes, 0o600))
	res, err := s.Client().Get(s.URL + path)
	if err == nil {
		_, err = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
	require.Error(t, err)
	require.Equal(t, "#EXTM3U", s.get(t, "/videos/4321_damaged/master.m3u8").body[:7])
}

// gated opens nothing before its gate is open, and counts reads.
type gated struct {
	storage.Store
	open  chan struct{}
	reads atomic.Int64
}

type gatedObject struct {
	storage.Object
	reads *atomic.Int64
}

func (g *gated) Open(ctx context.Context, key string) (storage.Object, error) {
	<-g.open
	o, err := g.Store.Open(ctx, key)
	return &gatedObject{o, &g.reads}, err
}

func (o *gatedObject) ReadAt(p []byte, at int64) (int, error) {
	o.reads.Add(1)
	return o.Object.ReadAt(p, at)
}

// TestChanges serves manifests from memory until something was changed.
func TestChanges(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	changes, asked := atomic.Uint64{}, atomic.Int64{}
	o := s.delivery.o
	o.RowAge, o.Changes = time.Hour, changes.Load
	o.Catalog = asking{s.catalog, &asked}
	server, err := New(o)
	require.NoError(t, err)
	mux := http.NewServeMux()
	server.Routes(mux)
	s.Config.Handler = mux
	master := "/videos/4321_both/master.m3u8"
	before := s.get(t, master)
	for range 3 {
		require.Equal(t, before.body, s.get(t, master).body)
	}
	require.EqualValues(t, 1, asked.Load())

	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA"}}
	s.catalog.put(v)
	require.Equal(t, before.body, s.get(t, master).body, "nobody said so")
	changes.Add(1)
	after := s.get(t, master)
	require.Contains(t, after.body, "index-f7.m3u8")
	require.NotEqual(t, before.Header.Get("ETag"), after.Header.Get("ETag"))
	require.EqualValues(t, 2, asked.Load())
}

type asking struct {
	Catalog
	asked *atomic.Int64
}

func (a asking) Public(ctx context.Context, account int64, slug string) (catalog.Video, error) {
	a.asked.Add(1)
	return a.Catalog.Public(ctx, account, slug)
}
