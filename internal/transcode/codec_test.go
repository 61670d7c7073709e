package transcode

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
	"kinora/internal/quality"
)

// fourCodecs is a set of small sizes with every codec, at two frame rates.
func fourCodecs(t *testing.T) *quality.Set {
	t.Helper()
	sets := []quality.Set{{ID: 77, Name: "four", Qualities: []plan.Quality{
		{ID: 1, Codec: plan.VP9, ShortSide: 144, VideoKbps: 150, AudioKbps: 96, FPS: plan.MaxFPS},
		{ID: 2, Codec: plan.AV1, ShortSide: 144, VideoKbps: 120, AudioKbps: 96, FPS: plan.MaxFPS},
		{ID: 3, Codec: plan.HEVC, ShortSide: 144, VideoKbps: 140, AudioKbps: 96, FPS: plan.MaxFPS},
		{ID: 4, Codec: plan.H264, ShortSide: 144, VideoKbps: 200, AudioKbps: 96, FPS: plan.MaxFPS},
		{ID: 5, Codec: plan.H264, ShortSide: 96, VideoKbps: 90, AudioKbps: 64, Profile: "baseline"},
		{ID: 6, Codec: plan.AV1, ShortSide: 96, VideoKbps: 60, AudioKbps: 64},
		{ID: 7, Codec: plan.H264, ShortSide: 720, VideoKbps: 2000, AudioKbps: 64},
	}}}
	require.NoError(t, quality.Check(sets))
	return &sets[0]
}

// TestTranscodeCodecs takes two languages through a set with every codec: all
// of it comes out whole, in one order, on one grid.
func TestTranscodeCodecs(t *testing.T) {
	tl, set := ffmpegtest.Tools(t), fourCodecs(t)
	path := clip(t, "in.mkv", "-f", "lavfi", "-i", "testsrc2=s=256x144:r=60000/1001", "-f", "lavfi", "-i", "sine=300:r=48000",
		"-f", "lavfi", "-i", "sine=600:r=44100", "-map", "0", "-map", "1", "-map", "2", "-t", "4.1", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "flac",
		"-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre")
	b := newBench(t, path, func(p *plan.Plan) {
		custom, err := planFile(t, tl, path, plan.Settings{Qualities: set.Qualities})
		require.NoError(t, err)
		*p = *custom
	})
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	plan, err := b.o.Catalog.Plan(t.Context(), v.ID)
	require.NoError(t, err)
	require.EqualValues(t, 246, plan.Video.Frames)
	var got []string
	for i, r := range v.Renditions {
		require.Equal(t, catalog.RenditionComplete, r.Status)
		got = append(got, fmt.Sprintf("%s %d/%d %s %s", r.Name, *r.FPSNum, *r.FPSDen, r.File, *r.VideoCodecs))
		rung, object := plan.Rungs[i], b.local(t, *r.Object)
		require.Equal(t, rung.FrameCount(plan.Video), decodedFrames(t, object))
		m, tracks := scanned(t, tl, object)
		require.Equal(t, r.Codec, m.Streams[0].Codec)
		require.Equal(t, []int{rung.FrameWidth, rung.FrameHeight}, []int{m.Streams[0].Width, m.Streams[0].Height})
		require.Equal(t, int64(3), tracks[0].Keys, "closed GOPs of two seconds")
		require.Equal(t, []string{"eng", "fre"}, []string{r.AudioTracks[0].Language, r.AudioTracks[1].Language})
		require.Equal(t, []string{"eng", "fre"}, []string{m.Streams[1].Language, m.Streams[2].Language})
		require.InDelta(t, 300, hertz(t, object, 0), 10)
		require.InDelta(t, 600, hertz(t, object, 1), 10)
		for _, track := range tracks {
			require.InDelta(t, plan.Duration.Seconds(), track.End.Seconds(), 0.05)
		}
	}
	require.Len(t, got, 6)
	for i, want := range []string{
		`5_h264_96p 30000/1001 qid5v1_h264_90_96.mp4 avc1\.42`, `6_av1_96p 30000/1001 qid6v1_av1_60_96.mp4 av01\.0`,
		`4_h264_144p 60000/1001 qid4v1_h264_200_144.mp4 avc1\.4d`, `3_hevc_144p 60000/1001 qid3v1_hevc_140_144.mp4 hvc1\.1`,
		`2_av1_144p 60000/1001 qid2v1_av1_120_144.mp4 av01\.0`, `1_vp9_144p 60000/1001 qid1v1_vp9_150_144.mp4 vp09\.00`,
	} {
		require.Regexp(t, want, got[i])
	}
}

// TestTranscodeNoise has a picture that VP9 takes far above its ceiling: the
// rendition is made again with settings that hold it.
func TestTranscodeNoise(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	path := clip(t, "in.mkv", "-f", "lavfi", "-i", "testsrc2=s=256x144:r=25,noise=alls=30:allf=t", "-t", "9", "-c:v", "libx264", "-qp", "12",
		"-preset", "ultrafast", "-pix_fmt", "yuv420p")
	sets := []quality.Set{{ID: 1, Name: "x", Qualities: []plan.Quality{{ID: 1, Codec: plan.VP9, ShortSide: 144, VideoKbps: 90, AudioKbps: 64}}}}
	require.NoError(t, quality.Check(sets))
	b := newBench(t, path, func(p *plan.Plan) {
		custom, err := planFile(t, tl, path, plan.Settings{Qualities: sets[0].Qualities})
		require.NoError(t, err)
		*p = *custom
	})
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	require.Contains(t, *v.Renditions[0].Receipt, `"safer":true`)
}
