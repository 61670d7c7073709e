package transcode

import (
	"fmt"
	"path/filepath"
	"strconv"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
)

// work is one encoding: the rungs of a plan that are still to be made, from a
// local file into files of a folder.
type work struct {
	plan    *plan.Plan
	rungs   []plan.Rung
	source  string // path
	dir     string
	threads int
	device  string   // of encoders in hardware
	chunks  []string // files of the only rung's picture, in order, when it was encoded in chunks
	voices  []string // and of its sound, by track
	copied  bool     // the only rung is not encoded, but copied from the source
	refs    *references
	safer   bool // one thread everywhere, so that no race in a decoder or encoder shows
}

// videoFile is the intermediate file of a rung's picture.
func (w work) videoFile(r plan.Rung) string { return filepath.Join(w.dir, "video-"+r.File) }

// audioFile is the intermediate file of an audio track of the plan at a bit
// rate.
func (w work) audioFile(track int, kbps int64) string {
	return filepath.Join(w.dir, fmt.Sprintf("audio-%d-%d.mp4", track, kbps))
}

// command is the run of ffmpeg that decodes the picture of the source once and
// writes everything. It reads the sound from runs of its own, see decoded.
func (w work) command() ffmpeg.Command {
	c := ffmpeg.Command{
		Args: append(plan.DeviceArgs(w.rungs, w.device), "-max_error_rate", "1", "-filter_complex_threads", strconv.Itoa(w.threads)),
		Dir:  w.dir,
	}
	if w.plan.Video != nil {
		c.Inputs = append(c.Inputs, w.input())
		c.Args = append(c.Args, "-filter_complex", w.plan.VideoGraph(w.rungs))
	}
	rates := plan.AudioRates(w.rungs)
	if len(rates) > 0 {
		for track := range w.plan.Audio {
			c.Args = append(c.Args, "-filter_complex", w.plan.AudioGraph(len(c.Inputs), track, len(rates)))
			c.Inputs = append(c.Inputs, w.decoded(track))
		}
	}
	if w.plan.Video != nil {
		for i, r := range w.rungs {
			c.Args = append(c.Args, w.videoOutput(i, r)...)
		}
		c.Args = append(c.Args, w.plan.ReadAlong(w.plan.Video.Stream)...)
	}
	for track := range w.plan.Audio {
		for i, kbps := range rates {
			c.Args = append(c.Args, w.audioOutput(track, i, kbps)...)
		}
	}
	return c
}

// input reads the source.
func (w work) input() ffmpeg.Input {
	args := w.plan.InputArgs()
	if w.safer {
		args = append(args, "-threads", "1")
	}
	return ffmpeg.Input{Path: w.source, Demuxer: w.plan.Demuxer, Args: args, Probe: w.plan.Probe}
}

// videoOutput encodes one rung. The file repeats the source's display matrix, which is applied already;
// packaging does not take it over.
func (w work) videoOutput(i int, r plan.Rung) []string {
	rate := r.Rate(w.plan.Video)
	args := append([]string{"-map", fmt.Sprintf("[v%d]", i)}, r.EncoderArgs(r.GOPFrames(w.plan.Video), w.threads, w.safer)...)
	if format := r.PixelFormat(); format != "" {
		args = append(args, "-pix_fmt", format)
	}
	args = append(args,
		"-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
		"-fps_mode", "cfr", "-r", rate.String(), "-video_track_timescale", strconv.FormatInt(rate.Num, 10))
	return append(append(args, plain...), w.videoFile(r))
}

func (w work) audioOutput(track, i int, kbps int64) []string {
	args := append([]string{"-map", fmt.Sprintf("[a%d_%d]", track, i)}, w.plan.AudioEncoderArgs(kbps)...)
	return append(append(args, plain...), w.audioFile(track, kbps))
}

// plain keeps everything but the track itself out of an output.
var plain = []string{"-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-write_tmcd", "0", "-f", "mp4"}

// A track of the sound goes through two runs of ffmpeg. The first decodes it to
// one format. Its filters are built anew wherever the format of the source
// changes, and know nothing then of what was before. So the second one, whose
// input never changes, puts the sound in its place on the timeline: filters
// that had filled gaps would begin at 0 again, with silence.

// decoded is what a run of its own decodes of a track: a stream of stereo, or
// one of each channel that is joined, with their times, which begin at 0 or
// later.
func (w work) decoded(track int) ffmpeg.Input {
	from := w.plan.Audio[track]
	c := ffmpeg.Command{Inputs: []ffmpeg.Input{w.input()}, Args: []string{"-max_error_rate", "1"}}
	streams := from.Streams()
	for i, graph := range w.plan.DecodingGraphs(from) {
		c.Args = append(c.Args, "-filter_complex", fmt.Sprintf("%s[d%d]", graph, i))
	}
	for i := range streams {
		c.Args = append(c.Args, "-map", fmt.Sprintf("[d%d]", i))
	}
	c.Args = append(c.Args, "-c:a", "pcm_f32le", "-map_metadata", "-1", "-map_chapters", "-1", "-f", "nut", "pipe:1")
	c.Args = append(c.Args, w.plan.ReadAlong(streams...)...)
	return ffmpeg.Input{From: &c, Demuxer: "nut", Args: []string{"-seek_timestamp", "1"}} // by which times stay as they are
}
