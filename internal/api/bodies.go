package api

import (
	"io"
	"sync"

	"kinora/internal/fault"
)

// Bytes of bodies that are in memory at a time, of requests and of answers.
const (
	maxBodies        = 256 << 20
	maxAccountBodies = 128 << 20 // of one account: a batch and its answer, and more
)

// firstBody is what a body gets before any of it has come.
const firstBody = 4 << 10

var errBodies = fault.New(fault.Busy, "too much is under way at a time; try again")

// bodies counts the memory of the bodies that exchanges hold.
type bodies struct {
	mu        sync.Mutex
	all       int64
	byAccount map[int64]int64
}

// take counts n more bytes for an account, or returns errBodies.
func (b *bodies) take(account, n int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all+n > maxBodies || b.byAccount[account]+n > maxAccountBodies {
		return errBodies
	}
	b.all += n
	b.byAccount[account] += n
	return nil
}

// give takes n bytes off again.
func (b *bodies) give(account, n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all -= n
	if b.byAccount[account] -= n; b.byAccount[account] <= 0 {
		delete(b.byAccount, account)
	}
}

// readSized returns a body that is said to have size bytes, or -1. Its memory
// grows with what has come, whatever was said, and counts until the exchange
// ends.
func readSized(x *exchange, r io.Reader, size int64) ([]byte, error) {
	var body []byte
	for {
		if len(body) == cap(body) {
			larger := int64(max(firstBody, 2*cap(body)))
			if size >= int64(len(body)) {
				larger = min(larger, size+1) // one more, where the end shows
			}
			if err := x.hold(larger - int64(cap(body))); err != nil {
				return nil, err
			}
			body = append(make([]byte, 0, larger), body...)
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if err == io.EOF { //nolint:errorlint // the plain end
			return body, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// hold counts n bytes for the exchange's caller until the end.
func (x *exchange) hold(n int64) error {
	if x.bodies == nil {
		return nil
	}
	if x.held == 0 {
		x.holder = x.account
	}
	if err := x.bodies.take(x.holder, n); err != nil {
		return err
	}
	x.held += n
	return nil
}

// letGo ends what hold began.
func (x *exchange) letGo() {
	if x.held > 0 {
		x.bodies.give(x.holder, x.held)
		x.held = 0
	}
}
