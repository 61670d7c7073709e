package delivery

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/maypok86/otter/v2"

	"kinora/internal/catalog"
	"kinora/internal/media/hls"
	"kinora/internal/media/webvtt"
)

func (q *request) tiles() error {
	sheet, err := q.server.sheet(q.r.Context(), q.video)
	if err != nil {
		return err
	}
	sprite := q.server.o.Addresses.Sprite(q.video)
	if sprite == nil || sheet.Interval == 0 {
		return errMissing
	}
	p := recording(hls.VersionTiles)
	p.Content, p.Cacheable, p.Target = hls.Thumbnails, false, sheet.Interval
	p.Segments = slices.Values([]*hls.Segment{{Layout: &sheet, URI: hls.URI{Prefix: *sprite}}})
	q.sendText(hls.ContentType, cacheManifest(q.video), p.Append(nil))
	return nil
}

// sheetKey names one version of a video's sheet of thumbnails.
type sheetKey struct{ video, updated int64 }

// sheetsKept is how many layouts of sheets are kept; each is a few numbers.
const sheetsKept = 10_000

func newSheetCache() (*otter.Cache[sheetKey, hls.Layout], error) {
	return otter.New(&otter.Options[sheetKey, hls.Layout]{MaximumSize: sheetsKept})
}

// sheet returns how a video's sheet of thumbnails is laid out, 0 without one.
func (s *Server) sheet(ctx context.Context, v *catalog.Video) (hls.Layout, error) {
	if !v.Storyboard {
		return hls.Layout{}, nil
	}
	load := func(ctx context.Context, _ sheetKey) (hls.Layout, error) {
		text, err := s.o.Catalog.Storyboard(ctx, v.ID)
		return parseSheet(text), err
	}
	return s.sheets.Get(ctx, sheetKey{v.ID, v.UpdatedAt}, otter.LoaderFunc[sheetKey, hls.Layout](load))
}

// parseSheet reads how the sheet of thumbnails is laid out from the cues that
// describe it: one per thumbnail, each with its place. It is 0 where they do not
// say.
func parseSheet(text string) hls.Layout {
	f, err := webvtt.Parse([]byte(text))
	if err != nil || len(f.Cues) == 0 {
		return hls.Layout{}
	}
	first := f.Cues[0]
	t := hls.Layout{Interval: (first.End - first.Start) / 1000}
	for _, cue := range f.Cues {
		var x, y, width, height int64
		_, place, _ := strings.Cut(cue.Text, "#xywh=")
		if n, _ := fmt.Sscanf(place, "%d,%d,%d,%d", &x, &y, &width, &height); n != 4 || width <= 0 || height <= 0 {
			return hls.Layout{}
		}
		t.Width, t.Height = width, height
		t.Columns = max(t.Columns, x/width+1, y/height+1)
	}
	if t.Rows = t.Columns; t.Interval <= 0 {
		return hls.Layout{}
	}
	return t
}
