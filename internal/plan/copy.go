package plan

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"kinora/internal/ffmpeg"
	"kinora/internal/media"
	"kinora/internal/media/mp4"
	"kinora/internal/packaging"
)

// Copy says that a rung is the source's own pictures and sound in a new file.
// Tracks are counted among those of pictures and sound, from 0.
type Copy struct {
	File  string `json:"file"`            // of the rung
	Video int    `json:"video"`           // track
	Audio []int  `json:"audio,omitempty"` // track of each of the plan's
}

// What a source must be like to be copied.
const (
	maxCopiedGOP  = 6 * time.Second        // segments are at least as long
	maxOverhang   = 100 * time.Millisecond // of sound behind the picture, which is left out
	aacFrame      = 1024                   // samples
	aacLC         = 2                      // audio object type (ISO/IEC 14496-3 table 1.17)
	maxFrameShift = 0.25                   // of a frame, by which its time may be off the grid
)

// copyRung finds out whether a rung can be copied, and lets the plan follow
// the source's grid of key frames and rate of sound then, so that all rungs
// have the same segments. The error is why not.
func (p *Plan) copyRung(s Source, set Settings, video *ffmpeg.Stream, audio []audioTrack) error {
	switch {
	case s.unfit != nil:
		return s.unfit
	case s.movie == nil:
		return errors.New("the source is no MP4 that can be served")
	case set.ClipStart > 0 || set.ClipDuration > 0:
		return errors.New("a clip is asked for")
	}
	if err := copyable(*video, p.Video); err != nil {
		return err
	}
	r := slices.IndexFunc(p.Rungs, func(r Rung) bool {
		return r.Codec == H264 && r.Step() == 1 && r.FrameWidth == video.Width && r.FrameHeight == video.Height
	})
	if r < 0 {
		return fmt.Errorf("no rendition in H.264 has %dx%d pixels", video.Width, video.Height)
	}
	whole := *p.Video
	c := &Copy{File: p.Rungs[r].File, Video: s.track(*video, media.Video)}
	for _, v := range audio {
		if len(v) > 1 {
			return errors.New("the channels of the sound are tracks of their own")
		}
		c.Audio = append(c.Audio, s.track(*v[0], media.Audio))
	}
	trial := *p
	trial.Video, trial.Copy = &whole, c
	if err := trial.follow(s.movie); err != nil {
		return err
	}
	if err := trial.within(s.movie, p.Rungs[r], set.Qualities); err != nil {
		return err
	}
	*p = trial
	return nil
}

// copyable looks at what the headers say of a picture.
func copyable(st ffmpeg.Stream, v *Video) error {
	switch {
	case st.Codec != "h264" || st.Tag != "avc1":
		return errors.New("the picture is not H.264 as MP4 has it")
	case st.PixelFormat != "yuv420p" || v.FullRange:
		return fmt.Errorf("the picture is in %s", st.PixelFormat)
	case st.FieldOrder != "progressive":
		return errors.New("the picture may be interlaced")
	case v.Orientation != (ffmpeg.Orientation{}):
		return errors.New("the picture is turned")
	case v.Width != st.Width || v.Height != st.Height:
		return errors.New("the pixels are not square")
	case v.Stored != nil && v.Stored.Crop != nil:
		return errors.New("a part of the picture is not to be shown")
	case v.Transfer != "" || v.Matrix != "bt709" && v.Matrix != "bt601":
		return errors.New("the colours have to be converted")
	}
	return nil
}

// track is which of the movie's tracks a stream is: both are in the order of
// the file.
func (s Source) track(st ffmpeg.Stream, kind media.Kind) int {
	n := 0
	for _, other := range s.Media.Streams {
		if other.Index < st.Index && other.Kind == st.Kind && !other.AttachedPic {
			n++
		}
	}
	for i, t := range s.movie.Tracks {
		if t.Kind != kind {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return -1
}

// follow takes over the number of frames, the grid of key frames and the rate
// of sound from the tracks to be copied.
func (p *Plan) follow(m *mp4.Movie) error {
	if p.Copy.Video < 0 {
		return errors.New("the picture's track is not found")
	}
	t := m.Tracks[p.Copy.Video]
	p.SampleRate = 0
	for _, i := range p.Copy.Audio {
		if i < 0 {
			return errors.New("a track of the sound is not found")
		}
		rate := m.Tracks[i].Config.SampleRate
		if p.SampleRate != 0 && p.SampleRate != rate {
			return errors.New("the tracks of the sound differ in sample rate")
		}
		p.SampleRate = rate
	}
	n := int64(len(t.Samples))
	switch over := FrameTime(p.Video.Frames, p.Video.Rate) - FrameTime(n, p.Video.Rate); {
	case over > maxOverhang || over < 0:
		return fmt.Errorf("the picture lasts %v of %v", FrameTime(n, p.Video.Rate), p.Video.length())
	case n%p.multiple() != 0:
		return errors.New("renditions with fewer frames would end elsewhere")
	}
	p.Video.Frames = n
	p.Duration = p.Video.length()
	p.Video.Last = min(p.Video.Last, p.Duration)
	var err error
	if p.Video.GOP, err = p.keyGrid(&t); err != nil {
		return err
	}
	_, _, err = p.Copies(m)
	return err
}

// keyGrid is a distance at which the source always has a key frame, about as
// long as the plan's or that of the source's first GOP.
func (p *Plan) keyGrid(t *media.Track) (gop int, err error) {
	shown, err := p.shown(t)
	if err != nil {
		return 0, err
	}
	var keys []int64
	for i := range t.Samples {
		if t.Samples[i].Sync {
			keys = append(keys, shown[i])
		}
	}
	period := p.Video.Frames
	if len(keys) > 1 {
		period = int64(p.Video.GOP)
		first := max(keys[1]-keys[0], 1)
		period = max(period/first, 1) * first
	}
	for _, gop := range []int64{int64(p.Video.GOP), period} {
		if gop%p.multiple() == 0 && FrameTime(gop, p.Video.Rate) <= maxCopiedGOP && regular(keys, gop, p.Video.Frames) {
			return int(gop), nil
		}
	}
	return 0, errors.New("the key frames are not at equal distances of up to 6 s")
}

// regular reports whether each multiple of gop up to frames is among the keys,
// which ascend.
func regular(keys []int64, gop, frames int64) bool {
	next := int64(0)
	for _, k := range keys {
		if k == next {
			next += gop
		}
	}
	return next >= frames
}

// shown are the places on the plan's grid at which the samples of a track are
// presented. Every place must be taken by one.
func (p *Plan) shown(t *media.Track) ([]int64, error) {
	if t.Config.Codec != "avc1" || len(t.Samples) == 0 {
		return nil, errors.New("the picture is not H.264 as MP4 has it")
	}
	if profile, level := t.Config.Extra[1], t.Config.Extra[3]; !slices.Contains(profiles, profile) || level > levelOf(t.Config) {
		return nil, fmt.Errorf("the picture has profile %d and level %d", profile, level)
	}
	start := firstShown(t)
	if t.End > 0 || start < -int64(t.Timescale)/500 {
		return nil, errors.New("an edit list cuts the picture")
	}
	places := make([]int64, len(t.Samples))
	taken := make([]bool, len(t.Samples))
	decode, k := int64(0), p.Video.Rate.Float()/float64(t.Timescale)
	for i := range t.Samples {
		at := float64(decode+int64(t.Samples[i].Composition)+t.Shift-start) * k
		n := int64(math.Round(at))
		if math.Abs(at-float64(n)) > maxFrameShift || n < 0 || n >= int64(len(taken)) || taken[n] {
			return nil, errors.New("the frames are not at equal distances")
		}
		places[i], taken[n] = n, true
		decode += int64(t.Samples[i].Duration)
	}
	return places, nil
}

// profiles of H.264 that every player takes: Baseline, Main and High.
var profiles = []byte{66, 77, 100}

// levelOf is the highest level that is copied: 4.2 up to 1080p, above it 5.2.
func levelOf(c media.Config) byte {
	if c.Width*c.Height <= 1920*1088 {
		return 42
	}
	return 52
}

// firstShown is when the first frame is presented, in ticks.
func firstShown(t *media.Track) int64 {
	first, decode := int64(math.MaxInt64), int64(0)
	for i := range t.Samples {
		first = min(first, decode+int64(t.Samples[i].Composition)+t.Shift)
		decode += int64(t.Samples[i].Duration)
	}
	return first
}

// Copies are the tracks of the copied rung, on the plan's timeline.
func (p *Plan) Copies(m *mp4.Movie) (video media.Track, audio []media.Track, err error) {
	if p.Copy.Video >= len(m.Tracks) {
		return video, nil, errors.New("the picture's track is not found")
	}
	t := &m.Tracks[p.Copy.Video]
	if video, err = p.copyVideo(t); err != nil {
		return video, nil, err
	}
	start := float64(firstShown(t)) / float64(t.Timescale)
	for _, i := range p.Copy.Audio {
		if i >= len(m.Tracks) {
			return video, nil, errors.New("a track of the sound is not found")
		}
		a, err := p.copyAudio(&m.Tracks[i], start)
		if err != nil {
			return video, nil, err
		}
		audio = append(audio, a)
	}
	return video, audio, nil
}

// copyVideo puts a track exactly on the plan's grid, as those of the encoders
// are, with the key frames of the grid alone.
func (p *Plan) copyVideo(t *media.Track) (media.Track, error) {
	shown, err := p.shown(t)
	if err != nil {
		return media.Track{}, err
	}
	out := media.Track{
		Kind: t.Kind, Timescale: uint32(p.Video.Rate.Num), Config: t.Config, //nolint:gosec // of a planned rate
		Offsets: t.Offsets, Samples: slices.Clone(t.Samples),
	}
	gop, group := int64(p.Video.GOP), int64(0)
	for i := range out.Samples {
		s := &out.Samples[i]
		place := shown[i]
		s.Sync = s.Sync && place%gop == 0
		switch {
		case s.Sync:
			group = place / gop
		case place/gop != group:
			return media.Track{}, errors.New("frames are shown before the key frame that they follow")
		}
		s.Duration = uint32(p.Video.Rate.Den)                        //nolint:gosec // as above
		s.Composition = int32((place - int64(i)) * p.Video.Rate.Den) //nolint:gosec // frames are reordered by a few
	}
	return out, nil
}

// copyAudio moves a track onto the plan's timeline, which begins at start in
// seconds, and leaves out what lies behind its end.
func (p *Plan) copyAudio(t *media.Track, start float64) (media.Track, error) {
	config, ok := media.ParseAudioConfig(t.Config.Extra)
	rate := int64(t.Timescale)
	switch {
	case t.Config.Codec != "mp4a" || !ok || config.ObjectType != aacLC:
		return media.Track{}, errors.New("the sound is not AAC-LC")
	case t.Config.Channels != 2:
		return media.Track{}, fmt.Errorf("the sound has %d channels", t.Config.Channels)
	case rate != 44100 && rate != 48000 || rate != int64(t.Config.SampleRate):
		return media.Track{}, fmt.Errorf("the sound has %d samples a second", t.Config.SampleRate)
	}
	out := *t
	out.Samples, out.End = slices.Clone(t.Samples), 0
	out.Shift -= int64(math.Round(start * float64(rate)))
	end := int64(math.Round(p.Duration.Seconds() * float64(rate)))
	if t.End > 0 {
		end = min(end, t.End-t.Shift+out.Shift)
	}
	at := out.Shift
	for i := range out.Samples {
		if out.Samples[i].Duration != aacFrame && i < len(out.Samples)-1 {
			return media.Track{}, errors.New("the sound has gaps")
		}
		out.Samples[i].Duration = aacFrame
		if at >= end {
			out.Samples, out.Offsets = out.Samples[:i], out.Offsets[:i]
			break
		}
		at += aacFrame
	}
	missing := p.Duration - time.Duration(float64(at)/float64(rate)*float64(time.Second))
	if out.Shift > aacFrame || missing > FrameTime(1, p.Video.Rate) {
		return media.Track{}, errors.New("the sound does not cover the picture")
	}
	return out, nil
}

// within holds the bit rates against those of the quality.
func (p *Plan) within(m *mp4.Movie, r Rung, qualities []Quality) error {
	video, audio, err := p.Copies(m)
	if err != nil {
		return err
	}
	ceiling := float64(r.Kbps+r.AudioKbps) * 1000
	for _, q := range ladderOf(qualities) {
		if q.ID == r.QualityID && q.Codec == r.Codec {
			ceiling = float64(q.VideoKbps+r.AudioKbps) * 1000
		}
	}
	bits := 0.0
	for _, t := range audio {
		for i := range t.Samples {
			bits += float64(t.Samples[i].Size) * 8
		}
	}
	sound := bits / p.Duration.Seconds()
	peak, part := 0.0, 0.0
	for i := range video.Samples {
		if video.Samples[i].Sync {
			peak, part = max(peak, part), 0
		}
		part += float64(video.Samples[i].Size) * 8
		bits += float64(video.Samples[i].Size) * 8
	}
	gop := FrameTime(int64(p.Video.GOP), p.Video.Rate).Seconds()
	peak = max(peak, part)/gop + sound
	if mean := bits / p.Duration.Seconds(); mean > ceiling || peak > 2*ceiling {
		return fmt.Errorf("the bit rate is %.0f kbit/s, at most %.0f in a GOP; the rendition's is %.0f", mean/1000, peak/1000, ceiling/1000)
	}
	return nil
}

// Copied reports whether a rung is copied.
func (p *Plan) Copied(r Rung) bool { return p.Copy != nil && p.Copy.File == r.File }

// Encoded are the rungs that are not copied.
func (p *Plan) Encoded(list []Rung) []Rung {
	return slices.DeleteFunc(slices.Clone(list), p.Copied)
}

// newOfMovie plans an MP4. A rung of it may be copied, but not before every
// sample was looked at.
func newOfMovie(s Source, set Settings) (*Plan, error) {
	s.movie, s.unfit = mp4.Read(s.File, s.Size)
	s.another = mp4.Joined(s.File, s.Size)
	s.cropMovie()
	p, err := decide(s, set)
	if err != nil || p.Copy == nil {
		return p, err
	}
	if s.unfit = p.checkCopy(s.File, s.movie); s.unfit != nil {
		return decide(s, set)
	}
	return p, nil
}

// checkCopy walks the samples that the plan would have copied of the movie in
// r. The error is why they cannot be.
func (p *Plan) checkCopy(r io.ReaderAt, m *mp4.Movie) error {
	video, _, err := p.Copies(m)
	if err != nil {
		return err
	}
	if err := p.sameShape(m.Tracks[p.Copy.Video]); err != nil {
		return err
	}
	return packaging.CheckH264(r, &video)
}

// sameShape holds what a track's parameter sets say of its picture against what
// its container says: players of TS go by the one, those of MP4 by the other,
// and other rungs by the plan.
func (p *Plan) sameShape(t media.Track) error {
	shapes, err := packaging.H264Shapes(&t)
	if err != nil {
		return err
	}
	colours, fullRange := mp4.Colours(t.Config.Entry)
	for _, s := range shapes {
		switch {
		case s.Width != t.Config.Width || s.Height != t.Config.Height:
			return fmt.Errorf("the stream has %dx%d pixels, its container says %dx%d", s.Width, s.Height, t.Config.Width, t.Config.Height)
		case s.SARWidth != s.SARHeight:
			return fmt.Errorf("the stream says that its pixels are %d:%d", s.SARWidth, s.SARHeight)
		case s.FullRange || fullRange:
			return errors.New("the stream or its container says that it is in full range")
		case s.Fields:
			return errors.New("the picture may hold fields")
		case matrixOf(s.Matrix, s.Width, s.Height) != p.Video.Matrix || matrixOf(colours, s.Width, s.Height) != p.Video.Matrix && colours != unsaid:
			return errors.New("the stream and its container differ in colours")
		}
	}
	return nil
}

// unsaid is the code of a matrix that is not said (ITU-T H.273).
const unsaid = 2

// matrixOf names the matrix of a code for the scale filter, "" for one that is
// always converted. What says none is taken for what its size suggests.
func matrixOf(code, width, height int) string {
	names := map[int]string{1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", unsaid: "", 0: "gbr", 7: "smpte240m", 9: "bt2020nc"}
	name, known := names[code]
	if !known {
		return ""
	}
	return matrix(ffmpeg.Stream{Matrix: name, Width: width, Height: height})
}
