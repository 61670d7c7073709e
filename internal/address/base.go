package address

import (
	"cmp"
	"strings"
)

// Bases are the URLs that public paths stand behind. Make them with NewBases.
type Bases struct {
	delivery, player, static string
}

// NewBases takes the bases of manifests and MP4 files, of player pages and of
// pictures; an empty one is public, the server's own URL.
func NewBases(public, delivery, player, static string) Bases {
	base := func(s string) string { return strings.TrimRight(cmp.Or(s, public), "/") }
	return Bases{base(delivery), base(player), base(static)}
}

// File is the URL of a file of a video.
func (b Bases) File(v Video, f File) string { return b.delivery + v.Path() + "/" + f.String() }

// Page is the URL of a video's player page.
func (b Bases) Page(v Video) string { return b.player + v.Path() }

// PlaylistFile is the URL of a file of a playlist.
func (b Bases) PlaylistFile(p Playlist, f PlaylistFile) string {
	return b.delivery + p.Path() + "/" + f.String()
}

// PlaylistPage is the URL of a playlist's player page.
func (b Bases) PlaylistPage(p Playlist) string { return b.player + p.Path() }

// Picture is the URL of a still or storyboard.
func (b Bases) Picture(p Picture) string { return b.static + p.Path() }

// Poster is the URL of a poster.
func (b Bases) Poster(p Poster) string { return b.static + p.Path() }

// IsPoster reports whether a text is the URL of a poster.
func (b Bases) IsPoster(text string) bool { return strings.HasPrefix(text, b.static+PostersPrefix) }
