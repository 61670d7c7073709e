package packaging

import (
	"fmt"
	"io"
	"math"
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
	start        int64   // when decoding of the segment starts
	decode       []int64 // decode time of each sample
	segment      mpegts.Segment
	video, audio []mpegts.Sample
	webm         webm.Segment
	head, piece  []byte
}

var works = sync.Pool{New: func() any { return new(work) }}

// AppendInit appends the CMAF init segment of a track to dst. dst is returned
// as it was when there is no such track. An edit list takes off what the
// decoder of sound needs to settle; pictures have none (see work.time).
func (ix *Index) AppendInit(dst []byte, track int) []byte {
	if track < 0 || track >= len(ix.tracks) {
		return dst
	}
	t := ix.tracks[track]
	out := media.Track{Kind: t.Kind, Timescale: t.Timescale, Config: t.Config}
	if t.Kind == media.Audio {
		out.Shift = -t.Delay
	}
	return mp4.AppendInit(dst, &out)
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
	w.time(t, segment)
	return mp4.AppendFragment(slices.Grow(dst, headSize(s)), uint32(segment+1), w.start, w.samples), nil
}

// time fills in the samples of a segment and when they are decoded. Their
// durations and compositions are made to fit.
//
// No picture is decoded before 0 nor shown before it is decoded. That needs
// neither an edit list, which hls.js does not see, nor negative offsets, which
// ffmpeg shows late. Pictures coded out of order must be decoded ahead, all by
// the delay of the track, and the first ones of the video, for which there is
// no time ahead, in quick succession.
func (w *work) time(t *Track, segment int) {
	w.samples, w.decode = t.samples(w.samples[:0], segment), w.decode[:0]
	w.start = t.Segments[segment].Decode
	if t.Kind == media.Video {
		w.start -= t.Delay
	}
	at := w.start
	for i := range w.samples {
		w.decode = append(w.decode, at)
		at += int64(w.samples[i].Duration)
		w.samples[i].Composition += int32(t.Delay)
	}
	if w.start >= 0 || len(w.samples) == 0 {
		return
	}
	w.spreadEarlyFrames()
	w.start = 0
	w.decode = append(w.decode, max(at, w.decode[len(w.samples)-1]+1))
	for i := range w.samples {
		w.samples[i].Duration = uint32(w.decode[i+1] - w.decode[i])
	}
	w.decode = w.decode[:len(w.samples)]
}

// spreadEarlyFrames spreads the samples that would be decoded before the second frame is
// shown over the time that the first one is.
func (w *work) spreadEarlyFrames() {
	shown := func(i int) int64 { return w.decode[i] + int64(w.samples[i].Composition) }
	next := int64(math.MaxInt64)
	for i := 1; i < len(w.samples); i++ {
		next = min(next, shown(i))
	}
	early := 0
	for early < len(w.samples) && w.decode[early] < next {
		early++
	}
	if early == len(w.samples) {
		next = min(next, int64(early)*int64(w.samples[0].Duration))
	}
	for i := range early {
		at := next / int64(early) * int64(i)
		w.samples[i].Composition = int32(shown(i) - at)
		w.decode[i] = at
	}
}
