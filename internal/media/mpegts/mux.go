package mpegts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// PIDs of every segment.
const (
	pidPMT   = 0x1000
	pidVideo = 0x100
	pidAudio = 0x101
)

// ErrDamaged is wrapped when stored samples do not have the form that their
// index promises.
var ErrDamaged = errors.New("damaged sample")

// muxer writes one segment.
type muxer struct {
	dst      []byte
	seg      *Segment
	counters Counters
	scratch  []byte    // PES header and what goes in front of a sample; audio groups
	out      io.Writer // takes dst whenever it holds a piece; may be nil
}

// piece is how many bytes Write hands on at a time, at least: few enough to be
// in the processor's cache still when they are.
const piece = 256 << 10

// Append muxes the segment and returns the extended dst. video and audio are
// the bytes of the samples, back to back; the NAL unit lengths in video are
// overwritten by start codes. scratch is working space that may be reused: its
// grown form is returned.
func (s *Segment) Append(dst, scratch, video, audio []byte, c Counters) (out, grown []byte, err error) {
	size, _ := s.Measure(c, nil)
	m := muxer{dst: slices.Grow(dst, int(size)), seg: s, counters: c, scratch: scratch}
	err = m.mux(video, audio)
	return m.dst, m.scratch, err
}

// Write muxes the segment like Append, but to a writer, in pieces made in dst.
// It returns dst grown, for the next segment.
func (s *Segment) Write(out io.Writer, dst, scratch, video, audio []byte, c Counters) (used, grown []byte, err error) {
	m := muxer{dst: slices.Grow(dst[:0], piece+piece/2), seg: s, counters: c, scratch: scratch, out: out}
	if err = m.mux(video, audio); err == nil && len(m.dst) > 0 {
		_, err = out.Write(m.dst)
	}
	return m.dst, m.scratch, err
}

func (m *muxer) mux(video, audio []byte) (err error) {
	if m.seg.empty() {
		m.tables()
	}
	walk := cursor{seg: m.seg}
	for i := 0; err == nil; i++ {
		u, ok := walk.next()
		if !ok {
			break
		}
		if u.tablesBefore(i) {
			m.tables()
		}
		if u.video {
			video, err = m.frame(u, video)
		} else {
			audio, err = m.group(u, audio)
		}
		if m.out != nil && err == nil && len(m.dst) >= piece {
			_, err = m.out.Write(m.dst)
			m.dst = m.dst[:0]
		}
	}
	return err
}

// frame muxes one video frame and returns the bytes behind it.
func (m *muxer) frame(u unit, data []byte) ([]byte, error) {
	s := &m.seg.Video[u.first]
	if s.Size > len(data) {
		return nil, fmt.Errorf("video sample %d: %w: cut short", u.first, ErrDamaged)
	}
	sample := data[:s.Size]
	if !annexB(sample) {
		return nil, fmt.Errorf("video sample %d: %w: NAL unit lengths do not add up", u.first, ErrDamaged)
	}
	head := appendPES(m.scratch[:0], 0xe0, 0, s.PTS, s.DTS)
	head = append(head, 0, 0, 0, 1, 9, 0xf0) // access unit delimiter: any slice type
	if u.key {
		head = append(head, m.seg.VideoCodec.sets...)
	}
	m.scratch = head
	m.packets(u, pidVideo, &m.counters.Video, s.DTS, head, sample)
	return data[s.Size:], nil
}

// annexB overwrites the four-byte lengths of NAL units by start codes, which
// are as long.
func annexB(b []byte) bool {
	for len(b) >= 4 {
		n := int(binary.BigEndian.Uint32(b))
		if n > len(b)-4 {
			return false
		}
		binary.BigEndian.PutUint32(b, 1)
		b = b[4+n:]
	}
	return len(b) == 0
}

// group muxes audio frames as one PES packet and returns the bytes behind them.
func (m *muxer) group(u unit, data []byte) ([]byte, error) {
	first := &m.seg.Audio[u.first]
	buf := appendPES(m.scratch[:0], 0xc0, u.bytes-6, first.PTS, first.PTS)
	for i := u.first; i < u.first+u.count; i++ {
		size := m.seg.Audio[i].Size
		if size > len(data) {
			return nil, fmt.Errorf("audio sample %d: %w: cut short", i, ErrDamaged)
		}
		buf = appendADTS(buf, &m.seg.AudioCodec.adts, size+adtsHeader)
		buf = append(buf, data[:size]...)
		data = data[size:]
	}
	m.scratch = buf
	m.packets(u, pidAudio, &m.counters.Audio, first.PTS, nil, buf)
	return data, nil
}

// MaxAudioFrame is the largest AAC frame that ADTS can carry, in bytes.
const MaxAudioFrame = 1<<13 - 1 - adtsHeader

func appendADTS(dst []byte, header *[adtsHeader]byte, size int) []byte {
	h := *header
	h[3] |= byte(size >> 11)
	h[4] = byte(size >> 3)
	h[5] |= byte(size<<5) & 0xe0
	return append(dst, h[:]...)
}

// appendPES appends a PES header (clause 2.4.3.6) with PTS, and DTS where it
// differs. length is that of the packet behind its length field, 0 = unbounded.
func appendPES(dst []byte, stream byte, length int, pts, dts int64) []byte {
	dst = append(dst, 0, 0, 1, stream, byte(length>>8), byte(length), 0x84)
	if pts == dts {
		return appendTime(append(dst, 0x80, 5), 2, pts)
	}
	dst = appendTime(append(dst, 0xc0, 10), 3, pts)
	return appendTime(dst, 1, dts)
}

func appendTime(dst []byte, prefix byte, t int64) []byte {
	t += Base
	return append(dst,
		prefix<<4|byte(t>>29)&0x0e|1,
		byte(t>>22), byte(t>>14)|1,
		byte(t>>7), byte(t<<1)|1)
}

// packets splits head and body, one PES packet, over transport packets.
func (m *muxer) packets(u unit, pid uint16, counter *uint8, dts int64, head, body []byte) {
	at := len(m.dst)
	n := u.packets()
	m.dst = slices.Grow(m.dst, n*PacketSize)[:at+n*PacketSize]
	out := m.dst[at:]
	start := uint32(0x47)<<24 | uint32(pid)<<8 | 0x10
	first := start | 1<<22
	for ; len(out) >= PacketSize; out = out[PacketSize:] {
		p := out[:PacketSize:PacketSize]
		binary.BigEndian.PutUint32(p, first|uint32(*counter&15))
		*counter++
		pos := 4
		if first != start {
			if u.pcr {
				clock(p, dts, u.key || !u.video)
				pos += pcrField
			}
			first = start
		} else if len(head) == 0 && len(body) >= payload {
			copy(p[4:], body[:payload])
			body = body[payload:]
			continue
		}
		pos = stuff(p, pos, len(head)+len(body))
		k := copy(p[pos:], head)
		head = head[k:]
		body = body[copy(p[pos+k:], body):]
	}
}

// clock writes an adaptation field with a clock reference in front of dts.
func clock(p []byte, dts int64, randomAccess bool) {
	p[3] |= 0x20
	p[4], p[5] = pcrField-1, 0x10
	if randomAccess {
		p[5] |= 0x40
	}
	base := uint64(dts+Base-pcrDelay) & (1<<33 - 1)
	binary.BigEndian.PutUint32(p[6:], uint32(base>>1))
	p[10], p[11] = byte(base<<7)|0x7e, 0
}

// stuff lengthens the adaptation field so that left bytes end the packet; pos
// is where the payload would begin, and the result where it does.
func stuff(p []byte, pos, left int) int {
	gap := PacketSize - pos - left
	if gap <= 0 {
		return pos
	}
	end := pos + gap
	if pos > 4 {
		p[4] += byte(gap)
	} else {
		p[3] |= 0x20
		p[4] = byte(gap - 1)
		if pos++; gap > 1 {
			p[pos] = 0
			pos++
		}
	}
	for ; pos < end; pos++ {
		p[pos] = 0xff
	}
	return end
}
