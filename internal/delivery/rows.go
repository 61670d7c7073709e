package delivery

import (
	"context"
	"math"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/library"
)

// rowCacheBytes bounds the memory of rows kept for segments.
const rowCacheBytes = 64 << 20

type rowKey struct {
	account int64
	slug    string
}

// rows keeps the rows of videos for a moment, for the requests that come in
// crowds.
type rows struct {
	library Library
	cache   *otter.Cache[rowKey, *library.Video] // nil when nothing is kept
}

func newRows(lib Library, age time.Duration) (rows, error) {
	if age <= 0 {
		return rows{library: lib}, nil
	}
	cache, err := otter.New(&otter.Options[rowKey, *library.Video]{
		MaximumWeight:    rowCacheBytes,
		ExpiryCalculator: otter.ExpiryWriting[rowKey, *library.Video](age),
		Weigher:          func(_ rowKey, v *library.Video) uint32 { return weight(v) },
	})
	return rows{lib, cache}, err
}

// weight is about how many bytes a row keeps.
func weight(v *library.Video) uint32 {
	n := 2048 + 1024*len(v.Renditions) + len(text(v.SpriteVTT)) + len(text(v.Plan))
	for _, s := range v.Subtitles {
		n += 256 + len(s.VTT)
	}
	return uint32(min(n, math.MaxUint32))
}

// video returns a row for a target; the caller must not change it. Only what
// never changes under its URL is served from a row that may be a little old.
func (c *rows) video(ctx context.Context, t *target) (*library.Video, error) {
	switch t.kind {
	case segmentTS, segmentCMAF, initCMAF:
		if c.cache != nil {
			return c.cache.Get(ctx, rowKey{t.account, t.slug}, otter.LoaderFunc[rowKey, *library.Video](c.load))
		}
	}
	return c.load(ctx, rowKey{t.account, t.slug})
}

func (c *rows) load(ctx context.Context, k rowKey) (*library.Video, error) {
	v, err := c.library.Public(ctx, k.account, k.slug)
	return &v, err
}
