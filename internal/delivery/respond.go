package delivery

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"kinora/internal/library"
)

const methods = "GET, HEAD, OPTIONS"

// How long caches may keep what.
const (
	cacheForever  = "public, max-age=31536000, immutable" // what one URL names never changes
	cacheReady    = "public, max-age=30"                  // manifests of finished videos, which subtitles may be added to
	cacheGrowing  = "public, max-age=2"                   // manifests that renditions are still added to
	cacheSubtitle = "public, max-age=30"                  // subtitles may be edited
	cacheMissing  = "public, max-age=1"                   // may exist soon
)

func cacheManifest(v *library.Video) string {
	if v.Status == library.StatusReady {
		return cacheReady
	}
	return cacheGrowing
}

var (
	anySite = []string{"*"}
	exposed = []string{"Content-Length, Content-Range, Date, ETag"}
)

// allowAll lets pages of any site read the answer, errors included.
func allowAll(h http.Header) {
	h["Access-Control-Allow-Origin"] = anySite
	h["Access-Control-Expose-Headers"] = exposed
	h["Timing-Allow-Origin"] = anySite
}

func preflight(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", methods)
	h.Set("Access-Control-Allow-Headers", "*, Authorization, Range")
	h.Set("Access-Control-Max-Age", "86400")
	h.Set("Allow", methods)
	w.WriteHeader(http.StatusNoContent)
}

// refuse answers with a status alone.
func refuse(w http.ResponseWriter, status int, cache string) {
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Encoding", "Content-Length", "Last-Modified"} {
		h.Del(name)
	}
	h.Set("Cache-Control", cache)
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(http.StatusText(status) + "\n")) // dropped for HEAD
}

// tag makes a strong entity tag of what an answer consists of or is made from.
func tag(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return quoteTag(h.Sum(nil))
}

func contentTag(body []byte) string {
	sum := sha256.Sum256(body)
	return quoteTag(sum[:])
}

func quoteTag(sum []byte) string {
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
}

// describe sets the headers of an answer that exists. It reports true when
// the client has it already, which has been answered then.
func describe(w http.ResponseWriter, r *http.Request, contentType, cache, etag string) bool {
	h := w.Header()
	h.Set("Cache-Control", cache)
	h.Set("ETag", etag)
	if matches(r.Header["If-None-Match"], etag) {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	h.Set("Content-Type", contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	return false
}

// matches does the weak comparison of RFC 9110 section 13.1.2.
func matches(headers []string, etag string) bool {
	for _, header := range headers {
		for candidate := range strings.SplitSeq(header, ",") {
			candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
			if candidate == etag || candidate == "*" {
				return true
			}
		}
	}
	return false
}

// stall is how long a client may take to fetch one segment, or a piece of a
// file, so that a dead connection does not keep its buffer.
const stall = 2 * time.Minute

// sendBytes answers with a segment whose headers are set, or a range of it.
func sendBytes(w http.ResponseWriter, r *http.Request, body []byte) {
	p := newPieces(w, r)
	p.hurry()
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

// pieces sends a long answer in pieces, each of which has to be taken in time.
type pieces struct {
	http.ResponseWriter
	control *http.ResponseController
	request *http.Request
}

// newPieces begins an answer, which ends with done.
func newPieces(w http.ResponseWriter, r *http.Request) *pieces {
	cork(r, true)
	return &pieces{w, http.NewResponseController(w), r}
}

// hurry gives the client until the next call to take what comes.
func (p *pieces) hurry() {
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
			p.hurry()
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
		p.hurry()
		m, err := io.CopyN(p.ResponseWriter, l.R, piece)
		n += m
		l.N -= m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }
