package main

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/stats"
	"kinora/web"
)

// player shows the page that plays a video, whatever state it is in.
func (a *app) player(w http.ResponseWriter, r *http.Request, v catalog.Video) {
	shown := a.playerVideo(&v)
	shown.Embed = catalog.EmbedCode(cmp.Or(text(v.CustomIframeURL), a.addresses.Page(&v)))
	shown.Counted = web.Counted{Type: stats.Video, ID: v.ID, Account: v.AccountID}
	a.show(w, r, shown, v.AccountID, v.PlayerID)
}

func (a *app) playerVideo(v *catalog.Video) web.PlayerVideo {
	shown := web.PlayerVideo{
		Title: v.Name, HLS: a.addresses.HLS(v), DASH: a.addresses.DASH(v),
		State: playerState(v), Audio: v.Plan != nil && v.OriginWidth == nil, Projection: v.Projection,
		Poster: text(a.addresses.Screenshot(v)), Sprite: text(a.addresses.Sprite(v)), SpriteVTT: text(v.SpriteVTT),
		ShareURL: text(v.ShareURL), Lines: lines(v),
	}
	if v.Duration != nil {
		shown.Duration = float64(*v.Duration) / 1000
	}
	return shown
}

// lines are what the qualities of videos are called, by the shorter side of
// their frames, where that is another number: 480 has 468 lines in wide
// pictures.
func lines(videos ...*catalog.Video) map[int64]int64 {
	called := map[int64]int64{}
	for _, v := range videos {
		for _, r := range v.Renditions {
			if r.FrameWidth == nil || r.FrameHeight == nil {
				continue
			}
			if side := min(*r.FrameWidth, *r.FrameHeight); side != r.ShortSide {
				called[side] = r.ShortSide
			}
		}
	}
	return called
}

// text is what s points at, "" for nil.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// playlistPage shows the page that plays a playlist.
func (a *app) playlistPage(w http.ResponseWriter, r *http.Request, p playlist.Playlist) {
	shown := web.PlayerVideo{
		Title: p.Name, HLS: a.addresses.PlaylistHLS(p.Address()), State: web.Playable, Live: p.Type == playlist.Live,
		Embed: catalog.EmbedCode(a.addresses.PlaylistPage(p.Address())), Lines: lines(p.Videos...),
		Counted: web.Counted{Type: stats.Playlist, ID: p.ID, Account: p.AccountID},
	}
	if p.Countdown && shown.Live && p.StartTime != nil {
		shown.Begins = max(0, time.Until(time.UnixMilli(*p.StartTime)).Seconds())
	}
	for _, v := range p.Videos {
		if url := a.addresses.Screenshot(v); url != nil {
			shown.Poster = *url
			break
		}
	}
	a.show(w, r, shown, p.AccountID, p.PlayerID)
}

// preview shows a player with the account's newest video that is ready.
func (a *app) preview(w http.ResponseWriter, r *http.Request, p player.Player) {
	videos, _, err := a.catalog.Videos(r.Context(), p.AccountID, catalog.Filter{Status: catalog.StatusReady, Page: 1, PerPage: 1})
	if database.IsAway(err) {
		w.Header().Set("Retry-After", "5")
		http.Error(w, "the server cannot reach its database, try again", http.StatusServiceUnavailable)
		return
	}
	if err != nil {
		a.log.Error("player preview", "player", p.ID, "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	shown := web.PlayerVideo{State: web.Empty}
	if len(videos) > 0 {
		shown = a.playerVideo(&videos[0])
	}
	shown.Title, shown.Settings = p.Name, a.playerSettings(p)
	a.page.Serve(w, r, shown)
}

// show serves a page with the player that the address or the row names, or the
// account's own.
func (a *app) show(w http.ResponseWriter, r *http.Request, shown web.PlayerVideo, account int64, player *int64) {
	query := r.URL.Query()
	if asked, err := strconv.ParseInt(query.Get("player_id"), 10, 64); err == nil {
		player = &asked
	}
	p, err := a.players.For(r.Context(), account, player)
	if err != nil {
		a.log.Warn("player not read", "account", account, "err", err) // the video plays all the same
	} else {
		shown.Settings = a.playerSettings(p)
	}
	if err := a.atHost(r, &shown); err != nil {
		a.log.Warn("host not read", "host", r.Host, "err", err) // the public URL's serves it, if it may
	}
	if isWebURL(query.Get("token_url")) {
		shown.TokenURL = query.Get("token_url")
	}
	a.page.Serve(w, r, shown)
}

// atHost plays a page of an account's own host from that host, which has rules
// and tokens of its own.
func (a *app) atHost(r *http.Request, shown *web.PlayerVideo) error {
	gate, err := a.hosts.Gate(r.Context(), r.Host)
	if err != nil || gate.Account() == 0 {
		return err
	}
	shown.Bound = gate.Binds()
	for _, address := range []*string{&shown.HLS, &shown.DASH} {
		if u, err := url.Parse(*address); err == nil {
			*address = u.EscapedPath()
		}
	}
	return nil
}

// playerSettings are the wishes of a player; the account's own code only where
// the operator allows it.
func (a *app) playerSettings(p player.Player) web.Settings {
	s := web.Settings{
		Autoplay: p.Autoplay, Mute: p.Mute, NoControls: p.DisableSkin, NoMemory: !p.SaveOptionsToCookies,
		NoSharing: !p.ShowSharing, Speeds: p.SpeedControl,
		Background: p.BGColor, Foreground: p.FGColor, Text: p.TextColor, Hover: p.HoverColor,
		Logo: p.Logo, LogoPosition: text(p.LogoPosition),
	}
	if a.settings.PlayerCode {
		s.Code = web.Code{Design: p.Design, CSS: p.CustomCSS, Script: p.JSURL, Skin: p.SkinJSURL}
	}
	return s
}

func playerState(v *catalog.Video) string {
	switch {
	case v.Playable():
		return web.Playable
	case v.Status == catalog.StatusError || v.Error != nil:
		return web.Failed
	case v.Status == catalog.StatusEmpty:
		return web.Empty
	default:
		return web.Processing
	}
}
