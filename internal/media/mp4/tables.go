package mp4

import (
	"encoding/binary"

	"kinora/internal/media"
)

// stbl writes the sample tables.
func (w *writer) stbl(t *Layout, wide bool) {
	stbl := w.begin("stbl")
	w.stsd(t.Config)
	w.runs("stts", t.Samples, func(s *media.Sample) uint32 { return s.Duration })
	if reordered(t.Samples) {
		w.runs("ctts", t.Samples, func(s *media.Sample) uint32 { return uint32(s.Composition) })
	}
	w.stss(t.Samples)
	w.stsc(t.Chunks)
	w.stsz(t.Samples)
	w.chunkOffsets(t, wide)
	w.end(stbl)
}

func reordered(samples []media.Sample) bool {
	for i := range samples {
		if samples[i].Composition != 0 {
			return true
		}
	}
	return false
}

// runs writes a table of (count, value) pairs.
func (w *writer) runs(kind string, samples []media.Sample, value func(*media.Sample) uint32) {
	at := w.full(kind, 0, 0)
	table := len(w.b)
	w.u32(0)
	n := uint32(0)
	for i := 0; i < len(samples); n++ {
		first, v := i, value(&samples[i])
		for i < len(samples) && value(&samples[i]) == v {
			i++
		}
		w.u32(uint32(i - first))
		w.u32(v)
	}
	binary.BigEndian.PutUint32(w.b[table:], n)
	w.end(at)
}

// stss lists sync samples, unless all are.
func (w *writer) stss(samples []media.Sample) {
	n := 0
	for i := range samples {
		if samples[i].Sync {
			n++
		}
	}
	if n == len(samples) {
		return
	}
	at := w.full("stss", 0, 0)
	w.u32(uint32(n))
	for i := range samples {
		if samples[i].Sync {
			w.u32(uint32(i + 1))
		}
	}
	w.end(at)
}

func (w *writer) stsc(chunks []int) {
	at := w.full("stsc", 0, 0)
	table := len(w.b)
	w.u32(0)
	n := uint32(0)
	for i, count := range chunks {
		if i > 0 && count == chunks[i-1] {
			continue
		}
		w.u32(uint32(i + 1))
		w.u32(uint32(count))
		w.u32(1) // sample description
		n++
	}
	binary.BigEndian.PutUint32(w.b[table:], n)
	w.end(at)
}

func (w *writer) stsz(samples []media.Sample) {
	at := w.full("stsz", 0, 0)
	w.u32(0)
	w.u32(uint32(len(samples)))
	for i := range samples {
		w.u32(samples[i].Size)
	}
	w.end(at)
}

func (w *writer) chunkOffsets(t *Layout, wide bool) {
	kind := "stco"
	if wide {
		kind = "co64"
	}
	at := w.full(kind, 0, 0)
	w.u32(uint32(len(t.Chunks)))
	first := 0
	for _, count := range t.Chunks {
		if wide {
			w.u64(uint64(t.Offsets[first]))
		} else {
			w.u32(uint32(t.Offsets[first]))
		}
		first += count
	}
	w.end(at)
}
