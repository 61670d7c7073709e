package plan

import (
	"slices"
	"strings"

	"kinora/internal/ffmpeg"
)

// audioTrack are the streams that make one track of the sound: one, or several of
// one channel each, in the order of their channels.
type audioTrack []*ffmpeg.Stream

// surround are the channels of six tracks without labels (SMPTE ST 2035, ITU-R
// BS.775).
var surround = []string{"FL", "FR", "FC", "LFE", "SL", "SR"}

// joinMono puts tracks of one channel together that follow each other and are
// alike in all that a file says of them: cameras and editors write the channels
// of one sound so. Labels say which is which. Without any, six are surround
// sound, and others pairs of left and right; one that is left over stays alone.
func joinMono(all []*ffmpeg.Stream) []audioTrack {
	var list []audioTrack
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[0].Channels == 1 && fits(*all[0], *all[n]) {
			n++
		}
		run := all[:n]
		all = all[n:]
		for len(run) > 0 {
			k := together(run)
			list = append(list, audioTrack(run[:k:k]))
			run = run[k:]
		}
	}
	return list
}

// fits reports whether two tracks may be channels of one sound.
func fits(a, b ffmpeg.Stream) bool {
	return a.Channels == 1 && b.Channels == 1 && a.Codec == b.Codec && a.SampleRate == b.SampleRate &&
		languageOf(a) == languageOf(b) && strings.EqualFold(titleOf(a), titleOf(b)) && a.Purpose == b.Purpose
}

// together is how many tracks of a run make the first sound of it.
func together(run []*ffmpeg.Stream) int {
	if label(*run[0]) == "" && !slices.ContainsFunc(run, func(st *ffmpeg.Stream) bool { return label(*st) != "" }) {
		if len(run) == len(surround) {
			return len(run)
		}
		return min(len(run), 2)
	}
	n := 0
	seen := map[string]bool{}
	for n < len(run) && !seen[channel(*run[n])] {
		seen[channel(*run[n])] = true
		n++
	}
	return n
}

// label is the channel that a track says it is, "" when it says none or the
// one in the middle, which mono is, too.
func label(st ffmpeg.Stream) string {
	_, name, ok := strings.Cut(st.Layout, "(")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(name, ")")
}

// channel is the label of a track among those that have labels.
func channel(st ffmpeg.Stream) string {
	if name := label(st); name != "" {
		return name
	}
	return "FC"
}

// channels names those of a track that is joined.
func (v audioTrack) channels() []Channel {
	list := make([]Channel, len(v))
	labelled := slices.ContainsFunc(v, func(st *ffmpeg.Stream) bool { return label(*st) != "" })
	for i, st := range v {
		list[i] = Channel{Stream: st.Index, Name: surround[min(i, len(surround)-1)]}
		if labelled {
			list[i].Name = channel(*st)
		}
	}
	return list
}
