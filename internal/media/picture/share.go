package picture

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// working bounds the memory of pictures being decoded: a pixel may take 16
// bytes on the way.
var working = shares{all: semaphore.NewWeighted(2 * maxPixels), owners: map[int64]*share{}}

// shares is a number of pixels that may be worked on at a time, of which one
// owner may have maxPixels.
type shares struct {
	all    *semaphore.Weighted
	mu     sync.Mutex
	owners map[int64]*share
}

type share struct {
	*semaphore.Weighted
	users int // that have or wait for some
}

// take waits for n pixels, up to maxPixels. An owner's waiting calls do not
// stand before those of others.
func (s *shares) take(ctx context.Context, owner, n int64) (release func(), err error) {
	own := s.join(owner)
	if err := own.Acquire(ctx, n); err != nil {
		s.leave(owner)
		return nil, err
	}
	if err := s.all.Acquire(ctx, n); err != nil {
		own.Release(n)
		s.leave(owner)
		return nil, err
	}
	return func() {
		s.all.Release(n)
		own.Release(n)
		s.leave(owner)
	}, nil
}

func (s *shares) join(owner int64) *share {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := s.owners[owner]
	if own == nil {
		own = &share{Weighted: semaphore.NewWeighted(maxPixels)}
		s.owners[owner] = own
	}
	own.users++
	return own
}

func (s *shares) leave(owner int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owners[owner].users--; s.owners[owner].users == 0 {
		delete(s.owners, owner)
	}
}
