// Package dash writes MPEG-DASH manifests (ISO/IEC 23009-1), of recordings and
// of broadcasts, from plain values. It decides nothing: what is listed, and in
// which order, is up to the caller.
package dash

import (
	"cmp"
	"strconv"
	"time"
)

// ContentType is the media type of a manifest.
const ContentType = "application/dash+xml"

// MPD is a manifest. That of a recording has one period.
type MPD struct {
	Duration  int64      // milliseconds, of a recording
	MinBuffer int64      // milliseconds, usually one segment
	Broadcast *Broadcast // nil for a recording
	Periods   []Period
}

// Broadcast is what the manifest of one that goes on says of time.
type Broadcast struct {
	Start        int64  // Unix milliseconds from which all periods count
	Published    int64  // Unix milliseconds at which the manifest was made
	UpdatePeriod int64  // milliseconds after which to ask for the manifest again, 0 = never
	Window       int64  // milliseconds for which a segment can be had after its end
	Delay        int64  // milliseconds behind the present at which to play
	Rates        [2]int // thousandths: how slow and how fast to play to get there, {0, 0} = not said
	ClockURL     string // answers the time as ISO 8601
}

// Period is a span with one choice of sets, and one clock of media.
type Period struct {
	ID    string // or ""; needed where periods come and go
	Start int64  // milliseconds from the start of the broadcast; not written for a recording
	Sets  []AdaptationSet
}

// AdaptationSet is a choice of representations of one content. Its id is its
// place in the manifest, from 1.
type AdaptationSet struct {
	Language        string // BCP 47, or ""
	Label           string // or ""
	Text            bool   // subtitles: whole files, no segments
	Main            bool   // played unless the viewer asks for another of its kind
	Reference       *Reference
	Template        *Template
	Representations []Representation
}

// Reference is the wall clock at a media time, so that players can tell how late
// they are: ProducerReferenceTime.
type Reference struct {
	Wall  int64 // Unix milliseconds
	Media int64 // ticks of the template's timescale
}

// Template names the segments of representations. Media and Init may contain
// $Number$, $Time$ and $RepresentationID$. Segments are told by Boundaries, or
// all last Duration.
type Template struct {
	Media, Init string
	Timescale   int64   // ticks/s, 0 = 1000
	Number      int64   // of the first segment, 0 = 1
	Boundaries  []int64 // ticks: segment n, from 0, lasts from [n] to [n+1]
	Duration    int64   // ticks
	Offset      int64   // ticks: the media time at which the period starts
	Early       int64   // milliseconds before its end at which a segment can be asked for, and comes as it grows
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
	dst = append(dst, `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"`...)
	if m.Broadcast == nil {
		dst = attribute(dst, "type", "static")
		dst = span(dst, "mediaPresentationDuration", m.Duration)
	} else {
		dst = m.Broadcast.append(dst)
	}
	dst = span(dst, "minBufferTime", m.MinBuffer)
	dst = append(dst, ` profiles="urn:mpeg:dash:profile:isoff-live:2011">`+"\n"...)
	if m.Broadcast != nil {
		dst = m.Broadcast.service(dst)
	}
	for i := range m.Periods {
		dst = m.Periods[i].append(dst, m.Broadcast != nil)
	}
	if m.Broadcast != nil && m.Broadcast.ClockURL != "" {
		dst = append(dst, "  <UTCTiming"...)
		dst = attribute(dst, "schemeIdUri", "urn:mpeg:dash:utc:http-iso:2014")
		dst = attribute(dst, "value", m.Broadcast.ClockURL)
		dst = append(dst, "/>\n"...)
	}
	return append(dst, "</MPD>\n"...)
}

func (b *Broadcast) append(dst []byte) []byte {
	dst = attribute(dst, "type", "dynamic")
	dst = moment(dst, "availabilityStartTime", b.Start)
	dst = moment(dst, "publishTime", b.Published)
	if b.UpdatePeriod > 0 {
		dst = span(dst, "minimumUpdatePeriod", b.UpdatePeriod)
	}
	dst = span(dst, "timeShiftBufferDepth", b.Window)
	return span(dst, "suggestedPresentationDelay", b.Delay)
}

// service tells players that have low latency where to be.
func (b *Broadcast) service(dst []byte) []byte {
	dst = append(dst, "  <ServiceDescription id=\"0\">\n    <Latency"...)
	dst = number(dst, "target", b.Delay)
	dst = append(dst, "/>\n"...)
	if b.Rates != [2]int{} {
		dst = append(dst, `    <PlaybackRate min="`...)
		dst = thousandths(dst, int64(b.Rates[0]))
		dst = append(dst, `" max="`...)
		dst = thousandths(dst, int64(b.Rates[1]))
		dst = append(dst, "\"/>\n"...)
	}
	return append(dst, "  </ServiceDescription>\n"...)
}

func (p *Period) append(dst []byte, broadcast bool) []byte {
	dst = append(dst, "  <Period"...)
	if p.ID != "" {
		dst = attribute(dst, "id", p.ID)
	}
	if broadcast {
		dst = span(dst, "start", p.Start)
	}
	dst = append(dst, ">\n"...)
	for i := range p.Sets {
		dst = p.Sets[i].append(dst, i+1)
	}
	return append(dst, "  </Period>\n"...)
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
	if s.Reference != nil {
		dst = append(dst, `      <ProducerReferenceTime id="0" type="encoder"`...)
		dst = moment(dst, "wallClockTime", s.Reference.Wall)
		dst = number(dst, "presentationTime", s.Reference.Media)
		dst = append(dst, "/>\n"...)
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
	dst = number(dst, "timescale", cmp.Or(t.Timescale, 1000))
	dst = attribute(dst, "media", t.Media)
	dst = attribute(dst, "initialization", t.Init)
	dst = number(dst, "startNumber", cmp.Or(t.Number, 1))
	dst = positive(dst, "duration", t.Duration)
	dst = positive(dst, "presentationTimeOffset", t.Offset)
	if t.Early > 0 {
		dst = append(dst, ` availabilityTimeOffset="`...)
		dst = thousandths(dst, t.Early)
		dst = append(dst, `" availabilityTimeComplete="false"`...)
	}
	if t.Duration > 0 {
		return append(dst, "/>\n"...)
	}
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

// span writes an xs:duration of so many milliseconds.
func span(dst []byte, name string, milliseconds int64) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="PT`...)
	dst = thousandths(dst, max(0, milliseconds))
	return append(dst, `S"`...)
}

// moment writes an xs:dateTime.
func moment(dst []byte, name string, unixMilliseconds int64) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	dst = time.UnixMilli(unixMilliseconds).UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z")
	return append(dst, '"')
}

// thousandths writes n/1000 with three decimals. n must not be negative.
func thousandths(dst []byte, n int64) []byte {
	dst = strconv.AppendInt(dst, n/1000, 10)
	n %= 1000
	return append(dst, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
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
