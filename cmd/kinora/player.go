package main

import (
	"net/http"

	"kinora/internal/library"
	"kinora/web"
)

// player shows the page that plays a video, whatever state it is in.
func (a *app) player(w http.ResponseWriter, r *http.Request, v library.Video) {
	shown := web.PlayerVideo{
		Title: v.Name, HLS: a.addresses.HLS(&v), DASH: a.addresses.DASH(&v),
		State: playerState(&v), Audio: v.Plan != nil && v.OriginWidth == nil,
	}
	for dst, src := range map[*string]*string{
		&shown.Poster: a.addresses.Screenshot(&v), &shown.Sprite: a.addresses.Sprite(&v), &shown.SpriteVTT: v.SpriteVTT,
	} {
		if src != nil {
			*dst = *src
		}
	}
	if v.Duration != nil {
		shown.Duration = float64(*v.Duration) / 1000
	}
	a.page.Serve(w, r, shown)
}

func playerState(v *library.Video) string {
	switch {
	case v.Playable():
		return web.Playable
	case v.Status == library.StatusError || v.Error != nil:
		return web.Failed
	default:
		return web.Processing
	}
}
