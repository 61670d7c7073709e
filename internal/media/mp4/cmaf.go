package mp4

import (
	"encoding/binary"

	"kinora/internal/media"
)

// Sample flags of fragments (ISO/IEC 14496-12 clause 8.8.3.1).
const (
	flagsSync  = 0x02000000 // depends on no other sample
	flagsDelta = 0x01010000 // depends on others, not a sync sample

	flagNonSync = 0x00010000
)

// AppendInit appends a CMAF init segment: ftyp and a moov with one track,
// numbered 1, without samples. A negative Shift becomes an edit list, the one
// kind that players must know (W3C, ISO BMFF Byte Stream Format, section 3);
// a positive one is not written.
func AppendInit(dst []byte, t *media.Track) []byte {
	w := writer{AppendFileType(dst, "iso6", 0, "iso6", "cmfc", "mp41")}
	moov := w.begin("moov")
	w.mvhd(0, 1)
	trak := w.begin("trak")
	w.tkhd(t, 1, 0, true)
	if t.Shift < 0 {
		w.begins(-t.Shift)
	}
	mdia := w.begin("mdia")
	w.mdhd(t, 0)
	w.hdlr(t.Kind)
	minf := w.begin("minf")
	w.mediaHeader(t.Kind)
	w.dinf()
	w.emptyStbl(t.Config)
	w.end(minf)
	w.end(mdia)
	w.end(trak)
	mvex := w.begin("mvex")
	trex := w.full("trex", 0, 0)
	w.u32(1) // track
	w.u32(1) // sample description
	w.zero(12)
	w.end(trex)
	w.end(mvex)
	w.end(moov)
	return w.b
}

// begins writes an edit of all that follows from the media time start on.
func (w *writer) begins(start int64) {
	edts := w.begin("edts")
	v := version(start * 2) // media time is signed
	at := w.full("elst", v, 0)
	w.u32(1)
	w.time(v, 0)
	w.time(v, start)
	w.u32(1 << 16)
	w.end(at)
	w.end(edts)
}

func (w *writer) emptyStbl(c media.Config) {
	stbl := w.begin("stbl")
	w.stsd(c)
	for _, kind := range [...]string{"stts", "stsc", "stsz", "stco"} {
		at := w.full(kind, 0, 0)
		if kind == "stsz" {
			w.u32(0)
		}
		w.u32(0)
		w.end(at)
	}
	w.end(stbl)
}

// Flags of tfhd and trun.
const (
	tfhdBase        = 0x000001
	tfhdDescription = 0x000002
	tfhdDuration    = 0x000008
	tfhdSize        = 0x000010
	tfhdFlags       = 0x000020
	tfhdMoofBase    = 0x020000

	trunOffset   = 0x000001
	trunFirst    = 0x000004
	trunDuration = 0x000100
	trunSize     = 0x000200
	trunFlags    = 0x000400
	trunComp     = 0x000800
)

// AppendFragment appends a moof with one traf for track 1 and the header of
// its mdat; the samples' bytes must follow. sequence counts from 1, decode is
// the decode time of the first sample in ticks. Nothing is allocated beyond
// the growth of dst.
func AppendFragment(dst []byte, sequence uint32, decode int64, samples []media.Sample) []byte {
	start := len(dst)
	w := writer{dst}
	moof := w.begin("moof")
	at := w.full("mfhd", 0, 0)
	w.u32(sequence)
	w.end(at)
	traf := w.begin("traf")
	columns := uniform(samples)
	w.tfhd(samples, columns)
	at = w.full("tfdt", 1, 0)
	w.u64(uint64(decode))
	w.end(at)
	offset, total := w.trun(samples, columns)
	w.end(traf)
	w.end(moof)
	w.b = AppendDataHeader(w.b, total)
	binary.BigEndian.PutUint32(w.b[offset:], uint32(len(w.b)-start))
	return w.b
}

// uniform returns the trun columns that the samples need: those that are not
// the same for all.
func uniform(samples []media.Sample) uint32 {
	flags := uint32(trunOffset | trunSize)
	for i := range samples {
		if samples[i].Duration != samples[0].Duration {
			flags |= trunDuration
		}
		if samples[i].Sync != samples[0].Sync {
			flags |= trunFlags
		}
		if samples[i].Composition != 0 {
			flags |= trunComp
		}
	}
	return flags
}

func sampleFlags(s *media.Sample) uint32 {
	if s.Sync {
		return flagsSync
	}
	return flagsDelta
}

func (w *writer) tfhd(samples []media.Sample, columns uint32) {
	flags := uint32(tfhdMoofBase)
	if len(samples) > 0 && columns&trunDuration == 0 {
		flags |= tfhdDuration
	}
	if len(samples) > 0 && columns&trunFlags == 0 {
		flags |= tfhdFlags
	}
	at := w.full("tfhd", 0, flags)
	w.u32(1)
	if flags&tfhdDuration != 0 {
		w.u32(samples[0].Duration)
	}
	if flags&tfhdFlags != 0 {
		w.u32(sampleFlags(&samples[0]))
	}
	w.end(at)
}

// trun returns where its data offset is to be written, and the sum of sizes.
func (w *writer) trun(samples []media.Sample, columns uint32) (offset int, total int64) {
	at := w.full("trun", 1, columns)
	w.u32(uint32(len(samples)))
	offset = len(w.b)
	w.u32(0)
	for i := range samples {
		s := &samples[i]
		total += int64(s.Size)
		if columns&trunDuration != 0 {
			w.u32(s.Duration)
		}
		w.u32(s.Size)
		if columns&trunFlags != 0 {
			w.u32(sampleFlags(s))
		}
		if columns&trunComp != 0 {
			w.u32(uint32(s.Composition))
		}
	}
	w.end(at)
	return offset, total
}
