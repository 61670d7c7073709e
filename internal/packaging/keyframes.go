package packaging

import (
	"slices"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/mpegts"
)

// KeyFrame is a key frame as a byte range of the segment that AppendTS makes
// of the same tracks. The range begins with PAT and PMT, so it decodes alone.
type KeyFrame struct {
	Segment  int
	Offset   int64 // bytes into the segment
	Size     int64 // bytes
	Start    int64 // presentation time, ticks of the video track
	Duration int64 // until the next key frame, or the end of the video
}

// KeyFrames lists all key frames of the video, for I-frame playlists, without
// reading media. Tracks are those of AppendTS and must include the video.
func (ix *Index) KeyFrames(tracks ...int) ([]KeyFrame, error) {
	video, audio, err := ix.pick(tracks)
	if err != nil {
		return nil, err
	}
	if video == nil {
		return nil, fault.Missing("video")
	}
	var list []KeyFrame
	var w work
	var places []mpegts.KeyFrame
	for n := range video.Segments {
		ts := w.fill(video, audio, n)
		places = places[:0]
		ts.Measure(mpegts.Counters{}, &places)
		w.samples = video.samples(w.samples[:0], n)
		decode, at := video.Segments[n].Decode, 0
		for _, p := range places {
			for ; at < p.Sample; at++ {
				decode += int64(w.samples[at].Duration)
			}
			start := decode + int64(w.samples[at].Composition)
			list = append(list, KeyFrame{Segment: n, Offset: p.Offset, Size: p.Size, Start: start})
		}
	}
	end := video.End()
	for i := len(list) - 1; i >= 0; i-- {
		list[i].Duration = end - list[i].Start
		end = list[i].Start
	}
	return list, nil
}

// KeyFrameStarts returns the presentation times of the samples that decode
// alone, in ticks of the track, whatever the codec.
func (t *Track) KeyFrameStarts() []int64 {
	var list []int64
	var samples []media.Sample
	for n := range t.Segments {
		samples = t.samples(samples[:0], n)
		decode := t.Segments[n].Decode
		for i := range samples {
			if samples[i].Sync {
				list = append(list, decode+int64(samples[i].Composition))
			}
			decode += int64(samples[i].Duration)
		}
	}
	return list
}

// KeyFrameBitRate returns the peak bit rate of the I-frame playlist in bits
// per second, 0 without a video that has one.
func (ix *Index) KeyFrameBitRate() int64 {
	keys, err := ix.KeyFrames()
	if err != nil {
		return 0
	}
	video := ix.Video()
	spans := make([]span, len(keys))
	for i, k := range keys {
		spans[i] = span{k.Size, video.Seconds(k.Duration)}
	}
	return peak(spans)
}

// BitRate returns the average and the peak bit rate of the given tracks in the
// MP4 and in CMAF, without container overhead, in bits per second; no numbers
// mean all tracks.
func (ix *Index) BitRate(tracks ...int) (average, highest int64) {
	for _, t := range ix.tracks {
		if len(tracks) > 0 && !slices.Contains(tracks, t.Number) {
			continue
		}
		spans := make([]span, len(t.Segments))
		var bytes int64
		for i, s := range t.Segments {
			spans[i] = span{s.Size, t.Seconds(s.Duration)}
			bytes += s.Size
		}
		average += rate(span{bytes, t.Seconds(t.End())})
		highest += peak(spans)
	}
	return average, highest
}

// span is a number of bytes to be fetched for a number of seconds.
type span struct {
	bytes   int64
	seconds float64
}

func rate(s span) int64 {
	if s.seconds <= 0 {
		return 0
	}
	return int64(float64(s.bytes*8)/s.seconds + 0.5)
}

// peak returns the highest bit rate of any run of segments that lasts at least
// half as long as the longest segment (RFC 8216 section 4.1), in bits per
// second.
func peak(spans []span) int64 {
	var longest float64
	for _, s := range spans {
		longest = max(longest, s.seconds)
	}
	var highest int64
	for i := range spans {
		var run span
		for j := i; j < len(spans) && run.seconds < longest/2; j++ {
			run.bytes += spans[j].bytes
			run.seconds += spans[j].seconds
		}
		if run.seconds >= longest/2 {
			highest = max(highest, rate(run))
		}
	}
	return highest
}
