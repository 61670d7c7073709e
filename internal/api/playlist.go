package api

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/playlist"
)

// playlistItem is a playlist, in lists and by itself.
type playlistItem struct {
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

func (s *server) showPlaylist(p playlist.Playlist) playlistItem {
	item := playlistItem{
		ID: p.ID, Name: p.Name, ClientID: p.AccountID, Active: p.Active, Loop: p.Repeats, VideoIDs: p.VideoIDs,
		ClientUserID: p.ClientUserID, AdID: p.AdID, PlayerID: p.PlayerID, Countdown: p.Countdown, PlaylistType: p.Type,
		HLSURL: s.Addresses.PlaylistHLS(p.Address()), HLSCMAFURL: s.Addresses.PlaylistCMAF(p.Address()), IframeURL: s.Addresses.PlaylistPage(p.Address()),
	}
	if item.VideoIDs == nil {
		item.VideoIDs = []int64{}
	}
	if p.StartTime != nil {
		text := directoryTime(*p.StartTime)
		item.StartTime = &text
	}
	return item
}

// readPlaylist reads what may be set. The addresses and ids that the server
// makes itself are left alone.
func (s *server) readPlaylist(object []byte) (playlist.Patch, error) {
	in := newInput(object, "name", "active", "start_time", "loop", "video_ids", "client_user_id", "ad_id",
		"player_id", "countdown", "playlist_type")
	p := playlist.Patch{
		Name: in.some("name"), Active: in.boolean("active"), StartTime: take(in, "start_time", parseMoment),
		Repeats: in.boolean("loop"), ClientUserID: in.integer("client_user_id"), AdID: in.integer("ad_id"),
		PlayerID: in.integer("player_id"), Countdown: in.boolean("countdown"), Type: in.some("playlist_type"),
	}
	var err error
	if p.VideoIDs, err = s.videoIDs(in); err != nil {
		return p, err
	}
	return p, in.err()
}

// videoIDs reads the list of a playlist; it stops where that is too long.
func (s *server) videoIDs(in *input) (opt.Opt[[]int64], error) {
	raw, found := in.members["video_ids"]
	if !found || raw[0] == 'n' {
		return opt.Opt[[]int64]{Set: found}, nil
	}
	invalid := fault.Field("video_ids", "is invalid")
	if raw[0] != '[' {
		return opt.Opt[[]int64]{}, invalid
	}
	ids := []int64{}
	err := eachElement(raw, func(value []byte) error {
		id, ok := parseInteger(value)
		switch {
		case !ok || id <= 0:
			return invalid
		case len(ids) == s.MaxPlaylist:
			return fault.Field("video_ids", fmt.Sprintf("is too long (maximum is %d)", s.MaxPlaylist))
		}
		ids = append(ids, id)
		return nil
	})
	return opt.Some(ids), err
}

// momentForms are the ISO 8601 forms of a moment that are understood; one
// without a zone is UTC. A fraction of a second may follow the seconds.
var momentForms = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"20060102T150405Z0700", "20060102T150405", "2006-01-02",
}

// parseMoment reads a moment in ISO 8601 as Unix milliseconds.
func parseMoment(raw []byte) (int64, bool) {
	text, ok := parseText(raw)
	if !ok {
		return 0, false
	}
	at, ok := momentOf(text)
	return at.UnixMilli(), ok
}

func momentOf(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if len(text) > 64 {
		return time.Time{}, false
	}
	if len(text) > 10 && text[10] == ' ' {
		text = text[:10] + "T" + text[11:]
	}
	for _, form := range momentForms {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func (s *server) listPlaylists(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	at := readPage(r.URL.Query())
	lists, total, err := s.Playlists.List(r.Context(), who.AccountID, at.number, at.size)
	if err != nil {
		return err
	}
	items := make([]playlistItem, len(lists))
	for i := range lists {
		items[i] = s.showPlaylist(lists[i])
	}
	at.describe(w, total)
	return ok(w, items)
}

func (s *server) createPlaylist(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "playlist")
	if err != nil {
		return err
	}
	patch, err := s.readPlaylist(object)
	if err != nil {
		return err
	}
	p, err := s.Playlists.Create(r.Context(), who.AccountID, patch, s.MaxPlaylist)
	if err != nil {
		return err
	}
	return ok(w, s.showPlaylist(p))
}

func (s *server) playlist(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "playlist")
	if err != nil {
		return err
	}
	p, err := s.Playlists.One(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	return ok(w, s.showPlaylist(p))
}

func (s *server) updatePlaylist(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "playlist")
	if err != nil {
		return err
	}
	object, err := readObject(w, r, "playlist")
	if err != nil {
		return err
	}
	patch, err := s.readPlaylist(object)
	if err != nil {
		return err
	}
	p, err := s.Playlists.Update(r.Context(), who.AccountID, id, patch, s.MaxPlaylist)
	if err != nil {
		return err
	}
	return ok(w, s.showPlaylist(p))
}

func (s *server) deletePlaylist(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "playlist")
	if err != nil {
		return err
	}
	if err := s.Playlists.Delete(r.Context(), who.AccountID, id); err != nil {
		return err
	}
	return noContent(w)
}

func (s *server) playlistVideos(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "playlist")
	if err != nil {
		return err
	}
	videos, err := s.Playlists.Videos(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	items, err := s.items(r.Context(), videos)
	if err != nil {
		return err
	}
	return replyList(w, items, readFields(r))
}
