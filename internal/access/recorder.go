// Package access tells what was answered to whom: one line of the log for each
// request, in which nothing stands that opens a door.
package access

import (
	"io"
	"net/http"
)

// Recorder keeps the status and the length of an answer.
type Recorder struct {
	http.ResponseWriter
	Bytes  int64
	status int
}

// Status is what was answered; a handler that said nothing answers 200.
func (c *Recorder) Status() int {
	if c.status == 0 {
		return http.StatusOK
	}
	return c.status
}

// Unwrap lets http.ResponseController through.
func (c *Recorder) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (c *Recorder) WriteHeader(status int) {
	if c.status < http.StatusOK {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (c *Recorder) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.Bytes += int64(n)
	return n, err
}

// ReadFrom keeps files on their way from disk to socket.
func (c *Recorder) ReadFrom(r io.Reader) (int64, error) {
	n, err := io.Copy(c.ResponseWriter, r)
	c.Bytes += n
	return n, err
}
