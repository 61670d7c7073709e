package main

import (
	"net/http"

	"kinora/internal/library"
	"kinora/web"
)

// player shows the page that plays a video, whatever state it is in.
func (a *app) player(w http.ResponseWriter, r *http.Request, v library.Video) {
	shown := web.PlayerVideo{
		Title: v.Name, HLS: a.addresses.HLS(&v), DASH: a.addresses.DASH(&v),
		State: playerState(&v), Audio: v.Plan != nil && v.OriginWidth == nil,
	}
	for dst, src := range map[*string]*string{
		&shown.Poster: a.addresses.Screenshot(&v), &shown.Sprite: a.addresses.Sprite(&v), &shown.SpriteVTT: v.SpriteVTT,
	} {
		if src != nil {
			*dst = *src
		}
	}
	if v.Duration != nil {
		shown.Duration = float64(*v.Duration) / 1000
	}
	a.show(w, r, shown, v.AccountID, v.PlayerID)
}

// playlistPage shows the page that plays a playlist.
func (a *app) playlistPage(w http.ResponseWriter, r *http.Request, p library.Playlist) {
	shown := web.PlayerVideo{Title: p.Name, HLS: a.addresses.PlaylistHLS(&p), State: web.Playable}
	for _, v := range p.Videos {
		if url := a.addresses.Screenshot(v); url != nil {
			shown.Poster = *url
			break
		}
	}
	a.show(w, r, shown, p.AccountID, p.PlayerID)
}

// preview shows a player with the account's newest video that is ready.
func (a *app) preview(w http.ResponseWriter, r *http.Request, p library.Player) {
	videos, _, err := a.library.Videos(r.Context(), p.AccountID, library.Filter{Status: library.StatusReady, Page: 1, PerPage: 1})
	if err != nil {
		a.log.Error("player preview", "player", p.ID, "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	shown := web.PlayerVideo{Title: p.Name, State: web.Processing, Settings: playerSettings(p)}
	if len(videos) > 0 {
		v := &videos[0]
		shown.State, shown.HLS, shown.DASH = web.Playable, a.addresses.HLS(v), a.addresses.DASH(v)
		if url := a.addresses.Screenshot(v); url != nil {
			shown.Poster = *url
		}
	}
	a.page.Serve(w, r, shown)
}

// show serves a page with the player that is named, or the account's own.
func (a *app) show(w http.ResponseWriter, r *http.Request, shown web.PlayerVideo, account int64, player *int64) {
	p, err := a.library.PlayerFor(r.Context(), account, player)
	if err != nil {
		a.log.Warn("player not read", "account", account, "err", err) // the video plays all the same
	} else {
		shown.Settings = playerSettings(p)
	}
	a.page.Serve(w, r, shown)
}

func playerSettings(p library.Player) web.Settings {
	s := web.Settings{
		Autoplay: p.Autoplay, Mute: p.Mute, NoControls: p.DisableSkin, NoMemory: !p.SaveOptionsToCookies,
		NoSharing: !p.ShowSharing, Speeds: p.SpeedControl,
		Background: p.BGColor, Foreground: p.FGColor, Text: p.TextColor, Hover: p.HoverColor,
		Logo: p.Logo, Design: p.Design, CSS: p.CustomCSS, Script: p.JSURL, Skin: p.SkinJSURL,
	}
	if p.LogoPosition != nil {
		s.LogoPosition = *p.LogoPosition
	}
	return s
}

func playerState(v *library.Video) string {
	switch {
	case v.Playable():
		return web.Playable
	case v.Status == library.StatusError || v.Error != nil:
		return web.Failed
	default:
		return web.Processing
	}
}
