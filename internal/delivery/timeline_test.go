package delivery

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// lasting is a clip in segments of 4 s.
func lasting(ms, since int64) clip {
	c := clip{bounds: []int64{0}, since: since}
	for at := int64(4000); at < ms; at += 4000 {
		c.bounds = append(c.bounds, at)
	}
	c.bounds = append(c.bounds, ms)
	return c
}

// follower reads a window again and again, as a player does.
type follower struct {
	t    *testing.T
	line *timeline
	seen map[int64]slot // by sequence number
	last int64          // highest sequence number
	gone int64          // no lower one may come back
}

func (f *follower) look(now int64) (ended bool) {
	list, ended := f.line.window(now)
	if now < f.line.began {
		require.Empty(f.t, list)
	}
	for i, at := range list {
		if i > 0 {
			require.Equal(f.t, list[i-1].sequence+1, at.sequence)
			c := f.line.clips[list[i-1].clip]
			end := list[i-1].start + c.bounds[list[i-1].segment+1] - c.bounds[list[i-1].segment]
			require.GreaterOrEqual(f.t, at.start, end, "segments never overlap")
		}
		require.GreaterOrEqual(f.t, at.sequence, f.gone, "what was dropped stays dropped")
		require.LessOrEqual(f.t, at.start, now+f.line.ahead, "nothing of the future")
		if known, ok := f.seen[at.sequence]; ok {
			require.Equal(f.t, known, at, "what was announced does not change")
			continue
		}
		require.Equal(f.t, f.last+1, at.sequence, "each segment once, in order")
		f.seen[at.sequence], f.last = at, at.sequence
	}
	if len(list) > 0 {
		f.gone = list[0].sequence
	}
	return ended
}

func follow(t *testing.T, line *timeline) *follower {
	return &follower{t: t, line: line, seen: map[int64]slot{}, last: line.sequence - 1}
}

// requireWhole checks that the segments seen are whole videos, one after
// another, with a discontinuity each.
func (f *follower) requireWhole() {
	for n := f.line.sequence + 1; n <= f.last; n++ {
		before, at := f.seen[n-1], f.seen[n]
		if at.segment > 0 {
			require.Equal(f.t, before.segment+1, at.segment)
			require.Equal(f.t, before.clip, at.clip)
			require.Equal(f.t, before.discontinuity, at.discontinuity)
			continue
		}
		require.EqualValues(f.t, f.line.clips[before.clip].segments()-1, before.segment, "the last segment of the one before")
		require.Equal(f.t, before.discontinuity+1, at.discontinuity)
		require.False(f.t, at.first)
	}
}

func TestTimelineOverHours(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 15 {
		line := &timeline{began: 1_788_249_600_000, sequence: random.Int64N(1e6), repeats: random.IntN(2) == 0, back: 8000, ahead: 12000}
		var whole int64
		for range 1 + random.IntN(6) {
			line.clips = append(line.clips, lasting(100+random.Int64N(60_000), line.began-1))
			whole += line.clips[len(line.clips)-1].length()
		}
		f := follow(t, line)
		end := line.began + 3*3_600_000
		ended := false
		for now := line.began - 20_000; now < end && !ended; now += 500 + random.Int64N(3500) {
			ended = f.look(now)
		}
		f.requireWhole()
		require.Equal(t, !line.repeats, ended)
		if ended {
			var segments int64
			for i := range line.clips {
				segments += line.clips[i].segments()
			}
			require.EqualValues(t, segments, len(f.seen))
			list, _ := line.window(line.began + whole)
			late, over := line.window(end * 2)
			require.True(t, over)
			require.Equal(t, list, late, "what was left at the end stays")
			continue
		}
		require.GreaterOrEqual(t, f.seen[f.last].start, end-8000)
		// A year later takes no longer to work out, and agrees with going there.
		year := line.began + 365*86_400_000
		far, _ := line.window(year)
		require.NotEmpty(t, far)
		for _, at := range far {
			rounds := (at.start - line.began) / whole
			var n, d int64
			offset := (at.start - line.began) % whole
			for i := range line.clips {
				c := &line.clips[i]
				if offset < c.length() {
					require.Equal(t, i, at.clip)
					require.Equal(t, c.bounds[at.segment], offset)
					n, d = n+int64(at.segment), d+int64(i)
					break
				}
				offset -= c.length()
				n += c.segments()
			}
			var segments int64
			for i := range line.clips {
				segments += line.clips[i].segments()
			}
			require.Equal(t, line.sequence+rounds*segments+n, at.sequence)
			require.Equal(t, line.sequence+rounds*int64(len(line.clips))+d, at.discontinuity)
		}
	}
}

// Videos that become playable while others play never change what has been
// announced, and are there from their next turn on.
func TestTimelineOfVideosToCome(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 12 {
		line := &timeline{began: 1_788_249_600_000, repeats: true, back: 8000, ahead: 12000}
		var arrivals []clip
		for range 2 + random.IntN(5) {
			arrivals = append(arrivals, lasting(100+random.Int64N(40_000), line.began+random.Int64N(900_000)-300_000))
		}
		f := follow(t, line)
		f.last = -1
		late := random.Int64N(gracePeriod) // until a server hears of a video
		for now := line.began; now < line.began+3_600_000; now += 1000 {
			line.clips = nil
			for _, c := range arrivals {
				if c.since > now-late && c.since > line.began {
					c.since = 1 << 60 // nothing is known of it
				}
				line.clips = append(line.clips, c)
			}
			f.look(now)
		}
		f.requireWhole()
		played := map[int]bool{}
		for _, at := range f.seen {
			played[at.clip] = true
			require.LessOrEqual(t, arrivals[at.clip].since, max(at.start, line.began))
		}
		require.Len(t, played, len(arrivals), "everybody had a turn")
	}
}

func TestTimelineOfNothing(t *testing.T) {
	for _, line := range []*timeline{{began: 1000}, {began: 1000, repeats: true}, {began: 1000, clips: []clip{lasting(5000, 1<<60)}, repeats: true}} {
		list, ended := line.window(1 << 41)
		require.Empty(t, list)
		require.False(t, ended)
	}
}

func BenchmarkTimeline(b *testing.B) {
	line := &timeline{began: 1_788_249_600_000, repeats: true, back: 8000, ahead: 12000}
	for range 512 {
		line.clips = append(line.clips, lasting(3_600_000, 0))
	}
	b.ReportAllocs()
	for b.Loop() {
		list, _ := line.window(line.began + 400*86_400_000)
		require.NotEmpty(b, list)
	}
}
