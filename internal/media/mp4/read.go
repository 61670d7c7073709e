package mp4

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"kinora/internal/media"
)

// Limits that a file must keep for Read to accept it.
const (
	MaxMovieBox  = 256 << 20 // bytes of moov
	MaxSamples   = 16 << 20  // samples of one track: 97 hours at 48 frames/s
	MaxTracks    = 64
	MaxTimescale = 10_000_000
	maxTopBoxes  = 4096
	maxTicks     = int64(1) << 50
)

// Movie is what the movie box of a file says.
type Movie struct {
	Timescale uint32        // ticks per second of the edit lists
	Tracks    []media.Track // pictures and sound, in file order; other tracks are left out
}

// Read reads the movie box of an MP4 of size bytes, and its movie fragments
// where it has any. The file may be hostile: every failure is an *Error naming
// box and offset or an error of r, and memory stays within a small multiple of
// the size of these boxes and of the samples in fragments.
//
// Refused are: codecs that are not packaged, more than one sample entry per
// track, NAL unit lengths of other than four bytes, edit lists with more than
// one edit of media or with another speed than 1, fragments whose decode times
// go back by more than the sample before them lasts, and what is broken.
func Read(r io.ReaderAt, size int64) (*Movie, error) {
	moov, end, err := readMoov(r, size)
	if err != nil {
		return nil, err
	}
	children, err := moov.children(0)
	if err != nil {
		return nil, err
	}
	m := &Movie{}
	var mvex box
	for _, c := range children {
		switch c.kind {
		case "mvhd":
			m.Timescale, err = readMvhd(c)
		case "mvex":
			mvex = c
		}
		if err != nil {
			return nil, err
		}
	}
	if m.Timescale == 0 {
		return nil, moov.fail(`has no "mvhd"`)
	}
	ids, err := m.readTracks(children, size)
	if err != nil || mvex.kind == "" {
		return m, err
	}
	f, err := newFragments(mvex, m.Tracks, ids, size)
	if err != nil {
		return nil, err
	}
	return m, f.read(r, end)
}

// readTracks returns the numbers that fragments know the tracks by.
func (m *Movie) readTracks(children []box, size int64) (ids []uint32, err error) {
	n := 0
	for _, c := range children {
		if c.kind != "trak" {
			continue
		}
		if n++; n > MaxTracks {
			return nil, c.fail("more than %d tracks", MaxTracks)
		}
		t, id, err := readTrak(c, m.Timescale, size)
		if err != nil {
			return nil, err
		}
		if t != nil {
			m.Tracks = append(m.Tracks, *t)
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// readMoov walks the top-level boxes, loads moov and returns where it ends.
func readMoov(r io.ReaderAt, size int64) (moov box, end int64, err error) {
	var at int64
	for range maxTopBoxes {
		if size-at < 8 {
			return box{}, 0, &Error{Offset: at, Text: `ends without a "moov" box`}
		}
		b, length, err := readHeader(r, at, size)
		if err != nil {
			return box{}, 0, err
		}
		at += length
		if b.kind == "moov" {
			moov, err = loadBox(r, b, length, MaxMovieBox)
			return moov, at, err
		}
	}
	return box{}, 0, &Error{Offset: at, Text: "too many boxes before moov"}
}

// Joined reports that a file has a second moov box, as where files were written
// one behind the other: players show the first movie.
func Joined(r io.ReaderAt, size int64) bool {
	var at int64
	movies := 0
	for i := 0; i < maxTopBoxes && size-at >= 8; i++ {
		b, length, err := readHeader(r, at, size)
		if err != nil {
			return false
		}
		if at += length; b.kind == "moov" {
			movies++
		}
		if movies > 1 {
			return true
		}
	}
	return false
}

// readHeader reads the header of the top-level box at a byte offset.
func readHeader(r io.ReaderAt, at, size int64) (b box, length int64, err error) {
	var head [16]byte
	n := min(int64(len(head)), size-at)
	if err = readFull(r, head[:n], at); err != nil {
		return b, 0, err
	}
	b = box{kind: string(head[4:8]), offset: at, header: 8}
	total := uint64(binary.BigEndian.Uint32(head[:]))
	switch {
	case total == 0:
		total = uint64(size - at)
	case total == 1 && n == 16:
		b.header, total = 16, binary.BigEndian.Uint64(head[8:])
	}
	if total < uint64(b.header) || total > uint64(size-at) {
		return b, 0, b.fail("size %d, file has %d bytes left", total, size-at)
	}
	return b, int64(total), nil
}

func loadBox(r io.ReaderAt, b box, length, limit int64) (box, error) {
	if length > limit {
		return b, b.fail("size %d is more than %d", length, limit)
	}
	b.body = make([]byte, length-b.header)
	return b, readFull(r, b.body, b.offset+b.header)
}

// readFull fills b from offset; a short read is io.ErrUnexpectedEOF.
func readFull(r io.ReaderAt, b []byte, offset int64) error {
	n, err := r.ReadAt(b, offset)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func readMvhd(b box) (timescale uint32, err error) {
	version, rest, err := b.fields(16)
	if err != nil {
		return 0, err
	}
	if version == 1 {
		if _, rest, err = b.fields(28); err != nil {
			return 0, err
		}
		rest = rest[8:]
	}
	return checkTimescale(b, binary.BigEndian.Uint32(rest[8:]))
}

func checkTimescale(b box, v uint32) (uint32, error) {
	if v == 0 || v > MaxTimescale {
		return 0, b.fail("timescale %d", v)
	}
	return v, nil
}

// readTrak returns nil for a track that is neither pictures nor sound.
func readTrak(trak box, movieScale uint32, size int64) (t *media.Track, id uint32, err error) {
	found, err := trak.find(0, "tkhd", "edts")
	if err != nil {
		return nil, 0, err
	}
	tkhd, edts := found[0], found[1]
	if found, err = trak.need(0, "mdia"); err != nil {
		return nil, 0, err
	}
	if found, err = found[0].need(0, "mdhd", "hdlr", "minf"); err != nil {
		return nil, 0, err
	}
	t = &media.Track{}
	if t.Kind, err = readHdlr(found[1]); err != nil || t.Kind == 0 {
		return nil, 0, err
	}
	var language string
	if t.Timescale, language, err = readMdhd(found[0]); err != nil {
		return nil, 0, err
	}
	stbl, err := found[2].need(0, "stbl")
	if err != nil {
		return nil, 0, err
	}
	if err = readStbl(t, stbl[0], size); err != nil {
		return nil, 0, err
	}
	t.Config.Language = language
	if err = readEdits(t, edts, movieScale); err != nil || tkhd.kind == "" {
		return t, 0, err
	}
	id, err = readTkhd(tkhd)
	return t, id, err
}

func readTkhd(b box) (id uint32, err error) {
	version, rest, err := b.fields(12)
	if err == nil && version == 1 {
		_, rest, err = b.fields(20)
		if err == nil {
			rest = rest[8:]
		}
	}
	if err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint32(rest[8:]), nil
}

func readHdlr(b box) (media.Kind, error) {
	_, rest, err := b.fields(8)
	if err != nil {
		return 0, err
	}
	switch string(rest[4:8]) {
	case "vide":
		return media.Video, nil
	case "soun":
		return media.Audio, nil
	}
	return 0, nil
}

func readMdhd(b box) (timescale uint32, language string, err error) {
	version, rest, err := b.fields(18)
	if err != nil {
		return 0, "", err
	}
	at := 8
	if version == 1 {
		if _, rest, err = b.fields(30); err != nil {
			return 0, "", err
		}
		at = 16
	}
	timescale, err = checkTimescale(b, binary.BigEndian.Uint32(rest[at:]))
	if version == 1 {
		at += 4
	}
	return timescale, unpackLanguage(binary.BigEndian.Uint16(rest[at+8:])), err
}

// unpackLanguage reads three letters of five bits (ISO/IEC 14496-12 clause
// 8.4.2.3).
func unpackLanguage(v uint16) string {
	b := [3]byte{byte(v>>10&31) + 0x60, byte(v>>5&31) + 0x60, byte(v&31) + 0x60}
	for _, c := range b {
		if c < 'a' || c > 'z' {
			return "und"
		}
	}
	return string(b[:])
}

// readEdits sets how an edit list moves and cuts presentation: by the length
// of empty edits in front, by the media time of the one edit behind them and
// by its length. Any other list is an error, as it cannot be shown in segments.
func readEdits(t *media.Track, edts box, movieScale uint32) error {
	if edts.kind == "" {
		return nil
	}
	found, err := edts.find(0, "elst")
	if err != nil || found[0].kind == "" {
		return err
	}
	elst := found[0]
	version, _, err := elst.fields(4)
	if err != nil {
		return err
	}
	width := 12
	if version == 1 {
		width = 20
	}
	n, rest, err := elst.entries(width)
	if err != nil {
		return err
	}
	return sumEdits(t, elst, rest[:n*width], width, movieScale)
}

func sumEdits(t *media.Track, elst box, list []byte, width int, movieScale uint32) error {
	var wait uint64
	limit := uint64(maxTicks) / MaxTimescale * uint64(movieScale)
	for ; len(list) > 0; list = list[width:] {
		length, start, rate := readEdit(list[:width])
		if rate != 1<<16 {
			return elst.fail("edit at rate %#x", rate)
		}
		if start == -1 {
			if length > limit-wait {
				return elst.fail("empty edit of %d ticks", length)
			}
			wait += length
			t.Shift = rescale(int64(wait), t.Timescale, movieScale)
			continue
		}
		if start < 0 || start > maxTicks {
			return elst.fail("media time %d", start)
		}
		if len(list) > width {
			return elst.fail("more than one edit of media")
		}
		t.Shift -= start
		if length > 0 && length <= limit-wait {
			end := rescale(int64(wait+length), t.Timescale, movieScale)
			if end < t.Last()-int64(t.Timescale/movieScale)-1 { // by more than is lost in rounding
				t.End = end
			}
		}
	}
	return nil
}

func readEdit(b []byte) (length uint64, start int64, rate uint32) {
	if len(b) == 12 {
		return uint64(binary.BigEndian.Uint32(b)), int64(int32(binary.BigEndian.Uint32(b[4:]))),
			binary.BigEndian.Uint32(b[8:])
	}
	return binary.BigEndian.Uint64(b), int64(binary.BigEndian.Uint64(b[8:])),
		binary.BigEndian.Uint32(b[16:])
}

// rescale returns v*to/from rounded to the nearest tick.
func rescale(v int64, to, from uint32) int64 {
	if to == from {
		return v
	}
	whole, part := v/int64(from), v%int64(from)
	return whole*int64(to) + int64(math.Round(float64(part)*float64(to)/float64(from)))
}
