package packaging

import (
	"fmt"
	"io"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/mpegts"
)

// maxGap is how many bytes between the two tracks of a segment are read along
// rather than skipped by a second read.
const maxGap = 64 << 10

// AppendTS appends a transport stream segment to dst, with the given tracks
// (by number, at most one of each kind) or, when none are given, the video and
// the first audio track, read from r, the MP4. A segment past the end is
// fault.NotFound, a codec that transport streams cannot carry is
// fault.Unsupported. On failure dst is returned as it was.
func (ix *Index) AppendTS(dst []byte, r io.ReaderAt, segment int, tracks ...int) ([]byte, error) {
	out := dst
	err := ix.muxTS(r, segment, tracks, func(w *work, video, audio []byte, c mpegts.Counters) (err error) {
		out, w.head, err = w.segment.Append(dst, w.head, video, audio, c)
		return err
	})
	if err != nil {
		return dst, err
	}
	return out, nil
}

// WriteTS writes what AppendTS appends to out, in pieces. Before the first one
// it calls begin with the bytes of the whole segment.
func (ix *Index) WriteTS(out io.Writer, begin func(size int64), r io.ReaderAt, segment int, tracks ...int) error {
	return ix.muxTS(r, segment, tracks, func(w *work, video, audio []byte, c mpegts.Counters) (err error) {
		size, _ := w.segment.Measure(c, nil)
		begin(size)
		w.piece, w.head, err = w.segment.Write(out, w.piece, w.head, video, audio, c)
		return err
	})
}

// muxTS reads what a segment consists of and hands it to mux.
func (ix *Index) muxTS(r io.ReaderAt, segment int, tracks []int, mux func(w *work, video, audio []byte, c mpegts.Counters) error) error {
	video, audio, err := ix.pick(tracks)
	if err != nil {
		return err
	}
	v, a := video.at(segment), audio.at(segment)
	if v == nil && a == nil {
		return fault.Missing("segment")
	}
	w := works.Get().(*work)
	defer works.Put(w)
	w.fill(video, audio, segment)
	buf, videoBytes, audioBytes, err := readPair(r, v, a)
	if buf != nil {
		defer buffers.give(buf)
	}
	if err == nil {
		err = mux(w, videoBytes, audioBytes, counters(video, audio, segment))
	}
	if err != nil {
		return fmt.Errorf("segment %d: %w", segment, err)
	}
	return nil
}

// at returns a segment of the track, or nil when it has none; t may be nil.
func (t *Track) at(segment int) *Segment {
	if t == nil || segment < 0 || segment >= len(t.Segments) {
		return nil
	}
	return &t.Segments[segment]
}

// readPair reads the bytes of both tracks in one go where they lie together.
// The buffer belongs to the caller, also on failure.
func readPair(r io.ReaderAt, v, a *Segment) (buf *[]byte, video, audio []byte, err error) {
	var none Segment
	if v == nil {
		v = &none
	}
	if a == nil {
		a = &none
	}
	between := a.Offset - v.Offset - v.Size
	if v.Size == 0 || a.Size == 0 || between < 0 || between > maxGap {
		buf = buffers.take(int(v.Size + a.Size))
		video, audio = (*buf)[:v.Size], (*buf)[v.Size:]
		if err = readFull(r, video, v.Offset); err == nil {
			err = readFull(r, audio, a.Offset)
		}
		return buf, video, audio, err
	}
	buf = buffers.take(int(v.Size + between + a.Size))
	err = readFull(r, *buf, v.Offset)
	return buf, (*buf)[:v.Size], (*buf)[v.Size+between:], err
}

// fill returns the segment in terms of the muxer. It belongs to w.
func (w *work) fill(video, audio *Track, segment int) *mpegts.Segment {
	ts := &w.segment
	*ts = mpegts.Segment{}
	if video != nil {
		ts.VideoCodec = video.codec
		w.video = w.convert(w.video[:0], video, segment)
		ts.Video = w.video
	}
	if audio != nil {
		ts.AudioCodec = audio.codec
		w.audio = w.convert(w.audio[:0], audio, segment)
		ts.Audio = w.audio
	}
	return ts
}

func (w *work) convert(dst []mpegts.Sample, t *Track, segment int) []mpegts.Sample {
	if t.at(segment) == nil {
		return dst
	}
	w.time(t, segment)
	scale, late := int64(t.Timescale), int64(0)
	if t.Kind == media.Audio {
		late = t.Delay // decode times begin at 0, and there is no edit list
	}
	for i := range w.samples {
		m := &w.samples[i]
		dst = append(dst, mpegts.Sample{
			PTS:  toClock(w.decode[i]+int64(m.Composition)-late, scale),
			DTS:  toClock(w.decode[i]-late, scale),
			Size: int(m.Size),
			Key:  m.Sync && t.Kind == media.Video,
		})
	}
	return dst
}

// toClock converts ticks to those of mpegts.Clock, rounded to the nearest.
func toClock(ticks, scale int64) int64 {
	whole, part := ticks/scale, ticks%scale
	if part < 0 {
		whole, part = whole-1, part+scale
	}
	return whole*mpegts.Clock + (2*part*mpegts.Clock+scale)/(2*scale)
}

// count works out the continuity counters of all segments, from which any
// segment can be muxed so that it joins the one before.
func (ix *Index) count() {
	var w work
	video := ix.Video()
	for _, t := range ix.tracks {
		if t.codec == nil {
			continue
		}
		if t.Kind == media.Video {
			t.alone = w.count(t, nil, len(t.Segments))
			t.muxed = t.alone
			continue
		}
		t.alone = w.count(nil, t, len(t.Segments))
		if video != nil && video.codec != nil {
			t.muxed = w.count(&Track{codec: video.codec}, t, len(t.Segments))
		}
	}
}

// count returns the counters in front of each of n segments, and behind them.
func (w *work) count(video, audio *Track, n int) []mpegts.Counters {
	list := make([]mpegts.Counters, n+1)
	for i := range n {
		ts := w.fill(video, audio, i)
		_, list[i+1] = ts.Measure(list[i], nil)
	}
	return list
}

// counters returns the continuity counters in front of a segment.
func counters(video, audio *Track, segment int) mpegts.Counters {
	if video == nil {
		return audio.alone[segment]
	}
	n := len(video.Segments)
	c := video.alone[min(segment, n)]
	c.Tables += uint8(max(segment-n, 0)) // behind the video, one pair of tables each
	if audio != nil {
		c.Audio = audio.muxed[min(segment, len(audio.Segments))].Audio
	}
	return c
}
