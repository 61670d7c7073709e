package web

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

// States of a video as the player page tells them apart.
const (
	Playable   = "playable"   // can be watched
	Processing = "processing" // may become playable: the page waits for that
	Empty      = "empty"      // nothing has been uploaded: the page waits as well
	Failed     = "failed"     // will not become playable
)

// PlayerVideo is what the player page shows. URLs are absolute, or rooted at
// the page's host; empty ones are left out.
type PlayerVideo struct {
	Title      string
	HLS        string  // master playlist; also while processing
	DASH       string  // MPD, for browsers that cannot decode what HLS holds
	Poster     string  // picture before the start
	Sprite     string  // picture with the tiles of the seek bar's preview
	SpriteVTT  string  // the text of the sprite's cues, with or without header, with "," or "." in times
	State      string  // Playable, Processing or Empty; anything else counts as failed
	Projection string  // vr360, vr180 or vr360tb; anything else is flat
	ShareURL   string  // what the share panel offers as link, free text
	Embed      string  // HTML that the share panel offers
	TokenURL   string  // http or https endpoint that hands out fresh tokens
	Bound      bool    // tokens hold for one address
	Live       bool    // everybody sees the same at the same time
	Begins     float64 // seconds until it does, where the page is to count down to that
	Audio      bool    // sound only
	Duration   float64 // seconds, 0 when not known
	// Lines are what qualities are called (480 of 480p), by the shorter side of
	// their frames, where that is another number.
	Lines    map[int64]int64
	Counted  Counted
	Settings Settings
}

// Counted names what a play of the page counts for; the zero Counted is not
// counted.
type Counted struct {
	Type    string `json:"type"` // vod or playlist
	ID      int64  `json:"id"`
	Account int64  `json:"account"`
}

// Settings are the wishes of the account how the player looks and behaves.
// The zero Settings wish for nothing. Colours are #RRGGBB or "".
type Settings struct {
	Autoplay     bool   `json:"autoplay"`
	Mute         bool   `json:"mute"`
	NoControls   bool   `json:"noControls"`
	NoMemory     bool   `json:"noMemory"`  // volume and quality are not to be remembered
	NoSharing    bool   `json:"noSharing"` // no button for it
	Speeds       bool   `json:"speeds"`    // a choice of speeds
	Background   string `json:"background"`
	Foreground   string `json:"foreground"`
	Text         string `json:"text"`
	Hover        string `json:"hover"`
	Logo         string `json:"logo"`         // address of a picture
	LogoPosition string `json:"logoPosition"` // tl, tr, bl or br
	Code         Code   `json:"code"`
}

// Code is what accounts may bring into the page where the server allows it. A
// page with any of it runs without an origin, so that it can act for nobody
// who is signed in on its host.
type Code struct {
	Design string `json:"design"` // for the scripts to read
	CSS    string `json:"-"`
	Script string `json:"-"` // address of what stands in for the page's own script
	Skin   string `json:"-"` // address of a script that is loaded after it
}

// Page renders player pages. It is safe for concurrent use.
type Page struct {
	player, message *template.Template
	assets          map[string]string
}

// Player prepares the player page.
func Player() *Page {
	all := template.Must(template.ParseFS(templates, "templates/*.gohtml"))
	return &Page{player: all.Lookup("player.gohtml"), message: all.Lookup("message.gohtml"), assets: assetURLs()}
}

// Serve answers with the page of a video: the player, a page that waits until
// there is something to play, or 404 with an explanation when there never will
// be. The page may be framed by any site.
func (p *Page) Serve(w http.ResponseWriter, r *http.Request, v PlayerVideo) {
	if v.State != Playable && v.State != Processing && v.State != Empty {
		p.say(w, "This video cannot be played", "Something went wrong while it was being prepared.")
		return
	}
	d := p.playerData(v)
	body, err := render(p.player, d)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	code := v.Settings.Code
	rules := policy(d.Nonce, v.HLS, v.DASH, v.Poster, v.Sprite, v.TokenURL, v.Settings.Logo, code.Script, code.Skin)
	if code != (Code{}) {
		rules += "; " + sandbox
	}
	setHeaders(w.Header(), rules)
	if v.State == Playable {
		w.Header().Set("Cache-Control", "no-cache")
	}
	_, _ = w.Write(body) // the viewer may be gone
}

// NotFound answers 404 with a page for a video that does not exist.
func (p *Page) NotFound(w http.ResponseWriter) {
	p.say(w, "Video not found", "It may have been deleted, or the address is wrong.")
}

func (p *Page) say(w http.ResponseWriter, heading, text string) {
	body, err := render(p.message, map[string]string{"Heading": heading, "Text": text, "Style": p.assets["page.css"]})
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	setHeaders(w.Header(), policy(""))
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(body) // the viewer may be gone
}

// video is the description that the page's script reads.
type video struct {
	Title      string  `json:"title"`
	HLS        string  `json:"hls"`
	DASH       string  `json:"dash"`
	Poster     string  `json:"poster"`
	Sprite     string  `json:"sprite"`
	SpriteVTT  string  `json:"spriteVTT"`
	State      string  `json:"state"`
	Projection string  `json:"projection"`
	Duration   float64 `json:"duration"`
	Audio      bool    `json:"audio"`
	Live       bool    `json:"live"`
	Begins     float64 `json:"begins"`
	ShareURL   string  `json:"shareURL"`
	Embed      string  `json:"embed"`
	TokenURL   string  `json:"tokenURL"`
	Bound      bool    `json:"bound"`

	Lines map[int64]int64 `json:"lines"`

	Scripts map[string]string `json:"scripts"` // loaded when needed

	Counted Counted `json:"counted"`

	Settings Settings `json:"settings"`
}

type playerData struct {
	Video        video
	HLS, DASH    string // named in the head once they are there
	Nonce        string
	Style        string
	Script, Skin string
	Ahead        string // script that the other will want
	CSS          template.CSS
	Waiting      string // why nothing plays yet
}

var projections = map[string]bool{"vr360": true, "vr180": true, "vr360tb": true}

func (p *Page) playerData(v PlayerVideo) playerData {
	code := v.Settings.Code
	d := playerData{
		Video: video{
			Title: v.Title, HLS: v.HLS, DASH: v.DASH, Poster: v.Poster, Sprite: v.Sprite, SpriteVTT: v.SpriteVTT,
			State: v.State, Duration: v.Duration, Audio: v.Audio, Live: v.Live, Begins: v.Begins, ShareURL: v.ShareURL, Embed: v.Embed,
			TokenURL: v.TokenURL, Bound: v.Bound, Lines: v.Lines, Counted: v.Counted, Settings: v.Settings,
			Scripts: map[string]string{"hls": p.assets["hls.js"], "dash": p.assets["dash.js"], "vr": p.assets["vr.js"], "worker": p.assets["worker.js"]},
		},
		Nonce:  rand.Text(),
		Style:  p.assets["page.css"],
		Script: p.assets["player.js"],
		Skin:   code.Skin,
		CSS:    inlineCSS(code.CSS),
	}
	if d.Video.Lines == nil {
		d.Video.Lines = map[int64]int64{}
	}
	if projections[v.Projection] {
		d.Video.Projection = v.Projection
	}
	switch v.State {
	case Playable:
		d.HLS, d.DASH = v.HLS, v.DASH
		d.Ahead = p.assets["hls.js"]
	case Empty:
		d.Waiting = "There is no video here yet. It starts here as soon as it can be watched."
	default:
		d.Waiting = "This video is being processed. It starts here as soon as it can be watched."
	}
	if code.Script != "" {
		d.Script, d.Ahead = code.Script, ""
	}
	return d
}

// inlineCSS makes a style sheet fit for a style element, which it cannot close:
// to CSS the backslash changes nothing.
func inlineCSS(text string) template.CSS {
	return template.CSS(strings.ReplaceAll(text, "</", `<\/`)) //nolint:gosec // that is what the setting is for
}

func render(t *template.Template, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("render %s: %w", t.Name(), err)
	}
	return b.Bytes(), nil
}

// setHeaders sets what all pages have in common. Pages that are not playable
// are not to be kept: their videos may become so any moment.
func setHeaders(h http.Header, policy string) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cache-Control", "no-store")
	h.Del("X-Frame-Options")
}
