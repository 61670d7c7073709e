package stills

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
)

// maxShotHeight bounds the height of a screenshot in pixels.
const maxShotHeight = 1080

// shoot is one pass over a source that takes all pictures.
type shoot struct {
	plan     *plan.Plan
	source   string // path
	dir      string // of everything written
	sheet    sheet
	shots    []time.Duration // wanted times of screenshots
	keysOnly bool            // decode key frames alone
}

const (
	// sparse is how much longer than the storyboard's interval the longest GOP may
	// be for key frames alone to do. Encoders put key frames where scenes change,
	// so that little happens in a long GOP.
	sparse = 2.0
	// whole is how short a video must be to be decoded whole.
	whole = 15 * time.Second
	// decodable is how many pixels are decoded at most where key frames are too
	// sparse: some minutes of a processor, a quarter of an hour of 1080p. Of a
	// larger picture the nearest key frames do, however far they are.
	decodable = 50e9
	// window is how far from its time a screenshot may be taken if the picture
	// there is poor, and apart how far those are apart that it is chosen from.
	window = 2 * time.Second
	apart  = window / 3
	// poor is the share of the detail of the best picture in the window below
	// which another is taken: of a black one, or one blurred by motion or a fade.
	poor = 0.6
)

// newShoot decides how pictures are taken. A short video is decoded whole; of
// a longer one key frames are enough when they are dense, or have to be.
func newShoot(p *plan.Plan, source, dir string) *shoot {
	s := &shoot{plan: p, source: source, dir: dir, sheet: newSheet(p.Duration, p.Video.Width, p.Video.Height)}
	for _, at := range screenshotTimes(p.Duration) {
		s.shots = append(s.shots, min(at, max(p.Video.Last, 0)))
	}
	gop := p.Video.SourceGOP
	dense := gop.Seconds() <= sparse*s.sheet.interval.Seconds()
	s.keysOnly = p.Duration > whole && gop > 0 && (dense || !s.affordable())
	return s
}

// affordable reports whether all frames may be decoded.
func (s *shoot) affordable() bool {
	v := s.plan.Video
	return float64(v.Frames)*float64(v.Width)*float64(v.Height) <= decodable
}

func (s *shoot) tilesFile() string     { return filepath.Join(s.dir, "tiles.rgb") }
func (s *shoot) timesFile() string     { return filepath.Join(s.dir, "times.txt") }
func (s *shoot) spriteFile() string    { return filepath.Join(s.dir, "sprite.jpg") }
func (s *shoot) shotTimesFile() string { return filepath.Join(s.dir, "shots.txt") }

// shotPattern is ffmpeg's pattern of the screenshots' files.
func (s *shoot) shotPattern() string {
	return filepath.Join(strings.ReplaceAll(s.dir, "%", "%%"), "shot-%d.jpg")
}

// shotFiles chooses the screenshots from those taken and returns their files in
// order, at least one. How many bytes a picture takes at one JPEG quality tells
// how much there is to be seen in it.
func (s *shoot) shotFiles() ([]string, error) {
	times, err := readTimes(s.shotTimesFile())
	if err != nil {
		return nil, err
	}
	detail := make([]int64, len(times))
	for i := range times {
		if detail[i], err = ffmpeg.OutputSize(s.shotFile(i)); err != nil {
			return nil, err
		}
	}
	var files []string
	for _, i := range choose(s.shots, times, detail) {
		files = append(files, s.shotFile(i))
	}
	if len(files) == 0 {
		return nil, errors.New("no frame for a screenshot")
	}
	return files, nil
}

// shotFile is the i-th picture that was taken.
func (s *shoot) shotFile(i int) string { return filepath.Join(s.dir, fmt.Sprintf("shot-%d.jpg", i+1)) }

// choose returns which pictures, taken at rising times, show the wanted moments:
// each the nearest one, or the one in the window with the most detail if that
// is poor beside it. None is taken twice.
func choose(wanted, times []time.Duration, detail []int64) []int {
	var chosen []int
	for _, at := range wanted {
		if len(times) == 0 {
			return nil
		}
		near := nearest(times, at)
		best := near
		for i, t := range times {
			if (t-at).Abs() <= window && detail[i] > detail[best] {
				best = i
			}
		}
		if float64(detail[near]) < poor*float64(detail[best]) {
			near = best
		}
		if !slices.Contains(chosen, near) {
			chosen = append(chosen, near)
		}
	}
	return chosen
}

// command writes candidates for tiles as raw RGB to standard output, their
// times to a file, and screenshots as files.
func (s *shoot) command(threads int) ffmpeg.Command {
	in := ffmpeg.Input{Path: s.source, Demuxer: s.plan.Demuxer, Args: s.plan.InputArgs(), Probe: s.plan.Probe}
	in.Args = append(in.Args, "-threads", fmt.Sprint(threads))
	if s.keysOnly {
		in.Args = append(in.Args, "-skip_frame", "nokey")
	}
	args := []string{"-max_error_rate", "1", "-filter_complex", s.graph()}
	args = append(args, output("[tiles]", "-c:v", "rawvideo", "-f", "rawvideo", "pipe:1")...)
	args = append(args, output("[times]", "-c:v", "rawvideo", "-enc_time_base", "1/1000", "-f", "framecrc", s.timesFile())...)
	args = append(args, output("[shots]", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", s.shotPattern())...)
	args = append(args, output("[shottimes]", "-c:v", "rawvideo", "-enc_time_base", "1/1000", "-f", "framecrc", s.shotTimesFile())...)
	return ffmpeg.Command{Inputs: []ffmpeg.Input{in}, Args: append(args, s.plan.ClockArgs()...), Dir: s.dir}
}

// output keeps frames and their times as they are.
func output(label string, args ...string) []string {
	return append([]string{"-map", label, "-fps_mode", "passthrough", "-map_metadata", "-1"}, args...)
}

func (s *shoot) graph() string {
	v := s.plan.Video
	first := append(s.plan.Settle(s.keysOnly), fmt.Sprintf("trim=start=0:end=%.6f", s.plan.Duration.Seconds()))
	w, h := s.shotSize()
	shots := append([]string{"select='" + s.shotRule() + "'"}, v.Normalize(s.turned(w, h))...)
	// JPEG wants BT.601 in full range.
	shots = append(shots, "scale=flags=accurate_rnd+full_chroma_int:in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc", "format=yuvj420p", "split")
	tiles := append([]string{"select='" + s.tileRule() + "'"}, v.Normalize(s.turned(2*s.sheet.width, 2*s.sheet.height))...) // in even sizes
	tiles = append(tiles,
		fmt.Sprintf("scale=%d:%d:flags=area+accurate_rnd+full_chroma_int:in_color_matrix=bt709:in_range=tv", s.sheet.width, s.sheet.height),
		"format=rgb24", "split")
	return strings.Join(first, ",") + ",split[a][b];[a]" + strings.Join(shots, ",") +
		"[shots][c];[c]scale=2:2,settb=1/1000[shottimes];[b]" + strings.Join(tiles, ",") + "[tiles][d];[d]scale=2:2,settb=1/1000[times]"
}

// turned is the size before the picture is turned upright.
func (s *shoot) turned(w, h int) (int, int) {
	if s.plan.Video.Orientation.Swaps() {
		return h, w
	}
	return w, h
}

// shotSize is the picture's size, at most 1080 high, in even numbers.
func (s *shoot) shotSize() (w, h int) {
	v := s.plan.Video
	h = min(v.Height, maxShotHeight)
	w = v.Width * h / v.Height
	return max(w&^1, 2), max(h&^1, 2)
}

// shotRule selects for each wanted time the frame nearest to it, the first one
// later than half a frame, or half a GOP, before, and others in the window.
func (s *shoot) shotRule() string {
	v := s.plan.Video
	margin := time.Duration(float64(time.Second) / v.Rate.Float() / 2)
	latest := v.Last - margin/2
	if s.keysOnly {
		margin = v.SourceGOP / 2
		latest = v.Last - v.SourceGOP
	}
	var terms []string
	for _, at := range s.shots {
		from := max(min(at-margin, latest), 0).Seconds()
		terms = append(terms,
			fmt.Sprintf("gte(t,%[1]f)*(isnan(prev_selected_t)+lt(prev_selected_t,%[1]f))", from),
			fmt.Sprintf("between(t,%f,%f)*gte(t-prev_selected_t,%f)", (at-window).Seconds(), (at+window).Seconds(), apart.Seconds()))
	}
	return strings.Join(terms, "+")
}

// tileRule thins the frames out: those next to the middle of an interval, and
// five more in every interval for when there are none.
func (s *shoot) tileRule() string {
	step := s.sheet.interval.Seconds()
	near := 0.6 / s.plan.Video.Rate.Float()
	return fmt.Sprintf("lt(abs(mod(t,%[1]g)-%[1]g/2),%[2]f)+isnan(prev_selected_t)+gte(t-prev_selected_t,%[1]g/5)", step, near)
}
