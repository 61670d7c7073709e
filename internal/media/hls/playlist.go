package hls

import "strconv"

// Versions of the protocol that a playlist's features ask for.
const (
	VersionTS     = 3 // decimal durations
	VersionIFrame = 4 // byte ranges, key frames alone
	VersionCMAF   = 6 // EXT-X-MAP
	versionTiles  = 7
)

// Playlist is a media playlist of a whole recording. Segment n, counted from
// 1, has the URI Prefix + n + Suffix.
type Playlist struct {
	Version    int
	Map        string // URI of the init segment, or ""
	Key        string // URI of the AES-128 key, or ""; the IV is a segment's number
	Prefix     string
	Suffix     string
	Boundaries []int64 // milliseconds: segment n lasts from [n-1] to [n]
}

// Append writes the playlist after dst. Durations are differences of rounded
// boundaries, so that rounding never adds up.
func (p *Playlist) Append(dst []byte) []byte {
	var longest int64
	for i := 1; i < len(p.Boundaries); i++ {
		longest = max(longest, p.Boundaries[i]-p.Boundaries[i-1])
	}
	dst = p.head(dst, longest)
	if p.Map != "" {
		dst = quoted(dst, "#EXT-X-MAP:URI=", p.Map)
		dst = append(dst, '\n')
	}
	for i := 1; i < len(p.Boundaries); i++ {
		dst = duration(dst, p.Boundaries[i]-p.Boundaries[i-1])
		dst = p.uri(dst, i)
	}
	return append(dst, "#EXT-X-ENDLIST\n"...)
}

func (p *Playlist) uri(dst []byte, number int) []byte {
	dst = append(dst, p.Prefix...)
	dst = strconv.AppendInt(dst, int64(number), 10)
	dst = append(dst, p.Suffix...)
	return append(dst, '\n')
}

// KeyFrame is one entry of a playlist of key frames: a byte range of a
// segment.
type KeyFrame struct {
	Segment      int   // number, from 1
	Offset, Size int64 // bytes
	Duration     int64 // milliseconds until the next key frame
}

// AppendIFrames writes a playlist of key frames after dst. They lie inside the
// segments that p names; p.Boundaries is not used.
func (p *Playlist) AppendIFrames(dst []byte, frames []KeyFrame) []byte {
	var longest int64
	for i := range frames {
		longest = max(longest, frames[i].Duration)
	}
	dst = p.head(dst, longest)
	dst = append(dst, "#EXT-X-I-FRAMES-ONLY\n"...)
	for i := range frames {
		f := &frames[i]
		dst = duration(dst, f.Duration)
		dst = append(dst, "#EXT-X-BYTERANGE:"...)
		dst = strconv.AppendInt(dst, f.Size, 10)
		dst = append(dst, '@')
		dst = strconv.AppendInt(dst, f.Offset, 10)
		dst = append(dst, '\n')
		dst = p.uri(dst, f.Segment)
	}
	return append(dst, "#EXT-X-ENDLIST\n"...)
}

func (p *Playlist) head(dst []byte, longest int64) []byte {
	dst = append(dst, "#EXTM3U\n#EXT-X-TARGETDURATION:"...)
	dst = strconv.AppendInt(dst, max(1, (longest+999)/1000), 10)
	dst = append(dst, "\n#EXT-X-ALLOW-CACHE:YES\n#EXT-X-PLAYLIST-TYPE:VOD\n"...)
	if p.Key != "" {
		dst = quoted(dst, "#EXT-X-KEY:METHOD=AES-128,URI=", p.Key)
		dst = append(dst, '\n')
	}
	dst = append(dst, "#EXT-X-VERSION:"...)
	dst = strconv.AppendInt(dst, int64(p.Version), 10)
	return append(dst, "\n#EXT-X-MEDIA-SEQUENCE:1\n"...)
}

func duration(dst []byte, milliseconds int64) []byte {
	dst = append(dst, "#EXTINF:"...)
	dst = thousandths(dst, max(0, milliseconds))
	return append(dst, ",\n"...)
}

// Tiles is a playlist of one sheet of Columns x Rows thumbnails, as Roku
// devices read it.
type Tiles struct {
	Width, Height int64 // of one thumbnail
	Columns, Rows int64
	Interval      int64 // seconds between thumbnails
	URL           string
}

// Append writes the playlist after dst.
func (t *Tiles) Append(dst []byte) []byte {
	dst = append(dst, "#EXTM3U\n#EXT-X-TARGETDURATION:"...)
	dst = strconv.AppendInt(dst, t.Interval, 10)
	dst = append(dst, "\n#EXT-X-VERSION:"...)
	dst = strconv.AppendInt(dst, versionTiles, 10)
	dst = append(dst, "\n#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-IMAGES-ONLY\n#EXTINF:"...)
	dst = strconv.AppendInt(dst, t.Columns*t.Rows*t.Interval, 10)
	dst = append(dst, ",\n#EXT-X-TILES:RESOLUTION="...)
	dst = size(dst, t.Width, t.Height)
	dst = append(dst, ",LAYOUT="...)
	dst = size(dst, t.Columns, t.Rows)
	dst = append(dst, ",DURATION="...)
	dst = strconv.AppendInt(dst, t.Interval, 10)
	dst = append(dst, '\n')
	dst = append(dst, t.URL...)
	return append(dst, "\n#EXT-X-ENDLIST\n"...)
}
