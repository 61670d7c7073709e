// Package page serves the pages that play videos and playlists, with the looks
// that their account chose.
package page

import (
	"cmp"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/host"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/stats"
	"kinora/web"
)

// Options says what pages are made of. All but Code are required.
type Options struct {
	Catalog   *catalog.Catalog
	Players   *player.Players
	Hosts     *host.Hosts
	Addresses catalog.Addresses
	Code      bool // accounts may put code of their own into pages
	Log       *slog.Logger
}

// Pages serves pages. It is safe for concurrent use.
type Pages struct {
	Options
	page *web.Page
}

// New returns the pages.
func New(o Options) *Pages { return &Pages{Options: o, page: web.Player()} }

// NotFound answers a viewer who asks for a video that is not there.
func (s *Pages) NotFound(w http.ResponseWriter) { s.page.NotFound(w) }

// Video shows the page that plays a video, whatever state it is in.
func (s *Pages) Video(w http.ResponseWriter, r *http.Request, v catalog.Video) {
	if err := s.Catalog.ReadStoryboards(r.Context(), &v); err != nil {
		s.Log.WarnContext(r.Context(), "no storyboard for a player", "video", v.ID, "err", err)
	}
	shown := s.video(&v)
	shown.Embed = catalog.EmbedCode(cmp.Or(text(v.CustomIframeURL), s.Addresses.Page(&v)))
	shown.Counted = web.Counted{Type: stats.Video, ID: v.ID, Account: v.AccountID}
	s.show(w, r, shown, v.AccountID, v.PlayerID)
}

func (s *Pages) video(v *catalog.Video) web.PlayerVideo {
	shown := web.PlayerVideo{
		Title: v.Name, HLS: s.Addresses.HLS(v), DASH: s.Addresses.DASH(v),
		State: state(v), Audio: v.Planned && v.OriginWidth == nil, Projection: v.Projection,
		Poster: text(s.Addresses.Screenshot(v)), Sprite: text(s.Addresses.Sprite(v)), SpriteVTT: text(v.SpriteVTT),
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

// Playlist shows the page that plays a playlist.
func (s *Pages) Playlist(w http.ResponseWriter, r *http.Request, p playlist.Playlist) {
	shown := web.PlayerVideo{
		Title: p.Name, HLS: s.Addresses.PlaylistHLS(p.Address()), State: web.Playable, Live: p.Type == playlist.Live,
		Embed: catalog.EmbedCode(s.Addresses.PlaylistPage(p.Address())), Lines: lines(p.Videos...),
		Counted: web.Counted{Type: stats.Playlist, ID: p.ID, Account: p.AccountID},
	}
	if p.Countdown && shown.Live && p.StartTime != nil {
		shown.Begins = max(0, time.Until(time.UnixMilli(*p.StartTime)).Seconds())
	}
	for _, v := range p.Videos {
		if url := s.Addresses.Screenshot(v); url != nil {
			shown.Poster = *url
			break
		}
	}
	s.show(w, r, shown, p.AccountID, p.PlayerID)
}

// Preview shows a player with the account's newest video that is ready.
func (s *Pages) Preview(w http.ResponseWriter, r *http.Request, p player.Player) {
	videos, _, err := s.Catalog.Videos(r.Context(), p.AccountID, catalog.Filter{Status: catalog.StatusReady, Page: 1, PerPage: 1, Sprites: true})
	if database.IsAway(err) {
		w.Header().Set("Retry-After", "5")
		http.Error(w, "the server cannot reach its database, try again", http.StatusServiceUnavailable)
		return
	}
	if err != nil {
		s.Log.Error("player preview", "player", p.ID, "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	shown := web.PlayerVideo{State: web.Empty}
	if len(videos) > 0 {
		shown = s.video(&videos[0])
	}
	shown.Title, shown.Settings = p.Name, s.settings(p)
	s.page.Serve(w, r, shown)
}

// show serves a page with the player that the address or the row names, or the
// account's own.
func (s *Pages) show(w http.ResponseWriter, r *http.Request, shown web.PlayerVideo, account int64, player *int64) {
	query := r.URL.Query()
	if asked, err := strconv.ParseInt(query.Get("player_id"), 10, 64); err == nil {
		player = &asked
	}
	p, err := s.Players.For(r.Context(), account, player)
	if err != nil {
		s.Log.Warn("player not read", "account", account, "err", err) // the video plays all the same
	} else {
		shown.Settings = s.settings(p)
	}
	if err := s.atHost(r, &shown); err != nil {
		s.Log.Warn("host not read", "host", r.Host, "err", err) // the public URL's serves it, if it may
	}
	if isWebURL(query.Get("token_url")) {
		shown.TokenURL = query.Get("token_url")
	}
	s.page.Serve(w, r, shown)
}

// atHost plays a page of an account's own host from that host, which has rules
// and tokens of its own.
func (s *Pages) atHost(r *http.Request, shown *web.PlayerVideo) error {
	gate, err := s.Hosts.Gate(r.Context(), r.Host)
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

// settings are the wishes of a player; the account's own code only where
// the operator allows it.
func (s *Pages) settings(p player.Player) web.Settings {
	wishes := web.Settings{
		Autoplay: p.Autoplay, Mute: p.Mute, NoControls: p.DisableSkin, NoMemory: !p.SaveOptionsToCookies,
		NoSharing: !p.ShowSharing, Speeds: p.SpeedControl,
		Background: p.BGColor, Foreground: p.FGColor, Text: p.TextColor, Hover: p.HoverColor,
		Logo: p.Logo, LogoPosition: text(p.LogoPosition),
	}
	if s.Code {
		wishes.Code = web.Code{Design: p.Design, CSS: p.CustomCSS, Script: p.JSURL, Skin: p.SkinJSURL}
	}
	return wishes
}

func state(v *catalog.Video) string {
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

// isWebURL reports whether text is an http or https URL with a host; "" is none
// either.
func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
