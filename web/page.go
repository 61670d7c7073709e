package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"time"
)

// States of a video as the player page tells them apart.
const (
	Playable   = "playable"   // can be watched
	Processing = "processing" // may become playable: the page waits for that
	Failed     = "failed"     // will not become playable
)

// PlayerVideo is what the player page shows. URLs are absolute, or rooted at
// the page's host; empty ones are left out.
type PlayerVideo struct {
	Title     string
	HLS       string  // master playlist, which the page plays; also while processing
	DASH      string  // MPD, only named in the page's head
	Poster    string  // picture before the start
	Sprite    string  // picture with the tiles of the seek bar's preview
	SpriteVTT string  // the text of the sprite's cues, with or without header, with "," or "." in times
	State     string  // Playable, Processing or Failed; anything else counts as Failed
	Duration  float64 // seconds, 0 when not known
	Audio     bool    // sound only
	Settings  Settings
}

// Settings are the wishes of the account how the player looks and behaves.
// The zero Settings wish for nothing. Colours are #RRGGBB or "".
//
// The page honours Autoplay and Mute. Design, CSS, Script and Skin are code of
// the account's own: they must not run on a host where anybody is signed in.
type Settings struct {
	Autoplay     bool   `json:"autoplay"`
	Mute         bool   `json:"mute"`
	Loop         bool   `json:"loop"`
	NoControls   bool   `json:"noControls"`
	NoMemory     bool   `json:"noMemory"`  // volume and the like are not to be remembered
	NoSharing    bool   `json:"noSharing"` // no button for it
	Speeds       bool   `json:"speeds"`    // a choice of speeds
	Background   string `json:"background"`
	Foreground   string `json:"foreground"`
	Text         string `json:"text"`
	Hover        string `json:"hover"`
	Logo         string `json:"logo"`         // address of a picture
	LogoPosition string `json:"logoPosition"` // tl, tr, bl or br
	Design       string `json:"-"`
	CSS          string `json:"-"`
	Script       string `json:"-"` // address
	Skin         string `json:"-"` // address of a script
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

// Serve answers with the page of a video: the player, a page that waits while
// the video is processed, or 404 with an explanation when it failed. The page
// may be framed by any site. A playable page is revalidated by its ETag.
func (p *Page) Serve(w http.ResponseWriter, r *http.Request, v PlayerVideo) {
	if v.State != Playable && v.State != Processing {
		p.say(w, "This video cannot be played", "Something went wrong while it was being prepared.")
		return
	}
	body, err := render(p.player, p.playerData(v))
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	setHeaders(w.Header(), policy(v.HLS, v.DASH, v.Poster, v.Sprite, v.Settings.Logo))
	if v.State == Playable {
		sum := sha256.Sum256(body)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
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
	setHeaders(w.Header(), policy())
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(body) // the viewer may be gone
}

// video is the description that the page's script reads.
type video struct {
	Title     string  `json:"title"`
	HLS       string  `json:"hls"`
	Poster    string  `json:"poster"`
	Sprite    string  `json:"sprite"`
	SpriteVTT string  `json:"spriteVTT"`
	State     string  `json:"state"`
	Duration  float64 `json:"duration"`
	Audio     bool    `json:"audio"`
	Worker    string  `json:"worker"`

	Settings Settings `json:"settings"`
}

type playerData struct {
	Video                    video
	HLS, DASH, Style, Script string
}

func (p *Page) playerData(v PlayerVideo) playerData {
	d := playerData{
		Video: video{
			Title: v.Title, HLS: v.HLS, Poster: v.Poster, Sprite: v.Sprite, SpriteVTT: v.SpriteVTT,
			State: v.State, Duration: v.Duration, Audio: v.Audio, Worker: p.assets["worker.js"], Settings: v.Settings,
		},
		Style:  p.assets["page.css"],
		Script: p.assets["player.js"],
	}
	if v.State == Playable {
		d.HLS, d.DASH = v.HLS, v.DASH
	}
	return d
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
