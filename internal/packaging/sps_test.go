package packaging

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

func TestH264Shapes(t *testing.T) {
	shape := func(unit string) Shape {
		set, err := hex.DecodeString(unit)
		require.NoError(t, err)
		extra := append([]byte{1, 66, 0, 13, 0xff, 0xe1, 0, byte(len(set))}, set...)
		list, err := H264Shapes(&media.Track{Config: media.Config{Extra: append(extra, 0)}})
		require.NoError(t, err)
		require.Len(t, list, 1)
		return list[0]
	}
	// 320x240 in Baseline, as x264 writes it.
	require.Equal(t, Shape{Width: 320, Height: 240, SARWidth: 1, SARHeight: 1, Matrix: 2},
		shape("6742c00dda0507ec0440000003004000000c83c50aa8"))
}

func FuzzSPS(f *testing.F) {
	f.Add([]byte{66, 0xc0, 13, 0xda, 5, 7, 0xec, 4, 0x40, 0, 0, 3, 0, 0x40})
	f.Add([]byte{100, 0, 31, 0xff, 0, 0, 3, 0})
	f.Fuzz(func(_ *testing.T, b []byte) { parseSPS(b) })
}
