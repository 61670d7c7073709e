package hls

import (
	"strconv"
	"time"
)

// VersionGap is the version of the protocol that EXT-X-GAP asks for.
const VersionGap = 8

// Window is a media playlist of segments that come from several recordings:
// what is seen of a broadcast at one moment, or all of one after another.
type Window struct {
	Version       int
	Target        int64 // seconds; no segment is longer, and it never changes
	Sequence      int64 // number of the first segment
	Discontinuity int64 // discontinuities before the first segment
	Whole         bool  // a list that does not move
	Ended         bool  // no more will follow
	Segments      []Segment
}

// Segment is an entry of a Window.
type Segment struct {
	Duration      int64 // milliseconds
	Discontinuity bool  // another recording begins
	Gap           bool  // there is nothing at the URI
	Start         int64 // Unix milliseconds, 0 = not said
	Map           string
	Key           string // the attributes of EXT-X-KEY, "" = not encrypted
	URI           string
}

// Append writes the playlist after dst.
func (w *Window) Append(dst []byte) []byte {
	dst = append(dst, "#EXTM3U\n#EXT-X-TARGETDURATION:"...)
	dst = strconv.AppendInt(dst, w.Target, 10)
	if w.Whole {
		dst = append(dst, "\n#EXT-X-PLAYLIST-TYPE:VOD"...)
	}
	dst = append(dst, "\n#EXT-X-VERSION:"...)
	dst = strconv.AppendInt(dst, int64(w.Version), 10)
	dst = append(dst, "\n#EXT-X-MEDIA-SEQUENCE:"...)
	dst = strconv.AppendInt(dst, w.Sequence, 10)
	if !w.Whole {
		dst = append(dst, "\n#EXT-X-DISCONTINUITY-SEQUENCE:"...)
		dst = strconv.AppendInt(dst, w.Discontinuity, 10)
	}
	dst = append(dst, '\n')
	last, key := "", ""
	for i := range w.Segments {
		s := &w.Segments[i]
		dst = s.append(dst, last, &key)
		last = s.Map
	}
	if w.Ended {
		dst = append(dst, "#EXT-X-ENDLIST\n"...)
	}
	return dst
}

func (s *Segment) append(dst []byte, lastMap string, key *string) []byte {
	if s.Discontinuity {
		dst = append(dst, "#EXT-X-DISCONTINUITY\n"...)
	}
	if s.Key != *key {
		dst = append(dst, "#EXT-X-KEY:"...)
		if s.Key == "" {
			dst = append(dst, "METHOD=NONE"...)
		}
		dst = append(dst, s.Key...)
		dst = append(dst, '\n')
		*key = s.Key
	}
	if s.Map != "" && (s.Discontinuity || s.Map != lastMap) {
		dst = quoted(dst, "#EXT-X-MAP:URI=", s.Map)
		dst = append(dst, '\n')
	}
	if s.Start != 0 {
		dst = append(dst, "#EXT-X-PROGRAM-DATE-TIME:"...)
		dst = time.UnixMilli(s.Start).UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z")
		dst = append(dst, '\n')
	}
	if s.Gap {
		dst = append(dst, "#EXT-X-GAP\n"...)
	}
	dst = duration(dst, s.Duration)
	dst = append(dst, s.URI...)
	return append(dst, '\n')
}
