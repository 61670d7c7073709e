package plan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
)

func TestPlanVoices(t *testing.T) {
	voice := func(language, title string) ffmpeg.Stream { return ffmpeg.Stream{Language: language, Title: title} }
	standard := func(st ffmpeg.Stream) ffmpeg.Stream { st.Default = true; return st }
	meant := func(st ffmpeg.Stream, p ffmpeg.Purpose) ffmpeg.Stream { st.Purpose = p; return st }
	for _, c := range []struct {
		name   string
		tracks []ffmpeg.Stream
		want   []string // place in the file from 1, language, title
	}{
		{"one", []ffmpeg.Stream{voice("eng", "")}, []string{"1 eng"}},
		{"languages", []ffmpeg.Stream{voice("eng", ""), voice("fra", ""), voice("deu", "")}, []string{"1 eng", "2 fra", "3 deu"}},
		{"default first", []ffmpeg.Stream{voice("eng", ""), standard(voice("fra", "")), voice("deu", "")}, []string{"2 fra", "1 eng", "3 deu"}},
		{"all default", []ffmpeg.Stream{standard(voice("eng", "")), standard(voice("fra", ""))}, []string{"1 eng", "2 fra"}},
		{"formats of one", []ffmpeg.Stream{voice("eng", ""), voice("eng", ""), voice("und", ""), voice("", "")}, []string{"1 eng", "3 und"}},
		{"the default format", []ffmpeg.Stream{voice("eng", ""), standard(voice("eng", "")), voice("fra", "")}, []string{"2 eng", "3 fra"}},
		{
			"titles",
			[]ffmpeg.Stream{voice("eng", "Stereo"), voice("eng", " stereo\n"), voice("eng", "Director\x00 speaks")},
			[]string{"1 eng Stereo", "3 eng Director speaks"},
		},
		{
			"purposes",
			[]ffmpeg.Stream{meant(voice("eng", ""), ffmpeg.Commentary), voice("eng", ""), meant(voice("eng", ""), ffmpeg.Description)},
			[]string{"2 eng", "1 eng Commentary", "3 eng Audio description"},
		},
		{"odd tags", []ffmpeg.Stream{voice("en", ""), voice("e:g", strings.Repeat("ä", 300)), voice("fra", "\xff")}, []string{
			"1 und", "2 und " + strings.Repeat("ä", 100), "3 fra",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := New(withVoices(c.tracks), Settings{})
			require.NoError(t, err)
			var got []string
			for _, a := range p.Audio {
				got = append(got, strings.TrimSpace(fmt.Sprint(a.Stream, " ", a.Language, " ", a.Title)))
			}
			require.Equal(t, c.want, got)
		})
	}
	var many []ffmpeg.Stream
	for i := range 20 {
		many = append(many, voice("eng", fmt.Sprint(i)))
	}
	p, err := New(withVoices(many), Settings{})
	require.NoError(t, err)
	require.Len(t, p.Audio, 8)
}

// withVoices is the usual source with other sound: the tracks lie behind the
// picture, which is stream 0.
func withVoices(tracks []ffmpeg.Stream) Source {
	s := source()
	s.Media.Streams = s.Media.Streams[:1]
	for i, st := range tracks {
		st.Index, st.Kind, st.Codec, st.SampleRate, st.Channels = i+1, "audio", "aac", 48000, 2
		s.Media.Streams = append(s.Media.Streams, st)
		s.Tracks[i+1] = ffmpeg.Track{Packets: 430, Keys: 430, End: 10 * time.Second}
	}
	return s
}

// TestPlanLongestVoice makes everything as long as the longest track.
func TestPlanLongestVoice(t *testing.T) {
	s := withVoices([]ffmpeg.Stream{{Language: "eng"}, {Language: "fra"}})
	shift(&s, 2, -500*time.Millisecond, 2*time.Second)
	p, err := New(s, Settings{})
	require.NoError(t, err)
	require.Equal(t, 12500*time.Millisecond, p.Duration)
	require.EqualValues(t, 375, p.Video.Frames)
}
