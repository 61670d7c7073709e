package videos

import (
	"net/http"
	"net/url"
	"strings"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
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
	Video   shape.Details  `json:"video"`
}

// upload begins an upload session.
func (o Options) upload(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "video")
	if err != nil {
		return err
	}
	v, err := o.Catalog.Video(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	token, err := o.Accounts.SignUpload(r.Context(), account.UploadSession{AccountID: v.AccountID, VideoID: v.ID})
	if err != nil {
		return err
	}
	u, err := url.Parse(o.UploadURL)
	if err != nil {
		return err
	}
	shown, err := o.Videos.One(r.Context(), v)
	if err != nil {
		return err
	}
	return call.Reply(w, uploadSession{
		Servers: []uploadServer{{ID: 1, Role: "upload", Hostname: u.Host + strings.TrimRight(u.Path, "/"), Active: true, SSL: u.Scheme == "https"}},
		Token:   token,
		Video:   shown,
	})
}
