package mp4

import (
	"encoding/binary"
	"io"
	"math"
	"slices"

	"kinora/internal/media"
)

// Limits of fragmented files.
const (
	maxFragmentBox = 64 << 20 // bytes of moof
	maxRestBoxes   = 1 << 20  // top-level boxes behind moov: half a million fragments
)

// defaults are what samples of a fragment are like that do not say it.
type defaults struct{ duration, size, flags uint32 }

// fragmented is a track whose samples are, or go on, in fragments.
type fragmented struct {
	*media.Track
	defaults
	decode int64 // media time of the next sample
}

// fragments reads the movie fragments of a file.
type fragments struct {
	size   int64 // of the file
	left   int64 // bytes of the file that no sample has been found in yet
	tracks map[uint32]*fragmented
}

// newFragments prepares for reading fragments of the given tracks, whose
// defaults are in mvex.
func newFragments(mvex box, tracks []media.Track, ids []uint32, size int64) (*fragments, error) {
	f := &fragments{size: size, left: size, tracks: map[uint32]*fragmented{}}
	for i := range tracks {
		t := &fragmented{Track: &tracks[i]}
		t.End = 0 // said of what is in moov only
		for j := range t.Samples {
			t.decode += int64(t.Samples[j].Duration)
			f.left -= int64(t.Samples[j].Size)
		}
		if f.tracks[ids[i]] != nil {
			return nil, mvex.fail("two tracks are numbered %d", ids[i])
		}
		f.tracks[ids[i]] = t
	}
	list, err := mvex.children(0)
	if err != nil {
		return nil, err
	}
	for _, trex := range list {
		if trex.kind != "trex" {
			continue
		}
		_, b, err := trex.fields(20)
		if err != nil {
			return nil, err
		}
		if t := f.tracks[binary.BigEndian.Uint32(b)]; t != nil {
			t.defaults = defaults{
				binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:]), binary.BigEndian.Uint32(b[16:]),
			}
		}
	}
	return f, nil
}

// read adds the samples of all fragments from a byte offset on.
func (f *fragments) read(r io.ReaderAt, at int64) error {
	for range maxRestBoxes {
		if f.size-at < 8 {
			return nil
		}
		b, length, err := readHeader(r, at, f.size)
		if err != nil {
			return err
		}
		at += length
		if b.kind != "moof" {
			continue
		}
		if b, err = loadBox(r, b, length, maxFragmentBox); err == nil {
			err = f.moof(b)
		}
		if err != nil {
			return err
		}
	}
	return &Error{Offset: at, Text: "too many boxes"}
}

func (f *fragments) moof(moof box) error {
	list, err := moof.children(0)
	if err != nil {
		return err
	}
	at := uint64(moof.offset)
	for _, traf := range list {
		if traf.kind != "traf" {
			continue
		}
		if at, err = f.traf(traf, uint64(moof.offset), at); err != nil {
			return err
		}
	}
	return nil
}

// traf reads the fragment of one track. Its data follows that of the track
// before it, at end, unless it says otherwise.
func (f *fragments) traf(traf box, moof, end uint64) (uint64, error) {
	list, err := traf.children(0)
	if err != nil {
		return 0, err
	}
	need, err := traf.need(0, "tfhd")
	if err != nil {
		return 0, err
	}
	t, base, d, err := f.tfhd(need[0], moof, end)
	if err != nil {
		return 0, err
	}
	end = base
	for _, b := range list {
		switch {
		case b.kind == "tfdt" && t != nil:
			err = t.tfdt(b)
		case b.kind == "trun":
			end, err = f.trun(b, t, d, base, end)
		}
		if err != nil {
			return 0, err
		}
	}
	return end, nil
}

// fields reads integers from the start of b; ok turns false past its end.
type fields struct {
	b  []byte
	ok bool
}

func (f *fields) u32() uint32 {
	if len(f.b) < 4 {
		f.ok = false
		return 0
	}
	v := binary.BigEndian.Uint32(f.b)
	f.b = f.b[4:]
	return v
}

// u32If reads an integer that is there when its flag is set.
func (f *fields) u32If(present bool, otherwise uint32) uint32 {
	if present {
		return f.u32()
	}
	return otherwise
}

// tfhd returns the track, nil for one that is neither pictures nor sound, from
// where the offsets of its runs count, and the defaults of its samples.
func (f *fragments) tfhd(b box, moof, end uint64) (t *fragmented, base uint64, d defaults, err error) {
	_, flags, rest, err := b.full()
	if err != nil {
		return nil, 0, d, err
	}
	r := fields{rest, true}
	if t = f.tracks[r.u32()]; t != nil {
		d = t.defaults
	}
	switch {
	case flags&tfhdBase != 0:
		base = uint64(r.u32()) << 32
		base |= uint64(r.u32())
	case flags&tfhdMoofBase != 0:
		base = moof
	default:
		base = end
	}
	r.u32If(flags&tfhdDescription != 0, 0)
	d.duration = r.u32If(flags&tfhdDuration != 0, d.duration)
	d.size = r.u32If(flags&tfhdSize != 0, d.size)
	d.flags = r.u32If(flags&tfhdFlags != 0, d.flags)
	if !r.ok {
		err = b.fail("cut short")
	}
	return t, base, d, err
}

// tfdt lets the next sample begin at a media time. The sample before it lasts
// until then, longer or shorter than it says.
func (t *fragmented) tfdt(b box) error {
	version, rest, err := b.fields(4)
	if err != nil {
		return err
	}
	at := uint64(binary.BigEndian.Uint32(rest))
	if version == 1 {
		if _, rest, err = b.fields(8); err != nil {
			return err
		}
		at = binary.BigEndian.Uint64(rest)
	}
	if at > uint64(maxTicks) {
		return b.fail("decode time %d", at)
	}
	step := int64(at) - t.decode
	t.decode = int64(at)
	if len(t.Samples) == 0 {
		t.Shift += step
		return nil
	}
	last := &t.Samples[len(t.Samples)-1]
	duration := int64(last.Duration) + step
	if step != 0 && (duration < 1 || duration > math.MaxUint32) {
		return b.fail("decode time %d, %d ticks from where the sample before it ends", at, step)
	}
	last.Duration = uint32(duration)
	return nil
}

// run is a trun box in terms of its columns.
type run struct {
	count    int
	flags    uint32 // of the box
	first    uint32 // flags of the first sample, with trunFirst
	rows     []byte
	at       uint64 // byte offset of the data
	defaults defaults
}

// readRun reads everything in front of the rows, and makes sure that they are
// all there.
func readRun(b box, d defaults, base, end uint64) (run, error) {
	_, flags, rest, err := b.full()
	if err != nil {
		return run{}, err
	}
	r := fields{rest, true}
	count := int64(r.u32())
	u := run{flags: flags, at: end, defaults: d}
	if flags&trunOffset != 0 {
		u.at = base + uint64(int64(int32(r.u32())))
	}
	u.first = r.u32If(flags&trunFirst != 0, 0)
	columns := int64(0)
	for _, column := range [...]uint32{trunDuration, trunSize, trunFlags, trunComp} {
		if flags&column != 0 {
			columns++
		}
	}
	if !r.ok || count*columns*4 > int64(len(r.b)) {
		return run{}, b.fail("%d samples in %d bytes", count, len(rest))
	}
	u.count, u.rows = int(count), r.b
	return u, nil
}

// trun adds a run of samples to t, unless it is nil, and returns where their
// data ends.
func (f *fragments) trun(b box, t *fragmented, d defaults, base, end uint64) (uint64, error) {
	u, err := readRun(b, d, base, end)
	if err != nil || t == nil {
		return u.at, err
	}
	if u.count > MaxSamples-len(t.Samples) {
		return 0, b.fail("%d samples behind %d", u.count, len(t.Samples))
	}
	// Samples without a row cost no bytes in the table, so they must have some
	// in the file before anything is allocated.
	if u.flags&trunSize == 0 && int64(d.size)*int64(u.count) > f.left {
		return 0, b.fail("%d samples of %d bytes, which overlap in a file of %d", u.count, d.size, f.size)
	}
	if u.flags&trunSize == 0 && d.size == 0 && u.count > 0 {
		return 0, b.fail("%d samples without bytes", u.count)
	}
	t.Samples = slices.Grow(t.Samples, u.count)
	t.Offsets = slices.Grow(t.Offsets, u.count)
	r := fields{u.rows, true}
	at := u.at
	for i := range u.count {
		s := u.row(&r, i)
		if at > uint64(f.size) || uint64(s.Size) > uint64(f.size)-at {
			return 0, b.fail("sample %d lies past the end of the file", i)
		}
		if f.left -= int64(s.Size); f.left < 0 {
			return 0, b.fail("samples overlap")
		}
		if t.decode += int64(s.Duration); t.decode > maxTicks {
			return 0, b.fail("lasts more than %d ticks", maxTicks)
		}
		t.Samples = append(t.Samples, s)
		t.Offsets = append(t.Offsets, int64(at))
		at += uint64(s.Size)
	}
	return at, nil
}

// row reads sample i of the run.
func (u *run) row(r *fields, i int) media.Sample {
	s := media.Sample{
		Duration: r.u32If(u.flags&trunDuration != 0, u.defaults.duration),
		Size:     r.u32If(u.flags&trunSize != 0, u.defaults.size),
	}
	flags := r.u32If(u.flags&trunFlags != 0, u.defaults.flags)
	if i == 0 && u.flags&trunFirst != 0 {
		flags = u.first
	}
	s.Sync = flags&flagNonSync == 0
	s.Composition = int32(r.u32If(u.flags&trunComp != 0, 0))
	return s
}
