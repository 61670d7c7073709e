package mp4

import "kinora/internal/media"

// MovieTimescale is the timescale of movie boxes written here.
const MovieTimescale = 90000

// Layout is a track together with how its samples are grouped in the file.
type Layout struct {
	media.Track       // Composition must not be negative
	Chunks      []int // samples per run of contiguous samples
}

// AppendMovie appends the moov box of a progressive file. Read gives the same
// tracks back, except that a positive Shift is rounded to MovieTimescale. With
// wide set, chunk offsets have 64 bits.
func AppendMovie(dst []byte, tracks []Layout, wide bool) []byte {
	w := writer{dst}
	moov := w.begin("moov")
	var longest int64
	for _, t := range tracks {
		longest = max(longest, t.shown())
	}
	w.mvhd(longest, len(tracks))
	sounds := 0
	for i := range tracks {
		t := &tracks[i]
		if t.Kind == media.Audio {
			sounds++
		}
		w.trak(t, i+1, sounds <= 1 || t.Kind == media.Video, wide)
	}
	w.end(moov)
	return w.b
}

// length is the sum of all sample durations, in ticks.
func (t *Layout) length() (sum int64) {
	for i := range t.Samples {
		sum += int64(t.Samples[i].Duration)
	}
	return sum
}

// shown is when presentation ends, in ticks of MovieTimescale.
func (t *Layout) shown() int64 {
	end := t.Last()
	if t.End > 0 {
		end = min(end, t.End)
	}
	return rescale(end, MovieTimescale, t.Timescale)
}

// version returns the box version that holds a time.
func version(v int64) byte {
	if v > 1<<32-1 {
		return 1
	}
	return 0
}

func (w *writer) mvhd(duration int64, tracks int) {
	v := version(duration)
	at := w.full("mvhd", v, 0)
	w.time(v, 0)
	w.time(v, 0)
	w.u32(MovieTimescale)
	w.time(v, duration)
	w.u32(1 << 16) // rate
	w.u16(1 << 8)  // volume
	w.zero(10)
	w.matrix()
	w.zero(24)
	w.u32(uint32(tracks + 1)) // next track number
	w.end(at)
}

func (w *writer) trak(t *Layout, number int, enabled, wide bool) {
	trak := w.begin("trak")
	w.tkhd(&t.Track, number, t.shown(), enabled)
	w.edts(t)
	length := t.length()
	mdia := w.begin("mdia")
	w.mdhd(&t.Track, length)
	w.hdlr(t.Kind)
	minf := w.begin("minf")
	w.mediaHeader(t.Kind)
	w.dinf()
	w.stbl(t, wide)
	w.end(minf)
	w.end(mdia)
	w.end(trak)
}

func (w *writer) tkhd(t *media.Track, number int, duration int64, enabled bool) {
	flags := uint32(2) // in movie
	if enabled {
		flags |= 1
	}
	v := version(duration)
	at := w.full("tkhd", v, flags)
	w.time(v, 0)
	w.time(v, 0)
	w.u32(uint32(number))
	w.u32(0)
	w.time(v, duration)
	w.zero(8)
	w.u16(0) // layer
	if t.Kind == media.Audio {
		w.u16(1)      // alternate group
		w.u16(1 << 8) // volume
	} else {
		w.u32(0)
	}
	w.u16(0)
	w.matrix()
	w.u32(uint32(t.Config.Width) << 16)
	w.u32(uint32(t.Config.Height) << 16)
	w.end(at)
}

// edts writes a wait in front, when the track starts late, and one edit over
// the media.
func (w *writer) edts(t *Layout) {
	wait := rescale(max(t.Shift, 0), MovieTimescale, t.Timescale)
	start, length := max(-t.Shift, 0), t.shown()-wait
	edts := w.begin("edts")
	v := version(max(wait, length, start*2)) // media time is signed
	at := w.full("elst", v, 0)
	if wait > 0 {
		w.u32(2)
		w.time(v, wait)
		w.time(v, -1)
		w.u32(1 << 16)
	} else {
		w.u32(1)
	}
	w.time(v, length)
	w.time(v, start)
	w.u32(1 << 16)
	w.end(at)
	w.end(edts)
}

func (w *writer) mdhd(t *media.Track, duration int64) {
	v := version(duration)
	at := w.full("mdhd", v, 0)
	w.time(v, 0)
	w.time(v, 0)
	w.u32(t.Timescale)
	w.time(v, duration)
	w.u16(packLanguage(t.Config.Language))
	w.u16(0)
	w.end(at)
}

func (w *writer) hdlr(kind media.Kind) {
	handler, name := "vide", "VideoHandler\x00"
	if kind == media.Audio {
		handler, name = "soun", "SoundHandler\x00"
	}
	at := w.full("hdlr", 0, 0)
	w.u32(0)
	w.b = append(w.b, handler...)
	w.zero(12)
	w.b = append(w.b, name...)
	w.end(at)
}

func (w *writer) mediaHeader(kind media.Kind) {
	if kind == media.Audio {
		at := w.full("smhd", 0, 0)
		w.zero(4)
		w.end(at)
		return
	}
	at := w.full("vmhd", 0, 1)
	w.zero(8)
	w.end(at)
}

// dinf says that the data is in the same file.
func (w *writer) dinf() {
	dinf := w.begin("dinf")
	dref := w.full("dref", 0, 0)
	w.u32(1)
	w.end(w.full("url ", 0, 1))
	w.end(dref)
	w.end(dinf)
}

// stsd writes the sample entry.
func (w *writer) stsd(c media.Config) {
	at := w.full("stsd", 0, 0)
	w.u32(1)
	w.b = append(w.b, c.Entry...)
	w.end(at)
}

// RoundShift returns a positive Shift as Read finds it after AppendMovie.
func RoundShift(shift int64, timescale uint32) int64 {
	return rescale(rescale(shift, MovieTimescale, timescale), timescale, MovieTimescale)
}
