package plan

import (
	"slices"
	"strings"
	"unicode"

	"kinora/internal/ffmpeg"
)

const (
	maxAudio = 8   // tracks of one video
	maxTitle = 100 // characters
)

// Audio says how one track of the sound is read: from one stream, or from
// several of one channel each.
type Audio struct {
	Stream   int       `json:"stream"` // the first
	Joined   []Channel `json:"joined,omitempty"`
	Channels int       `json:"channels"`
	Layout   string    `json:"layout,omitempty"` // ffmpeg's name, "" when unknown or joined
	Language string    `json:"language"`         // ISO 639-2, "und" when unknown
	Title    string    `json:"title,omitempty"`  // as tagged, or the track's purpose
}

// Channel is a stream of one channel, and which one of the joined sound it is.
type Channel struct {
	Stream int    `json:"stream"`
	Name   string `json:"name"` // ffmpeg's, such as "FL"
}

func newAudio(v audioTrack) Audio {
	a := Audio{Stream: v[0].Index, Channels: v[0].Channels, Layout: v[0].Layout, Language: languageOf(*v[0]), Title: titleOf(*v[0])}
	if len(v) > 1 {
		a.Joined = v.channels()
		a.Channels, a.Layout = len(v), ""
	}
	return a
}

// takeAudio picks the sound worth having, the default one first and the others
// as the file has them. Tracks of one language and title hold the same
// programme in several formats: one of them is enough. Those of one channel
// each are joined before, see joinMono.
func (c *choice) takeAudio(s Source, all []*ffmpeg.Stream) {
	if len(all) == 0 {
		return
	}
	list := joinMono(all)
	main := slices.IndexFunc(list, func(v audioTrack) bool { return slices.Contains(v, defaultAudio(all)) })
	c.audio = []audioTrack{list[main]}
	taken := map[[2]string]int{sameAs(list[main]): main}
	for i, v := range list {
		if i == main {
			continue
		}
		have, known := taken[sameAs(v)]
		switch {
		case known && !sameKind(v, list[have]):
			c.note("%s was left out: it is taken for %s in another format.", name(s, v[0]), lower(name(s, list[have][0])))
		case len(c.audio) == maxAudio:
			c.note("%s was left out: a video has at most %d.", name(s, v[0]), maxAudio)
		default:
			taken[sameAs(v)] = i
			c.audio = append(c.audio, v)
		}
	}
}

// sameAs is what tracks with the same programme have in common.
func sameAs(v audioTrack) [2]string {
	return [2]string{languageOf(*v[0]), strings.ToLower(titleOf(*v[0]))}
}

// sameKind reports two that were joined of one run of tracks: they are
// no formats of one another.
func sameKind(a, b audioTrack) bool {
	return (len(a) > 1 || len(b) > 1) && fits(*a[0], *b[0])
}

// defaultAudio is the first track marked as default, else the first of the
// main programme, else the first.
func defaultAudio(all []*ffmpeg.Stream) *ffmpeg.Stream {
	for _, fits := range []func(*ffmpeg.Stream) bool{
		func(st *ffmpeg.Stream) bool { return st.Default },
		func(st *ffmpeg.Stream) bool { return st.Purpose == ffmpeg.Main },
	} {
		if i := slices.IndexFunc(all, fits); i >= 0 {
			return all[i]
		}
	}
	return all[0]
}

// languageOf is the tag when it is one of ISO 639-2, else undetermined.
func languageOf(st ffmpeg.Stream) string {
	if len(st.Language) != 3 || strings.ContainsFunc(st.Language, func(c rune) bool { return c < 'a' || c > 'z' }) {
		return "und"
	}
	return st.Language
}

var purposes = map[ffmpeg.Purpose]string{
	ffmpeg.Commentary: "Commentary", ffmpeg.Description: "Audio description",
	ffmpeg.ClearSpeech: "Clear speech", ffmpeg.MusicEffects: "Music and effects",
}

// titleOf is the title as tagged, on one line and of bounded length, else one
// that tells what the track is for.
func titleOf(st ffmpeg.Stream) string {
	words := strings.FieldsFunc(strings.ToValidUTF8(st.Title, ""), func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) })
	title := []rune(strings.Join(words, " "))
	if len(title) == 0 {
		return purposes[st.Purpose]
	}
	return strings.TrimSpace(string(title[:min(len(title), maxTitle)]))
}

// audioSpan is the time that all tracks together take, nil without any.
func audioSpan(tracks map[int]ffmpeg.Track, audio []audioTrack) *ffmpeg.Track {
	var all *ffmpeg.Track
	for _, st := range slices.Concat(audio...) {
		t := tracks[st.Index]
		if all == nil {
			all = &t
			continue
		}
		all.First, all.End = min(all.First, t.First), max(all.End, t.End)
	}
	return all
}
