package call

import (
	"io"
	"sync"

	"kinora/internal/fault"
)

// Bytes of bodies that are in memory at a time, of requests and of answers.
const (
	maxMemory        = 256 << 20
	maxAccountMemory = 128 << 20 // of one account: a batch and its answer, and more
)

// firstBody is what a body gets before any of it has come.
const firstBody = 4 << 10

var errMemory = fault.New(fault.Busy, "too much is under way at a time; try again")

// Memory counts the memory of the bodies that exchanges hold.
type Memory struct {
	mu        sync.Mutex
	all       int64
	byAccount map[int64]int64
}

// NewMemory returns a Memory of which nothing is held.
func NewMemory() *Memory { return &Memory{byAccount: map[int64]int64{}} }

// take counts n more bytes for an account, or returns errMemory.
func (m *Memory) take(account, n int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all+n > maxMemory || m.byAccount[account]+n > maxAccountMemory {
		return errMemory
	}
	m.all += n
	m.byAccount[account] += n
	return nil
}

// give takes n bytes off again.
func (m *Memory) give(account, n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all -= n
	if m.byAccount[account] -= n; m.byAccount[account] <= 0 {
		delete(m.byAccount, account)
	}
}

// readSized returns a body that is said to have size bytes, or -1. Its memory
// grows with what has come, whatever was said, and counts until the exchange
// ends.
func readSized(x *Exchange, r io.Reader, size int64) ([]byte, error) {
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
func (x *Exchange) hold(n int64) error {
	if x.memory == nil {
		return nil
	}
	if x.held == 0 {
		x.holder = x.Account
	}
	if err := x.memory.take(x.holder, n); err != nil {
		return err
	}
	x.held += n
	return nil
}

// Close ends what the exchange holds.
func (x *Exchange) Close() {
	if x.held > 0 {
		x.memory.give(x.holder, x.held)
		x.held = 0
	}
}
