package delivery

import (
	"fmt"
	"slices"
	"strings"

	"kinora/internal/catalog"
	"kinora/internal/media/hls"
	"kinora/internal/media/webvtt"
)

func (q *request) tiles() error {
	sheet, ok := parseSheet(q.video)
	sprite := q.server.o.Addresses.Sprite(q.video)
	if !ok || sprite == nil {
		return errMissing
	}
	p := recording(hls.VersionTiles)
	p.Content, p.Cacheable, p.Target = hls.Thumbnails, false, sheet.Interval
	p.Segments = slices.Values([]*hls.Segment{{Layout: &sheet, URI: hls.URI{Prefix: *sprite}}})
	q.sendText(hls.ContentType, cacheManifest(q.video), p.Append(nil))
	return nil
}

// parseSheet reads how the sheet of thumbnails is laid out from the cues that
// describe it: one per thumbnail, each with its place.
func parseSheet(v *catalog.Video) (hls.Layout, bool) {
	f, err := webvtt.Parse([]byte(text(v.SpriteVTT)))
	if err != nil || len(f.Cues) == 0 {
		return hls.Layout{}, false
	}
	first := f.Cues[0]
	t := hls.Layout{Interval: (first.End - first.Start) / 1000}
	for _, cue := range f.Cues {
		var x, y, width, height int64
		_, place, _ := strings.Cut(cue.Text, "#xywh=")
		if n, _ := fmt.Sscanf(place, "%d,%d,%d,%d", &x, &y, &width, &height); n != 4 || width <= 0 || height <= 0 {
			return hls.Layout{}, false
		}
		t.Width, t.Height = width, height
		t.Columns = max(t.Columns, x/width+1, y/height+1)
	}
	t.Rows = t.Columns
	return t, t.Interval > 0
}
