package delivery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/library"
	"kinora/internal/storage"
)

// forgetAll closes what nobody reads.
func (o *objects) forgetAll() {
	o.mu.Lock()
	known := o.known
	o.known = map[string]*shared{}
	o.mu.Unlock()
	for _, s := range known {
		_ = s.Close()
	}
}

// TestCrowdStuck has a newcomer make anew what takes too long, and leaves the
// others to what they wait for.
func TestCrowdStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := crowd{present: map[string]*batch{}}
		hangs, done := make(chan struct{}), make(chan string)
		ask := func(produce func(dst []byte) ([]byte, error)) {
			b, err := c.bytes(t.Context(), "key", produce)
			require.NoError(t, err)
			text := string(*b.buf)
			b.release()
			done <- text
		}
		go ask(func(dst []byte) ([]byte, error) { <-hangs; return append(dst, "old"...), nil })
		synctest.Wait()
		time.Sleep(patience + time.Second)
		go ask(func(dst []byte) ([]byte, error) { return append(dst, "new"...), nil })
		require.Equal(t, "new", <-done)
		close(hangs)
		require.Equal(t, "old", <-done)
		require.Empty(t, c.present)
	})
}

// TestCrowd has one of many make the bytes, go away before they are made, and
// the others get them.
func TestCrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := crowd{present: map[string]*batch{}}
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
				b, err := c.bytes(ctx, "key", produce)
				if ctx.Err() != nil && err != nil {
					return
				}
				require.NoError(t, err)
				require.Equal(t, "bytes", string(*b.buf))
				b.release()
			})
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		close(begin)
		wg.Wait()
		synctest.Wait()
		require.EqualValues(t, 1, made.Load())
		require.Empty(t, c.present, "nothing stays behind")
	})
}

// TestCrowdFollowerLeaves has one who waits go away, and another come to a
// buffer that is in use.
func TestCrowdFollowerLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := crowd{present: map[string]*batch{}}
		begin := make(chan struct{})
		produce := func(dst []byte) ([]byte, error) { <-begin; return append(dst, 1), nil }
		done := make(chan *batch)
		go func() {
			b, err := c.bytes(t.Context(), "key", produce)
			require.NoError(t, err)
			done <- b
		}()
		synctest.Wait()
		ctx, leave := context.WithCancel(t.Context())
		leave()
		_, err := c.bytes(ctx, "key", produce)
		require.ErrorIs(t, err, context.Canceled)
		close(begin)
		b := <-done
		late, err := c.bytes(t.Context(), "key", func([]byte) ([]byte, error) { return nil, errors.New("made again") })
		require.NoError(t, err)
		require.Same(t, b, late)
		b.release()
		require.Equal(t, []byte{1}, *late.buf)
		late.release()
		synctest.Wait()
		require.Empty(t, c.present)
	})
}

func TestCrowdFails(t *testing.T) {
	c := crowd{present: map[string]*batch{}}
	broken := errors.New("broken")
	_, err := c.bytes(t.Context(), "key", func(dst []byte) ([]byte, error) { return dst, broken })
	require.ErrorIs(t, err, broken)
	require.Panics(t, func() { _, _ = c.bytes(t.Context(), "key", func([]byte) ([]byte, error) { panic("no") }) })
	require.Empty(t, c.present)
	b, err := c.bytes(t.Context(), "key", func(dst []byte) ([]byte, error) { return dst, nil })
	require.NoError(t, err)
	b.release()
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
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	key := *v.Renditions[0].Object
	synctest.Test(t, func(t *testing.T) {
		store := &counting{Store: s.store}
		o := objects{store: store, most: defaultOpen, known: map[string]*shared{}}
		ctx, cancel := context.WithCancel(t.Context())
		first, err := o.open(ctx, key)
		require.NoError(t, err)
		cancel()
		second, err := o.open(t.Context(), key)
		require.NoError(t, err)
		require.NoError(t, first.Close())
		require.EqualValues(t, 1, store.opened.Load())

		time.Sleep(openAge + time.Second)
		synctest.Wait()
		_, err = second.ReadAt(make([]byte, 4), 0)
		require.NoError(t, err, "still being read")
		require.NoError(t, second.Close())
		require.EqualValues(t, 1, store.closed.Load())

		_, err = o.open(t.Context(), "videos/none.mp4")
		require.Error(t, err)
		require.Empty(t, o.known)
	})
}

// TestSharedSegment has a crowd ask for one segment of a store that answers
// only when all have asked and the first has gone away.
func TestSharedSegment(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	path := "/videos/4321_both/segment-1-s0q3570v1-v1-a1.ts"
	want := s.get(t, path).body
	s.delivery.objects.forgetAll()
	gate := &gated{Store: s.store, open: make(chan struct{})}
	s.delivery.objects.store, s.delivery.onDisk = gate, false
	present := func(users int) func() bool {
		return func() bool {
			s.delivery.crowd.mu.Lock()
			defer s.delivery.crowd.mu.Unlock()
			for _, b := range s.delivery.crowd.present {
				return b.users == users
			}
			return users == 0
		}
	}
	wait := func(users int) { require.Eventually(t, present(users), time.Minute, time.Millisecond) }
	wait(0) // the one from before is given back
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
	require.EqualValues(t, 1, gate.reads.Load(), "storage was read once")
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
	o.Library = asking{s.library, &asked}
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

	v.Subtitles = []*library.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA"}}
	s.library.put(v)
	require.Equal(t, before.body, s.get(t, master).body, "nobody said so")
	changes.Add(1)
	after := s.get(t, master)
	require.Contains(t, after.body, "index-f7.m3u8")
	require.NotEqual(t, before.Header.Get("ETag"), after.Header.Get("ETag"))
	require.EqualValues(t, 2, asked.Load())
}

type asking struct {
	Library
	asked *atomic.Int64
}

func (a asking) Public(ctx context.Context, account int64, slug string) (library.Video, error) {
	a.asked.Add(1)
	return a.Library.Public(ctx, account, slug)
}
