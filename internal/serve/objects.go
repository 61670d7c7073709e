package serve

import (
	"context"
	"slices"
	"sync"
	"time"

	"kinora/internal/storage"
)

const (
	// openAge is how long an object stays open for the next request. A deleted
	// one takes its room on disk that long.
	openAge = 10 * time.Second
	// DefaultOpen bounds how many objects are open for requests to come, of each
	// of two kinds.
	DefaultOpen = 512
)

// Objects keeps stored objects open from request to request: opening costs a
// file system walk, or a request to the service. What is stored under a key of
// a rendition never changes.
type Objects struct {
	store storage.Store
	mu    sync.Mutex
	known map[string]*Opened
	most  int // open for requests to come
}

// Opened is an open object that several requests read.
type Opened struct {
	storage.Object
	objects *Objects
	users   int // requests and, while it is known, the map
	opened  chan struct{}
	err     error
}

// NewObjects returns one that keeps up to most objects of a store open.
func NewObjects(store storage.Store, most int) *Objects {
	return &Objects{store: store, known: map[string]*Opened{}, most: most}
}

// Open returns an object that the caller closes. The context of the one who
// happens to come first ends nothing for the others.
func (o *Objects) Open(ctx context.Context, key string) (*Opened, error) {
	s, first := o.join(key)
	if first {
		s.Object, s.err = o.store.Open(context.WithoutCancel(ctx), key)
		close(s.opened)
		if s.err == nil {
			time.AfterFunc(openAge, func() { o.forget(key, s) })
		} else {
			o.forget(key, s)
		}
	}
	select {
	case <-s.opened:
	case <-ctx.Done():
		go func() { // the opening goes on for the others
			<-s.opened
			_ = s.Close()
		}()
		return nil, ctx.Err()
	}
	if s.err != nil {
		return nil, s.err
	}
	return s, nil
}

// join returns the object of a key for one more user; the first has to open it.
func (o *Objects) join(key string) (s *Opened, first bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s = o.known[key]; s != nil {
		s.users++
		return s, false
	}
	s = &Opened{objects: o, users: 1, opened: make(chan struct{})}
	if len(o.known) < o.most {
		s.users++
		o.known[key] = s
	}
	return s, true
}

// forget leaves an object to those who read it now.
func (o *Objects) forget(key string, s *Opened) {
	o.mu.Lock()
	known := o.known[key] == s
	if known {
		delete(o.known, key)
	}
	o.mu.Unlock()
	if known {
		_ = s.Close()
	}
}

// Close ends one use of the object.
func (s *Opened) Close() error {
	s.objects.mu.Lock()
	s.users--
	last := s.users == 0
	s.objects.mu.Unlock()
	if !last || s.Object == nil {
		return nil
	}
	return s.Object.Close()
}

// Handles keeps local files open between requests that each need one for
// themselves, as reading by position does. What is not local ends with its
// request, which can cancel it then.
type Handles struct {
	store storage.Store
	mu    sync.Mutex
	idle  map[string][]handle
	count int // of all that are idle
	most  int
}

// NewHandles returns one that keeps up to most files of a store open.
func NewHandles(store storage.Store, most int) *Handles {
	return &Handles{store: store, idle: map[string][]handle{}, most: most}
}

type handle struct {
	storage.Object
	since time.Time
}

// Take returns an object that nobody else reads, until it is given back.
func (h *Handles) Take(ctx context.Context, key string) (storage.Object, error) {
	h.mu.Lock()
	if list := h.idle[key]; len(list) > 0 {
		last := len(list) - 1
		o := list[last].Object
		h.keep(key, list[:last])
		h.count--
		h.mu.Unlock()
		return o, nil
	}
	h.mu.Unlock()
	return h.store.Open(ctx, key)
}

// Give ends the use of an object.
func (h *Handles) Give(key string, o storage.Object) {
	_, local := storage.File(o)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !local || h.count >= h.most {
		_ = o.Close()
		return
	}
	if h.count == 0 {
		time.AfterFunc(openAge, h.sweep)
	}
	h.idle[key] = append(h.idle[key], handle{o, time.Now()})
	h.count++
}

// keep sets what is idle of a key. The lock is held.
func (h *Handles) keep(key string, list []handle) {
	if len(list) == 0 {
		delete(h.idle, key)
		return
	}
	h.idle[key] = list
}

// sweep closes what has been idle for long, and comes again while there is
// more.
func (h *Handles) sweep() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for key, list := range h.idle {
		fresh := slices.IndexFunc(list, func(one handle) bool { return time.Since(one.since) < openAge })
		if fresh < 0 {
			fresh = len(list)
		}
		for _, old := range list[:fresh] {
			_ = old.Close()
		}
		h.count -= fresh
		h.keep(key, list[fresh:])
	}
	if h.count > 0 {
		time.AfterFunc(openAge, h.sweep)
	}
}
