package plan

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg/ffmpegtest"
)

func TestPlanCopies(t *testing.T) {
	x264 := func(params string) []string { return []string{"-x264-params", params} }
	grid := "keyint=50:min-keyint=50:scenecut=0"
	for name, c := range map[string]struct {
		args []string
		set  Settings
		why  string // "" when a rung is copied
	}{
		"fit":             {},
		"no reordering":   {args: x264(grid + ":bframes=0")},
		"one GOP":         {args: x264("keyint=500:scenecut=0")},
		"keys in between": {args: x264("keyint=25:min-keyint=25:scenecut=0")},
		"44.1 kHz":        {args: []string{"-ar", "44100"}},
		"silent":          {args: []string{"-an"}},
		"longer sound":    {args: []string{"-vf", "trim=end_frame=150", "-t", "6.08"}},
		"irregular keys":  {args: []string{"-x264-params", "keyint=250:scenecut=0", "-force_key_frames", "0,1.6,3,5.2"}, why: "key frames"},
		"open GOPs":       {args: x264("keyint=50:min-keyint=50:scenecut=0:open-gop=1:bframes=3"), why: "key frame"},
		"10 bits":         {args: []string{"-pix_fmt", "yuv420p10le"}, why: "yuv420p10le"},
		"full range":      {args: []string{"-pix_fmt", "yuvj420p"}, why: "yuvj420p"},
		"4:4:4":           {args: []string{"-pix_fmt", "yuv444p"}, why: "yuv444p"},
		"interlaced":      {args: x264(grid + ":interlaced=1"), why: "interlaced"},
		"other codec":     {args: []string{"-c:v", "mpeg4"}, why: "codec is not supported"},
		"wide pixels":     {args: []string{"-vf", "setsar=4/3"}, why: "square"},
		"two shapes":      {args: []string{"-bsf:v", "h264_metadata=sample_aspect_ratio=4/3"}, why: "its pixels are 4:3"},
		"mono":            {args: []string{"-ac", "1"}, why: "channels"},
		"22 kHz":          {args: []string{"-ar", "22050"}, why: "samples a second"},
		"MP3":             {args: []string{"-c:a", "mp3"}, why: "not MPEG-4 audio"},
		"short sound":     {args: []string{"-af", "atrim=end=4"}, why: "does not cover"},
		"dropped frames":  {args: []string{"-vf", "select=mod(n\\,7)", "-fps_mode", "vfr"}, why: "the picture lasts"},
		"too many bits":   {args: []string{"-vf", "scale=256:144,noise=alls=90:allf=t", "-crf", "10"}, why: "bit rate"},
		"a camera's data": {args: []string{"-bsf:v", "h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+here"}, why: "data of an application"},
		"parameter sets":  {args: []string{"-bsf:v", "dump_extra"}},
		"a clip":          {set: Settings{ClipStart: time.Second, ClipDuration: 2 * time.Second}, why: "clip"},
	} {
		t.Run(name, func(t *testing.T) {
			c.set.Qualities = []Quality{{ID: 1, Version: 1, Codec: H264, ShortSide: 144, VideoKbps: 200, AudioKbps: 64, FPS: 30}}
			p, err := planFile(t, clip(t, "in.mp4", slices.Concat(ffmpegtest.Servable, []string{"-s", "256x144"}, c.args)...), c.set)
			require.NoError(t, err)
			if c.why != "" {
				require.Nil(t, p.Copy)
				require.Contains(t, p.NoCopy, c.why)
				return
			}
			require.NotNil(t, p.Copy, p.NoCopy)
			require.Empty(t, p.NoCopy)
			top := p.Rungs[len(p.Rungs)-1]
			require.Equal(t, Copy{File: top.File, Video: 0, Audio: p.Copy.Audio}, *p.Copy)
			require.Equal(t, 144, top.FrameHeight)
			require.Len(t, p.Copy.Audio, len(p.Audio))
			require.EqualValues(t, 150, p.Video.Frames)
		})
	}
}
