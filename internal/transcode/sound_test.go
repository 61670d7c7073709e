package transcode

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/plan"
)

const heardRate = 8000 // samples a second of what the tests listen to

// heard decodes both channels of a track.
func heard(t *testing.T, path string, track int) (sides [2][]float64) {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-map", fmt.Sprintf("0:a:%d", track),
		"-ac", "2", "-ar", fmt.Sprint(heardRate), "-f", "s16le", "-").Output()
	require.NoError(t, err)
	for i := 0; i+2 <= len(out); i += 2 {
		side := i / 2 % 2
		sides[side] = append(sides[side], float64(int16(binary.LittleEndian.Uint16(out[i:])))/32768)
	}
	return sides
}

// level is the mean in dB of full scale.
func level(samples []float64) float64 {
	sum := 0.0
	for _, v := range samples {
		sum += v * v
	}
	return 10 * math.Log10(math.Max(sum/float64(len(samples)), 1e-12))
}

// beeps are when something begins to be heard after a quarter of a second of
// silence, in seconds.
func beeps(samples []float64) (list []float64) {
	last := -heardRate
	for i, v := range samples {
		if math.Abs(v) > 0.05 {
			if i-last > heardRate/4 {
				list = append(list, float64(i)/heardRate)
			}
			last = i
		}
	}
	return list
}

const beeping = "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=48000:d=3"

// TestSoundChangesMidway joins recordings whose sound differs in format: every
// beep comes at its time.
func TestSoundChangesMidway(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	for name, c := range map[string]struct {
		parts [][]string
		set   plan.Settings
	}{
		"channels":     {[][]string{{"-c:a", "ac3", "-ac", "6"}, {"-c:a", "ac3", "-ac", "2"}}, plan.Settings{}},
		"and back":     {[][]string{{"-c:a", "aac", "-ac", "1"}, {"-c:a", "aac", "-ac", "6"}, {"-c:a", "aac", "-ac", "2"}, {"-c:a", "aac", "-ac", "1"}}, plan.Settings{}},
		"sample rates": {[][]string{{"-c:a", "mp2", "-ar", "48000"}, {"-c:a", "mp2", "-ar", "32000"}, {"-c:a", "mp2", "-ar", "44100"}, {"-c:a", "mp2", "-ar", "48000"}}, plan.Settings{}},
		"in chunks":    {[][]string{{"-c:a", "aac", "-ar", "48000"}, {"-c:a", "aac", "-ar", "44100", "-ac", "1"}}, plan.Settings{Chunk: 2 * time.Second}},
		"a clip":       {[][]string{{"-c:a", "mp2", "-ac", "1"}, {"-c:a", "mp2", "-ac", "2"}}, plan.Settings{ClipStart: time.Second, ClipDuration: 4500 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			var whole []byte
			for i, args := range c.parts {
				part := clip(t, "part.ts", append(append([]string{
					"-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=3", "-f", "lavfi", "-i", beeping, "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p",
				}, args...), "-output_ts_offset", fmt.Sprint(3*i))...)
				data, err := os.ReadFile(part)
				require.NoError(t, err)
				whole = append(whole, data...)
			}
			path := filepath.Join(t.TempDir(), "in.ts")
			require.NoError(t, os.WriteFile(path, whole, 0o600))
			w := encode(t, tl, path, c.set)
			if c.set.Chunk > 0 {
				require.NotEmpty(t, w.plan.Chunks)
				w.plan = w.plan.AudioOnly()
				require.NoError(t, tl.Run(t.Context(), w.command()))
			}
			seconds := float64(3 * len(c.parts))
			if c.set.ClipDuration > 0 {
				seconds = c.set.ClipDuration.Seconds()
			}
			for _, side := range heard(t, w.audioFile(0, plan.AudioRates(w.rungs)[0]), 0) {
				require.InDelta(t, seconds, float64(len(side))/heardRate, 0.05)
				list := beeps(side)
				require.Len(t, list, int(math.Ceil(seconds)))
				for i, at := range list {
					require.InDelta(t, i, at, 0.04, "beep %d", i)
				}
			}
		})
	}
}

// TestSoundLevels plays a tone of -9.03 dB in one or two channels: those in
// front are as loud on their sides as they are, and so is one alone on both.
func TestSoundLevels(t *testing.T) {
	tl := ffmpegtest.Tools(t)
	const tone = "0.5*sin(2*PI*1000*t)"
	for name, c := range map[string]struct {
		file, channels, layout string
		left, right            float64 // dB
	}{
		"mono":                 {"a.mp4", tone, "", -9.03, -9.03},
		"a left one":           {"a.mka", tone, "FL", -9.03, -9.03},
		"one without layout":   {"a.wav", tone, "", -9.03, -9.03},
		"stereo":               {"a.mp4", tone + "|" + tone, "", -9.03, -9.03},
		"left of stereo":       {"a.mp4", tone + "|0", "", -9.03, -100},
		"2.1":                  {"a.wav", tone + "|" + tone + "|0", "2.1", -9.03, -9.03},
		"quad":                 {"a.wav", tone + "|" + tone + "|0|0", "quad", -9.03, -9.03},
		"quad, behind":         {"a.wav", "0|0|" + tone + "|0", "quad", -12.04, -100},
		"5.0, centre":          {"a.wav", "0|0|" + tone + "|0|0", "5.0", -12.04, -12.04},
		"7.1, left":            {"a.wav", tone + "|0|0|0|0|0|0|0", "7.1", -9.03, -100},
		"9 without layout":     {"a.wav", tone + "|" + tone + "|0|0|0|0|0|0|0", "", -9.03, -9.03},
		"16, only right heard": {"a.wav", "0|" + tone + "|0|0|0|0|0|0|0|0|0|0|0|0|0|0", "", -100, -9.03},
	} {
		t.Run(name, func(t *testing.T) {
			tone := "aevalsrc='" + c.channels + "':s=44100:d=1"
			if c.layout != "" {
				tone += ":c=" + c.layout
			}
			path := clip(t, c.file, "-f", "lavfi", "-i", tone)
			sides := heard(t, encode(t, tl, path, plan.Settings{}).audioFile(0, 128), 0)
			for side, want := range []float64{c.left, c.right} {
				if got := level(sides[side]); want < -50 {
					require.Less(t, got, -50.0, "side %d", side)
				} else {
					require.InDelta(t, want, got, 0.5, "side %d", side)
				}
			}
		})
	}
}
