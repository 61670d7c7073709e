package delivery

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/serve"
)

// file serves the MP4 of a rendition, whole or in ranges.
func (q *request) file() error {
	r := q.named()
	if r == nil {
		return errMissing
	}
	o, err := q.server.handles.Take(q.r.Context(), *r.Object)
	if err != nil {
		return err
	}
	defer q.server.handles.Give(*r.Object, o)
	h := q.w.Header()
	h.Set("Content-Type", "video/mp4")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", serve.CacheForever)
	h.Set("ETag", serve.Tag("mp4", *r.Object, strconv.FormatInt(o.Size(), 10)))
	if q.target.Download {
		h.Set("Content-Disposition", disposition(q.target.SaveAs))
		h.Add("Access-Control-Expose-Headers", "Content-Disposition")
	}
	var limit func(io.ReadSeeker) io.ReadSeeker
	if pace, ok := serve.ParsePace(q.r.URL.Query()); ok {
		limit = func(body io.ReadSeeker) io.ReadSeeker { return pace.Limit(q.r.Context(), body) }
	}
	if !hasVideo(r) {
		q.w.Kind = serve.Audio
	}
	q.w.Plays(time.Duration(value(q.video.Duration))*time.Millisecond, o.Size())
	serve.Object(q.w, q.r, o, limit)
	return nil
}

// named returns the playable rendition whose file the URL names.
func (q *request) named() *catalog.Rendition {
	for _, r := range complete(q.video) {
		if r.File == q.target.Name || r.File == q.target.Name+".mp4" {
			return r
		}
	}
	return nil
}

func disposition(name string) string {
	if name == "" {
		return "attachment"
	}
	return `attachment; filename="` + name + `.mp4"`
}

// picture serves a screenshot or the sheet of thumbnails of a video.
func (s *Server) picture(w *serve.Answer, r *http.Request) error {
	w.Kind = serve.Picture
	if strings.HasPrefix(r.URL.Path, address.PostersPrefix) {
		return s.poster(w, r)
	}
	p, ok := address.ParsePicture(r.URL.Path)
	if !ok {
		return errMissing
	}
	if err := s.door.Admit(w, r, p.Account); err != nil {
		return err
	}
	v, err := s.o.Catalog.Public(r.Context(), p.Account, p.Slug)
	if err != nil {
		return err
	}
	if v.ID != p.Video || v.Stills != catalog.StillsDone || p.Shot > v.Screenshots || p.Shot == 0 && !v.Storyboard {
		return errMissing
	}
	w.About(v.AccountID, serve.VideoEntity, v.ID)
	key := address.SpriteKey(v.ID)
	if p.Shot > 0 {
		key = address.ScreenshotKey(v.ID, p.Shot)
	}
	return s.sendPicture(w, r, key)
}

func (s *Server) sendPicture(w http.ResponseWriter, r *http.Request, key string) error {
	o, err := s.o.Store.Open(r.Context(), key)
	if err != nil {
		return err
	}
	defer o.Close()
	etag := serve.Tag(key, strconv.FormatInt(o.Size(), 10), strconv.FormatInt(o.ModTime().UnixNano(), 10))
	if serve.Describe(w, r, "image/jpeg", serve.CacheForever, etag) {
		return nil
	}
	serve.Object(w, r, o, nil)
	return nil
}
