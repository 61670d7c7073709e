package serve

import (
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// timedPiece is how many bytes of an answer a client has to take in time.
const timedPiece = 64 << 10

// exchange is a request whose body may not come, or whose answer may not be
// taken.
type exchange struct {
	http.ResponseWriter
	control *http.ResponseController
	limits  Limits
	streams bool // HTTP/2: writes wait for the client to open its window

	body     io.ReadCloser // nil when there is none
	ended    bool          // it was read to its end
	due      time.Time     // of reading on
	begun    bool          // the answer, that is
	ownRead  atomic.Bool   // the handler has set a deadline
	ownWrite atomic.Bool
}

// Unwrap lets http.ResponseController through.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// SetReadDeadline sets the handler's own, which holds until it sets none.
func (x *exchange) SetReadDeadline(t time.Time) error {
	x.ownRead.Store(!t.IsZero())
	return x.control.SetReadDeadline(t)
}

// SetWriteDeadline sets the handler's own, which holds until it sets none.
func (x *exchange) SetWriteDeadline(t time.Time) error {
	x.ownWrite.Store(!t.IsZero())
	return x.control.SetWriteDeadline(t)
}

// body is the reading side of an exchange.
type body exchange

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	x := (*exchange)(b)
	if now := time.Now(); !x.ended && !x.ownRead.Load() && x.due.Before(now.Add(x.limits.kept())) {
		x.due = now.Add(x.limits.Silence)
		_ = x.control.SetReadDeadline(x.due) // not every writer has one
	}
	n, err := x.body.Read(p)
	if err == io.EOF && !x.ended { //nolint:errorlint // the plain end
		x.ended = true
		if !x.ownRead.Load() {
			_ = x.control.SetReadDeadline(time.Time{}) // the server watches for the client to leave
		}
	}
	return n, err
}

// Close implements io.Closer.
func (b *body) Close() error { return b.body.Close() }

// abandon ends the wait for a body that the handler has not read: before an
// answer goes out, net/http reads what is left of a short one.
func (x *exchange) abandon() {
	if x.body != nil && !x.ended {
		x.due = time.Time{}
		_ = x.control.SetReadDeadline(time.Now().Add(x.limits.Unread))
	}
}

func (x *exchange) begin() {
	if !x.begun {
		x.begun = true
		x.abandon()
	}
}

// end is the handler's return: what is buffered still goes out.
func (x *exchange) end() {
	x.abandon()
	if x.streams {
		_ = x.control.SetWriteDeadline(time.Now().Add(x.limits.Silence))
	}
}

// WriteHeader implements http.ResponseWriter.
func (x *exchange) WriteHeader(status int) {
	if status >= http.StatusOK {
		x.begin()
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (x *exchange) Write(p []byte) (n int, err error) {
	x.begin()
	for {
		part := p[n:min(len(p), n+timedPiece)]
		var m int
		err = x.inTime(func() (err error) { m, err = x.ResponseWriter.Write(part); return err })
		n += m
		if err != nil || n >= len(p) {
			return n, err
		}
	}
}

// FlushError is what http.ResponseController calls.
func (x *exchange) FlushError() error {
	x.begin()
	return x.inTime(x.control.Flush)
}

// inTime bounds one write. Afterwards there is no deadline: it would end a
// stream that nobody writes to as well.
func (x *exchange) inTime(write func() error) error {
	if !x.streams || x.ownWrite.Load() {
		return write()
	}
	_ = x.control.SetWriteDeadline(time.Now().Add(x.limits.Silence)) // not every writer has one
	err := write()
	if !x.ownWrite.Load() {
		_ = x.control.SetWriteDeadline(time.Time{})
	}
	return err
}
