package mp4

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

// fragmentedMovie returns a CMAF track in three fragments that begins at a media
// time, and the track in it.
func fragmentedMovie(t testing.TB, begins int64) ([]byte, media.Track) {
	config, err := ParseEntry(avcEntry())
	require.NoError(t, err)
	config.Language = "und"
	track := media.Track{Kind: media.Video, Timescale: 12800, Config: config, Shift: -1024}
	b := AppendInit(nil, &track)
	decode := begins
	for n := range 3 {
		samples := []media.Sample{
			{Size: 10, Duration: 512, Composition: 1024, Sync: true},
			{Size: 20, Duration: 512, Composition: 1536},
			{Size: uint32(n), Duration: uint32(512 + n), Composition: 512},
		}
		b = AppendFragment(b, uint32(n+1), decode, samples)
		for _, s := range samples {
			track.Offsets = append(track.Offsets, int64(len(b)))
			b = append(b, make([]byte, s.Size)...)
			decode += int64(s.Duration)
		}
		track.Samples = append(track.Samples, samples...)
	}
	track.Shift += begins
	return b, track
}

func TestReadFragments(t *testing.T) {
	for _, begins := range []int64{0, 1 << 33} {
		file, track := fragmentedMovie(t, begins)
		m, err := Read(bytes.NewReader(file), int64(len(file)))
		require.NoError(t, err)
		require.Equal(t, []media.Track{track}, m.Tracks)
	}
}

// second returns the bytes behind a box kind in the second fragment.
func second(file []byte, kind string) []byte {
	at := bytes.Index(file, []byte("mdat"))
	return file[at+bytes.Index(file[at:], []byte(kind))+4:]
}

// What lies between two fragments belongs to the sample before, as does what
// they share.
func TestFragmentTimes(t *testing.T) {
	for _, c := range []struct {
		step int64
		want uint32 // duration of the sample before, 0 = refused
	}{{100, 612}, {-511, 1}, {-512, 0}, {1 << 33, 0}} {
		file, _ := fragmentedMovie(t, 0)
		tfdt := second(file, "tfdt")[4:]
		binary.BigEndian.PutUint64(tfdt, uint64(3*512+c.step))
		m, err := Read(bytes.NewReader(file), int64(len(file)))
		if c.want == 0 {
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, "tfdt", e.Box)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, c.want, m.Tracks[0].Samples[2].Duration)
	}
}

// rawFragment is a file with one AAC track whose fragment has the given tfhd
// and trun behind version and flags, and 64 bytes of data.
func rawFragment(t testing.TB, tfhdFlags uint32, tfhd []uint32, trunFlags uint32, trun ...uint32) []byte {
	config, err := ParseEntry(aacEntry())
	require.NoError(t, err)
	w := writer{AppendInit(nil, &media.Track{Kind: media.Audio, Timescale: 44100, Config: config})}
	moof := w.begin("moof")
	traf := w.begin("traf")
	at := w.full("tfhd", 0, tfhdFlags)
	w.u32(1)
	for _, v := range tfhd {
		w.u32(v)
	}
	w.end(at)
	at = w.full("trun", 0, trunFlags)
	for _, v := range trun {
		w.u32(v)
	}
	w.end(at)
	w.end(traf)
	w.end(moof)
	w.b = AppendDataHeader(w.b, 64)
	return append(w.b, make([]byte, 64)...)
}

func TestFragmentForms(t *testing.T) {
	size := uint32(len(rawFragment(t, 0, nil, trunOffset, 0, 0)))
	for _, c := range []struct {
		name    string
		file    []byte
		sizes   []uint32
		syncs   []bool
		box     string // that is refused
		lasting uint32
	}{
		{
			name:  "defaults in tfhd",
			file:  rawFragment(t, tfhdDuration|tfhdSize|tfhdFlags, []uint32{1024, 4, flagsDelta}, 0, 3),
			sizes: []uint32{4, 4, 4}, syncs: []bool{false, false, false}, lasting: 1024,
		},
		{
			name:  "first sample flags",
			file:  rawFragment(t, tfhdDuration|tfhdSize|tfhdFlags, []uint32{1024, 4, flagsDelta}, trunFirst, 2, flagsSync),
			sizes: []uint32{4, 4}, syncs: []bool{true, false}, lasting: 1024,
		},
		{
			name:  "description and 64-bit base",
			file:  rawFragment(t, tfhdBase|tfhdDescription|tfhdSize, []uint32{0, size, 1, 5}, 0, 2),
			sizes: []uint32{5, 5}, syncs: []bool{true, true},
		},
		{name: "base outside", file: rawFragment(t, tfhdBase|tfhdSize, []uint32{1, 0, 5}, 0, 2), box: "trun"},
		{name: "offset before the file", file: rawFragment(t, tfhdSize, []uint32{5}, trunOffset, 2, 1<<31), box: "trun"},
		{name: "4 billion empty samples", file: rawFragment(t, 0, nil, 0, 1<<32-1), box: "trun"},
		{name: "16 million empty samples", file: rawFragment(t, 0, nil, 0, 16<<20), box: "trun"},
		{name: "more samples than bytes", file: rawFragment(t, tfhdSize, []uint32{1}, 0, 1<<20), box: "trun"},
		{name: "more rows than bytes", file: rawFragment(t, 0, nil, trunSize, 1<<30, 1), box: "trun"},
		{name: "behind the end", file: rawFragment(t, tfhdMoofBase, nil, trunOffset|trunSize, 1, 1<<16, 1), box: "trun"},
		{name: "cut short", file: rawFragment(t, tfhdBase, nil, 0), box: "tfhd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := Read(bytes.NewReader(c.file), int64(len(c.file)))
			if c.box != "" {
				var e *Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, c.box, e.Box)
				return
			}
			require.NoError(t, err)
			require.Len(t, m.Tracks[0].Samples, len(c.sizes))
			for i, s := range m.Tracks[0].Samples {
				require.Equal(t, media.Sample{Size: c.sizes[i], Duration: c.lasting, Sync: c.syncs[i]}, s)
			}
		})
	}
}

// Runs that point at the same bytes cost memory for nothing.
func TestFragmentsOverlap(t *testing.T) {
	file := rawFragment(t, tfhdBase|tfhdSize, []uint32{0, 0, 500}, 0, 1)
	moof := bytes.Index(file, []byte("moof")) - 4
	one := file[moof : moof+int(binary.BigEndian.Uint32(file[moof:]))]
	_, err := Read(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	file = append(append(file, one...), one...)
	_, err = Read(bytes.NewReader(file), int64(len(file)))
	require.ErrorContains(t, err, "overlap")
}

// A file that ends inside a box is refused, one that ends between two is
// shorter.
func TestTruncatedFragments(t *testing.T) {
	file, _ := fragmentedMovie(t, 0)
	complete := 0
	for n := range file {
		if _, err := Read(bytes.NewReader(file[:n]), int64(n)); err == nil {
			complete++
		}
	}
	require.Less(t, complete, 30) // cut inside the few bytes between boxes
}
