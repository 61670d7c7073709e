package ffmpeg

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Track is what a scan measured of one stream. Times are on the file's own
// timeline, with jumps of a broken clock taken out as ffmpeg does.
type Track struct {
	Packets     int64         // that are meant to be presented
	First       time.Duration // presentation time of the first
	End         time.Duration // end of the last, with its duration
	Keys        int64         // packets that are decodable alone
	LongestGOP  time.Duration // longest time between two of these, or to the end
	Interval    time.Duration // most common time between two frames
	IntervalN   int64         // how many frames had it, within half a millisecond
	Intervals   int64         // how many times between frames were measured
	Shortest    time.Duration // shortest time between two frames, 0 = unknown
	Longest     time.Duration // longest time between two frames
	LastPacket  time.Duration // duration of the last packet, 0 = unknown
	Encrypted   bool          // packets carry encryption data
	ReorderSeen bool          // presentation and decoding order differ
}

// Scan reads all packets of a local file and measures the streams of m, by
// index. It takes a read of the file, and memory that does not grow with it.
// A file that breaks off is measured up to there.
func (t *Tools) Scan(ctx context.Context, path, demuxer string, m *Media) (map[int]Track, error) {
	s := newScanner(m)
	args := append([]string{
		"-loglevel", "error", "-of", "csv=p=0",
		"-show_entries", "packet=stream_index,pts,dts,duration,flags:packet_side_data=side_data_type",
	}, Input{Path: path, Demuxer: demuxer}.args()...)
	p := process{path: t.ffprobe, args: args, stdout: s, limits: Limits{Memory: probeMemory}, sandbox: t.sandbox, reads: []string{path}}
	err := p.run(ctx)
	if err != nil && (ctx.Err() != nil || s.lines == 0) {
		return nil, err
	}
	return s.tracks(), nil
}

// scanner eats the lines "stream,pts,dts,duration,flags[,side data...]".
type scanner struct {
	meters map[int]*meter
	clock  clock
	rest   []byte
	lines  int64
}

const maxLine = 64 << 10

func newScanner(m *Media) *scanner {
	s := &scanner{meters: map[int]*meter{}, clock: clock{jumps: jumps(m.Demuxer)}}
	for _, st := range m.Streams {
		s.meters[st.Index] = &meter{base: st.TimeBase, counts: map[time.Duration]int64{}}
	}
	return s
}

// Write takes output in pieces of any size. A line beyond reason is cut.
func (s *scanner) Write(b []byte) (int, error) {
	n := len(b)
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		line := b[:i]
		if len(s.rest) > 0 {
			line = append(s.rest, line...)
			s.rest = s.rest[:0]
		}
		s.line(string(line))
		b = b[i+1:]
	}
	if len(s.rest)+len(b) <= maxLine {
		s.rest = append(s.rest, b...)
	}
	return n, nil
}

func (s *scanner) line(text string) {
	f := strings.SplitN(text, ",", 6)
	if len(f) < 5 {
		return
	}
	index, err := strconv.Atoi(f[0])
	m := s.meters[index]
	if err != nil || m == nil {
		return
	}
	s.lines++
	if len(f) == 6 && strings.Contains(f[5], "Encryption info") {
		m.track.Encrypted = true
	}
	pts, hasPTS := ticks(f[1], m.base)
	dts, hasDTS := ticks(f[2], m.base)
	duration := span(f[3], m.base)
	if !hasPTS && !hasDTS {
		m.untimed(duration)
		return
	}
	if !hasDTS {
		dts = pts
	}
	if !hasPTS {
		pts = dts
	}
	shift := s.clock.shift(m, dts, duration)
	if strings.Contains(f[4], "D") {
		return // before the start of an edit list: decoded, not shown
	}
	m.packet(pts+shift, duration, strings.Contains(f[4], "K"), pts != dts)
}

func ticks(s string, base Ratio) (time.Duration, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || !base.Known() {
		return 0, false
	}
	return base.ticks(n), true
}

// span is a packet's duration, 0 when unknown. Trimmed packets of Ogg come with
// a negative one in 32 bits.
func span(s string, base Ratio) time.Duration {
	if n, err := strconv.ParseInt(s, 10, 64); err != nil || n < 0 || n > math.MaxInt32 {
		return 0
	}
	d, _ := ticks(s, base)
	return d
}

func (s *scanner) tracks() map[int]Track {
	out := make(map[int]Track, len(s.meters))
	for i, m := range s.meters {
		out[i] = m.finish()
	}
	return out
}

// jumps reports whether ffmpeg corrects the clock of a format when it jumps.
func jumps(demuxer string) bool {
	for _, name := range strings.Split(demuxer, ",") {
		if slices.Contains([]string{"mpegts", "mpeg", "ogg", "nut", "mpegtsraw"}, name) {
			return true
		}
	}
	return false
}

// clock takes jumps of more than ten seconds out of the times of formats whose
// clock may restart, all streams together, as ffmpeg does.
type clock struct {
	jumps  bool
	offset time.Duration
}

func (c *clock) shift(m *meter, dts, duration time.Duration) time.Duration {
	at := dts + c.offset
	if c.jumps && m.timed {
		if delta := at - m.next; delta > jumpLimit || delta < -jumpLimit {
			c.offset -= delta
			at -= delta
		}
	}
	m.timed, m.next = true, at+duration
	return c.offset
}

const jumpLimit = 10 * time.Second
