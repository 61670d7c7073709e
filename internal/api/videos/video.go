// Package videos is the calls on videos and what belongs to each: subtitles,
// renditions, uploads, keys, and the stream of their changes.
package videos

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
	"kinora/internal/feed"
	"kinora/internal/opt"
	"kinora/internal/visitor"
)

// Values of Options.SingleReply.
const (
	ReplyNegotiate = "negotiate" // array for the SDKs, object for everybody else
	ReplyArray     = "array"
	ReplyObject    = "object"
)

// Options says what the calls work with.
type Options struct {
	Catalog   *catalog.Catalog
	Accounts  *account.Accounts
	Feed      *feed.Feed
	Videos    *shape.Videos
	Proxies   *visitor.Proxies // trusted to tell a key server's address
	UploadURL string           // base of the server that takes uploads

	// SingleReply is the shape in which POST /streaming/videos answers;
	// anything but ReplyArray and ReplyObject negotiates.
	SingleReply string

	MaxBatch int64 // bytes of a batch; 0 is 64 MiB
}

const defaultMaxBatch = 64 << 20

// Routes are the calls. Subtitles answer in words what is wrong with them,
// unlike videos, which answer by field.
func Routes(o Options) []call.Route {
	const all, one, what = "/streaming/videos", "/streaming/videos/{id}", "video"
	if o.MaxBatch <= 0 {
		o.MaxBatch = defaultMaxBatch
	}
	routes := []call.Route{
		{Pattern: "GET " + all, Handle: o.list},
		{Pattern: "POST " + all, Handle: o.create},
		{Pattern: "POST " + all + "/batch", Handle: o.createBatch, MaxBody: o.MaxBatch},
		{Pattern: "GET " + all + "/names", Handle: o.names},
		{Pattern: "GET " + all + "/events", Handle: o.events},
		{Pattern: "GET " + one, Handle: o.video},
		{Pattern: "PATCH " + one, Handle: o.update},
		{Pattern: "DELETE " + one, Handle: call.Delete(what, o.Catalog.Delete)},
		{Pattern: "GET " + one + "/renditions", Handle: o.renditions},
		{Pattern: "POST " + one + "/retry", Handle: o.retry, WhenFull: true},
		{Pattern: "GET " + one + "/upload", Handle: o.upload},
		{Pattern: "GET /streaming/videos/{address}/encryption", Handle: o.key, Admit: o.admitKeyServer},
	}
	return append(routes, o.subtitleRoutes()...)
}

func (o Options) list(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	q, members := readListQuery(r.URL.Query()), call.ReadFields(r)
	q.Sprites = members["sprite"] || members["sprite_vtt"]
	videos, total := []catalog.Video(nil), catalog.Total{}
	if !q.matchesNothing {
		var err error
		if videos, total, err = o.Catalog.Videos(r.Context(), who.AccountID, q.Filter); err != nil {
			return err
		}
	}
	call.Page{Number: q.Page, Size: q.PerPage}.Describe(w, total.N)
	if total.More {
		w.Header().Set("X-Total-More", "true")
	}
	if q.Sprites {
		items, err := o.Videos.InFull(r.Context(), videos)
		if err != nil {
			return err
		}
		return call.ReplyList(w, items, members)
	}
	items, err := o.Videos.InLists(r.Context(), videos)
	if err != nil {
		return err
	}
	return call.ReplyList(w, items, members)
}

func (o Options) create(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := call.ReadObject(w, r, "video")
	if err != nil {
		return err
	}
	video, err := o.newVideo(r.Context(), who.AccountID, object)
	if err != nil {
		return err
	}
	created, err := o.Catalog.Create(r.Context(), who.AccountID, []catalog.NewVideo{video})
	if err != nil {
		return withoutIndex(err)
	}
	out, err := o.Videos.InFull(r.Context(), created)
	if err != nil {
		return err
	}
	if o.repliesWithArray(r) {
		return call.Reply(w, out)
	}
	return call.Reply(w, out[0])
}

// repliesWithArray says in which shape a created video goes back. The SDKs
// were generated from a document that says array; guides and the clients
// written after them expect the object.
func (o Options) repliesWithArray(r *http.Request) bool {
	switch o.SingleReply {
	case ReplyArray:
		return true
	case ReplyObject:
		return false
	}
	return r.Header.Get("X-Stainless-Lang") != "" || strings.HasPrefix(r.UserAgent(), "Gcore/")
}

func (o Options) createBatch(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	videos, err := o.readBatch(w, r, who.AccountID)
	if err != nil {
		return err
	}
	created, err := o.Catalog.Create(r.Context(), who.AccountID, videos)
	if err != nil {
		return err
	}
	items, err := o.Videos.InFull(r.Context(), created)
	if err != nil {
		return err
	}
	return call.ReplyList(w, items, call.ReadFields(r))
}

func (o Options) video(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "video")
	if err != nil {
		return err
	}
	v, err := o.Catalog.Video(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	shown, err := o.Videos.One(r.Context(), v)
	if err != nil {
		return err
	}
	out, err := call.ReadFields(r).Of(shown)
	if err != nil {
		return err
	}
	return call.Reply(w, out)
}

func (o Options) update(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "video")
	if err != nil {
		return err
	}
	object, err := call.ReadChange(w, r, "video")
	if err != nil {
		return err
	}
	patch, err := o.videoPatch(r.Context(), who.AccountID, object)
	if err != nil {
		return err
	}
	v, err := o.Catalog.Update(r.Context(), who.AccountID, id, patch)
	if err != nil {
		return err
	}
	return o.replyDetails(w, r, v)
}

func (o Options) replyDetails(w http.ResponseWriter, r *http.Request, v catalog.Video) error {
	shown, err := o.Videos.One(r.Context(), v)
	if err != nil {
		return err
	}
	return call.Reply(w, shown)
}

// retry starts a video again that failed; see catalog.Retry. The call is
// kinora's own.
func (o Options) retry(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "video")
	if err != nil {
		return err
	}
	object, err := call.ReadObject(w, r, "video")
	if err != nil {
		return err
	}
	in := call.NewInput(object, "origin_url", "origin_http_headers")
	origin := catalog.Origin{URL: in.NonBlank("origin_url").Value, HTTPHeaders: in.NonBlank("origin_http_headers").Value}
	if err := in.Err(); err != nil {
		return err
	}
	v, err := o.Catalog.Retry(r.Context(), who.AccountID, id, origin)
	if err != nil {
		return err
	}
	return o.replyDetails(w, r, v)
}

// videoPatch reads what may change. Everything else in the object is left
// alone without a word: what the server computes, and what has no effect once
// a video exists.
func (o Options) videoPatch(ctx context.Context, account int64, object []byte) (catalog.VideoPatch, error) {
	in := call.NewInput(object, "name", "description", "directory_id", "client_user_id", "screenshot_id",
		"projection", "share_url", "custom_iframe_url", "priority", "player_id", "poster", "remote_poster_url", "remove_poster")
	p := catalog.VideoPatch{
		Name:            in.Text("name"),
		Description:     in.Text("description"),
		DirectoryID:     in.Integer("directory_id"),
		ClientUserID:    in.Integer("client_user_id"),
		ScreenshotID:    in.Integer("screenshot_id"),
		Projection:      in.NonBlank("projection"),
		ShareURL:        in.NonBlank("share_url"),
		CustomIframeURL: in.NonBlank("custom_iframe_url"),
		Priority:        in.Integer("priority"),
		PlayerID:        in.Integer("player_id"),
		PosterSource:    in.NonBlank("remote_poster_url"),
	}
	p.Poster = o.posterPatch(ctx, account, in, nil)
	if opt.Or(in.Bool("remove_poster").Value, false) && p.Poster.Value == nil {
		p.Poster = opt.Null[catalog.Poster]()
		p.PosterSource.Set = true // nor is one to come, unless it is named anew
	}
	return p, in.Err()
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

// names answers in the order of the ids; unknown ones are left out.
func (o Options) names(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	ids := call.ParseIDs(call.SplitList(r.URL.Query(), "ids", "ids[]"))
	names := make(map[int64]string, len(ids))
	for start := 0; start < len(ids); start += call.MaxPerPage {
		part := ids[start:min(start+call.MaxPerPage, len(ids))]
		videos, _, err := o.Catalog.Videos(r.Context(), who.AccountID,
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
	return call.Reply(w, out)
}
