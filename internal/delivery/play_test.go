package delivery

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

// probed is what ffprobe says of the streams of a URL.
type probed struct {
	Streams []struct {
		Type   string `json:"codec_type"`
		Height int    `json:"height"`
		Frames string `json:"nb_read_packets"`
	} `json:"streams"`
	Format struct {
		Duration string `json:"duration"`
	} `json:"format"`
}

func probe(t testing.TB, url string) probed {
	t.Helper()
	var p probed
	out := run(t, "ffprobe", "-v", "error", "-count_packets", "-of", "json",
		"-show_entries", "stream=codec_type,height,nb_read_packets:format=duration", url)
	require.NoError(t, json.Unmarshal([]byte(out), &p))
	return p
}

// requirePlays checks with ffprobe and by decoding that a URL yields the
// pictures of every rung, and sound.
func requirePlays(t *testing.T, url string, heights []int, sounds int) {
	t.Helper()
	p := probe(t, url)
	var seen []int
	heard := 0
	for _, s := range p.Streams {
		frames, err := strconv.Atoi(s.Frames)
		require.NoError(t, err)
		if s.Type == "video" {
			seen = append(seen, s.Height)
			require.Equal(t, 250, frames, url)
			continue
		}
		heard++
		require.InDelta(t, 431, frames, 1.5, url)
	}
	require.ElementsMatch(t, heights, seen, url)
	require.Equal(t, sounds, heard, url)
	duration, err := strconv.ParseFloat(p.Format.Duration, 64)
	require.NoError(t, err)
	require.InDelta(t, 10, duration, 0.06, url)
	run(t, "ffmpeg", "-v", "error", "-nostdin", "-i", url, "-map", "0", "-f", "null", "-")
}

// times returns when the pictures of a URL are shown, in seconds after the
// first. Readers differ in where they put the first one of a stream whose
// frames are reordered.
func times(t *testing.T, url string) []float64 {
	out := run(t, "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of", "csv=p=0", url)
	var list []float64
	for line := range strings.FieldsSeq(strings.ReplaceAll(out, ",", "")) {
		at, err := strconv.ParseFloat(line, 64)
		require.NoError(t, err)
		list = append(list, at)
	}
	slices.Sort(list)
	first := list[0]
	for i := range list {
		list[i] -= first
	}
	return list
}

func TestPlay(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64}, rung{height: 360, audioKbps: 96})
	base := s.URL + "/videos/4321_both/"
	for _, c := range []struct {
		name    string
		heights []int
		sounds  int
	}{
		{"master.m3u8", []int{180, 270, 360}, 3},
		{"master-cmaf.m3u8", []int{180, 270, 360}, 2},
		{"master.mpd", []int{180, 270, 360}, 2},
		{"master-max-270.m3u8", []int{180, 270}, 2},
		{"master-cmaf-min-360.m3u8", []int{360}, 1},
		{"master-max-270-h264.mpd", []int{180, 270}, 1},
		{"index-s0q3570v1-v1-a1.m3u8", []int{180}, 1},
		{"index-cmaf-s0q3570v1-v1.m3u8", []int{180}, 0},
		{"index-cmaf-s0q3570v1-a1.m3u8", nil, 1},
		{strings.TrimSuffix(v.Renditions[2].File, ".mp4") + ".mp4", []int{360}, 1},
	} {
		t.Run(c.name, func(t *testing.T) { requirePlays(t, base+c.name, c.heights, c.sounds) })
	}
	t.Run("pictures at the same times everywhere", func(t *testing.T) {
		want := times(t, base+v.Renditions[0].File)
		require.Len(t, want, 250)
		require.InDeltaSlice(t, want, times(t, base+"index-cmaf-s0q3570v1-v1.m3u8"), 1e-5)
		require.InDeltaSlice(t, want, times(t, base+"index-s0q3570v1-v1-a1.m3u8"), 1e-5)
	})
}

func TestPlayWithSubtitles(t *testing.T) {
	s := newSite(t)
	v := s.add(t, "both", rung{height: 180, audioKbps: 64})
	v.Subtitles = []*catalog.Subtitle{{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:03.000 --> 00:04.000\nB\n"}}
	s.catalog.put(v)
	for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd"} {
		// Only the pictures: ffmpeg ends a DASH presentation with its first
		// stream that ends, and the last cue may come long before the end.
		out := run(t, "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v", "-show_entries", "stream=nb_read_packets",
			"-of", "csv=p=0", s.URL+"/videos/4321_both/"+name)
		require.Equal(t, "250", strings.TrimSpace(strings.Split(out, "\n")[0]), name)
	}
	out := run(t, "ffmpeg", "-v", "error", "-i", s.URL+"/videos/4321_both/subtitle-f7.vtt", "-f", "srt", "-")
	require.Contains(t, out, "00:00:03,000 --> 00:00:04,000\nB")
}

func TestPlayOneKind(t *testing.T) {
	s := newSite(t)
	silent := s.add(t, "silent", rung{height: 180, audioKbps: 0}, rung{height: 270, audioKbps: 0})
	sound := s.add(t, "sound", rung{height: 0, audioKbps: 96})
	for _, name := range []string{"master.m3u8", "master-cmaf.m3u8", "master.mpd"} {
		requirePlays(t, s.URL+"/videos/4321_silent/"+name, []int{180, 270}, 0)
		requirePlays(t, s.URL+"/videos/4321_sound/"+name, nil, 1)
	}
	requirePlays(t, s.URL+"/videos/4321_silent/"+silent.Renditions[0].File, []int{180}, 0)
	requirePlays(t, s.URL+"/videos/4321_sound/"+sound.Renditions[0].File, nil, 1)
}

// TestKeyFrames fetches each key frame by its byte range and decodes it.
func TestKeyFrames(t *testing.T) {
	s := newSite(t)
	s.add(t, "both", rung{height: 180, audioKbps: 64})
	playlist := s.get(t, "/videos/4321_both/iframes-s0q3570v1-v1-a1.m3u8").body
	require.Equal(t, 5, strings.Count(playlist, "#EXT-X-BYTERANGE:"))
	requireKeys := run(t, "ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-select_streams", "v", "-of", "csv=p=0",
		s.URL+"/videos/4321_both/iframes-s0q3570v1-v1-a1.m3u8")
	require.Equal(t, "5", strings.Fields(strings.ReplaceAll(requireKeys, ",", ""))[0])
}
