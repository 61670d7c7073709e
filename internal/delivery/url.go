package delivery

import "strings"

// kind says what a URL asks for.
type kind uint8

const (
	page         kind = iota + 1 // player page
	masterHLS                    // master[-cmaf][-min-N][-max-N][-img][-codec].m3u8
	masterDASH                   // master[-min-N][-max-N][-codec].mpd, also index…
	playlistTS                   // index-{tail}.m3u8
	playlistCMAF                 // index-cmaf-{tail}.m3u8
	playlistKeys                 // iframes-{tail}.m3u8
	playlistText                 // index[-cmaf]-f{id}.m3u8
	tiles                        // tiles.m3u8
	segmentTS                    // segment-{n}-{tail}[-enc].ts
	segmentCMAF                  // segment-{n}-{tail}.m4s
	initCMAF                     // init-{tail}.m4s
	segmentWebM                  // segment-{n}-{tail}.webm
	initWebM                     // init-{tail}.webm
	segmentText                  // segment-{n}[-cmaf]-f{id}.vtt
	wholeText                    // subtitle-f{id}.vtt
	file                         // {file}.mp4[/download[={name}]]
)

// target is a parsed URL below /videos/. Only the fields of its kind are set.
type target struct {
	kind    kind
	account int64
	slug    string
	cmaf    bool // masters and text
	limits  limits
	images  bool  // masters
	tail    tail  // everything made from one rendition
	number  int64 // of a segment, from 1
	sealed  bool  // segments: encrypted
	text    int64 // id of a subtitle

	name     string // of an MP4, without its extension
	download bool
	saveAs   string // file name without extension, "" = up to the client
}

// sealedSuffix tells an encrypted segment from the same in the clear.
const sealedSuffix = "-enc"

// limits are the soft filters of a master manifest.
type limits struct {
	min, max int64 // pixels of the short side, 0 = none
	codec    string
}

// tail names a rendition and the tracks of it: s0q{quality}v{version}-v1-a1.
type tail struct {
	quality, version int64
	video            bool
	audio            int64 // number of the track, from 1; 0 = none
}

const (
	maxSlug = 64
	maxFile = 200
	maxSave = 255
	minSide = 240
	maxSide = 9999
)

// parseTarget reads the decoded path of a URL. It is strict: each thing has
// one spelling, so that a cache keeps it once.
func parseTarget(path string) (t target, ok bool) {
	path, ok = strings.CutPrefix(path, "/videos/")
	if !ok {
		return t, false
	}
	head, rest, _ := strings.Cut(path, "/")
	s := scanner{rest: head, ok: true}
	t.account = s.number()
	s.literal("_")
	t.slug = s.rest
	if !s.ok || t.account == 0 || !isSlug(t.slug) {
		return t, false
	}
	if rest == "" {
		t.kind = page
		return t, true
	}
	return t, t.parseFile(rest)
}

func isSlug(s string) bool {
	return s != "" && len(s) <= maxSlug && strings.IndexFunc(s, func(r rune) bool { return !isAlphanumeric(r) }) < 0
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func (t *target) parseFile(name string) bool {
	s := scanner{rest: name, ok: true}
	switch {
	case name == "tiles.m3u8":
		t.kind = tiles
		return true
	case strings.HasSuffix(name, ".m3u8"):
		s.rest = strings.TrimSuffix(name, ".m3u8")
		return t.parsePlaylist(s)
	case strings.HasSuffix(name, ".mpd"):
		s.rest = strings.TrimSuffix(name, ".mpd")
		t.kind = masterDASH
		s.ok = s.has("master") || s.has("index")
		return t.parseLimits(s)
	case strings.HasSuffix(name, ".ts"), strings.HasSuffix(name, ".m4s"), strings.HasSuffix(name, ".webm"), strings.HasSuffix(name, ".vtt"):
		return t.parseSegment(s)
	}
	return t.parseMP4(name)
}

func (t *target) parsePlaylist(s scanner) bool {
	switch {
	case s.has("master"):
		t.kind = masterHLS
		t.cmaf = s.has("-cmaf")
		return t.parseLimits(s)
	case s.has("iframes-"):
		t.kind = playlistKeys
		t.tail = s.tail()
		return s.end() && t.tail.video
	case !s.has("index-"):
		return false
	}
	t.cmaf = s.has("cmaf-")
	if s.has("f") {
		t.kind = playlistText
		t.text = s.number()
		return s.end()
	}
	t.kind = playlistTS
	t.tail = s.tail()
	if t.cmaf {
		t.kind = playlistCMAF
		return s.end() && t.tail.single()
	}
	return s.end()
}

// parseLimits reads the options of a master manifest, in their fixed order.
func (t *target) parseLimits(s scanner) bool {
	if s.has("-min-") {
		t.limits.min = s.side()
	}
	if s.has("-max-") {
		t.limits.max = s.side()
	}
	t.images = t.kind == masterHLS && s.has("-img")
	for _, codec := range []string{"h264", "hevc", "av1"} {
		if s.has("-" + codec) {
			t.limits.codec = codec
			break
		}
	}
	return s.end()
}

func (t *target) parseSegment(s scanner) bool {
	switch {
	case s.has("subtitle-f"):
		t.kind = wholeText
		t.text = s.number()
		s.literal(".vtt")
		return s.end()
	case s.has("init-"):
		t.tail = s.tail()
		return t.parseKind(s, map[string]kind{".m4s": initCMAF, ".webm": initWebM})
	}
	s.literal("segment-")
	t.number = s.number()
	s.literal("-")
	if t.number == 0 {
		return false
	}
	t.cmaf = s.has("cmaf-")
	if s.has("f") {
		t.kind = segmentText
		t.text = s.number()
		s.literal(".vtt")
		return s.end()
	}
	t.tail = s.tail()
	t.sealed = s.has(sealedSuffix)
	return !t.cmaf && t.parseKind(s, map[string]kind{".ts": segmentTS, ".m4s": segmentCMAF, ".webm": segmentWebM})
}

// parseKind reads the extension, which says what is asked for. Only a
// transport stream holds more than one track.
func (t *target) parseKind(s scanner, kinds map[string]kind) bool {
	t.kind = kinds[s.rest]
	return s.ok && t.kind != 0 && (t.kind == segmentTS || t.tail.single() && !t.sealed)
}

// parseMP4 reads {file}.mp4, {file}.mp4/download and
// {file}.mp4/download={name}.
func (t *target) parseMP4(rest string) bool {
	name, action, below := strings.Cut(rest, "/")
	name, ok := strings.CutSuffix(name, ".mp4")
	if !ok || len(name) > maxFile || !isFileName(name) {
		return false
	}
	t.kind, t.name = file, name
	if !below || action == "download" {
		t.download = below
		return true
	}
	save, ok := strings.CutPrefix(action, "download=")
	t.download, t.saveAs = true, save
	return ok && len(save) <= maxSave && isFileName(save) && !strings.Contains(save, ".mp4")
}

func isFileName(s string) bool {
	return s != "" && s[0] != '.' && strings.IndexFunc(s, func(r rune) bool {
		return !isAlphanumeric(r) && r != '_' && r != '-' && r != '.'
	}) < 0
}

func (t tail) single() bool { return t.video != (t.audio > 0) }

// scanner reads a name from the left; ok turns false for good at the first
// thing that is not as asked.
type scanner struct {
	rest string
	ok   bool
}

// has skips text if it comes next.
func (s *scanner) has(text string) bool {
	rest, ok := strings.CutPrefix(s.rest, text)
	if ok {
		s.rest = rest
	}
	return ok
}

func (s *scanner) literal(text string) { s.ok = s.has(text) && s.ok }

func (s *scanner) end() bool { return s.ok && s.rest == "" }

// number reads a decimal number of at most 18 digits without leading zeros.
func (s *scanner) number() int64 {
	var n int64
	i := 0
	for i < len(s.rest) && s.rest[i] >= '0' && s.rest[i] <= '9' && i < 19 {
		n = n*10 + int64(s.rest[i]-'0')
		i++
	}
	if i == 0 || i > 18 || i > 1 && s.rest[0] == '0' {
		s.ok = false
		return 0
	}
	s.rest = s.rest[i:]
	return n
}

func (s *scanner) side() int64 {
	n := s.number()
	s.ok = s.ok && n >= minSide && n <= maxSide
	return n
}

func (s *scanner) tail() (t tail) {
	s.literal("s0q")
	t.quality = s.number()
	s.literal("v")
	t.version = s.number()
	t.video = s.has("-v1")
	if s.has("-a") {
		t.audio = s.number()
		s.ok = s.ok && t.audio > 0
	}
	s.ok = s.ok && (t.video || t.audio > 0)
	return t
}

// String writes the tail as it stands in URLs.
func (t tail) String() string {
	b := append(make([]byte, 0, 32), "s0q"...)
	b = appendInt(b, t.quality)
	b = append(b, 'v')
	b = appendInt(b, t.version)
	if t.video {
		b = append(b, "-v1"...)
	}
	if t.audio > 0 {
		b = append(b, "-a"...)
		b = appendInt(b, t.audio)
	}
	return string(b)
}

// picture is a parsed URL below /static/videoplatform/.
type picture struct {
	account, video int64
	slug           string
	shot           int64 // number from 1, 0 = the sprite
}

// parsePicture reads thumbnails/{account}/{video}_{slug}.mp4_{n}_1080.jpg and
// sprites/{account}/{video}_{slug}.mp4_sprite.jpg.
func parsePicture(path string) (p picture, ok bool) {
	s := scanner{rest: path, ok: true}
	s.literal("/static/videoplatform/")
	sprite := s.has("sprites/")
	if !sprite {
		s.literal("thumbnails/")
	}
	p.account = s.number()
	s.literal("/")
	p.video = s.number()
	s.literal("_")
	slug, rest, found := strings.Cut(s.rest, ".mp4_")
	s.rest, p.slug = rest, slug
	if sprite {
		s.literal("sprite.jpg")
	} else {
		p.shot = s.number()
		s.literal("_1080.jpg")
	}
	return p, s.end() && found && isSlug(slug) && (sprite || p.shot > 0)
}
