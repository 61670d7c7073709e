package ffmpeg

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOrientation(t *testing.T) {
	for _, c := range []struct {
		name       string
		a, b, c, d float64
		want       Orientation
	}{
		{"upright", 1, 0, 0, 1, Orientation{}},
		{"quarter turn", 0, 1, -1, 0, Orientation{Turns: 1}},
		{"half turn", -1, 0, 0, -1, Orientation{Turns: 2}},
		{"three quarters", 0, -1, 1, 0, Orientation{Turns: 3}},
		{"mirror", -1, 0, 0, 1, Orientation{Mirror: true}},
		{"upside down", 1, 0, 0, -1, Orientation{Mirror: true, Turns: 2}},
		{"transposed", 0, 1, 1, 0, Orientation{Mirror: true, Turns: 3}},
		{"nonsense", 0, 0, 0, 0, Orientation{}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, orientation(c.a, c.b, c.c, c.d)) })
	}
	require.Equal(t, Orientation{Turns: 1}, parseMatrix("\n00000000:            0       65536           0\n00000001:       -65536           0           0\n00000002:            0           0  1073741824\n"))
	require.Equal(t, Orientation{}, parseMatrix("x: 1 2"))
}

func TestRatio(t *testing.T) {
	require.Equal(t, Ratio{1, 25}, NewRatio(40, 1000))
	require.False(t, NewRatio(0, 1).Known())
	require.Equal(t, Ratio{30000, 1001}, parseRatio("30000/1001"))
	require.Equal(t, 1500*time.Millisecond, Ratio{1, 90000}.ticks(135000))
	require.Equal(t, -1500*time.Millisecond, Ratio{1, 90000}.ticks(-135000))
	require.Equal(t, 33366666*time.Nanosecond, Ratio{1001, 30000}.ticks(1))
	require.Zero(t, Ratio{}.ticks(7))
	require.Positive(t, Ratio{1, 1}.ticks(1<<62))
}

func media(demuxer string) *Media {
	return &Media{Demuxer: demuxer, Streams: []Stream{{Index: 0, Kind: "video", TimeBase: Ratio{1, 1000}}}}
}

func TestScanLines(t *testing.T) {
	s := newScanner(media("matroska,webm"))
	for i := range 200 { // 30 frames a second in milliseconds, B-frames aside
		_, err := fmt.Fprintf(s, "0,%d,%d,33,0,%s\n", (i*1000+15)/30, (i*1000+15)/30, map[bool]string{true: "K_", false: "__"}[i%60 == 0])
		require.NoError(t, err)
	}
	tr := s.tracks()[0]
	require.EqualValues(t, 200, tr.Packets)
	require.EqualValues(t, 4, tr.Keys)
	require.EqualValues(t, 199, tr.Intervals)
	require.InDelta(t, 33, float64(tr.Interval.Milliseconds()), 1)
}

// TestScanGaps has packets missing at two places, and times that vary as they
// may: by less than a second, or by no more than frames are apart anyway.
func TestScanGaps(t *testing.T) {
	for name, c := range map[string]struct {
		times []int // milliseconds
		gaps  int64
		at    time.Duration
	}{
		"missing": {slices.Concat(every(40, 0, 3000), every(40, 4200, 6000), every(40, 8000, 9000)), 2, 5960 * time.Millisecond},
		"none":    {slices.Concat(every(40, 0, 3000), every(40, 3900, 6000)), 0, 2960 * time.Millisecond},
		"slides":  {append(every(5000, 0, 30_000), 34_000), 0, 25 * time.Second},
	} {
		s := newScanner(media("mpegts"))
		for _, at := range c.times {
			_, err := fmt.Fprintf(s, "0,%d,%d,0,0,__\n", at, at)
			require.NoError(t, err)
		}
		tr := s.tracks()[0]
		require.Equal(t, c.gaps, tr.Gaps, name)
		require.Equal(t, c.at, tr.LongestAt, name)
	}
}

// every are the times from one on until another, so far apart.
func every(apart, from, until int) (times []int) {
	for at := from; at < until; at += apart {
		times = append(times, at)
	}
	return times
}

func TestScanEdges(t *testing.T) {
	s := newScanner(media("mov,mp4"))
	_, _ = s.Write([]byte("0,-40,-40,40,9,KD,\n\n0,0,0,40"))
	_, _ = s.Write([]byte(",N/A,K_\n0,40,40,N/A,N/A,__,Encryption info\n1,0,0,0,77,K_\njunk\n"))
	tr := s.tracks()[0]
	require.EqualValues(t, 2, tr.Packets)
	require.True(t, tr.Encrypted)
	require.Equal(t, 80*time.Millisecond, tr.End) // the last lasts as long as is common
	require.Equal(t, Track{Packets: 1, At: 77, LastAt: 77}, s.tracks()[1], "of a stream that the header does not have")
}

func TestScanTakesJumpsOut(t *testing.T) {
	write := func(demuxer string) Track {
		s := newScanner(media(demuxer))
		for _, pts := range []int{5000, 5040, 5080, 900000, 900040} {
			fmt.Fprintf(s, "0,%d,%d,40,0,K_\n", pts, pts)
		}
		return s.tracks()[0]
	}
	require.Equal(t, 200*time.Millisecond, write("mpegts").End-write("mpegts").First)
	require.Equal(t, 895080*time.Millisecond, write("mov,mp4").End-write("mov,mp4").First)
}

// TestScanFollowsTheClockClosely joins recordings of 6 s whose last packet of
// sound comes behind the first picture of the next one, and has a stream that
// pauses.
func TestScanFollowsTheClockClosely(t *testing.T) {
	two := media("mpegts")
	two.Streams = append(two.Streams, Stream{Index: 1, Kind: "audio", TimeBase: Ratio{1, 1000}})
	joined := func(write func(stream, at int)) {
		for part := range 3 {
			for i := range 150 {
				write(0, 1400+40*i)
				if i > 0 {
					write(1, 1400+40*(i-1))
				} else if part > 0 {
					write(1, 1400+40*149)
				}
			}
		}
	}
	pauses := func(write func(stream, at int)) {
		for part := range 2 {
			for i := range 150 {
				write(0, 1400+40*i)
				if i < 50 || i > 100 || part == 0 {
					write(1, 1400+40*i)
				}
			}
		}
	}
	for name, c := range map[string]struct {
		file func(write func(stream, at int))
		want time.Duration
		near time.Duration
	}{
		"joined": {joined, 18 * time.Second, nearLimit},
		"pauses": {pauses, 12 * time.Second, 0},
	} {
		s := newScanner(two)
		c.file(func(stream, at int) { fmt.Fprintf(s, "%d,%d,%d,40,0,K_\n", stream, at, at) })
		tr := s.tracks()[0]
		require.Equal(t, c.want, tr.End-tr.First, name)
		require.Equal(t, c.near, tr.JumpLimit, name)
	}
}

// TestScanOverrun tells a recording behind another from damaged times.
func TestScanOverrun(t *testing.T) {
	for name, c := range map[string]struct {
		times   []int // milliseconds
		want    bool
		packets int64
	}{
		"begins anew": {[]int{0, 1000, 2000, 3000, 0, 1000, 9000}, true, 4},
		"damaged":     {[]int{0, 1000, 28000, 2000, 3000}, false, 5},
	} {
		s := newScanner(media("matroska,webm"))
		for _, pts := range c.times {
			fmt.Fprintf(s, "0,%d,%d,40,0,K_\n", pts, pts)
		}
		require.Equal(t, c.want, s.tracks()[0].Overrun, name)
		require.Equal(t, c.packets, s.tracks()[0].Packets, name)
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("0,1,1,1,5,K_\n0,9223372036854775807,-9223372036854775808,1,N/A,__\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := newScanner(media("mpegts"))
		_, err := s.Write(b)
		require.NoError(t, err)
		s.tracks()
	})
}
