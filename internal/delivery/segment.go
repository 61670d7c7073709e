package delivery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/mpegts"
	"kinora/internal/packaging"
	"kinora/internal/serve"
)

const (
	typeTS   = "video/MP2T"
	typeCMAF = "video/iso.segment"
	typeWebM = "video/webm"
)

// maxSegment bounds segment numbers well above what any video has.
const maxSegment = 1 << 30

// muxVersion changes whenever the bytes made for a segment do, so that no cache
// takes old ones for new.
const muxVersion = "4"

func (q *request) segmentTS() error {
	r, ix, tracks, err := q.openStream()
	if err != nil {
		return err
	}
	count := 0
	for _, n := range tracks {
		count = max(count, ix.SegmentCount(n))
	}
	if q.server.onDisk && q.seal == nil && q.r.Method == http.MethodGet && q.r.Header.Get("Range") == "" {
		return q.streamTS(r, ix, count, tracks)
	}
	playing := func(n int) time.Duration { return ix.SegmentTime(n, tracks...) }
	return q.sendSegment(r, typeTS, count, playing, func(dst []byte, o io.ReaderAt, n int) ([]byte, error) {
		out, err := ix.AppendTS(dst, o, n, tracks...)
		if err == nil && q.seal != nil {
			out = q.seal.encrypt(out, len(dst), int64(n)+1)
		}
		return out, err
	})
}

// streamTS sends a segment while it is made: one of a local file costs less to
// make for each than to keep for others.
func (q *request) streamTS(r *catalog.Rendition, ix *packaging.Index, count int, tracks []int) error {
	if q.target.Number > int64(count) {
		return errMissing
	}
	if serve.Describe(q.w, q.r, typeTS, serve.CacheForever, q.segmentTag(r)) {
		return nil
	}
	o, err := q.server.objects.Open(q.r.Context(), *r.Object)
	if err != nil {
		return err
	}
	defer func() { _ = o.Close() }()
	out, n := serve.NewStream(q.w, q.r), int(q.target.Number)-1
	err = ix.WriteTS(out, func(size int64) {
		q.w.Plays(ix.SegmentTime(n, tracks...), size)
		out.Begin(size)
	}, o, n, tracks...)
	if !out.Begun() {
		return err
	}
	out.End()
	if err == nil {
		return nil
	}
	if errors.Is(err, mpegts.ErrDamaged) {
		q.server.o.Log.Error("delivery", "path", q.r.URL.Path, "err", err)
	}
	panic(http.ErrAbortHandler) // too late for another answer
}

// segmentAlone sends a segment of one track, as CMAF or WebM.
func (q *request) segmentAlone() error {
	r, ix, track, err := q.openAlone()
	if err != nil {
		return err
	}
	contentType, add := typeCMAF, ix.AppendFragment
	if q.target.Kind == address.SegmentWebM {
		contentType, add = typeWebM, ix.AppendWebM
	}
	playing := func(n int) time.Duration { return ix.SegmentTime(n, track.Number) }
	return q.sendSegment(r, contentType, len(track.Segments), playing, func(dst []byte, o io.ReaderAt, n int) ([]byte, error) {
		return add(dst, o, track.Number, n)
	})
}

// sendSegment sends a segment of an MP4, made in a pooled buffer unless it is
// being sent already. Its tag names its bytes.
func (q *request) sendSegment(r *catalog.Rendition, contentType string, count int, playing func(n int) time.Duration,
	mux func(dst []byte, o io.ReaderAt, n int) ([]byte, error),
) error {
	if q.target.Number > int64(count) {
		return errMissing
	}
	etag := q.segmentTag(r)
	if serve.Describe(q.w, q.r, contentType, serve.CacheForever, etag) {
		return nil
	}
	whole := context.WithoutCancel(q.r.Context()) // others may wait for it
	shared, err := q.server.inflight.Do(q.r.Context(), etag, func(dst []byte) ([]byte, error) {
		o, err := q.server.objects.Open(whole, *r.Object)
		if err != nil {
			return dst, err
		}
		defer func() { _ = o.Close() }()
		return mux(dst, o, int(q.target.Number)-1)
	})
	if err != nil {
		return err
	}
	defer shared.Release()
	body := shared.Bytes()
	q.readAhead(r, len(body), count, mux)
	q.w.Plays(playing(int(q.target.Number)-1), int64(len(body)))
	serve.Bytes(q.w, q.r, body)
	return nil
}

// segmentTag tells apart what the same URL may ever have named: a rendition
// made again is another object.
func (q *request) segmentTag(r *catalog.Rendition) string {
	return segmentTag(r, q.r.URL.Path)
}

func segmentTag(r *catalog.Rendition, path string) string {
	return serve.Tag(muxVersion, *r.Object, strconv.FormatInt(value(r.Size), 10), path)
}

// initAlone sends what comes in front of the segments of one track.
func (q *request) initAlone() error {
	r, ix, track, err := q.openAlone()
	if err != nil {
		return err
	}
	contentType, add := typeCMAF, ix.AppendInit
	if q.target.Kind == address.InitWebM {
		contentType, add = typeWebM, ix.AppendWebMInit
	}
	body := add(nil, track.Number)
	if len(body) == 0 {
		return errMissing // not a codec of WebM
	}
	if !serve.Describe(q.w, q.r, contentType, serve.CacheForever, q.segmentTag(r)) {
		serve.Bytes(q.w, q.r, body)
	}
	return nil
}
