package serve

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Text is a manifest or subtitles with the headers that go with them. It is safe
// for concurrent use.
type Text struct {
	contentType, cache []string
	plain              encoding
	compressing        sync.Once
	gzipped            encoding // without a body when that saves nothing
}

// encoding is a text in one content encoding: what a strong entity tag names.
type encoding struct {
	body        []byte
	tag, length []string
}

// NewText returns a text. body is its own from now on.
func NewText(contentType, cache string, body []byte) *Text {
	return &Text{contentType: []string{contentType}, cache: []string{cache}, plain: newEncoding(body, contentTag(body))}
}

// Size is how many bytes the text has.
func (t *Text) Size() int { return len(t.plain.body) }

func newEncoding(body []byte, tag string) encoding {
	return encoding{body, []string{tag}, []string{strconv.Itoa(len(body))}}
}

// Values of headers that are never changed in place.
var (
	noSniff      = []string{"nosniff"}
	varyEncoding = []string{"Accept-Encoding"}
	gzipEncoding = []string{"gzip"}
)

// Send answers in the encoding that the client likes best.
func (t *Text) Send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	e := &t.plain
	if likesGzip(r.Header["Accept-Encoding"]) {
		if t.compressing.Do(t.compress); t.gzipped.body != nil {
			e = &t.gzipped
			h["Content-Encoding"] = gzipEncoding
		}
	}
	h["Vary"] = varyEncoding
	h["Cache-Control"] = t.cache
	h["Etag"] = e.tag
	if matches(r.Header["If-None-Match"], e.tag[0]) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = t.contentType
	h["Content-Length"] = e.length
	h["X-Content-Type-Options"] = noSniff
	_, _ = w.Write(e.body) // a lost client needs no answer
}

// compressors are large; most texts need one for a moment.
var compressors = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func (t *Text) compress() {
	if len(t.plain.body) < 256 {
		return
	}
	z := compressors.Get().(*gzip.Writer)
	defer compressors.Put(z)
	var out bytes.Buffer
	z.Reset(&out)
	_, err := z.Write(t.plain.body)
	if err == nil {
		err = z.Close()
	}
	if err == nil && out.Len() < len(t.plain.body) {
		t.gzipped = newEncoding(bytes.Clone(out.Bytes()), strings.TrimSuffix(t.plain.tag[0], `"`)+`-gz"`)
	}
}

// likesGzip reads Accept-Encoding (RFC 9110 section 12.5.3): gzip must be
// acceptable and not come after the plain form.
func likesGzip(headers []string) bool {
	if len(headers) == 0 {
		return false
	}
	gzip, any, plain := -1.0, -1.0, -1.0
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			coding, weight := weigh(item)
			switch {
			case strings.EqualFold(coding, "gzip"), strings.EqualFold(coding, "x-gzip"):
				gzip = weight
			case coding == "*":
				any = weight
			case strings.EqualFold(coding, "identity"):
				plain = weight
			}
		}
	}
	if gzip < 0 {
		gzip = any
	}
	return gzip > 0 && gzip >= plain
}

// weigh splits "gzip;q=0.5". A weight that is no number between 0 and 1 makes
// the item worth nothing.
func weigh(item string) (coding string, weight float64) {
	coding, parameters, _ := strings.Cut(item, ";")
	weight = 1
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(name, "q") {
			q, err := strconv.ParseFloat(value, 64)
			if weight = q; err != nil || !(q >= 0 && q <= 1) {
				weight = 0
			}
		}
	}
	return strings.TrimSpace(coding), weight
}
