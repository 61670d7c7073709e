package delivery

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/maypok86/otter/v2"

	"kinora/internal/address"
	"kinora/internal/catalog"
)

// rowCacheBytes bounds the memory of rows that are kept.
const rowCacheBytes = 64 << 20

// rowKey names a video, and for what must be up to date the state of the
// catalogue as well.
type rowKey struct {
	account int64
	slug    string
	changes uint64 // 0 = any
}

// kept is the row of a video as it was read once. Nobody changes it.
type kept struct {
	*catalog.Video
	id uint64 // of this reading; 0 when it is not kept
}

// rows keeps the rows of videos for a moment, for the requests that come in
// crowds.
type rows struct {
	catalog  Catalog
	changes  func() uint64
	readings atomic.Uint64
	cache    *otter.Cache[rowKey, kept] // nil when nothing is kept
}

func (c *rows) init(o *Options) (err error) {
	c.catalog, c.changes = o.Catalog, o.Changes
	if o.RowAge <= 0 {
		return nil
	}
	c.cache, err = otter.New(&otter.Options[rowKey, kept]{
		MaximumWeight:    rowCacheBytes,
		ExpiryCalculator: otter.ExpiryWriting[rowKey, kept](o.RowAge),
		Weigher:          func(_ rowKey, v kept) uint32 { return weight(v.Video) },
	})
	return err
}

// weight is about how many bytes a row keeps.
func weight(v *catalog.Video) uint32 {
	n := 2048 + 1024*len(v.Renditions) + 512*len(v.Subtitles)
	return uint32(min(n, math.MaxUint32))
}

// fixed reports whether what a URL names never changes, so that it may be
// served although its row has.
func fixed(k address.Kind) bool {
	switch k {
	case address.SegmentTS, address.SegmentCMAF, address.InitCMAF, address.SegmentWebM, address.InitWebM:
		return true
	}
	return false
}

// video returns a row for a target. One that may be a little old serves what
// never changes; everything else sees each change made by this process at
// once, and those of others soon.
func (c *rows) video(ctx context.Context, t *target) (kept, error) {
	key := rowKey{account: t.Account, slug: t.Slug}
	switch {
	case c.cache == nil || !fixed(t.Kind) && c.changes == nil:
		return c.load(ctx, key)
	case !fixed(t.Kind):
		key.changes = c.changes() + 1
	}
	return c.cache.Get(ctx, key, otter.LoaderFunc[rowKey, kept](c.number))
}

func (c *rows) load(ctx context.Context, k rowKey) (kept, error) {
	v, err := c.catalog.Public(ctx, k.account, k.slug)
	return kept{Video: &v}, err
}

// number loads a row that will be kept.
func (c *rows) number(ctx context.Context, k rowKey) (kept, error) {
	v, err := c.load(ctx, k)
	v.id = c.readings.Add(1)
	return v, err
}
