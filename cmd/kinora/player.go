package main

import (
	"net/http"

	"kinora/internal/library"
	"kinora/web"
)

// player shows the page that plays a video.
func (a *app) player(w http.ResponseWriter, r *http.Request, v library.Video) {
	base := a.settings.DeliveryURL + delivery.VideoPath(v.AccountID, v.Slug)
	_ = base
	web.NewPage().Serve(w, r, web.PlayerVideo{})
}
