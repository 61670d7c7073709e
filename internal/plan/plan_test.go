package plan

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
)

func TestRungs(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		limit         int64
		want          []string // nominal size, coded size, file
	}{
		{"full HD", 1920, 1080, 0, []string{
			"640x360 640x360 qid3576v1_h264_450_360.mp4", "853x480 832x468 qid3573v1_h264_800_468.mp4",
			"1280x720 1280x720 qid3570v1_h264_1800_720.mp4", "1920x1080 1920x1080 qid3567v1_h264_4050_1080.mp4",
		}},
		{"wide film", 1920, 804, 1267, []string{
			"860x360 860x360 qid3576v1_h264_450_360.mp4", "1146x480 1118x468 qid3573v1_h264_800_468.mp4",
			"1719x720 1720x720 qid3570v1_h264_1267_720.mp4",
		}},
		{"portrait", 1080, 1920, 0, []string{
			"360x640 360x640 qid3576v1_h264_450_640.mp4", "480x853 468x832 qid3573v1_h264_800_832.mp4",
			"720x1280 720x1280 qid3570v1_h264_1800_1280.mp4", "1080x1920 1080x1920 qid3567v1_h264_4050_1920.mp4",
		}},
		{"SD", 720, 480, 0, []string{"540x360 540x360 qid3576v1_h264_450_360.mp4", "720x480 702x468 qid3573v1_h264_800_468.mp4"}},
		{"432p", 768, 432, 0, []string{"640x360 640x360 qid3576v1_h264_450_360.mp4"}},
		{"square", 720, 720, 0, []string{
			"360x360 360x360 qid3576v1_h264_450_360.mp4", "480x480 468x468 qid3573v1_h264_800_468.mp4",
			"720x720 720x720 qid3570v1_h264_1800_720.mp4",
		}},
		{"below the ladder", 480, 270, 0, []string{"480x270 480x270 qid3579v1_h264_200_270.mp4"}},
		{"odd", 315, 273, 0, []string{"315x273 314x272 qid3579v1_h264_200_272.mp4"}},
		{"wide film below the ladder", 854, 354, 0, []string{"854x354 854x354 qid3579v1_h264_450_354.mp4"}},
		{"wide and low", 600, 200, 0, []string{"600x200 600x200 qid3582v1_h264_200_200.mp4"}},
		{"tiny", 29, 24, 5, []string{"29x24 28x24 qid3582v1_h264_72_24.mp4"}},
		{"one pixel", 1, 1, 0, []string{"1x1 2x2 qid3582v1_h264_72_2.mp4"}},
		{"ribbon", 8192, 400, 0, []string{"7373x360 4096x200 qid3576v1_h264_450_200.mp4"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			p := &Plan{Video: &Video{Width: c.width, Height: c.height, Rate: defaultRate}, Audio: []Audio{{}}}
			ladder, err := p.rungs(nil, c.limit, "", anyEncoder)
			require.NoError(t, err)
			for _, r := range ladder {
				got = append(got, fmt.Sprintf("%dx%d %dx%d %s", r.Width, r.Height, r.FrameWidth, r.FrameHeight, r.File))
			}
			require.Equal(t, c.want, got)
		})
	}
	require.EqualValues(t, 1267, bitRateLimit(29260881, 184669))
}

func anyEncoder(string) bool { return true }

// steady is a track of n frames, seconds apart.
func steady(n int, apart float64) ffmpeg.Track {
	step := time.Duration(apart * float64(time.Second))
	return ffmpeg.Track{
		Packets: int64(n), Keys: 1, Interval: step, IntervalN: int64(n - 1), Intervals: int64(n - 1), Shortest: step,
		Longest: step, LastPacket: step, End: time.Duration(float64(n) * apart * float64(time.Second)),
	}
}

func TestFrameRate(t *testing.T) {
	ratio := func(n, d int64) ffmpeg.Ratio { return ffmpeg.NewRatio(n, d) }
	for _, c := range []struct {
		name   string
		fps    float64
		header ffmpeg.Ratio
		want   ffmpeg.Ratio
	}{
		{"film", 24000.0 / 1001, ratio(24000, 1001), ratio(24000, 1001)},
		{"24", 24, ratio(24, 1), ratio(24, 1)},
		{"PAL", 25, ffmpeg.Ratio{}, ratio(25, 1)},
		{"PAL with a longer first frame", 25, ratio(5280000, 211337), ratio(25, 1)},
		{"NTSC", 30000.0 / 1001, ratio(30000, 1001), ratio(30000, 1001)},
		{"30 with a lying header", 30, ratio(1000, 1), ratio(30, 1)},
		{"50", 50, ratio(50, 1), ratio(25, 1)},
		{"59.94", 60000.0 / 1001, ratio(60000, 1001), ratio(30000, 1001)},
		{"60", 60, ratio(60, 1), ratio(30, 1)},
		{"48", 48, ratio(48, 1), ratio(24, 1)},
		{"100", 100, ratio(100, 1), ratio(25, 1)},
		{"120", 120, ratio(120, 1), ratio(30, 1)},
		{"36", 36, ratio(36, 1), ratio(30, 1)},
		{"12.5", 12.5, ratio(25, 2), ratio(25, 2)},
		{"15", 15, ratio(15, 1), ratio(15, 1)},
		{"one", 1, ratio(1, 1), ratio(1, 1)},
		{"slower than one", 0.2, ratio(1, 5), ratio(1, 1)},
		{"odd", 18.37, ffmpeg.Ratio{}, ratio(1837, 100)},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, frameRate(steady(100, 1/c.fps), c.header, 30)) })
	}
	require.Equal(t, defaultRate, frameRate(ffmpeg.Track{Packets: 1}, ffmpeg.Ratio{}, 30))
	require.Equal(t, ratio(30, 1), frameRate(ffmpeg.Track{Packets: 1}, ratio(30, 1), 30))
	phone := steady(100, 1.0/30)
	phone.IntervalN, phone.Longest, phone.End = 70, 100*time.Millisecond, 4*time.Second
	require.Equal(t, ratio(30, 1), frameRate(phone, ratio(25, 1), 30), "variable: the most common interval")
	require.Equal(t, 60, gop(ratio(30000, 1001), 1))
	require.Equal(t, 48, gop(ratio(24000, 1001), 1))
	require.Equal(t, 25, gop(ratio(25, 2), 1))
	require.Equal(t, 2, gop(ratio(1, 1), 1))
}

// source is a 1080p film of 10 s at 30 frames a second with sound.
func source() Source {
	audio := ffmpeg.Track{Packets: 430, Keys: 430, End: 10 * time.Second}
	return Source{
		Demuxer: "mov", Size: 50e6, Decodes: func(codec string) bool { return codec != "vvc" },
		Media: &ffmpeg.Media{Demuxer: "mov,mp4", Streams: []ffmpeg.Stream{
			{Index: 0, Kind: "video", Codec: "h264", Width: 1920, Height: 1080, PixelFormat: "yuv420p"},
			{Index: 1, Kind: "audio", Codec: "aac", SampleRate: 48000, Channels: 6, Language: "eng"},
		}},
		Tracks: map[int]ffmpeg.Track{0: steady(300, 1.0/30), 1: audio},
	}
}

func TestPlan(t *testing.T) {
	p, err := New(source(), Settings{LimitBitRate: true})
	require.NoError(t, err)
	require.EqualValues(t, 300, p.Video.Frames)
	require.Equal(t, 60, p.Video.GOP)
	require.Equal(t, 10*time.Second, p.Duration)
	require.Zero(t, p.Seek)
	require.Zero(t, p.Shift)
	require.Len(t, p.Rungs, 4)
	require.Equal(t, "bt709", p.Video.Matrix)
	require.Equal(t, 6, p.Audio[0].Channels)
	require.Equal(t, "vod360p", p.Rungs[0].Name)
	text, err := json.Marshal(p)
	require.NoError(t, err)
	var back Plan
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, *p, back)
}

func TestPlanTimeline(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(s *Source)
		frames int64
		shift  time.Duration
	}{
		{"sound is longer", func(s *Source) { shift(s, 1, 0, 2*time.Second) }, 360, 0},
		{"sound is shorter", func(s *Source) { shift(s, 1, 0, -2*time.Second) }, 300, 0},
		{"sound is late", func(s *Source) { shift(s, 1, 700*time.Millisecond, 0) }, 300, 0},
		{"picture is late", func(s *Source) { shift(s, 0, time.Second, time.Second) }, 330, 0},
		{"sound leads by priming", func(s *Source) {
			shift(s, 1, -7*time.Millisecond, 0)
			s.Media.Start = -7 * time.Millisecond
		}, 300, -7 * time.Millisecond},
		{"starts at 10 s", func(s *Source) {
			shift(s, 0, 10*time.Second, 10*time.Second)
			shift(s, 1, 10*time.Second, 10*time.Second)
			s.Media.Start = 10 * time.Second
		}, 300, 0},
		{"no sound", func(s *Source) { s.Media.Streams = s.Media.Streams[:1] }, 300, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := source()
			c.change(&s)
			p, err := New(s, Settings{})
			require.NoError(t, err)
			require.Equal(t, c.frames, p.Video.Frames)
			require.Equal(t, c.shift, p.Shift)
		})
	}
}

func shift(s *Source, stream int, first, end time.Duration) {
	t := s.Tracks[stream]
	t.First += first
	t.End += end
	s.Tracks[stream] = t
}

func TestPlanClip(t *testing.T) {
	for _, c := range []struct {
		name            string
		start, duration time.Duration
		frames          int64
		text            string
	}{
		{"start only", 4 * time.Second, 0, 180, ""},
		{"piece", 4 * time.Second, 2 * time.Second, 60, ""},
		{"up to the end", 4 * time.Second, 6 * time.Second, 180, ""},
		{"beyond the end", 4 * time.Second, 7 * time.Second, 210, TextClip},
		{"begins after the end", 10 * time.Second, 0, 300, TextClip},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := New(source(), Settings{ClipStart: c.start, ClipDuration: c.duration})
			require.NoError(t, err)
			require.Equal(t, c.text, p.Error)
			require.Equal(t, c.frames, p.Video.Frames)
			require.Equal(t, 10*time.Second, p.OriginDuration)
		})
	}
	s := source()
	shift(&s, 0, 0, 0)
	p, err := New(s, Settings{ClipStart: 4 * time.Second})
	require.NoError(t, err)
	require.Equal(t, 3*time.Second, p.Seek)
	require.Equal(t, -time.Second, p.Shift)
}

func TestPlanRefuses(t *testing.T) {
	stream := func(n int, change func(*ffmpeg.Stream)) func(*Source) {
		return func(s *Source) { change(&s.Media.Streams[n]) }
	}
	for _, c := range []struct {
		name   string
		change func(*Source)
		want   string
	}{
		{"Dolby Vision 5", stream(0, func(st *ffmpeg.Stream) { st.DolbyVision.Profile = 5 }), TextCodec},
		{"Dolby Vision 10.0", stream(0, func(st *ffmpeg.Stream) { st.DolbyVision.Profile = 10 }), TextCodec},
		{"encrypted packets", func(s *Source) { s.Tracks[0] = ffmpeg.Track{Packets: 5, Encrypted: true} }, TextCodec},
		{"no decoder", stream(0, func(st *ffmpeg.Stream) { st.Codec = "vvc" }), TextCodec},
		{"unknown codec", stream(0, func(st *ffmpeg.Stream) { st.Codec = "" }), TextCodec},
		{"too large", stream(0, func(st *ffmpeg.Stream) { st.Width = 9000 }), TextCodec},
		{"no size", stream(0, func(st *ffmpeg.Stream) { st.Width = 0 }), TextEmpty},
		{"no packets", func(s *Source) { delete(s.Tracks, 0) }, TextEmpty},
		{"no streams", func(s *Source) { s.Media.Streams = nil }, TextEmpty},
		{"a picture", func(s *Source) {
			s.Media.Demuxer = "gif"
			s.Tracks[0] = ffmpeg.Track{Packets: 1}
		}, TextInvalid},
		{"two days", func(s *Source) { shift(s, 0, 0, 48*time.Hour) }, TextInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := source()
			c.change(&s)
			_, err := New(s, Settings{})
			require.Equal(t, c.want, fault.Detail(err))
		})
	}
}

func TestPlanChooses(t *testing.T) {
	s := source()
	s.Media.Streams[0].AttachedPic = true
	p, err := New(s, Settings{})
	require.NoError(t, err)
	require.Nil(t, p.Video)
	require.Equal(t, "qid3585v1_aac_128_audio.mp4", p.Rungs[0].File)
	require.Zero(t, p.Rungs[0].Width)

	s = source()
	second := s.Media.Streams[0]
	second.Index, second.Default = 2, true
	s.Media.Streams = append(s.Media.Streams, second)
	s.Tracks[2] = s.Tracks[0]
	p, err = New(s, Settings{})
	require.NoError(t, err)
	require.Equal(t, 2, p.Video.Stream)
}

func TestDisplaySize(t *testing.T) {
	for _, c := range []struct {
		st   ffmpeg.Stream
		w, h int
	}{
		{ffmpeg.Stream{Width: 800, Height: 640, SAR: ffmpeg.Ratio{Num: 64, Den: 45}}, 1138, 640},
		{ffmpeg.Stream{Width: 720, Height: 480, SAR: ffmpeg.Ratio{Num: 10, Den: 11}}, 655, 480},
		{ffmpeg.Stream{Width: 1280, Height: 720, Orientation: ffmpeg.Orientation{Turns: 1}}, 720, 1280},
		{ffmpeg.Stream{Width: 1280, Height: 720, SAR: ffmpeg.Ratio{Num: 1000, Den: 1}}, 1280, 720},
	} {
		w, h := displaySize(c.st)
		require.Equal(t, []int{c.w, c.h}, []int{w, h})
	}
}
