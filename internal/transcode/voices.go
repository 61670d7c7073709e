package transcode

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

// Audio says how one track of the sound is read.
type Audio struct {
	Stream   int    `json:"stream"`
	Channels int    `json:"channels"`
	Language string `json:"language"`        // ISO 639-2, "und" when unknown
	Title    string `json:"title,omitempty"` // as tagged, or the track's purpose
}

func newAudio(st ffmpeg.Stream) Audio {
	return Audio{Stream: st.Index, Channels: st.Channels, Language: languageOf(st), Title: titleOf(st)}
}

// voices picks the audio tracks worth having, the default one first and the
// others as the file has them. Tracks of one language and title hold the same
// programme in several formats: one of them is enough.
func voices(all []*ffmpeg.Stream) []*ffmpeg.Stream {
	if len(all) == 0 {
		return nil
	}
	main := defaultVoice(all)
	seen := map[Audio]bool{sameAs(*main): true}
	out := []*ffmpeg.Stream{main}
	for _, st := range all {
		key := sameAs(*st)
		if !seen[key] && len(out) < maxAudio {
			seen[key] = true
			out = append(out, st)
		}
	}
	return out
}

// sameAs is what tracks with the same programme have in common.
func sameAs(st ffmpeg.Stream) Audio {
	return Audio{Language: languageOf(st), Title: strings.ToLower(titleOf(st))}
}

// defaultVoice is the first track marked as default, else the first of the
// main programme, else the first.
func defaultVoice(all []*ffmpeg.Stream) *ffmpeg.Stream {
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

// soundSpan is the time that all tracks together take, nil without any.
func soundSpan(tracks map[int]ffmpeg.Track, audio []*ffmpeg.Stream) *ffmpeg.Track {
	var all *ffmpeg.Track
	for _, st := range audio {
		t := tracks[st.Index]
		if all == nil {
			all = &t
			continue
		}
		all.First, all.End = min(all.First, t.First), max(all.End, t.End)
	}
	return all
}
