package delivery

import (
	"context"
	"io"
	"strconv"

	"kinora/internal/library"
)

const (
	typeTS   = "video/MP2T"
	typeCMAF = "video/iso.segment"
	typeWebM = "video/webm"
)

// maxSegment bounds segment numbers well above what any video has.
const maxSegment = 1 << 30

// layout changes whenever the bytes made for a segment do, so that no cache
// takes old ones for new.
const layout = "3"

func (q *request) segmentTS() error {
	r, ix, tracks, err := q.openStream()
	if err != nil {
		return err
	}
	count := 0
	for _, n := range tracks {
		count = max(count, ix.SegmentCount(n))
	}
	return q.sendSegment(r, typeTS, count, func(dst []byte, o io.ReaderAt, n int) ([]byte, error) {
		out, err := ix.AppendTS(dst, o, n, tracks...)
		if err == nil && q.seal != nil {
			out = q.seal.encrypt(out, len(dst), int64(n)+1)
		}
		return out, err
	})
}

func (q *request) segmentCMAF() error {
	r, ix, err := q.open(false)
	if err != nil {
		return err
	}
	track, err := q.track(ix)
	if err != nil {
		return err
	}
	return q.sendSegment(r, typeCMAF, len(track.Segments), func(dst []byte, o io.ReaderAt, n int) ([]byte, error) {
		return ix.AppendFragment(dst, o, track.Number, n)
	})
}

// sendSegment sends a segment of an MP4, made in a pooled buffer unless it is
// being sent already. Its tag names its bytes.
func (q *request) sendSegment(r *library.Rendition, contentType string, count int,
	mux func(dst []byte, o io.ReaderAt, n int) ([]byte, error),
) error {
	if q.target.number > int64(count) {
		return errMissing
	}
	etag := q.segmentTag(r)
	if describe(q.w, q.r, contentType, cacheForever, etag) {
		return nil
	}
	whole := context.WithoutCancel(q.r.Context()) // others may wait for it
	b, err := q.server.crowd.bytes(q.r.Context(), etag, func(dst []byte) ([]byte, error) {
		o, err := q.server.objects.open(whole, *r.Object)
		if err != nil {
			return dst, err
		}
		defer o.Close()
		return mux(dst, o, int(q.target.number)-1)
	})
	if err != nil {
		return err
	}
	defer b.release()
	q.readAhead(r, len(*b.buf), count, mux)
	sendBytes(q.w, q.r, *b.buf)
	return nil
}

// segmentTag tells apart what the same URL may ever have named: a rendition
// made again is another object.
func (q *request) segmentTag(r *library.Rendition) string {
	return segmentTag(r, q.r.URL.Path)
}

func segmentTag(r *library.Rendition, path string) string {
	return tag(layout, *r.Object, strconv.FormatInt(value(r.Size), 10), path)
}

func (q *request) initCMAF() error {
	r, ix, err := q.open(false)
	if err != nil {
		return err
	}
	track, err := q.track(ix)
	if err != nil {
		return err
	}
	if describe(q.w, q.r, typeCMAF, cacheForever, q.segmentTag(r)) {
		return nil
	}
	sendBytes(q.w, q.r, ix.AppendInit(nil, track.Number))
	return nil
}
