package delivery

import (
	"strconv"
	"strings"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/media/hls"
	"kinora/internal/media/language"
)

// textGroup is the one group of subtitles of a master playlist.
const textGroup = "subs0"

func (q *request) masterHLS() error {
	all := complete(q.video)
	if len(all) == 0 {
		return errMissing
	}
	if q.seal != nil {
		if all = sealableRenditions(all); len(all) == 0 {
			return errEncrypted
		}
	}
	list := limited(q.target.Limits, listedHLS(all))
	var m hls.Master
	cmaf := q.target.CMAF || q.seal == nil && !fitTS(q.video)
	addVariants(&m, all, list, cmaf)
	if q.seal != nil {
		m.IFrames = nil // byte ranges of what is encrypted whole
	}
	addSubtitles(&m, q.video, cmaf)
	if q.target.Images {
		sheet, err := q.server.sheet(q.r.Context(), q.video)
		if err != nil {
			return err
		}
		addImages(&m, sheet)
	}
	q.sendText(hls.ContentType, cacheManifest(q.video), m.Append(make([]byte, 0, 4096)))
	return nil
}

// fitTS reports whether a transport stream can carry every rendition, those to
// come included, so that a video does not change its format as it grows.
func fitTS(v *catalog.Video) bool {
	for _, r := range v.Renditions {
		pictures := r.Status != catalog.RenditionComplete || hasVideo(r)
		if pictures && r.Codec != "h264" && r.Codec != "" || hasAudio(r) && !strings.HasPrefix(*r.AudioCodecs, "mp4a.") {
			return false
		}
	}
	return true
}

// addVariants lists renditions. Sound is muxed into transport streams unless
// there is a choice of it, and a track of its own otherwise.
func addVariants(m *hls.Master, all, list []*catalog.Rendition, cmaf bool) {
	playlist := address.PlaylistTS
	if cmaf {
		playlist = address.PlaylistCMAF
	}
	sounds := groups(all, list)
	used := make([]bool, len(sounds))
	for _, r := range list {
		v, g := variant(r), groupOf(sounds, r)
		t := muxedName(r)
		if several := len(audioTracks(r)) > 1; several || cmaf {
			t = videoName(r)
			if g >= 0 && (several || hasVideo(r)) {
				v.Audio, used[g] = groupName(g), true
			}
		}
		if !hasVideo(r) {
			t = audioName(sounds[g].source, 1)
		}
		v.URI = address.File{Kind: playlist, Tracks: t}.String()
		m.Variants = append(m.Variants, v)
		if !cmaf && hasVideo(r) && value(r.KeyFrameBPS) > 0 {
			m.IFrames = append(m.IFrames, hls.IFrame{
				Bandwidth: *r.KeyFrameBPS, Width: v.Width, Height: v.Height,
				Codecs: text(r.VideoCodecs), URI: address.File{Kind: address.PlaylistIFrames, Tracks: t}.String(),
			})
		}
	}
	for i, g := range sounds {
		if used[i] {
			addSound(m, groupName(i), g, playlist)
		}
	}
}

// variant describes a rendition without saying where it is.
func variant(r *catalog.Rendition) hls.Variant {
	v := hls.Variant{Bandwidth: bandwidth(r), Codecs: codecs(r)}
	if hasVideo(r) {
		v.Width, v.Height = value(r.FrameWidth), value(r.FrameHeight)
		v.Rate = hls.Rate{Num: value(r.FPSNum), Den: value(r.FPSDen)}
	}
	return v
}

func groupName(i int) string { return "audio" + strconv.Itoa(i) }

// addSound lists the tracks of a group.
func addSound(m *hls.Master, name string, g group, playlist address.Kind) {
	list := audioTracks(g.source)
	names := trackNames(list)
	for i, voice := range list {
		m.Renditions = append(m.Renditions, hls.Rendition{
			Type: hls.Audio, Group: name, Name: names[i], Language: trackLanguage(voice), Default: i == 0,
			Channels: int(voice.Channels), URI: address.File{Kind: playlist, Tracks: audioName(g.source, i+1)}.String(),
		})
	}
}

// trackLanguage returns the tag of the language of an audio track, "" when
// there is none to tell.
func trackLanguage(a catalog.AudioTrack) string {
	switch a.Language {
	case "", "und", "mis", "zxx", "mul":
		return ""
	}
	return language.Two(a.Language)
}

// trackNames returns a name for each audio track, none of them twice.
func trackNames(list []catalog.AudioTrack) []string {
	return unique(list, func(a catalog.AudioTrack) string {
		switch {
		case a.Title != "":
			return a.Title
		case trackLanguage(a) == "":
			return "Audio"
		}
		return language.English(a.Language)
	})
}

func addSubtitles(m *hls.Master, v *catalog.Video, cmaf bool) {
	names := subtitleNames(v.Subtitles)
	for i, s := range v.Subtitles {
		m.Renditions = append(m.Renditions, hls.Rendition{
			Type: hls.Subtitles, Group: textGroup, Name: names[i], Language: language.Two(s.Language), Default: i == 0,
			URI: address.File{Kind: address.PlaylistText, CMAF: cmaf, Subtitle: s.ID}.String(),
		})
	}
	for i := range m.Variants {
		if len(v.Subtitles) > 0 {
			m.Variants[i].Subtitles = textGroup
		}
	}
}

// subtitleNames returns a name for each subtitle, none of them twice.
func subtitleNames(list []*catalog.Subtitle) []string {
	return unique(list, func(s *catalog.Subtitle) string {
		if s.Name != "" {
			return s.Name
		}
		return language.Native(s.Language)
	})
}

// unique names things, numbering those that would be called like one before.
func unique[T any](list []T, call func(T) string) []string {
	names := make([]string, len(list))
	taken := make(map[string]bool, len(list))
	for i := range list {
		base := call(list[i])
		name := base
		for n := 2; taken[name]; n++ {
			name = base + " (" + strconv.Itoa(n) + ")"
		}
		taken[name] = true
		names[i] = name
	}
	return names
}

func addImages(m *hls.Master, sheet hls.Layout) {
	if sheet.Interval > 0 {
		m.Images = append(m.Images, hls.Image{
			Bandwidth: sheet.Width * sheet.Height, Width: sheet.Width, Height: sheet.Height, URI: address.File{Kind: address.Tiles}.String(),
		})
	}
}
