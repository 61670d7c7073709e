package transcode

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

// publish transcodes a source and returns its only rendition as a local file.
func publish(t *testing.T, path string) (string, catalog.Video) {
	t.Helper()
	b := newBench(t, path, nil)
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	return b.local(t, *v.Renditions[0].Object), v
}

// picture is the luma of the frame of a file that is shown at a second.
type picture struct {
	width, height int
	luma          []byte
}

func pictureAt(t *testing.T, path string, second float64) picture {
	t.Helper()
	m, err := ffmpegtest.Tools(t).Probe(t.Context(), path, "mov")
	require.NoError(t, err)
	p := picture{width: m.Streams[0].Width, height: m.Streams[0].Height}
	p.luma, err = exec.Command("ffmpeg", "-v", "error", "-ss", fmt.Sprint(second), "-i", path, "-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-").Output()
	require.NoError(t, err)
	require.Len(t, p.luma, p.width*p.height)
	return p
}

// combed is the mean difference between neighbouring lines.
func (p picture) combed() float64 {
	sum := 0
	for i := p.width; i < len(p.luma); i++ {
		d := int(p.luma[i]) - int(p.luma[i-p.width])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(p.luma)-p.width)
}

// white is how many pixels of the middle row and column are white.
func (p picture) white() (across, down int) {
	for x := range p.width {
		if p.luma[p.height/2*p.width+x] > 180 {
			across++
		}
	}
	for y := range p.height {
		if p.luma[y*p.width+p.width/2] > 180 {
			down++
		}
	}
	return across, down
}

// decibels is the mean level of a tone of a pitch on one side of a file's sound,
// from a second on.
func decibels(t *testing.T, path string, track, side, pitch int, from float64) float64 {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "info", "-ss", fmt.Sprint(from), "-i", path, "-t", "1.5", "-map", fmt.Sprintf("0:a:%d", track), "-af",
		fmt.Sprintf("pan=mono|c0=c%d,bandpass=f=%d:width_type=h:w=60,bandpass=f=%d:width_type=h:w=60,volumedetect", side, pitch, pitch), "-f", "null", "-").CombinedOutput()
	require.NoError(t, err, string(out))
	_, rest, found := strings.Cut(string(out), "mean_volume: ")
	require.True(t, found, string(out))
	var level float64
	_, err = fmt.Sscanf(rest, "%f", &level)
	require.NoError(t, err)
	return level
}

// joined writes files one behind the other.
func joined(t *testing.T, name string, files ...string) string {
	t.Helper()
	var all []byte
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		all = append(all, data...)
	}
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, all, 0o600))
	return path
}

// recording is two seconds of one gray with a tone.
func recording(t *testing.T, name, gray string, pitch int, codecs ...string) string {
	t.Helper()
	return clip(t, name, slices.Concat([]string{
		"-f", "lavfi", "-i", "color=" + gray + ":s=160x90:r=25:d=2", "-f", "lavfi", "-i", fmt.Sprintf("sine=%d:d=2:r=48000", pitch),
	}, codecs)...)
}

// TestJoinedRecordings has recordings one behind the other, whose clocks all
// begin anew: every part is there, at the right time.
func TestJoinedRecordings(t *testing.T) {
	for _, c := range []struct {
		name   string
		codecs []string
	}{
		{"a.ts", []string{"-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-pix_fmt", "yuv420p", "-c:a", "aac"}},
		// The last packet of AC-3 comes behind the next recording's first picture.
		{"a.vob", []string{"-c:v", "mpeg2video", "-bf", "2", "-c:a", "ac3", "-f", "vob"}},
		// Here the picture begins some milliseconds behind the sound besides.
		{"a.m2ts", []string{"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "ac3", "-f", "mpegts", "-mpegts_m2ts_mode", "1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, v := publish(t, joined(t, c.name, recording(t, c.name, "black", 440, c.codecs...),
				recording(t, c.name, "white", 880, c.codecs...), recording(t, c.name, "gray", 1320, c.codecs...)))
			require.InDelta(t, 6000, *v.Duration, 100)
			require.EqualValues(t, 25, *v.Renditions[0].FPSNum)
			for i, want := range []struct {
				luma  float64
				pitch int
			}{{16, 440}, {235, 880}, {126, 1320}} {
				for _, at := range []float64{0.2, 1.7} {
					require.InDelta(t, want.luma, float64(pictureAt(t, path, float64(2*i)+at).luma[0]), 20)
				}
				require.Greater(t, decibels(t, path, 0, 0, want.pitch, float64(2*i)+0.2), -35.0)
			}
		})
	}
}

// TestOverrun has recordings one behind the other in formats that hold one: the
// first is shown, and the other is told of.
func TestOverrun(t *testing.T) {
	for _, name := range []string{"a.mkv", "a.webm"} {
		codecs := []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}
		if name == "a.webm" {
			codecs = []string{"-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"}
		}
		path, v := publish(t, joined(t, name, recording(t, name, "black", 440, codecs...), recording(t, name, "white", 880, codecs...)))
		require.InDelta(t, 2000, *v.Duration, 100)
		require.EqualValues(t, 25, *v.Renditions[0].FPSNum)
		for _, at := range []float64{0.2, 1, 1.9} {
			require.Less(t, int(pictureAt(t, path, at).luma[0]), 30)
		}
		require.Greater(t, decibels(t, path, 0, 0, 440, 0.2), -35.0)
		require.Less(t, decibels(t, path, 0, 0, 880, 0.2), -50.0)
		require.Equal(t, []string{"A second recording behind the first was left out: this kind of file can hold one."}, v.Notes)
	}
}

// TestJoinedIsTold has recordings one behind the other in formats of which the
// first alone is read, and one of each that has nothing behind it.
func TestJoinedIsTold(t *testing.T) {
	const second = "A second recording behind the first was left out: this kind of file can hold one."
	const rest = "The file goes on behind what can be read of it: what is there was left out."
	x264 := []string{"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"}
	for _, c := range []struct {
		name, want string
		codecs     []string
	}{
		{"a.flv", rest, slices.Concat(x264, []string{"-c:a", "aac", "-ar", "44100"})},
		{"a.ogg", rest, []string{"-c:v", "libtheora", "-c:a", "libvorbis"}},
		{"a.wav", rest, []string{"-vn"}},
		{"a.flac", second, []string{"-vn"}},
		{"a.mp4", second, slices.Concat(x264, []string{"-c:a", "aac"})},
	} {
		one := recording(t, c.name, "gray", 440, c.codecs...)
		two := joined(t, c.name, one, recording(t, c.name, "white", 880, c.codecs...))
		for path, want := range map[string][]string{one: nil, two: {c.want}} {
			p, err := planFile(t, ffmpegtest.Tools(t), path, plan.Settings{})
			if c.name == "a.mp4" {
				p, err = planMovie(t, path, plan.Settings{})
			}
			require.NoError(t, err, c.name)
			require.Equal(t, want, p.Notes, c.name)
		}
	}
}

// TestGaps has transport streams of which a part was lost, or nearly nothing.
func TestGaps(t *testing.T) {
	codecs := []string{"-c:v", "mpeg2video", "-c:a", "mp2"}
	later := func(name string, offset string) string {
		return recording(t, name, "white", 880, append(codecs, "-output_ts_offset", offset)...)
	}
	for want, parts := range map[string][]string{
		"":                           {recording(t, "a.ts", "black", 440, codecs...), later("b.ts", "2.4")},
		"from 2.0 s to 5.5 s":        {recording(t, "a.ts", "black", 440, codecs...), later("c.ts", "5.5")},
		" s, and at 1 more places: ": {recording(t, "a.ts", "black", 440, codecs...), later("d.ts", "4"), later("e.ts", "9")},
	} {
		p, err := planFile(t, ffmpegtest.Tools(t), joined(t, "in.ts", parts...), plan.Settings{})
		require.NoError(t, err)
		if want == "" {
			require.Empty(t, p.Notes)
			continue
		}
		require.Len(t, p.Notes, 2, "%q", want)
		require.Contains(t, p.Notes[0], "The video track 1 (mpeg2video) is missing from ")
		require.Contains(t, p.Notes[0], want)
		require.Contains(t, p.Notes[0], "the frame before is held")
		require.Contains(t, p.Notes[1], "The audio track 1 (mp2) is missing from ")
		require.Contains(t, p.Notes[1], "there is silence")
	}
}

// TestSoundBeginsLate has sound behind the part in which streams are looked
// for, by time and by size.
func TestSoundBeginsLate(t *testing.T) {
	for _, c := range []struct {
		name          string
		seconds, from int
		codecs        []string
	}{
		{"late.ts", 27, 24, []string{"-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac"}},
		{"large.ts", 7, 4, []string{"-c:v", "mpeg2video", "-muxrate", "65M", "-c:a", "mp2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, v := publish(t, clip(t, c.name, slices.Concat([]string{
				"-f", "lavfi", "-i", fmt.Sprintf("testsrc=s=64x36:r=25:d=%d", c.seconds),
				"-itsoffset", fmt.Sprint(c.from), "-f", "lavfi", "-i", "sine=440:d=3:r=48000",
			}, c.codecs)...))
			require.InDelta(t, float64(c.seconds)*1000, *v.Duration, 150)
			require.Len(t, v.Renditions[0].AudioTracks, 1)
			require.Greater(t, decibels(t, path, 0, 0, 440, float64(c.from)+1), -30.0)
			require.Less(t, decibels(t, path, 0, 0, 440, 1), -70.0)
		})
	}
}

// TestMonoTracks has the two sides of a sound as tracks of their own.
func TestMonoTracks(t *testing.T) {
	args := []string{"-f", "lavfi", "-i", "color=gray:s=64x36:r=10:d=2"}
	pitches := []int{440, 1320, 660, 880}
	for i, pitch := range pitches {
		args = append(args, "-f", "lavfi", "-i", fmt.Sprintf("sine=%d:d=2:r=48000", pitch), fmt.Sprintf("-metadata:s:a:%d", i), "language=eng")
	}
	args = append(args, "-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map", "4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
	var inputs, meta []string
	for i := 0; i < len(args); i++ { // what is said of outputs comes behind all inputs
		if strings.HasPrefix(args[i], "-metadata") {
			meta = append(meta, args[i], args[i+1])
			i++
			continue
		}
		inputs = append(inputs, args[i])
	}
	path, v := publish(t, clip(t, "mono.mp4", append(inputs, meta...)...))
	require.Len(t, v.Renditions[0].AudioTracks, 2)
	require.EqualValues(t, 2, *v.OriginAudioChannels)
	for track := range 2 {
		for side := range 2 {
			for other := range 2 {
				level := decibels(t, path, track, side, pitches[2*track+other], 0.2)
				if side == other {
					require.InDelta(t, -21, level, 6)
				} else {
					require.Less(t, level, -45.0)
				}
			}
		}
	}
}

// TestInterlacedLater has a picture whose second half is interlaced.
func TestInterlacedLater(t *testing.T) {
	bar := []string{"-f", "lavfi", "-i", "color=black:s=320x180:r=50:d=2,format=yuv420p", "-f", "lavfi", "-i", "color=white:s=40x180:r=50:d=2", "-filter_complex"}
	part := func(name, filter string, more ...string) string {
		return clip(t, name, slices.Concat(bar, []string{"[0][1]overlay=x=mod(n*9\\,280)," + filter, "-c:v", "libx264", "-preset", "ultrafast", "-g", "25"}, more)...)
	}
	path, v := publish(t, joined(t, "later.ts", part("a.ts", "framestep=2"), part("b.ts", "interlace=scan=tff:lowpass=0", "-flags", "+ildct+ilme", "-x264opts", "tff=1")))
	require.InDelta(t, 4000, *v.Duration, 100)
	for _, at := range []float64{1, 2.5, 3, 3.5} {
		require.Less(t, pictureAt(t, path, at).combed(), 1.0)
	}
}

// TestTurnedMidway has a picture that changes from landscape to portrait and
// back: a square stays one.
func TestTurnedMidway(t *testing.T) {
	part := func(name, size string) string {
		return clip(t, name, "-f", "lavfi", "-i", "color=gray:s="+size+":r=25:d=1,drawbox=x=(iw-90)/2:y=(ih-90)/2:w=90:h=90:color=white:t=fill",
			"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-bf", "0")
	}
	path, v := publish(t, joined(t, "turned.ts", part("a.ts", "320x180"), part("b.ts", "180x320"), part("c.ts", "320x180")))
	require.InDelta(t, 3000, *v.Duration, 100)
	for at, want := range map[float64]int{0.5: 90, 1.5: 51, 2.5: 90} {
		across, down := pictureAt(t, path, at).white()
		require.InDelta(t, want, across, 4)
		require.InDelta(t, want, down, 4)
	}
}

// TestTwoProgrammes has a broadcast of two programmes: the sound of one is
// taken, and the other is told of.
func TestTwoProgrammes(t *testing.T) {
	path := clip(t, "two.ts", "-f", "lavfi", "-i", "color=black:s=64x36:r=10:d=2", "-f", "lavfi", "-i", "sine=1320:d=2", "-f", "lavfi", "-i", "color=white:s=64x36:r=10:d=2",
		"-f", "lavfi", "-i", "sine=440:d=2", "-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "mpeg2video", "-r", "25", "-c:a", "mp2",
		"-program", "title=B:program_num=1:st=0:st=1", "-program", "title=A:program_num=2:st=2:st=3", "-metadata:s:a:0", "language=fra", "-metadata:s:a:1", "language=spa")
	p, err := planFile(t, ffmpegtest.Tools(t), path, plan.Settings{})
	require.NoError(t, err)
	require.Equal(t, 0, p.Video.Stream)
	require.Len(t, p.Audio, 1)
	require.Equal(t, 1, p.Audio[0].Stream)
	require.Equal(t, []string{"Programme 2 was left out: of a broadcast with several one is kept."}, p.Notes)
}
