package packaging

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"time"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
	"kinora/internal/media/mpegts"
)

// magic begins a stored index; its last byte is the version of the format.
const magic = "KNX\x02"

// Limits of a stored index.
const (
	maxTracks      = mp4.MaxTracks
	maxSegmentSize = 512 << 20 // bytes of one track in one segment
	maxBytes       = 1 << 60
	maxTicks       = 1 << 50
)

// ErrIndex is wrapped by every error about the bytes of a stored index. The
// index can be made anew by BuildIndex then.
var ErrIndex = errors.New("unreadable index")

// encode writes the stored form of an index.
func encode(segment time.Duration, tracks []*cutTrack) []byte {
	b := []byte(magic)
	b = binary.AppendUvarint(b, uint64(segment))
	b = binary.AppendUvarint(b, uint64(len(tracks)))
	for _, t := range tracks {
		b = t.encode(b)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// ParseIndex reads the stored form, which may be hostile: memory stays within
// a small multiple of its length. The Index keeps b; the caller must not
// change it afterwards.
func ParseIndex(b []byte) (*Index, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: not of this version", ErrIndex)
	}
	body := b[:len(b)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrIndex)
	}
	ix, err := parseBody(body[len(magic):])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIndex, err)
	}
	ix.raw = b
	return ix, nil
}

func parseBody(b []byte) (*Index, error) {
	r := &reader{b: b, ok: true}
	ix := &Index{segment: time.Duration(r.uvarint(uint64(24 * time.Hour)))}
	n := r.uvarint(maxTracks)
	if !r.ok || n == 0 {
		return nil, fmt.Errorf("%d tracks", n)
	}
	for i := range int(n) {
		t, err := parseTrack(r)
		if err != nil {
			return nil, fmt.Errorf("track %d: %w", i, err)
		}
		if t.Kind == media.Video && i > 0 {
			return nil, fmt.Errorf("track %d: video behind other tracks", i)
		}
		t.Number = i
		ix.tracks = append(ix.tracks, t)
	}
	if r.left() > 0 {
		return nil, fmt.Errorf("%d bytes too many", r.left())
	}
	ix.count()
	return ix, nil
}

var errCut = errors.New("cut short or out of range")

func parseTrack(r *reader) (*Track, error) {
	t := &Track{Kind: media.Kind(r.byte())}
	if t.Kind != media.Video && t.Kind != media.Audio {
		return nil, fmt.Errorf("kind %d", t.Kind)
	}
	t.Timescale = uint32(r.uvarint(mp4.MaxTimescale))
	t.Delay = r.uvarint(math.MaxInt32)
	language := string(r.bytes(3))
	entry := r.bytes(r.uvarint(1 << 20))
	if !r.ok || t.Timescale == 0 {
		return nil, errCut
	}
	var err error
	if t.Config, err = mp4.ParseEntry(entry); err != nil {
		return nil, err
	}
	t.Config.Language = language
	t.codec, _ = mpegts.NewCodec(t.Config)
	if t.Delay*mpegts.Clock/int64(t.Timescale) > mpegts.MaxDelay {
		return nil, fmt.Errorf("decoding %d ticks ahead", t.Delay)
	}
	return t, t.parseSegments(r)
}

func (t *Track) parseSegments(r *reader) error {
	first, n := r.uvarint(mp4.MaxSamples), r.uvarint(uint64(r.left()))
	if !r.ok || n == 0 {
		return errCut
	}
	t.Segments = make([]Segment, n)
	gaps := make([]gap, n)
	for i := range t.Segments {
		s := &t.Segments[i]
		s.First, s.Count = int(first), int(r.uvarint(mp4.MaxSamples))
		first += int64(s.Count)
		gaps[i] = gap{r.varint(maxBytes), r.varint(maxTicks)}
		s.Start, s.Duration = r.varint(maxTicks), r.uvarint(maxTicks)
	}
	t.blocks = r.bytes(r.uvarint(uint64(r.left())))
	if !r.ok || first > mp4.MaxSamples {
		return errCut
	}
	return t.place(gaps)
}

// gap is how far a segment begins behind the end of the one before.
type gap struct{ offset, decode int64 }

// place reads every block once, which checks them, and works out where and
// when segments begin.
func (t *Track) place(gaps []gap) error {
	var samples []media.Sample
	var end Segment
	rest, ok := t.blocks, false
	for i := range t.Segments {
		s := &t.Segments[i]
		s.block = len(t.blocks) - len(rest)
		s.Offset = end.Offset + gaps[i].offset
		s.Decode = end.Decode + gaps[i].decode
		s.Start += end.Start
		if samples, rest, ok = readBlock(samples[:0], rest, s.Count); !ok {
			return fmt.Errorf("segment %d: sample table is broken", i)
		}
		end = Segment{Offset: s.Offset, Decode: s.Decode, Start: s.Start + s.Duration}
		for j := range samples {
			end.Offset += int64(samples[j].Size)
			end.Decode += int64(samples[j].Duration)
			if c := int64(samples[j].Composition); c < -t.Delay {
				return fmt.Errorf("segment %d: sample %d is shown before it is decoded", i, j)
			}
		}
		s.Size = end.Offset - s.Offset
		if !s.sane(end) {
			return fmt.Errorf("segment %d: out of range", i)
		}
	}
	if len(rest) > 0 {
		return errCut
	}
	return nil
}

func (s *Segment) sane(end Segment) bool {
	return s.Offset >= 0 && s.Decode >= 0 && s.Start >= 0 && s.Size <= maxSegmentSize &&
		end.Offset <= maxBytes && end.Decode <= maxTicks && end.Start <= maxTicks
}

// samples appends the samples of a segment to dst.
func (t *Track) samples(dst []media.Sample, segment int) []media.Sample {
	s := &t.Segments[segment]
	first := len(dst)
	dst, _, _ = readBlock(dst, t.blocks[s.block:], s.Count)
	if t.Kind == media.Audio && t.Delay > 0 { // not stored, as it is the same for all
		for i := range dst[first:] {
			dst[first+i].Composition = -int32(t.Delay)
		}
	}
	return dst
}
