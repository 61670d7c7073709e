// Package picture takes in pictures that strangers send and makes clean ones of
// them: decoded, turned upright, bounded in size and encoded anew, so that
// nothing but what can be seen is left.
package picture

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // a format to be taken in, as are those below
	"image/jpeg"
	_ "image/png"
	"io"
	"strings"
	"time"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// Bounds of what is taken in and of what is made.
const (
	MaxBytes  = 1 << 20  // of the file
	maxPixels = 12 << 20 // of the picture: some of a phone's, and 4K
	longSide  = 16384    // of the picture
	maxRatio  = 40       // of its sides
	maxScans  = 100      // of a JPEG; those that are used have about 10
	longest   = 10 * time.Second
	maxSide   = 3840 // of what is made
	thumb     = 200  // height of the small form
	quality   = 88
)

// Errors of pictures that are not taken in.
var (
	ErrTooLarge = errors.New("is too large (1 MB at most)")
	ErrInvalid  = errors.New("is invalid")
)

// Picture is a clean picture in two sizes, both JPEG. Name is made of its hash.
type Picture struct {
	Name        string
	Full, Thumb []byte
}

// Clean makes a picture of a JPEG, PNG, WebP or GIF file, of which it takes the
// first frame. Anything else is an ErrInvalid, a large file an ErrTooLarge.
// Calls wait for each other where they would take too much memory together, and
// those of one owner leave half of it to others. The work ends with ctx.
func Clean(ctx context.Context, owner int64, file []byte) (Picture, error) {
	pixels, format, err := measure(file)
	if err != nil {
		return Picture{}, err
	}
	release, err := working.take(ctx, owner, pixels)
	if err != nil {
		return Picture{}, err
	}
	defer release()
	img, _, err := image.Decode(&patient{ctx: ctx, r: bytes.NewReader(file), end: time.Now().Add(longest)})
	if ctx.Err() != nil {
		return Picture{}, context.Cause(ctx)
	}
	if err != nil {
		return Picture{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	turn := upright
	if format == "jpeg" {
		turn = orientation(file)
	}
	return render(ctx, img, turn)
}

// Pixels is how many a file has, for which Clean works in proportion; 0 where
// Clean refuses it at once.
func Pixels(file []byte) int64 {
	n, _, err := measure(file)
	if err != nil {
		return 0
	}
	return n
}

// measure reads what a file of some bytes may claim freely, and refuses what
// would cost more than its pixels.
func measure(file []byte) (pixels int64, format string, err error) {
	if len(file) > MaxBytes {
		return 0, "", ErrTooLarge
	}
	head, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || head.Width < 1 || head.Height < 1 {
		return 0, "", fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	long, short := max(head.Width, head.Height), min(head.Width, head.Height)
	if long > longSide || long > short*maxRatio || int64(long)*int64(short) > maxPixels {
		return 0, "", fmt.Errorf("%w: %d x %d pixels", ErrInvalid, head.Width, head.Height)
	}
	if scans := bytes.Count(file, startOfScan); format == "jpeg" && scans > maxScans {
		return 0, "", fmt.Errorf("%w: %d scans", ErrInvalid, scans)
	}
	return int64(long) * int64(short), format, nil
}

// startOfScan is the marker before each scan of a JPEG, each of which costs a
// walk through the whole picture. It may also be in what is no picture, such as
// the text of a camera, a few times.
var startOfScan = []byte{0xff, 0xda}

// patient is a reader that fails once the time is over, or nobody waits.
type patient struct {
	ctx context.Context
	r   io.Reader
	end time.Time
}

var errLong = errors.New("it takes too long to decode")

// Read gives a decoder little at a time, so that it comes again soon.
func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	if time.Now().After(p.end) {
		return 0, errLong
	}
	return p.r.Read(b[:min(len(b), 512)])
}

func render(ctx context.Context, img image.Image, turn turned) (p Picture, err error) {
	width, height := maxSide, thumb
	if turn.swaps() {
		width, height = height, width
	}
	full := fit(onBlack(img), maxSide, maxSide)
	if err := ctx.Err(); err != nil {
		return p, err
	}
	if p.Full, err = encode(turn.apply(full)); err != nil {
		return p, err
	}
	if p.Thumb, err = encode(turn.apply(fit(full, width, height))); err != nil {
		return p, err
	}
	sum := md5.Sum(p.Full)
	p.Name = hex.EncodeToString(sum[:]) + ".jpeg"
	return p, nil
}

// onBlack draws a picture, which may be transparent.
func onBlack(img image.Image) *image.RGBA {
	dst := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.Black), image.Point{}, draw.Src)
	draw.Draw(dst, dst.Bounds(), img, img.Bounds().Min, draw.Over)
	return dst
}

// fit scales a picture down to at most width x height. Halving it as often as
// it can be costs a look at each pixel, and what is left of the way one at each
// of the result.
func fit(img *image.RGBA, width, height int) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w > width {
		w, h = width, max(1, h*width/w)
	}
	if h > height {
		w, h = max(1, w*height/h), height
	}
	for img.Rect.Dx() >= 2*w && img.Rect.Dy() >= 2*h {
		img = halve(img)
	}
	if img.Rect.Dx() == w && img.Rect.Dy() == h {
		return img
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(dst, dst.Rect, img, img.Rect, draw.Src, nil)
	return dst
}

// halve makes a pixel of each 2 x 2.
func halve(img *image.RGBA) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, img.Rect.Dx()/2, img.Rect.Dy()/2))
	for y := range dst.Rect.Dy() {
		upper, lower := img.Pix[2*y*img.Stride:], img.Pix[(2*y+1)*img.Stride:]
		line := dst.Pix[y*dst.Stride : y*dst.Stride+4*dst.Rect.Dx()]
		for i := range line {
			at := i/4*8 + i%4
			line[i] = uint8((int(upper[at]) + int(upper[at+4]) + int(lower[at]) + int(lower[at+4]) + 2) / 4)
		}
	}
	return dst
}

func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// DataURL returns the file in a data URL of an image in base64. What is none
// is an ErrInvalid, a large one an ErrTooLarge.
func DataURL(text string) ([]byte, error) {
	head, body, ok := strings.Cut(text, ",")
	head = strings.ToLower(head)
	if !ok || len(head) > 256 || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return nil, ErrInvalid
	}
	switch kind, _, _ := strings.Cut(strings.TrimPrefix(head, "data:image/"), ";"); kind {
	case "jpeg", "jpg", "png", "webp", "gif":
	default:
		return nil, ErrInvalid
	}
	body = strings.TrimRight(body, "=")
	if base64.RawStdEncoding.DecodedLen(len(body)) > MaxBytes {
		return nil, ErrTooLarge
	}
	file, err := base64.RawStdEncoding.DecodeString(body)
	if err != nil {
		return nil, ErrInvalid
	}
	return file, nil
}
