package stills

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"strconv"
	"strings"
	"time"

	"kinora/internal/ffmpeg"
)

// spriteQuality is the JPEG quality of the storyboard.
const spriteQuality = 80

// compose picks for each tile the candidate nearest to the middle of its
// interval and writes the sprite.
func (s *shoot) compose(candidates io.ReaderAt) error {
	times, err := readTimes(s.timesFile())
	if err != nil {
		return err
	}
	if len(times) == 0 {
		return errors.New("no frame for a tile")
	}
	size := s.sheet.columns
	sprite := image.NewRGBA(image.Rect(0, 0, size*s.sheet.width, size*s.sheet.height))
	for i := 3; i < len(sprite.Pix); i += 4 {
		sprite.Pix[i] = 0xff
	}
	raw := make([]byte, s.sheet.width*s.sheet.height*3)
	for tile := range s.sheet.count {
		from := nearest(times, s.sheet.middle(tile, s.plan.Duration))
		if _, err := candidates.ReadAt(raw, int64(from)*int64(len(raw))); err != nil {
			return fmt.Errorf("read tile %d: %w", tile, err)
		}
		x, y := s.sheet.at(tile)
		draw(sprite, x, y, s.sheet.width, raw)
	}
	return writeJPEG(s.spriteFile(), sprite)
}

// middle is the time that a tile shows.
func (s sheet) middle(tile int, duration time.Duration) time.Duration {
	from := time.Duration(tile) * s.interval
	return (from + min(from+s.interval, duration)) / 2
}

// draw copies rows of RGB pixels into the sprite.
func draw(sprite *image.RGBA, x, y, width int, raw []byte) {
	for row := 0; row*width*3 < len(raw); row++ {
		out := sprite.Pix[sprite.PixOffset(x, y+row):]
		in := raw[row*width*3:]
		for i := range width {
			copy(out[i*4:i*4+3], in[i*3:i*3+3])
		}
	}
}

// nearest is the place of the time closest to at in a rising list.
func nearest(times []time.Duration, at time.Duration) int {
	best := 0
	for i, t := range times {
		if (t - at).Abs() < (times[best] - at).Abs() {
			best = i
		}
	}
	return best
}

// maxTimes bounds the frames of a shoot: far above the pictures that are chosen
// from.
const maxTimes = 1 << 20

// readTimes reads the presentation times from a framecrc file: lines of
// "stream, dts, pts, …" in milliseconds.
func readTimes(path string) ([]time.Duration, error) {
	f, err := ffmpeg.OpenOutput(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var times []time.Duration
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), ",")
		if strings.HasPrefix(lines.Text(), "#") || len(cells) < 3 {
			continue
		}
		ms, err := strconv.ParseInt(strings.TrimSpace(cells[2]), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read frame times: %w", err)
		}
		if len(times) == maxTimes {
			return nil, fmt.Errorf("read frame times: more than %d", maxTimes)
		}
		times = append(times, time.Duration(ms)*time.Millisecond)
	}
	return times, lines.Err()
}

func writeJPEG(path string, picture image.Image) error {
	f, err := ffmpeg.CreateOutput(path)
	if err != nil {
		return err
	}
	if err := jpeg.Encode(f, picture, &jpeg.Options{Quality: spriteQuality}); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
