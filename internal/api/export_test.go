package api

import (
	"net/http"

	"kinora/internal/account"
)

// Patterns are the patterns of all routes.
func Patterns() (list []string) {
	for _, rt := range (&server{}).routes() {
		list = append(list, rt.Pattern)
	}
	return list
}

// NewTroubled is New with calls that do what they do unless trouble has an
// error.
func NewTroubled(o Options, trouble func() error) http.Handler {
	s := New(o).(*server)
	s.mux = http.NewServeMux()
	routes := s.routes()
	for i, rt := range routes {
		routes[i].Handle = func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
			if err := trouble(); err != nil {
				return err
			}
			return rt.Handle(w, r, who)
		}
	}
	s.mount(routes)
	return s
}
