package media

import "fmt"

// String returns the codec as RFC 6381 names it in manifests, such as
// "avc1.64001f" or "mp4a.40.2". A codec without its own rule here is named by
// its sample entry type alone, which RFC 6381 section 3.3 allows.
func (c Config) String() string {
	switch c.Codec {
	case "avc1", "avc3":
		return avcString(c.Codec, c.Extra)
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

// aacString adds the object type indication of MPEG-4 audio, 0x40, and the
// audio object type.
func aacString(config []byte) string {
	asc, ok := ParseAudioConfig(config)
	if !ok {
		return "mp4a.40.2"
	}
	return fmt.Sprintf("mp4a.40.%d", asc.ObjectType)
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
