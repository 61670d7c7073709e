package packaging

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

var (
	testSPS = []byte{0x67, 77, 0, 31, 0xda, 2, 0xd0, 0x0a}
	testPPS = []byte{0x68, 0xee, 0x3c, 0x80}
)

// avcC is a configuration record with one of each parameter set.
func avcC() []byte {
	b := []byte{1, 77, 0, 31, 0xff, 0xe1}
	b = append(binary.BigEndian.AppendUint16(b, uint16(len(testSPS))), testSPS...)
	b = append(b, 1)
	return append(binary.BigEndian.AppendUint16(b, uint16(len(testPPS))), testPPS...)
}

func unit(kind byte, body ...byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(1+len(body)))
	return append(append(b, kind), body...)
}

// pictures is a track of samples that lie one behind the other in a file.
func pictures(samples [][]byte, sync func(i int) bool) (*media.Track, []byte) {
	t := &media.Track{Kind: media.Video, Timescale: 25, Config: media.Config{Codec: "avc1", Extra: avcC()}}
	var file []byte
	for i, s := range samples {
		t.Offsets = append(t.Offsets, int64(len(file)))
		t.Samples = append(t.Samples, media.Sample{Size: uint32(len(s)), Duration: 1, Sync: sync(i)})
		file = append(file, s...)
	}
	return t, file
}

func firstOnly(i int) bool { return i == 0 }

func TestCheckH264(t *testing.T) {
	idr, slice := unit(0x65, make([]byte, 3000)...), unit(0x41, 1, 2, 3)
	settings := append(append([]byte{5, 20}, x264Settings...), "x264"...)
	cc := append([]byte{4, 10}, "\xb5\x00\x31GA94abc"...)
	device := append([]byte{5, 20}, "sixteen bytes of another"...)
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	for name, c := range map[string]struct {
		samples [][]byte
		why     string
	}{
		"plain":              {samples: [][]byte{idr, slice}},
		"slices":             {samples: [][]byte{join(idr, idr), join(slice, slice)}},
		"delimiters":         {samples: [][]byte{join(unit(9, 0xf0), idr), join(unit(9, 0xf0), slice, unit(12, 255, 255))}},
		"own parameter sets": {samples: [][]byte{join(unit(testSPS[0], testSPS[1:]...), unit(testPPS[0], testPPS[1:]...), idr), slice}},
		"other set":          {samples: [][]byte{join(unit(0x67, 77, 0, 40), idr), slice}, why: "sample 0: parameter sets change"},
		"harmless messages":  {samples: [][]byte{join(unit(6, append(append(settings, cc...), 0x80)...), idr), slice}},
		"device":             {samples: [][]byte{idr, join(unit(6, append(device[:22], 0x80)...), slice)}, why: "sample 1: carries data"},
		"message cut short":  {samples: [][]byte{join(unit(6, 1, 200, 0x80), idr)}, why: "SEI cut short"},
		"huge message":       {samples: [][]byte{join(unit(6, make([]byte, maxSEI)...), idr)}, why: "65537 bytes"},
		"no IDR":             {samples: [][]byte{slice}, why: "no IDR picture"},
		"empty unit":         {samples: [][]byte{join(idr, []byte{0, 0, 0, 0, 9})}, why: "NAL unit of 0 bytes"},
		"long unit":          {samples: [][]byte{join(idr, []byte{0, 0, 1, 0, 9})}, why: "NAL unit of 256 bytes"},
		"rest":               {samples: [][]byte{join(idr, []byte{0, 0, 0})}, why: "ends inside"},
		"no picture":         {samples: [][]byte{unit(9, 0xf0)}, why: "no picture"},
		"layer":              {samples: [][]byte{join(idr, unit(20, 1, 2, 3))}, why: "type 20"},
		"partition":          {samples: [][]byte{idr, unit(2, 1, 2, 3)}, why: "type 2"},
	} {
		t.Run(name, func(t *testing.T) {
			track, file := pictures(c.samples, firstOnly)
			err := CheckH264(bytes.NewReader(file), track)
			if c.why == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.why)
		})
	}
	track, file := pictures([][]byte{idr}, firstOnly)
	require.Error(t, CheckH264(bytes.NewReader(file[:100]), track), "the file is shorter than its tables say")
	track.Config.Extra = nil
	require.Error(t, CheckH264(bytes.NewReader(file), track))
}

func FuzzCheckH264(f *testing.F) {
	f.Add(append(unit(9, 0xf0), unit(0x65, 1, 2, 3)...), 14)
	f.Add(append(unit(6, 5, 2, 1, 2, 0x80), unit(0x65, 1, 2, 3)...), 3)
	f.Fuzz(func(_ *testing.T, file []byte, size int) {
		var samples [][]byte
		for rest, n := file, max(size&0xffff, 1); len(rest) > 0; {
			n = min(n, len(rest))
			samples, rest = append(samples, rest[:n]), rest[n:]
		}
		track, file := pictures(samples, firstOnly)
		_ = CheckH264(bytes.NewReader(file), track)
	})
}
