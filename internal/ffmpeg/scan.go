package ffmpeg

import (
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
	IntervalN   int64         // how many frames had it, within a millisecond
	Intervals   int64         // how many times between frames were measured
	Shortest    time.Duration // shortest time between two frames, 0 = unknown
	Longest     time.Duration // longest time between two frames
	LongestAt   time.Duration // presentation time of the first of these
	Gaps        int64         // times between two frames of a second or more, of ten frames at least
	LastPacket  time.Duration // duration of the last packet, 0 = unknown
	Encrypted   bool          // packets carry encryption data
	ReorderSeen bool          // presentation and decoding order differ
	At          int64         // where in the file the first packet lies, in bytes, as far as it is known
	LastAt      int64         // and the last one
	Restarts    int64         // how often the clock of the file jumped, by any of its streams
	Overrun     bool          // times begin anew where a format has no such thing; what is behind was not measured
	JumpLimit   time.Duration // how far times may go on without a jump; 0 = as ffmpeg has it by itself
}

// Scan reads all packets of a local file and measures its streams, by index;
// of those that m has not it counts packets. It takes a read of the file, and
// memory that does not grow with it. A file that breaks off is measured up to
// there.
func (t *Tools) Scan(ctx context.Context, path, demuxer string, m *Media) (map[int]Track, error) {
	s := newScanner(m)
	args := append([]string{
		"-loglevel", "error", "-of", "csv=p=0",
		"-show_entries", "packet=stream_index,pts,dts,duration,pos,flags:packet_side_data=side_data_type",
	}, Input{Path: path, Demuxer: demuxer, Probe: m.Probe}.args(0)...)
	p := process{path: t.ffprobe, args: args, stdout: s, limits: Limits{Memory: probeMemory}, sandbox: t.sandbox, reads: []string{path}}
	err := p.run(ctx)
	if err != nil && (ctx.Err() != nil || s.lines == 0) {
		return nil, err
	}
	return s.tracks(), nil
}

// scanner eats the lines "stream,pts,dts,duration,position,flags[,side data...]".
type scanner struct {
	Lines
	readings []*reading
	at       int64 // position of the latest packet that has one
	lines    int64
}

// reading is how a file looks whose clock is followed in one way.
type reading struct {
	meters map[int]*meter
	clock  clock
}

// newScanner reads a file whose clock may begin anew in two ways: see near.
func newScanner(m *Media) *scanner {
	s := &scanner{readings: []*reading{newReading(m, clock{limit: jumpLimit})}}
	if restarts(m.Demuxer) {
		s.readings = []*reading{newReading(m, clock{restarts: true, limit: jumpLimit}), newReading(m, clock{restarts: true, limit: nearLimit})}
	}
	s.Line = s.line
	return s
}

func newReading(m *Media, c clock) *reading {
	r := &reading{meters: map[int]*meter{}, clock: c}
	for _, st := range m.Streams {
		r.meters[st.Index] = &meter{base: st.TimeBase, guides: st.Kind == "video" || st.Kind == "audio", counts: map[time.Duration]int64{}}
	}
	return r
}

func (s *scanner) line(text string) {
	f := strings.SplitN(text, ",", 7)
	if len(f) < 6 {
		return
	}
	index, err := strconv.Atoi(f[0])
	if err != nil || s.readings[0].meter(index) == nil {
		return
	}
	s.lines++
	s.at = number(f[4], s.at)
	for _, r := range s.readings {
		r.packet(r.meter(index), f, s.at)
	}
}

// packet measures a packet that lies at a place of the file.
func (r *reading) packet(m *meter, f []string, at int64) {
	if m.track.Packets == 0 {
		m.track.At = at
	}
	m.track.LastAt = at
	if len(f) == 7 && strings.Contains(f[6], "Encryption info") {
		m.track.Encrypted = true
	}
	pts, hasPTS := ticks(f[1], m.base)
	dts, hasDTS := ticks(f[2], m.base)
	duration := span(f[3], m.base)
	if !hasPTS && !hasDTS {
		m.untimed(duration)
		return
	}
	if m.track.Overrun = m.track.Overrun || hasDTS && r.overruns(m, dts); m.track.Overrun {
		return
	}
	shift := r.clock.offset
	if hasDTS {
		shift = r.clock.shift(m, dts, duration)
	} else {
		m.next += duration
		dts = pts
	}
	if !hasPTS {
		pts = dts
	}
	if strings.Contains(f[5], "D") {
		return // before the start of an edit list: decoded, not shown
	}
	m.packet(pts+shift, duration, strings.Contains(f[5], "K"), pts != dts)
}

// overruns reports a packet of a recording that was written behind another into
// a format whose clock cannot begin anew: ffmpeg takes it for one of the first. It
// begins where that did; other steps back are of damaged times.
func (r *reading) overruns(m *meter, dts time.Duration) bool {
	back := m.timed && dts < m.next-time.Second && dts < m.track.First+time.Second/2
	return back && m.guides && !r.clock.restarts
}

// meter measures a stream; of one that began behind where streams are looked
// for nothing but its packets is known.
func (r *reading) meter(index int) *meter {
	m := r.meters[index]
	if m == nil && index >= 0 && len(r.meters) < 2*MaxStreams {
		m = &meter{counts: map[time.Duration]int64{}}
		r.meters[index] = m
	}
	return m
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
	r, limit := s.readings[0], time.Duration(0)
	if len(s.readings) > 1 && s.near() {
		r, limit = s.readings[1], nearLimit
	}
	out := make(map[int]Track, len(r.meters))
	for i, m := range r.meters {
		t := m.finish()
		t.Restarts, t.JumpLimit = r.clock.count, limit
		out[i] = t
	}
	return out
}

// near reports that the clock is to be followed closely. Where recordings are
// joined, a stream's last packet may come behind the first ones of the next
// recording, and seem to be as much too late as the first recording is long;
// ffmpeg by itself puts such a hole into the timeline. Followed closely it
// costs two jumps more. That would be wrong where a stream really pauses: there
// every packet of it would be a jump.
func (s *scanner) near() bool {
	far, near := &s.readings[0].clock, &s.readings[1].clock
	return far.count > 0 && far.holes > 0 && near.count <= 4*far.count*int64(len(s.readings[0].meters))
}

// restarts reports whether the clock of a format may begin anew on the way, as
// where recordings are joined (AVFMT_TS_DISCONT).
func restarts(demuxer string) bool {
	for _, name := range strings.Split(demuxer, ",") {
		if slices.Contains([]string{"mpegts", "mpeg", "ogg", "mpegtsraw"}, name) {
			return true
		}
	}
	return false
}

// clock takes the jumps out of the times of formats whose clock may begin anew,
// all streams together, exactly as ffmpeg does while it decodes: a stream's
// time that is more than 10 s from where its last packet ended, or more than
// 0.1 s before that, goes on there instead (process_input of ffmpeg 5.1). Only
// pictures and sound guide it.
type clock struct {
	restarts bool
	limit    time.Duration // how far times may go on without a jump
	holes    int64         // how often they went on for more than nearLimit, and that was no jump
	offset   time.Duration
	latest   time.Duration // decoding time of the latest packet
	started  bool          // latest is set
	count    int64         // jumps
}

// Bounds of what is no jump.
const (
	jumpLimit = 10 * time.Second
	nearLimit = 1500 * time.Millisecond // above the time that reading a source begins with, which ffmpeg compares as well
	backLimit = 100 * time.Millisecond
)

// shift is what is added to the times of a packet.
func (c *clock) shift(m *meter, dts, duration time.Duration) time.Duration {
	if !m.guides {
		return c.offset
	}
	at := dts + c.offset
	if c.restarts {
		expected, back := m.next, m.next-backLimit
		if !m.timed {
			expected, back = c.latest, at
		}
		delta := at - expected
		switch {
		case (m.timed || c.started) && (delta.Abs() > c.limit || at < back):
			c.offset -= delta
			at = expected
			c.count++
		case m.timed && delta > nearLimit:
			c.holes++
		}
	}
	m.timed, m.next = true, at+duration
	c.started, c.latest = true, at
	return c.offset
}
