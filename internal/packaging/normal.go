package packaging

import (
	"errors"
	"fmt"
	"math"
	"time"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
	"kinora/internal/media/mpegts"
)

// maxLength is the longest timeline that is packaged.
const maxLength = 30 * 24 * time.Hour

// normalize brings a track as it was read onto the timeline of the final MP4:
// video is shown from 0 and every GOP is closed; audio may start before 0 by
// what its encoder needs to settle, and one sample starts at 0 or later.
func normalize(t *media.Track) error {
	if len(t.Samples) == 0 {
		return errors.New("track has no samples")
	}
	limit := int64(maxLength/time.Second) * int64(t.Timescale)
	if total := length(t); total > limit || t.Shift > limit || t.Shift < -limit {
		return fmt.Errorf("track lasts longer than %v", maxLength)
	}
	if err := crop(t); err != nil {
		return err
	}
	if t.Kind == media.Audio {
		return normalizeAudio(t)
	}
	fillLast(t)
	if err := startAtZero(t); err != nil {
		return err
	}
	if err := delay(t); err != nil {
		return err
	}
	return closedGOPs(t)
}

// primingKept is how much audio is kept in front of 0, for decoders to settle: more
// than any encoder of AAC or Opus puts there.
const primingKept = 120 * time.Millisecond

// crop leaves out whole samples that the edit list does not show. Where it
// begins or ends inside a group of frames that need each other, it is refused.
func crop(t *media.Track) error {
	slack := int64(t.Timescale) / 500 // edits are rounded to milliseconds
	if t.End > 0 {
		if err := cropEnd(t, t.End-slack); err != nil {
			return err
		}
		t.End = 0
	}
	pts := t.Shift
	for i := range t.Samples {
		s := &t.Samples[i]
		shown := pts + int64(s.Composition)
		if t.Kind == media.Video && i == 0 && shown >= -slack {
			return nil
		}
		if t.Kind == media.Video && s.Sync && shown >= -slack && shown <= slack ||
			t.Kind == media.Audio && pts+int64(s.Duration) > -int64(primingKept)*int64(t.Timescale)/int64(time.Second) {
			t.Samples, t.Offsets, t.Shift = t.Samples[i:], t.Offsets[i:], pts
			return nil
		}
		pts += int64(s.Duration)
	}
	return errors.New("edit list starts inside a group of frames, or behind the last sample")
}

// cropEnd leaves out the samples behind the last one that is shown before end.
func cropEnd(t *media.Track, end int64) error {
	pts, n := t.Shift, 0
	late := -1
	for i := range t.Samples {
		s := &t.Samples[i]
		if pts+int64(s.Composition) < end {
			if late >= 0 {
				return fmt.Errorf("edit list ends before sample %d, which is decoded before sample %d is", late, i)
			}
			n = i + 1
		} else if t.Kind == media.Video && late < 0 {
			late = i
		}
		pts += int64(s.Duration)
	}
	if n == 0 {
		return errors.New("edit list shows nothing")
	}
	t.Samples, t.Offsets = t.Samples[:n], t.Offsets[:n]
	return nil
}

// fillLast gives a last frame without a duration that of the one before.
func fillLast(t *media.Track) {
	n := len(t.Samples)
	if last := &t.Samples[n-1]; last.Duration == 0 {
		last.Duration = max(1, t.Timescale/25)
		if n > 1 && t.Samples[n-2].Duration > 0 {
			last.Duration = t.Samples[n-2].Duration
		}
	}
}

// startAtZero shows the first frame from 0. A video that starts later shows
// its first frame longer, so that it stays in step with sound. Two milliseconds
// are taken for rounding.
func startAtZero(t *media.Track) error {
	first := t.Samples[0].Composition
	late := int64(first) + t.Shift
	if late < -int64(t.Timescale)/500 {
		return fmt.Errorf("edit list cuts %d ticks off the first frame", -late)
	}
	if late = max(late, 0) + int64(t.Samples[0].Duration); late > math.MaxUint32 {
		return errors.New("video starts too late")
	}
	t.Samples[0].Duration = uint32(late)
	for i := range t.Samples {
		c := int64(t.Samples[i].Composition) - int64(first)
		if c != int64(int32(c)) {
			return fmt.Errorf("sample %d: composition offset %d", i, c)
		}
		t.Samples[i].Composition = int32(c)
	}
	t.Shift = 0
	return nil
}

// delay moves compositions so that none is negative, and the edit list to make
// up for it.
func delay(t *media.Track) error {
	least := int32(0)
	for i := range t.Samples {
		least = min(least, t.Samples[i].Composition)
	}
	t.Shift = int64(least)
	if -t.Shift*mpegts.Clock/int64(t.Timescale) > mpegts.MaxDelay {
		return fmt.Errorf("decoding starts %d ticks ahead", -t.Shift)
	}
	for i := range t.Samples {
		c := int64(t.Samples[i].Composition) - t.Shift
		if c > math.MaxInt32 {
			return fmt.Errorf("sample %d: composition offset %d", i, c)
		}
		t.Samples[i].Composition = int32(c)
	}
	return nil
}

// closedGOPs makes sure that nothing is shown on the other side of a sync
// sample than it is decoded on.
func closedGOPs(t *media.Track) error {
	if !t.Samples[0].Sync {
		return errors.New("first frame is not a sync sample")
	}
	var decode, sync, latest int64 = 0, math.MinInt64, math.MinInt64
	for i := range t.Samples {
		s := &t.Samples[i]
		pts := decode + int64(s.Composition)
		if s.Sync {
			if sync = pts; pts <= latest {
				return fmt.Errorf("sample %d: sync sample is shown at %d, behind a frame before it at %d", i, pts, latest)
			}
		}
		if pts < sync {
			return fmt.Errorf("sample %d: open GOP, shown at %d, before its sync sample at %d", i, pts, sync)
		}
		latest = max(latest, pts)
		decode += int64(s.Duration)
	}
	return nil
}

// normalizeAudio rounds a late start to what an edit list can hold, and moves
// audio by less than a millisecond where that lets a sample start at 0.
func normalizeAudio(t *media.Track) error {
	for i := range t.Samples {
		s := &t.Samples[i]
		s.Composition, s.Sync = 0, true
		if t.Config.Codec == "mp4a" && s.Size > mpegts.MaxAudioFrame {
			return fmt.Errorf("sample %d: AAC frame of %d bytes", i, s.Size)
		}
	}
	if t.Shift > 0 {
		t.Shift = mp4.RoundShift(t.Shift, t.Timescale)
		return nil
	}
	if t.Config.Codec == "Opus" {
		return nil
	}
	pts := t.Shift
	for i := 0; i < len(t.Samples) && pts < 0; i++ {
		if pts > -int64(t.Timescale)/1000 {
			t.Shift -= pts
			return nil
		}
		pts += int64(t.Samples[i].Duration)
	}
	return nil
}
