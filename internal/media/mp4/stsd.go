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

// readEntry reads a sample entry of a codec that is packaged. HEVC is called
// hvc1 from here on, with its parameter sets in the entry, also where the file
// says hev1.
func readEntry(entry box) (c media.Config, err error) {
	c.Codec = entry.kind
	fields := visualFields
	var record box
	switch entry.kind {
	case "avc1", "avc3":
		record, err = readVisual(entry, &c, "avcC", checkAvcC)
	case "hvc1", "hev1":
		c.Codec = "hvc1"
		record, err = readVisual(entry, &c, "hvcC", checkHvcC)
	case "av01":
		record, err = readVisual(entry, &c, "av1C", checkAv1C)
	case "vp09":
		record, err = readVisual(entry, &c, "vpcC", checkVpcC)
	case "mp4a":
		fields = audioFields
		record, err = readMp4a(entry, &c)
	case "Opus":
		fields = audioFields
		record, err = readOpus(entry, &c)
	default:
		return c, entry.fail("codec is not supported")
	}
	if err != nil {
		return c, err
	}
	c.Extra = bytes.Clone(c.Extra)
	if c.Codec == "hvc1" {
		completeSets(c.Extra)
		record.body = c.Extra
	}
	c.Entry, err = rebuildEntry(entry, c.Codec, fields, record)
	if err == nil && fields == visualFields {
		clear(c.Entry[8+compressorName : 8+compressorName+32])
	}
	return c, err
}

// described are the boxes of a sample entry that say how its pictures are to be
// shown.
var described = map[string]bool{"colr": true, "pasp": true, "clap": true, "fiel": true, "mdcv": true, "clli": true}

// rebuildEntry returns the whole box with a 32-bit size, under the name of the
// codec and with the given record. Of the other boxes it keeps what pictures
// need: bit rates are those of the file that was read, which need not be the
// whole stream, and makers of devices put boxes of their own there.
func rebuildEntry(entry box, codec string, fields int, record box) ([]byte, error) {
	children, err := entry.children(fields)
	if err != nil {
		return nil, err
	}
	w := writer{b: make([]byte, 0, 8+len(entry.body))}
	start := w.begin(codec)
	w.b = append(w.b, entry.body[:fields]...)
	for _, c := range children {
		switch {
		case c.kind == record.kind:
			c.body = record.body
		case !described[c.kind]:
			continue
		}
		at := w.begin(c.kind)
		w.b = append(w.b, c.body...)
		w.end(at)
	}
	w.end(start)
	return w.b, nil
}

// readVisual reads a VisualSampleEntry whose configuration is in the given
// box, of which check returns the record.
func readVisual(
	entry box, c *media.Config, kind string, check func(box) ([]byte, error),
) (record box, err error) {
	if len(entry.body) < visualFields {
		return record, entry.fail("cut short")
	}
	c.Width = int(binary.BigEndian.Uint16(entry.body[24:]))
	c.Height = int(binary.BigEndian.Uint16(entry.body[26:]))
	found, err := entry.need(visualFields, kind)
	if err != nil {
		return record, err
	}
	c.Extra, err = check(found[0])
	return found[0], err
}

// checkAvcC makes sure that the parameter sets can be walked and that NAL unit
// lengths are four bytes, as Annex B start codes are when they replace them.
func checkAvcC(b box) ([]byte, error) {
	if len(b.body) < 7 || b.body[0] != 1 {
		return nil, b.fail("not a version 1 record")
	}
	if b.body[4]&3 != 3 {
		return nil, b.fail("NAL unit lengths of %d bytes, want 4", b.body[4]&3+1)
	}
	if _, ok := ParameterSets(b.body); !ok {
		return nil, b.fail("parameter sets cut short")
	}
	return b.body, nil
}

// Fields of an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause
// 8.3.3.1): the bytes in front of its arrays of NAL units, and the types of
// those that hvc1 must have.
const (
	hvcCFields = 23
	unitVPS    = 32
	unitPPS    = 34
)

// checkHvcC makes sure that the arrays can be walked, that they hold VPS, SPS
// and PPS, which only hev1 may keep elsewhere, and that NAL unit lengths are
// four bytes.
func checkHvcC(b box) ([]byte, error) {
	if len(b.body) < hvcCFields || b.body[0] != 1 {
		return nil, b.fail("not a version 1 record")
	}
	if b.body[21]&3 != 3 {
		return nil, b.fail("NAL unit lengths of %d bytes, want 4", b.body[21]&3+1)
	}
	var seen [3]bool
	if !walkSets(b.body, func(kind *byte) {
		if unit := *kind & 0x3f; unit >= unitVPS && unit <= unitPPS {
			seen[unit-unitVPS] = true
		}
	}) {
		return nil, b.fail("parameter sets cut short")
	}
	if seen != [3]bool{true, true, true} {
		return nil, b.fail("lacks parameter sets")
	}
	return b.body, nil
}

// completeSets says that all parameter sets of each kind are in the record.
func completeSets(record []byte) { walkSets(record, func(kind *byte) { *kind |= 0x80 }) }

// walkSets calls f with the first byte of each array in an hvcC record that is
// not empty; it returns false when the record is cut short.
func walkSets(record []byte, f func(kind *byte)) bool {
	rest := record[hvcCFields:]
	for range record[hvcCFields-1] {
		if len(rest) < 3 {
			return false
		}
		kind, n := &rest[0], int(binary.BigEndian.Uint16(rest[1:]))
		rest = rest[3:]
		for range n {
			if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
				return false
			}
			rest = rest[2+int(binary.BigEndian.Uint16(rest)):]
		}
		if n > 0 {
			f(kind)
		}
	}
	return true
}

func checkAv1C(b box) ([]byte, error) {
	if len(b.body) < 4 || b.body[0] != 0x81 {
		return nil, b.fail("not a version 1 record")
	}
	return b.body, nil
}

// vpcCFields is how many bytes a VPCodecConfigurationRecord has.
const vpcCFields = 8

func checkVpcC(b box) ([]byte, error) {
	version, rest, err := b.fields(vpcCFields)
	if err == nil && version != 1 {
		err = b.fail("version %d, want 1", version)
	}
	if err != nil {
		return nil, err
	}
	return rest, nil
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

// soundRecord returns the given box of an AudioSampleEntry of version 0.
func soundRecord(entry box, kind string) (record box, err error) {
	if len(entry.body) < audioFields {
		return record, entry.fail("cut short")
	}
	if v := binary.BigEndian.Uint16(entry.body[8:]); v != 0 {
		return record, entry.fail("sound description version %d, want 0", v)
	}
	found, err := entry.need(audioFields, kind)
	if err != nil {
		return record, err
	}
	return found[0], nil
}

// readOpus reads the dOps box (Encapsulation of Opus in ISO Base Media File
// Format, section 4.3.2).
func readOpus(entry box, c *media.Config) (record box, err error) {
	if record, err = soundRecord(entry, "dOps"); err != nil {
		return record, err
	}
	b := record.body
	if len(b) < 11 || b[0] != 0 {
		return record, record.fail("not a version 0 record")
	}
	if b[1] == 0 || (b[10] != 0 && len(b) < 13+int(b[1])) {
		return record, record.fail("%d channels in %d bytes", b[1], len(b))
	}
	c.Extra, c.Channels, c.SampleRate = b, int(b[1]), media.OpusRate
	return record, nil
}

// readMp4a reads the esds of MPEG-4 audio.
func readMp4a(entry box, c *media.Config) (record box, err error) {
	if record, err = soundRecord(entry, "esds"); err != nil {
		return record, err
	}
	if c.Extra, err = readEsds(record); err != nil {
		return record, err
	}
	asc, ok := media.ParseAudioConfig(c.Extra)
	if !ok {
		return record, record.fail("audio configuration %x is not readable", c.Extra)
	}
	c.SampleRate, c.Channels = asc.SampleRate, asc.Channels
	if c.Channels == 0 {
		c.Channels = int(binary.BigEndian.Uint16(entry.body[16:]))
	}
	return record, nil
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
