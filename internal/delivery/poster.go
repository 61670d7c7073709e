package delivery

import (
	"net/http"

	"kinora/internal/address"
	"kinora/internal/serve"
)

// poster serves a video's poster or its small form.
func (s *Server) poster(w *serve.Answer, r *http.Request) error {
	p, ok := address.ParsePoster(r.URL.Path)
	if !ok {
		return errMissing
	}
	slug, account, err := s.o.Catalog.PosterOf(r.Context(), p.Video, p.Name)
	if err != nil {
		return err
	}
	if err := s.door.Admit(w, r, account); err != nil {
		return err
	}
	w.About(account, serve.VideoEntity, p.Video)
	return s.sendPicture(w, r, address.PosterKey(slug, p))
}
