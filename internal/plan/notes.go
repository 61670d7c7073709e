package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kinora/internal/ffmpeg"
)

// note tells people about something of the source that reaches no rendition.
func (c *choice) note(format string, args ...any) {
	c.notes = append(c.notes, fmt.Sprintf(format, args...))
}

// leaveOut tells why a track of the sound cannot be used.
func (c *choice) leaveOut(s Source, st *ffmpeg.Stream) {
	reason := "it holds no sound"
	switch {
	case st.Encrypted || s.Tracks[st.Index].Encrypted:
		reason = "it is encrypted"
	case st.Codec == "" || !s.Decodes(st.Codec):
		reason = "its codec is not known here"
	case s.Tracks[st.Index].Packets > 0:
		reason = "nothing tells how it is to be decoded"
	}
	c.note("%s was left out: %s.", name(s, st), reason)
}

// noteOthers tells of the streams that are of no kind that is encoded, and of
// the other pictures.
func (c *choice) noteOthers(s Source) {
	for i := range s.Media.Streams {
		st := &s.Media.Streams[i]
		if s.Tracks[st.Index].Packets == 0 || c.video != nil && len(c.video.Programmes) > 0 && !sharesProgramme(*st, *c.video) {
			continue
		}
		switch {
		case st.Kind == "video" && !st.AttachedPic && st != c.video:
			c.note("%s was left out: a video has one picture.", name(s, st))
		case st.Kind == "subtitle":
			c.note("%s was left out: subtitles are added by themselves.", name(s, st))
		}
	}
}

// noteLength tells of a file that lacks its end. Headers of fragmented files
// may claim anything, so that only a claim within reason counts.
func (c *choice) noteLength(claimed, measured time.Duration) {
	if claimed > measured+2*time.Second && claimed > measured*21/20 && claimed < MaxDuration {
		c.note("The file ends after %v of the %v that it claims.", measured.Round(time.Second), claimed.Round(time.Second))
	}
}

// noteRest tells of what stands behind a recording and is not shown.
func (c *choice) noteRest(s Source, used []*ffmpeg.Stream) {
	var last int64
	overrun := s.another
	for _, t := range s.Tracks {
		last = max(last, t.LastAt)
	}
	for _, st := range used {
		overrun = overrun || s.Tracks[st.Index].Overrun
	}
	switch {
	case overrun:
		c.note("A second recording behind the first was left out: this kind of file can hold one.")
	case slices.Contains(readToEnd, s.Demuxer) && last > 0 && s.Size-last > s.Size/4:
		c.note("The file goes on behind what can be read of it: what is there was left out.")
	}
}

// readToEnd are the demuxers of formats that have nothing of length behind the
// last packet.
var readToEnd = []string{"flv", "ogg", "wav"}

// noteGaps tells where a transport or programme stream lacks packets of a track
// whose times are even but for that: they were lost on the way, or a recorder
// paused. Other formats say how long each packet lasts, so that a long one is
// meant.
func (c *choice) noteGaps(s Source, used []*ffmpeg.Stream, start time.Duration) {
	if s.Demuxer != "mpegts" && s.Demuxer != "mpeg" {
		return
	}
	for _, st := range used {
		t := s.Tracks[st.Index]
		if t.Gaps == 0 || t.IntervalN*10 < t.Intervals*9 {
			continue
		}
		more, instead := "", "there is silence"
		if t.Gaps > 1 {
			more = fmt.Sprintf(", and at %d more places", t.Gaps-1)
		}
		if st.Kind == "video" {
			instead = "the frame before is held"
		}
		at := t.LongestAt + t.Interval - start
		c.note("%s is missing from %.1f s to %.1f s%s: %s.", name(s, st), at.Seconds(), (t.LongestAt + t.Longest - start).Seconds(), more, instead)
	}
}

// name is what a track is called in a sentence: its kind, its number among
// those of its kind, from 1, and its codec.
func name(s Source, st *ffmpeg.Stream) string {
	n := 1
	for _, other := range s.Media.Streams {
		if other.Kind == st.Kind && other.Index < st.Index && !other.AttachedPic {
			n++
		}
	}
	codec := cmp.Or(st.Codec, strings.Map(printable, st.Tag))
	if codec == "" {
		return fmt.Sprintf("The %s track %d", st.Kind, n)
	}
	return fmt.Sprintf("The %s track %d (%s)", st.Kind, n, codec)
}

// printable leaves letters, digits and signs of ASCII in a tag.
func printable(c rune) rune {
	if c <= ' ' || c > '~' {
		return -1
	}
	return c
}

// lower lets a name stand inside a sentence.
func lower(name string) string { return "the" + strings.TrimPrefix(name, "The") }
