package delivery

// clip is a video of a playlist as its timeline sees it.
type clip struct {
	bounds []int64 // ms: segment n, from 0, lasts from [n] to [n+1]
	since  int64   // Unix ms from when on it can be played
}

func (c *clip) length() int64   { return c.bounds[len(c.bounds)-1] }
func (c *clip) segments() int64 { return int64(len(c.bounds) - 1) }

// slot is one segment of a playlist, at its place in time.
type slot struct {
	clip, segment int
	sequence      int64 // media sequence number
	discontinuity int64 // discontinuity sequence number
	start         int64 // Unix ms
	first         bool  // of everything
}

// timeline is what a playlist plays and when. It is a pure function of the
// list, of when that began and of the clock, so that servers agree on it.
type timeline struct {
	clips    []clip
	began    int64 // Unix ms
	sequence int64 // number of the first segment, and of the first video
	repeats  bool
	back     int64 // ms behind the present that are listed
	ahead    int64 // ms before it
}

// gracePeriod is how long a video has been playable before the timeline counts on
// it, in ms: by then every server has heard of it.
const gracePeriod = 10_000

// takesPart reports whether a clip is there when its slot comes at t. That is
// decided before any segment from t on may have been listed, and never again:
// a video that becomes playable meanwhile moves nothing that was announced.
func (l *timeline) takesPart(c *clip, t int64) bool {
	return c.since <= max(l.began, t-l.ahead-gracePeriod)
}

// window returns the segments to be listed at a time, and whether no more will
// follow. There are none before the list begins.
func (l *timeline) window(now int64) (list []slot, ended bool) {
	if now < l.began {
		return nil, false
	}
	at := slot{sequence: l.sequence, discontinuity: l.sequence, start: l.began, first: true}
	for {
		at = l.skipRounds(at, now)
		before := at.start
		for i := range l.clips {
			c := &l.clips[i]
			if !l.takesPart(c, at.start) {
				continue
			}
			if at.start > now+l.ahead {
				return list, false
			}
			at.clip = i
			list = l.listClip(list, at, now)
			at = at.after(c)
		}
		switch {
		case at.start > now+l.ahead:
			return list, false
		case at.start == before: // nobody was there: wait for the first to come
			next, ok := l.arrival(at.start)
			if !ok || next > now+l.ahead {
				return list, false
			}
			at.start = next
		case !l.repeats && now > at.start:
			list, _ = l.window(at.start) // what was left at the end stays
			return list, true
		case !l.repeats:
			return list, true
		}
	}
}

// after is where the clip that comes next begins.
func (at slot) after(c *clip) slot {
	at.start += c.length()
	at.sequence += c.segments()
	at.discontinuity++
	at.first = false
	return at
}

// listClip appends the segments of the clip at hand that are in the window.
func (l *timeline) listClip(list []slot, at slot, now int64) []slot {
	c := &l.clips[at.clip]
	if at.start+c.length() <= now-l.back {
		return list
	}
	for n := range len(c.bounds) - 1 {
		start, end := at.start+c.bounds[n], at.start+c.bounds[n+1]
		if start > now+l.ahead {
			break
		}
		if end <= now-l.back {
			continue
		}
		one := at
		one.segment, one.start, one.sequence = n, start, at.sequence+int64(n)
		one.first = at.first && n == 0
		list = append(list, one)
	}
	return list
}

// skipRounds passes over the rounds that are long over, once all clips take
// part in each.
func (l *timeline) skipRounds(at slot, now int64) slot {
	if !l.repeats {
		return at
	}
	var length, segments int64
	for i := range l.clips {
		c := &l.clips[i]
		if !l.takesPart(c, at.start) {
			return at
		}
		length += c.length()
		segments += c.segments()
	}
	if rounds := (now - l.back - at.start) / max(1, length); rounds > 0 {
		at.start += rounds * length
		at.sequence += rounds * segments
		at.discontinuity += rounds * int64(len(l.clips))
		at.first = false
	}
	return at
}

// arrival is the first moment after t at which a clip takes part.
func (l *timeline) arrival(t int64) (first int64, ok bool) {
	for i := range l.clips {
		at := l.clips[i].since + l.ahead + gracePeriod
		if at > t && (!ok || at < first) {
			first, ok = at, true
		}
	}
	return first, ok
}
