package delivery

import "sync"

// maxKept is the largest buffer that is kept for reuse, in bytes. Larger
// segments are rare, and their memory is better returned.
const maxKept = 16 << 20

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
	if cap(*b) <= maxKept {
		p.pool.Put(b)
	}
}
