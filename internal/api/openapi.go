package api

import (
	"embed"
	"io/fs"
	"net/http"
)

// Description is the API in OpenAPI 3.1. The tests hold that it names every
// route and that answers are as it says.
//
//go:embed openapi.json
var Description []byte

//go:embed docs
var pages embed.FS

// Docs serves the description at /openapi.json and a page that shows it at
// /docs. Both are public, as the program is.
func Docs(mux *http.ServeMux) {
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_, _ = w.Write(Description) // the client left; there is nobody to tell
	})
	files, err := fs.Sub(pages, "docs")
	if err != nil {
		panic(err) // a constant that is no path
	}
	for path, name := range map[string]string{"/docs": "index.html", "/docs/{$}": "index.html", "/docs/docs.css": "docs.css", "/docs/docs.js": "docs.js"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Cache-Control", "no-cache")
			if name == "index.html" { // which FS would redirect
				h.Set("Content-Type", "text/html; charset=utf-8")
				page, _ := fs.ReadFile(files, name) // embedded, so it is there
				_, _ = w.Write(page)
				return
			}
			http.ServeFileFS(w, r, files, name)
		})
	}
}
