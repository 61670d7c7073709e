package mp4

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

func TestFragmentDataOffset(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []media.Sample
		columns uint32
	}{
		{
			"audio",
			[]media.Sample{{Size: 3, Duration: 1024, Sync: true}, {Size: 4, Duration: 1024, Sync: true}},
			trunOffset | trunSize,
		},
		{
			"video",
			[]media.Sample{{Size: 3, Duration: 40, Sync: true}, {Size: 4, Duration: 41, Composition: -5}},
			trunOffset | trunSize | trunDuration | trunFlags | trunComp,
		},
		{"empty", nil, trunOffset | trunSize},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := AppendFragment([]byte("before"), 7, 1<<33, c.samples)[6:]
			trun := b[bytes.Index(b, []byte("trun"))+4:]
			require.Equal(t, 1<<24|c.columns, binary.BigEndian.Uint32(trun))
			require.Equal(t, uint32(len(b)), binary.BigEndian.Uint32(trun[8:]))
			size := binary.BigEndian.Uint32(b[len(b)-8:])
			var sum uint32
			for _, s := range c.samples {
				sum += s.Size
			}
			require.Equal(t, sum+8, size)
		})
	}
}

func TestAppendFragmentAllocates(t *testing.T) {
	samples := make([]media.Sample, 200)
	dst := make([]byte, 0, 1<<16)
	require.Zero(t, testing.AllocsPerRun(10, func() { AppendFragment(dst, 1, 0, samples) }))
}

func TestInitHasNoMetadata(t *testing.T) {
	config, err := ParseEntry(avcEntry())
	require.NoError(t, err)
	b := AppendInit(nil, &media.Track{Kind: media.Video, Timescale: 12800, Config: config})
	for _, kind := range []string{"elst", "udta", "meta"} {
		require.NotContains(t, string(b), kind)
	}
	require.Contains(t, string(b), "cmfc")
	late := AppendInit(nil, &media.Track{Kind: media.Video, Timescale: 12800, Config: config, Shift: -1024})
	require.Contains(t, string(late), "elst\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04\x00\x00\x01\x00\x00")
}
