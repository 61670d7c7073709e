package packaging

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLoudFromTheStart has a tone from the first sample on: it begins as loud
// in every format, where the picture begins.
func TestLoudFromTheStart(t *testing.T) {
	const rate, priming = 44100, 1024
	dir := t.TempDir()
	ffmpeg(t, "-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*1000*t)|0.5*sin(2*PI*1000*t)':s=44100:d=3", "-c:a", "aac", "-b:a", "128k", "-ac", "2", filepath.Join(dir, "tone.mp4"))
	clip{rate: "25", seconds: "3"}.makeVideo(t, filepath.Join(dir, "video.mp4"))
	video := source(t, filepath.Join(dir, "video.mp4"), "")
	var whole bytes.Buffer
	ix, err := Assemble(&whole, segmentLength, &video, []Source{source(t, filepath.Join(dir, "tone.mp4"), "")})
	require.NoError(t, err)
	ts, err := ix.AppendTS(nil, bytes.NewReader(whole.Bytes()), 0)
	require.NoError(t, err)
	cmaf, err := ix.AppendFragment(ix.AppendInit(nil, 1), bytes.NewReader(whole.Bytes()), 1, 0)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		data  []byte
		start float64 // when the picture begins
	}{
		"a.mp4": {whole.Bytes(), 0}, "a.ts": {ts, 10}, "a.m4s": {cmaf, 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			require.NoError(t, os.WriteFile(path, c.data, 0o600))
			times := func(of string) float64 {
				out := run(t, "ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", of+"=pts_time", "-of", "csv=p=0", path)
				first, err := strconv.ParseFloat(strings.Trim(strings.Fields(out)[0], ","), 64)
				require.NoError(t, err)
				return first
			}
			require.InDelta(t, c.start-float64(priming)/rate, times("packet"), 0.0001)
			skip := int(math.Round((c.start - times("frame")) * rate)) // decoded, but not to be heard
			sound := []byte(run(t, "ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:a", "-af", "pan=mono|c0=c0", "-f", "s16le", "-"))
			require.InDelta(t, 3*rate, len(sound)/2-skip, 2*priming)
			for from := skip; from < skip+4*priming; from += priming {
				require.InDelta(t, -9.03, loudness(sound[2*from:2*(from+priming)]), 1, "samples %d on", from-skip)
			}
		})
	}
}

// loudness is the mean of 16 bit samples in decibels of full scale.
func loudness(samples []byte) float64 {
	sum := 0.0
	for i := 0; i < len(samples); i += 2 {
		v := float64(int16(binary.LittleEndian.Uint16(samples[i:]))) / 32768
		sum += v * v
	}
	return 10 * math.Log10(sum/float64(len(samples)/2))
}
