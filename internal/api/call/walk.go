package call

import (
	"bytes"
	"encoding/json"
)

// The walkers below read JSON that has been validated already, without copying
// it: a batch of 64 MB is scanned a few times, never held twice. Unlike
// encoding/json they match names by case, keep a wrong type from spoiling the
// rest, and leave what nobody asks for where it is.

// EachMember visits the members of a JSON object in order. The name aliases b
// unless it was escaped.
func EachMember(b []byte, visit func(name, value []byte) error) error {
	i := skipSpace(b, skipSpace(b, 0)+1) // past "{"
	for b[i] != '}' {
		end := stringEnd(b, i)
		name := b[i+1 : end-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			name = []byte(unquote(b[i:end]))
		}
		i = skipSpace(b, skipSpace(b, end)+1) // past ":"
		end = valueEnd(b, i)
		if err := visit(name, b[i:end]); err != nil {
			return err
		}
		i = pastComma(b, end)
	}
	return nil
}

// EachElement visits the elements of a JSON array in order.
func EachElement(b []byte, visit func(value []byte) error) error {
	i := skipSpace(b, skipSpace(b, 0)+1) // past "["
	for b[i] != ']' {
		end := valueEnd(b, i)
		if err := visit(b[i:end]); err != nil {
			return err
		}
		i = pastComma(b, end)
	}
	return nil
}

// FirstByte returns the first byte of a JSON value, which tells its type.
func FirstByte(b []byte) byte { return b[skipSpace(b, 0)] }

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

func pastComma(b []byte, i int) int {
	i = skipSpace(b, i)
	if b[i] == ',' {
		i = skipSpace(b, i+1)
	}
	return i
}

// stringEnd returns where the string that starts at b[i] ends, past its quote.
func stringEnd(b []byte, i int) int {
	for i++; ; i++ {
		i += bytes.IndexByte(b[i:], '"')
		escapes := 0
		for b[i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i + 1
		}
	}
}

// valueEnd returns where the value that starts at b[i] ends.
func valueEnd(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = stringEnd(b, i)
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		default:
			i = scalarEnd(b, i)
		}
		if depth == 0 {
			return i
		}
	}
	return i
}

// scalarEnd passes a number, a literal, or one byte between values.
func scalarEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case ' ', '\n', '\r', '\t', ',', ':', '"', '{', '}', '[', ']':
			return i
		}
	}
	return i
}

// unquote decodes a JSON string.
func unquote(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 {
		return string(b[1 : len(b)-1])
	}
	var s string
	_ = json.Unmarshal(b, &s) // valid, and a string
	return s
}
