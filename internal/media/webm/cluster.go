package webm

import (
	"encoding/binary"
	"math"
	"time"

	"kinora/internal/media"
)

// Sizes of the format.
const (
	clusterHeader = 4 + 8 + 2 + 8 // ID and length, timestamp in eight bytes
	blockFields   = 4             // track number, time, flags
)

// Segment is a run of samples of one track.
type Segment struct {
	Timescale uint32
	Time      int64 // decode time of the first sample on the timeline of the file, in ticks
	Samples   []media.Sample
}

// block is a sample in its cluster.
type block struct {
	opens bool  // a cluster, at time
	time  int64 // of the cluster, in units of Scale
	delta int64 // units of Scale behind it
}

// cursor walks the samples of a segment. A cluster goes on for as long as the
// 16 bits of time in its blocks reach, about 32 s.
type cursor struct {
	seg     *Segment
	n       int
	decode  int64
	cluster int64
}

func (c *cursor) next() block {
	s := &c.seg.Samples[c.n]
	at := c.seg.units(c.decode + int64(s.Composition))
	b := block{time: c.cluster, delta: at - c.cluster}
	if c.n == 0 || b.delta < 0 || b.delta > math.MaxInt16 {
		b = block{opens: true, time: at}
		c.cluster = at
	}
	c.decode += int64(s.Duration)
	c.n++
	return b
}

// units converts ticks to units of Scale, rounded to the nearest; there is
// nothing before 0.
func (s *Segment) units(ticks int64) int64 {
	const perSecond = int64(time.Second / Scale)
	scale := int64(s.Timescale)
	return max(0, ticks/scale*perSecond+(2*(ticks%scale)*perSecond+scale)/(2*scale))
}

// Size returns how many bytes the segment takes.
func (s *Segment) Size() int {
	size := 0
	if len(s.Samples) == 0 {
		size = clusterHeader
	}
	walk := cursor{seg: s, decode: s.Time}
	for i := range s.Samples {
		if walk.next().opens {
			size += clusterHeader
		}
		n := blockFields + int(s.Samples[i].Size)
		size += 1 + lengthSize(n) + n
	}
	return size
}

// Mux writes the segment into b, which has the length that Size says and holds
// the bytes of the samples, back to back, at its end.
func (s *Segment) Mux(b []byte) {
	from := len(b)
	for i := range s.Samples {
		from -= int(s.Samples[i].Size)
	}
	to, open := 0, -1
	if len(s.Samples) == 0 {
		to = putCluster(b, s.units(s.Time))
		open = to
	}
	walk := cursor{seg: s, decode: s.Time}
	for i := range s.Samples {
		place := walk.next()
		if place.opens {
			closeCluster(b, open, to)
			to += putCluster(b[to:], place.time)
			open = to
		}
		m := &s.Samples[i]
		to += putBlock(b[to:], m, place.delta)
		copy(b[to:], b[from:from+int(m.Size)])
		to += int(m.Size)
		from += int(m.Size)
	}
	closeCluster(b, open, to)
}

// putCluster writes everything of a cluster in front of its blocks.
func putCluster(b []byte, time int64) int {
	binary.BigEndian.PutUint32(b, idCluster)
	b[12], b[13] = idTimestamp, 0x88
	binary.BigEndian.PutUint64(b[14:], uint64(time))
	return clusterHeader
}

// closeCluster sets the length of the cluster whose blocks begin at open.
func closeCluster(b []byte, open, end int) {
	if open < 0 {
		return
	}
	const fields = 2 + 8
	binary.BigEndian.PutUint64(b[open-fields-8:], 1<<56|uint64(end-open+fields))
}

// putBlock writes everything of a SimpleBlock in front of its data.
func putBlock(b []byte, s *media.Sample, delta int64) int {
	b[0] = idSimpleBlock
	at := 1 + putLength(b[1:], blockFields+int(s.Size))
	b[at] = 0x81 // track 1
	binary.BigEndian.PutUint16(b[at+1:], uint16(delta))
	b[at+3] = 0
	if s.Sync {
		b[at+3] = 0x80
	}
	return at + blockFields
}
