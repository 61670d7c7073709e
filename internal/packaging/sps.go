package packaging

import (
	"errors"

	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

// Shape is what the parameter sets of H.264 themselves say of a picture.
// Codes are those of ITU-T H.273, 2 = not said.
type Shape struct {
	Width, Height       int // as shown, in pixels
	SARWidth, SARHeight int // of a pixel, 0 = not said
	FullRange           bool
	Matrix              int
	Fields              bool // it may hold fields
}

// H264Shapes are the shapes that a track's parameter sets describe.
func H264Shapes(t *media.Track) ([]Shape, error) {
	sets, ok := mp4.ParameterSets(t.Config.Extra)
	if !ok {
		return nil, errors.New("parameter sets cut short")
	}
	var list []Shape
	for _, set := range sets {
		if len(set) == 0 || set[0]&31 != nalSPS {
			continue
		}
		s, ok := parseSPS(set[1:])
		if !ok {
			return nil, errors.New("a parameter set that cannot be read")
		}
		list = append(list, s)
	}
	if len(list) == 0 {
		return nil, errors.New("no sequence parameter set")
	}
	return list, nil
}

// parseSPS reads a sequence parameter set (ITU-T H.264 clause 7.3.2.1.1) behind
// the first byte of its unit.
func parseSPS(unit []byte) (s Shape, ok bool) {
	r := bitReader{b: unescape(unit)}
	profile := r.u(8)
	r.u(16) // constraints, level
	r.ue()
	chroma := 1
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		if chroma = r.ue(); chroma == 3 {
			r.u(1)
		}
		r.ue()
		r.ue()
		r.u(1)
		if r.u(1) == 1 {
			r.scalingLists(chroma)
		}
	}
	r.ue()
	switch r.ue() { // kind of picture order count
	case 0:
		r.ue()
	case 1:
		r.u(1)
		r.ue()
		r.ue()
		for range min(r.ue(), 255) {
			r.ue()
		}
	}
	r.ue()
	r.u(1)
	s.Width = 16 * (r.ue() + 1)
	s.Height = 16 * (r.ue() + 1)
	if s.Fields = r.u(1) == 0; s.Fields {
		s.Height *= 2
		r.u(1)
	}
	r.u(1)
	if r.u(1) == 1 {
		r.crop(&s, chroma)
	}
	s.Matrix = 2
	if r.u(1) == 1 {
		r.usability(&s)
	}
	return s, !r.over && s.Width > 0 && s.Height > 0
}

// crop takes off what is not shown, in units of chroma samples.
func (r *bitReader) crop(s *Shape, chroma int) {
	x, y := 1, 1
	if chroma == 1 || chroma == 2 {
		x = 2
	}
	if chroma == 1 {
		y = 2
	}
	if s.Fields {
		y *= 2
	}
	s.Width -= x * (r.ue() + r.ue())
	s.Height -= y * (r.ue() + r.ue())
}

// aspects are the pixel aspects by their numbers (ITU-T H.264 table E-1).
var aspects = [][2]int{
	{}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33}, {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1},
}

// usability reads what is needed of the usability information (clause E.1.1).
func (r *bitReader) usability(s *Shape) {
	if r.u(1) == 1 {
		switch n := r.u(8); {
		case n == 255:
			s.SARWidth, s.SARHeight = r.u(16), r.u(16)
		case n < len(aspects):
			s.SARWidth, s.SARHeight = aspects[n][0], aspects[n][1]
		}
	}
	if r.u(1) == 1 {
		r.u(1)
	}
	if r.u(1) == 1 {
		r.u(3)
		s.FullRange = r.u(1) == 1
		if r.u(1) == 1 {
			r.u(16)
			s.Matrix = r.u(8)
		}
	}
}

func (r *bitReader) scalingLists(chroma int) {
	lists := 8
	if chroma == 3 {
		lists = 12
	}
	for i := range lists {
		if r.u(1) == 0 {
			continue
		}
		size := 16
		if i >= 6 {
			size = 64
		}
		last, next := 8, 8
		for range size {
			if next != 0 {
				next = (last + r.se() + 256) & 255
			}
			if next != 0 {
				last = next
			}
		}
	}
}

// bitReader reads a bit stream; behind its end it reads zeros, and over is set.
type bitReader struct {
	b    []byte
	at   int
	over bool
}

func (r *bitReader) u(n int) (v int) {
	for range n {
		v <<= 1
		if r.at>>3 >= len(r.b) {
			r.over = true
			continue
		}
		v |= int(r.b[r.at>>3]>>(7-r.at&7)) & 1
		r.at++
	}
	return v
}

// ue reads a number in Exp-Golomb code, of at most 20 bits: none that is of use
// has more.
func (r *bitReader) ue() int {
	zeros := 0
	for r.u(1) == 0 {
		if zeros++; zeros > 20 || r.over {
			r.over = true
			return 0
		}
	}
	return 1<<zeros - 1 + r.u(zeros)
}

func (r *bitReader) se() int {
	v := r.ue()
	if v&1 == 1 {
		return (v + 1) / 2
	}
	return -v / 2
}

// unescape takes out the bytes that keep start codes from appearing.
func unescape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	zeros := 0
	for _, c := range b {
		if zeros >= 2 && c == 3 {
			zeros = 0
			continue
		}
		if c == 0 {
			zeros++
		} else {
			zeros = 0
		}
		out = append(out, c)
	}
	return out
}
