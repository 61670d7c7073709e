package picture

import (
	"encoding/binary"
	"image"
)

// turned is how a picture was held when it was taken: the Exif orientation, 1
// to 8. It is the one thing worth keeping of what a camera notes down.
type turned int

const upright turned = 1

// swaps reports whether width and height change places.
func (t turned) swaps() bool { return t >= 5 && t <= 8 }

// apply returns the picture as it is to be seen.
func (t turned) apply(src *image.RGBA) *image.RGBA {
	if t <= upright || t > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if t.swaps() {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := t.source(x, y, w, h)
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}

// source says which pixel of a picture of w x h is to be seen at x, y.
func (t turned) source(x, y, w, h int) (int, int) {
	switch t {
	case 2: // mirrored
		return w - 1 - x, y
	case 3: // upside down
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6: // to be turned right
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8: // to be turned left
		return w - 1 - y, x
	}
	return x, y
}

// orientation reads the Exif orientation of a JPEG; upright when it says none
// that makes sense.
func orientation(file []byte) turned {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, size := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		end := at + 2 + size
		if marker == 0xda || size < 2 || end > len(file) {
			break
		}
		if segment := file[at+4 : end]; marker == 0xe1 && len(segment) > 6 && string(segment[:6]) == "Exif\x00\x00" {
			return tiffOrientation(segment[6:])
		}
		at = end
	}
	return upright
}

// tiffOrientation looks for tag 0x0112 in the first directory.
func tiffOrientation(b []byte) turned {
	if len(b) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return upright
	}
	count := int64(order.Uint16(b[at:]))
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(b)) {
			break
		}
		if order.Uint16(b[entry:]) == 0x0112 {
			if t := turned(order.Uint16(b[entry+8:])); t >= 1 && t <= 8 {
				return t
			}
			break
		}
	}
	return upright
}
