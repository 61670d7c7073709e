package webm

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// cropped is the head of a file whose second track is a picture with parts to
// be left out.
func cropped() []byte {
	video := []byte{0xe0, 0x94, 0xb0, 0x82, 0x01, 0x40, 0xba, 0x81, 0xf0, 0x54, 0xaa, 0x81, 30, 0x54, 0xbb, 0x81, 28, 0x54, 0xcc, 0x81, 8}
	video[1] = 0x80 | byte(len(video)-2)
	sound := []byte{0xae, 0x83, 0x83, 0x81, 2}
	entry := append([]byte{0xae, 0x80 | byte(3+len(video)), 0x83, 0x81, 1}, video...)
	tracks := append(append([]byte{0x16, 0x54, 0xae, 0x6b, 0x80 | byte(len(sound)+len(entry))}, sound...), entry...)
	head := []byte{0x1a, 0x45, 0xdf, 0xa3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xec, 0x82, 0, 0}
	return append(head, tracks...)
}

func TestCrops(t *testing.T) {
	b := cropped()
	list, err := Crops(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	require.Equal(t, []Crop{{Left: 8, Top: 28, Bottom: 30}}, list)
	for n := range b {
		_, err := Crops(bytes.NewReader(b[:n]), int64(n))
		require.Error(t, err, "cut at %d", n)
	}
}

func FuzzCrops(f *testing.F) {
	f.Add(cropped())
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = Crops(bytes.NewReader(b), int64(len(b))) })
}
