package transcode

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
	"kinora/internal/quality"
)

func TestHardwareArguments(t *testing.T) {
	sets := []quality.Set{{ID: 1, Name: "x", Qualities: []plan.Quality{
		{ID: 1, Codec: plan.H264, ShortSide: 360, VideoKbps: 450, AudioKbps: 64, Profile: "baseline"},
		{ID: 2, Codec: plan.H264, ShortSide: 720, VideoKbps: 1800, AudioKbps: 128},
		{ID: 3, Codec: plan.HEVC, ShortSide: 720, VideoKbps: 1200, AudioKbps: 128},
		{ID: 4, Codec: plan.VP9, ShortSide: 720, VideoKbps: 1200, AudioKbps: 128},
	}}}
	require.NoError(t, quality.Check(sets))
	for family, want := range map[string][]string{
		plan.NVENC: {
			"[v0] -c:v h264_nvenc -g 60 -maxrate 450k -bufsize 900k -preset p5 -tune hq -rc vbr -cq 23 -b:v 0 -no-scenecut 1 -forced-idr 1 -strict_gop 1 -profile:v baseline -pix_fmt yuv420p -color",
			"[v1] -c:v h264_nvenc -g 60 -maxrate 1800k -bufsize 3600k -preset p5 -tune hq -rc vbr -cq 23 -b:v 0 -no-scenecut 1 -forced-idr 1 -strict_gop 1 -profile:v high -bf 2 -pix_fmt yuv420p -color",
			"[v2] -c:v hevc_nvenc -g 60 -maxrate 1200k -bufsize 2400k -preset p5 -tune hq -rc vbr -cq 26 -b:v 0 -no-scenecut 1 -forced-idr 1 -strict_gop 1 -profile:v main -tag:v hvc1 -bf 2 -pix_fmt yuv420p -color",
			"[v3] -c:v libvpx-vp9 ",
		},
		plan.QSV: {
			"-qsv_device /dev/dri/x -max_error_rate",
			"[v1] -c:v h264_qsv -g 60 -maxrate 1800k -bufsize 3600k -preset medium -global_quality 23 -b:v 1800k -adaptive_i 0 -idr_interval 0 -forced_idr 1 -profile:v high -bf 2 -pix_fmt nv12 -color",
			"[v3] -c:v vp9_qsv -g 60 -maxrate 1200k -bufsize 2400k -preset medium -global_quality 33 -b:v 1200k -pix_fmt nv12 -color",
		},
		plan.VAAPI: {
			"-init_hw_device vaapi=hw:/dev/dri/x -filter_hw_device hw -max_error_rate",
			"setsar=1,format=nv12,hwupload[v0]", "null,format=nv12,hwupload,split=3[v1][v2][v3]",
			"[v0] -c:v h264_vaapi -g 60 -maxrate 450k -bufsize 900k -rc_mode QVBR -global_quality 23 -b:v 450k -idr_interval 0 -profile:v constrained_baseline -color",
			"[v2] -c:v hevc_vaapi -g 60 -maxrate 1200k -bufsize 2400k -rc_mode QVBR -global_quality 26 -b:v 1200k -idr_interval 0 -profile:v main -tag:v hvc1 -bf 2 -color",
		},
	} {
		t.Run(family, func(t *testing.T) {
			s := plan.Source{
				Demuxer: "matroska", Decodes: func(string) bool { return true },
				Media: &ffmpeg.Media{Streams: []ffmpeg.Stream{{Kind: "video", Codec: "h264", Width: 1920, Height: 1080, PixelFormat: "yuv420p"}}},
				Tracks: map[int]ffmpeg.Track{0: {
					Packets: 300, Keys: 1, Interval: time.Second / 30, IntervalN: 299, Intervals: 299, Shortest: time.Second / 30, Longest: time.Second / 30,
					LastPacket: time.Second / 30, End: 10 * time.Second,
				}},
			}
			s.Encodes = func(e string) bool {
				return !strings.Contains(e, "_") || e != "vp9_nvenc" && strings.HasSuffix(e, family)
			}
			p, err := plan.New(s, plan.Settings{Qualities: sets[0].Qualities, Hardware: family})
			require.NoError(t, err)
			w := work{plan: p, rungs: p.Rungs, source: "in", dir: "out", threads: 4, device: "/dev/dri/x"}
			args := strings.Join(w.command().Args, " ")
			for _, part := range want {
				require.Contains(t, args, part)
			}
			for _, r := range w.again(map[int64]error{0: nil, 1: errBad, 2: errBad, 3: errBad}, s.Encodes).rungs {
				require.Empty(t, r.Hardware(), "what turned out bad is made in software")
			}
		})
	}
}

func TestCheckEncoders(t *testing.T) {
	sets := []quality.Set{{ID: 1, Name: "x", Qualities: []plan.Quality{{ID: 1, Codec: plan.AV1, ShortSide: 360, VideoKbps: 100, AudioKbps: 64}}}}
	require.NoError(t, quality.Check(sets))
	require.ErrorContains(t, CheckEncoders(sets, func(e string) bool { return e == "aac" || e == "libx264" }), "quality set 1, quality 1")
	require.NoError(t, CheckEncoders(sets, func(string) bool { return true }))
}

// TestHardwareThatIsNotThere tells what ffmpeg says of it.
func TestHardwareThatIsNotThere(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	require.Error(t, CheckHardware(t.Context(), tl, plan.VAAPI, "/dev/null"))
	require.ErrorContains(t, CheckHardware(t.Context(), tl, "abacus", ""), "no h264_abacus")
	require.False(t, slices.Contains(plan.Hardware, "abacus"))
	var failed *ffmpeg.Error
	require.NotErrorAs(t, CheckHardware(t.Context(), tl, plan.VAAPI, "/dev/null"), &failed, "a line, not a log")
}

var errBad = errors.New("bad")
