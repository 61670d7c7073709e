// Package address is the grammar of public addresses and of storage keys.
// Each form is written and read side by side, and has one spelling, so that a
// cache keeps a thing once: what Parse reads, String writes again, but for the
// names that the public API allows beside the usual one.
package address

import (
	"fmt"
	"strconv"
	"strings"
)

// Prefixes of paths.
const (
	VideosPrefix    = "/videos/"
	PlaylistsPrefix = "/playlists/"
	StaticPrefix    = "/static/videoplatform/"
	PostersPrefix   = StaticPrefix + "posters/"
)

const (
	maxSlug = 64
	maxFile = 200
	maxSave = 255
	minSide = 240
	maxSide = 9999
)

// Video names a video in addresses.
type Video struct {
	Account int64
	Slug    string
}

// ID is what stands behind VideosPrefix: "4321_Ab3d".
func (v Video) ID() string { return strconv.FormatInt(v.Account, 10) + "_" + v.Slug }

// Path is the path of the video's player page, and of the folder that its
// files are in.
func (v Video) Path() string { return VideosPrefix + v.ID() }

// Playlist names a playlist in addresses.
type Playlist struct{ Account, ID int64 }

// Path is the path of the playlist's player page, and of the folder that its
// files are in.
func (p Playlist) Path() string {
	return PlaylistsPrefix + strconv.FormatInt(p.Account, 10) + "_" + strconv.FormatInt(p.ID, 10)
}

// ParseVideo reads the decoded path of a video's page or of one of its files.
func ParseVideo(path string) (v Video, f File, ok bool) {
	path, ok = strings.CutPrefix(path, VideosPrefix)
	if !ok {
		return v, f, false
	}
	head, name, _ := strings.Cut(path, "/")
	s := scanner{rest: head, ok: true}
	v.Account = s.number()
	s.literal("_")
	v.Slug = s.rest
	if !s.ok || v.Account == 0 || !isSlug(v.Slug) {
		return v, f, false
	}
	f, ok = parseFile(name)
	return v, f, ok
}

// Split takes the path of something below a prefix apart, such as
// "/videos/4321_Ab3d/master.m3u8": the account, what stands between the prefix
// and the next slash, and what follows that.
func Split(prefix, path string) (account int64, id, rest string, ok bool) {
	below, ok := strings.CutPrefix(path, prefix)
	id, rest, _ = strings.Cut(below, "/")
	number, _, named := strings.Cut(id, "_")
	account, err := strconv.ParseInt(number, 10, 64)
	return account, id, rest, ok && named && err == nil
}

// ParsePlaylist reads the decoded path of a playlist's page or of one of its
// files.
func ParsePlaylist(path string) (p Playlist, f PlaylistFile, ok bool) {
	path, ok = strings.CutPrefix(path, PlaylistsPrefix)
	head, name, _ := strings.Cut(path, "/")
	s := scanner{rest: head, ok: ok}
	p.Account = s.number()
	s.literal("_")
	p.ID = s.number()
	if !s.end() || p.Account == 0 || p.ID == 0 {
		return p, f, false
	}
	f, ok = parsePlaylistFile(name)
	return p, f, ok
}

// Picture is a still of a video, or its storyboard.
type Picture struct {
	Account, Video int64
	Slug           string
	Shot           int64 // number from 1, 0 = the storyboard
}

// Path is the path of the picture.
func (p Picture) Path() string {
	if p.Shot == 0 {
		return fmt.Sprintf("%ssprites/%d/%d_%s.mp4_sprite.jpg", StaticPrefix, p.Account, p.Video, p.Slug)
	}
	return fmt.Sprintf("%sthumbnails/%d/%d_%s.mp4_%d_1080.jpg", StaticPrefix, p.Account, p.Video, p.Slug, p.Shot)
}

// ParsePicture reads the decoded path of a still or storyboard.
func ParsePicture(path string) (p Picture, ok bool) {
	s := scanner{rest: path, ok: true}
	s.literal(StaticPrefix)
	sprite := s.has("sprites/")
	if !sprite {
		s.literal("thumbnails/")
	}
	p.Account = s.number()
	s.literal("/")
	p.Video = s.number()
	s.literal("_")
	slug, rest, found := strings.Cut(s.rest, ".mp4_")
	s.rest, p.Slug = rest, slug
	if sprite {
		s.literal("sprite.jpg")
	} else {
		p.Shot = s.number()
		s.literal("_1080.jpg")
	}
	return p, s.end() && found && isSlug(slug) && (sprite || p.Shot > 0)
}

// Poster is a video's own picture, or its small form.
type Poster struct {
	Video int64
	Name  string // of its file
	Thumb bool
}

// Path is the path of the poster.
func (p Poster) Path() string {
	return PostersPrefix + "video/" + strconv.FormatInt(p.Video, 10) + "/" + p.file()
}

func (p Poster) file() string {
	if p.Thumb {
		return thumbPrefix + p.Name
	}
	return p.Name
}

const thumbPrefix = "thumb_"

// ParsePoster reads the decoded path of a poster.
func ParsePoster(path string) (p Poster, ok bool) {
	s := scanner{rest: path, ok: true}
	s.literal(PostersPrefix + "video/")
	p.Video = s.number()
	s.literal("/")
	p.Thumb = s.has(thumbPrefix)
	p.Name = s.rest
	return p, s.ok && len(p.Name) <= maxFile && isFileName(p.Name)
}
