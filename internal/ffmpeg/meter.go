package ffmpeg

import (
	"slices"
	"time"
)

// meter measures one stream while its packets pass in decoding order.
type meter struct {
	base   Ratio
	track  Track
	guides bool          // its times show where the clock of the file jumps
	timed  bool          // next is set
	next   time.Duration // expected decoding time of the next packet

	window  []time.Duration // the latest presentation times, sorted
	last    time.Duration   // last time that left the window
	started bool            // last is set

	lastKey time.Duration
	counts  map[time.Duration]int64 // frame intervals, in steps of 100 µs
}

const (
	windowSize   = 32 // deeper than any codec reorders
	maxIntervals = 4096
	intervalStep = 100 * time.Microsecond

	intervalSpread = time.Millisecond // within which intervals are one
)

// untimed counts a packet without any time as one that follows the last.
func (m *meter) untimed(duration time.Duration) {
	m.track.Packets++
	m.track.End += duration
	m.track.LastPacket = duration
	m.next += duration
}

func (m *meter) packet(pts, duration time.Duration, key, reordered bool) {
	t := &m.track
	if t.Packets == 0 || pts < t.First {
		t.First = pts
	}
	if t.Packets == 0 || pts+duration >= t.End {
		t.End, t.LastPacket = pts+duration, duration
	}
	t.Packets++
	t.ReorderSeen = t.ReorderSeen || reordered
	if key {
		if t.Keys > 0 {
			t.LongestGOP = max(t.LongestGOP, pts-m.lastKey)
		}
		t.Keys++
		m.lastKey = pts
	}
	i, _ := slices.BinarySearch(m.window, pts)
	m.window = slices.Insert(m.window, i, pts)
	if len(m.window) > windowSize {
		m.leave(m.window[0])
		m.window = slices.Delete(m.window, 0, 1)
	}
}

// leave takes the next presentation time in order.
func (m *meter) leave(pts time.Duration) {
	if !m.started {
		m.started, m.last = true, pts
		return
	}
	before, gap := m.last, pts-m.last
	m.last = pts
	if gap <= 0 {
		return
	}
	t := &m.track
	t.Intervals++
	if gap > t.Longest {
		t.Longest, t.LongestAt = gap, before
	}
	if t.Shortest == 0 || gap < t.Shortest {
		t.Shortest = gap
	}
	step := gap.Round(intervalStep)
	if _, ok := m.counts[step]; ok || len(m.counts) < maxIntervals {
		m.counts[step]++
	}
}

// finish closes the books.
func (m *meter) finish() Track {
	for _, pts := range m.window {
		m.leave(pts)
	}
	m.window = nil
	t := &m.track
	m.common()
	for gap, n := range m.counts {
		if gap >= max(time.Second, 10*t.Interval) {
			t.Gaps += n
		}
	}
	if t.Packets > 0 && t.LastPacket == 0 {
		t.End, t.LastPacket = t.End+t.Interval, t.Interval
	}
	if t.Keys > 0 {
		t.LongestGOP = max(t.LongestGOP, t.End-m.lastKey)
	}
	return *t
}

// common finds the most common interval. Times rounded to milliseconds split
// one rate over two values a millisecond apart, so what is as near counts
// together, and the interval is the mean of it.
func (m *meter) common() {
	for gap := range m.counts {
		var n int64
		var sum time.Duration
		for d := -intervalSpread; d <= intervalSpread; d += intervalStep {
			n += m.counts[gap+d]
			sum += time.Duration(m.counts[gap+d]) * (gap + d)
		}
		if interval := sum / time.Duration(n); n > m.track.IntervalN || n == m.track.IntervalN && interval < m.track.Interval {
			m.track.Interval, m.track.IntervalN = interval, n
		}
	}
}
