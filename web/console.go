package web

import (
	"crypto/rand"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"strings"
)

//go:embed console/dist
var consoleDist embed.FS

const consoleAssets = "/console/assets/"

// ConsoleAssets serves the console's bundle at /console/assets/ (mount it
// there, unstripped).
func ConsoleAssets() http.Handler { return assetsOf(consoleDist, "console/dist", consoleAssets) }

// ConsolePage is the console's one page, at each of its addresses.
type ConsolePage struct {
	page          *template.Template
	style, script string
	policy        string // with NONCE for the nonce
}

// Console prepares the page, which may load from the hosts of the base URLs
// beside its own.
func Console(hosts ...string) *ConsolePage {
	text := mustRead(consoleDist, "console/dist/manifest.json")
	var names map[string]string
	if err := json.Unmarshal(text, &names); err != nil {
		panic(err) // the bundle is part of the program
	}
	from := strings.Join(append([]string{""}, origins(hosts)...), " ")
	return &ConsolePage{
		page:  template.Must(template.ParseFS(templates, "templates/console.gohtml")),
		style: consoleAssets + names["style.css"], script: consoleAssets + names["console.js"],
		policy: strings.Join([]string{
			"default-src 'none'",
			"script-src 'nonce-NONCE'",
			"style-src 'nonce-NONCE'",
			"img-src 'self' data:" + from,
			"connect-src 'self'" + from,
			"frame-src 'self'" + from,
			"base-uri 'none'",
			"form-action 'none'",
			"frame-ancestors 'none'",
			"require-trusted-types-for 'script'",
			"trusted-types svelte-trusted-html",
		}, "; "),
	}
}

// Serve answers with the page.
func (p *ConsolePage) Serve(w http.ResponseWriter, _ *http.Request) {
	nonce := rand.Text()
	body, err := render(p.page, map[string]string{"Nonce": nonce, "Style": p.style, "Script": p.script})
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	setHeaders(h, strings.ReplaceAll(p.policy, "NONCE", nonce))
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = w.Write(body) // the reader may be gone
}
