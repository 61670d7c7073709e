package packaging

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/mp4"
	"kinora/internal/media/mpegts"
	"kinora/internal/media/webm"
)

// work is the scratch space of muxing one segment.
type work struct {
	samples      []media.Sample
	segment      mpegts.Segment
	video, audio []mpegts.Sample
	webm         webm.Segment
	head         []byte
}

var works = sync.Pool{New: func() any { return new(work) }}

// AppendInit appends the CMAF init segment of a track to dst. dst is returned
// as it was when there is no such track.
//
// Decoding starts at 0 in CMAF, and an edit list takes off what that delays
// presentation by. Negative composition offsets would do without the edit, but
// some readers, ffmpeg among them, show such pictures late.
func (ix *Index) AppendInit(dst []byte, track int) []byte {
	if track < 0 || track >= len(ix.tracks) {
		return dst
	}
	t := ix.tracks[track]
	return mp4.AppendInit(dst, &media.Track{Kind: t.Kind, Timescale: t.Timescale, Config: t.Config, Shift: -t.Delay})
}

// AppendFragment appends the CMAF segment of a track to dst: moof and mdat,
// read from r, the MP4. A segment past the end is fault.NotFound. When reading
// fails, dst is returned as it was.
func (ix *Index) AppendFragment(dst []byte, r io.ReaderAt, track, segment int) ([]byte, error) {
	if track < 0 || segment < 0 || segment >= ix.SegmentCount(track) {
		return dst, fault.Missing("segment")
	}
	s := &ix.tracks[track].Segments[segment]
	out := slices.Grow(dst, headSize(s)+int(s.Size))
	out, _ = ix.AppendFragmentHead(out, track, segment) // exists
	at := len(out)
	out = out[:at+int(s.Size)]
	if err := readFull(r, out[at:], s.Offset); err != nil {
		return dst, fmt.Errorf("track %d segment %d: %w", track, segment, err)
	}
	return out, nil
}

// headSize bounds what goes in front of the samples of a CMAF segment.
func headSize(s *Segment) int { return 256 + 16*s.Count }

// AppendFragmentHead appends what goes in front of the samples of a CMAF
// segment to dst: the rest is Track.Segments[segment] of the MP4, as it is. A
// segment past the end is fault.NotFound.
func (ix *Index) AppendFragmentHead(dst []byte, track, segment int) ([]byte, error) {
	if track < 0 || segment < 0 || segment >= ix.SegmentCount(track) {
		return dst, fault.Missing("segment")
	}
	t := ix.tracks[track]
	s := &t.Segments[segment]
	w := works.Get().(*work)
	defer works.Put(w)
	w.samples = t.samples(w.samples[:0], segment)
	for i := range w.samples {
		w.samples[i].Composition += int32(t.Delay)
	}
	return mp4.AppendFragment(slices.Grow(dst, headSize(s)), uint32(segment+1), s.Decode, w.samples), nil
}
