package mp4

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

// entry returns a sample entry with the given fields and child boxes.
func entry(kind string, fields int, children ...[]byte) []byte {
	w := writer{}
	at := w.begin(kind)
	w.zero(fields)
	w.b = append(w.b, bytes.Join(children, nil)...)
	w.end(at)
	return w.b
}

func child(kind string, body ...byte) []byte {
	w := writer{}
	at := w.begin(kind)
	w.b = append(w.b, body...)
	w.end(at)
	return w.b
}

// hvcC is a record with one VPS, SPS and PPS of two bytes, marked as not all
// there are.
func hvcC() []byte {
	b := []byte{1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 3}
	for kind := byte(unitVPS); kind <= unitPPS; kind++ {
		b = append(b, kind, 0, 1, 0, 2, kind<<1, 1)
	}
	return b
}

// entries are sample entries of the codecs besides H.264 and AAC.
func entries() map[string][]byte {
	return map[string][]byte{
		"hev1.1.6.L93.90": entry("hev1", visualFields, child("hvcC", hvcC()...)),
		"hvc1.1.6.L93.90": entry("hvc1", visualFields, child("hvcC", hvcC()...), child("pasp", 0, 0, 0, 1, 0, 0, 0, 1)),
		"av01.0.04M.08":   entry("av01", visualFields, child("av1C", 0x81, 4, 0x0c, 0)),
		"vp09.00.31.08":   entry("vp09", visualFields, child("vpcC", 1, 0, 0, 0, 0, 31, 0x82, 1, 1, 1, 0, 0)),
		"opus":            entry("Opus", audioFields, child("dOps", 0, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0)),
	}
}

func TestEntries(t *testing.T) {
	for name, b := range entries() {
		t.Run(name, func(t *testing.T) {
			c, err := ParseEntry(b)
			require.NoError(t, err)
			again, err := ParseEntry(c.Entry)
			require.NoError(t, err)
			require.Equal(t, c, again)
			if c.Codec == "hvc1" {
				require.Equal(t, "hvc1.1.6.L93.90", c.String())
				require.Equal(t, "hvc1", string(c.Entry[4:8]))
				require.Equal(t, byte(0x80|unitVPS), c.Extra[hvcCFields])
				require.Contains(t, string(c.Entry), string(c.Extra))
				return
			}
			require.Equal(t, name, c.String())
			require.Equal(t, b, c.Entry)
		})
	}
	c, err := ParseEntry(entries()["opus"])
	require.NoError(t, err)
	require.Equal(t, int64(312), c.PreSkip())
	require.Equal(t, 2, c.Channels)
	require.Equal(t, media.OpusRate, c.SampleRate)
}

// Bit rates are those of a file, and not what a stream is made of.
func TestEntryLosesBitRates(t *testing.T) {
	plain := entry("av01", visualFields, child("av1C", 0x81, 4, 0x0c, 0), child("pasp", 0, 0, 0, 1, 0, 0, 0, 1))
	c, err := ParseEntry(entry("av01", visualFields, child("av1C", 0x81, 4, 0x0c, 0),
		child("btrt", make([]byte, 12)...), child("pasp", 0, 0, 0, 1, 0, 0, 0, 1)))
	require.NoError(t, err)
	require.Equal(t, plain, c.Entry)
}

func TestBrokenEntries(t *testing.T) {
	lengths, missing, short := hvcC(), hvcC(), hvcC()
	lengths[21] = 0xfd
	missing[hvcCFields] = 39
	for name, c := range map[string]struct {
		box   string
		entry []byte
	}{
		"HEVC with short lengths":  {"hvcC", entry("hvc1", visualFields, child("hvcC", lengths...))},
		"HEVC without VPS":         {"hvcC", entry("hev1", visualFields, child("hvcC", missing...))},
		"HEVC cut short":           {"hvcC", entry("hev1", visualFields, child("hvcC", short[:len(short)-1]...))},
		"HEVC without sets":        {"hvcC", entry("hev1", visualFields, child("hvcC", append(short[:hvcCFields-1:hvcCFields-1], 0)...))},
		"HEVC without record":      {"hvc1", entry("hvc1", visualFields)},
		"AV1 of another version":   {"av1C", entry("av01", visualFields, child("av1C", 0x82, 4, 0x0c, 0))},
		"VP9 of another version":   {"vpcC", entry("vp09", visualFields, child("vpcC", 0, 0, 0, 0, 0, 31, 0x82, 1, 1, 1, 0, 0))},
		"VP9 cut short":            {"vpcC", entry("vp09", visualFields, child("vpcC", 1, 0, 0, 0, 0, 31))},
		"Opus of another version":  {"dOps", entry("Opus", audioFields, child("dOps", 1, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0))},
		"Opus without channels":    {"dOps", entry("Opus", audioFields, child("dOps", 0, 0, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0))},
		"Opus without its mapping": {"dOps", entry("Opus", audioFields, child("dOps", 0, 6, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 1))},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseEntry(c.entry)
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.box, e.Box)
		})
	}
}
