// Package playlists is the calls on playlists.
package playlists

import (
	"context"
	"fmt"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/playlist"
)

// Options says what the calls work with.
type Options struct {
	Playlists *playlist.Playlists
	Videos    *shape.Videos
	Most      int // videos of a playlist; 0 is playlist.DefaultVideos
}

// Routes are the calls.
func Routes(o Options) []call.Route {
	const all, one, what = "/streaming/playlists", "/streaming/playlists/{id}", "playlist"
	if o.Most <= 0 {
		o.Most = playlist.DefaultVideos
	}
	create := func(ctx context.Context, account int64, p playlist.Patch) (playlist.Playlist, error) {
		return o.Playlists.Create(ctx, account, p, o.Most)
	}
	update := func(ctx context.Context, account, id int64, p playlist.Patch) (playlist.Playlist, error) {
		return o.Playlists.Update(ctx, account, id, p, o.Most)
	}
	return []call.Route{
		{Pattern: "GET " + all, Handle: call.List(o.Playlists.List, o.show)},
		{Pattern: "POST " + all, Handle: call.Create(what, o.read, create, o.show)},
		{Pattern: "GET " + one, Handle: call.Get(what, o.Playlists.One, o.show)},
		{Pattern: "PATCH " + one, Handle: call.Update(what, call.ReadObject, o.read, update, o.show)},
		{Pattern: "DELETE " + one, Handle: call.Delete(what, o.Playlists.Delete)},
		{Pattern: "GET " + one + "/videos", Handle: o.videos},
	}
}

func (o Options) videos(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "playlist")
	if err != nil {
		return err
	}
	videos, err := o.Playlists.Videos(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	shown, err := o.Videos.InLists(r.Context(), videos)
	if err != nil {
		return err
	}
	return call.ReplyList(w, shown, call.ReadFields(r))
}

// item is a playlist, in lists and by itself.
type item struct {
	ID           int64   `json:"id"`
	Name         string  `json:"name"`
	ClientID     int64   `json:"client_id"`
	Active       bool    `json:"active"`
	StartTime    *string `json:"start_time"`
	Loop         bool    `json:"loop"`
	VideoIDs     []int64 `json:"video_ids"` // in playing order
	ClientUserID *int64  `json:"client_user_id"`
	AdID         *int64  `json:"ad_id"`
	PlayerID     *int64  `json:"player_id"`
	Countdown    bool    `json:"countdown"`
	PlaylistType string  `json:"playlist_type"`
	HLSURL       string  `json:"hls_url"`
	HLSCMAFURL   string  `json:"hls_cmaf_url"`
	IframeURL    string  `json:"iframe_url"`
}

func (o Options) show(p playlist.Playlist) item {
	item := item{
		ID: p.ID, Name: p.Name, ClientID: p.AccountID, Active: p.Active, Loop: p.Repeats, VideoIDs: p.VideoIDs,
		ClientUserID: p.ClientUserID, AdID: p.AdID, PlayerID: p.PlayerID, Countdown: p.Countdown, PlaylistType: p.Type,
		HLSURL: o.Videos.Addresses.PlaylistHLS(p.Address()), HLSCMAFURL: o.Videos.Addresses.PlaylistCMAF(p.Address()), IframeURL: o.Videos.Addresses.PlaylistPage(p.Address()),
	}
	if item.VideoIDs == nil {
		item.VideoIDs = []int64{}
	}
	if p.StartTime != nil {
		text := call.Seconds(*p.StartTime)
		item.StartTime = &text
	}
	return item
}

// read reads what may be set. The addresses and ids that the server
// makes itself are left alone.
func (o Options) read(object []byte) (playlist.Patch, error) {
	in := call.NewInput(object, "name", "active", "start_time", "loop", "video_ids", "client_user_id", "ad_id",
		"player_id", "countdown", "playlist_type")
	p := playlist.Patch{
		Name: in.NonBlank("name"), Active: in.Bool("active"), StartTime: call.Member(in, "start_time", call.ParseMillis),
		Repeats: in.Bool("loop"), ClientUserID: in.Integer("client_user_id"), AdID: in.Integer("ad_id"),
		PlayerID: in.Integer("player_id"), Countdown: in.Bool("countdown"), Type: in.NonBlank("playlist_type"),
	}
	var err error
	if p.VideoIDs, err = o.videoIDs(in); err != nil {
		return p, err
	}
	return p, in.Err()
}

// videoIDs reads the list of a playlist; it stops where that is too long.
func (o Options) videoIDs(in *call.Input) (opt.Opt[[]int64], error) {
	raw := in.Raw("video_ids")
	if raw == nil || raw[0] == 'n' {
		return opt.Opt[[]int64]{Set: raw != nil}, nil
	}
	invalid := fault.Field("video_ids", "is invalid")
	if raw[0] != '[' {
		return opt.Opt[[]int64]{}, invalid
	}
	ids := []int64{}
	err := call.EachElement(raw, func(value []byte) error {
		id, ok := call.ParseInteger(value)
		switch {
		case !ok || id <= 0:
			return invalid
		case len(ids) == o.Most:
			return fault.Field("video_ids", fmt.Sprintf("is too long (maximum is %d)", o.Most))
		}
		ids = append(ids, id)
		return nil
	})
	return opt.Some(ids), err
}
