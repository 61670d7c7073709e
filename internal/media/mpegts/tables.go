package mpegts

import (
	"encoding/binary"
	"slices"
)

// Stream types of the program map (clause 2.4.4.9).
const (
	streamH264 = 0x1b
	streamAAC  = 0x0f
)

// tables writes PAT and PMT, one packet each.
func (m *muxer) tables() {
	pat := [...]byte{0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | pidPMT>>8, pidPMT & 0xff}
	m.section(0, pat[:])
	pcr := uint16(pidVideo)
	if m.seg.VideoCodec == nil {
		pcr = pidAudio
	}
	var buf [32]byte
	pmt := append(buf[:0], 2, 0xb0, 0, 0, 1, 0xc1, 0, 0, 0xe0|byte(pcr>>8), byte(pcr), 0xf0, 0)
	if m.seg.VideoCodec != nil {
		pmt = append(pmt, streamH264, 0xe0|pidVideo>>8, pidVideo&0xff, 0xf0, 0)
	}
	if m.seg.AudioCodec != nil {
		pmt = append(pmt, streamAAC, 0xe0|pidAudio>>8, pidAudio&0xff, 0xf0, 0)
	}
	pmt[2] = byte(len(pmt) - 3 + 4)
	m.section(pidPMT, pmt)
	m.counters.Tables++
}

// section writes a section with its CRC as one packet.
func (m *muxer) section(pid uint16, b []byte) {
	at := len(m.dst)
	m.dst = slices.Grow(m.dst, PacketSize)[:at+PacketSize]
	p := m.dst[at:]
	binary.BigEndian.PutUint32(p, 0x47<<24|1<<22|uint32(pid)<<8|0x10|uint32(m.counters.Tables&15))
	p[4] = 0 // pointer field
	n := 5 + copy(p[5:], b)
	binary.BigEndian.PutUint32(p[n:], checksum(b))
	for i := n + 4; i < PacketSize; i++ {
		p[i] = 0xff
	}
}

// checksum is the CRC-32 of annex A, bits first, without reflection.
func checksum(b []byte) uint32 {
	crc := ^uint32(0)
	for _, c := range b {
		crc ^= uint32(c) << 24
		for range 8 {
			carry := crc >> 31
			crc = crc<<1 ^ carry*0x04c11db7
		}
	}
	return crc
}
