package delivery

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
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

// allowAll lets pages of any site read the answer, errors included.
func allowAll(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Content-Length, Content-Range, Date, ETag")
	h.Set("Timing-Allow-Origin", "*")
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
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Length", "Last-Modified"} {
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

// sendText answers with a manifest or subtitles, tagged by content.
func sendText(w http.ResponseWriter, r *http.Request, contentType, cache string, body []byte) {
	if !describe(w, r, contentType, cache, contentTag(body)) {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body) // a lost client needs no answer
	}
}

// stall is how long a client may take to fetch one segment, so that a dead
// connection does not keep its buffer.
const stall = 2 * time.Minute

// sendBytes answers with a segment whose headers are set, or a range of it.
func sendBytes(w http.ResponseWriter, r *http.Request, body []byte) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(stall)) // not everywhere supported
	if r.Header.Get("Range") != "" {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	h := w.Header()
	h.Set("Accept-Ranges", "bytes")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a lost client needs no answer
}

func appendInt(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }
