package packaging

import (
	"fmt"
	"io"
	"slices"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/webm"
)

// AppendWebMInit appends the WebM init segment of a track to dst. dst is
// returned as it was when there is no such track or WebM does not carry its
// codec: it carries VP9, AV1 and Opus.
func (ix *Index) AppendWebMInit(dst []byte, track int) []byte {
	if track < 0 || track >= len(ix.tracks) || !webm.Carries(ix.tracks[track].Config) {
		return dst
	}
	t := ix.tracks[track]
	described := media.Track{Kind: t.Kind, Timescale: t.Timescale, Config: t.Config}
	return webm.AppendInit(dst, &described, t.frame(), t.Duration())
}

// frame returns how long all samples of the first segment with any last, 0
// when they differ.
func (t *Track) frame() int64 {
	for i := range t.Segments {
		samples := t.samples(nil, i)
		for j := range samples {
			if samples[j].Duration != samples[0].Duration {
				return 0
			}
		}
		if len(samples) > 0 {
			return int64(samples[0].Duration)
		}
	}
	return 0
}

// AppendWebM appends the WebM segment of a track to dst: a cluster, read from
// r, the MP4. Its times are those of the presentation, rounded to webm.Scale;
// a segment longer than 32 s is more than one cluster. A segment past the end
// is fault.NotFound, a codec that WebM does not carry is fault.Unsupported.
// When reading fails, dst is returned as it was.
func (ix *Index) AppendWebM(dst []byte, r io.ReaderAt, track, segment int) ([]byte, error) {
	if track < 0 || segment < 0 || segment >= ix.SegmentCount(track) {
		return dst, fault.Missing("segment")
	}
	t := ix.tracks[track]
	if !webm.Carries(t.Config) {
		return dst, fault.New(fault.Unsupported, "codec "+t.Config.Codec+" has no place in WebM")
	}
	s := &t.Segments[segment]
	w := works.Get().(*work)
	defer works.Put(w)
	w.samples = t.samples(w.samples[:0], segment)
	w.webm = webm.Segment{
		Timescale: t.Timescale,
		Time:      s.Decode + webm.Delay(t.Config, t.Timescale),
		Samples:   w.samples,
	}
	size := w.webm.Size()
	out := slices.Grow(dst, size)[:len(dst)+size]
	if err := readFull(r, out[len(out)-int(s.Size):], s.Offset); err != nil {
		return dst, fmt.Errorf("track %d segment %d: %w", track, segment, err)
	}
	w.webm.Mux(out[len(dst):])
	return out, nil
}
