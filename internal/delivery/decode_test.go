package delivery

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

// manyCodecs is a video with a rendition per codec and two languages.
func (s *site) manyCodecs(t testing.TB) catalog.Video {
	const voices = "eng ita"
	return s.add(t, "codecs", rung{height: 180, audioKbps: 64, voices: voices}, rung{height: 180, audioKbps: 64, voices: voices, codec: "vp9"},
		rung{height: 180, audioKbps: 64, voices: voices, codec: "hevc"}, rung{height: 180, audioKbps: 64, voices: voices, codec: "av1"})
}

// TestDecode decodes every segment of every kind, each by itself and all
// joined, and expects each picture at its time and the sound with it.
func TestDecode(t *testing.T) {
	s := newSite(t)
	s.manyCodecs(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	for _, c := range []struct {
		name, base, tail, extension string
		start                       float64
		picture, sound              bool
	}{
		{"muxed TS", "both", "s0q3570v1-v1-a1", ".ts", 10, true, true},
		{"H.264 TS", "codecs", "s0q3570v1-v1", ".ts", 10, true, false},
		{"first language, TS", "codecs", "s0q3570v1-a1", ".ts", 10, false, true},
		{"second language, TS", "codecs", "s0q3570v1-a2", ".ts", 10, false, true},
		{"H.264 CMAF", "codecs", "s0q3570v1-v1", ".m4s", 0, true, false},
		{"HEVC CMAF", "codecs", "s0q3572v1-v1", ".m4s", 0, true, false},
		{"AV1 CMAF", "codecs", "s0q3573v1-v1", ".m4s", 0, true, false},
		{"VP9 CMAF", "codecs", "s0q3571v1-v1", ".m4s", 0, true, false},
		{"AV1 WebM", "codecs", "s0q3573v1-v1", ".webm", 0, true, false},
		{"VP9 WebM", "codecs", "s0q3571v1-v1", ".webm", 0, true, false},
		{"first language, CMAF", "codecs", "s0q3570v1-a1", ".m4s", 0, false, true},
		{"second language, CMAF", "codecs", "s0q3570v1-a2", ".m4s", 0, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := "/videos/4321_" + c.base + "/"
			init := ""
			if c.extension != ".ts" {
				init = s.get(t, base+"init-"+c.tail+c.extension).body
			}
			var joined strings.Builder
			joined.WriteString(init)
			var alone [2][]float64
			for n := 1; ; n++ {
				a := s.get(t, base+"segment-"+strconv.Itoa(n)+"-"+c.tail+c.extension)
				if a.StatusCode == http.StatusNotFound {
					require.Equal(t, 4, n)
					break
				}
				joined.WriteString(a.body)
				for kind, list := range decode(t, init+a.body, c.extension) {
					alone[kind] = append(alone[kind], list...)
				}
			}
			all := decode(t, joined.String(), c.extension)
			if c.picture {
				requireFrames(t, alone[0], c.start)
				requireFrames(t, all[0], c.start)
			}
			if c.sound {
				start := c.start - 1024.0/44100 // what decoders need to settle
				requireSound(t, alone[1], start)
				requireSound(t, all[1], start)
			}
		})
	}
	for _, missing := range []string{
		"init-s0q3570v1-v1.webm", "segment-1-s0q3570v1-v1.webm", "init-s0q3570v1-a1.webm", "segment-1-s0q3572v1-v1.webm",
		"segment-1-s0q3573v1-v1.ts", "segment-1-s0q3571v1-v1.ts", "segment-4-s0q3571v1-v1.webm", "init-s0q3571v1-v1-a1.webm",
	} {
		requireMissing(t, s, "/videos/4321_codecs/"+missing)
	}
}

// decode returns when the decoded pictures and pieces of sound of a file are
// shown, in seconds.
func decode(t *testing.T, body, extension string) (times [2][]float64) {
	path := filepath.Join(t.TempDir(), "x"+extension)
	require.NoError(t, os.WriteFile(path, []byte(body), 0o600))
	out := run(t, "ffprobe", "-v", "error", "-show_entries", "frame=media_type,best_effort_timestamp_time", "-of", "csv=p=0", path)
	for line := range strings.FieldsSeq(out) {
		fields := strings.Split(line, ",")
		at, err := strconv.ParseFloat(fields[1], 64)
		require.NoError(t, err, line)
		kind := slices.Index([]string{"video", "audio"}, fields[0])
		times[kind] = append(times[kind], at)
	}
	return times
}

// requireFrames expects the 250 pictures of ten seconds, in order.
func requireFrames(t *testing.T, times []float64, start float64) {
	require.Len(t, times, 250)
	for i, at := range times {
		require.InDelta(t, start+float64(i)/25, at, 0.0011, fmt.Sprintf("picture %d", i))
	}
}

// requireSound expects ten seconds of AAC frames without a gap.
func requireSound(t *testing.T, times []float64, start float64) {
	require.InDelta(t, 431, len(times), 1)
	for i, at := range times {
		require.InDelta(t, start+float64(i)*1024/44100, at, 0.001, fmt.Sprintf("sound %d", i))
	}
}
