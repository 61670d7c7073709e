package address

import "strings"

func isSlug(s string) bool {
	return s != "" && len(s) <= maxSlug && strings.IndexFunc(s, func(r rune) bool { return !isAlphanumeric(r) }) < 0
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func isFileName(s string) bool {
	return s != "" && s[0] != '.' && strings.IndexFunc(s, func(r rune) bool {
		return !isAlphanumeric(r) && r != '_' && r != '-' && r != '.'
	}) < 0
}

// Number reads a decimal number of at most 18 digits without leading zeros, as
// addresses have them.
func Number(text string) (int64, bool) {
	s := scanner{rest: text, ok: true}
	n := s.number()
	return n, s.end()
}

// scanner reads a name from the left; ok turns false for good at the first
// thing that is not as asked.
type scanner struct {
	rest string
	ok   bool
}

// has skips text if it comes next.
func (s *scanner) has(text string) bool {
	rest, ok := strings.CutPrefix(s.rest, text)
	if ok {
		s.rest = rest
	}
	return ok
}

func (s *scanner) literal(text string) { s.ok = s.has(text) && s.ok }

func (s *scanner) end() bool { return s.ok && s.rest == "" }

// number reads a decimal number of at most 18 digits without leading zeros.
func (s *scanner) number() int64 {
	var n int64
	i := 0
	for i < len(s.rest) && s.rest[i] >= '0' && s.rest[i] <= '9' && i < 19 {
		n = n*10 + int64(s.rest[i]-'0')
		i++
	}
	if i == 0 || i > 18 || i > 1 && s.rest[0] == '0' {
		s.ok = false
		return 0
	}
	s.rest = s.rest[i:]
	return n
}

// side reads a number of pixels that a limit may name.
func (s *scanner) side() int64 {
	n := s.number()
	s.ok = s.ok && n >= minSide && n <= maxSide
	return n
}
