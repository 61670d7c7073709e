package packaging

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// box returns a box with the given contents.
func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))
	return append(append(b, kind...), body...)
}

// config returns the configuration of a made-up video, or of stereo AAC.
func config(t testing.TB, kind media.Kind) media.Config {
	var entry []byte
	if kind == media.Video {
		fields := make([]byte, 78)
		binary.BigEndian.PutUint16(fields[24:], 1280)
		binary.BigEndian.PutUint16(fields[26:], 720)
		entry = box("avc1", fields, box("avcC", []byte{
			1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 3, 0x67, 0x64, 0, 1, 0, 2, 0x68, 0xee,
		}))
	} else {
		entry = box("mp4a", make([]byte, 28), box("esds", []byte{
			0, 0, 0, 0, 3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x12, 0x10,
			6, 1, 2,
		}))
	}
	c, err := mp4.ParseEntry(entry)
	require.NoError(t, err)
	c.Language = "und"
	return c
}

// picture returns a video track of n frames at 25 fps, GOPs of 50 frames and
// one frame of reordering.
func picture(t testing.TB, n int, size uint32) media.Track {
	track := media.Track{Kind: media.Video, Timescale: 12800, Config: config(t, media.Video), Shift: -512}
	for i := range n {
		s := media.Sample{Size: size, Duration: 512, Sync: i%50 == 0, Composition: 512}
		if in := i % 50; in > 0 && in < 49 { // decoded I P b P b ..., with pairs shown the other way round
			s.Composition = []int32{0, 1024}[in%2]
		}
		track.Samples = append(track.Samples, s)
	}
	return track
}

// sound returns an audio track of n frames behind one that settles the encoder.
func sound(t testing.TB, n int) media.Track {
	track := media.Track{Kind: media.Audio, Timescale: 44100, Config: config(t, media.Audio), Shift: -1024}
	for i := range n + 1 {
		track.Samples = append(track.Samples, media.Sample{Size: uint32(350 + i%40), Duration: 1024, Sync: true})
	}
	return track
}

// intermediate is a file with one track, as an encoder writes it.
func intermediate(t testing.TB, track media.Track) *Source {
	layout := mp4.Layout{Track: track, Chunks: []int{len(track.Samples)}}
	layout.Offsets = make([]int64, len(track.Samples))
	at := int64(len(mp4.AppendMovie(nil, []mp4.Layout{layout}, false)) + 8)
	base, total := at, int64(0)
	for i, s := range track.Samples {
		layout.Offsets[i] = at
		at += int64(s.Size)
		total += int64(s.Size)
	}
	b := mp4.AppendDataHeader(mp4.AppendMovie(nil, []mp4.Layout{layout}, false), total)
	require.Len(t, b, int(base))
	b = append(b, make([]byte, total)...)
	if track.Kind == media.Video {
		for i, s := range track.Samples {
			binary.BigEndian.PutUint32(b[layout.Offsets[i]:], s.Size-4)
		}
	}
	return &Source{R: bytes.NewReader(b), Size: int64(len(b))}
}

// synthetic is a minute of pictures at 4 Mbit/s with sound, made without
// ffmpeg.
func synthetic(t testing.TB) (ix *Index, file *bytes.Reader) {
	var out bytes.Buffer
	ix, err := Assemble(&out, segmentLength, intermediate(t, picture(t, 1500, 20000)),
		[]Source{*intermediate(t, sound(t, 2583))})
	require.NoError(t, err)
	return ix, bytes.NewReader(out.Bytes())
}

func BenchmarkAssemble(b *testing.B) {
	video, audio := intermediate(b, picture(b, 1500, 20000)), []Source{*intermediate(b, sound(b, 2583))}
	b.SetBytes(video.Size + audio[0].Size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Assemble(io.Discard, segmentLength, video, audio); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuildIndex(b *testing.B) {
	_, file := synthetic(b)
	b.SetBytes(file.Size())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := BuildIndex(file, file.Size(), segmentLength); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendTS(b *testing.B) {
	ix, file := synthetic(b)
	dst, err := ix.AppendTS(nil, file, 3)
	require.NoError(b, err)
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = ix.AppendTS(dst[:0], file, 3); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendFragment(b *testing.B) {
	ix, file := synthetic(b)
	dst, err := ix.AppendFragment(nil, file, 0, 3)
	require.NoError(b, err)
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = ix.AppendFragment(dst[:0], file, 0, 3); err != nil {
			b.Fatal(err)
		}
	}
}

// av1 is a minute of pictures at 4 Mbit/s whose samples WebM carries.
func av1(t testing.TB) (ix *Index, file *bytes.Reader) {
	track := picture(t, 1500, 20000)
	var err error
	track.Config, err = mp4.ParseEntry(box("av01", make([]byte, 78), box("av1C", []byte{0x81, 8, 0x0c, 0})))
	require.NoError(t, err)
	var out bytes.Buffer
	ix, err = Assemble(&out, segmentLength, intermediate(t, track), nil)
	require.NoError(t, err)
	return ix, bytes.NewReader(out.Bytes())
}

func BenchmarkAppendWebM(b *testing.B) {
	ix, file := av1(b)
	dst, err := ix.AppendWebM(nil, file, 0, 3)
	require.NoError(b, err)
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = ix.AppendWebM(dst[:0], file, 0, 3); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseIndex(b *testing.B) {
	ix, _ := synthetic(b)
	stored, err := ix.MarshalBinary()
	require.NoError(b, err)
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseIndex(stored); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKeyFrames(b *testing.B) {
	ix, _ := synthetic(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ix.KeyFrames(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestServingAllocatesNothing(t *testing.T) {
	ix, file := synthetic(t)
	pictures, film := av1(t)
	dst := make([]byte, 0, 8<<20)
	for name, f := range map[string]func() ([]byte, error){
		"TS":   func() ([]byte, error) { return ix.AppendTS(dst, file, 3) },
		"CMAF": func() ([]byte, error) { return ix.AppendFragment(dst, file, 0, 3) },
		"WebM": func() ([]byte, error) { return pictures.AppendWebM(dst, film, 0, 3) },
	} {
		allocations := testing.AllocsPerRun(20, func() {
			_, err := f()
			require.NoError(t, err)
		})
		require.Less(t, allocations, 4.0, name) // the pools may have been emptied
	}
}

func TestSyntheticIndex(t *testing.T) {
	ix, file := synthetic(t)
	rebuilt, err := BuildIndex(file, file.Size(), segmentLength)
	require.NoError(t, err)
	require.Equal(t, ix, rebuilt)
	require.Equal(t, time.Minute, ix.Video().Duration())
	require.Equal(t, 15, ix.SegmentCount(0))
	average, highest := ix.BitRate(0)
	require.Equal(t, int64(4_000_000), average)
	require.Equal(t, int64(4_000_000), highest)
	seconds, err := ix.SegmentSeconds()
	require.NoError(t, err)
	require.Equal(t, 4.0, seconds[0])
}
