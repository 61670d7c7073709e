package webm

import (
	"errors"
	"io"
)

// Crop is what a track of pictures says is to be left out of its frames, and
// the shape of what remains.
type Crop struct {
	Left, Top, Right, Bottom    int
	DisplayWidth, DisplayHeight int // 0 = not said
}

// Bounds of what is read to find the tracks.
const (
	maxHead   = 8 << 20 // bytes from the start of the file to the end of the tracks
	maxTracks = 1 << 20 // bytes of the tracks
)

var errNoTracks = errors.New("no tracks of Matroska")

// Elements that only a reader needs (RFC 9559).
const (
	idCropBottom   = 0x54aa
	idCropTop      = 0x54bb
	idCropLeft     = 0x54cc
	idCropRight    = 0x54dd
	idDisplayWide  = 0x54b0
	idDisplayHigh  = 0x54ba
	idDisplayUnit  = 0x54b2
	unitPixels     = 0
	unitAspect     = 3
	trackOfPicture = 1
)

// Crops reads the tracks at the head of a Matroska file and returns those of
// pictures, in order. It reads the heads of elements and the tracks alone.
func Crops(r io.ReaderAt, size int64) ([]Crop, error) {
	tracks, err := findTracks(r, size)
	if err != nil {
		return nil, err
	}
	var list []Crop
	err = walk(tracks, func(id uint32, entry []byte) error {
		if id != idTrackEntry {
			return nil
		}
		c, picture, err := readTrack(entry)
		if picture {
			list = append(list, c)
		}
		return err
	})
	return list, err
}

// findTracks returns the body of the tracks.
func findTracks(r io.ReaderAt, size int64) ([]byte, error) {
	head := make([]byte, 12)
	for at := int64(0); at < min(size, maxHead); {
		n, err := r.ReadAt(head, at)
		if n == 0 {
			return nil, err
		}
		id, length, used, unknown, ok := element(head[:n])
		switch {
		case !ok || id == idCluster:
			return nil, errNoTracks
		case id == idSegment: // its children follow
			at += int64(used)
			continue
		case unknown:
			return nil, errNoTracks
		case id == idTracks:
			if length > maxTracks || at+int64(used)+length > size {
				return nil, errNoTracks
			}
			body := make([]byte, length)
			_, err := r.ReadAt(body, at+int64(used))
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return body, err
		}
		at += int64(used) + length
	}
	return nil, errNoTracks
}

func readTrack(entry []byte) (c Crop, picture bool, err error) {
	unit := 0
	err = walk(entry, func(id uint32, body []byte) error {
		switch id {
		case idTrackType:
			picture = number(body) == trackOfPicture
		case idVideo:
			return walk(body, func(id uint32, body []byte) error {
				fields := map[uint32]*int{
					idCropLeft: &c.Left, idCropTop: &c.Top, idCropRight: &c.Right, idCropBottom: &c.Bottom,
					idDisplayWide: &c.DisplayWidth, idDisplayHigh: &c.DisplayHeight, idDisplayUnit: &unit,
				}
				if field := fields[id]; field != nil {
					*field = number(body)
				}
				return nil
			})
		}
		return nil
	})
	if unit != unitPixels && unit != unitAspect {
		c.DisplayWidth, c.DisplayHeight = 0, 0
	}
	return c, picture, err
}

// walk calls do with each element of a body.
func walk(b []byte, do func(id uint32, body []byte) error) error {
	for len(b) > 0 {
		id, length, used, unknown, ok := element(b)
		if !ok || unknown || length > int64(len(b)-used) {
			return errNoTracks
		}
		if err := do(id, b[used:used+int(length)]); err != nil {
			return err
		}
		b = b[used+int(length):]
	}
	return nil
}

// element reads the head of an element: an ID of up to 4 bytes and a length of
// up to 8.
func element(b []byte) (id uint32, length int64, used int, unknown, ok bool) {
	raw, n, _, ok := variable(b, 4, false)
	if !ok {
		return 0, 0, 0, false, false
	}
	length, m, all, ok := variable(b[n:], 8, true)
	return uint32(raw), length, n + m, all, ok //nolint:gosec // 4 bytes
}

// variable reads a number of variable length; all reports one that is all ones,
// which is a length that is not known.
func variable(b []byte, most int, value bool) (v int64, n int, all, ok bool) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0, false, false
	}
	for n = 1; b[0]&(0x80>>(n-1)) == 0; n++ {
	}
	if n > most || n > len(b) {
		return 0, 0, false, false
	}
	v = int64(b[0])
	if value {
		v &= 0xff >> n
	}
	for _, c := range b[1:n] {
		v = v<<8 | int64(c)
	}
	return v, n, value && v == 1<<(7*n)-1, true
}

// number is an unsigned integer that is of use for sizes of pictures, 0 if not.
func number(b []byte) int {
	v := 0
	for _, c := range b {
		if v > 1<<20 {
			return 0
		}
		v = v<<8 | int(c)
	}
	return v
}
