package webvtt

import (
	"slices"
	"strings"
)

// parseVTT reads blocks as the standard's parser does: comments are skipped,
// and so is what stands above the first cue. Unlike there, a block between cues
// that is none of its kinds is an error, because it is mostly the rest of a text
// with a blank line inside; so is a time line that cannot be read, because its
// cue would be lost.
func parseVTT(s string) (*File, error) {
	l, v := &lines{rest: s}, vtt{File: &File{}}
	l.next() // WEBVTT
	if err := v.header(l); err != nil {
		return nil, err
	}
	var block []string
	for {
		var first int
		block, first = l.block(block[:0])
		if len(block) == 0 {
			return v.File, nil
		}
		if err := v.block(block, first); err != nil {
			return nil, err
		}
	}
}

type vtt struct {
	*File
	any bool // a cue was read
}

// header skips the lines right below the first. A cue may already begin there.
func (f *vtt) header(l *lines) error {
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

func (f *vtt) block(block []string, first int) error {
	if keyword(block[0], "NOTE") {
		return nil
	}
	at := slices.IndexFunc(block, func(line string) bool { return strings.Contains(line, "-->") })
	switch {
	case at == 0:
		return f.cue("", block, first)
	case at == 1:
		return f.cue(block[0], block[1:], first+1)
	case keyword(block[0], "STYLE"), keyword(block[0], "REGION"):
		if !f.any {
			f.head(block)
		}
		return nil
	case keyword(block[0], "WEBVTT"): // of another file, joined to this one
		return nil
	case f.any:
		return &Error{Line: first, Problem: "this is neither a cue nor a comment"}
	case at > 1:
		return f.cue("", block[at:], first+at)
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
func (f *vtt) cue(id string, block []string, n int) error {
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

func (f *vtt) add(id string, block []string, n int) error {
	start, end, settings, ok := parseTimes(block[0])
	if !ok {
		return &Error{Line: n, Problem: "the times of the cue cannot be read"}
	}
	if end < start {
		return &Error{Line: n, Problem: "the cue ends before it starts"}
	}
	f.any = true
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
