package packaging

import (
	"errors"
	"io"
	"sync"
)

// pool keeps byte buffers between uses.
type pool struct{ p sync.Pool }

// buffers is shared by all indexes.
var buffers pool

// keep is the largest buffer that goes back into the pool, in bytes.
const keep = 16 << 20

// take returns a buffer of n bytes with any contents.
func (p *pool) take(n int) *[]byte {
	b, _ := p.p.Get().(*[]byte)
	if b == nil {
		b = new([]byte)
	}
	if cap(*b) < n {
		*b = make([]byte, n, max(n, 64<<10))
	}
	*b = (*b)[:n]
	return b
}

func (p *pool) give(b *[]byte) {
	if cap(*b) <= keep {
		p.p.Put(b)
	}
}

// readFull fills b from offset; a short read is io.ErrUnexpectedEOF.
func readFull(r io.ReaderAt, b []byte, offset int64) error {
	n, err := r.ReadAt(b, offset)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}
