package packaging

import (
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// Source is one MP4 file with one track of the kind it is asked for; tracks of
// other kinds are an error.
type Source struct {
	R        io.ReaderAt
	Size     int64        // bytes
	Chunks   []Chunk      // of a video, in order, instead of R and Size; same codec, parameter sets and timescale
	Track    *media.Track // whose samples lie in R, instead of the only one that its movie box names; it is changed
	Language string       // ISO 639-2, three letters; "" keeps what the file says
}

// Assemble writes the final MP4 of a rendition to w: ftyp, moov, mdat, with
// mdat laid out by segment: the video samples of segment 0, then the samples
// of each audio track in it, then segment 1. video is nil for a rendition
// without pictures. Besides the tables of samples, memory is bounded. The
// bytes written depend on the sources only.
func Assemble(w io.Writer, segment time.Duration, video *Source, audio []Source) (*Index, error) {
	tracks, readers, err := load(video, audio)
	if err != nil {
		return nil, err
	}
	cuts, err := cut(tracks, segment)
	if err != nil {
		return nil, err
	}
	from := make([][]int64, len(cuts))
	for i, t := range cuts {
		from[i] = t.Offsets
		t.Offsets = make([]int64, len(from[i]))
	}
	if err = writeHead(w, cuts); err != nil {
		return nil, err
	}
	if err = copySegments(w, cuts, from, readers); err != nil {
		return nil, err
	}
	return ParseIndex(encode(segment, cuts))
}

// load reads the movie boxes of all sources.
func load(video *Source, audio []Source) (tracks []*media.Track, readers []io.ReaderAt, err error) {
	add := func(s *Source, kind media.Kind) error {
		t, r, err := s.track(kind)
		if err != nil {
			return fmt.Errorf("%v source: %w", kind, err)
		}
		tracks, readers = append(tracks, t), append(readers, r)
		return nil
	}
	if video != nil {
		if err = add(video, media.Video); err != nil {
			return nil, nil, err
		}
	}
	for i := range audio {
		if err = add(&audio[i], media.Audio); err != nil {
			return nil, nil, err
		}
	}
	if len(tracks) == 0 || len(tracks) > maxTracks {
		return nil, nil, fmt.Errorf("%d tracks to assemble", len(tracks))
	}
	return tracks, readers, nil
}

// track returns the normal track of the source and what its samples lie in.
func (s *Source) track(kind media.Kind) (t *media.Track, r io.ReaderAt, err error) {
	switch {
	case s.Track != nil:
		t, r = s.Track, s.R
	case len(s.Chunks) == 0:
		r = s.R
		t, err = readTrack(s.R, s.Size, kind)
	case kind == media.Video:
		t, r, err = join(s.Chunks)
	default:
		err = errors.New("only video is joined from chunks")
	}
	if err != nil {
		return nil, nil, err
	}
	if s.Language != "" {
		t.Config.Language = s.Language
	}
	return t, r, normalize(t)
}

// readTrack reads the only track of a file.
func readTrack(r io.ReaderAt, size int64, kind media.Kind) (*media.Track, error) {
	movie, err := mp4.Read(r, size)
	if err != nil {
		return nil, err
	}
	if len(movie.Tracks) != 1 || movie.Tracks[0].Kind != kind {
		return nil, errors.New("does not hold exactly one track of its kind")
	}
	return &movie.Tracks[0], nil
}

// segments is the number of segments of the longest track.
func segments(tracks []*cutTrack) int {
	n := 0
	for _, t := range tracks {
		n = max(n, len(t.starts)-1)
	}
	return n
}

// span returns the samples that lie in segment k of the file: those of the
// segment, and in front of the first those that belong to none.
func (t *cutTrack) span(k int) (first, end int) {
	if k >= len(t.starts)-1 {
		return 0, 0
	}
	if k == 0 {
		return 0, t.starts[1]
	}
	return t.starts[k], t.starts[k+1]
}

// arrange sets the offsets of all samples, for data that begins at base, and
// returns where it ends.
func arrange(tracks []*cutTrack, base int64) (end int64) {
	for k := range segments(tracks) {
		for _, t := range tracks {
			for i, last := t.span(k); i < last; i++ {
				t.Offsets[i] = base
				base += int64(t.Samples[i].Size)
			}
		}
	}
	return base
}

// writeHead writes everything in front of the data, and sets the offsets.
func writeHead(w io.Writer, tracks []*cutTrack) error {
	layouts := make([]mp4.Layout, len(tracks))
	for i, t := range tracks {
		layouts[i].Track = t.Track
		for k := range len(t.starts) - 1 {
			if first, end := t.span(k); end > first {
				layouts[i].Chunks = append(layouts[i].Chunks, end-first)
			}
		}
	}
	size := arrange(tracks, 0)
	for _, wide := range []bool{false, true} {
		head := header(layouts, size, wide)
		if end := arrange(tracks, int64(len(head))); !wide && end > math.MaxUint32 {
			continue
		}
		_, err := w.Write(header(layouts, size, wide))
		return err
	}
	return nil
}

// header returns ftyp, moov and the header of mdat. Its length does not depend
// on the offsets in the tables.
func header(layouts []mp4.Layout, size int64, wide bool) []byte {
	b := mp4.AppendFileType(nil, "isom", 0x200, "isom", "iso2", "avc1", "mp41")
	b = mp4.AppendMovie(b, layouts, wide)
	return mp4.AppendDataHeader(b, size)
}

// copySegments writes the data.
func copySegments(w io.Writer, tracks []*cutTrack, from [][]int64, readers []io.ReaderAt) error {
	buf := buffers.take(1 << 20)
	defer buffers.give(buf)
	for k := range segments(tracks) {
		for i, t := range tracks {
			first, end := t.span(k)
			if err := copySamples(w, readers[i], from[i][first:end], t.Samples[first:end], *buf); err != nil {
				return fmt.Errorf("track %d segment %d: %w", i, k, err)
			}
		}
	}
	return nil
}

// copySamples copies samples, those that lie behind each other in one go.
func copySamples(w io.Writer, r io.ReaderAt, offsets []int64, samples []media.Sample, buf []byte) error {
	for i := 0; i < len(samples); {
		at, end := offsets[i], offsets[i]
		for ; i < len(samples) && offsets[i] == end; i++ {
			end += int64(samples[i].Size)
		}
		for at < end {
			n := min(int64(len(buf)), end-at)
			if err := readFull(r, buf[:n], at); err != nil {
				return err
			}
			if _, err := w.Write(buf[:n]); err != nil {
				return err
			}
			at += n
		}
	}
	return nil
}

// BuildIndex makes the index of an MP4 that Assemble wrote with the same
// segment duration; it equals the one that Assemble returned.
func BuildIndex(r io.ReaderAt, size int64, segment time.Duration) (*Index, error) {
	movie, err := mp4.Read(r, size)
	if err != nil {
		return nil, err
	}
	var tracks []*media.Track
	for i := range movie.Tracks {
		t := &movie.Tracks[i]
		if t.Kind == media.Video && i > 0 {
			return nil, errors.New("video is not the first track")
		}
		if err = normalize(t); err != nil {
			return nil, fmt.Errorf("track %d: %w", i, err)
		}
		tracks = append(tracks, t)
	}
	if len(tracks) == 0 {
		return nil, errors.New("no tracks")
	}
	cuts, err := cut(tracks, segment)
	if err != nil {
		return nil, err
	}
	for i, t := range cuts {
		if k := t.scattered(); k >= 0 {
			return nil, fmt.Errorf("track %d: samples of segment %d are not in one piece", i, k)
		}
	}
	return ParseIndex(encode(segment, cuts))
}

// scattered returns the first segment whose samples are not contiguous, or -1.
func (t *cutTrack) scattered() int {
	for k := range len(t.starts) - 1 {
		for i := t.starts[k] + 1; i < t.starts[k+1]; i++ {
			if t.Offsets[i] != t.Offsets[i-1]+int64(t.Samples[i-1].Size) {
				return k
			}
		}
	}
	return -1
}
