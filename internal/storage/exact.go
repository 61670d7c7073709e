package storage

import (
	"errors"
	"fmt"
	"io"
)

// Errors of a reader that yields another number of bytes than was promised.
var (
	errShort = errors.New("fewer bytes than announced")
	errLong  = errors.New("more bytes than announced")
)

// readError wraps what a caller's reader failed with. Even an
// io.ErrUnexpectedEOF is then not mistaken for the end of the data.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

// exactReader passes r on and fails unless r ends after exactly left bytes;
// left -1 lets r end anywhere. Every error but io.EOF is a *readError.
type exactReader struct {
	r    io.Reader
	left int64
	err  error
}

func (e *exactReader) Read(p []byte) (int, error) {
	if e.err != nil || len(p) == 0 {
		return 0, e.err
	}
	n, err := e.r.Read(p)
	if e.left >= 0 && int64(n) > e.left {
		n, err = int(e.left), errLong
	} else if e.left >= 0 {
		e.left -= int64(n)
		if isEnd(err) && e.left > 0 {
			err = fmt.Errorf("%w: %d missing", errShort, e.left)
		}
	}
	if err != nil && !isEnd(err) {
		err = &readError{err}
	}
	e.err = err
	return n, err
}

// isEnd reports whether a reader's error is the plain io.EOF that ends its
// data. A wrapped one tells of something else that ended too early.
func isEnd(err error) bool {
	return err == io.EOF //nolint:errorlint // see above
}
