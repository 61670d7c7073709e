// Package mp4 reads the movie box of progressive MP4 files and writes movie
// boxes, CMAF init segments and fragments (ISO/IEC 14496-12, 14496-14,
// 14496-15, 23000-19). It works on io.ReaderAt and byte slices only.
package mp4

import (
	"encoding/binary"
	"fmt"
)

// Error says which box of a file is broken, and where.
type Error struct {
	Box    string // four-character type, "" for the file itself
	Offset int64  // byte offset of the box in the file
	Text   string
}

func (e *Error) Error() string {
	if e.Box == "" {
		return fmt.Sprintf("mp4: offset %d: %s", e.Offset, e.Text)
	}
	return fmt.Sprintf("mp4: box %q at offset %d: %s", e.Box, e.Offset, e.Text)
}

// box is a box held in memory.
type box struct {
	kind   string
	offset int64  // of its header in the file
	header int64  // bytes of header
	body   []byte // what follows the header
}

func (b box) fail(format string, args ...any) error {
	return &Error{Box: b.kind, Offset: b.offset, Text: fmt.Sprintf(format, args...)}
}

// full returns the version, flags and the rest of a full box.
func (b box) full() (version byte, flags uint32, rest []byte, err error) {
	if len(b.body) < 4 {
		return 0, 0, nil, b.fail("cut short")
	}
	v := binary.BigEndian.Uint32(b.body)
	return byte(v >> 24), v & 0xffffff, b.body[4:], nil
}

// fields returns the body after version and flags, which must hold at least n
// bytes.
func (b box) fields(n int) (version byte, rest []byte, err error) {
	version, _, rest, err = b.full()
	if err == nil && len(rest) < n {
		err = b.fail("%d bytes of fields, want %d", len(rest), n)
	}
	return version, rest, err
}

// entries returns the entry count and entries of a full box holding a table
// whose entries are size bytes each.
func (b box) entries(size int) (n int, rest []byte, err error) {
	_, rest, err = b.fields(4)
	if err != nil {
		return 0, nil, err
	}
	count := binary.BigEndian.Uint32(rest)
	rest = rest[4:]
	if uint64(count)*uint64(size) > uint64(len(rest)) {
		return 0, nil, b.fail("%d entries in %d bytes", count, len(rest))
	}
	return int(count), rest, nil
}

// children splits the body, from byte skip on, into boxes.
func (b box) children(skip int) ([]box, error) {
	var list []box
	if skip > len(b.body) {
		return nil, b.fail("cut short")
	}
	at := skip
	for len(b.body)-at >= 8 {
		c, err := b.child(at)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
		at += int(c.header) + len(c.body)
	}
	return list, nil
}

// child reads the box at byte at of the body.
func (b box) child(at int) (box, error) {
	rest := b.body[at:]
	c := box{kind: string(rest[4:8]), offset: b.offset + b.header + int64(at), header: 8}
	size := uint64(binary.BigEndian.Uint32(rest))
	switch size {
	case 0:
		size = uint64(len(rest))
	case 1:
		if len(rest) < 16 {
			return box{}, c.fail("cut short")
		}
		c.header, size = 16, binary.BigEndian.Uint64(rest[8:])
	}
	if size < uint64(c.header) || size > uint64(len(rest)) {
		return box{}, c.fail("size %d, have %d bytes", size, len(rest))
	}
	c.body = rest[c.header:size]
	return c, nil
}

// find returns the child boxes of the given kinds, in that order; a missing
// one has a nil body. Two boxes of one kind are an error.
func (b box) find(skip int, kinds ...string) ([]box, error) {
	list, err := b.children(skip)
	if err != nil {
		return nil, err
	}
	found := make([]box, len(kinds))
	for _, c := range list {
		for i, kind := range kinds {
			if c.kind != kind {
				continue
			}
			if found[i].kind != "" {
				return nil, c.fail("occurs twice")
			}
			found[i] = c
		}
	}
	return found, nil
}

// need is find where every box must be there.
func (b box) need(skip int, kinds ...string) ([]box, error) {
	found, err := b.find(skip, kinds...)
	if err != nil {
		return nil, err
	}
	for i, c := range found {
		if c.kind == "" {
			return nil, b.fail("has no %q", kinds[i])
		}
	}
	return found, nil
}
