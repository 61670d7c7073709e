package plan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
)

// outline is a plan in one line: length, picture, sound, rungs.
func outline(p *Plan) string {
	var parts []string
	if v := p.Video; v != nil {
		text := fmt.Sprintf("%dx%d@%v gop %d frames %d", v.Width, v.Height, v.Rate, v.GOP, v.Frames)
		if v.Orientation != (ffmpeg.Orientation{}) {
			text += fmt.Sprintf(" turns %d mirror %v", v.Orientation.Turns, v.Orientation.Mirror)
		}
		if v.Interlaced {
			text += " interlaced"
		}
		if v.Transfer != "" {
			text += fmt.Sprintf(" %s %g", v.Transfer, v.Peak)
		}
		parts = append(parts, text)
	}
	for _, a := range p.Audio {
		parts = append(parts, fmt.Sprintf("%s/%d", a.Language, a.Channels))
	}
	for _, r := range p.Rungs {
		parts = append(parts, strings.TrimSuffix(strings.TrimPrefix(r.File, "qid"), ".mp4"))
	}
	return strings.Join(parts, ", ")
}

func TestPlanOutlines(t *testing.T) {
	video := func(change func(st *ffmpeg.Stream)) func(*Source) {
		return func(s *Source) { change(&s.Media.Streams[0]) }
	}
	size := func(w, h int) func(*Source) {
		return video(func(st *ffmpeg.Stream) { st.Width, st.Height = w, h })
	}
	rate := func(fps float64, num, den int64) func(*Source) {
		return func(s *Source) {
			s.Tracks[0] = steady(int(10*fps), 1/fps)
			s.Media.Streams[0].Rate = ffmpeg.NewRatio(num, den)
		}
	}
	const hd = "3576v1_h264_450_360, 3573v1_h264_800_468, 3570v1_h264_1800_720, 3567v1_h264_4050_1080"
	for _, c := range []struct {
		name   string
		change func(*Source)
		set    Settings
		want   string
	}{
		{"full HD", func(*Source) {}, Settings{}, "1920x1080@30/1 gop 60 frames 300, eng/6, " + hd},
		{
			"portrait", size(1080, 1920),
			Settings{},
			"1080x1920@30/1 gop 60 frames 300, eng/6, 3576v1_h264_450_640, 3573v1_h264_800_832, 3570v1_h264_1800_1280, 3567v1_h264_4050_1920",
		},
		{"rotated", video(func(st *ffmpeg.Stream) {
			st.Width, st.Height, st.Orientation = 1280, 720, ffmpeg.Orientation{Turns: 3, Mirror: true}
		}), Settings{}, "720x1280@30/1 gop 60 frames 300 turns 3 mirror true, eng/6, 3576v1_h264_450_640, 3573v1_h264_800_832, 3570v1_h264_1800_1280"},
		{"anamorphic", video(func(st *ffmpeg.Stream) {
			st.Width, st.Height, st.SAR = 720, 576, ffmpeg.Ratio{Num: 64, Den: 45}
		}), Settings{}, "1024x576@30/1 gop 60 frames 300, eng/6, 3576v1_h264_450_360, 3573v1_h264_800_468"},
		{"odd", size(853, 479), Settings{}, "853x479@30/1 gop 60 frames 300, eng/6, 3576v1_h264_450_360, 3573v1_h264_800_468"},
		{"tiny", size(17, 3), Settings{}, "17x3@30/1 gop 60 frames 300, eng/6, 3582v1_h264_72_2"},
		{"2.39:1", size(1920, 804), Settings{}, "1920x804@30/1 gop 60 frames 300, eng/6, 3576v1_h264_450_360, 3573v1_h264_800_468, 3570v1_h264_1800_720"},
		{"0.2 fps", rate(0.2, 1, 5), Settings{}, "1920x1080@1/1 gop 2 frames 10, eng/6, " + hd},
		{"1 fps", rate(1, 1, 1), Settings{}, "1920x1080@1/1 gop 2 frames 10, eng/6, " + hd},
		{"12.5 fps", rate(12.5, 25, 2), Settings{}, "1920x1080@25/2 gop 25 frames 125, eng/6, " + hd},
		{"film", rate(24000.0/1001, 24000, 1001), Settings{}, "1920x1080@24000/1001 gop 48 frames 240, eng/6, " + hd},
		{"NTSC fields", rate(60000.0/1001, 60000, 1001), Settings{}, "1920x1080@30000/1001 gop 60 frames 300, eng/6, " + hd},
		{"120 fps", rate(120, 120, 1), Settings{}, "1920x1080@30/1 gop 60 frames 300, eng/6, " + hd},
		{"varying", func(s *Source) {
			t := steady(120, 1.0/24)
			t.IntervalN, t.Longest, t.End = 80, 400*time.Millisecond, 10*time.Second
			s.Tracks[0] = t
		}, Settings{}, "1920x1080@24/1 gop 48 frames 240, eng/6, " + hd},
		{
			"interlaced", video(func(st *ffmpeg.Stream) { st.FieldOrder = "tt" }),
			Settings{},
			"1920x1080@30/1 gop 60 frames 300 interlaced, eng/6, " + hd,
		},
		{"HDR10", video(func(st *ffmpeg.Stream) {
			st.Transfer, st.Light = "smpte2084", ffmpeg.Light{Mastering: 4000, Content: 1500}
		}), Settings{}, "1920x1080@30/1 gop 60 frames 300 smpte2084 1500, eng/6, " + hd},
		{"stereo", func(s *Source) { s.Media.Streams[1].Channels = 2 }, Settings{}, "1920x1080@30/1 gop 60 frames 300, eng/2, " + hd},
		{"silent", func(s *Source) { s.Media.Streams = s.Media.Streams[:1] }, Settings{}, "1920x1080@30/1 gop 60 frames 300, " + hd},
		{"sound alone", func(s *Source) { s.Media.Streams = s.Media.Streams[1:] }, Settings{}, "eng/6, 3585v1_aac_128_audio"},
		{
			"clip", func(*Source) {},
			Settings{ClipStart: 4 * time.Second, ClipDuration: 3 * time.Second},
			"1920x1080@30/1 gop 60 frames 90, eng/6, " + hd,
		},
		{
			"limited", func(s *Source) { s.Size = 1_250_000 },
			Settings{LimitBitRate: true},
			"1920x1080@30/1 gop 60 frames 300, eng/6, 3576v1_h264_450_360, 3573v1_h264_800_468, 3570v1_h264_1000_720, 3567v1_h264_1000_1080",
		},
		{
			"limited far", func(s *Source) { s.Size = 12_500 },
			Settings{LimitBitRate: true},
			"1920x1080@30/1 gop 60 frames 300, eng/6, 3576v1_h264_72_360, 3573v1_h264_72_468, 3570v1_h264_72_720, 3567v1_h264_72_1080",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := source()
			c.change(&s)
			p, err := New(s, c.set)
			require.NoError(t, err)
			require.Equal(t, c.want, outline(p))
		})
	}
}

func TestPlanQualitySets(t *testing.T) {
	quality := func(id, short int64, codec string, fps FrameRate) Quality {
		return Quality{ID: id, Version: 1, Codec: codec, ShortSide: short, VideoKbps: 1000, AudioKbps: 96, FPS: fps}
	}
	for _, c := range []struct {
		name          string
		width, height int
		fps           float64
		set           []Quality
		want          string // outline, and the rates of the rungs
	}{
		{
			"codecs in order", 3840, 2160, 24,
			[]Quality{quality(1, 2160, VP9, 30), quality(2, 2160, AV1, 30), quality(3, 2160, HEVC, 30), quality(4, 2160, H264, 30), quality(5, 1080, AV1, 30)},
			"3840x2160@24/1 gop 48 frames 240, eng/6, 5v1_av1_1000_1080, 4v1_h264_1000_2160, 3v1_hevc_1000_2160, 2v1_av1_1000_2160, 1v1_vp9_1000_2160: 24/1 24/1 24/1 24/1 24/1",
		},
		{
			"H.264 is less wide", 4839, 2160, 24,
			[]Quality{quality(3, 2160, HEVC, 30), quality(4, 2160, H264, 30)},
			"4839x2160@24/1 gop 48 frames 240, eng/6, 4v1_h264_1000_1828, 3v1_hevc_1000_2160: 24/1 24/1",
		},
		{
			"no upscaling", 1280, 720, 30,
			[]Quality{quality(1, 1080, H264, 30), quality(2, 720, AV1, 30), quality(3, 240, H264, 30)},
			"1280x720@30/1 gop 60 frames 300, eng/6, 3v1_h264_1000_240, 2v1_av1_1000_720: 30/1 30/1",
		},
		{
			"below the set", 640, 360, 30,
			[]Quality{quality(1, 1080, H264, 30), quality(2, 720, AV1, 30), quality(3, 480, AV1, 30), quality(4, 480, H264, 30)},
			"640x360@30/1 gop 60 frames 300, eng/6, 4v1_h264_1000_360, 3v1_av1_1000_360: 30/1 30/1",
		},
		{
			"tiny is H.264", 60, 40, 30,
			[]Quality{quality(1, 480, AV1, 30), quality(2, 480, HEVC, 30)},
			"60x40@30/1 gop 60 frames 300, eng/6, 2v1_h264_1000_40: 30/1",
		},
		{
			"high rate on top", 1920, 1080, 60,
			[]Quality{quality(1, 1080, H264, MaxFPS), quality(2, 720, H264, 30), quality(3, 360, H264, 15)},
			"1920x1080@60/1 gop 120 frames 600, eng/6, 3v1_h264_1000_360, 2v1_h264_1000_720, 1v1_h264_1000_1080: 15/1 30/1 60/1",
		},
		{
			"a cap of 25 at 29.97", 1920, 1080, 30000.0 / 1001,
			[]Quality{quality(1, 1080, H264, MaxFPS), quality(2, 720, H264, 25)},
			"1920x1080@30000/1001 gop 60 frames 300, eng/6, 2v1_h264_1000_720, 1v1_h264_1000_1080: 15000/1001 30000/1001",
		},
		{
			"all capped at 25", 1920, 1080, 50,
			[]Quality{quality(1, 1080, H264, 25), quality(2, 720, H264, 25)},
			"1920x1080@25/1 gop 50 frames 250, eng/6, 2v1_h264_1000_720, 1v1_h264_1000_1080: 25/1 25/1",
		},
		{
			"the high rate is above the source", 1280, 720, 60,
			[]Quality{quality(1, 1080, H264, MaxFPS), quality(2, 720, H264, 30)},
			"1280x720@30/1 gop 60 frames 300, eng/6, 2v1_h264_1000_720: 30/1",
		},
		{
			"240 is kept up to 120", 1920, 1080, 240,
			[]Quality{quality(1, 1080, H264, MaxFPS), quality(2, 720, H264, 50)},
			"1920x1080@120/1 gop 240 frames 1200, eng/6, 2v1_h264_1000_720, 1v1_h264_1000_1080: 30/1 120/1",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := source()
			s.Media.Streams[0].Width, s.Media.Streams[0].Height = c.width, c.height
			s.Tracks[0] = steady(int(10*c.fps), 1/c.fps)
			p, err := New(s, Settings{Qualities: c.set})
			require.NoError(t, err)
			var rates []string
			for _, r := range p.Rungs {
				rates = append(rates, r.Rate(p.Video).String())
				require.Zero(t, p.Video.Frames%r.Step())
				require.Zero(t, int64(p.Video.GOP)%r.Step(), "key frames of all rungs lie on one grid")
			}
			require.Equal(t, c.want, outline(p)+": "+strings.Join(rates, " "))
		})
	}
}

func TestPlanEncoders(t *testing.T) {
	ladder := []Quality{{ID: 1, Version: 1, Codec: AV1, ShortSide: 360, VideoKbps: 100, AudioKbps: 64, FPS: 30}}
	s := source()
	for _, name := range []string{"libsvtav1", "libaom-av1"} {
		s.Encodes = func(encoder string) bool { return encoder == name }
		p, err := New(s, Settings{Qualities: ladder})
		require.NoError(t, err)
		require.Equal(t, name, p.Rungs[0].Encoder)
	}
	s.Encodes = func(string) bool { return false }
	_, err := New(s, Settings{Qualities: ladder})
	require.ErrorContains(t, err, "no encoder for av1 (libsvtav1 or libaom-av1)")
}

func TestPeak(t *testing.T) {
	for _, c := range []struct {
		mastering, content, want float64
	}{
		{0, 0, 1000},
		{1000, 0, 1000},
		{4000, 1500, 1500},
		{600, 3000, 600},
		{10000, 0, 4000},
		{0, 120, 200},
		{1, 50, 1000},         // no display is so dark
		{4_294_967, 0, 1000},  // nor so bright
		{4_294_967, 800, 800}, // one of them can be right
	} {
		st := ffmpeg.Stream{Transfer: "smpte2084", Light: ffmpeg.Light{Mastering: c.mastering, Content: c.content}}
		require.InDelta(t, c.want, peak(st), 0, "%v", c)
	}
	require.InDelta(t, 1000, peak(ffmpeg.Stream{Transfer: "arib-std-b67", Light: ffmpeg.Light{Content: 300}}), 0)
}
