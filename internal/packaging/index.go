// Package packaging turns encoded tracks into one MP4 laid out by segment, and
// that MP4 into what players fetch: transport stream segments, CMAF init
// segments and CMAF segments. An Index, small enough to keep in memory, says
// where everything is, so that serving a segment takes one read.
//
// All times are ticks of a track's timescale on one presentation timeline that
// starts at 0. Segments and tracks count from 0.
package packaging

import (
	"slices"
	"time"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/mpegts"
)

// Index describes the MP4 of one rendition. It is read-only once made and may
// be used by several goroutines.
type Index struct {
	raw     []byte
	segment time.Duration
	tracks  []*Track
}

// Track is one track of an Index; the caller must not change it.
type Track struct {
	Number    int // place in Index.Tracks, from 0
	Kind      media.Kind
	Timescale uint32
	Delay     int64 // ticks that decode times must precede presentation times by at most
	Config    media.Config
	Segments  []Segment

	blocks []byte        // sample tables of all segments
	codec  *mpegts.Codec // nil when a transport stream cannot carry the track
	muxed  []mpegts.Counters
	alone  []mpegts.Counters
}

// Segment is the part of a track that lies in one segment: one contiguous run
// of samples and of bytes.
type Segment struct {
	First    int   // sample in the MP4, from 0
	Count    int   // samples; 0 where the track has none in this segment
	Offset   int64 // bytes into the MP4
	Size     int64 // bytes
	Decode   int64 // decode time of the first sample; where nothing is reordered, Start + Track.Delay
	Start    int64 // presentation time
	Duration int64 // until the next segment, or the end of the track

	block int // start of its sample table in Track.blocks
}

// SegmentDuration returns the segment duration that the MP4 was cut by.
func (ix *Index) SegmentDuration() time.Duration { return ix.segment }

// Tracks returns all tracks, video first.
func (ix *Index) Tracks() []*Track { return ix.tracks }

// Video returns the video track, or nil.
func (ix *Index) Video() *Track {
	if ix.tracks[0].Kind == media.Video {
		return ix.tracks[0]
	}
	return nil
}

// Audio returns the audio tracks.
func (ix *Index) Audio() []*Track {
	if ix.Video() == nil {
		return ix.tracks
	}
	return ix.tracks[1:]
}

// SegmentCount returns how many segments a track has. Audio that outlasts the
// video has more than the video.
func (ix *Index) SegmentCount(track int) int {
	if track < 0 || track >= len(ix.tracks) {
		return 0
	}
	return len(ix.tracks[track].Segments)
}

// Duration returns when the last track ends.
func (ix *Index) Duration() time.Duration {
	var longest time.Duration
	for _, t := range ix.tracks {
		longest = max(longest, t.Duration())
	}
	return longest
}

// Memory returns about how many bytes the index keeps, for caches.
func (ix *Index) Memory() int {
	n := len(ix.raw)
	for _, t := range ix.tracks {
		n += 1024 + len(t.Segments)*80
	}
	return n
}

// End returns the tick at which the track ends.
func (t *Track) End() int64 {
	last := t.Segments[len(t.Segments)-1]
	return last.Start + last.Duration
}

// Duration returns when the track ends, rounded down to a nanosecond.
func (t *Track) Duration() time.Duration { return t.time(t.End()) }

func (t *Track) time(ticks int64) time.Duration {
	scale := int64(t.Timescale)
	return time.Duration(ticks/scale)*time.Second +
		time.Duration(ticks%scale*int64(time.Second)/scale)
}

// Seconds converts ticks of the track to seconds, for playlists.
func (t *Track) Seconds(ticks int64) float64 { return float64(ticks) / float64(t.Timescale) }

// FrameRate returns frames per second of a video track as a fraction: exact
// when all frames last equally long, else the mean.
func (t *Track) FrameRate() (num, den int64) {
	frames := int64(0)
	for i := range t.Segments {
		frames += int64(t.Segments[i].Count)
	}
	samples := t.samples(nil, 0)
	d := int64(samples[0].Duration)
	if off := t.End() - d*frames; d > 0 && off > -d && off < d {
		return reduce(int64(t.Timescale), d)
	}
	return reduce(frames*1000, max(1, t.Duration().Milliseconds()))
}

func reduce(num, den int64) (int64, int64) {
	d := max(gcd(num, den), 1)
	return num / d, den / d
}

// pick returns the tracks that a transport stream is asked to carry; none
// asked for means the video and the first audio track.
func (ix *Index) pick(tracks []int) (video, audio *Track, err error) {
	if len(tracks) == 0 {
		video = ix.Video()
		if list := ix.Audio(); len(list) > 0 {
			audio = list[0]
		}
	}
	for _, n := range tracks {
		if n < 0 || n >= len(ix.tracks) {
			return nil, nil, fault.Missing("track")
		}
		place := &audio
		if ix.tracks[n].Kind == media.Video {
			place = &video
		}
		if *place != nil {
			return nil, nil, fault.New(fault.Invalid, "a segment holds one video and one audio track")
		}
		*place = ix.tracks[n]
	}
	for _, t := range []*Track{video, audio} {
		if t != nil && t.codec == nil {
			return nil, nil, fault.New(fault.Unsupported, "codec "+t.Config.Codec+" has no place in a transport stream")
		}
	}
	return video, audio, nil
}

// SegmentSeconds returns how long each segment of a transport stream of the
// given tracks lasts, as AppendTS takes them. The last one lasts to the end of
// the longer track.
func (ix *Index) SegmentSeconds(tracks ...int) ([]float64, error) {
	video, audio, err := ix.pick(tracks)
	if err != nil {
		return nil, err
	}
	if video == nil {
		return audio.SegmentSeconds(), nil
	}
	list := video.SegmentSeconds()
	if audio == nil {
		return list, nil
	}
	n := len(list)
	last := video.Segments[n-1].Start
	if len(audio.Segments) > n { // the video ends inside: the audio goes on by itself
		list[n-1] = audio.Seconds(audio.Segments[n].Start) - video.Seconds(last)
		return append(list, audio.SegmentSeconds()[n:]...), nil
	}
	list[n-1] = max(list[n-1], audio.Seconds(audio.End())-video.Seconds(last))
	return list, nil
}

// SegmentSeconds returns how long each segment of the track lasts.
func (t *Track) SegmentSeconds() []float64 {
	list := make([]float64, len(t.Segments))
	for i := range t.Segments {
		list[i] = t.Seconds(t.Segments[i].Duration)
	}
	return list
}

// SegmentTime returns how long a segment, counted from 0, of the given tracks
// plays: as long as the longest of them. It is 0 where there is none.
func (ix *Index) SegmentTime(segment int, tracks ...int) (d time.Duration) {
	for _, n := range tracks {
		if t := ix.tracks[n]; segment < len(t.Segments) {
			d = max(d, t.time(t.Segments[segment].Duration))
		}
	}
	return d
}

// MarshalBinary returns the index in its stored form. The caller owns it.
func (ix *Index) MarshalBinary() ([]byte, error) { return slices.Clone(ix.raw), nil }
