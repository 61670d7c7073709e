package delivery

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/catalog"
)

// A viewer who plays fetches one segment after the other. Where reading means
// asking a distant service, the next one is read while this one is sent.

// recentAge is how long a segment counts as just fetched.
const recentAge = time.Minute

// newRecent remembers segments that were fetched, by tag.
func newRecent() (*otter.Cache[string, struct{}], error) {
	return otter.New(&otter.Options[string, struct{}]{
		MaximumSize:      16 << 10,
		ExpiryCalculator: otter.ExpiryWriting[string, struct{}](recentAge),
	})
}

// readAhead prepares the segment behind the one that is about to be sent, of
// size bytes, if the one in front of it was fetched lately.
func (q *request) readAhead(r *catalog.Rendition, size, count int, mux func(dst []byte, o io.ReaderAt, n int) ([]byte, error)) {
	if q.server.onDisk {
		return
	}
	n := q.target.Number
	q.server.recent.Set(q.neighbourTag(r, n), struct{}{})
	_, played := q.server.recent.GetIfPresent(q.neighbourTag(r, n-1))
	if !played || n >= int64(count) {
		return
	}
	store, object := q.server.o.Store, *r.Object
	q.server.inflight.Prefetch(q.neighbourTag(r, n+1), size, func(ctx context.Context, dst []byte) ([]byte, error) {
		o, err := store.Open(ctx, object) // by itself, so that it can be cancelled
		if err != nil {
			return dst, err
		}
		defer o.Close()
		return mux(dst, o, int(n))
	})
}

// neighbourTag is the tag of another segment of the track that is asked for.
func (q *request) neighbourTag(r *catalog.Rendition, number int64) string {
	path := q.r.URL.Path
	at := strings.LastIndex(path, "/segment-") + len("/segment-")
	_, rest, _ := strings.Cut(path[at:], "-")
	return segmentTag(r, path[:at]+strconv.FormatInt(number, 10)+"-"+rest)
}
