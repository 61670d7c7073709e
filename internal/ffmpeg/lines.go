package ffmpeg

import "bytes"

// maxLine is the bytes of a line that Lines hands on; the rest is left out.
const maxLine = 64 << 10

// Lines hands on what is written to it line by line, such as what a
// program prints of every packet.
type Lines struct {
	Line func(string)
	rest []byte
}

// Write takes lines in pieces of any size.
func (l *Lines) Write(b []byte) (int, error) {
	for rest := b; ; {
		line, behind, whole := bytes.Cut(rest, []byte{'\n'})
		l.rest = append(l.rest, line[:min(len(line), maxLine-len(l.rest))]...)
		if !whole {
			return len(b), nil
		}
		l.Line(string(l.rest))
		l.rest, rest = l.rest[:0], behind
	}
}
