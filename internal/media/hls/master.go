// Package hls writes HTTP Live Streaming playlists (RFC 8216) from plain
// values. It decides nothing: what is listed, and in which order, is up to the
// caller.
package hls

import "strconv"

// ContentType is the media type of every playlist.
const ContentType = "application/vnd.apple.mpegurl"

// Kinds of alternate media.
const (
	Audio     = "AUDIO"
	Subtitles = "SUBTITLES"
)

// Master is a master playlist. Everything is written in the order given.
type Master struct {
	Renditions []Rendition
	Variants   []Variant
	IFrames    []IFrame
	Images     []Image
}

// Rendition is one alternate track, EXT-X-MEDIA.
type Rendition struct {
	Type     string // Audio or Subtitles
	Group    string
	Name     string // must be unique in its group
	Language string // BCP 47; left out when empty
	Default  bool
	Channels int // left out when 0
	URI      string
}

// Variant is one way to play the video, EXT-X-STREAM-INF.
type Variant struct {
	Bandwidth     int64 // bit/s
	Width, Height int64 // left out when 0, as for sound alone
	Rate          Rate
	Codecs        string // RFC 6381, separated by commas
	Audio         string // group, or ""
	Subtitles     string // group, or ""
	URI           string
}

// IFrame is one playlist of key frames, EXT-X-I-FRAME-STREAM-INF.
type IFrame struct {
	Bandwidth     int64 // bit/s of the key frames alone
	Width, Height int64
	Codecs        string
	URI           string
}

// Image is one playlist of tiled thumbnails, EXT-X-IMAGE-STREAM-INF as Roku
// devices read it.
type Image struct {
	Bandwidth     int64 // bit/s
	Width, Height int64 // of one thumbnail
	URI           string
}

// Rate is a frame rate as a fraction. The zero Rate is unknown and left out.
type Rate struct{ Num, Den int64 }

// Append writes the playlist after dst.
func (m *Master) Append(dst []byte) []byte {
	dst = append(dst, "#EXTM3U\n"...)
	if len(m.Renditions) > 0 {
		dst = append(dst, '\n')
		for i := range m.Renditions {
			dst = m.Renditions[i].append(dst)
		}
		dst = append(dst, '\n')
	}
	for i := range m.Variants {
		dst = m.Variants[i].append(dst)
	}
	if len(m.IFrames)+len(m.Images) > 0 {
		dst = append(dst, '\n')
	}
	for i := range m.IFrames {
		dst = m.IFrames[i].append(dst)
	}
	for i := range m.Images {
		dst = m.Images[i].append(dst)
	}
	return dst
}

func (r *Rendition) append(dst []byte) []byte {
	dst = append(dst, "#EXT-X-MEDIA:TYPE="...)
	dst = append(dst, r.Type...)
	dst = quoted(dst, ",GROUP-ID=", r.Group)
	dst = quoted(dst, ",NAME=", r.Name)
	if r.Language != "" {
		dst = quoted(dst, ",LANGUAGE=", r.Language)
	}
	if r.Default {
		dst = append(dst, ",AUTOSELECT=YES,DEFAULT=YES"...)
	} else {
		dst = append(dst, ",AUTOSELECT=NO,DEFAULT=NO"...)
	}
	if r.Channels > 0 {
		dst = quoted(dst, ",CHANNELS=", strconv.Itoa(r.Channels))
	}
	dst = quoted(dst, ",URI=", r.URI)
	return append(dst, '\n')
}

func (v *Variant) append(dst []byte) []byte {
	dst = append(dst, "#EXT-X-STREAM-INF:PROGRAM-ID=1,BANDWIDTH="...)
	dst = strconv.AppendInt(dst, v.Bandwidth, 10)
	dst = resolution(dst, v.Width, v.Height)
	if v.Rate.Num > 0 && v.Rate.Den > 0 {
		dst = append(dst, ",FRAME-RATE="...)
		dst = thousandths(dst, (v.Rate.Num*1000+v.Rate.Den/2)/v.Rate.Den)
	}
	dst = quoted(dst, ",CODECS=", v.Codecs)
	if v.Width > 0 {
		dst = append(dst, ",VIDEO-RANGE=SDR"...)
	}
	if v.Audio != "" {
		dst = quoted(dst, ",AUDIO=", v.Audio)
	}
	if v.Subtitles != "" {
		dst = quoted(dst, ",SUBTITLES=", v.Subtitles)
	}
	dst = append(dst, '\n')
	dst = append(dst, v.URI...)
	return append(dst, '\n')
}

func (f *IFrame) append(dst []byte) []byte {
	dst = append(dst, "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH="...)
	dst = strconv.AppendInt(dst, f.Bandwidth, 10)
	dst = resolution(dst, f.Width, f.Height)
	dst = quoted(dst, ",CODECS=", f.Codecs)
	dst = quoted(dst, ",URI=", f.URI)
	return append(dst, ",VIDEO-RANGE=SDR\n"...)
}

// append leaves the values unquoted: that is how the devices expect them.
func (i *Image) append(dst []byte) []byte {
	dst = append(dst, "#EXT-X-IMAGE-STREAM-INF:BANDWIDTH="...)
	dst = strconv.AppendInt(dst, i.Bandwidth, 10)
	dst = resolution(dst, i.Width, i.Height)
	dst = append(dst, ",CODECS=jpeg,URI="...)
	dst = append(dst, i.URI...)
	return append(dst, '\n')
}

func resolution(dst []byte, width, height int64) []byte {
	if width <= 0 || height <= 0 {
		return dst
	}
	dst = append(dst, ",RESOLUTION="...)
	return size(dst, width, height)
}

func size(dst []byte, width, height int64) []byte {
	dst = strconv.AppendInt(dst, width, 10)
	dst = append(dst, 'x')
	return strconv.AppendInt(dst, height, 10)
}

// quoted writes a quoted-string attribute. Such a string has no escapes (RFC
// 8216 section 4.2): a double quote becomes a single one, and control
// characters become spaces.
func quoted(dst []byte, name, value string) []byte {
	dst = append(dst, name...)
	dst = append(dst, '"')
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '"':
			dst = append(dst, '\'')
		case c < ' ' || c == 0x7f:
			dst = append(dst, ' ')
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// thousandths writes n/1000 with three decimals. n must not be negative.
func thousandths(dst []byte, n int64) []byte {
	dst = strconv.AppendInt(dst, n/1000, 10)
	n %= 1000
	return append(dst, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
}
