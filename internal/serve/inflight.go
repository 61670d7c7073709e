package serve

import (
	"context"
	"errors"
	"sync"
	"time"
)

var errAbandoned = errors.New("whoever made this did not end")

// Inflight lets requests that come together for the same bytes share them: the
// first makes them, and they live in one pooled buffer until the last has sent
// them. The zero value is ready. It is safe for concurrent use.
type Inflight struct {
	buffers    buffers
	mu         sync.Mutex
	present    map[string]*Shared
	prefetched int // bytes that nobody has asked for yet
}

// Shared are bytes that several requests send. Nobody changes them once they
// are made.
type Shared struct {
	inflight   *Inflight
	key        string
	users      int
	prefetched int // bytes that count as such until somebody asks for them
	since      time.Time
	made       chan struct{}
	buf        *[]byte
	err        error
}

// Bytes are what was made. They hold until Release.
func (s *Shared) Bytes() []byte { return *s.buf }

// Do returns what produce appends to the buffer it is given, made for this
// request or for another that is being answered. The caller releases it when
// there is no error. A request that goes away takes nothing from the others.
func (f *Inflight) Do(ctx context.Context, key string, produce func(dst []byte) ([]byte, error)) (*Shared, error) {
	s, first := f.join(key)
	if first {
		s.make(produce)
	}
	select {
	case <-s.made:
	case <-ctx.Done():
		go s.releaseMade()
		return nil, ctx.Err()
	}
	if s.err != nil {
		s.Release()
		return nil, s.err
	}
	return s, nil
}

func (f *Inflight) join(key string) (s *Shared, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s = f.present[key]; s != nil && !s.stuck() {
		if !s.claim() {
			s.users++
		}
		return s, false
	}
	return f.add(key), true
}

// patience is how long the making of bytes may take before whoever comes makes
// them anew: what hung in storage may be well by then.
const patience = 5 * time.Second

// stuck reports whether the making takes too long.
func (s *Shared) stuck() bool {
	select {
	case <-s.made:
		return false
	default:
		return time.Since(s.since) > patience
	}
}

// add opens an entry with one user. The lock is held.
func (f *Inflight) add(key string) *Shared {
	s := &Shared{inflight: f, key: key, users: 1, since: time.Now(), made: make(chan struct{}), buf: f.buffers.take(), err: errAbandoned}
	if f.present == nil {
		f.present = map[string]*Shared{}
	}
	f.present[key] = s
	return s
}

// make fills the buffer. Should produce panic, the others get an error.
func (s *Shared) make(produce func(dst []byte) ([]byte, error)) {
	defer func() {
		if s.err != nil {
			s.remove()
		}
		close(s.made)
	}()
	*s.buf, s.err = produce(*s.buf)
}

// claim gives prefetched bytes to the request that asks for them, or to the
// timer that drops them, which then count as their one user. It reports false
// when somebody has claimed them before. The lock is held.
func (s *Shared) claim() bool {
	first := s.prefetched > 0
	s.inflight.prefetched -= s.prefetched
	s.prefetched = 0
	return first
}

const (
	// prefetchAge is how long bytes wait for someone to ask for them.
	prefetchAge = 10 * time.Second
	// maxPrefetched bounds the memory of bytes that wait.
	maxPrefetched = 64 << 20
)

// Prefetch has bytes made that will probably be asked for, about size of them,
// unless they are there or too many wait already. When nobody comes in time,
// the making is cancelled, and they are dropped.
func (f *Inflight) Prefetch(key string, size int, produce func(ctx context.Context, dst []byte) ([]byte, error)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.present[key] != nil || size <= 0 || f.prefetched+size > maxPrefetched {
		return
	}
	s := f.add(key)
	s.prefetched = size
	f.prefetched += size
	ctx, cancel := context.WithCancel(context.Background())
	waiting := time.AfterFunc(prefetchAge, func() { s.drop(cancel) })
	go func() {
		defer cancel()
		s.make(func(dst []byte) ([]byte, error) { return produce(ctx, dst) })
		if s.err != nil && waiting.Stop() {
			s.drop(cancel)
		}
	}()
}

// drop ends what was prefetched for nobody.
func (s *Shared) drop(cancel func()) {
	s.inflight.mu.Lock()
	nobody := s.claim()
	if nobody && s.inflight.present[s.key] == s {
		delete(s.inflight.present, s.key)
	}
	s.inflight.mu.Unlock()
	if nobody {
		cancel()
		s.releaseMade()
	}
}

// remove lets nobody join any more.
func (s *Shared) remove() {
	s.inflight.mu.Lock()
	defer s.inflight.mu.Unlock()
	if s.inflight.present[s.key] == s {
		delete(s.inflight.present, s.key)
	}
}

// releaseMade waits until the buffer is no longer written to, then releases it.
func (s *Shared) releaseMade() {
	<-s.made
	s.Release()
}

// Release ends the use of the bytes.
func (s *Shared) Release() {
	s.inflight.mu.Lock()
	s.users--
	last := s.users == 0
	if last && s.inflight.present[s.key] == s {
		delete(s.inflight.present, s.key)
	}
	s.inflight.mu.Unlock()
	if last {
		s.inflight.buffers.give(s.buf)
	}
}

// InflightState is what an Inflight holds at a moment.
type InflightState struct {
	Users      int // requests that wait for bytes or send them
	Prefetched int // entries that nobody has asked for yet
	Ready      int // of these, those that are made
}

// State returns what is held now.
func (f *Inflight) State() (now InflightState) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.present {
		if s.prefetched == 0 {
			now.Users += s.users
			continue
		}
		now.Prefetched++
		select {
		case <-s.made:
			if s.err == nil {
				now.Ready++
			}
		default:
		}
	}
	return now
}

// maxReused is the largest buffer that is kept for reuse, in bytes. Larger
// segments are rare, and their memory is better returned.
const maxReused = 16 << 20

// buffers reuses the memory that segments are made in.
type buffers struct{ pool sync.Pool }

// take returns an empty buffer. It is given back with give.
func (p *buffers) take() *[]byte {
	if b, ok := p.pool.Get().(*[]byte); ok {
		*b = (*b)[:0]
		return b
	}
	return new([]byte)
}

func (p *buffers) give(b *[]byte) {
	if cap(*b) <= maxReused {
		p.pool.Put(b)
	}
}
