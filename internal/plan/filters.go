package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kinora/internal/ffmpeg"
)

// sampleRate is that of encoded sound beside none that is copied.
const sampleRate = 44100

// AudioRate is how many samples a second all encoded sound has.
func (p *Plan) AudioRate() int64 { return int64(cmp.Or(p.SampleRate, sampleRate)) }

// AudioRates are the distinct bit rates of the rungs, in kbit/s.
func AudioRates(rungs []Rung) []int64 {
	var rates []int64
	seen := map[int64]bool{0: true}
	for _, r := range rungs {
		if !seen[r.AudioKbps] {
			seen[r.AudioKbps] = true
			rates = append(rates, r.AudioKbps)
		}
	}
	return rates
}

// lead is the time that is given to the earliest of a file. It is above 0
// because ffmpeg else moves the streams of a run that reads not all of them, and
// takes times below 0 for jumps of the clock.
const lead = time.Second

// InputArgs are the options with which ffmpeg reads the source, so that the
// earliest time in the file becomes lead, wherever reading begins; onTime brings
// that to the plan's timeline. Behind a place that was searched no jump of the
// clock is to be taken out, of which there is none: ffmpeg would take the place
// itself for one.
func (p *Plan) InputArgs() []string {
	var args []string
	if p.Video != nil {
		args = append(args, "-noautorotate")
		if !p.Video.Interlaced || p.Video.Stored != nil {
			// The first filters cope with a picture that changes on the way.
			args = append(args, "-reinit_filter:v", "0")
		}
	}
	if p.Seek > 0 {
		args = append(args, "-ss", ffmpeg.Decimal(p.Seek), "-dts_delta_threshold", ffmpeg.Decimal(MaxDuration))
	} else if p.JumpLimit > 0 {
		args = append(args, "-dts_delta_threshold", ffmpeg.Decimal(p.JumpLimit))
	}
	return append(args, "-itsoffset", ffmpeg.Decimal(p.Seek+lead))
}

// onTime are the filters that bring the times of decoded frames to the plan's
// timeline, counted in fine ticks.
func (p *Plan) onTime() string {
	return fmt.Sprintf("settb=expr='max(intb/100,5e-10)',setpts=PTS+round(%s/TB)", ffmpeg.Decimal(p.Shift-p.Seek-lead))
}

// soundOnTime is onTime of sound.
func (p *Plan) soundOnTime() string {
	return fmt.Sprintf("asetpts=PTS+round(%s/TB),", ffmpeg.Decimal(p.Shift-p.Seek-lead))
}

// Settle are the filters that bring decoded frames to the plan's timeline, to
// one size and to whole frames, to be followed by Normalize.
func (p *Plan) Settle(keysOnly bool) []string {
	first := fmt.Sprintf("[0:%d]%s", p.Video.Stream, p.onTime())
	if p.Video.Overrun {
		first += ",select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'"
	}
	return append([]string{first}, p.Video.oneSize(keysOnly)...)
}

// ClockArgs decode what a run that decodes the picture has no other use for, so
// that all runs follow the clock of the source alike.
func (p *Plan) ClockArgs() []string {
	if p.Video == nil {
		return p.clockArgs()
	}
	return p.clockArgs(p.Video.Stream)
}

// clockArgs decode the streams that tell the clock of the source but for those
// that are decoded already.
func (p *Plan) clockArgs(decoded ...int) []string {
	var args []string
	for _, stream := range p.Clock {
		if !slices.Contains(decoded, stream) {
			args = append(args, "-map", fmt.Sprintf("0:%d", stream), "-f", "null", "-")
		}
	}
	return args
}

// ReadAlong has the streams in use read that a run does not decode: ffmpeg takes a
// stream of a transport stream that begins late for one whose clock has jumped,
// unless it sees others before.
func (p *Plan) ReadAlong(decoded ...int) []string {
	used := append([]int{}, p.guide...)
	if p.Video != nil {
		used = append(used, p.Video.Stream)
	}
	for _, a := range p.Audio {
		used = append(used, a.Streams()...)
	}
	var copied []string
	for _, stream := range used {
		if !slices.Contains(decoded, stream) && !slices.Contains(p.Clock, stream) {
			copied = append(copied, "-map", fmt.Sprintf("0:%d", stream))
		}
	}
	args := p.clockArgs(decoded...)
	if len(copied) > 0 {
		args = append(append(args, copied...), "-c", "copy", "-t", ffmpeg.Decimal(p.Duration), "-f", "null", "-")
	}
	return args
}

// Filters are the filter graphs of the whole plan, as ffmpeg has them: of the
// picture, then of each audio track as it is decoded and as it is encoded.
func (p *Plan) Filters() []string {
	rungs := p.Encoded(p.Rungs)
	var graphs []string
	if p.Video != nil {
		graphs = append(graphs, p.VideoGraph(rungs))
	}
	for track, a := range p.Audio {
		graphs = append(graphs, append(p.DecodingGraphs(a), p.AudioGraph(track+1, track, len(AudioRates(rungs))))...)
	}
	return graphs
}

// VideoGraph makes the picture exactly as long as planned, brings it to the top
// rung's size, cleans it there and scales the other rungs from that.
func (p *Plan) VideoGraph(rungs []Rung) string {
	v, top := p.Video, p.Top()
	width, height := top.FrameWidth, top.FrameHeight
	if v.Orientation.Swaps() {
		width, height = height, width
	}
	filters := append(p.Settle(false), p.grid())
	if v.Thinned {
		filters = append(filters, noCaptions)
	}
	filters = append(filters, v.Normalize(width, height)...)
	return strings.Join(filters, ",") + spread(rungs, top)
}

// spread gives every rung its frames; those of one size and rate share one
// scaling.
func spread(rungs []Rung, top Rung) string {
	var chains []string
	users := map[string][]int{}
	for i, r := range rungs {
		chain := resize(r, top)
		if users[chain] == nil {
			chains = append(chains, chain)
		}
		users[chain] = append(users[chain], i)
	}
	graph := strings.Builder{}
	fmt.Fprintf(&graph, ",split=%d", len(chains))
	for n := range chains {
		fmt.Fprintf(&graph, "[s%d]", n)
	}
	for n, chain := range chains {
		fmt.Fprintf(&graph, ";[s%d]%s", n, chain)
		if k := len(users[chain]); k > 1 {
			fmt.Fprintf(&graph, ",split=%d", k)
		}
		for _, i := range users[chain] {
			fmt.Fprintf(&graph, "[v%d]", i)
		}
	}
	return graph.String()
}

// noCaptions removes closed captions, which encoders would pass on. Each frame
// has some letters of them: where frames are left out, so are letters.
const noCaptions = "sidedata=mode=delete:type=A53_CC"

// resize makes the frames of a rung from those of the top one.
func resize(r, top Rung) string {
	var filters []string
	if r.Step() > 1 {
		filters = append(filters, fmt.Sprintf("framestep=%d", r.Step()), noCaptions)
	}
	if r.FrameWidth != top.FrameWidth || r.FrameHeight != top.FrameHeight {
		filters = append(filters, fmt.Sprintf("scale=%d:%d:flags=bicubic,setsar=1", r.FrameWidth, r.FrameHeight))
	}
	if len(filters) == 0 {
		filters = append(filters, "null")
	}
	return strings.Join(filters, ",") + r.Upload()
}

// Normalize are the filters that turn a decoded frame into an upright BT.709
// frame in yuv420p, limited range and square pixels. Width and height are the
// size before it is turned upright.
func (v *Video) Normalize(width, height int) []string {
	filters := v.crop()
	switch {
	case v.Transfer != "":
		filters = append(filters, v.toneMap(width, height)...)
	case v.Alpha: // on black
		filters = append(filters, v.scale(width, height), "format=gbrap", "premultiply=inplace=1", "format=gbrp", rgbToYUV, "format=yuv420p")
	case v.Matrix == matrixRGB:
		filters = append(filters, v.scale(width, height), "format=gbrp", rgbToYUV, "format=yuv420p")
	default:
		// Without a matrix of its own the output keeps the input's, and frames that
		// need no change pass unscaled.
		filters = append(filters, v.scale(width, height)+":out_range=tv", "format=yuv420p")
		filters = append(filters, toBT709[v.Matrix]...)
	}
	if v.Orientation.Mirror {
		filters = append(filters, "hflip")
	}
	switch v.Orientation.Turns {
	case 1:
		filters = append(filters, "transpose=clock")
	case 2:
		filters = append(filters, "hflip", "vflip")
	case 3:
		filters = append(filters, "transpose=cclock")
	}
	return append(filters, "setsar=1",
		"setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709")
}

// rgbToYUV ends in BT.709, limited range.
const rgbToYUV = "scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv"

// toBT709 converts between matrices; the scale filter would be less exact. Only
// BT.2020 has primaries that differ visibly.
var toBT709 = map[string][]string{
	"bt601":     {"colorspace=all=bt709:iall=bt601-6-625:irange=tv:fast=1"},
	"smpte240m": {"colorspace=all=bt709:iall=smpte240m:irange=tv:fast=1"},
	"bt2020":    {"colorspace=all=bt709:iall=bt2020:irange=tv"},
}

func (v *Video) scale(width, height int) string {
	if v.Matrix == matrixRGB {
		return fmt.Sprintf("scale=%d:%d:flags=bicubic", width, height)
	}
	return fmt.Sprintf("scale=%d:%d:flags=bicubic:in_color_matrix=%s:in_range=%s", width, height, v.Matrix, v.inRange())
}

func (v *Video) inRange() string {
	if v.FullRange {
		return "pc"
	}
	return "tv"
}

// toneMap maps PQ or HLG to SDR, with 100 nits for white.
func (v *Video) toneMap(width, height int) []string {
	matrix := map[string]string{
		"bt601": "170m", "bt709": "709", "smpte240m": "240m", "bt2020": "2020_ncl", matrixRGB: "2020_ncl",
	}[v.Matrix]
	primaries := "2020"
	switch v.Primaries {
	case "bt709":
		primaries = "709"
	case "smpte432":
		primaries = "smpte432"
	}
	rng := "limited"
	if v.FullRange {
		rng = "full"
	}
	return []string{
		fmt.Sprintf("scale=%d:%d:flags=bicubic", width, height), "format=yuv420p10le",
		fmt.Sprintf("zscale=tin=%s:pin=%s:min=%s:rin=%s:t=linear:npl=100", v.Transfer, primaries, matrix, rng),
		"format=gbrpf32le", "zscale=p=709", fmt.Sprintf("tonemap=tonemap=hable:desat=0:peak=%g", v.Peak/100),
		"zscale=t=709:m=709:r=limited", "format=yuv420p",
	}
}

// samples is the length of the sound.
func (p *Plan) samples() int64 {
	if p.soundLength > 0 {
		return p.soundLength
	}
	if p.Video == nil {
		return max(int64(p.Duration.Seconds()*float64(p.AudioRate())+0.5), 1)
	}
	return (p.Video.Frames*p.Video.Rate.Den*p.AudioRate() + p.Video.Rate.Num - 1) / p.Video.Rate.Num
}

func kilo(n int64) string { return strconv.FormatInt(n, 10) + "k" }
