package webvtt

import "strings"

// parseSRT reads SubRip: a number, a time line, text, a blank line. It goes by
// the time lines alone, because texts with blank lines inside are common, and
// so are cues without one between them. The numbers, which begin anew where
// files were joined, are no identifiers.
func parseSRT(l *lines) (*File, error) {
	var s srt
	for {
		line, ok := l.next()
		if !ok {
			return s.finish(l.n)
		}
		if err := s.line(line, l.n); err != nil {
			return nil, err
		}
	}
}

type srt struct {
	cues []Cue
	open Cue // the cue being read
	any  bool
	text []string // its lines; before the first cue, the number of that
	gap  bool     // the line before was blank
	lone bool     // the last line of text has a blank one, or none, above
}

func (s *srt) line(line string, n int) error {
	if strings.Trim(line, " \t") == "" {
		s.gap = true
		return nil
	}
	gap, number := s.gap, s.number()
	s.gap = false
	switch start, end, _, ok := parseTimes(line); {
	case ok && !gap && !number && s.lone:
		return &Error{Line: n - 1, Problem: "this is no number of a cue"}
	case ok:
		return s.start(number, start, end, n)
	case strings.Contains(line, "-->") && (number || looksLikeTimes(line)):
		return &Error{Line: n, Problem: "the times of the cue cannot be read"}
	case !s.any && len(s.text) > 0:
		return &Error{Line: n, Problem: "a line with the times of the cue is missing"}
	}
	s.lone = gap
	s.text = append(s.text, line)
	if !s.any && !s.number() {
		return &Error{Line: n, Problem: "the text begins neither with WEBVTT nor with a cue number"}
	}
	return nil
}

// looksLikeTimes reports whether a line with an arrow has nothing but the
// characters of a time before it.
func looksLikeTimes(line string) bool {
	from, _, _ := strings.Cut(line, "-->")
	return strings.ContainsAny(from, "0123456789") && strings.Trim(from, "0123456789:.,; \t") == ""
}

// number reports whether the last line read is a cue number.
func (s *srt) number() bool {
	if len(s.text) == 0 {
		return false
	}
	_, ok := digits(strings.TrimSpace(s.text[len(s.text)-1]), 1, 9)
	return ok
}

// start ends the cue before and begins one.
func (s *srt) start(number bool, start, end int64, n int) error {
	if end < start {
		return &Error{Line: n, Problem: "the cue ends before it starts"}
	}
	if number {
		s.text = s.text[:len(s.text)-1]
	}
	s.flush()
	s.open, s.any, s.lone = Cue{Start: start, End: end}, true, false
	return nil
}

func (s *srt) finish(n int) (*File, error) {
	if !s.any && len(s.text) == 0 {
		return nil, &Error{Line: 1, Problem: "the text is empty"}
	}
	if !s.any {
		return nil, &Error{Line: n, Problem: "a line with the times of the cue is missing"}
	}
	s.flush()
	return &File{Cues: s.cues}, nil
}

// flush ends the cue being read.
func (s *srt) flush() {
	if !s.any {
		return
	}
	s.open.Settings = position(s.text)
	s.open.Text = cleanLines(s.text, cleanSRT)
	if s.open.Text != "" && s.open.End > s.open.Start {
		s.cues = append(s.cues, s.open)
	}
	s.text = s.text[:0]
}

// position turns the override that puts a text to the top of the picture into
// the setting that does.
func position(text []string) string {
	for _, line := range text {
		for _, top := range []string{`{\an7}`, `{\an8}`, `{\an9}`} {
			if strings.HasPrefix(line, top) {
				return "line:0"
			}
		}
	}
	return ""
}
