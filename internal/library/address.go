package library

import (
	"cmp"
	"fmt"
	"html"
	"strings"
)

// Addresses are the bases of the public addresses of videos. Make them with
// NewAddresses.
type Addresses struct {
	delivery, player, static string
}

// NewAddresses takes the bases of manifests and MP4 files, of player pages and
// of pictures; an empty one is public, the server's own URL.
func NewAddresses(public, delivery, player, static string) Addresses {
	base := func(s string) string { return strings.TrimRight(cmp.Or(s, public), "/") }
	return Addresses{base(delivery), base(player), base(static)}
}

// path is a video's address on any of the hosts.
func (v *Video) path() string { return fmt.Sprintf("/videos/%d_%s", v.AccountID, v.Slug) }

// HLS is the master playlist with MPEG-TS segments.
func (a Addresses) HLS(v *Video) string { return a.delivery + v.path() + "/master.m3u8" }

// CMAF is the HLS master playlist with CMAF segments.
func (a Addresses) CMAF(v *Video) string { return a.delivery + v.path() + "/master-cmaf.m3u8" }

// DASH is the MPD.
func (a Addresses) DASH(v *Video) string { return a.delivery + v.path() + "/master.mpd" }

// MP4 is a rendition's file.
func (a Addresses) MP4(v *Video, r *Rendition) string { return a.delivery + v.path() + "/" + r.File }

// Page is the player page.
func (a Addresses) Page(v *Video) string { return a.player + v.path() }

// EmbedCode is the HTML that shows a player page inside of another page.
func EmbedCode(page string) string {
	return `<iframe width="100%" height="100%" src="` + html.EscapeString(page) + `" frameborder="0" ` +
		`allow="autoplay; fullscreen; encrypted-media; picture-in-picture" allowfullscreen></iframe>`
}

// Screenshots are the pictures made of the video, in order; [] when there are
// none.
func (a Addresses) Screenshots(v *Video) []string {
	shots := []string{}
	for n := range v.Screenshots {
		shots = append(shots, a.screenshot(v, n+1))
	}
	return shots
}

func (a Addresses) screenshot(v *Video, number int64) string {
	return a.picture(v, "thumbnails", fmt.Sprintf("%d_1080.jpg", number))
}

// Screenshot is the picture that ScreenshotID names, counting from 0 and kept
// within what there is; -1 is the poster, or the first picture without one.
// It is nil when there is no picture at all.
func (a Addresses) Screenshot(v *Video) *string {
	if v.ScreenshotID < 0 && v.Poster != nil {
		return a.Poster(v)
	}
	if v.Screenshots < 1 {
		return nil
	}
	url := a.screenshot(v, 1+min(max(v.ScreenshotID, 0), v.Screenshots-1))
	return &url
}

// Sprite is the picture with the storyboard's tiles, nil until it exists.
func (a Addresses) Sprite(v *Video) *string {
	if v.SpriteVTT == nil || *v.SpriteVTT == "" {
		return nil
	}
	url := a.picture(v, "sprites", "sprite.jpg")
	return &url
}

// Poster is the video's own picture, nil without one.
func (a Addresses) Poster(v *Video) *string { return a.poster(v, "") }

// PosterThumb is the small form of Poster.
func (a Addresses) PosterThumb(v *Video) *string { return a.poster(v, "thumb_") }

func (a Addresses) poster(v *Video, prefix string) *string {
	if v.Poster == nil {
		return nil
	}
	url := fmt.Sprintf("%s/static/videoplatform/posters/video/%d/%s%s", a.static, v.ID, prefix, *v.Poster)
	return &url
}

func (a Addresses) picture(v *Video, folder, suffix string) string {
	return fmt.Sprintf("%s/static/videoplatform/%s/%d/%d_%s.mp4_%s", a.static, folder, v.AccountID, v.ID, v.Slug, suffix)
}

// IsPoster reports whether a text is the address of a poster.
func (a Addresses) IsPoster(text string) bool {
	return strings.HasPrefix(text, a.static+"/static/videoplatform/posters/")
}

func (p *Playlist) path() string { return fmt.Sprintf("/playlists/%d_%d", p.AccountID, p.ID) }

// PlaylistHLS is the master playlist with MPEG-TS segments.
func (a Addresses) PlaylistHLS(p *Playlist) string { return a.delivery + p.path() + "/master.m3u8" }

// PlaylistCMAF is the HLS master playlist with CMAF segments.
func (a Addresses) PlaylistCMAF(p *Playlist) string {
	return a.delivery + p.path() + "/master-cmaf.m3u8"
}

// PlaylistPage is the player page.
func (a Addresses) PlaylistPage(p *Playlist) string { return a.player + p.path() }
