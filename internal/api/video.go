package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

func (s *server) listVideos(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, members := readListQuery(r.URL.Query()), readFields(r)
	q.Sprites = members["sprite"] || members["sprite_vtt"]
	videos, total := []catalog.Video(nil), catalog.Total{}
	if !q.matchesNothing {
		var err error
		if videos, total, err = s.Catalog.Videos(r.Context(), who.AccountID, q.Filter); err != nil {
			return err
		}
	}
	page{q.Page, q.PerPage}.describe(w, total.N)
	if total.More {
		w.Header().Set("X-Total-More", "true")
	}
	if q.Sprites {
		items, err := s.details(r.Context(), videos)
		if err != nil {
			return err
		}
		return replyList(w, items, members)
	}
	items, err := s.items(r.Context(), videos)
	if err != nil {
		return err
	}
	return replyList(w, items, members)
}

func (s *server) createVideo(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "video")
	if err != nil {
		return err
	}
	video, err := s.newVideo(r.Context(), who.AccountID, object)
	if err != nil {
		return err
	}
	created, err := s.Catalog.Create(r.Context(), who.AccountID, []catalog.NewVideo{video})
	if err != nil {
		return withoutIndex(err)
	}
	out, err := s.details(r.Context(), created)
	if err != nil {
		return err
	}
	if s.repliesWithArray(r) {
		return ok(w, out)
	}
	return ok(w, out[0])
}

// repliesWithArray says in which shape a created video goes back. The SDKs
// were generated from a document that says array; guides and the clients
// written after them expect the object.
func (s *server) repliesWithArray(r *http.Request) bool {
	switch s.SingleReply {
	case ReplyArray:
		return true
	case ReplyObject:
		return false
	}
	return r.Header.Get("X-Stainless-Lang") != "" || strings.HasPrefix(r.UserAgent(), "Gcore/")
}

func (s *server) createVideos(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	videos, err := s.readBatch(w, r, who.AccountID)
	if err != nil {
		return err
	}
	created, err := s.Catalog.Create(r.Context(), who.AccountID, videos)
	if err != nil {
		return err
	}
	items, err := s.details(r.Context(), created)
	if err != nil {
		return err
	}
	return replyList(w, items, readFields(r))
}

func (s *server) video(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "video")
	if err != nil {
		return err
	}
	v, err := s.Catalog.Video(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	shown, err := s.details(r.Context(), []catalog.Video{v})
	if err != nil {
		return err
	}
	out, err := readFields(r).of(shown[0])
	if err != nil {
		return err
	}
	return ok(w, out)
}

func (s *server) updateVideo(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "video")
	if err != nil {
		return err
	}
	object, err := readPatch(w, r, "video")
	if err != nil {
		return err
	}
	patch, err := s.videoPatch(r.Context(), who.AccountID, object)
	if err != nil {
		return err
	}
	v, err := s.Catalog.Update(r.Context(), who.AccountID, id, patch)
	if err != nil {
		return err
	}
	return s.replyDetails(w, r, v)
}

func (s *server) replyDetails(w http.ResponseWriter, r *http.Request, v catalog.Video) error {
	out, err := s.details(r.Context(), []catalog.Video{v})
	if err != nil {
		return err
	}
	return ok(w, out[0])
}

// retryVideo starts a video again that failed; see catalog.Retry. The call is
// kinora's own.
func (s *server) retryVideo(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "video")
	if err != nil {
		return err
	}
	object, err := readObject(w, r, "video")
	if err != nil {
		return err
	}
	in := newInput(object, "origin_url", "origin_http_headers")
	origin := catalog.Origin{URL: in.some("origin_url").Value, HTTPHeaders: in.some("origin_http_headers").Value}
	if err := in.err(); err != nil {
		return err
	}
	v, err := s.Catalog.Retry(r.Context(), who.AccountID, id, origin)
	if err != nil {
		return err
	}
	return s.replyDetails(w, r, v)
}

func (s *server) deleteVideo(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "video")
	if err != nil {
		return err
	}
	if err := s.Catalog.Delete(r.Context(), who.AccountID, id); err != nil {
		return err
	}
	return noContent(w)
}

// videoPatch reads what may change. Everything else in the object is left
// alone without a word: what the server computes, and what has no effect once
// a video exists.
func (s *server) videoPatch(ctx context.Context, account int64, object []byte) (catalog.VideoPatch, error) {
	in := newInput(object, "name", "description", "directory_id", "client_user_id", "screenshot_id",
		"projection", "share_url", "custom_iframe_url", "priority", "player_id", "poster", "remote_poster_url", "remove_poster")
	p := catalog.VideoPatch{
		Name:            in.text("name"),
		Description:     in.text("description"),
		DirectoryID:     in.integer("directory_id"),
		ClientUserID:    in.integer("client_user_id"),
		ScreenshotID:    in.integer("screenshot_id"),
		Projection:      in.some("projection"),
		ShareURL:        in.some("share_url"),
		CustomIframeURL: in.some("custom_iframe_url"),
		Priority:        in.integer("priority"),
		PlayerID:        in.integer("player_id"),
		PosterSource:    in.some("remote_poster_url"),
	}
	p.Poster = s.posterPatch(ctx, account, in)
	if or(in.boolean("remove_poster"), false) && p.Poster.Value == nil {
		p.Poster = opt.Null[catalog.Poster]()
		p.PosterSource.Set = true // nor is one to come, unless it is named anew
	}
	return p, in.err()
}

// readObject reads the object that a body describes; an empty body is an
// object without members.
func readObject(w http.ResponseWriter, r *http.Request, wrapper string) ([]byte, error) {
	body, err := readBody(w, r, maxSmallBody)
	if err != nil {
		return nil, err
	}
	return unwrap(body, wrapper)
}

// readPatch is readObject for a change, which has to say something.
func readPatch(w http.ResponseWriter, r *http.Request, wrapper string) ([]byte, error) {
	body, err := readBody(w, r, maxSmallBody)
	if err != nil {
		return nil, err
	}
	if body == nil {
		return nil, fault.Field("name", "can't be blank")
	}
	return unwrap(body, wrapper)
}

// withoutIndex drops the item number from the error of a batch of one.
func withoutIndex(err error) error {
	var item *catalog.ItemError
	if errors.As(err, &item) {
		return item.Err
	}
	return err
}

type videoName struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// videoNames answers in the order of the ids; unknown ones are left out.
func (s *server) videoNames(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	ids := parseIDs(splitList(r.URL.Query(), "ids", "ids[]"))
	names := make(map[int64]string, len(ids))
	for start := 0; start < len(ids); start += maxPerPage {
		part := ids[start:min(start+maxPerPage, len(ids))]
		videos, _, err := s.Catalog.Videos(r.Context(), who.AccountID,
			catalog.Filter{IDs: part, Page: 1, PerPage: len(part)})
		if err != nil {
			return err
		}
		for i := range videos {
			names[videos[i].ID] = videos[i].Name
		}
	}
	out := []videoName{}
	for _, id := range ids {
		if name, found := names[id]; found {
			out = append(out, videoName{id, name})
		}
	}
	return ok(w, out)
}
