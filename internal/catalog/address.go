package catalog

import (
	"html"
	"strings"

	"kinora/internal/address"
)

// Addresses makes the public addresses of rows. Make it with NewAddresses.
type Addresses struct {
	bases address.Bases
}

// NewAddresses takes the bases of manifests and MP4 files, of player pages and
// of pictures; an empty one is public, the server's own URL.
func NewAddresses(public, delivery, player, static string) Addresses {
	return Addresses{address.NewBases(public, delivery, player, static)}
}

// Address is what the video is called in addresses.
func (v *Video) Address() address.Video { return address.Video{Account: v.AccountID, Slug: v.Slug} }

// HLS is the master playlist with MPEG-TS segments.
func (a Addresses) HLS(v *Video) string {
	return a.bases.File(v.Address(), address.File{Kind: address.MasterHLS})
}

// CMAF is the HLS master playlist with CMAF segments.
func (a Addresses) CMAF(v *Video) string {
	return a.bases.File(v.Address(), address.File{Kind: address.MasterHLS, CMAF: true})
}

// DASH is the MPD.
func (a Addresses) DASH(v *Video) string {
	return a.bases.File(v.Address(), address.File{Kind: address.MasterDASH})
}

// MP4 is a rendition's file.
func (a Addresses) MP4(v *Video, r *Rendition) string {
	return a.bases.File(v.Address(), address.File{Kind: address.MP4, Name: strings.TrimSuffix(r.File, ".mp4")})
}

// Page is the player page.
func (a Addresses) Page(v *Video) string { return a.bases.Page(v.Address()) }

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
		shots = append(shots, a.picture(v, n+1))
	}
	return shots
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
	url := a.picture(v, 1+min(max(v.ScreenshotID, 0), v.Screenshots-1))
	return &url
}

// Sprite is the picture with the storyboard's tiles, nil until it exists.
func (a Addresses) Sprite(v *Video) *string {
	if !v.Storyboard {
		return nil
	}
	url := a.picture(v, 0)
	return &url
}

// Poster is the video's own picture, nil without one.
func (a Addresses) Poster(v *Video) *string { return a.poster(v, false) }

// PosterThumb is the small form of Poster.
func (a Addresses) PosterThumb(v *Video) *string { return a.poster(v, true) }

func (a Addresses) poster(v *Video, thumb bool) *string {
	if v.Poster == nil {
		return nil
	}
	url := a.bases.Poster(address.Poster{Video: v.ID, Name: *v.Poster, Thumb: thumb})
	return &url
}

// picture is a screenshot, counted from 1, or the storyboard for 0.
func (a Addresses) picture(v *Video, shot int64) string {
	return a.bases.Picture(address.Picture{Account: v.AccountID, Video: v.ID, Slug: v.Slug, Shot: shot})
}

// IsPoster reports whether a text is the address of a poster.
func (a Addresses) IsPoster(text string) bool { return a.bases.IsPoster(text) }

// PlaylistHLS is the master playlist with MPEG-TS segments.
func (a Addresses) PlaylistHLS(p address.Playlist) string {
	return a.bases.PlaylistFile(p, address.PlaylistFile{Master: true})
}

// PlaylistCMAF is the HLS master playlist with CMAF segments.
func (a Addresses) PlaylistCMAF(p address.Playlist) string {
	return a.bases.PlaylistFile(p, address.PlaylistFile{Master: true, CMAF: true})
}

// PlaylistPage is the player page.
func (a Addresses) PlaylistPage(p address.Playlist) string { return a.bases.PlaylistPage(p) }
