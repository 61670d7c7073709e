// Package plan decides how a source becomes renditions: probed facts and a
// ladder of qualities go in, rungs, their timeline and ffmpeg's filters come out.
// It is pure: it reads nothing but its arguments.
package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kinora/internal/fault"
	"kinora/internal/ffmpeg"
	"kinora/internal/media/mp4"
)

// The documented texts of what can be wrong with a source or its encoding.
const (
	TextEncodingFailed = "Encoding has failed"
	TextUnreadable     = "Unable to analyze the origin file"
	TextCodec          = "Video file has codec parameters issue"
	TextEmpty          = "Video file has empty streams"
	TextInvalid        = "Video file is invalid"
	TextNoSpace        = "The storage limit has been exceeded"
	TextClip           = "Requested encoding duration exceeds clip length"
)

// unfit says with a documented text why a source is refused, and for the log
// what it is about.
func unfit(text string, cause error) error { return fault.Wrap(fault.Invalid, text, cause) }

// Source is all that is known about a source when its plan is made.
type Source struct {
	Demuxer string
	Size    int64 // bytes
	Media   *ffmpeg.Media
	Tracks  map[int]ffmpeg.Track
	Decodes func(codec string) bool
	Encodes func(encoder string) bool // nil = any
	File    io.ReaderAt               // the file itself, of which its demuxer decides what else is read; nil = nothing

	another bool       // an MP4 holds another movie behind this one
	movie   *mp4.Movie // of an MP4 that can be read for copying, else nil
	unfit   error      // why its samples cannot be copied whatever its tables say
}

// Settings are what the owner of a video asked for.
type Settings struct {
	Qualities    []Quality     // of the quality set; none = the system's ladder
	LimitBitRate bool          // no rendition above the bit rate of the source
	ClipStart    time.Duration // where the piece to encode begins
	ClipDuration time.Duration // its length; 0 = to the end
	Chunk        time.Duration // about how long chunks are; 0 = DefaultChunk
	Hardware     string        // family of encoders, of Hardware; "" = software
}

// Plan says everything about an encoding before it begins: it is stored with
// the video, and all work on it follows it. Durations are nanoseconds. The
// timeline begins at 0 and is the same for picture and sound.
type Plan struct {
	Version        int           `json:"version,omitempty"` // of this format; 0 = written before it had one
	Demuxer        string        `json:"demuxer"`
	Seek           time.Duration `json:"seek,omitempty"`       // where in the file reading starts
	Shift          time.Duration `json:"shift,omitempty"`      // added to the times that are counted from there
	At             time.Duration `json:"at,omitempty"`         // where on the source's timeline the plan's begins
	Margin         time.Duration `json:"margin"`               // how long before a place a key frame of it may lie
	Clock          []int         `json:"clock,omitempty"`      // streams that every decode has to have, as the file's clock jumps and theirs show where
	JumpLimit      time.Duration `json:"jump_limit,omitempty"` // see ffmpeg.Track
	Probe          int64         `json:"probe,omitempty"`      // see ffmpeg.Input
	OriginDuration time.Duration `json:"origin_duration"`
	Duration       time.Duration `json:"duration"`
	Video          *Video        `json:"video,omitempty"`
	Audio          []Audio       `json:"audio,omitempty"`  // the first is the default
	Rungs          []Rung        `json:"rungs"`            // smallest first
	Chunks         []Chunk       `json:"chunks,omitempty"` // encoded apart, in order; none when the picture is encoded at once
	Copy           *Copy         `json:"copy,omitempty"`
	NoCopy         string        `json:"no_copy,omitempty"`     // why no rung is copied
	Notes          []string      `json:"notes,omitempty"`       // what is left out of the source, and why, for people
	SampleRate     int           `json:"sample_rate,omitempty"` // of all encoded sound, 0 = 44100
	Error          string        `json:"error,omitempty"`       // a documented text: nothing is to be encoded

	guide       []int // stream of a picture that is left out
	soundLength int64 // samples, when the picture that it has to be as long as is left out
}

// Video says how the picture is read. Width and Height are as displayed:
// upright, in square pixels.
type Video struct {
	Stream      int                `json:"stream"`
	Width       int                `json:"width"`
	Height      int                `json:"height"`
	Orientation ffmpeg.Orientation `json:"orientation"`
	Interlaced  bool               `json:"interlaced,omitempty"`
	Stored      *Stored            `json:"stored,omitempty"`
	Alpha       bool               `json:"alpha,omitempty"`
	FullRange   bool               `json:"full_range,omitempty"`
	Matrix      string             `json:"matrix"`              // of ffmpeg's scale filter
	Transfer    string             `json:"transfer,omitempty"`  // "smpte2084" or "arib-std-b67" when HDR
	Primaries   string             `json:"primaries,omitempty"` // ffmpeg's name, of HDR only
	Peak        float64            `json:"peak,omitempty"`      // nits that are mapped to white, of HDR only
	Rate        ffmpeg.Ratio       `json:"rate"`                // frames a second
	Thinned     bool               `json:"thinned,omitempty"`   // the source has more frames a second
	Overrun     bool               `json:"overrun,omitempty"`   // frames of another recording follow, whose times begin anew
	GOP         int                `json:"gop"`                 // frames from one key frame to the next
	First       int64              `json:"first,omitempty"`     // frame of the whole that a piece begins with
	Frames      int64              `json:"frames"`
	Last        time.Duration      `json:"last"`       // when the last frame of the source begins; below 0 where a clip begins later
	SourceGOP   time.Duration      `json:"source_gop"` // longest time between key frames of the source, 0 = unknown
}

// MaxDuration is the longest timeline that is taken.
const MaxDuration = 24 * time.Hour

// New decides how a source is encoded. A source that is unfit gives a fault
// whose detail is a documented text.
func New(s Source, set Settings) (*Plan, error) {
	switch {
	case s.File == nil:
	case s.Demuxer == "mov":
		return newOfMovie(s, set)
	case s.Demuxer == "matroska":
		s.readCrops()
	}
	return decide(s, set)
}

// decide makes a plan of what is known, and reads no more.
func decide(s Source, set Settings) (*Plan, error) {
	c, err := choose(s)
	if err != nil {
		return nil, err
	}
	video, audio := c.video, c.audio
	p := &Plan{Version: version, Demuxer: s.Demuxer, Probe: s.Media.Probe}
	var vt *ffmpeg.Track
	if video != nil {
		t := s.Tracks[video.Index]
		vt = &t
		p.Video = newVideo(*video, t, set.Qualities)
	}
	for _, st := range audio {
		p.Audio = append(p.Audio, newAudio(st))
	}
	p.Clock = clock(s, video, audio)
	for _, stream := range p.Clock {
		p.JumpLimit = s.Tracks[stream].JumpLimit
	}
	start, end := timeline(vt, audioSpan(s.Tracks, audio), p.Video)
	p.OriginDuration = max((end - start).Round(time.Microsecond), time.Millisecond)
	if p.OriginDuration > MaxDuration {
		return nil, unfit(TextInvalid, fmt.Errorf("lasts %v", p.OriginDuration))
	}
	if len(p.Clock) == 0 { // else what the file claims is its first time and its last one
		c.noteLength(s.Media.Duration, p.OriginDuration)
	}
	c.noteRest(s, inUse(video, audio))
	c.noteGaps(s, inUse(video, audio), start)
	if vt != nil && vt.Overrun {
		p.Video.Overrun, p.NoCopy = true, "the file holds several recordings"
	}
	if p.Video != nil && p.Video.Thinned && video.Captions {
		c.note("The closed captions in the picture were left out: its frames carry them, and some of those are left out.")
	}
	p.Notes = c.notes
	if err := p.ladder(s, set); err != nil {
		return nil, err
	}
	p.cut(set, s.Media.Start, start, vt)
	if p.Video != nil && p.NoCopy == "" {
		if why := p.copyRung(s, set, video, audio); why != nil {
			p.NoCopy = why.Error()
		}
	}
	p.split(set.Chunk)
	return p, nil
}

// timeline finds where the common timeline begins and ends on the file's own.
// Sound that leads by less than a frame does not move the picture.
func timeline(video, audio *ffmpeg.Track, v *Video) (start, end time.Duration) {
	switch {
	case video == nil:
		return audio.First, audio.End
	case audio == nil:
		return video.First, video.End
	}
	start = video.First
	if lead := video.First - audio.First; lead.Seconds()*v.Rate.Float() >= 1 {
		start = audio.First
	}
	return start, max(video.End, audio.End)
}

// inUse are the streams that are read, the picture's first.
func inUse(video *ffmpeg.Stream, audio []audioTrack) []*ffmpeg.Stream {
	used := slices.Concat(audio...)
	if video != nil {
		used = append(audioTrack{video}, used...)
	}
	return used
}

// clock are the streams in use of a source whose clock jumps. All of them
// together decide how it goes on.
func clock(s Source, video *ffmpeg.Stream, audio []audioTrack) (streams []int) {
	for _, st := range inUse(video, audio) {
		if s.Tracks[st.Index].Restarts > 0 {
			streams = append(streams, st.Index)
		}
	}
	return streams
}

// cut applies the clip, and works out what ffmpeg is told to find the start.
// Reading begins early enough that a key frame lies before it.
func (p *Plan) cut(set Settings, zero, start time.Duration, video *ffmpeg.Track) {
	length, at := p.OriginDuration, set.ClipStart
	last := p.OriginDuration.Truncate(time.Second)
	if last < p.OriginDuration {
		last += time.Second
	}
	if at > 0 && at >= p.OriginDuration || set.ClipDuration > 0 && at+set.ClipDuration > last {
		p.Error = TextClip
		at = 0
	}
	length -= at
	if set.ClipDuration > 0 {
		length = min(length, set.ClipDuration)
	}
	margin := time.Second + max(zero-start, 0)
	if video != nil {
		margin += video.LongestGOP
	}
	if p.Demuxer == "ogg" {
		margin += 10 * time.Second // its key frames are guessed, and so are places in the file
	}
	if !p.searchable() {
		margin = MaxDuration // reading begins at the start
	}
	p.At, p.Margin = at, margin
	p.Duration = length
	if p.Video != nil {
		p.Video.Frames = frames(length, p.Video.Rate, p.multiple())
		p.Duration = p.Video.length()
		p.Video.Last = min(video.End-video.LastPacket-start-at, length)
	}
	p.Seek = p.seek(0)
	p.Shift = p.Seek + zero - start - at
}

// length is the exact duration of all frames, rounded to the nanosecond.
func (v *Video) length() time.Duration { return FrameTime(v.Frames, v.Rate) }

// ladder decides on the rungs, and with them on the distance of key frames.
func (p *Plan) ladder(s Source, set Settings) (err error) {
	if p.Video == nil {
		p.Rungs = []Rung{audioRung()}
		return nil
	}
	limit := int64(0)
	if set.LimitBitRate {
		limit = bitRateLimit(s.Size, p.OriginDuration.Milliseconds())
	}
	has := s.Encodes
	if has == nil {
		has = func(string) bool { return true }
	}
	if p.Rungs, err = p.rungs(set.Qualities, limit, set.Hardware, has); err != nil {
		return err
	}
	p.Video.GOP = gop(p.Video.Rate, p.multiple())
	return nil
}

// multiple is what numbers of frames are divisible by, so that rungs with a
// part of the frame rate end where the others do.
func (p *Plan) multiple() int64 {
	n := int64(1)
	for _, r := range p.Rungs {
		n = max(n, r.Step())
	}
	return n
}

// Top is the largest rung.
func (p *Plan) Top() Rung { return p.Rungs[len(p.Rungs)-1] }

// version is that of the plans that are written. It grows when a reader of the
// one before would take a plan for something else.
const version = 1

// ErrNewer is returned for a plan of a newer version of this program, which
// runs beside this one.
var ErrNewer = errors.New("the plan was made by a newer version")

// Parse reads a plan as it was stored with a video, by this version
// or an older one.
func Parse(text string) (*Plan, error) {
	p := &Plan{}
	if err := json.Unmarshal([]byte(text), p); err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	if p.Version > version {
		return nil, ErrNewer
	}
	if len(p.Rungs) == 0 || p.Video == nil && len(p.Audio) == 0 || p.Video != nil && (p.Video.Frames < 1 || !p.Video.Rate.Known()) {
		return nil, errors.New("the plan is incomplete")
	}
	return p, nil
}

// Position is the place of a rung in its plan.
func (p *Plan) Position(r Rung) int64 {
	for i := range p.Rungs {
		if p.Rungs[i].File == r.File {
			return int64(i)
		}
	}
	return -1
}
