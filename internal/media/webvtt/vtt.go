package webvtt

import "strings"

// parseVTT reads blocks as the standard's parser does: comments are skipped,
// and so are blocks that hold no time line. A time line that cannot be read
// is an error though, because its cue would be lost.
func parseVTT(l *lines) (*File, error) {
	f := &File{}
	l.next() // WEBVTT
	if err := f.header(l); err != nil {
		return nil, err
	}
	var block []string
	for {
		var first int
		block, first = l.block(block[:0])
		if len(block) == 0 {
			return f, nil
		}
		if err := f.block(block, first); err != nil {
			return nil, err
		}
	}
}

// header skips the lines right below the first. A cue may already begin there.
func (f *File) header(l *lines) error {
	ahead := *l
	line, ok := ahead.next()
	if !ok || strings.Trim(line, " \t") == "" {
		return nil
	}
	block, first := l.block(nil)
	for i, line := range block {
		if strings.Contains(line, "-->") {
			return f.cue("", block[i:], first+i)
		}
	}
	return nil
}

func (f *File) block(block []string, first int) error {
	switch {
	case strings.Contains(block[0], "-->"):
		return f.cue("", block, first)
	case keyword(block[0], "NOTE"):
		return nil
	case len(block) > 1 && strings.Contains(block[1], "-->"):
		return f.cue(block[0], block[1:], first+1)
	case len(f.Cues) == 0 && (keyword(block[0], "STYLE") || keyword(block[0], "REGION")):
		f.head(block)
	}
	return nil
}

func (f *File) head(block []string) {
	text := strings.Join(block, "\n")
	if !strings.Contains(text, "-->") {
		f.Head = append(f.Head, text)
	}
}

// cue reads a block that begins with its time line, which has the number n. A
// further time line begins the next cue even without a blank line before it.
func (f *File) cue(id string, block []string, n int) error {
	for len(block) > 0 {
		end := 1
		for end < len(block) && !isTimes(block[end]) {
			end++
		}
		if err := f.add(id, block[:end], n); err != nil {
			return err
		}
		id, block, n = "", block[end:], n+end
	}
	return nil
}

func isTimes(line string) bool {
	_, _, _, ok := parseTimes(line)
	return ok
}

func (f *File) add(id string, block []string, n int) error {
	start, end, settings, ok := parseTimes(block[0])
	if !ok {
		return &Error{Line: n, Problem: "the times of the cue cannot be read"}
	}
	if end < start {
		return &Error{Line: n, Problem: "the cue ends before it starts"}
	}
	text := cleanLines(block[1:], cleanVTT)
	if text != "" && end > start {
		f.Cues = append(f.Cues, Cue{
			ID: cleanID(id), Start: start, End: end, Settings: cleanSettings(settings), Text: text,
		})
	}
	return nil
}

// keyword reports whether the line is the word, alone or before white space.
func keyword(line, word string) bool {
	rest, ok := strings.CutPrefix(line, word)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// cleanID drops an identifier that would begin a block of another kind.
func cleanID(id string) string {
	for _, word := range []string{"NOTE", "STYLE", "REGION"} {
		if keyword(id, word) {
			return ""
		}
	}
	return id
}

// cleanSettings keeps the settings that the standard knows.
func cleanSettings(s string) string {
	kept := make([]string, 0, 6)
	for _, field := range strings.Fields(s) {
		name, value, _ := strings.Cut(field, ":")
		switch name {
		case "vertical", "line", "position", "size", "align", "region":
			if value != "" && !strings.Contains(value, ">") {
				kept = append(kept, field)
			}
		}
	}
	return strings.Join(kept, " ")
}
