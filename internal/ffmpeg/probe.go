package ffmpeg

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Bounds of what Probe accepts. A picture may be as large as 8K in either
// orientation, in coded pixels.
const (
	MaxStreams   = 64
	MaxLongSide  = 8192
	MaxShortSide = 4352
	maxProbeText = 4 << 20
	probeTime    = 60 * time.Second
	probeMemory  = 8 << 30
)

// ErrTooManyStreams is returned for a file with more than MaxStreams streams.
var ErrTooManyStreams = errors.New("too many streams")

// Media is what ffprobe says about a file. Nothing in it is measured: the
// header may lie, Scan measures.
type Media struct {
	Demuxer  string        // as ffprobe names it, maybe a list
	Start    time.Duration // the earliest time of any stream, which ffmpeg takes for 0
	Duration time.Duration // as the header claims, 0 = unknown
	Streams  []Stream
	Probe    int64 // bytes in which the streams were found, as Input has it
}

// Stream is one stream of a file.
type Stream struct {
	Index       int
	Kind        string // "video", "audio", "subtitle", "data", "attachment"
	Codec       string // ffmpeg's name, "" when unknown
	Tag         string // four characters, when the container has them
	Language    string // as tagged, lower case, maybe "und" or ""
	Title       string // as tagged, "" when it is not
	TimeBase    Ratio
	Frames      int64 // as the header claims, 0 = unknown
	Default     bool
	AttachedPic bool // a cover, not a video
	Purpose     Purpose
	Encrypted   bool
	Programmes  []int64 // numbers of those that it belongs to
	DolbyVision DolbyVision

	PixelFormat string
	Width       int // coded pixels, before rotation and pixel aspect
	Height      int
	SAR         Ratio // pixel aspect, unknown = square
	Crop        *Crop // not to be shown; ffprobe does not tell
	Orientation Orientation
	FieldOrder  string // "progressive", "tt", "bb", "tb", "bt" or ""
	Range       string // "tv", "pc" or ""
	Matrix      string // ffmpeg's names of colour properties, "" when unknown
	Primaries   string
	Transfer    string
	Light       Light
	Captions    bool  // frames carry closed captions; looked for above 30 frames/s only
	Rate        Ratio // average frame rate as the header claims

	SampleRate int
	Channels   int
	Layout     string // ffmpeg's name of the channel layout, "" when unknown
}

// DolbyVision is what a stream says of its layers, all 0 when it is none.
type DolbyVision struct {
	Profile       int
	Compatibility int // of the base layer with other formats, 0 = none
}

// Undisplayable reports a picture whose colours mean something only by the
// metadata of Dolby Vision: its base layer is no YCbCr.
func (d DolbyVision) Undisplayable() bool {
	return d.Profile == 5 || d.Profile >= 10 && d.Compatibility == 0
}

// Purpose is what a track says it is for, beside the main programme.
type Purpose string

// Purposes that a container can mark.
const (
	Main         Purpose = ""
	Commentary   Purpose = "commentary"
	Description  Purpose = "description"    // of what is to be seen
	ClearSpeech  Purpose = "clear speech"   // for the hard of hearing
	MusicEffects Purpose = "music, effects" // without speech
)

// Oversized reports a picture larger than 8K.
func (s Stream) Oversized() bool {
	return max(s.Width, s.Height) > MaxLongSide || min(s.Width, s.Height) > MaxShortSide
}

// Interlaced reports whether the stream says that its frames hold two fields.
func (s Stream) Interlaced() bool {
	switch s.FieldOrder {
	case "tt", "bb", "tb", "bt":
		return true
	}
	return false
}

const probeEntries = "format=format_name,start_time,duration:program=program_num:" +
	"stream=index,codec_type,codec_name,codec_tag_string,time_base,nb_frames,pix_fmt,width,height," +
	"sample_aspect_ratio,field_order,color_range,color_space,color_primaries,color_transfer," +
	"avg_frame_rate,sample_rate,channels,channel_layout:" +
	"stream_disposition=default,attached_pic,comment,visual_impaired,descriptions,hearing_impaired,clean_effects:" +
	"stream_tags=language,title:stream_side_data=side_data_type,displaymatrix,dv_profile,dv_bl_signal_compatibility_id," + lightEntries

// Probe reads the headers of a local file with the given demuxer ("" = any),
// and of an HDR picture or a high frame rate maybe the first frames, within a minute each. A file that cannot be read as media gives an *Error.
func (t *Tools) Probe(ctx context.Context, path, demuxer string) (*Media, error) {
	return t.probe(ctx, path, demuxer, 0)
}

// probe looks for streams in so many bytes, as Input has it.
func (t *Tools) probe(ctx context.Context, path, demuxer string, bytes int64) (*Media, error) {
	out := &limitedBuffer{max: maxProbeText}
	args := append([]string{"-loglevel", "error", "-of", "json", "-show_entries", probeEntries},
		Input{Path: path, Demuxer: demuxer, Probe: bytes}.args(0)...)
	p := process{
		path: t.ffprobe, args: args, stdout: out, timeout: probeTime,
		limits:  Limits{Memory: probeMemory, Stall: 2 * probeTime},
		sandbox: t.sandbox, reads: []string{path},
	}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	m, err := parseProbe(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("read ffprobe's answer: %w", err)
	}
	m.Probe = bytes
	t.lookAtFrames(ctx, path, demuxer, m)
	return m, nil
}

type probeJSON struct {
	Format struct {
		Name     string `json:"format_name"`
		Start    string `json:"start_time"`
		Duration string `json:"duration"`
	} `json:"format"`
	Streams  []streamJSON `json:"streams"`
	Programs []struct {
		Number  int64 `json:"program_num"`
		Streams []struct {
			Index int `json:"index"`
		} `json:"streams"`
	} `json:"programs"`
}

type streamJSON struct {
	Index       int            `json:"index"`
	Type        string         `json:"codec_type"`
	Codec       string         `json:"codec_name"`
	Tag         string         `json:"codec_tag_string"`
	TimeBase    string         `json:"time_base"`
	Frames      string         `json:"nb_frames"`
	PixelFormat string         `json:"pix_fmt"`
	Width       int            `json:"width"`
	Height      int            `json:"height"`
	SAR         string         `json:"sample_aspect_ratio"`
	FieldOrder  string         `json:"field_order"`
	Range       string         `json:"color_range"`
	Matrix      string         `json:"color_space"`
	Primaries   string         `json:"color_primaries"`
	Transfer    string         `json:"color_transfer"`
	Rate        string         `json:"avg_frame_rate"`
	SampleRate  string         `json:"sample_rate"`
	Channels    int            `json:"channels"`
	Layout      string         `json:"channel_layout"`
	Disposition map[string]int `json:"disposition"`
	Tags        struct {
		Language string `json:"language"`
		Title    string `json:"title"`
	} `json:"tags"`
	SideData []struct {
		lightJSON
		Matrix        string `json:"displaymatrix"`
		DVProfile     int    `json:"dv_profile"`
		Compatibility int    `json:"dv_bl_signal_compatibility_id"`
	} `json:"side_data_list"`
}

func parseProbe(text []byte) (*Media, error) {
	var in probeJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, err
	}
	if len(in.Streams) > MaxStreams {
		return nil, ErrTooManyStreams
	}
	m := &Media{Demuxer: in.Format.Name, Start: seconds(in.Format.Start), Duration: max(seconds(in.Format.Duration), 0)}
	for _, s := range in.Streams {
		m.Streams = append(m.Streams, s.stream())
	}
	m.addProgrammes(in)
	return m, nil
}

// addProgrammes notes which programmes of a broadcast the streams belong to.
func (m *Media) addProgrammes(in probeJSON) {
	for _, p := range in.Programs {
		for _, member := range p.Streams {
			for i := range m.Streams {
				if m.Streams[i].Index == member.Index {
					m.Streams[i].Programmes = append(m.Streams[i].Programmes, p.Number)
				}
			}
		}
	}
}

func (in streamJSON) stream() Stream {
	s := Stream{
		Index: in.Index, Kind: in.Type, Codec: known(in.Codec), Tag: in.Tag,
		Language: strings.ToLower(in.Tags.Language), Title: in.Tags.Title, Purpose: in.purpose(), TimeBase: parseRatio(in.TimeBase),
		Frames: max(number(in.Frames, 0), 0), Default: in.Disposition["default"] != 0,
		AttachedPic: in.Disposition["attached_pic"] != 0,
		Encrypted:   in.Tag == "encv" || in.Tag == "enca",
		PixelFormat: known(in.PixelFormat), Width: max(in.Width, 0), Height: max(in.Height, 0),
		SAR: parseRatio(in.SAR), FieldOrder: known(in.FieldOrder), Range: known(in.Range),
		Matrix: known(in.Matrix), Primaries: known(in.Primaries), Transfer: known(in.Transfer),
		Rate: parseRatio(in.Rate), SampleRate: int(number(in.SampleRate, 0)), Channels: max(in.Channels, 0), Layout: known(in.Layout),
	}
	for _, d := range in.SideData {
		s.Light.add(d.lightJSON)
		switch d.Type {
		case "Display Matrix":
			s.Orientation = parseMatrix(d.Matrix)
		case "DOVI configuration record":
			s.DolbyVision = DolbyVision{Profile: d.DVProfile, Compatibility: d.Compatibility}
		case "Encryption initialization data", "Encryption info":
			s.Encrypted = true
		}
	}
	return s
}

func (in streamJSON) purpose() Purpose {
	switch {
	case in.Disposition["comment"] != 0:
		return Commentary
	case in.Disposition["visual_impaired"] != 0, in.Disposition["descriptions"] != 0:
		return Description
	case in.Disposition["hearing_impaired"] != 0:
		return ClearSpeech
	case in.Disposition["clean_effects"] != 0:
		return MusicEffects
	}
	return Main
}

func known(s string) string {
	if s == "unknown" || s == "none" || s == "unspecified" {
		return ""
	}
	return s
}

// seconds reads a decimal number of seconds; anything else is 0.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) > 9e9 || math.IsNaN(f) {
		return 0
	}
	return time.Duration(math.Round(f*1e6)) * time.Microsecond
}
