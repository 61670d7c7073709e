package webvtt

import "strings"

// parseSRT reads SubRip: a number, a time line, text, a blank line. It goes by
// the time lines alone, because texts with blank lines inside are common, and
// so are cues without one between them.
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
}

func (s *srt) line(line string, n int) error {
	if strings.Trim(line, " \t") == "" {
		s.gap = true
		return nil
	}
	gap, number := s.gap, s.number()
	s.gap = false
	switch start, end, _, ok := parseTimes(line); {
	case ok && (gap || number != ""):
		return s.start(number, start, end, n)
	case number != "" && strings.Contains(line, "-->"):
		return &Error{Line: n, Problem: "the times of the cue cannot be read"}
	case !s.any && len(s.text) > 0:
		return &Error{Line: n, Problem: "a line with the times of the cue is missing"}
	}
	s.text = append(s.text, line)
	if !s.any && s.number() == "" {
		return &Error{Line: n, Problem: "the text begins neither with WEBVTT nor with a cue number"}
	}
	return nil
}

// number returns the last line read if it is a cue number, else "".
func (s *srt) number() string {
	if len(s.text) == 0 {
		return ""
	}
	last := strings.TrimSpace(s.text[len(s.text)-1])
	if _, ok := digits(last, 1, 9); !ok {
		return ""
	}
	return last
}

// start ends the cue before and begins one.
func (s *srt) start(number string, start, end int64, n int) error {
	if end < start {
		return &Error{Line: n, Problem: "the cue ends before it starts"}
	}
	if number != "" {
		s.text = s.text[:len(s.text)-1]
	}
	s.flush()
	s.open, s.any = Cue{ID: number, Start: start, End: end}, true
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
