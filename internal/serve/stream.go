package serve

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

// stall is how long a client may take to fetch one segment, or a piece of a
// file, so that a dead connection does not keep its buffer.
const stall = 2 * time.Minute

// Bytes answers with a segment whose headers are set, or a range of it.
func Bytes(w http.ResponseWriter, r *http.Request, body []byte) {
	p := newPieces(w, r)
	p.extendDeadline()
	defer p.done()
	if r.Header.Get("Range") != "" {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	h := w.Header()
	h.Set("Accept-Ranges", "bytes")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a lost client needs no answer
}

// Stream sends an answer while it is made. The client has some time to take
// what each Write brings.
type Stream struct {
	pieces
	begun bool
}

// NewStream returns the stream that answers a request. Until Begin, there may
// be another answer.
func NewStream(w http.ResponseWriter, r *http.Request) *Stream {
	return &Stream{pieces: pieces{ResponseWriter: w, request: r}}
}

// Begin says that size bytes follow.
func (s *Stream) Begin(size int64) {
	s.begun = true
	s.begin()
	h := s.Header()
	h.Set("Accept-Ranges", "bytes")
	h.Set("Content-Length", strconv.FormatInt(size, 10))
}

// Begun reports whether Begin was called.
func (s *Stream) Begun() bool { return s.begun }

// End ends what Begin began.
func (s *Stream) End() { s.done() }

// Write implements io.Writer.
func (s *Stream) Write(b []byte) (int, error) {
	s.extendDeadline()
	return s.ResponseWriter.Write(b)
}

// pieces sends a long answer in pieces, each of which has to be taken in time.
type pieces struct {
	http.ResponseWriter
	control *http.ResponseController
	request *http.Request
}

// newPieces begins an answer, which ends with done.
func newPieces(w http.ResponseWriter, r *http.Request) *pieces {
	p := &pieces{ResponseWriter: w, request: r}
	p.begin()
	return p
}

func (p *pieces) begin() {
	cork(p.request, true)
	p.control = http.NewResponseController(p.ResponseWriter)
}

// extendDeadline gives the client until the next call to take what comes.
func (p *pieces) extendDeadline() {
	_ = p.control.SetWriteDeadline(time.Now().Add(stall)) // not everywhere supported
}

// done takes the limit off the connection, which other answers will use.
func (p *pieces) done() {
	_ = p.control.Flush()
	cork(p.request, false)
	_ = p.control.SetWriteDeadline(time.Time{})
}

const (
	copied = 256 << 10 // bytes of a piece that goes through a buffer
	handed = 8 << 20   // bytes of a piece that the kernel sends
)

// ReadFrom implements io.ReaderFrom, which http.ServeContent makes use of.
func (p *pieces) ReadFrom(src io.Reader) (n int64, err error) {
	if l, ok := src.(*io.LimitedReader); ok {
		if _, ok := l.R.(*os.File); ok {
			return p.handOver(l)
		}
	}
	buf := pieceBuffers.Get().(*[copied]byte)
	defer pieceBuffers.Put(buf)
	for {
		m, err := src.Read(buf[:])
		if m > 0 {
			p.extendDeadline()
			m, werr := p.Write(buf[:m])
			if n += int64(m); werr != nil {
				return n, werr
			}
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

var pieceBuffers = sync.Pool{New: func() any { return new([copied]byte) }}

// handOver lets the kernel send from a file.
func (p *pieces) handOver(l *io.LimitedReader) (n int64, err error) {
	for l.N > 0 {
		piece := min(l.N, handed)
		p.extendDeadline()
		m, err := io.CopyN(p.ResponseWriter, l.R, piece)
		n += m
		l.N -= m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
