package ffmpeg

import (
	"context"
	"encoding/json"
	"slices"
)

// Light is what a stream says about the brightness of its picture (SMPTE ST
// 2086, CTA-861.3), in nits. Nothing in it is checked; 0 = not said.
type Light struct {
	Mastering float64 // of the display that it was graded on
	Content   float64 // of its brightest pixel
}

// lightEntries are the members of side data that lightJSON reads.
const lightEntries = "max_luminance,max_content"

type lightJSON struct {
	Type         string `json:"side_data_type"`
	MaxLuminance string `json:"max_luminance"` // a ratio
	MaxContent   int64  `json:"max_content"`
}

func (l *Light) add(d lightJSON) {
	switch d.Type {
	case "Mastering display metadata":
		l.Mastering = parseRatio(d.MaxLuminance).Float()
	case "Content light level metadata":
		l.Content = float64(max(d.MaxContent, 0))
	}
}

// captioned are the codecs whose frames may carry closed captions.
var captioned = []string{"h264", "hevc", "mpeg2video"}

// lookAtFrames decodes the first frames of the pictures of which the header does
// not tell what matters: how bright PQ is, which outside MP4 and Matroska only
// the frames say, and whether those of a high rate, of which some are left out,
// carry closed captions. What cannot be found out stays unknown.
func (t *Tools) lookAtFrames(ctx context.Context, path, demuxer string, m *Media) {
	wanted := false
	for _, s := range m.Streams {
		dark := s.Transfer == "smpte2084" && s.Light == Light{}
		wanted = wanted || dark || s.Rate.Float() > 30 && slices.Contains(captioned, s.Codec)
	}
	if !wanted {
		return
	}
	out := &limitedBuffer{max: maxProbeText}
	p := process{
		path: t.ffprobe, stdout: out, timeout: probeTime, limits: Limits{Memory: probeMemory, Stall: 2 * probeTime},
		sandbox: t.sandbox, reads: []string{path},
		args: append([]string{
			"-loglevel", "error", "-of", "json", "-select_streams", "v", "-read_intervals", "%+#4",
			"-show_entries", "frame=stream_index:frame_side_data=side_data_type," + lightEntries,
		}, Input{Path: path, Demuxer: demuxer, Probe: m.Probe}.args(0)...),
	}
	if p.run(ctx) == nil {
		_ = m.addFrames(out.Bytes()) // text that is no JSON tells nothing
	}
}

// addFrames reads ffprobe's frames.
func (m *Media) addFrames(text []byte) error {
	var in struct {
		Frames []struct {
			Stream   int         `json:"stream_index"`
			SideData []lightJSON `json:"side_data_list"`
		} `json:"frames"`
	}
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	for _, f := range in.Frames {
		for i := range m.Streams {
			s := &m.Streams[i]
			if s.Index != f.Stream {
				continue
			}
			for _, d := range f.SideData {
				s.Light.add(d)
				s.Captions = s.Captions || d.Type == "ATSC A53 Part 4 Closed Captions"
			}
		}
	}
	return nil
}
