package api

import (
	"net/http"
	"net/url"
	"strings"

	"kinora/internal/account"
	"kinora/internal/catalog"
)

// uploadServer is where files are sent to. Clients put hostname between
// "https://" and "/upload/".
type uploadServer struct {
	ID       int64  `json:"id"`
	Role     string `json:"role"`
	Hostname string `json:"hostname"` // with a port where it is not the usual one
	Active   bool   `json:"active"`
	SSL      bool   `json:"ssl"`
}

type uploadSession struct {
	Servers []uploadServer `json:"servers"`
	Token   string         `json:"token"`
	Video   videoDetails   `json:"video"`
}

// upload opens an upload session.
func (s *server) upload(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "video")
	if err != nil {
		return err
	}
	v, err := s.Catalog.Video(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	token, err := s.SignUpload(r.Context(), account.UploadSession{AccountID: v.AccountID, VideoID: v.ID})
	if err != nil {
		return err
	}
	u, err := url.Parse(s.UploadURL)
	if err != nil {
		return err
	}
	shown, err := s.details(r.Context(), []catalog.Video{v})
	if err != nil {
		return err
	}
	return ok(w, uploadSession{
		Servers: []uploadServer{{ID: 1, Role: "upload", Hostname: u.Host + strings.TrimRight(u.Path, "/"), Active: true, SSL: u.Scheme == "https"}},
		Token:   token,
		Video:   shown[0],
	})
}
