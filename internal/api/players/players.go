// Package players is the calls on the looks of players.
package players

import (
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/player"
)

// Options says what the calls work with.
type Options struct {
	Players *player.Players
	// Preview writes a page that shows what a player looks like.
	Preview func(w http.ResponseWriter, r *http.Request, p player.Player)
}

// Routes are the calls.
func Routes(o Options) []call.Route {
	const all, one, what = "/streaming/players", "/streaming/players/{id}", "player"
	return []call.Route{
		{Pattern: "GET " + all, Handle: call.List(o.Players.List, show)},
		{Pattern: "POST " + all, Handle: call.Create(what, read, o.Players.Create, show)},
		{Pattern: "GET " + one, Handle: call.Get(what, o.Players.One, show)},
		{Pattern: "PATCH " + one, Handle: call.Update(what, call.ReadChange, read, o.Players.Update, show)},
		{Pattern: "DELETE " + one, Handle: call.Delete(what, o.Players.Delete)},
		{Pattern: "GET " + one + "/preview", Handle: o.preview},
	}
}

// preview answers with a page that shows what a player looks like.
func (o Options) preview(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "player")
	if err != nil {
		return err
	}
	p, err := o.Players.One(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	o.Preview(w, r, p)
	return nil
}

// item is a player. The skin's address has two spellings in the wild, of
// which the first is the documented one.
type item struct {
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

func show(p player.Player) item {
	return item{
		ID: p.ID, Name: p.Name, ClientID: p.AccountID, Default: p.Standard, Framework: p.Framework,
		Design: p.Design, CustomCSS: p.CustomCSS, JSURL: p.JSURL, SkinIsURL: p.SkinJSURL, SkinJSURL: p.SkinJSURL,
		BGColor: p.BGColor, FGColor: p.FGColor, TextColor: p.TextColor, HoverColor: p.HoverColor,
		Autoplay: p.Autoplay, Mute: p.Mute, DisableSkin: p.DisableSkin, SaveOptionsToCookies: p.SaveOptionsToCookies,
		ShowSharing: p.ShowSharing, SpeedControl: p.SpeedControl, Logo: p.Logo, LogoPosition: p.LogoPosition,
	}
}

// Members are those of a player that may be set.
var Members = []string{
	"name", "default", "framework", "design", "custom_css", "js_url", "skin_is_url", "skin_js_url",
	"bg_color", "fg_color", "text_color", "hover_color", "autoplay", "mute", "disable_skin",
	"save_options_to_cookies", "show_sharing", "speed_control", "logo", "logo_position",
}

func read(object []byte) (player.Patch, error) {
	in := call.NewInput(object, Members...)
	p := player.Patch{
		Name: in.Text("name"), Framework: in.Text("framework"), Design: in.Text("design"), CustomCSS: in.Text("custom_css"),
		JSURL: in.NonBlank("js_url"), SkinJSURL: in.NonBlank("skin_is_url"), Logo: in.NonBlank("logo"), LogoPosition: in.NonBlank("logo_position"),
		BGColor: in.NonBlank("bg_color"), FGColor: in.NonBlank("fg_color"), TextColor: in.NonBlank("text_color"), HoverColor: in.NonBlank("hover_color"),
		Standard: in.Bool("default"), Autoplay: in.Bool("autoplay"), Mute: in.Bool("mute"),
		DisableSkin: in.Bool("disable_skin"), SpeedControl: in.Bool("speed_control"),
		SaveOptionsToCookies: in.Bool("save_options_to_cookies"), ShowSharing: in.Bool("show_sharing"),
	}
	if other := in.NonBlank("skin_js_url"); p.SkinJSURL.Value == nil && other.Set {
		p.SkinJSURL = other
	}
	return p, in.Err()
}
