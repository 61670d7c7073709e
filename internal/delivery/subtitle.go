package delivery

import (
	"context"
	"log/slog"
	"math"

	"github.com/maypok86/otter/v2"

	"kinora/internal/catalog"
	"kinora/internal/media/mpegts"
	"kinora/internal/media/webvtt"
	"kinora/internal/serve"
)

// subtitleCacheBytes bounds the memory of parsed subtitles.
const subtitleCacheBytes = 32 << 20

// subtitleKey names one version of a subtitle.
type subtitleKey struct{ id, updated int64 }

type subtitleFile struct {
	*webvtt.File
	size int // bytes of the text it was read from
}

func newSubtitleCache() (*otter.Cache[subtitleKey, subtitleFile], error) {
	return otter.New(&otter.Options[subtitleKey, subtitleFile]{
		MaximumWeight: subtitleCacheBytes,
		Weigher: func(_ subtitleKey, f subtitleFile) uint32 {
			return uint32(min(f.size*2+len(f.Cues)*64+256, math.MaxUint32))
		},
	})
}

// subtitle returns the row of the subtitle that the URL names.
func (q *request) subtitle() (*catalog.Subtitle, error) {
	for _, s := range q.video.Subtitles {
		if s.ID == q.target.Subtitle {
			return s, nil
		}
	}
	return nil, errMissing
}

// cues returns the parsed subtitle that the URL names. A text that cannot be
// read, which the API does not take, shows nothing.
func (q *request) cues() (subtitleFile, error) {
	row, err := q.subtitle()
	if err != nil {
		return subtitleFile{}, err
	}
	load := func(ctx context.Context, _ subtitleKey) (subtitleFile, error) {
		text, err := q.server.o.Catalog.SubtitleText(ctx, row.VideoID, row.ID)
		if err != nil {
			return subtitleFile{}, err
		}
		f, err := webvtt.Parse([]byte(text))
		if err != nil {
			q.server.o.Log.LogAttrs(ctx, slog.LevelWarn, "subtitle not readable", slog.Int64("video", row.VideoID),
				slog.Int64("subtitle", row.ID), slog.Any("err", err))
			f = &webvtt.File{}
		}
		return subtitleFile{f, len(text)}, nil
	}
	key := subtitleKey{row.ID, row.UpdatedAt}
	return q.server.subtitles.Get(q.r.Context(), key, otter.LoaderFunc[subtitleKey, subtitleFile](load))
}

func (q *request) segmentText() error {
	f, err := q.cues()
	if err != nil {
		return err
	}
	from := (q.target.Number - 1) * subtitleSegment
	if q.target.Number > maxSegment || from >= max(1, value(q.video.Duration)) {
		return errMissing
	}
	start := int64(mpegts.Base)
	if q.target.CMAF {
		start = 0
	}
	q.sendText(webvtt.ContentType, serve.CacheBriefly, f.AppendSegment(nil, from, from+subtitleSegment, start))
	return nil
}

func (q *request) wholeText() error {
	f, err := q.cues()
	if err != nil {
		return err
	}
	q.sendText(webvtt.ContentType, serve.CacheBriefly, f.Append(nil))
	return nil
}
