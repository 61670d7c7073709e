package address

import (
	"strconv"
	"strings"
)

// PlaylistFile is a file of a playlist: a master playlist, a media playlist, or
// neither, which is the player page.
type PlaylistFile struct {
	Master bool
	Media  bool
	CMAF   bool
	Limits Limits // of a master
	Images bool   // of a master

	Rung         Rung // of a media playlist
	Video, Audio bool // which tracks it has
}

// Rung names a quality across the videos of a playlist: by codec and nominal
// short side.
type Rung struct {
	Codec string
	Side  int64 // pixels, 0 = audio alone
}

func (r Rung) String() string { return r.Codec + "-" + strconv.FormatInt(r.Side, 10) }

// String writes the name of the file, which is read below the playlist's path:
// master[-options].m3u8 or index[-cmaf]-{codec}-{side}[-v1][-a1].m3u8.
func (f PlaylistFile) String() string {
	switch {
	case f.Master:
		return f.Limits.master(f.CMAF, f.Images) + ".m3u8"
	case f.Media:
		name := "index" + cmafPart(f.CMAF) + "-" + f.Rung.String()
		if f.Video {
			name += "-v1"
		}
		if f.Audio {
			name += "-a1"
		}
		return name + ".m3u8"
	}
	return ""
}

func parsePlaylistFile(name string) (f PlaylistFile, ok bool) {
	if name == "" {
		return f, true
	}
	name, ok = strings.CutSuffix(name, ".m3u8")
	s := scanner{rest: name, ok: ok}
	if s.has("master") {
		master := File{Kind: MasterHLS, CMAF: s.has("-cmaf")}
		ok = master.parseLimits(s)
		return PlaylistFile{Master: true, CMAF: master.CMAF, Limits: master.Limits, Images: master.Images}, ok
	}
	return f, f.parseMedia(s)
}

func (f *PlaylistFile) parseMedia(s scanner) bool {
	s.literal("index-")
	f.Media = true
	f.CMAF = s.has("cmaf-")
	codec, rest, _ := strings.Cut(s.rest, "-")
	f.Rung.Codec, s.rest = codec, rest
	f.Rung.Side = s.number()
	f.Video = s.has("-v1")
	f.Audio = s.has("-a1")
	if f.CMAF && f.Video == f.Audio {
		return false
	}
	return s.end() && isSlug(codec) && len(codec) <= 16 && (f.Video || f.Audio)
}
