package address

import (
	"strconv"
	"strings"
)

// Kind says what a file of a video is.
type Kind uint8

// The kinds of files, each with the form of its name.
const (
	Page            Kind = iota + 1 // "", the player page
	MasterHLS                       // master[-cmaf][-min-N][-max-N][-img][-codec].m3u8
	MasterDASH                      // master[-min-N][-max-N][-codec].mpd, also index…
	PlaylistTS                      // index-{tracks}.m3u8
	PlaylistCMAF                    // index-cmaf-{tracks}.m3u8
	PlaylistIFrames                 // iframes-{tracks}.m3u8
	PlaylistText                    // index[-cmaf]-f{id}.m3u8
	Tiles                           // tiles.m3u8
	SegmentTS                       // segment-{n}-{tracks}[-enc].ts
	SegmentCMAF                     // segment-{n}-{tracks}.m4s
	InitCMAF                        // init-{tracks}.m4s
	SegmentWebM                     // segment-{n}-{tracks}.webm
	InitWebM                        // init-{tracks}.webm
	SegmentText                     // segment-{n}[-cmaf]-f{id}.vtt
	WholeText                       // subtitle-f{id}.vtt
	MP4                             // {name}.mp4[/download[={name}]]
)

// File is a file of a video. Only the fields of its kind are set.
type File struct {
	Kind      Kind
	CMAF      bool // masters and text
	Limits    Limits
	Images    bool   // masters: with the storyboard
	Tracks    Tracks // everything made from one rendition
	Number    int64  // of a segment, from 1
	Encrypted bool   // segments
	Subtitle  int64  // its id

	Name     string // of an MP4, without its extension
	Download bool
	SaveAs   string // file name without extension, "" = up to the client
}

// Limits are the soft filters of a master manifest.
type Limits struct {
	Min, Max int64 // pixels of the short side, 0 = none
	Codec    string
}

// Tracks names a rendition and tracks of it: s0q{quality}v{version}-v1-a1.
type Tracks struct {
	Quality, Version int64
	Video            bool
	Audio            int64 // number of the track, from 1; 0 = none
}

// Single reports whether there is one track.
func (t Tracks) Single() bool { return t.Video != (t.Audio > 0) }

// String writes the tracks as they stand in addresses.
func (t Tracks) String() string {
	b := append(make([]byte, 0, 32), "s0q"...)
	b = strconv.AppendInt(b, t.Quality, 10)
	b = append(b, 'v')
	b = strconv.AppendInt(b, t.Version, 10)
	if t.Video {
		b = append(b, "-v1"...)
	}
	if t.Audio > 0 {
		b = append(b, "-a"...)
		b = strconv.AppendInt(b, t.Audio, 10)
	}
	return string(b)
}

func (s *scanner) tracks() (t Tracks) {
	s.literal("s0q")
	t.Quality = s.number()
	s.literal("v")
	t.Version = s.number()
	t.Video = s.has("-v1")
	if s.has("-a") {
		t.Audio = s.number()
		s.ok = s.ok && t.Audio > 0
	}
	s.ok = s.ok && (t.Video || t.Audio > 0)
	return t
}

// extensions are those of what is made from a rendition.
var extensions = map[Kind]string{
	SegmentTS: ".ts", SegmentCMAF: ".m4s", InitCMAF: ".m4s", SegmentWebM: ".webm", InitWebM: ".webm",
}

// String writes the name of the file, which is read below the video's path.
func (f File) String() string {
	switch f.Kind {
	case MasterHLS:
		return f.Limits.master(f.CMAF, f.Images) + ".m3u8"
	case MasterDASH:
		return f.Limits.master(false, false) + ".mpd"
	case PlaylistTS, PlaylistCMAF:
		return "index" + cmafPart(f.Kind == PlaylistCMAF) + "-" + f.Tracks.String() + ".m3u8"
	case PlaylistIFrames:
		return "iframes-" + f.Tracks.String() + ".m3u8"
	case PlaylistText:
		return "index" + cmafPart(f.CMAF) + "-f" + strconv.FormatInt(f.Subtitle, 10) + ".m3u8"
	case Tiles:
		return "tiles.m3u8"
	case SegmentTS, SegmentCMAF, SegmentWebM, SegmentText:
		before, after := f.Affixes()
		return before + strconv.FormatInt(f.Number, 10) + after
	case InitCMAF, InitWebM:
		return "init-" + f.Tracks.String() + extensions[f.Kind]
	case WholeText:
		return "subtitle-f" + strconv.FormatInt(f.Subtitle, 10) + ".vtt"
	case MP4:
		return f.mp4()
	}
	return ""
}

// Affixes are what stands before and after the number in the name of a
// segment.
func (f File) Affixes() (before, after string) {
	if f.Kind == SegmentText {
		return "segment-", cmafPart(f.CMAF) + "-f" + strconv.FormatInt(f.Subtitle, 10) + ".vtt"
	}
	after = "-" + f.Tracks.String()
	if f.Encrypted {
		after += encryptedPart
	}
	return "segment-", after + extensions[f.Kind]
}

const encryptedPart = "-enc" // tells an encrypted segment from the same in the clear

// Template writes the name of a segment or of what goes before all of them for
// the $Number$ and $RepresentationID$ of DASH, where a representation is called
// like its tracks.
func Template(k Kind) string {
	if k == InitCMAF || k == InitWebM {
		return "init-$RepresentationID$" + extensions[k]
	}
	return "segment-$Number$-$RepresentationID$" + extensions[k]
}

func cmafPart(cmaf bool) string {
	if cmaf {
		return "-cmaf"
	}
	return ""
}

func (l Limits) master(cmaf, images bool) string {
	name := "master" + cmafPart(cmaf)
	if l.Min > 0 {
		name += "-min-" + strconv.FormatInt(l.Min, 10)
	}
	if l.Max > 0 {
		name += "-max-" + strconv.FormatInt(l.Max, 10)
	}
	if images {
		name += "-img"
	}
	if l.Codec != "" {
		name += "-" + l.Codec
	}
	return name
}

func (f File) mp4() string {
	switch name := f.Name + ".mp4"; {
	case f.SaveAs != "":
		return name + "/download=" + f.SaveAs
	case f.Download:
		return name + "/download"
	default:
		return name
	}
}

func parseFile(name string) (f File, ok bool) {
	s := scanner{rest: name, ok: true}
	switch {
	case name == "":
		f.Kind = Page
		return f, true
	case name == "tiles.m3u8":
		f.Kind = Tiles
		return f, true
	case strings.HasSuffix(name, ".m3u8"):
		s.rest = strings.TrimSuffix(name, ".m3u8")
		return f, f.parsePlaylist(s)
	case strings.HasSuffix(name, ".mpd"):
		s.rest = strings.TrimSuffix(name, ".mpd")
		f.Kind = MasterDASH
		s.ok = s.has("master") || s.has("index")
		return f, f.parseLimits(s)
	case strings.HasSuffix(name, ".ts"), strings.HasSuffix(name, ".m4s"), strings.HasSuffix(name, ".webm"), strings.HasSuffix(name, ".vtt"):
		return f, f.parseSegment(s)
	}
	return f, f.parseMP4(name)
}

func (f *File) parsePlaylist(s scanner) bool {
	switch {
	case s.has("master"):
		f.Kind = MasterHLS
		f.CMAF = s.has("-cmaf")
		return f.parseLimits(s)
	case s.has("iframes-"):
		f.Kind = PlaylistIFrames
		f.Tracks = s.tracks()
		return s.end() && f.Tracks.Video
	case !s.has("index-"):
		return false
	}
	f.CMAF = s.has("cmaf-")
	if s.has("f") {
		f.Kind = PlaylistText
		f.Subtitle = s.number()
		return s.end()
	}
	f.Kind = PlaylistTS
	f.Tracks = s.tracks()
	if f.CMAF {
		f.Kind = PlaylistCMAF
		return s.end() && f.Tracks.Single()
	}
	return s.end()
}

// parseLimits reads the options of a master manifest, in their fixed order.
func (f *File) parseLimits(s scanner) bool {
	if s.has("-min-") {
		f.Limits.Min = s.side()
	}
	if s.has("-max-") {
		f.Limits.Max = s.side()
	}
	f.Images = f.Kind == MasterHLS && s.has("-img")
	for _, codec := range []string{"h264", "hevc", "av1"} {
		if s.has("-" + codec) {
			f.Limits.Codec = codec
			break
		}
	}
	return s.end()
}

func (f *File) parseSegment(s scanner) bool {
	switch {
	case s.has("subtitle-f"):
		f.Kind = WholeText
		f.Subtitle = s.number()
		s.literal(".vtt")
		return s.end()
	case s.has("init-"):
		f.Tracks = s.tracks()
		return f.parseKind(s, InitCMAF, InitWebM)
	}
	s.literal("segment-")
	f.Number = s.number()
	s.literal("-")
	if f.Number == 0 {
		return false
	}
	f.CMAF = s.has("cmaf-")
	if s.has("f") {
		f.Kind = SegmentText
		f.Subtitle = s.number()
		s.literal(".vtt")
		return s.end()
	}
	f.Tracks = s.tracks()
	f.Encrypted = s.has(encryptedPart)
	return !f.CMAF && f.parseKind(s, SegmentTS, SegmentCMAF, SegmentWebM)
}

// parseKind reads the extension, which says what is asked for. Only a
// transport stream holds more than one track.
func (f *File) parseKind(s scanner, kinds ...Kind) bool {
	for _, k := range kinds {
		if s.rest == extensions[k] {
			f.Kind = k
		}
	}
	return s.ok && f.Kind != 0 && (f.Kind == SegmentTS || f.Tracks.Single() && !f.Encrypted)
}

// parseMP4 reads {name}.mp4, {name}.mp4/download and
// {name}.mp4/download={name}.
func (f *File) parseMP4(rest string) bool {
	name, action, below := strings.Cut(rest, "/")
	name, ok := strings.CutSuffix(name, ".mp4")
	if !ok || len(name) > maxFile || !isFileName(name) {
		return false
	}
	f.Kind, f.Name = MP4, name
	if !below || action == "download" {
		f.Download = below
		return true
	}
	save, ok := strings.CutPrefix(action, "download=")
	f.Download, f.SaveAs = true, save
	return ok && len(save) <= maxSave && isFileName(save) && !strings.Contains(save, ".mp4")
}
