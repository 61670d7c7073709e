package delivery

import (
	"strconv"

	"kinora/internal/library"
	"kinora/internal/media/hls"
	"kinora/internal/media/language"
	"kinora/internal/packaging"
)

// textGroup is the one group of subtitles of a master playlist.
const textGroup = "subs0"

func (q *request) masterHLS() error {
	all := complete(q.video)
	if len(all) == 0 {
		return errMissing
	}
	list := q.target.limits.apply(all)
	var m hls.Master
	cmaf := q.target.cmaf || !fitTS(all)
	if cmaf {
		if err := q.variantsCMAF(&m, all, list); err != nil {
			return err
		}
	} else {
		variantsTS(&m, list)
	}
	addSubtitles(&m, q.video, cmaf)
	if q.target.images {
		addImages(&m, q.video)
	}
	sendText(q.w, q.r, hls.ContentType, cacheManifest(q.video), m.Append(make([]byte, 0, 4096)))
	return nil
}

// fitTS reports whether a transport stream can carry every rendition.
func fitTS(list []*library.Rendition) bool {
	for _, r := range list {
		if hasVideo(r) && r.Codec != "h264" {
			return false
		}
	}
	return true
}

// variant describes a rendition without saying where it is.
func variant(r *library.Rendition) hls.Variant {
	v := hls.Variant{Bandwidth: bandwidth(r), Codecs: codecs(r)}
	if hasVideo(r) {
		v.Width, v.Height = value(r.FrameWidth), value(r.FrameHeight)
		v.Rate = hls.Rate{Num: value(r.FPSNum), Den: value(r.FPSDen)}
	}
	return v
}

// variantsTS lists renditions whose tracks are muxed, and their key frames.
func variantsTS(m *hls.Master, list []*library.Rendition) {
	for _, r := range list {
		t := tailOf(r, hasVideo(r), hasAudio(r)).String()
		v := variant(r)
		v.URI = "index-" + t + ".m3u8"
		m.Variants = append(m.Variants, v)
		if hasVideo(r) && value(r.KeyFrameBPS) > 0 {
			m.IFrames = append(m.IFrames, hls.IFrame{
				Bandwidth: *r.KeyFrameBPS, Width: v.Width, Height: v.Height,
				Codecs: text(r.VideoCodecs), URI: "iframes-" + t + ".m3u8",
			})
		}
	}
}

// variantsCMAF lists renditions whose sound is a track of its own. Where
// nothing but sound is listed it needs no group.
func (q *request) variantsCMAF(m *hls.Master, all, list []*library.Rendition) error {
	sounds := groups(all, list)
	for i, g := range sounds {
		media, err := q.sound(i, g)
		if err != nil {
			return err
		}
		m.Media = append(m.Media, media)
	}
	grouped := false
	for _, r := range list {
		v := variant(r)
		v.URI = "index-cmaf-" + tailOf(r, true, false).String() + ".m3u8"
		switch {
		case !hasVideo(r):
			v.URI = "index-cmaf-" + tailOf(groupOf(sounds, r).source, false, true).String() + ".m3u8"
		case hasAudio(r):
			grouped = true
			v.Audio = groupName(sounds, r)
		}
		m.Variants = append(m.Variants, v)
	}
	if !grouped {
		m.Media = nil
	}
	return nil
}

// sound describes a group of sound with its one track.
func (q *request) sound(i int, g group) (hls.Media, error) {
	track, err := q.soundTrack(g)
	if err != nil {
		return hls.Media{}, err
	}
	code, name := soundLanguage(g.source)
	return hls.Media{
		Type: hls.Audio, Group: "audio" + strconv.Itoa(i), Name: name, Language: code, Default: true,
		Channels: track.Config.Channels, URI: "index-cmaf-" + tailOf(g.source, false, true).String() + ".m3u8",
	}, nil
}

func (q *request) soundTrack(g group) (*packaging.Track, error) {
	ix, err := q.server.index(q.r.Context(), g.source)
	if err != nil {
		return nil, err
	}
	return audioTrack(ix)
}

func groupOf(sounds []group, r *library.Rendition) group {
	for _, g := range sounds {
		if g.kbps == r.AudioKbps {
			return g
		}
	}
	return group{source: r}
}

func groupName(sounds []group, r *library.Rendition) string {
	for i, g := range sounds {
		if g.kbps == r.AudioKbps {
			return "audio" + strconv.Itoa(i)
		}
	}
	return ""
}

// soundLanguage returns the tag of the language of a rendition's sound and
// what to call it.
func soundLanguage(r *library.Rendition) (code, name string) {
	if len(r.AudioTracks) == 0 {
		return "", "Audio"
	}
	switch c := r.AudioTracks[0].Language; c {
	case "", "und", "mis", "zxx", "mul":
		return "", "Audio"
	default:
		return language.Two(c), language.English(c)
	}
}

func addSubtitles(m *hls.Master, v *library.Video, cmaf bool) {
	prefix := "index-f"
	if cmaf {
		prefix = "index-cmaf-f"
	}
	names := subtitleNames(v.Subtitles)
	for i, s := range v.Subtitles {
		m.Media = append(m.Media, hls.Media{
			Type: hls.Subtitles, Group: textGroup, Name: names[i], Language: language.Two(s.Language), Default: i == 0,
			URI: prefix + strconv.FormatInt(s.ID, 10) + ".m3u8",
		})
	}
	for i := range m.Variants {
		if len(v.Subtitles) > 0 {
			m.Variants[i].Subtitles = textGroup
		}
	}
}

// subtitleNames returns a name for each subtitle, none of them twice.
func subtitleNames(list []*library.Subtitle) []string {
	names := make([]string, len(list))
	taken := make(map[string]bool, len(list))
	for i, s := range list {
		base := s.Name
		if base == "" {
			base = language.Native(s.Language)
		}
		name := base
		for n := 2; taken[name]; n++ {
			name = base + " (" + strconv.Itoa(n) + ")"
		}
		taken[name] = true
		names[i] = name
	}
	return names
}

func addImages(m *hls.Master, v *library.Video) {
	if sheet, ok := parseSheet(v); ok {
		m.Images = append(m.Images, hls.Image{
			Bandwidth: sheet.Width * sheet.Height, Width: sheet.Width, Height: sheet.Height, URI: "tiles.m3u8",
		})
	}
}
