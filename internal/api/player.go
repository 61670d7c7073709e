package api

import (
	"net/http"

	"kinora/internal/account"
	"kinora/internal/player"
)

// playerItem is a player. The skin's address has two spellings in the wild, of
// which the first is the documented one.
type playerItem struct {
	ID                   int64   `json:"id"`
	Name                 string  `json:"name"`
	ClientID             int64   `json:"client_id"`
	Default              bool    `json:"default"` // of the account
	Framework            string  `json:"framework"`
	Design               string  `json:"design"`
	CustomCSS            string  `json:"custom_css"`
	JSURL                string  `json:"js_url"`
	SkinIsURL            string  `json:"skin_is_url"`
	SkinJSURL            string  `json:"skin_js_url"`
	BGColor              string  `json:"bg_color"`
	FGColor              string  `json:"fg_color"`
	TextColor            string  `json:"text_color"`
	HoverColor           string  `json:"hover_color"`
	Autoplay             bool    `json:"autoplay"`
	Mute                 bool    `json:"mute"`
	DisableSkin          bool    `json:"disable_skin"`
	SaveOptionsToCookies bool    `json:"save_options_to_cookies"`
	ShowSharing          bool    `json:"show_sharing"`
	SpeedControl         bool    `json:"speed_control"`
	Logo                 string  `json:"logo"`
	LogoPosition         *string `json:"logo_position"`
}

func showPlayer(p player.Player) playerItem {
	return playerItem{
		ID: p.ID, Name: p.Name, ClientID: p.AccountID, Default: p.Standard, Framework: p.Framework,
		Design: p.Design, CustomCSS: p.CustomCSS, JSURL: p.JSURL, SkinIsURL: p.SkinJSURL, SkinJSURL: p.SkinJSURL,
		BGColor: p.BGColor, FGColor: p.FGColor, TextColor: p.TextColor, HoverColor: p.HoverColor,
		Autoplay: p.Autoplay, Mute: p.Mute, DisableSkin: p.DisableSkin, SaveOptionsToCookies: p.SaveOptionsToCookies,
		ShowSharing: p.ShowSharing, SpeedControl: p.SpeedControl, Logo: p.Logo, LogoPosition: p.LogoPosition,
	}
}

var playerMembers = []string{
	"name", "default", "framework", "design", "custom_css", "js_url", "skin_is_url", "skin_js_url",
	"bg_color", "fg_color", "text_color", "hover_color", "autoplay", "mute", "disable_skin",
	"save_options_to_cookies", "show_sharing", "speed_control", "logo", "logo_position",
}

func playerPatch(object []byte) (player.Patch, error) {
	in := newInput(object, playerMembers...)
	p := player.Patch{
		Name: in.text("name"), Framework: in.text("framework"), Design: in.text("design"), CustomCSS: in.text("custom_css"),
		JSURL: in.some("js_url"), SkinJSURL: in.some("skin_is_url"), Logo: in.some("logo"), LogoPosition: in.some("logo_position"),
		BGColor: in.some("bg_color"), FGColor: in.some("fg_color"), TextColor: in.some("text_color"), HoverColor: in.some("hover_color"),
		Standard: in.boolean("default"), Autoplay: in.boolean("autoplay"), Mute: in.boolean("mute"),
		DisableSkin: in.boolean("disable_skin"), SpeedControl: in.boolean("speed_control"),
		SaveOptionsToCookies: in.boolean("save_options_to_cookies"), ShowSharing: in.boolean("show_sharing"),
	}
	if other := in.some("skin_js_url"); p.SkinJSURL.Value == nil && other.Set {
		p.SkinJSURL = other
	}
	return p, in.err()
}

func (s *server) listPlayers(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	at := readPage(r.URL.Query())
	players, total, err := s.Players.List(r.Context(), who.AccountID, at.number, at.size)
	if err != nil {
		return err
	}
	items := make([]playerItem, len(players))
	for i := range players {
		items[i] = showPlayer(players[i])
	}
	at.describe(w, total)
	return ok(w, items)
}

func (s *server) createPlayer(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "player")
	if err != nil {
		return err
	}
	patch, err := playerPatch(object)
	if err != nil {
		return err
	}
	p, err := s.Players.Create(r.Context(), who.AccountID, patch)
	if err != nil {
		return err
	}
	return ok(w, showPlayer(p))
}

func (s *server) player(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	p, err := s.namedPlayer(r, who)
	if err != nil {
		return err
	}
	return ok(w, showPlayer(p))
}

func (s *server) namedPlayer(r *http.Request, who account.Caller) (player.Player, error) {
	id, err := pathID(r, "player")
	if err != nil {
		return player.Player{}, err
	}
	return s.Players.One(r.Context(), who.AccountID, id)
}

func (s *server) updatePlayer(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "player")
	if err != nil {
		return err
	}
	object, err := readPatch(w, r, "player")
	if err != nil {
		return err
	}
	patch, err := playerPatch(object)
	if err != nil {
		return err
	}
	p, err := s.Players.Update(r.Context(), who.AccountID, id, patch)
	if err != nil {
		return err
	}
	return ok(w, showPlayer(p))
}

func (s *server) deletePlayer(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "player")
	if err != nil {
		return err
	}
	if err := s.Players.Delete(r.Context(), who.AccountID, id); err != nil {
		return err
	}
	return noContent(w)
}

// previewPlayer answers with a page that shows what a player looks like.
func (s *server) previewPlayer(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	p, err := s.namedPlayer(r, who)
	if err != nil {
		return err
	}
	if s.Preview == nil {
		return errNoPath
	}
	s.Preview(w, r, p)
	return nil
}
