package mp4

import (
	"bytes"
	"encoding/binary"

	"kinora/internal/media"
)

// Bytes of the fixed fields of a sample entry, after its box header.
const (
	visualFields = 78
	audioFields  = 28
)

// compressorName is where the fixed fields of a visual sample entry name the
// encoder, in 32 bytes. They are blanked, so that files say nothing about what
// made them.
const compressorName = 42

// readStsd reads the one sample entry of a track.
func readStsd(b box) (media.Config, error) {
	n, _, err := b.entries(8)
	if err != nil {
		return media.Config{}, err
	}
	if n != 1 {
		return media.Config{}, b.fail("%d sample entries, want 1", n)
	}
	if len(b.body) < 16 {
		return media.Config{}, b.fail("cut short")
	}
	entry, err := b.child(8)
	if err != nil {
		return media.Config{}, err
	}
	return readEntry(entry)
}

// ParseEntry reads a sample entry box, as Config.Entry holds it. The result
// is a copy; the language is left empty.
func ParseEntry(b []byte) (media.Config, error) {
	if len(b) < 8 {
		return media.Config{}, &Error{Text: "sample entry cut short"}
	}
	entry, err := box{body: b}.child(0)
	if err != nil {
		return media.Config{}, err
	}
	return readEntry(entry)
}

func readEntry(entry box) (c media.Config, err error) {
	c.Codec = entry.kind
	visual := false
	switch entry.kind {
	case "avc1", "avc3":
		visual = true
		err = readVisual(entry, &c, "avcC")
	case "mp4a":
		err = readMp4a(entry, &c)
	default:
		return c, entry.fail("codec is not supported")
	}
	if err == nil {
		c.Entry, c.Extra = rebuildEntry(entry), bytes.Clone(c.Extra)
		if visual {
			clear(c.Entry[8+compressorName : 8+compressorName+32])
		}
	}
	return c, err
}

// rebuildEntry returns the whole box with a 32-bit size.
func rebuildEntry(entry box) []byte {
	w := writer{b: make([]byte, 0, 8+len(entry.body))}
	start := w.begin(entry.kind)
	w.b = append(w.b, entry.body...)
	w.end(start)
	return w.b
}

// readVisual reads a VisualSampleEntry whose configuration is in the given box.
func readVisual(entry box, c *media.Config, record string) error {
	if len(entry.body) < visualFields {
		return entry.fail("cut short")
	}
	c.Width = int(binary.BigEndian.Uint16(entry.body[24:]))
	c.Height = int(binary.BigEndian.Uint16(entry.body[26:]))
	found, err := entry.need(visualFields, record)
	if err != nil {
		return err
	}
	c.Extra = found[0].body
	if record == "avcC" {
		return checkAvcC(found[0])
	}
	return nil
}

// checkAvcC makes sure that the parameter sets can be walked and that NAL unit
// lengths are four bytes, as Annex B start codes are when they replace them.
func checkAvcC(b box) error {
	if len(b.body) < 7 || b.body[0] != 1 {
		return b.fail("not a version 1 record")
	}
	if b.body[4]&3 != 3 {
		return b.fail("NAL unit lengths of %d bytes, want 4", b.body[4]&3+1)
	}
	if _, ok := ParameterSets(b.body); !ok {
		return b.fail("parameter sets cut short")
	}
	return nil
}

// ParameterSets returns the SPS and PPS units of an AVCDecoderConfigurationRecord
// in order, without start codes; ok is false when the record is cut short.
func ParameterSets(record []byte) (units [][]byte, ok bool) {
	if len(record) < 7 {
		return nil, false
	}
	rest := record[5:]
	for _, mask := range []byte{31, 255} {
		if len(rest) == 0 {
			return nil, false
		}
		n := int(rest[0] & mask)
		rest = rest[1:]
		for range n {
			if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
				return nil, false
			}
			end := 2 + int(binary.BigEndian.Uint16(rest))
			units = append(units, rest[2:end])
			rest = rest[end:]
		}
	}
	return units, true
}

// readMp4a reads an AudioSampleEntry of version 0 with its esds.
func readMp4a(entry box, c *media.Config) error {
	if len(entry.body) < audioFields {
		return entry.fail("cut short")
	}
	if v := binary.BigEndian.Uint16(entry.body[8:]); v != 0 {
		return entry.fail("sound description version %d, want 0", v)
	}
	found, err := entry.need(audioFields, "esds")
	if err != nil {
		return err
	}
	if c.Extra, err = readEsds(found[0]); err != nil {
		return err
	}
	asc, ok := media.ParseAudioConfig(c.Extra)
	if !ok {
		return found[0].fail("audio configuration %x is not readable", c.Extra)
	}
	c.SampleRate, c.Channels = asc.SampleRate, asc.Channels
	if c.Channels == 0 {
		c.Channels = int(binary.BigEndian.Uint16(entry.body[16:]))
	}
	return nil
}

// Tags of MPEG-4 descriptors (ISO/IEC 14496-1 clause 7.2.2.1).
const (
	tagES       = 3
	tagDecoder  = 4
	tagSpecific = 5
)

// readEsds returns the DecoderSpecificInfo, an AudioSpecificConfig.
func readEsds(b box) ([]byte, error) {
	_, rest, err := b.fields(0)
	if err != nil {
		return nil, err
	}
	es, ok := descriptor(rest, tagES)
	if !ok || len(es) < 3 {
		return nil, b.fail("no elementary stream descriptor")
	}
	skip := 3 // ES_ID and flags
	if es[2]&0x80 != 0 {
		skip += 2
	}
	if es[2]&0x40 != 0 && len(es) > skip {
		skip += 1 + int(es[skip])
	}
	if es[2]&0x20 != 0 {
		skip += 2
	}
	if skip > len(es) {
		return nil, b.fail("elementary stream descriptor cut short")
	}
	decoder, ok := descriptor(es[skip:], tagDecoder)
	if !ok || len(decoder) < 13 {
		return nil, b.fail("no decoder configuration")
	}
	if decoder[0] != 0x40 {
		return nil, b.fail("object type %#x is not MPEG-4 audio", decoder[0])
	}
	config, ok := descriptor(decoder[13:], tagSpecific)
	if !ok {
		return nil, b.fail("no audio configuration")
	}
	return config, nil
}

// descriptor returns the payload of the descriptor at the start of b.
func descriptor(b []byte, tag byte) ([]byte, bool) {
	if len(b) < 2 || b[0] != tag {
		return nil, false
	}
	size, at := 0, 1
	for range 4 {
		if at >= len(b) {
			return nil, false
		}
		c := b[at]
		at++
		size = size<<7 | int(c&0x7f)
		if c&0x80 == 0 {
			break
		}
	}
	if size > len(b)-at {
		return nil, false
	}
	return b[at : at+size], true
}
