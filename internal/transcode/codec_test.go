package transcode

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/library"
)

// fourCodecs is a set of small sizes with every codec, at two frame rates.
func fourCodecs(t *testing.T) *library.QualitySet {
	t.Helper()
	sets := []library.QualitySet{{ID: 77, Name: "four", Qualities: []library.Quality{
		{ID: 1, Codec: vp9, ShortSide: 144, VideoKbps: 150, AudioKbps: 96, FPS: library.MaxFPS},
		{ID: 2, Codec: av1, ShortSide: 144, VideoKbps: 120, AudioKbps: 96, FPS: library.MaxFPS},
		{ID: 3, Codec: hevc, ShortSide: 144, VideoKbps: 140, AudioKbps: 96, FPS: library.MaxFPS},
		{ID: 4, Codec: h264, ShortSide: 144, VideoKbps: 200, AudioKbps: 96, FPS: library.MaxFPS},
		{ID: 5, Codec: h264, ShortSide: 96, VideoKbps: 90, AudioKbps: 64, Profile: "baseline"},
		{ID: 6, Codec: av1, ShortSide: 96, VideoKbps: 60, AudioKbps: 64},
		{ID: 7, Codec: h264, ShortSide: 720, VideoKbps: 2000, AudioKbps: 64},
	}}}
	require.NoError(t, library.CheckQualitySets(sets))
	return &sets[0]
}

func TestEncodeCodecs(t *testing.T) {
	tl := tools(t)
	path := clip(t, tl, "in.mkv", "-f", "lavfi", "-i", "testsrc2=s=256x144:r=60000/1001", "-f", "lavfi", "-i", "sine=300:r=48000",
		"-f", "lavfi", "-i", "sine=600:r=44100", "-map", "0", "-map", "1", "-map", "2", "-t", "3.1", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "flac",
		"-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre")
	w := encode(t, tl, path, Settings{QualitySet: fourCodecs(t)})
	measure(t, tl, w)
	var got []string
	for _, r := range w.rungs {
		got = append(got, fmt.Sprint(r.Name, " ", r.Rate(w.plan.Video), " ", r.File))
	}
	require.Equal(t, []string{
		"5_h264_96p 30000/1001 qid5v1_h264_90_96.mp4", "6_av1_96p 30000/1001 qid6v1_av1_60_96.mp4",
		"4_h264_144p 60000/1001 qid4v1_h264_200_144.mp4", "3_hevc_144p 60000/1001 qid3v1_hevc_140_144.mp4",
		"2_av1_144p 60000/1001 qid2v1_av1_120_144.mp4", "1_vp9_144p 60000/1001 qid1v1_vp9_150_144.mp4",
	}, got)
}
