// Package mpegts packs H.264 and AAC samples into MPEG-2 transport stream
// segments (ISO/IEC 13818-1). The place of every packet follows from sample
// sizes and times alone, so playlists can point into a segment that nobody has
// muxed yet.
package mpegts

import (
	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// Sizes of the format.
const (
	PacketSize = 188
	TablesSize = 2 * PacketSize // PAT and PMT, in front of every key frame
	payload    = PacketSize - 4
	pcrField   = 8 // adaptation field with a clock reference
	audHeader  = 6 // access unit delimiter with start code
	adtsHeader = 7
)

// A group of audio frames shares one PES header.
const (
	groupFrames = 8
	groupBytes  = 60_000 // PES_packet_length has 16 bits
)

// Clock is the rate of PTS and DTS; Base is added to all times, so that
// decode times before zero and the clock reference stay positive.
const (
	Clock    = 90000
	Base     = 10 * Clock
	pcrDelay = Clock * 7 / 10 // the clock reference runs this far behind DTS
	MaxDelay = Base - pcrDelay
)

// Sample is one video frame or audio frame of a segment. Times are ticks of
// Clock on the presentation timeline, without Base.
type Sample struct {
	PTS, DTS int64
	Size     int // bytes as stored: length-prefixed NAL units or a raw AAC frame
	Key      bool
}

// Counters are the continuity counters at the start of a segment; only the
// low four bits count.
type Counters struct{ Tables, Video, Audio uint8 }

// Codec holds what the muxer writes in front of samples. It is read-only once
// made and may be shared.
type Codec struct {
	sets []byte // H.264 parameter sets in Annex B form
	adts [adtsHeader]byte
}

// NewCodec prepares a codec; ok is false when it cannot be carried.
func NewCodec(c media.Config) (codec *Codec, ok bool) {
	switch c.Codec {
	case "avc1", "avc3":
		units, ok := mp4.ParameterSets(c.Extra)
		codec = &Codec{}
		for _, u := range units {
			codec.sets = append(append(codec.sets, 0, 0, 0, 1), u...)
		}
		return codec, ok
	case "mp4a":
		return newAAC(c.Extra)
	}
	return nil, false
}

// newAAC prepares the ADTS header (ISO/IEC 14496-3 clause 1.A.3.2), whose
// profile field has two bits.
func newAAC(config []byte) (*Codec, bool) {
	asc, ok := media.ParseAudioConfig(config)
	if !ok || asc.CoreType < 1 || asc.CoreType > 4 || asc.FrequencyIndex > 12 || asc.ChannelConfig == 0 {
		return nil, false
	}
	c := &Codec{}
	c.adts = [adtsHeader]byte{
		0xff, 0xf1, // sync word, MPEG-4, no CRC
		byte(asc.CoreType-1)<<6 | byte(asc.FrequencyIndex)<<2 | byte(asc.ChannelConfig>>2),
		byte(asc.ChannelConfig&3) << 6,
		0, 0x1f, 0xfc, // length to be filled in, buffer fullness: variable rate
	}
	return c, true
}

// Segment is what a transport stream segment is made of. Either codec may be
// nil; its samples are empty then. A segment with a video codec is laid out
// for a stream with video even when it holds no video samples.
type Segment struct {
	VideoCodec, AudioCodec *Codec
	Video, Audio           []Sample
}

// unit is one PES packet: count samples from first.
type unit struct {
	video        bool
	key          bool
	pcr          bool
	first, count int
	bytes        int // PES header and payload
}

// packets is how many transport packets the unit takes.
func (u unit) packets() int {
	room := payload
	if u.pcr {
		room -= pcrField
	}
	if u.bytes <= room {
		return 1
	}
	return 1 + (u.bytes-room+payload-1)/payload
}

// cursor walks the units of a segment in the order of decode times; a segment
// with video begins with its first frame.
type cursor struct {
	seg  *Segment
	v, a int
}

func (c *cursor) next() (unit, bool) {
	video, audio := c.v < len(c.seg.Video), c.a < len(c.seg.Audio)
	switch {
	case !video && !audio:
		return unit{}, false
	case video && (!audio || c.v == 0 || c.seg.Video[c.v].DTS <= c.seg.Audio[c.a].PTS):
		return c.frame(), true
	}
	return c.group(), true
}

func (c *cursor) frame() unit {
	s := &c.seg.Video[c.v]
	u := unit{video: true, key: s.Key, pcr: true, first: c.v, count: 1}
	u.bytes = pesHeader(s) + audHeader + s.Size
	if s.Key {
		u.bytes += len(c.seg.VideoCodec.sets)
	}
	c.v++
	return u
}

func (c *cursor) group() unit {
	u := unit{pcr: c.seg.VideoCodec == nil, first: c.a, bytes: 14}
	for c.a < len(c.seg.Audio) && u.count < groupFrames {
		size := adtsHeader + c.seg.Audio[c.a].Size
		if u.count > 0 && u.bytes+size > groupBytes {
			break
		}
		u.bytes += size
		u.count++
		c.a++
	}
	return u
}

// pesHeader is the length of a video PES header: PTS alone, or PTS and DTS.
func pesHeader(s *Sample) int {
	if s.PTS == s.DTS {
		return 14
	}
	return 19
}

// tablesBefore tells whether PAT and PMT go in front of unit number i.
func (u unit) tablesBefore(i int) bool { return i == 0 || u.key }

// KeyFrame places a key frame, with the tables in front of it, in the bytes of
// its segment.
type KeyFrame struct {
	Sample int   // index in Segment.Video
	Offset int64 // of the tables
	Size   int64 // tables and frame
}

// empty tells whether the segment has no samples. It is PAT and PMT alone then.
func (s *Segment) empty() bool { return len(s.Video)+len(s.Audio) == 0 }

// Measure says, without media, how many bytes the segment takes and what the
// counters are behind it. Key frames are appended to keys, unless it is nil.
func (s *Segment) Measure(c Counters, keys *[]KeyFrame) (size int64, after Counters) {
	if s.empty() {
		c.Tables++
		return TablesSize, c
	}
	walk := cursor{seg: s}
	for i := 0; ; i++ {
		u, ok := walk.next()
		if !ok {
			break
		}
		start := size
		if u.tablesBefore(i) {
			size += TablesSize
			c.Tables++
		}
		n := u.packets()
		size += int64(n) * PacketSize
		if !u.video {
			c.Audio += uint8(n)
			continue
		}
		c.Video += uint8(n)
		if u.key && keys != nil {
			*keys = append(*keys, KeyFrame{Sample: u.first, Offset: start, Size: size - start})
		}
	}
	return size, c
}
