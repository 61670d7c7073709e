package delivery

import (
	"net/http"

	"kinora/internal/library"
)

const postersPrefix = "/static/videoplatform/posters/"

// posterName is a parsed URL below postersPrefix.
type posterName struct {
	video int64
	name  string // of the file
	thumb bool
}

// parsePoster reads video/{video}/[thumb_]{name}.
func parsePoster(path string) (p posterName, ok bool) {
	s := scanner{rest: path, ok: true}
	s.literal(postersPrefix + "video/")
	p.video = s.number()
	s.literal("/")
	p.thumb = s.has("thumb_")
	p.name = s.rest
	return p, s.ok && len(p.name) <= maxFile && isFileName(p.name)
}

// poster serves a video's poster or its small form.
func (s *Server) poster(w http.ResponseWriter, r *http.Request) error {
	p, ok := parsePoster(r.URL.Path)
	if !ok {
		return errMissing
	}
	slug, account, err := s.o.Library.PosterOf(r.Context(), p.video, p.name)
	if err != nil {
		return err
	}
	if w, err = s.admit(w, r, account); err != nil {
		return err
	}
	return s.sendPicture(w, r, library.PosterKey(slug, p.name, p.thumb))
}
