package picture

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// quadrants is a picture whose upper left quarter is red, the rest blue.
func quadrants(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{B: 255, A: 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{R: 255, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, img, nil))
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, img))
	return b.Bytes()
}

func gifOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	require.NoError(t, gif.Encode(&b, img, nil))
	return b.Bytes()
}

// webpFile is a lossless WebP of 2 x 2 green pixels.
var webpFile = must(base64.StdEncoding.DecodeString("UklGRh4AAABXRUJQVlA4TBEAAAAvAUAAAAfQ//73v/+BiOh/AAA="))

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// exif returns a JPEG that notes down an orientation, a maker and a place.
func exif(file []byte, orientation uint16) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x02\x00")
	tiff = append(tiff, 0x0f, 0x01, 2, 0, 4, 0, 0, 0, 'C', 'a', 'm', 0)
	tiff = append(tiff, 0x12, 0x01, 3, 0, 1, 0, 0, 0)
	tiff = binary.LittleEndian.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0, 0, 0, 0, 0)
	body := append([]byte("Exif\x00\x00"), append(tiff, "GPS 48.2082 N 16.3738 E"...)...)
	out := append([]byte{}, file[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(append(out, body...), file[2:]...)
}

// claim rewrites the size that a PNG says it has.
func claim(file []byte, w, h uint32) []byte {
	out := bytes.Clone(file)
	binary.BigEndian.PutUint32(out[16:], w)
	binary.BigEndian.PutUint32(out[20:], h)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

func TestCleanTakesEveryFormat(t *testing.T) {
	img := quadrants(640, 360)
	for name, file := range map[string][]byte{"jpeg": jpegOf(t, img), "png": pngOf(t, img), "gif": gifOf(t, img), "webp": webpFile} {
		p, err := Clean(t.Context(), 1, file)
		require.NoError(t, err, name)
		require.Regexp(t, `^[0-9a-f]{32}\.jpeg$`, p.Name, name)
		again, err := Clean(t.Context(), 1, file)
		require.NoError(t, err)
		require.Equal(t, p, again, "the same picture has the same name")
		full, err := jpeg.Decode(bytes.NewReader(p.Full))
		require.NoError(t, err, name)
		small, err := jpeg.Decode(bytes.NewReader(p.Thumb))
		require.NoError(t, err, name)
		if name == "webp" {
			require.Equal(t, image.Pt(2, 2), full.Bounds().Size())
			_, g, _, _ := full.At(0, 0).RGBA()
			require.Greater(t, g, uint32(0x7000))
			continue
		}
		require.Equal(t, image.Pt(640, 360), full.Bounds().Size(), name)
		require.Equal(t, image.Pt(355, 200), small.Bounds().Size(), name)
		requireRed(t, full, 20, 20)
		requireRed(t, small, 20, 20)
	}
}

func requireRed(t *testing.T, img image.Image, x, y int) {
	t.Helper()
	r, _, b, _ := img.At(x, y).RGBA()
	require.Greater(t, r, uint32(0xc000))
	require.Less(t, b, uint32(0x4000))
}

func TestCleanTurnsAndForgets(t *testing.T) {
	file := jpegOf(t, quadrants(320, 240))
	for orientation, corner := range map[uint16]string{
		1: "upper left", 2: "upper right", 3: "lower right", 4: "lower left",
		5: "upper left", 6: "upper right", 7: "lower right", 8: "lower left", 9: "upper left", 0: "upper left",
	} {
		p, err := Clean(t.Context(), 1, exif(file, orientation))
		require.NoError(t, err)
		for _, trace := range []string{"Exif", "GPS", "48.2082", "Cam"} {
			require.NotContains(t, string(p.Full)+string(p.Thumb), trace)
		}
		img, err := jpeg.Decode(bytes.NewReader(p.Full))
		require.NoError(t, err)
		size := img.Bounds().Size()
		if orientation >= 5 && orientation <= 8 {
			require.Equal(t, image.Pt(240, 320), size)
			small, err := jpeg.DecodeConfig(bytes.NewReader(p.Thumb))
			require.NoError(t, err)
			require.Equal(t, []int{150, 200}, []int{small.Width, small.Height})
		}
		x, y := 20, 20
		if strings.Contains(corner, "right") {
			x = size.X - 20
		}
		if strings.Contains(corner, "lower") {
			y = size.Y - 20
		}
		requireRed(t, img, x, y)
	}
}

func TestCleanScalesDown(t *testing.T) {
	p, err := Clean(t.Context(), 1, pngOf(t, image.NewGray(image.Rect(0, 0, 4000, 3000))))
	require.NoError(t, err)
	c, err := jpeg.DecodeConfig(bytes.NewReader(p.Full))
	require.NoError(t, err)
	require.Equal(t, []int{3840, 2880}, []int{c.Width, c.Height})
	p, err = Clean(t.Context(), 1, pngOf(t, quadrants(9000, 250)))
	require.NoError(t, err, "a narrow strip is a picture")
	full, err := jpeg.Decode(bytes.NewReader(p.Full))
	require.NoError(t, err)
	require.Equal(t, image.Pt(3840, 106), full.Bounds().Size())
	requireRed(t, full, 1000, 30)
	r, _, b, _ := full.At(3000, 80).RGBA()
	require.Less(t, r, uint32(0x4000))
	require.Greater(t, b, uint32(0xc000))
}

// progressive is a grey JPEG whose scans go on about one coefficient, each in
// few bytes and a walk through the whole picture.
func progressive(w, h, scans int) []byte {
	file := []byte{0xff, 0xd8, 0xff, 0xdb, 0, 67, 0}
	file = append(file, bytes.Repeat([]byte{1}, 64)...)
	file = append(file, 0xff, 0xc2, 0, 11, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 1, 1, 0x11, 0)
	file = append(file, 0xff, 0xc4, 0, 20, 0x10, 1) // a table with one code: 0
	file = append(file, make([]byte, 15)...)
	file = append(file, 0xe0) // which stands for 2^14 blocks and more without anything
	blocks := (w + 7) / 8 * ((h + 7) / 8)
	var bits []byte
	for run := 0; run < blocks; run += 1<<15 - 1 {
		more := min(blocks-run, 1<<15-1) - 1<<14
		for bit := 14; bit >= 0; bit-- { // the code and 14 bits of the number
			bits = append(bits, byte(max(more, 0)>>bit&1))
		}
	}
	packed := make([]byte, 0, len(bits)/4)
	for len(bits) > 0 {
		var b byte
		for i := range 8 {
			bit := byte(1)
			if i < len(bits) {
				bit = bits[i]
			}
			b = b<<1 | bit
		}
		bits = bits[min(8, len(bits)):]
		if packed = append(packed, b); b == 0xff {
			packed = append(packed, 0)
		}
	}
	for range scans {
		file = append(file, 0xff, 0xda, 0, 8, 1, 1, 0, 1, 1, 0)
		file = append(file, packed...)
	}
	return append(file, 0xff, 0xd9)
}

// TestScans takes JPEGs with as many scans as are used, and refuses those that
// cost much more time than their bytes and pixels say.
func TestScans(t *testing.T) {
	_, err := Clean(t.Context(), 1, progressive(640, 480, 100))
	require.NoError(t, err)
	bomb := progressive(4096, 3071, 2000)
	require.Less(t, len(bomb), 100_000)
	_, err = Clean(t.Context(), 1, bomb)
	require.ErrorIs(t, err, ErrInvalid)
	require.ErrorContains(t, err, "2000 scans")
	require.Zero(t, Pixels(bomb), "it is refused before it is decoded")
}

// TestPatience ends decoding with the caller and with the time.
func TestPatience(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := &patient{ctx: ctx, r: bytes.NewReader(make([]byte, 2000)), end: time.Now().Add(time.Hour)}
	n, err := r.Read(make([]byte, 2000))
	require.NoError(t, err)
	require.Equal(t, 512, n)
	r.end = time.Now().Add(-time.Second)
	_, err = r.Read(make([]byte, 1))
	require.ErrorIs(t, err, errLong)
	cancel()
	_, err = r.Read(make([]byte, 1))
	require.ErrorIs(t, err, context.Canceled)
}

// TestShares lets nobody have all of the memory, nor stand in others' way.
func TestShares(t *testing.T) {
	first, err := working.take(t.Context(), 1, maxPixels)
	require.NoError(t, err)
	waiting, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	for range 5 {
		go func() { _, err := working.take(waiting, 1, maxPixels); ended <- err }()
	}
	_, err = Clean(t.Context(), 2, pngOf(t, quadrants(640, 360)))
	require.NoError(t, err, "another owner's waits for none of them")
	cancel()
	for range 5 {
		require.ErrorIs(t, <-ended, context.Canceled)
	}
	first()
	require.Empty(t, working.owners)
}

func TestCleanRefuses(t *testing.T) {
	whole := pngOf(t, quadrants(64, 64))
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":           {nil, ErrInvalid},
		"text":              {[]byte("not a picture"), ErrInvalid},
		"svg":               {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ErrInvalid},
		"cut":               {whole[:len(whole)/2], ErrInvalid},
		"header alone":      {whole[:33], ErrInvalid},
		"bomb":              {claim(whole, 64_250, 64_250), ErrInvalid},
		"as large as it is": {claim(whole, 1<<31-1, 1<<31-1), ErrInvalid},
		"over the limit":    {pngOf(t, image.NewGray(image.Rect(0, 0, 4096, 3073))), ErrInvalid},
		"lies about height": {claim(whole, 64, 6400), ErrInvalid},
		"no height":         {claim(whole, 64, 0), ErrInvalid},
		"a thread":          {pngOf(t, image.NewGray(image.Rect(0, 0, 12<<20, 1))), ErrInvalid},
		"a long side":       {pngOf(t, image.NewGray(image.Rect(0, 0, 600, 16385))), ErrInvalid},
		"a narrow one":      {pngOf(t, image.NewGray(image.Rect(0, 0, 4100, 100))), ErrInvalid},
		"too many bytes":    {make([]byte, MaxBytes+1), ErrTooLarge},
	} {
		_, err := Clean(t.Context(), 1, c.file)
		require.ErrorIs(t, err, c.want, name)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, working.all.Acquire(t.Context(), 2*maxPixels))
	defer working.all.Release(2 * maxPixels)
	_, err := Clean(ctx, 1, whole)
	require.ErrorIs(t, err, context.Canceled, "nobody waits for a caller who left")
}

func TestDataURL(t *testing.T) {
	for text, want := range map[string]string{
		"data:image/png;base64,aGFsbG8=":                "hallo",
		"data:image/png;base64,aGFsbG8":                 "hallo",
		"DATA:IMAGE/JPEG;BASE64,aGFsbG8=":               "hallo",
		"data:image/webp;charset=utf-8;base64,aGFsbG8=": "hallo",
		"data:image/gif;base64,":                        "",
	} {
		file, err := DataURL(text)
		require.NoError(t, err, text)
		require.Equal(t, want, string(file))
	}
	for _, text := range []string{
		"", "data:", "data:,", "aGFsbG8=", "https://example.org/a.png", "data:text/html;base64,aGFsbG8=",
		"data:image/svg+xml;base64,aGFsbG8=", "data:image/png,aGFsbG8=", "data:image/png;base64,aGF sbG8=",
		"data:image/png;base64,a-_b", "data:image/png;base64,\x00", "data:image/" + strings.Repeat("x", 300) + ";base64,aGFs",
	} {
		_, err := DataURL(text)
		require.ErrorIs(t, err, ErrInvalid, text)
	}
	_, err := DataURL("data:image/png;base64," + strings.Repeat("A", MaxBytes*4/3+8))
	require.ErrorIs(t, err, ErrTooLarge)
}

func FuzzClean(f *testing.F) {
	img := quadrants(16, 12)
	for _, file := range [][]byte{pngOf(f, img), gifOf(f, img), webpFile, jpegOf(f, img), exif(jpegOf(f, img), 6)} {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := Clean(t.Context(), 1, file)
		if err != nil {
			require.NotErrorIs(t, err, context.Canceled)
			return
		}
		for _, made := range [][]byte{p.Full, p.Thumb} {
			c, err := jpeg.DecodeConfig(bytes.NewReader(made))
			require.NoError(t, err)
			require.LessOrEqual(t, max(c.Width, c.Height), maxSide)
		}
	})
}

func FuzzDataURL(f *testing.F) {
	f.Add("data:image/png;base64,aGFsbG8=")
	f.Add("data:image/jpeg;charset=x;base64,aGFsbG8")
	f.Add("https://example.org/a.png")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := DataURL(text)
		if err == nil {
			require.LessOrEqual(t, len(file), MaxBytes)
		}
	})
}
