package delivery

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/address"
)

// textCacheBytes bounds the memory of texts that are kept.
const textCacheBytes = 32 << 20

// textKey names a text made from one reading of a row.
type textKey struct {
	row  uint64
	name string // last part of the path
}

// writing is a manifest or subtitles with the headers that go with them.
type writing struct {
	contentType, cache []string
	plain              form
	pack               sync.Once
	packed             form // by gzip; without a body when that saves nothing
}

// form is one encoding of a writing: what a strong entity tag names.
type form struct {
	body        []byte
	tag, length []string
}

func newForm(body []byte, tag string) form {
	return form{body, []string{tag}, []string{strconv.Itoa(len(body))}}
}

func newTextCache(age time.Duration) (*otter.Cache[textKey, *writing], error) {
	if age <= 0 {
		return nil, nil
	}
	return otter.New(&otter.Options[textKey, *writing]{
		MaximumWeight:    textCacheBytes,
		ExpiryCalculator: otter.ExpiryWriting[textKey, *writing](age),
		Weigher: func(_ textKey, t *writing) uint32 {
			return uint32(min(2*len(t.plain.body)+512, math.MaxUint32))
		},
	})
}

func (q *request) textKey() textKey {
	path := q.r.URL.Path
	return textKey{q.row, path[strings.LastIndexByte(path, '/')+1:]}
}

// keepable reports whether the text follows from the row alone. That of an
// encrypted video tells where its key is, too.
func (q *request) keepable() bool { return q.row != 0 && q.seal == nil }

// sendKept answers with the text made before from the same row, if there is
// one.
func (q *request) sendKept() bool {
	if !q.keepable() || fixed(q.target.Kind) || q.target.Kind == address.MP4 {
		return false
	}
	t, ok := q.server.texts.GetIfPresent(q.textKey())
	if ok {
		t.send(q.w, q.r)
	}
	return ok
}

// sendText answers with a manifest or subtitles and keeps them while their row
// is kept: they must follow from the row and the name alone. body is theirs
// from now on.
func (q *request) sendText(contentType, cache string, body []byte) {
	t := &writing{contentType: []string{contentType}, cache: []string{cache}, plain: newForm(body, contentTag(body))}
	if q.keepable() {
		q.server.texts.Set(q.textKey(), t)
	}
	t.send(q.w, q.r)
}

// Values of headers that are never changed in place.
var (
	noSniff      = []string{"nosniff"}
	varyEncoding = []string{"Accept-Encoding"}
	gzipped      = []string{"gzip"}
)

// send answers in the form that the client likes best.
func (t *writing) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	f := &t.plain
	if likesGzip(r.Header["Accept-Encoding"]) {
		if t.pack.Do(t.compress); t.packed.body != nil {
			f = &t.packed
			h["Content-Encoding"] = gzipped
		}
	}
	h["Vary"] = varyEncoding
	h["Cache-Control"] = t.cache
	h["Etag"] = f.tag
	if matches(r.Header["If-None-Match"], f.tag[0]) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = t.contentType
	h["Content-Length"] = f.length
	h["X-Content-Type-Options"] = noSniff
	_, _ = w.Write(f.body) // a lost client needs no answer
}

// packers are large; most texts need one for a moment.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func (t *writing) compress() {
	if len(t.plain.body) < 256 {
		return
	}
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	var out bytes.Buffer
	z.Reset(&out)
	_, err := z.Write(t.plain.body)
	if err == nil {
		err = z.Close()
	}
	if err == nil && out.Len() < len(t.plain.body) {
		t.packed = newForm(bytes.Clone(out.Bytes()), strings.TrimSuffix(t.plain.tag[0], `"`)+`-gz"`)
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
