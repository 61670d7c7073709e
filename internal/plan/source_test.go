package plan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
)

// TestWholeMilliseconds has rates of which a container keeps whole milliseconds.
func TestWholeMilliseconds(t *testing.T) {
	for _, rate := range []ffmpeg.Ratio{{Num: 30000, Den: 1001}, {Num: 22, Den: 1}, {Num: 25, Den: 1}, {Num: 24000, Den: 1001}} {
		for _, name := range []string{"a.mkv", "a.flv"} {
			path := clip(t, name, "-f", "lavfi", "-i", "testsrc=s=64x36:r="+rate.String(), "-frames:v", "240", "-c:v", "flv1", "-g", "30")
			p, err := planFile(t, path, Settings{})
			require.NoError(t, err)
			require.Equal(t, rate, p.Video.Rate, name)
			require.EqualValues(t, 240, p.Video.Frames)
		}
	}
}

// TestCrop plans pictures of which the container says that a part is to be
// shown.
func TestCrop(t *testing.T) {
	for name, c := range map[string]struct {
		crop  ffmpeg.Crop
		want  string // size of the picture
		first string // filter
	}{
		"above and below": {ffmpeg.Crop{Top: 140, Bottom: 140, SAR: ffmpeg.NewRatio(1, 1)}, "1920x800", "crop=1920:800:0:140:exact=1"},
		"at the sides":    {ffmpeg.Crop{Left: 240, Right: 240}, "1440x1080", "crop=1440:1080:240:0:exact=1"},
		"wide pixels":     {ffmpeg.Crop{Left: 960, SAR: ffmpeg.NewRatio(2, 1)}, "1920x1080", "crop=960:1080:960:0:exact=1"},
		"nothing":         {ffmpeg.Crop{}, "1920x1080", ""},
		"too much":        {ffmpeg.Crop{Left: 1000, Right: 1000}, "1920x1080", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := source()
			s.Media.Streams[0].Crop = &c.crop
			p, err := New(s, Settings{})
			require.NoError(t, err)
			require.Equal(t, c.want, fmt.Sprintf("%dx%d", p.Video.Width, p.Video.Height))
			require.Equal(t, c.first, strings.Join(p.Video.crop(), ""))
		})
	}
}

// TestNotesClaimNothingOfJumps has a file whose clock jumps ahead by minutes: from
// its first and last time ffmpeg takes it for longer than it is.
func TestNotesClaimNothingOfJumps(t *testing.T) {
	for restarts, want := range map[int64]int{0: 1, 1: 0} {
		s := source()
		s.Media.Duration = 5 * time.Minute
		for i, tr := range s.Tracks {
			tr.Restarts = restarts
			s.Tracks[i] = tr
		}
		p, err := New(s, Settings{})
		require.NoError(t, err)
		require.Len(t, p.Notes, want)
	}
}

// TestNotes tells of what is left out, and of sound alone why it is refused.
func TestNotes(t *testing.T) {
	s := source()
	s.Media.Streams = append(s.Media.Streams,
		ffmpeg.Stream{Index: 2, Kind: "audio", Tag: "ac-4", Channels: 2, Language: "fra"},
		ffmpeg.Stream{Index: 3, Kind: "audio", Codec: "ac3", SampleRate: 48000, Channels: 6, Language: "eng"},
		ffmpeg.Stream{Index: 4, Kind: "audio", Codec: "aac", Encrypted: true},
		ffmpeg.Stream{Index: 5, Kind: "video", Codec: "h264", Width: 64, Height: 36},
		ffmpeg.Stream{Index: 6, Kind: "subtitle", Codec: "subrip"})
	for i := 2; i < len(s.Media.Streams); i++ {
		s.Tracks[i] = ffmpeg.Track{Packets: 9, End: 10_000_000_000}
	}
	p, err := New(s, Settings{})
	require.NoError(t, err)
	require.Len(t, p.Audio, 1)
	require.Equal(t, []string{
		"The audio track 2 (ac-4) was left out: its codec is not known here.",
		"The audio track 4 (aac) was left out: it is encrypted.",
		"The audio track 3 (ac3) was left out: it is taken for the audio track 1 (aac) in another format.",
		"The video track 2 (h264) was left out: a video has one picture.",
		"The subtitle track 1 (subrip) was left out: subtitles are added by themselves.",
	}, p.Notes)
	s.Media.Streams = s.Media.Streams[2:3]
	_, err = New(s, Settings{})
	require.Equal(t, TextCodec, fault.Detail(err))
	require.Equal(t, "The audio track 1 (ac-4) is in a codec that is not known here. Export the file as H.264 with AAC.", fault.Explanation(err))
}

// TestNoGapsWhereTimesVary has pictures that are held for seconds as they are
// meant to be.
func TestNoGapsWhereTimesVary(t *testing.T) {
	s := source()
	s.Demuxer = "mpegts"
	s.Tracks[0] = ffmpeg.Track{Packets: 9, Keys: 9, Interval: time.Second, IntervalN: 3, Intervals: 8, Gaps: 2, Longest: 12 * time.Second, End: 30 * time.Second}
	p, err := New(s, Settings{})
	require.NoError(t, err)
	require.Empty(t, p.Notes)
}
