package packaging

import (
	"encoding/binary"
	"math"
	"slices"

	"kinora/internal/media"
)

// A block is the sample table of one segment: flags, what is the same for all
// samples, then a row per sample.
const (
	blockDuration    = 1 // all samples last equally long: written once
	blockComposition = 2 // rows hold compositions, in a unit written once
	blockSync        = 4 // all samples are sync samples: not written
)

// appendBlock appends the table of samples.
func appendBlock(dst []byte, samples []media.Sample) []byte {
	flags, unit := byte(blockDuration|blockSync), int64(0)
	for i := range samples {
		s := &samples[i]
		if s.Duration != samples[0].Duration {
			flags &^= blockDuration
		}
		if !s.Sync {
			flags &^= blockSync
		}
		if s.Composition != 0 {
			flags |= blockComposition
			unit = gcd(unit, int64(s.Composition))
		}
	}
	dst = append(dst, flags)
	if flags&blockDuration != 0 && len(samples) > 0 {
		dst = binary.AppendUvarint(dst, uint64(samples[0].Duration))
	}
	if flags&blockComposition != 0 {
		dst = binary.AppendUvarint(dst, uint64(unit))
	}
	for i := range samples {
		dst = appendRow(dst, &samples[i], flags, unit)
	}
	return dst
}

// gcd returns the greatest common divisor, never negative.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	if a < 0 {
		a = -a
	}
	return a
}

func appendRow(dst []byte, s *media.Sample, flags byte, unit int64) []byte {
	size := uint64(s.Size)
	if flags&blockSync == 0 {
		size <<= 1
		if s.Sync {
			size |= 1
		}
	}
	dst = binary.AppendUvarint(dst, size)
	if flags&blockDuration == 0 {
		dst = binary.AppendUvarint(dst, uint64(s.Duration))
	}
	if flags&blockComposition != 0 {
		dst = binary.AppendVarint(dst, int64(s.Composition)/unit)
	}
	return dst
}

// readBlock appends count samples read from b to dst and returns what is left
// of b; ok is false when b does not hold them.
func readBlock(dst []media.Sample, b []byte, count int) (_ []media.Sample, rest []byte, ok bool) {
	if count > len(b) {
		return dst, nil, false
	}
	dst = slices.Grow(dst, count)
	r := reader{b: b, ok: true}
	flags := r.byte()
	common := media.Sample{Sync: flags&blockSync != 0}
	if flags&blockDuration != 0 && count > 0 {
		common.Duration = uint32(r.uvarint(math.MaxUint32))
	}
	unit := int64(0)
	if flags&blockComposition != 0 {
		unit = r.uvarint(math.MaxInt32 + 1)
	}
	for range count {
		s := common
		if flags&blockSync != 0 {
			s.Size = uint32(r.uvarint(math.MaxUint32))
		} else {
			v := r.uvarint(math.MaxUint32<<1 | 1)
			s.Size, s.Sync = uint32(v>>1), v&1 != 0
		}
		if flags&blockDuration == 0 {
			s.Duration = uint32(r.uvarint(math.MaxUint32))
		}
		if unit != 0 {
			v := r.varint(math.MaxInt32+1) * unit
			r.ok = r.ok && v >= math.MinInt32 && v <= math.MaxInt32
			s.Composition = int32(v)
		}
		if !r.ok {
			return dst, nil, false
		}
		dst = append(dst, s)
	}
	return dst, b[r.at:], r.ok
}

// reader reads integers of limited size; ok turns false when one is missing or
// past its limit, and everything reads as 0 from then on.
type reader struct {
	b  []byte
	at int
	ok bool
}

// left is how many bytes have not been read.
func (r *reader) left() int { return len(r.b) - r.at }

func (r *reader) fail() int64 {
	r.ok, r.at = false, len(r.b)
	return 0
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		return byte(r.fail())
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) bytes(n int64) []byte {
	if n < 0 || n > int64(r.left()) {
		r.fail()
		return nil
	}
	v := r.b[r.at : r.at+int(n) : r.at+int(n)]
	r.at += int(n)
	return v
}

func (r *reader) uvarint(limit uint64) int64 {
	v, n := binary.Uvarint(r.b[r.at:])
	if n <= 0 || v > limit {
		return r.fail()
	}
	r.at += n
	return int64(v)
}

// varint reads a signed integer of at most limit either way.
func (r *reader) varint(limit int64) int64 {
	v, n := binary.Varint(r.b[r.at:])
	if n <= 0 || v > limit || v < -limit {
		return r.fail()
	}
	r.at += n
	return v
}
