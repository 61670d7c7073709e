package packaging

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"time"

	"kinora/internal/media"
)

// cutTrack is a track with the places where its segments begin.
type cutTrack struct {
	media.Track
	starts []int   // first sample of each segment, and the end of the last
	times  []int64 // presentation time of each start
	decode []int64 // decode time of each start
	delay  int64   // ticks that decoding begins before 0
}

// cut divides normal tracks, video first, into segments.
func cut(tracks []*media.Track, segment time.Duration) ([]*cutTrack, error) {
	if segment < 100*time.Millisecond || segment > time.Hour {
		return nil, fmt.Errorf("segments of %v", segment)
	}
	grid := newGrid(tracks, segment)
	list := make([]*cutTrack, len(tracks))
	for i, t := range tracks {
		list[i] = &cutTrack{Track: *t, delay: lead(t)}
		if t.Kind == media.Video {
			list[i].cutVideo(grid)
		} else if err := list[i].cutAudio(grid); err != nil {
			return nil, fmt.Errorf("track %d: %w", i, err)
		}
	}
	return list, nil
}

// lead returns how long before 0 a track is decoded, in ticks.
func lead(t *media.Track) int64 {
	if t.Kind == media.Video {
		return max(-t.Shift, 0)
	}
	_, pts := settling(t)
	return max(-pts, 0)
}

// settling returns the first sample of sound that is needed, and when it is
// shown. Decoders of AAC add to each sample what is left of the one before, so
// that in front of the first that is heard is needed; players leave out what
// lies before 0. Opus takes longer to settle: all is kept.
func settling(t *media.Track) (sample int, pts int64) {
	pts = t.Shift
	if t.Config.Codec == "Opus" {
		return 0, pts
	}
	before := pts
	for i := range t.Samples {
		end := pts + int64(t.Samples[i].Duration)
		if end > 0 {
			return max(i-1, 0), before
		}
		before, pts = pts, end
	}
	return len(t.Samples), pts
}

// grid holds the presentation times at which segments begin.
type grid struct {
	scale  uint32
	bounds []int64
}

// newGrid puts a boundary at the first sync sample at or after each multiple
// of segment. Audio that goes on by more than an eighth of a segment behind
// what the last one should hold gets further segments of its own.
func newGrid(tracks []*media.Track, segment time.Duration) grid {
	g := grid{scale: tracks[0].Timescale, bounds: []int64{0}}
	var end, free int64 // free: no boundary before, as video samples are there
	if tracks[0].Kind == media.Video {
		end = g.addVideo(tracks[0], segment)
		free = end
	}
	for _, t := range tracks {
		if t.Kind == media.Audio {
			end = max(end, rescaleUp(length(t)+t.Shift, g.scale, t.Timescale))
		}
	}
	step := ticksAt(1, segment, g.scale)
	for last := g.last(); end-last > step+step/8; last = g.last() {
		next := max(last+step, free)
		if free == 0 { // no video: exact multiples, which rounding must not move
			next = ticksAt(int64(len(g.bounds)), segment, g.scale)
		}
		if next >= end {
			break
		}
		g.bounds = append(g.bounds, next)
	}
	return g
}

func (g *grid) last() int64 { return g.bounds[len(g.bounds)-1] }

// addVideo adds the boundaries in a video track and returns its end.
func (g *grid) addVideo(t *media.Track, segment time.Duration) (end int64) {
	var decode int64
	n := int64(1)
	for i := range t.Samples {
		s := &t.Samples[i]
		pts := decode + int64(s.Composition) + t.Shift
		if s.Sync && i > 0 && pts >= ticksAt(n, segment, g.scale) {
			g.bounds = append(g.bounds, pts)
			for ticksAt(n, segment, g.scale) <= pts {
				n++
			}
		}
		decode += int64(s.Duration)
		end = max(end, pts+int64(s.Duration))
	}
	return end
}

// ticksAt returns the first tick at or after n segments.
func ticksAt(n int64, segment time.Duration, scale uint32) int64 {
	hi, lo := bits.Mul64(uint64(n)*uint64(segment), uint64(scale))
	lo, carry := bits.Add64(lo, uint64(time.Second)-1, 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(time.Second))
	return int64(q)
}

// rescaleUp returns v*to/from rounded up; v must not be negative.
func rescaleUp(v int64, to, from uint32) int64 {
	hi, lo := bits.Mul64(uint64(max(v, 0)), uint64(to))
	lo, carry := bits.Add64(lo, uint64(from)-1, 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(from))
	return int64(q)
}

func length(t *media.Track) (sum int64) {
	for i := range t.Samples {
		sum += int64(t.Samples[i].Duration)
	}
	return sum
}

func (t *cutTrack) start(sample int, time, decode int64) {
	t.starts = append(t.starts, sample)
	t.times = append(t.times, time)
	t.decode = append(t.decode, decode)
}

// cutVideo starts a segment at each sync sample on the grid.
func (t *cutTrack) cutVideo(g grid) {
	var decode, end int64
	next := 0
	for i := range t.Samples {
		s := &t.Samples[i]
		pts := decode + int64(s.Composition) + t.Shift
		if s.Sync && next < len(g.bounds) && pts == g.bounds[next] {
			t.start(i, pts, decode)
			next++
		}
		decode += int64(s.Duration)
		end = max(end, pts+int64(s.Duration))
	}
	t.start(len(t.Samples), end, decode)
}

// cutAudio gives every segment the samples that begin in it, and the first one
// what decoders need to settle.
func (t *cutTrack) cutAudio(g grid) error {
	i, pts := settling(&t.Track)
	skip := func(to int64) {
		for i < len(t.Samples) && pts < to {
			pts += int64(t.Samples[i].Duration)
			i++
		}
	}
	for _, bound := range g.bounds {
		at := rescaleUp(bound, t.Timescale, g.scale)
		if bound > 0 {
			skip(at)
		}
		if i == len(t.Samples) {
			break
		}
		t.start(i, max(pts, 0), pts+t.delay)
	}
	if len(t.starts) == 0 {
		return fmt.Errorf("audio has nothing at or after 0")
	}
	t.openEmpty(g)
	skip(1 << 62)
	t.start(i, max(pts, 0), pts+t.delay)
	return nil
}

// openEmpty lets segments without samples begin on the grid, as there is no
// sample to begin with.
func (t *cutTrack) openEmpty(g grid) {
	for k := 0; k+1 < len(t.starts); k++ {
		if t.starts[k] == t.starts[k+1] {
			t.times[k] = rescaleUp(g.bounds[k], t.Timescale, g.scale)
		}
	}
}

// encode appends the stored form of the track. Samples of a segment must be
// contiguous in the file.
func (t *cutTrack) encode(b []byte) []byte {
	b = append(b, byte(t.Kind))
	b = binary.AppendUvarint(b, uint64(t.Timescale))
	b = binary.AppendUvarint(b, uint64(t.delay))
	b = append(b, (t.Config.Language + "und")[:3]...)
	b = binary.AppendUvarint(b, uint64(len(t.Config.Entry)))
	b = append(b, t.Config.Entry...)
	b = binary.AppendUvarint(b, uint64(t.starts[0]))
	n := len(t.starts) - 1
	b = binary.AppendUvarint(b, uint64(n))
	var blocks []byte
	var samples []media.Sample
	var end Segment
	for k := range n {
		samples = append(samples[:0], t.Samples[t.starts[k]:t.starts[k+1]]...)
		offset := end.Offset
		if len(samples) > 0 {
			offset = t.Offsets[t.starts[k]]
		}
		b = binary.AppendUvarint(b, uint64(len(samples)))
		b = binary.AppendVarint(b, offset-end.Offset)
		b = binary.AppendVarint(b, t.decode[k]-end.Decode)
		b = binary.AppendVarint(b, t.times[k]-end.Start)
		b = binary.AppendUvarint(b, uint64(t.times[k+1]-t.times[k]))
		end = Segment{Offset: offset, Decode: t.decode[k], Start: t.times[k+1]}
		for i := range samples {
			end.Offset += int64(samples[i].Size)
			end.Decode += int64(samples[i].Duration)
			if t.Kind == media.Video {
				samples[i].Composition += int32(t.Shift)
			}
		}
		blocks = appendBlock(blocks, samples)
	}
	b = binary.AppendUvarint(b, uint64(len(blocks)))
	return append(b, blocks...)
}
