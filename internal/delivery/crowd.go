package delivery

import (
	"context"
	"errors"
	"sync"
	"time"
)

var errAbandoned = errors.New("whoever made this did not end")

// crowd lets requests that come together for the same bytes share them: the
// first makes them, and they live in one pooled buffer until the last has sent
// them.
type crowd struct {
	buffers buffers
	mu      sync.Mutex
	present map[string]*batch
	ahead   int // bytes that nobody has asked for yet
}

// batch is what a crowd shares. Nobody changes its bytes once it is made.
type batch struct {
	crowd *crowd
	key   string
	users int
	early int // bytes that count as ahead until somebody asks for them
	since time.Time
	made  chan struct{}
	buf   *[]byte
	err   error
}

// bytes returns what produce appends to the buffer it is given, made for this
// request or for another that is being answered. The caller releases the batch
// when it has no error. A request that goes away takes nothing from the others.
func (c *crowd) bytes(ctx context.Context, key string, produce func(dst []byte) ([]byte, error)) (*batch, error) {
	b, first := c.join(key)
	if first {
		b.make(produce)
	}
	select {
	case <-b.made:
	case <-ctx.Done():
		go b.leave()
		return nil, ctx.Err()
	}
	if b.err != nil {
		b.release()
		return nil, b.err
	}
	return b, nil
}

func (c *crowd) join(key string) (b *batch, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b = c.present[key]; b != nil && !b.stuck() {
		if !b.taken() {
			b.users++
		}
		return b, false
	}
	return c.add(key), true
}

// patience is how long the making of bytes may take before whoever comes makes
// them anew: what hung in storage may be well by then.
const patience = 5 * time.Second

// stuck reports whether the making takes too long.
func (b *batch) stuck() bool {
	select {
	case <-b.made:
		return false
	default:
		return time.Since(b.since) > patience
	}
}

// add opens a batch with one user. The crowd is locked.
func (c *crowd) add(key string) *batch {
	b := &batch{crowd: c, key: key, users: 1, since: time.Now(), made: make(chan struct{}), buf: c.buffers.take(), err: errAbandoned}
	c.present[key] = b
	return b
}

// make fills the buffer. Should produce panic, the others get an error.
func (b *batch) make(produce func(dst []byte) ([]byte, error)) {
	defer func() {
		if b.err != nil {
			b.gone()
		}
		close(b.made)
	}()
	*b.buf, b.err = produce(*b.buf)
}

// taken reports whether this made the batch, prepared for whoever comes, that
// one's: it has its user then. The crowd is locked.
func (b *batch) taken() bool {
	early := b.early > 0
	b.crowd.ahead -= b.early
	b.early = 0
	return early
}

const (
	// aheadAge is how long bytes wait for someone to ask for them.
	aheadAge = 10 * time.Second
	// maxAhead bounds the memory of bytes that wait.
	maxAhead = 64 << 20
)

// prepare has bytes made that will probably be asked for, about size of them,
// unless they are there or too many wait already. When nobody comes in time,
// the making is cancelled, and they are dropped.
func (c *crowd) prepare(key string, size int, produce func(ctx context.Context, dst []byte) ([]byte, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.present[key] != nil || size <= 0 || c.ahead+size > maxAhead {
		return
	}
	b := c.add(key)
	b.early = size
	c.ahead += size
	ctx, cancel := context.WithCancel(context.Background())
	waiting := time.AfterFunc(aheadAge, func() { b.drop(cancel) })
	go func() {
		defer cancel()
		b.make(func(dst []byte) ([]byte, error) { return produce(ctx, dst) })
		if b.err != nil && waiting.Stop() {
			b.drop(cancel)
		}
	}()
}

// drop ends what was prepared for nobody.
func (b *batch) drop(cancel func()) {
	b.crowd.mu.Lock()
	nobody := b.taken()
	if nobody && b.crowd.present[b.key] == b {
		delete(b.crowd.present, b.key)
	}
	b.crowd.mu.Unlock()
	if nobody {
		cancel()
		b.leave()
	}
}

// gone lets nobody join any more.
func (b *batch) gone() {
	b.crowd.mu.Lock()
	defer b.crowd.mu.Unlock()
	if b.crowd.present[b.key] == b {
		delete(b.crowd.present, b.key)
	}
}

// leave waits until the buffer is no longer written to, then releases it.
func (b *batch) leave() {
	<-b.made
	b.release()
}

// release ends the use of the bytes.
func (b *batch) release() {
	b.crowd.mu.Lock()
	b.users--
	last := b.users == 0
	if last && b.crowd.present[b.key] == b {
		delete(b.crowd.present, b.key)
	}
	b.crowd.mu.Unlock()
	if last {
		b.crowd.buffers.give(b.buf)
	}
}
