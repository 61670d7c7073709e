package transcode

import (
	"encoding/binary"
	"math"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestMonoLevel has a tone of -9.03 dB: it is as loud on both sides.
func TestMonoLevel(t *testing.T) {
	tl := tools(t)
	const tone = "0.5*sin(2*PI*1000*t)"
	for name, c := range map[string]struct{ file, channels, filter string }{
		"mono":       {"a.mp4", tone, "anull"},
		"a left one": {"a.mka", tone, "aformat=channel_layouts=FL"},
		"no layout":  {"a.wav", tone, "anull"},
		"stereo":     {"a.mp4", tone + "|" + tone, "anull"},
	} {
		w := encode(t, tl, clip(t, tl, c.file, "-f", "lavfi", "-i", "aevalsrc='"+c.channels+"':s=44100:d=1", "-af", c.filter), Settings{})
		out, err := exec.Command("ffmpeg", "-v", "error", "-i", w.audioFile(0, 128), "-f", "s16le", "-").Output()
		require.NoError(t, err)
		var sum [2]float64
		for i := 0; i+2 <= len(out); i += 2 {
			v := float64(int16(binary.LittleEndian.Uint16(out[i:]))) / 32768
			sum[i/2%2] += v * v / float64(len(out)/4)
		}
		for side, square := range sum {
			require.InDelta(t, -9.03, 10*math.Log10(square), 0.5, "%s, side %d", name, side)
		}
	}
}
