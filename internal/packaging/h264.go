package packaging

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// NAL unit types (ITU-T H.264 table 7-1).
const (
	nalSlice     = 1
	nalIDR       = 5
	nalSEI       = 6
	nalSPS       = 7
	nalPPS       = 8
	nalDelimiter = 9
	nalEndOfSeq  = 10
	nalEnd       = 11
	nalFiller    = 12
)

// maxSEI is the most bytes that are read of one SEI unit.
const maxSEI = 64 << 10

// CheckH264 walks the NAL units of every sample of a track of H.264 and says
// why they cannot be served as they are: a sample that is not made of whole
// units, a sync sample that is not an IDR picture, parameter sets other than
// those of the sample entry, units of extensions, and messages that may tell
// more than what is to be seen, such as where and with what it was filmed. It
// reads the heads of units only, and little memory.
func CheckH264(r io.ReaderAt, t *media.Track) error {
	sets, ok := mp4.ParameterSets(t.Config.Extra)
	if !ok || t.Config.Codec != "avc1" {
		return errors.New("not H.264 with its parameter sets in the sample entry")
	}
	w := unitWalk{r: r, sets: sets, buf: make([]byte, 1024)}
	for i := range t.Samples {
		if err := w.sample(t.Offsets[i], int64(t.Samples[i].Size), t.Samples[i].Sync); err != nil {
			return fmt.Errorf("sample %d: %w", i, err)
		}
	}
	return nil
}

// unitWalk goes through NAL units behind lengths of four bytes.
type unitWalk struct {
	r    io.ReaderAt
	sets [][]byte
	buf  []byte
	have []byte // what buf holds of the file, from at on
	at   int64
}

// bytes returns n bytes of the file from off on, and what comes behind them
// when it is cheap.
func (w *unitWalk) bytes(off, n, end int64) ([]byte, error) {
	if skip := off - w.at; skip >= 0 && skip+n <= int64(len(w.have)) {
		return w.have[skip:], nil
	}
	if n > int64(len(w.buf)) {
		w.buf = make([]byte, n)
	}
	w.at, w.have = off, w.buf[:min(int64(len(w.buf)), end-off)]
	if err := readFull(w.r, w.have, off); err != nil {
		w.have = nil
		return nil, err
	}
	return w.have, nil
}

func (w *unitWalk) sample(off, size int64, sync bool) error {
	pictures := 0
	for end := off + size; off < end; {
		if end-off < 5 {
			return errors.New("ends inside a NAL unit")
		}
		head, err := w.bytes(off, 5, end)
		if err != nil {
			return err
		}
		n, kind := int64(binary.BigEndian.Uint32(head)), head[4]&31
		if off += 4; n == 0 || n > end-off {
			return fmt.Errorf("NAL unit of %d bytes", n)
		}
		switch kind {
		case nalSlice, nalIDR:
			if sync && kind != nalIDR {
				return errors.New("a sync sample that is no IDR picture")
			}
			pictures++
		default:
			if err := w.unit(kind, off, n, end); err != nil {
				return err
			}
		}
		off += n
	}
	if pictures == 0 {
		return errors.New("no picture")
	}
	return nil
}

// unit judges a unit that is no part of a picture.
func (w *unitWalk) unit(kind byte, off, n, end int64) error {
	switch kind {
	case nalDelimiter, nalEndOfSeq, nalEnd, nalFiller:
		return nil
	case nalSPS, nalPPS, nalSEI:
		if n > maxSEI {
			return fmt.Errorf("NAL unit of type %d with %d bytes", kind, n)
		}
		b, err := w.bytes(off, n, end)
		if err != nil {
			return err
		}
		if kind == nalSEI {
			return checkSEI(b[1:n])
		}
		for _, set := range w.sets {
			if bytes.Equal(set, b[:n]) {
				return nil
			}
		}
		return errors.New("parameter sets change on the way")
	}
	return fmt.Errorf("NAL unit of type %d", kind)
}

// Messages that carry data of applications (ITU-T H.264 annex D.1).
const (
	seiRegistered   = 4
	seiUnregistered = 5
)

var (
	// x264Settings begins the message in which x264 tells its settings.
	x264Settings = []byte("\xdc\x45\xe9\xbd\xe6\xd9\x48\xb7\x96\x2c\xd8\x20\xd9\x23\xee\xef")
	// captions begins a message with closed captions (ATSC A/53 part 4).
	captions = []byte("\xb5\x00\x31GA94")
)

// checkSEI refuses messages with data of applications but those that are known
// to be harmless. b is without the head of the unit.
func checkSEI(b []byte) error {
	b = bytes.ReplaceAll(b, []byte{0, 0, 3}, []byte{0, 0})
	for len(b) > 1 || len(b) == 1 && b[0] != 0x80 {
		kind, rest, ok := seiNumber(b)
		size, rest, ok2 := seiNumber(rest)
		if !ok || !ok2 || size > len(rest) {
			return errors.New("SEI cut short")
		}
		body := rest[:size]
		if kind == seiUnregistered && !bytes.HasPrefix(body, x264Settings) ||
			kind == seiRegistered && !bytes.HasPrefix(body, captions) {
			return errors.New("carries data of an application")
		}
		b = rest[size:]
	}
	return nil
}

// seiNumber reads a number that is a sum of bytes up to the first below 255.
func seiNumber(b []byte) (n int, rest []byte, ok bool) {
	for i, c := range b {
		n += int(c)
		if c != 255 {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}
