// Package webvtt reads subtitles, WebVTT (W3C) or SubRip, and writes WebVTT,
// whole or cut into segments for HTTP Live Streaming.
package webvtt

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ContentType is the media type of WebVTT.
const ContentType = "text/vtt; charset=utf-8"

// MaxSize is the largest text that Parse reads, in bytes.
const MaxSize = 5 << 20

// File is one track of subtitles. Its parts are safe to write: no part holds
// a line or a tag that a reader would take for something else.
type File struct {
	Head []string // STYLE and REGION blocks, without the blank line after
	Cues []Cue    // by start time
}

// Cue is a text shown from Start until End, milliseconds of the presentation.
type Cue struct {
	ID         string // unique in the track, or empty
	Start, End int64
	Settings   string // WebVTT cue settings, may be empty
	Text       string // WebVTT cue text, lines separated by "\n", never empty
}

// Error tells where a text is not what it should be.
type Error struct {
	Line    int // counted from 1
	Problem string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// Parse reads WebVTT or SubRip, told apart by how the text begins: "WEBVTT"
// or a cue number, once Decode has found out its encoding. Byte order marks, also where files were joined, and any line
// ending are understood. What is wrong is returned as *Error. Cues that show
// nothing are left out, and so are identifiers that several cues have: players
// take cues of one identifier for the same cue.
func Parse(text []byte) (*File, error) {
	if len(text) > MaxSize {
		return nil, &Error{Line: 1, Problem: fmt.Sprintf("the text is larger than %d bytes", MaxSize)}
	}
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd", byteOrderMark, "").Replace(Decode(text))
	var f *File
	var err error
	if isVTT(s) {
		f, err = parseVTT(s)
	} else {
		f, err = parseSRT(&lines{rest: s})
	}
	if err != nil {
		return nil, err
	}
	f.dropRepeatedIDs()
	slices.SortStableFunc(f.Cues, func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
	return f, nil
}

const byteOrderMark = "\ufeff"

func (f *File) dropRepeatedIDs() {
	count := map[string]int{}
	for i := range f.Cues {
		count[f.Cues[i].ID]++
	}
	for i := range f.Cues {
		if count[f.Cues[i].ID] > 1 {
			f.Cues[i].ID = ""
		}
	}
}

// Check reports whether Parse takes a text, and if not, where it is wrong.
func Check(text string) error {
	_, err := Parse([]byte(text))
	return err
}

func isVTT(s string) bool {
	rest, ok := strings.CutPrefix(s, "WEBVTT")
	return ok && (rest == "" || strings.IndexByte(" \t\n", rest[0]) >= 0)
}

// lines hands out a text line by line.
type lines struct {
	rest string
	n    int // number of the line last handed out
}

func (l *lines) next() (string, bool) {
	if l.rest == "" {
		return "", false
	}
	l.n++
	line, rest, _ := strings.Cut(l.rest, "\n")
	l.rest = rest
	return line, true
}

// block hands out the lines up to the next blank one, and the number of the
// first. It is empty at the end of the text.
func (l *lines) block(dst []string) (block []string, first int) {
	for {
		line, ok := l.next()
		blank := strings.Trim(line, " \t") == ""
		if !ok || blank && len(dst) > 0 {
			return dst, first
		}
		if blank {
			continue
		}
		if len(dst) == 0 {
			first = l.n
		}
		dst = append(dst, line)
	}
}

// parseTimes reads "start --> end settings". Both of WebVTT's and SubRip's
// ways to write a time are taken.
func parseTimes(line string) (start, end int64, rest string, ok bool) {
	from, to, ok := strings.Cut(line, "-->")
	if !ok {
		return 0, 0, "", false
	}
	fields := strings.Fields(to)
	if len(fields) == 0 {
		return 0, 0, "", false
	}
	start, ok1 := parseTime(strings.TrimSpace(from))
	end, ok2 := parseTime(fields[0])
	return start, end, strings.Join(fields[1:], " "), ok1 && ok2
}

// parseTime reads [hours:]minutes:seconds[.,]fraction as milliseconds.
func parseTime(s string) (int64, bool) {
	dot := strings.IndexAny(s, ".,")
	if dot < 0 {
		return 0, false
	}
	fraction, ok := digits(s[dot+1:], 1, 3)
	for range 3 - len(s[dot+1:]) {
		fraction *= 10
	}
	parts := strings.Split(s[:dot], ":")
	if !ok || len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	total, limit := int64(0), int64(9999)
	if len(parts) == 2 {
		limit = 60
	}
	for _, part := range parts {
		n, ok := digits(part, 1, 4)
		if !ok || n >= limit {
			return 0, false
		}
		total, limit = total*60+n, 60
	}
	return total*1000 + fraction, true
}

func digits(s string, least, most int) (int64, bool) {
	if len(s) < least || len(s) > most {
		return 0, false
	}
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// Append writes the whole track as WebVTT after dst.
func (f *File) Append(dst []byte) []byte {
	dst = f.appendHead(append(dst, "WEBVTT\n\n"...))
	for i := range f.Cues {
		dst = f.Cues[i].append(dst)
	}
	return dst
}

// AppendSegment writes the cues shown between two times, in milliseconds, as
// a segment for HTTP Live Streaming (RFC 8216 section 3.5). The presentation
// starts at mpegts, ticks of the 90 kHz clock, in the segments of the video.
// A cue that reaches over a border is in both segments.
func (f *File) AppendSegment(dst []byte, from, to, mpegts int64) []byte {
	dst = append(dst, "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:"...)
	dst = strconv.AppendInt(dst, mpegts, 10)
	dst = f.appendHead(append(dst, ",LOCAL:00:00:00.000\n\n"...))
	for i := range f.Cues {
		c := &f.Cues[i]
		if c.Start >= to {
			break
		}
		if c.End > from {
			dst = c.append(dst)
		}
	}
	return dst
}

func (f *File) appendHead(dst []byte) []byte {
	for _, block := range f.Head {
		dst = append(dst, block...)
		dst = append(dst, "\n\n"...)
	}
	return dst
}

func (c *Cue) append(dst []byte) []byte {
	if c.ID != "" {
		dst = append(dst, c.ID...)
		dst = append(dst, '\n')
	}
	dst = appendTime(dst, c.Start)
	dst = append(dst, " --> "...)
	dst = appendTime(dst, c.End)
	if c.Settings != "" {
		dst = append(dst, ' ')
		dst = append(dst, c.Settings...)
	}
	dst = append(dst, '\n')
	dst = append(dst, c.Text...)
	return append(dst, "\n\n"...)
}

func appendTime(dst []byte, ms int64) []byte {
	return fmt.Appendf(dst, "%02d:%02d:%02d.%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}
