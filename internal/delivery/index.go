package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"

	"github.com/maypok86/otter/v2"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/packaging"
	"kinora/internal/storage"
)

// maxIndex bounds what is read of a stored index, in bytes. A day of video
// stays far below.
const maxIndex = 256 << 20

// entry is a cached index.
type entry struct{ *packaging.Index }

func newIndexCache(bytes int64) (*otter.Cache[string, entry], error) {
	return otter.New(&otter.Options[string, entry]{
		MaximumWeight: uint64(bytes),
		Weigher: func(key string, e entry) uint32 {
			return uint32(min(len(key)+e.Memory(), math.MaxUint32))
		},
	})
}

// index returns the index of a rendition. Requests that come together load it
// once.
func (s *Server) index(ctx context.Context, r *catalog.Rendition) (*packaging.Index, error) {
	e, err := s.indexes.Get(ctx, *r.Object, otter.LoaderFunc[string, entry](s.loadIndex))
	if err != nil {
		return nil, fmt.Errorf("index of %s: %w", *r.Object, err)
	}
	return e.Index, nil
}

// loadIndex reads the stored index of an MP4. One that is missing or of
// another version is made anew from the MP4.
func (s *Server) loadIndex(ctx context.Context, object string) (entry, error) {
	ix, err := s.readIndex(ctx, address.IndexKey(object))
	if err == nil {
		return entry{ix}, nil
	}
	if fault.KindOf(err) != fault.NotFound && !errors.Is(err, packaging.ErrIndex) {
		return entry{}, err
	}
	ix, err = s.rebuildIndex(ctx, object)
	return entry{ix}, err
}

func (s *Server) readIndex(ctx context.Context, key string) (*packaging.Index, error) {
	o, err := s.o.Store.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	if o.Size() > maxIndex {
		return nil, fmt.Errorf("%w: %d bytes", packaging.ErrIndex, o.Size())
	}
	body, err := storage.Stream(o, 0, o.Size())
	if err != nil {
		return nil, err
	}
	defer body.Close()
	raw := make([]byte, o.Size())
	if _, err := io.ReadFull(body, raw); err != nil {
		return nil, err
	}
	return packaging.ParseIndex(raw)
}

// rebuildIndex indexes an MP4 and stores the result, so that it is done once.
func (s *Server) rebuildIndex(ctx context.Context, object string) (*packaging.Index, error) {
	o, err := s.o.Store.Open(ctx, object)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	ix, err := packaging.BuildIndex(o, o.Size(), s.o.SegmentDuration)
	if err != nil {
		return nil, err
	}
	raw, err := ix.MarshalBinary()
	if err != nil {
		return nil, err
	}
	level, text := slog.LevelInfo, "index rebuilt"
	if err = s.o.Store.Put(ctx, address.IndexKey(object), bytes.NewReader(raw), int64(len(raw))); err != nil {
		level, text = slog.LevelWarn, "rebuilt index not stored"
	}
	s.o.Log.LogAttrs(ctx, level, text, slog.String("key", object), slog.Int("bytes", len(raw)), slog.Any("err", err))
	return ix, nil
}
