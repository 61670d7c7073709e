package console

import (
	"net/http"
	"strings"
)

// Home answers at the root of a server: people are led to the console, programs
// are told what is where.
func Home(version string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept")
		if strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Redirect(w, r, base, http.StatusFound)
			return
		}
		write(w, http.StatusOK, map[string]string{
			"name": "kinora", "version": version, "console": base, "docs": "/docs", "openapi": "/openapi.json",
		})
	}
}
