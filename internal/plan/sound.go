package plan

import (
	"fmt"
	"strconv"
	"strings"
)

// Streams are those of the source that a track is read from.
func (a Audio) Streams() []int {
	if len(a.Joined) == 0 {
		return []int{a.Stream}
	}
	list := make([]int, len(a.Joined))
	for i, c := range a.Joined {
		list[i] = c.Stream
	}
	return list
}

// DecodingGraphs bring the streams of a track to one format, whatever they have
// at the time: floats, since ffmpeg turns a mix of integers down.
func (p *Plan) DecodingGraphs(a Audio) []string {
	mix, layout := a.mix(), "stereo"
	if len(a.Joined) > 0 {
		mix, layout = "", "mono"
	}
	var list []string
	for _, stream := range a.Streams() {
		list = append(list, fmt.Sprintf("[0:%d]%s%s%saresample=osr=%d:osf=flt,aformat=channel_layouts=%s,atrim=start=0,apad=whole_len=1",
			stream, misscaled, p.soundOnTime(), mix, p.AudioRate(), layout))
	}
	return list
}

// misscaled puts a frame behind the one before that is away from it by the
// proportion of two sample rates: the first one that ffmpeg's decoders of MPEG
// audio give after a change has the rate from before, in which its time is read.
var misscaled = func() string {
	const behind = "(PREV_OUTPTS+S)"
	var rates []string
	for _, rate := range []int{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000} {
		rates = append(rates, fmt.Sprintf("lt(abs(PTS/%d-%s/SR),0.06)", rate, behind))
	}
	return fmt.Sprintf("asetpts='if(gt(abs(PTS-%[1]s),SR/10)*(%[2]s),%[1]s,PTS)',", behind, strings.Join(rates, "+"))
}()

// fullMono has one channel heard on both sides as loud as it is, where ffmpeg
// takes 3 dB off.
const fullMono = "volume=volume='if(eq(nb_channels,1),sqrt(2),1)':precision=float,"

// What ffmpeg knows a layout for when the file names none: up to so many
// channels, and as many as exactly.
const (
	namedChannels = 8
	hexadecagonal = 16
)

// mix are the filters with which the channels in front are as loud on their
// sides as in the source, where ffmpeg's do otherwise. Of more channels than it
// has names for the first two are taken.
func (a Audio) mix() string {
	if a.Layout == "" && a.Channels > namedChannels && a.Channels != hexadecagonal {
		return "pan=stereo|c0=c0|c1=c1,"
	}
	return fullMono
}

// Limiter keeps sound below full scale.
const Limiter = "alimiter=limit=0.98:level=disabled:latency=1"

// AudioGraph makes a track stereo and exactly as long as the picture: gaps and a
// late start become silence. Mixing more channels down can exceed full scale,
// which a limiter catches.
func (p *Plan) AudioGraph(input, track, outputs int) string {
	from := p.Audio[track]
	graph, filters := fmt.Sprintf("[%d:0]", input), []string{continuous}
	if len(from.Joined) > 0 {
		graph, filters = "", []string{from.join(), "aformat=channel_layouts=stereo"}
		for i := range from.Joined {
			graph += fmt.Sprintf("[%d:%d]%s,apad[c%d_%d];", input, i, continuous, track, i)
		}
		for i := range from.Joined {
			graph += fmt.Sprintf("[c%d_%d]", track, i)
		}
	}
	if from.Channels > 2 {
		filters = append(filters, Limiter)
	}
	filters = append(filters, "apad", fmt.Sprintf("atrim=end_sample=%d", p.samples()),
		"asetnsamples=n=1024:p=0", fmt.Sprintf("asplit=%d", outputs)) // AAC's own size, or silence alone is refused
	graph += strings.Join(filters, ",")
	for i := range outputs {
		graph += fmt.Sprintf("[a%d_%d]", track, i)
	}
	return graph
}

// continuous fills gaps and a late start with silence, and takes off what
// overlaps. How far sound may be off its time before it is moved there depends:
// times of many sources are rounded or tremble, but where the last 16 frames were
// even, to 3 ms, a step of more than 15 ms is meant; elsewhere one of 200 ms.
// Variables: 0 is where the sound has come to, 1 the number of even frames, 2
// how far the frame before was off, 3 how far this one is, 4 whether it is moved.
const continuous = "asetpts='st(3,PTS-ld(0));" +
	"st(4,isnan(PREV_OUTPTS)+gt(abs(ld(3)),SR*if(gte(ld(1),16),0.015,0.2)));" +
	"st(1,if(not(ld(4))*lt(abs(ld(3)-ld(2)),SR*0.003),ld(1)+1,0));" +
	"st(2,if(ld(4),0,ld(3)));" +
	"st(0,if(ld(4),PTS,ld(0))+S);ld(0)-S'," +
	"aresample=async=1:first_pts=0:min_hard_comp=0.005"

// AudioEncoderArgs are what the encoder of sound is told.
func (p *Plan) AudioEncoderArgs(kbps int64) []string {
	return []string{"-c:a", AAC, "-b:a", kilo(kbps), "-ar", strconv.FormatInt(p.AudioRate(), 10), "-ac", "2"}
}

// join puts the channels of a track together.
func (a Audio) join() string {
	names, places := make([]string, len(a.Joined)), make([]string, len(a.Joined))
	for i, c := range a.Joined {
		names[i], places[i] = c.Name, fmt.Sprintf("%d.0-%s", i, c.Name)
	}
	return fmt.Sprintf("join=inputs=%d:channel_layout=%s:map=%s", len(names), strings.Join(names, "+"), strings.Join(places, "|"))
}
