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
	"strings"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"
)

// Bounds of what is taken in and of what is made.
const (
	MaxBytes  = 1 << 20  // of the file
	maxPixels = 12 << 20 // of the picture: some of a phone's, and 4K
	maxSide   = 3840     // of what is made
	thumb     = 200      // height of the small form
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

// working bounds the memory of pictures being decoded: a pixel may take 16
// bytes on the way.
var working = semaphore.NewWeighted(2 * maxPixels)

// Clean makes a picture of a JPEG, PNG, WebP or GIF file, of which it takes the
// first frame. Anything else is an ErrInvalid, a large file an ErrTooLarge.
// Calls wait for each other where they would take too much memory together.
func Clean(ctx context.Context, file []byte) (Picture, error) {
	if len(file) > MaxBytes {
		return Picture{}, ErrTooLarge
	}
	// The header is read first: a file of some bytes may claim any size.
	head, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || head.Width < 1 || head.Height < 1 {
		return Picture{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if int64(head.Width)*int64(head.Height) > maxPixels {
		return Picture{}, fmt.Errorf("%w: %d x %d pixels", ErrInvalid, head.Width, head.Height)
	}
	pixels := int64(head.Width) * int64(head.Height)
	if err := working.Acquire(ctx, pixels); err != nil {
		return Picture{}, err
	}
	defer working.Release(pixels)
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return Picture{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	turn := upright
	if format == "jpeg" {
		turn = orientation(file)
	}
	return render(img, turn)
}

func render(img image.Image, turn turned) (Picture, error) {
	full := fit(img, turn, maxSide, maxSide)
	small := fit(img, turn, 0, thumb)
	var p Picture
	var err error
	if p.Full, err = encode(full); err != nil {
		return Picture{}, err
	}
	if p.Thumb, err = encode(small); err != nil {
		return Picture{}, err
	}
	sum := md5.Sum(p.Full)
	p.Name = hex.EncodeToString(sum[:]) + ".jpeg"
	return p, nil
}

// fit draws a picture upright on black, scaled down to at most width x height;
// a width of 0 is any up to maxSide, which cuts nobody's thumbnail.
func fit(img image.Image, turn turned, width, height int) *image.RGBA {
	if width == 0 {
		width = maxSide
	}
	size := img.Bounds().Size()
	if turn.swaps() {
		width, height = height, width
	}
	w, h := size.X, size.Y
	if w > width {
		w, h = width, max(1, h*width/w)
	}
	if h > height {
		w, h = max(1, w*height/h), height
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.Black), image.Point{}, draw.Src)
	if w == size.X && h == size.Y {
		draw.Draw(dst, dst.Bounds(), img, img.Bounds().Min, draw.Over)
	} else {
		draw.BiLinear.Scale(dst, dst.Bounds(), img, img.Bounds(), draw.Over, nil)
	}
	return turn.apply(dst)
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
