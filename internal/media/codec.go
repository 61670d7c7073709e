package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	mathbits "math/bits"
)

// String returns the codec as RFC 6381 names it in manifests, such as
// "avc1.64001f" or "mp4a.40.2". A codec without its own rule here is named by
// its sample entry type alone, which RFC 6381 section 3.3 allows.
func (c Config) String() string {
	switch c.Codec {
	case "avc1", "avc3":
		return avcString(c.Codec, c.Extra)
	case "hvc1":
		return hevcString(c.Codec, c.Extra)
	case "av01":
		return av1String(c.Codec, c.Extra)
	case "vp09":
		return vp9String(c.Codec, c.Extra)
	case "mp4a":
		return aacString(c.Extra)
	case "Opus":
		return "opus"
	}
	return c.Codec
}

// avcString adds profile, constraint flags and level, bytes 1 to 3 of the
// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause 5.3.3.1).
func avcString(codec string, record []byte) string {
	if len(record) < 4 {
		return codec
	}
	return fmt.Sprintf("%s.%02x%02x%02x", codec, record[1], record[2], record[3])
}

// hevcString adds the general profile, tier and level fields of an
// HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 annex E.3).
func hevcString(codec string, record []byte) string {
	if len(record) < 13 {
		return codec
	}
	space := [...]string{"", "A", "B", "C"}[record[1]>>6]
	tier := 'L'
	if record[1]&0x20 != 0 {
		tier = 'H'
	}
	s := fmt.Sprintf("%s.%s%d.%X.%c%d", codec, space, record[1]&31,
		mathbits.Reverse32(binary.BigEndian.Uint32(record[2:])), tier, record[12])
	for _, b := range bytes.TrimRight(record[6:12], "\x00") {
		s += fmt.Sprintf(".%X", b)
	}
	return s
}

// av1String adds profile, level, tier and bit depth, the mandatory part of the
// AV1 Codec ISO Media File Format Binding, section 5. What it leaves out stands
// for 4:2:0 in BT.709.
func av1String(codec string, record []byte) string {
	if len(record) < 4 {
		return codec
	}
	profile, level, flags := record[1]>>5, record[1]&31, record[2]
	tier, depth := 'M', 8
	if flags&0x80 != 0 {
		tier = 'H'
	}
	if flags&0x40 != 0 {
		depth = 10
		if profile == 2 && flags&0x20 != 0 {
			depth = 12
		}
	}
	return fmt.Sprintf("%s.%d.%02d%c.%02d", codec, profile, level, tier, depth)
}

// vp9String adds profile, level and bit depth, the mandatory part of the VP
// Codec ISO Media File Format Binding, section "Codecs Parameter String".
func vp9String(codec string, record []byte) string {
	if len(record) < 3 {
		return codec
	}
	return fmt.Sprintf("%s.%02d.%02d.%02d", codec, record[0], record[1], record[2]>>4)
}

// aacString adds the object type indication of MPEG-4 audio, 0x40, and the
// audio object type.
func aacString(config []byte) string {
	asc, ok := ParseAudioConfig(config)
	if !ok {
		return "mp4a.40.2"
	}
	return fmt.Sprintf("mp4a.40.%d", asc.ObjectType)
}

// OpusRate is the rate in Hz at which all Opus is decoded.
const OpusRate = 48000

// PreSkip returns how many samples at OpusRate a decoder of Opus drops in
// front, 0 for other codecs.
func (c Config) PreSkip() int64 {
	if c.Codec != "Opus" || len(c.Extra) < 4 {
		return 0
	}
	return int64(binary.BigEndian.Uint16(c.Extra[2:]))
}

// AudioConfig is the head of an AudioSpecificConfig (ISO/IEC 14496-3 clause
// 1.6.2.1).
type AudioConfig struct {
	ObjectType     int // 2 = AAC-LC, 5 = SBR, 29 = PS
	CoreType       int // object type of the core coder: 2 below SBR and PS, else ObjectType
	FrequencyIndex int // core sampling frequency index, 15 = written out
	SampleRate     int // Hz of the core coder
	Channels       int // 0 = described elsewhere in the stream
	ChannelConfig  int // channel configuration, 0 to 7
}

var aacRates = [...]int{
	96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
}

var aacChannels = [...]int{0, 1, 2, 3, 4, 5, 6, 8}

// ParseAudioConfig reads the head of an AudioSpecificConfig; ok is false when
// it is cut short or uses a reserved value.
func ParseAudioConfig(b []byte) (c AudioConfig, ok bool) {
	r := bits{b: b, ok: true}
	c.ObjectType = r.objectType()
	c.FrequencyIndex, c.SampleRate = r.frequency()
	c.ChannelConfig = r.take(4)
	c.CoreType = c.ObjectType
	if c.ObjectType == 5 || c.ObjectType == 29 {
		r.frequency()
		c.CoreType = r.objectType()
	}
	if !r.ok || c.ChannelConfig >= len(aacChannels) || c.SampleRate == 0 {
		return AudioConfig{}, false
	}
	c.Channels = aacChannels[c.ChannelConfig]
	return c, true
}

// bits reads big-endian bit fields; ok turns false past the end.
type bits struct {
	b   []byte
	pos int
	ok  bool
}

func (r *bits) take(n int) int {
	v := 0
	for range n {
		if r.pos>>3 >= len(r.b) {
			r.ok = false
			return 0
		}
		v = v<<1 | int(r.b[r.pos>>3]>>(7-r.pos&7))&1
		r.pos++
	}
	return v
}

func (r *bits) objectType() int {
	t := r.take(5)
	if t == 31 {
		t = 32 + r.take(6)
	}
	return t
}

func (r *bits) frequency() (index, rate int) {
	index = r.take(4)
	if index == 15 {
		return index, r.take(24)
	}
	if index >= len(aacRates) {
		r.ok = false
		return index, 0
	}
	return index, aacRates[index]
}
