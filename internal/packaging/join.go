package packaging

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// Chunk is an MP4 file with one part of a video, encoded by itself: it begins
// with a sync sample that is shown from 0, and its frames fill its time.
type Chunk struct {
	R    io.ReaderAt
	Size int64 // bytes
}

// join makes one track of chunks that follow each other, and a reader in which
// its samples lie. The result depends on the frames only, not on where they
// were cut or how far each encoder reorders.
func join(chunks []Chunk) (*media.Track, io.ReaderAt, error) {
	var whole *media.Track
	var files joined
	for k, c := range chunks {
		t, err := readChunk(c)
		if err == nil && k > 0 {
			err = continues(whole, t)
		}
		if err == nil && k < len(chunks)-1 {
			err = full(t)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("chunk %d: %w", k, err)
		}
		base := files.add(c)
		for i := range t.Offsets {
			t.Offsets[i] += base
		}
		if whole == nil {
			whole = t
			continue
		}
		whole.Samples = append(whole.Samples, t.Samples...)
		whole.Offsets = append(whole.Offsets, t.Offsets...)
	}
	return whole, files, nil
}

// readChunk reads a chunk with decode times that begin at 0, as presentation
// does: compositions may be negative, and there is no edit left.
func readChunk(c Chunk) (*media.Track, error) {
	t, err := readTrack(c.R, c.Size, media.Video)
	if err != nil {
		return nil, err
	}
	if len(t.Samples) > 0 && int64(t.Samples[0].Composition)+t.Shift > 0 {
		return nil, errors.New("does not start at 0")
	}
	if err = normalize(t); err != nil {
		return nil, err
	}
	for i := range t.Samples {
		t.Samples[i].Composition += int32(t.Shift)
	}
	t.Shift = 0
	return t, nil
}

// continues tells whether a decoder of t goes on with next as it is.
func continues(t, next *media.Track) error {
	switch {
	case next.Timescale != t.Timescale:
		return fmt.Errorf("timescale %d, before it %d", next.Timescale, t.Timescale)
	case next.Config.Codec != t.Config.Codec || !bytes.Equal(next.Config.Extra, t.Config.Extra):
		return errors.New("codec or parameter sets differ from those before it")
	case !bytes.Equal(next.Config.Entry, t.Config.Entry):
		return errors.New("picture size, shape or colours differ from those before it")
	case len(t.Samples)+len(next.Samples) > mp4.MaxSamples:
		return fmt.Errorf("more than %d samples", mp4.MaxSamples)
	}
	return nil
}

// full makes sure that the next chunk begins, by its decode time, when the
// last frame of t ends.
func full(t *media.Track) error {
	var decode, end int64
	for i := range t.Samples {
		s := &t.Samples[i]
		end = max(end, decode+int64(s.Composition)+int64(s.Duration))
		decode += int64(s.Duration)
	}
	if end != decode {
		return fmt.Errorf("is shown for %d ticks and decoded for %d", end, decode)
	}
	return nil
}

// joined are files that are read as one.
type joined []Chunk

// add puts a file behind the others and returns where it begins.
func (j *joined) add(c Chunk) (base int64) {
	for _, before := range *j {
		base += before.Size
	}
	*j = append(*j, c)
	return base
}

// ReadAt reads across files.
func (j joined) ReadAt(b []byte, offset int64) (n int, err error) {
	for _, c := range j {
		if offset >= c.Size {
			offset -= c.Size
			continue
		}
		part := b[n:min(int64(len(b)), int64(n)+c.Size-offset)]
		if err = readFull(c.R, part, offset); err != nil {
			return n, err
		}
		if n += len(part); n == len(b) {
			return n, nil
		}
		offset = 0
	}
	return n, io.EOF
}
