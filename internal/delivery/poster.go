package delivery

import (
	"net/http"

	"kinora/internal/address"
)

// poster serves a video's poster or its small form.
func (s *Server) poster(w http.ResponseWriter, r *http.Request) error {
	p, ok := address.ParsePoster(r.URL.Path)
	if !ok {
		return errMissing
	}
	slug, account, err := s.o.Library.PosterOf(r.Context(), p.Video, p.Name)
	if err != nil {
		return err
	}
	if w, err = s.admit(w, r, account); err != nil {
		return err
	}
	return s.sendPicture(w, r, address.PosterKey(slug, p))
}
