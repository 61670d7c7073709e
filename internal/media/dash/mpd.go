// Package dash writes static MPEG-DASH manifests (ISO/IEC 23009-1) from plain
// values. It decides nothing: what is listed, and in which order, is up to the
// caller.
package dash

import "strconv"

// ContentType is the media type of a manifest.
const ContentType = "application/dash+xml"

// MPD is the manifest of a recording with one period.
type MPD struct {
	Duration  int64 // milliseconds
	MinBuffer int64 // milliseconds, usually one segment
	Sets      []AdaptationSet
}

// AdaptationSet is a choice of representations of one content. Its id is its
// place in the manifest, from 1.
type AdaptationSet struct {
	Language        string // BCP 47, or ""
	Label           string // or ""
	Text            bool   // subtitles: whole files, no segments
	Main            bool   // played unless the viewer asks for another of its kind
	Template        *Template
	Representations []Representation
}

// Template names the segments of representations. Media and Init may contain
// $Number$, counted from 1, and $RepresentationID$.
type Template struct {
	Media, Init string
	Boundaries  []int64 // milliseconds: segment n lasts from [n-1] to [n]
}

// Rate is a frame rate as a fraction. The zero Rate is unknown and left out.
type Rate struct{ Num, Den int64 }

// Representation is one encoded version. Which fields are written depends on
// which are set.
type Representation struct {
	ID            string
	MimeType      string
	Codecs        string // RFC 6381
	Width, Height int64
	Rate          Rate
	SampleRate    int
	Channels      int
	Bandwidth     int64     // bit/s
	URL           string    // of the whole file, for text
	Template      *Template // instead of the set's own
}

// Append writes the manifest after dst.
func (m *MPD) Append(dst []byte) []byte {
	dst = append(dst, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"...)
	dst = append(dst, `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="`...)
	dst = period(dst, m.Duration)
	dst = append(dst, `" minBufferTime="`...)
	dst = period(dst, m.MinBuffer)
	dst = append(dst, `" profiles="urn:mpeg:dash:profile:isoff-live:2011">`+"\n  <Period>\n"...)
	for i := range m.Sets {
		dst = m.Sets[i].append(dst, i+1)
	}
	return append(dst, "  </Period>\n</MPD>\n"...)
}

func (s *AdaptationSet) append(dst []byte, id int) []byte {
	dst = append(dst, "    <AdaptationSet"...)
	dst = number(dst, "id", int64(id))
	if s.Text {
		dst = attribute(dst, "contentType", "text")
	}
	if s.Language != "" {
		dst = attribute(dst, "lang", s.Language)
	}
	if s.Label != "" {
		dst = attribute(dst, "label", s.Label)
	}
	if !s.Text {
		dst = attribute(dst, "segmentAlignment", "true")
	}
	dst = s.bounds(dst)
	dst = append(dst, ">\n"...)
	if s.Label != "" { // the attribute is what players knew before there was an element
		dst = append(dst, "      <Label>"...)
		dst = escaped(dst, s.Label)
		dst = append(dst, "</Label>\n"...)
	}
	if s.Main {
		dst = append(dst, `      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>`+"\n"...)
	}
	if s.Template != nil {
		dst = s.Template.append(dst, "      ")
	}
	for i := range s.Representations {
		dst = s.Representations[i].append(dst)
	}
	return append(dst, "    </AdaptationSet>\n"...)
}

// bounds writes the largest picture and frame rate of the set.
func (s *AdaptationSet) bounds(dst []byte) []byte {
	var width, height int64
	var rate Rate
	for i := range s.Representations {
		r := &s.Representations[i]
		width, height = max(width, r.Width), max(height, r.Height)
		if rate.less(r.Rate) {
			rate = r.Rate
		}
	}
	dst = positive(dst, "maxWidth", width)
	dst = positive(dst, "maxHeight", height)
	return frameRate(dst, "maxFrameRate", rate)
}

func (r Rate) valid() bool { return r.Num > 0 && r.Den > 0 }

func (r Rate) less(o Rate) bool {
	return o.valid() && (!r.valid() || r.Num*o.Den < o.Num*r.Den)
}

func (t *Template) append(dst []byte, indent string) []byte {
	dst = append(dst, indent...)
	dst = append(dst, "<SegmentTemplate"...)
	dst = number(dst, "timescale", 1000)
	dst = attribute(dst, "media", t.Media)
	dst = attribute(dst, "initialization", t.Init)
	dst = number(dst, "startNumber", 1)
	dst = append(dst, ">\n"...)
	dst = append(dst, indent...)
	dst = append(dst, "  <SegmentTimeline>\n"...)
	dst = t.timeline(dst, indent)
	dst = append(dst, indent...)
	dst = append(dst, "  </SegmentTimeline>\n"...)
	dst = append(dst, indent...)
	return append(dst, "</SegmentTemplate>\n"...)
}

// timeline writes equal durations that follow each other as one element.
func (t *Template) timeline(dst []byte, indent string) []byte {
	b := t.Boundaries
	for i := 1; i < len(b); {
		d, from := b[i]-b[i-1], i
		for i < len(b) && b[i]-b[i-1] == d {
			i++
		}
		dst = append(dst, indent...)
		dst = append(dst, "    <S"...)
		if from == 1 {
			dst = number(dst, "t", b[0])
		}
		dst = number(dst, "d", d)
		dst = positive(dst, "r", int64(i-from-1))
		dst = append(dst, "/>\n"...)
	}
	return dst
}

func (r *Representation) append(dst []byte) []byte {
	dst = append(dst, "      <Representation"...)
	dst = attribute(dst, "id", r.ID)
	dst = attribute(dst, "mimeType", r.MimeType)
	if r.Codecs != "" {
		dst = attribute(dst, "codecs", r.Codecs)
	}
	dst = positive(dst, "width", r.Width)
	dst = positive(dst, "height", r.Height)
	dst = frameRate(dst, "frameRate", r.Rate)
	if r.Width > 0 {
		dst = attribute(dst, "sar", "1:1")
	}
	dst = positive(dst, "audioSamplingRate", int64(r.SampleRate))
	if r.URL == "" {
		dst = attribute(dst, "startWithSAP", "1")
	}
	dst = number(dst, "bandwidth", r.Bandwidth)
	return r.children(dst)
}

func (r *Representation) children(dst []byte) []byte {
	if r.Channels == 0 && r.URL == "" && r.Template == nil {
		return append(dst, "/>\n"...)
	}
	dst = append(dst, ">\n"...)
	if r.Channels > 0 {
		dst = append(dst, "        <AudioChannelConfiguration"...)
		dst = attribute(dst, "schemeIdUri", "urn:mpeg:dash:23003:3:audio_channel_configuration:2011")
		dst = number(dst, "value", int64(r.Channels))
		dst = append(dst, "/>\n"...)
	}
	if r.URL != "" {
		dst = append(dst, "        <BaseURL>"...)
		dst = escaped(dst, r.URL)
		dst = append(dst, "</BaseURL>\n"...)
	}
	if r.Template != nil {
		dst = r.Template.append(dst, "        ")
	}
	return append(dst, "      </Representation>\n"...)
}

func attribute(dst []byte, name, value string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	dst = escaped(dst, value)
	return append(dst, '"')
}

func number(dst []byte, name string, n int64) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, '"')
}

func positive(dst []byte, name string, n int64) []byte {
	if n <= 0 {
		return dst
	}
	return number(dst, name, n)
}

func frameRate(dst []byte, name string, r Rate) []byte {
	if !r.valid() {
		return dst
	}
	if r.Num%r.Den == 0 {
		return number(dst, name, r.Num/r.Den)
	}
	return attribute(dst, name, strconv.FormatInt(r.Num, 10)+"/"+strconv.FormatInt(r.Den, 10))
}

// period writes an xs:duration of so many milliseconds.
func period(dst []byte, milliseconds int64) []byte {
	ms := max(0, milliseconds)
	dst = append(dst, "PT"...)
	dst = strconv.AppendInt(dst, ms/1000, 10)
	ms %= 1000
	return append(dst, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'S')
}

// escaped writes text so that it fits an attribute or an element. Characters
// that XML 1.0 cannot carry become spaces.
func escaped(dst []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r < ' ' || r == 0xfffe || r == 0xffff:
			dst = append(dst, ' ')
		default:
			dst = append(dst, string(r)...)
		}
	}
	return dst
}
