package webvtt

import (
	"slices"
	"strings"
)

// cleanLines cleans each line and leaves out those that become blank, since a
// blank line ends a cue.
func cleanLines(text []string, clean func(string) string) string {
	joined := clean(strings.Join(text, "\n"))
	kept := make([]string, 0, len(text))
	for line := range strings.Lines(joined) {
		line = strings.TrimRight(line, " \t\n")
		if strings.Trim(line, " \t") != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// cleanVTT keeps the tags of the standard and timestamps.
func cleanVTT(s string) string {
	return clean(s, func(tag string) string {
		if tag[0] >= '0' && tag[0] <= '9' {
			return "<" + tag + ">"
		}
		if slices.Contains([]string{"b", "i", "u", "c", "v", "lang", "ruby", "rt"}, tagName(tag)) {
			return "<" + strings.ReplaceAll(tag, "\n", " ") + ">"
		}
		return ""
	})
}

// cleanSRT keeps bold, italic and underline, whose attributes mean nothing in
// WebVTT, and drops the overrides in braces that some tools write.
func cleanSRT(s string) string {
	s = dropOverrides(s)
	return clean(s, func(tag string) string {
		name := strings.ToLower(tagName(tag))
		if name != "b" && name != "i" && name != "u" {
			return ""
		}
		if tag[0] == '/' {
			return "</" + name + ">"
		}
		return "<" + name + ">"
	})
}

func dropOverrides(s string) string {
	var b strings.Builder
	for {
		open := strings.Index(s, `{\`)
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(s[:open])
		s = s[open+end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// tagName returns the name in "name.class annotation" or "/name".
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	if end := strings.IndexAny(tag, ". \t\n"); end >= 0 {
		tag = tag[:end]
	}
	return tag
}

// clean rewrites a text so that it holds only the tags that keep returns, and
// escapes every other character that means something in cue text.
func clean(s string, keep func(tag string) string) string {
	if !strings.ContainsAny(s, "<>&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for s != "" {
		i := strings.IndexAny(s, "<>&")
		if i < 0 {
			i = len(s)
		}
		b.WriteString(s[:i])
		if s = s[i:]; s == "" {
			break
		}
		switch s[0] {
		case '>':
			b.WriteString("&gt;")
			s = s[1:]
		case '&':
			s = entity(&b, s)
		case '<':
			s = markup(&b, s, keep)
		}
	}
	return b.String()
}

// entity writes a character reference as it is and any other "&" escaped; it
// returns what follows.
func entity(b *strings.Builder, s string) string {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 || strings.Trim(s[1:end], "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		b.WriteString("&amp;")
		return s[1:]
	}
	b.WriteString(s[:end+1])
	return s[end+1:]
}

// markup reads what begins with "<" and returns what follows it.
func markup(b *strings.Builder, s string, keep func(tag string) string) string {
	end := strings.IndexAny(s[1:], "<>") + 1
	if end < 2 || s[end] == '<' || !tagStart(s[1]) {
		b.WriteString("&lt;")
		return s[1:]
	}
	tag, rest := s[1:end], s[end+1:]
	if _, ok := parseTime(tag); !ok && tag[0] >= '0' && tag[0] <= '9' {
		b.WriteString("&lt;")
		return s[1:]
	}
	switch strings.ToLower(tagName(tag)) {
	case "script", "style", "iframe", "object":
		return skipElement(tag, rest)
	}
	b.WriteString(keep(tag))
	return rest
}

func tagStart(c byte) bool {
	return c == '/' || c == '!' || c == '?' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// skipElement returns what follows the end tag of an element whose content
// must not be shown, which is nothing when there is no end tag.
func skipElement(tag, rest string) string {
	if tag[0] == '/' {
		return rest
	}
	name := tagName(tag)
	for {
		_, after, ok := strings.Cut(rest, "</")
		if !ok {
			return ""
		}
		if len(after) >= len(name) && strings.EqualFold(after[:len(name)], name) {
			_, after, _ = strings.Cut(after, ">")
			return after
		}
		rest = after
	}
}
