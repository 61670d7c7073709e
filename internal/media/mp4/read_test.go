package mp4

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

// avcEntry is a sample entry with one SPS and one PPS.
func avcEntry() []byte {
	w := writer{}
	entry := w.begin("avc1")
	w.zero(6)
	w.u16(1) // data reference
	w.zero(16)
	w.u16(640)
	w.u16(360)
	w.zero(50)
	avcC := w.begin("avcC")
	w.b = append(w.b, 1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 3, 0x67, 0x64, 0, 1, 0, 2, 0x68, 0xee)
	w.end(avcC)
	w.end(entry)
	return w.b
}

// aacEntry is a sample entry of AAC-LC stereo at 44.1 kHz.
func aacEntry() []byte {
	w := writer{}
	entry := w.begin("mp4a")
	w.zero(6)
	w.u16(1)
	w.zero(8)
	w.u16(2)
	w.u16(16)
	w.zero(4)
	w.u32(44100 << 16)
	esds := w.full("esds", 0, 0)
	w.b = append(w.b, tagES, 0x80, 0x80, 0x80, 25, 0, 1, 0)
	w.b = append(w.b, tagDecoder, 17, 0x40, 0x15)
	w.zero(11)
	w.b = append(w.b, tagSpecific, 2, 0x12, 0x10, 6, 1, 2)
	w.end(esds)
	w.end(entry)
	return w.b
}

// movie returns a file with a video and two audio tracks, one of them late,
// and the tracks in it.
func movie(t testing.TB, wide bool) (file []byte, tracks []media.Track) {
	var layouts []Layout
	for i, entry := range [][]byte{avcEntry(), aacEntry(), aacEntry()} {
		config, err := ParseEntry(entry)
		require.NoError(t, err)
		l := Layout{Track: media.Track{Kind: media.Audio, Timescale: 44100, Config: config}}
		l.Config.Language = []string{"und", "eng", "deu"}[i]
		l.Shift = []int64{-1024, -1024, 4410}[i]
		l.Chunks = []int{3, 3, 2}
		for n := range 8 {
			l.Samples = append(l.Samples, media.Sample{Size: uint32(n + 1), Duration: 1024, Sync: true})
		}
		if i == 0 {
			l.Kind, l.Timescale = media.Video, 12800
			for n := range l.Samples {
				l.Samples[n].Sync = n%4 == 0
				l.Samples[n].Composition = []int32{1024, 2048, 512, 0}[n%4]
			}
		}
		layouts = append(layouts, l)
	}
	place := func(base int64) {
		for i := range layouts {
			layouts[i].Offsets = nil
			for _, s := range layouts[i].Samples {
				layouts[i].Offsets = append(layouts[i].Offsets, base)
				base += int64(s.Size)
			}
		}
	}
	build := func() []byte {
		b := AppendFileType(nil, "isom", 0x200, "isom")
		return AppendDataHeader(AppendMovie(b, layouts, wide), 3*36)
	}
	place(0)
	place(int64(len(build())))
	for i := range layouts {
		tracks = append(tracks, layouts[i].Track)
	}
	return append(build(), make([]byte, 3*36)...), tracks
}

func TestRoundTrip(t *testing.T) {
	for _, wide := range []bool{false, true} {
		file, tracks := movie(t, wide)
		m, err := Read(bytes.NewReader(file), int64(len(file)))
		require.NoError(t, err)
		require.Equal(t, tracks, m.Tracks)
		require.Equal(t, uint32(MovieTimescale), m.Timescale)
		require.Equal(t, "avc1.64001f", m.Tracks[0].Config.String())
		require.Equal(t, 640, m.Tracks[0].Config.Width)
		require.Equal(t, 2, m.Tracks[1].Config.Channels)
	}
}

func TestLongTimes(t *testing.T) {
	config, err := ParseEntry(aacEntry())
	require.NoError(t, err)
	config.Language = "eng"
	l := Layout{Chunks: []int{3}, Track: media.Track{Kind: media.Audio, Timescale: 48000, Config: config}}
	for range 3 {
		l.Samples = append(l.Samples, media.Sample{Duration: math.MaxUint32, Sync: true})
		l.Offsets = append(l.Offsets, 5<<32)
	}
	b := AppendMovie(nil, []Layout{l}, true)
	m, err := Read(bytes.NewReader(b), 1<<40)
	require.NoError(t, err)
	require.Equal(t, []media.Track{l.Track}, m.Tracks)
}

func TestDataHeader(t *testing.T) {
	require.Len(t, AppendDataHeader(nil, math.MaxUint32-8), 8)
	b := AppendDataHeader(nil, math.MaxUint32-7)
	require.Len(t, b, 16)
	require.Equal(t, uint64(math.MaxUint32-7+16), binary.BigEndian.Uint64(b[8:]))
}

// A moov behind other boxes, of which one has a 64-bit size.
func TestMovieBehindData(t *testing.T) {
	config, err := ParseEntry(aacEntry())
	require.NoError(t, err)
	l := Layout{Chunks: []int{1}, Track: media.Track{
		Kind: media.Audio, Timescale: 48000, Config: config,
		Samples: []media.Sample{{Size: 100, Duration: 1024, Sync: true}}, Offsets: []int64{16},
	}}
	w := writer{}
	w.u32(1)
	w.b = append(w.b, "mdat"...)
	w.u64(116)
	w.zero(100)
	w.end(w.begin("free"))
	b := AppendMovie(w.b, []Layout{l}, false)
	m, err := Read(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	require.Equal(t, l.Offsets, m.Tracks[0].Offsets)
}

func TestTruncated(t *testing.T) {
	file, _ := movie(t, false)
	for n := range file {
		_, err := Read(bytes.NewReader(file[:n]), int64(n))
		require.Error(t, err, "%d bytes", n)
	}
}

// replace overwrites bytes at a distance from the first box of a kind.
func replace(file []byte, kind string, distance int, b ...byte) []byte {
	file = bytes.Clone(file)
	copy(file[bytes.Index(file, []byte(kind))+4+distance:], b)
	return file
}

func TestHostile(t *testing.T) {
	file, _ := movie(t, false)
	huge := []byte{0xff, 0xff, 0xff, 0xff}
	for _, c := range []struct {
		name, box string
		file      []byte
	}{
		{"no timescale", "mdhd", replace(file, "mdhd", 12, 0, 0, 0, 0)},
		{"more sizes than bytes", "stsz", replace(file, "stsz", 8, 0, 1, 0, 0)},
		{"16 million samples of one size", "stsz", replace(file, "stsz", 4, 0, 0, 1, 0, 0, 0xff, 0xff, 0xff)},
		{"4 billion samples", "stsz", replace(file, "stsz", 4, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff)},
		{"times for too many", "stts", replace(file, "stts", 8, huge...)},
		{"times for too few", "stts", replace(file, "stts", 8, 0, 0, 0, 1)},
		{"offsets for too many", "ctts", replace(file, "ctts", 8, huge...)},
		{"more runs than bytes", "ctts", replace(file, "ctts", 4, huge...)},
		{"sync sample 0", "stss", replace(file, "stss", 8, 0, 0, 0, 0)},
		{"chunk of nothing", "stco", replace(file, "stsc", 12, 0, 0, 0, 0)},
		{"first chunk 0", "stsc", replace(file, "stsc", 8, 0, 0, 0, 0)},
		{"chunk outside", "stco", replace(file, "stco", 8, huge...)},
		{"edit at half speed", "elst", replace(file, "elst", 16, 0, 0, 0x80, 0)},
		{"two sample entries", "stsd", replace(file, "stsd", 4, 0, 0, 0, 2)},
		{"unknown codec", "xxxx", replace(file, "avc1", -4, 'x', 'x', 'x', 'x')},
		{"two-byte NAL unit lengths", "avcC", replace(file, "avcC", 4, 0xfd)},
		{"parameter set outside", "avcC", replace(file, "avcC", 6, 0xff)},
		{"box too long", "stbl", replace(file, "stbl", -8, huge...)},
		{"box too short", "stbl", replace(file, "stbl", -8, 0, 0, 0, 7)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(bytes.NewReader(c.file), int64(len(c.file)))
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.box, e.Box)
			require.Equal(t, c.box, string(c.file[e.Offset+4:e.Offset+8]))
		})
	}
}

func TestJoined(t *testing.T) {
	file, _ := movie(t, false)
	for n, want := range []bool{false, false, true, true} {
		all := bytes.Repeat(file, n)
		require.Equal(t, want, Joined(bytes.NewReader(all), int64(len(all))), n)
	}
	require.False(t, Joined(bytes.NewReader(file[:len(file)-1]), int64(len(file)-1)), "cut off")
}

func FuzzRead(f *testing.F) {
	for _, wide := range []bool{false, true} {
		file, _ := movie(f, wide)
		f.Add(file)
	}
	fragments, _ := fragmentedMovie(f, 1000)
	f.Add(fragments)
	f.Add(rawFragment(f, tfhdDuration|tfhdSize|tfhdFlags, []uint32{1024, 4, flagsDelta}, trunFirst, 2, flagsSync))
	for _, entry := range entries() {
		config, err := ParseEntry(entry)
		require.NoError(f, err)
		f.Add(AppendInit(nil, &media.Track{Kind: media.Video, Timescale: 90000, Config: config}))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		m, err := Read(bytes.NewReader(file), int64(len(file)))
		Joined(bytes.NewReader(file), int64(len(file)))
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > uint64(len(file))*200+1<<20 {
			t.Fatalf("%d bytes of memory for a file of %d", used, len(file))
		}
		if err != nil {
			return
		}
		for _, track := range m.Tracks {
			require.Len(t, track.Offsets, len(track.Samples))
		}
	})
}
