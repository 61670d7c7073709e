package web

import (
	_ "embed"
	"net/http"
)

//go:embed icon.svg
var icon []byte

// IconPath is where browsers look for a site's icon by themselves.
const IconPath = "/favicon.ico"

// Icon serves the icon of all pages (mount it at IconPath).
func Icon(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=86400")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, _ = w.Write(icon) // the reader may be gone
}
