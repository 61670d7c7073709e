package ffmpeg

import (
	"math"
	"strconv"
	"strings"
)

// Orientation is how a decoded picture has to be turned to be upright:
// mirrored left to right first, then turned clockwise by quarter turns (0-3).
type Orientation struct {
	Mirror bool `json:"mirror,omitempty"`
	Turns  int  `json:"turns,omitempty"`
}

// Swaps reports whether width and height change places.
func (o Orientation) Swaps() bool { return o.Turns%2 == 1 }

// parseMatrix reads ffprobe's print of a display matrix: rows of three numbers
// behind a label. Angles between the quarter turns count as the nearest.
func parseMatrix(text string) Orientation {
	var n []float64
	for _, line := range strings.Split(text, "\n") {
		_, cells, _ := strings.Cut(line, ":")
		for _, cell := range strings.Fields(cells) {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return Orientation{}
			}
			n = append(n, v)
		}
	}
	if len(n) != 9 {
		return Orientation{}
	}
	return orientation(n[0], n[1], n[3], n[4])
}

// orientation explains the map (x, y) -> (a x + c y, b x + d y), with y going
// down (ISO/IEC 14496-12, 6.2.2). A negative determinant is a mirror; taking
// the mirror out first negates the first row.
func orientation(a, b, c, d float64) Orientation {
	var o Orientation
	if a*d-b*c < 0 {
		o.Mirror = true
		a, b = -a, -b
	}
	if a == 0 && b == 0 {
		return Orientation{}
	}
	turns := int(math.Round(math.Atan2(b, a) / (math.Pi / 2)))
	o.Turns = (turns + 4) % 4
	return o
}
