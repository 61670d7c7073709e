package mp4

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
)

// shownEntry is a sample entry of a picture with one box of big-endian words.
func shownEntry(kind string, body ...byte) []byte {
	entry := make([]byte, 8+visualFields)
	entry = binary.BigEndian.AppendUint32(entry, uint32(8+len(body)))
	return append(append(entry, kind...), body...)
}

func words(list ...int32) []byte {
	var b []byte
	for _, n := range list {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return b
}

func TestAperture(t *testing.T) {
	for name, c := range map[string]struct {
		entry []byte
		want  [4]int // left, top, right, bottom
		ok    bool
	}{
		"bars above and below": {shownEntry("clap", words(320, 1, 180, 1, 0, 1, 0, 1)...), [4]int{0, 30, 0, 30}, true},
		"moved to a corner":    {shownEntry("clap", words(160, 1, 120, 1, 80, 1, -60, 1)...), [4]int{160, 0, 0, 120}, true},
		"fractions":            {shownEntry("clap", words(640, 2, 479, 2, 0, 1, -1, 4)...), [4]int{0, 0, 0, 0}, true},
		"odd bars":             {shownEntry("clap", words(320, 1, 239, 1, 0, 1, 1, 2)...), [4]int{0, 1, 0, 0}, true},
		"the whole frame":      {shownEntry("clap", words(320, 1, 240, 1, 0, 1, 0, 1)...), [4]int{}, true},
		"larger than it":       {shownEntry("clap", words(400, 1, 240, 1, 0, 1, 0, 1)...), [4]int{}, false},
		"beside it":            {shownEntry("clap", words(160, 1, 240, 1, 200, 1, 0, 1)...), [4]int{}, false},
		"nothing":              {shownEntry("clap", words(0, 1, 240, 1, 0, 1, 0, 1)...), [4]int{}, false},
		"no denominator":       {shownEntry("clap", words(320, 0, 180, 1, 0, 1, 0, 1)...), [4]int{}, false},
		"cut off":              {shownEntry("clap", words(320, 1, 180, 1)...), [4]int{}, false},
		"another box":          {shownEntry("pasp", words(320, 1, 180, 1, 0, 1, 0, 1)...), [4]int{}, false},
		"no box":               {make([]byte, 8+visualFields), [4]int{}, false},
		"no entry":             {nil, [4]int{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			left, top, right, bottom, ok := Aperture(c.entry, 320, 240)
			require.Equal(t, c.ok, ok)
			if ok {
				require.Equal(t, c.want, [4]int{left, top, right, bottom})
			}
		})
	}
}

func TestColours(t *testing.T) {
	code := []byte{0, 9, 0, 16, 0, 6}
	for name, c := range map[string]struct {
		entry  []byte
		matrix int
		full   bool
	}{
		"limited range":     {shownEntry("colr", append([]byte("nclx"), append(code, 0)...)...), 6, false},
		"full range":        {shownEntry("colr", append([]byte("nclx"), append(code, 0x80)...)...), 6, true},
		"QuickTime":         {shownEntry("colr", append([]byte("nclc"), append(code, 0x80)...)...), 6, false},
		"a profile instead": {shownEntry("colr", append([]byte("prof"), append(code, 0x80)...)...), 2, false},
		"cut off":           {shownEntry("colr", append([]byte("nclx"), code[:4]...)...), 2, false},
		"no box":            {make([]byte, 8+visualFields), 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			matrix, full := Colours(c.entry)
			require.Equal(t, c.matrix, matrix)
			require.Equal(t, c.full, full)
		})
	}
}

// FuzzShown holds that what is shown lies within the frame.
func FuzzShown(f *testing.F) {
	f.Add(shownEntry("clap", words(320, 1, 180, 1, 0, 1, 0, 1)...), 320, 240)
	f.Add(shownEntry("clap", words(1, 3, 1<<30, 1, -1<<30, 7, 1, 1)...), 1, 8192)
	f.Add(shownEntry("colr", append([]byte("nclx"), 0, 9, 0, 16, 0, 6, 0x80)...), 2, 2)
	f.Fuzz(func(t *testing.T, entry []byte, width, height int) {
		width, height = width&0xffff, height&0xffff
		matrix, _ := Colours(entry)
		require.LessOrEqual(t, matrix, 0xffff)
		left, top, right, bottom, ok := Aperture(entry, width, height)
		if !ok {
			return
		}
		require.GreaterOrEqual(t, min(left, top, right, bottom), 0)
		require.LessOrEqual(t, left+right, width)
		require.LessOrEqual(t, top+bottom, height)
	})
}
