package stills

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// The size of a storyboard tile in pixels.
const (
	tileWidth     = 100
	maxTileHeight = 400 // of absurdly tall pictures, to bound the sprite
)

// sheet is the layout of a storyboard: tiles from left to right and from top
// to bottom in a square grid.
type sheet struct {
	interval time.Duration // from one tile to the next
	count    int           // tiles
	columns  int           // and rows
	width    int           // of a tile, in pixels
	height   int
}

// maxTiles bounds a storyboard: its picture has to be drawn in memory, by us and
// by the player, and its text is part of a video's details.
const maxTiles = 400

// newSheet lays the storyboard of a picture of width x height out: a tile
// every five seconds, every ten in a video longer than five minutes, and as many
// more whole tens as keep it within maxTiles.
func newSheet(duration time.Duration, width, height int) sheet {
	s := sheet{interval: 5 * time.Second, width: tileWidth}
	if duration > 300*time.Second {
		s.interval = 10 * time.Second
		s.interval *= max((duration+maxTiles*s.interval-1)/(maxTiles*s.interval), 1)
	}
	s.count = max(int(math.Round(duration.Seconds()/s.interval.Seconds())), 1)
	s.columns = int(math.Ceil(math.Sqrt(float64(s.count))))
	s.height = min(max(int(math.Round(tileWidth*float64(height)/float64(width))), 1), maxTileHeight)
	return s
}

// at is the place of a tile in the sprite, in pixels.
func (s sheet) at(tile int) (x, y int) {
	return tile % s.columns * s.width, tile / s.columns * s.height
}

// vtt is the text that says which tile belongs to which time. It has no
// header, and commas in its times.
func (s sheet) vtt(slug string) string {
	var b strings.Builder
	for i := range s.count {
		x, y := s.at(i)
		from := time.Duration(i) * s.interval
		fmt.Fprintf(&b, "%d\n%s --> %s\n%s_sprite.jpg#xywh=%d,%d,%d,%d\n\n",
			i+1, clock(from), clock(from+s.interval), slug, x, y, s.width, s.height)
	}
	return b.String()
}

func clock(d time.Duration) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d,%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}

// screenshotTimes are where the screenshots are taken: in the middle of a
// video shorter than 15 s, in the middles of its fifths otherwise.
func screenshotTimes(duration time.Duration) []time.Duration {
	n := 5
	if duration < 15*time.Second {
		n = 1
	}
	times := make([]time.Duration, n)
	for i := range times {
		times[i] = duration * time.Duration(2*i+1) / time.Duration(2*n)
	}
	return times
}
