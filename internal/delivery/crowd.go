package delivery

import (
	"context"
	"errors"
	"sync"
)

var errAbandoned = errors.New("whoever made this did not end")

// crowd lets requests that come together for the same bytes share them: the
// first makes them, and they live in one pooled buffer until the last has sent
// them.
type crowd struct {
	buffers buffers
	mu      sync.Mutex
	present map[string]*batch
}

// batch is what a crowd shares. Nobody changes its bytes once it is made.
type batch struct {
	crowd *crowd
	key   string
	users int
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
	if b = c.present[key]; b != nil {
		b.users++
		return b, false
	}
	b = &batch{crowd: c, key: key, users: 1, made: make(chan struct{}), buf: c.buffers.take(), err: errAbandoned}
	c.present[key] = b
	return b, true
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
