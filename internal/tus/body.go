package tus

import (
	"bytes"
	"errors"
	"hash"
	"io"
	"net/http"
	"time"
)

// errStopped ends the reading of a request that another one follows, or the
// end of the server.
var errStopped = &refusal{http.StatusLocked, "another request goes on with the upload"}

// clientError is what went wrong on the client's side of the connection.
type clientError struct{ err error }

func (e *clientError) Error() string { return "read the request: " + e.err.Error() }
func (e *clientError) Unwrap() error { return e.err }

// body reads the bytes of a request: no more than are left, no longer than the
// client sends, and only as long as nobody else wants the upload.
type body struct {
	r       io.Reader
	control *http.ResponseController
	hold    *hold
	idle    time.Duration
	left    int64                 // bytes that the upload lacks
	room    int64                 // bytes of them that there is room for
	more    func() (int64, error) // asks for more room
	sum     hash.Hash
	check   *checksum // may be nil
	read    int64
}

func (b *body) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, b.probe(errTooLong)
	}
	if b.room == 0 {
		more, err := b.more()
		if errors.Is(err, errOver) {
			return 0, b.probe(err)
		}
		if err != nil {
			return 0, err
		}
		b.room = more
	}
	p = p[:min(int64(len(p)), b.left, b.room)]
	n, err := b.next(p)
	b.left -= int64(n)
	b.room -= int64(n)
	b.read += int64(n)
	b.sum.Write(p[:n])
	if b.check != nil {
		b.check.Write(p[:n])
	}
	if err == io.EOF { //nolint:errorlint // the plain end
		err = b.end()
	}
	return n, err
}

// next reads with the idle time as its limit.
func (b *body) next(p []byte) (int, error) {
	_ = b.control.SetReadDeadline(time.Now().Add(b.idle)) // where it is not possible, nothing stalls
	if b.hold.stopped() {
		return 0, errStopped
	}
	n, err := b.r.Read(p)
	switch {
	case err == nil, err == io.EOF: //nolint:errorlint // the plain end
		return n, err
	case b.hold.stopped():
		return n, errStopped
	}
	return n, &clientError{err}
}

// probe finds out whether the request ends where no byte may follow. It returns
// over when one does.
func (b *body) probe(over error) error {
	var one [1]byte
	for {
		n, err := b.next(one[:])
		switch {
		case n > 0:
			return over
		case err == io.EOF: //nolint:errorlint // the plain end
			return b.end()
		case err != nil:
			return err
		}
	}
}

// end compares the checksum of a request that is over.
func (b *body) end() error {
	_ = b.control.SetReadDeadline(time.Time{}) // for what follows on the connection
	if b.check != nil && !bytes.Equal(b.check.Sum(nil), b.check.want) {
		return errMismatch
	}
	return io.EOF
}

// wake unblocks a read that is under way.
func (b *body) wake() { _ = b.control.SetReadDeadline(time.Unix(1, 0)) }

// isClient reports whether an error is the client's or its network's.
func isClient(err error) bool {
	var c *clientError
	return errors.As(err, &c)
}
