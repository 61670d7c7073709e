package serve

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

const methods = "GET, HEAD, OPTIONS"

// How long caches may keep what.
const (
	CacheForever = "public, max-age=31536000, immutable" // what one URL names never changes
	CacheBriefly = "public, max-age=30"                  // may be edited
	CacheGrowing = "public, max-age=2"                   // is added to
	cacheMissing = "public, max-age=1"                   // may exist soon
)

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

// Tag makes a strong entity tag of what an answer consists of or is made from.
func Tag(parts ...string) string {
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

// Describe sets the headers of an answer that exists. It reports true when
// the client has it already, which has been answered then.
func Describe(w http.ResponseWriter, r *http.Request, contentType, cache, etag string) bool {
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
