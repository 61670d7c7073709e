package hls

import (
	"iter"
	"strconv"
	"time"
)

// Versions of the protocol that a playlist's features ask for.
const (
	VersionTS     = 3 // decimal durations
	VersionIFrame = 4 // byte ranges, key frames alone
	VersionCMAF   = 6 // EXT-X-MAP
	VersionTiles  = 7
	VersionGap    = 8 // EXT-X-GAP
	VersionSkip   = 9 // EXT-X-SKIP
)

// Content is what the segments of a media playlist hold.
type Content uint8

const (
	AllFrames  Content = iota // segments of media, or of text
	KeyFrames                 // key frames alone
	Thumbnails                // sheets of thumbnails, as Roku devices read them
)

// Media is a media playlist: of a recording, of several one behind the other,
// or of what is seen of a broadcast at one moment.
type Media struct {
	Version       int
	Content       Content
	Target        int64  // seconds: no segment's duration, rounded, is longer, and it never changes
	VOD           bool   // nothing is ever added or removed
	Ended         bool   // nothing is added any more
	Cacheable     bool   // says EXT-X-ALLOW-CACHE, which old devices look for
	Key           string // URI of the one AES-128 key, "" = none, or those of the segments; the IV is a segment's number
	Sequence      int64  // number of the first segment
	Discontinuity int64  // discontinuities before the first segment; not said of what never changes

	Control *Control // how a low-latency client asks, or nil
	Skipped int64    // segments that a delta update leaves out before the first of Segments
	Hint    string   // URI of the part that comes next, "" = not said
	Reports []Report // where the other renditions stand

	// Segments yields the entries in order. An entry is read at once, so that
	// one value may serve for all.
	Segments iter.Seq[*Segment]
}

// Control is EXT-X-SERVER-CONTROL with EXT-X-PART-INF (RFC 8216bis, sections
// 4.4.3.7 and 4.4.3.8).
type Control struct {
	PartTarget   int64 // milliseconds: no part is longer
	PartHoldBack int64 // milliseconds from the end at which to play with parts, at least three times PartTarget
	HoldBack     int64 // and without, at least three times the target; 0 = not said
	SkipUntil    int64 // milliseconds from the end; what is older may be skipped in a delta update; 0 = no such updates
}

// Segment is an entry of a media playlist.
type Segment struct {
	Duration      int64 // milliseconds
	Discontinuity bool  // the clock or the format begins anew here
	Gap           bool  // there is nothing at the URI
	Start         int64 // Unix milliseconds, 0 = not said
	Map           string
	Key           string // the attributes of EXT-X-KEY, "" = not encrypted
	Offset, Size  int64  // bytes: which part of what is at the URI, Size 0 = all of it
	Layout        *Layout
	Parts         []Part
	URI           URI // the zero URI = the segment is not whole yet and has its parts alone
}

// URI is Prefix, Number and Suffix one behind the other, so that no text needs
// to be built for each of thousands of segments. Number 0 is left out.
type URI struct {
	Prefix string
	Number int64
	Suffix string
}

// Part is EXT-X-PART, a piece of a segment that can be had before the whole.
type Part struct {
	Duration    int64 // milliseconds
	Independent bool  // begins with a key frame
	Gap         bool
	URI         string
}

// Report is EXT-X-RENDITION-REPORT: the last segment and part of another
// rendition of the same stream.
type Report struct {
	URI      string
	Sequence int64
	Part     int64 // number from 0 in the segment; -1 = there are none
}

// Layout is how one sheet of thumbnails is divided.
type Layout struct {
	Width, Height int64 // of one thumbnail
	Columns, Rows int64
	Interval      int64 // seconds between thumbnails
}

// Append writes the playlist after dst.
func (m *Media) Append(dst []byte) []byte {
	dst = m.head(dst)
	w := entries{mapSaid: m.Skipped > 0}
	for s := range m.Segments {
		dst = w.segment(dst, s)
	}
	if m.Hint != "" && !m.Ended {
		dst = quoted(dst, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=", m.Hint)
		dst = append(dst, '\n')
	}
	for i := range m.Reports {
		dst = m.Reports[i].append(dst)
	}
	if m.Ended {
		dst = append(dst, "#EXT-X-ENDLIST\n"...)
	}
	return dst
}

func (m *Media) head(dst []byte) []byte {
	dst = tag(dst, "#EXTM3U\n#EXT-X-TARGETDURATION:", max(1, m.Target))
	if m.Cacheable {
		dst = append(dst, "#EXT-X-ALLOW-CACHE:YES\n"...)
	}
	if m.VOD && m.Content != Thumbnails {
		dst = append(dst, "#EXT-X-PLAYLIST-TYPE:VOD\n"...)
	}
	if m.Key != "" {
		dst = quoted(dst, "#EXT-X-KEY:METHOD=AES-128,URI=", m.Key)
		dst = append(dst, '\n')
	}
	dst = tag(dst, "#EXT-X-VERSION:", int64(m.Version))
	dst = tag(dst, "#EXT-X-MEDIA-SEQUENCE:", m.Sequence)
	if !m.VOD {
		dst = tag(dst, "#EXT-X-DISCONTINUITY-SEQUENCE:", m.Discontinuity)
	}
	switch m.Content {
	case KeyFrames:
		dst = append(dst, "#EXT-X-I-FRAMES-ONLY\n"...)
	case Thumbnails: // in the order of the one sample that Roku shows
		dst = append(dst, "#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-IMAGES-ONLY\n"...)
	}
	if m.Control != nil {
		dst = m.Control.append(dst)
	}
	if m.Skipped > 0 {
		dst = tag(dst, "#EXT-X-SKIP:SKIPPED-SEGMENTS=", m.Skipped)
	}
	return dst
}

func (c *Control) append(dst []byte) []byte {
	dst = append(dst, "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES"...)
	if c.SkipUntil > 0 {
		dst = seconds(dst, ",CAN-SKIP-UNTIL=", c.SkipUntil)
	}
	if c.HoldBack > 0 {
		dst = seconds(dst, ",HOLD-BACK=", c.HoldBack)
	}
	dst = seconds(dst, ",PART-HOLD-BACK=", c.PartHoldBack)
	dst = seconds(dst, "\n#EXT-X-PART-INF:PART-TARGET=", c.PartTarget)
	return append(dst, '\n')
}

// entries writes entries; it knows what those so far have said.
type entries struct {
	lastMap, key string
	mapSaid      bool // the first map was said by an entry that a delta update leaves out
}

func (w *entries) segment(dst []byte, s *Segment) []byte {
	if s.Discontinuity {
		dst = append(dst, "#EXT-X-DISCONTINUITY\n"...)
	}
	if s.Key != w.key {
		dst = append(dst, "#EXT-X-KEY:"...)
		if s.Key == "" {
			dst = append(dst, "METHOD=NONE"...)
		}
		dst = append(dst, s.Key...)
		dst = append(dst, '\n')
		w.key = s.Key
	}
	if s.Map != "" && (s.Discontinuity || s.Map != w.lastMap) {
		if !w.mapSaid || s.Discontinuity {
			dst = quoted(dst, "#EXT-X-MAP:URI=", s.Map)
			dst = append(dst, '\n')
		}
		w.mapSaid = false
	}
	w.lastMap = s.Map
	return s.append(dst)
}

func (s *Segment) append(dst []byte) []byte {
	if s.Start != 0 {
		dst = append(dst, "#EXT-X-PROGRAM-DATE-TIME:"...)
		dst = time.UnixMilli(s.Start).UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z")
		dst = append(dst, '\n')
	}
	for i := range s.Parts {
		dst = s.Parts[i].append(dst)
	}
	if s.URI == (URI{}) {
		return dst
	}
	if s.Gap {
		dst = append(dst, "#EXT-X-GAP\n"...)
	}
	if s.Layout != nil {
		dst = s.Layout.append(dst)
	} else {
		dst = seconds(dst, "#EXTINF:", max(0, s.Duration))
		dst = append(dst, ",\n"...)
	}
	if s.Size > 0 {
		dst = append(dst, "#EXT-X-BYTERANGE:"...)
		dst = strconv.AppendInt(dst, s.Size, 10)
		dst = append(dst, '@')
		dst = strconv.AppendInt(dst, s.Offset, 10)
		dst = append(dst, '\n')
	}
	dst = append(dst, s.URI.Prefix...)
	if s.URI.Number != 0 {
		dst = strconv.AppendInt(dst, s.URI.Number, 10)
	}
	dst = append(dst, s.URI.Suffix...)
	return append(dst, '\n')
}

func (p *Part) append(dst []byte) []byte {
	dst = seconds(dst, "#EXT-X-PART:DURATION=", max(0, p.Duration))
	dst = quoted(dst, ",URI=", p.URI)
	if p.Independent {
		dst = append(dst, ",INDEPENDENT=YES"...)
	}
	if p.Gap {
		dst = append(dst, ",GAP=YES"...)
	}
	return append(dst, '\n')
}

func (r *Report) append(dst []byte) []byte {
	dst = quoted(dst, "#EXT-X-RENDITION-REPORT:URI=", r.URI)
	dst = append(dst, ",LAST-MSN="...)
	dst = strconv.AppendInt(dst, r.Sequence, 10)
	if r.Part >= 0 {
		dst = append(dst, ",LAST-PART="...)
		dst = strconv.AppendInt(dst, r.Part, 10)
	}
	return append(dst, '\n')
}

func (l *Layout) append(dst []byte) []byte {
	dst = append(dst, "#EXTINF:"...)
	dst = strconv.AppendInt(dst, l.Columns*l.Rows*l.Interval, 10)
	dst = append(dst, ",\n#EXT-X-TILES:RESOLUTION="...)
	dst = size(dst, l.Width, l.Height)
	dst = append(dst, ",LAYOUT="...)
	dst = size(dst, l.Columns, l.Rows)
	return tag(dst, ",DURATION=", l.Interval)
}

// tag writes a tag whose value, or its last, is a number.
func tag(dst []byte, name string, n int64) []byte {
	dst = append(dst, name...)
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, '\n')
}

// seconds writes milliseconds as seconds with three decimals.
func seconds(dst []byte, name string, milliseconds int64) []byte {
	dst = append(dst, name...)
	return thousandths(dst, milliseconds)
}

// Target is the target duration of segments between boundaries, in seconds.
// Boundaries are milliseconds: segment n, from 0, lasts from [n] to [n+1].
func Target(boundaries []int64) int64 {
	var longest int64
	for i := 1; i < len(boundaries); i++ {
		longest = max(longest, boundaries[i]-boundaries[i-1])
	}
	return max(1, (longest+999)/1000)
}

// Numbered yields segments between boundaries, whose URIs are prefix, number
// from 1, and suffix. Durations are differences of rounded boundaries, so that
// rounding never adds up.
func Numbered(boundaries []int64, prefix, suffix, initSegment string) iter.Seq[*Segment] {
	return func(yield func(*Segment) bool) {
		s := Segment{Map: initSegment, URI: URI{Prefix: prefix, Suffix: suffix}}
		for i := 1; i < len(boundaries); i++ {
			s.Duration, s.URI.Number = boundaries[i]-boundaries[i-1], int64(i)
			if !yield(&s) {
				return
			}
		}
	}
}
