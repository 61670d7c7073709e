package delivery

import (
	"math"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/address"
	"kinora/internal/serve"
)

// textCacheBytes bounds the memory of texts that are kept.
const textCacheBytes = 32 << 20

// textKey names a text made from one reading of a row.
type textKey struct {
	row  uint64
	name string // last part of the path
}

func newTextCache(age time.Duration) (*otter.Cache[textKey, *serve.Text], error) {
	if age <= 0 {
		return nil, nil
	}
	return otter.New(&otter.Options[textKey, *serve.Text]{
		MaximumWeight:    textCacheBytes,
		ExpiryCalculator: otter.ExpiryWriting[textKey, *serve.Text](age),
		Weigher: func(_ textKey, t *serve.Text) uint32 {
			return uint32(min(2*t.Size()+512, math.MaxUint32))
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
		t.Send(q.w, q.r)
	}
	return ok
}

// sendText answers with a manifest or subtitles and keeps them while their row
// is kept: they must follow from the row and the name alone. body is theirs
// from now on.
func (q *request) sendText(contentType, cache string, body []byte) {
	t := serve.NewText(contentType, cache, body)
	if q.keepable() {
		q.server.texts.Set(q.textKey(), t)
	}
	t.Send(q.w, q.r)
}
