package packaging

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// chunk encodes frames [from, to) of the test picture.
func chunk(t testing.TB, dir string, from, to int, args ...string) Chunk {
	path := filepath.Join(dir, fmt.Sprintf("chunk%d.mp4", from))
	filter := fmt.Sprintf("trim=start_frame=%d:end_frame=%d,setpts=PTS-STARTPTS", from, to)
	ffmpeg(t, append(append([]string{"-f", "lavfi", "-i", "testsrc2=size=160x90:rate=30000/1001", "-vf", filter},
		args...), "-pix_fmt", "yuv420p", path)...)
	s := source(t, path, "")
	return Chunk{s.R, s.Size}
}

// Chunks that were encoded apart give every frame of each on one grid.
func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		cuts []int
	}{
		{
			"H.264, the last chunk a single frame",
			[]string{"-c:v", "libx264", "-preset", "veryfast", "-g", "60", "-bf", "3", "-flags", "+cgop"},
			[]int{0, 120, 240, 300, 301},
		},
		{
			"HEVC",
			[]string{
				"-c:v", "libx265", "-preset", "ultrafast",
				"-x265-params", "log-level=error:keyint=60:min-keyint=60:scenecut=0:open-gop=0",
			},
			[]int{0, 60, 120, 150},
		},
		{
			"VP9",
			[]string{"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "60", "-crf", "40", "-b:v", "0"},
			[]int{0, 60, 120, 150},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := &packed{dir: t.TempDir()}
			video := &Source{}
			var decoded []string
			for i, from := range c.cuts[:len(c.cuts)-1] {
				video.Chunks = append(video.Chunks, chunk(t, p.dir, from, c.cuts[i+1], c.args...))
				decoded = append(decoded, frames(t, filepath.Join(p.dir, fmt.Sprintf("chunk%d.mp4", from)), "v:0")...)
			}
			count := c.cuts[len(c.cuts)-1]
			var out, again bytes.Buffer
			ix, err := Assemble(&out, segmentLength, video, nil)
			require.NoError(t, err)
			_, err = Assemble(&again, segmentLength, video, nil)
			require.NoError(t, err)
			require.Equal(t, out.Bytes(), again.Bytes())
			path := p.write(t, "final.mp4", out.Bytes())
			require.Len(t, decoded, count)
			require.Equal(t, decoded, frames(t, path, "v:0"))
			shown := shownTimes(t, path)
			require.Len(t, shown, count)
			for i, at := range shown {
				require.InDelta(t, float64(i)*1001/30000, at, 1e-6)
			}
			num, den := ix.Video().FrameRate()
			require.Equal(t, []int64{30000, 1001}, []int64{num, den})
			rebuilt, err := BuildIndex(bytes.NewReader(out.Bytes()), int64(out.Len()), segmentLength)
			require.NoError(t, err)
			require.Equal(t, ix, rebuilt)
		})
	}
}

// A single chunk is a file as any other.
func TestJoinOne(t *testing.T) {
	video := intermediate(t, picture(t, 200, 100))
	var plain, joined bytes.Buffer
	_, err := Assemble(&plain, segmentLength, video, nil)
	require.NoError(t, err)
	_, err = Assemble(&joined, segmentLength, &Source{Chunks: []Chunk{{video.R, video.Size}}}, nil)
	require.NoError(t, err)
	require.Equal(t, plain.Bytes(), joined.Bytes())
}

// Where a video was cut leaves no trace, not even when a chunk is too short to
// reorder frames.
func TestJoinIsCutBlind(t *testing.T) {
	part := func(from, to int) Chunk {
		track := picture(t, to-from, 100)
		if to-from == 1 {
			track.Samples[0].Composition, track.Shift = 0, 0
		}
		s := intermediate(t, track)
		return Chunk{s.R, s.Size}
	}
	assemble := func(cuts ...int) []byte {
		var s Source
		for i := range cuts[1:] {
			s.Chunks = append(s.Chunks, part(cuts[i], cuts[i+1]))
		}
		var out bytes.Buffer
		_, err := Assemble(&out, segmentLength, &s, nil)
		require.NoError(t, err)
		return out.Bytes()
	}
	want := assemble(0, 151)
	require.Equal(t, want, assemble(0, 50, 151))
	require.Equal(t, want, assemble(0, 100, 150, 151))
}

func TestJoinRefuses(t *testing.T) {
	for _, c := range []struct {
		name, fails string
		change      func(*media.Track)
	}{
		{"other parameter sets", "parameter sets", func(t *media.Track) {
			entry := bytes.Replace(t.Config.Entry, []byte{0x67, 0x64, 0}, []byte{0x67, 0x64, 1}, 1)
			t.Config, _ = mp4.ParseEntry(entry)
		}},
		{"other size", "picture size", func(t *media.Track) {
			t.Config.Entry[8+24]++
			t.Config, _ = mp4.ParseEntry(t.Config.Entry)
		}},
		{"other timescale", "timescale", func(t *media.Track) { t.Timescale = 25600 }},
		{"late", "does not start at 0", func(t *media.Track) { t.Shift = 0 }},
		{"open GOP", "open GOP", func(t *media.Track) { t.Samples[1].Composition, t.Shift = 0, -1024; t.Samples[0].Composition = 1024 }},
		{"gap", "is shown for", func(t *media.Track) { t.Samples[99].Duration = 100; t.Samples[98].Composition += 1000 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			track := picture(t, 100, 50)
			track.Config.Entry = bytes.Clone(track.Config.Entry)
			c.change(&track)
			good, bad := intermediate(t, picture(t, 100, 50)), intermediate(t, track)
			chunks := []Chunk{{good.R, good.Size}, {bad.R, bad.Size}, {good.R, good.Size}}
			_, err := Assemble(io.Discard, segmentLength, &Source{Chunks: chunks}, nil)
			require.ErrorContains(t, err, c.fails)
		})
	}
	s := intermediate(t, sound(t, 10))
	_, err := Assemble(io.Discard, segmentLength, nil, []Source{{Chunks: []Chunk{{s.R, s.Size}}}})
	require.ErrorContains(t, err, "only video")
}

func TestJoinedReader(t *testing.T) {
	text := []byte("one file behind the other")
	var j joined
	for _, part := range bytes.SplitAfter(text, []byte(" ")) {
		require.Equal(t, bytes.Index(text, part), int(j.add(Chunk{bytes.NewReader(part), int64(len(part))})))
	}
	require.NoError(t, iotest.TestReader(io.NewSectionReader(j, 0, int64(len(text))), text))
}

// shownTimes returns the presentation times of all packets, in order.
func shownTimes(t testing.TB, path string) []float64 {
	list := times(t, path, "v:0")
	slices.Sort(list)
	return list
}
