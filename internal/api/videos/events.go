package videos

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
	"kinora/internal/event"
	"kinora/internal/feed"
)

// Times of a stream of events.
const (
	heartbeat   = 15 * time.Second // of silence, then a comment is sent
	streamWrite = 10 * time.Second // a client that takes nothing for so long is dropped
	streamAge   = 15 * time.Minute // then a client has to ask again, with a token that still holds
)

// events streams the changes to the account's videos as server-sent
// events (HTML, 9.2).
func (o Options) events(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	ids := call.ParseIDs(call.SplitList(r.URL.Query(), "id"))
	since, err := lastEvent(r)
	if err != nil {
		return err
	}
	listener, err := o.Feed.Listen(who.AccountID, ids...) // before anything is read: nothing falls between
	if err != nil {
		return err
	}
	defer listener.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // for nginx, which would collect
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	ctx, cancel := context.WithTimeout(r.Context(), streamAge)
	defer cancel()
	st := &stream{o: o, w: w, control: http.NewResponseController(w)}
	err = st.begin(ctx, who.AccountID, ids, since)
	if err == nil {
		err = st.follow(ctx, listener)
	}
	if st.broken || ctx.Err() != nil || errors.Is(err, feed.ErrEnded) || errors.Is(err, feed.ErrBehind) {
		return nil // the client asks again
	}
	return err
}

// lastEvent reads the id of the last event that a client saw, 0 if it saw none.
func lastEvent(r *http.Request) (int64, error) {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		return 0, nil
	}
	at, ok := call.ParseID(text)
	if !ok {
		return 0, call.BadRequest("the Last-Event-ID is not one of this server's")
	}
	return at, nil
}

// stream writes events. Their ids are times in Unix milliseconds: what changed
// before an event with a later id was sent, or is sent again.
type stream struct {
	o       Options
	w       http.ResponseWriter
	control *http.ResponseController
	broken  bool // the client takes nothing any more
}

// begin sends what a client has to know first: the state of the videos that it
// asks for, or what changed since its last event.
func (st *stream) begin(ctx context.Context, account int64, ids []int64, since int64) error {
	if err := st.send("retry: 2000\nevent: start\nid: %d\ndata: {}\n\n", cmp.Or(since, time.Now().UnixMilli())); err != nil {
		return err
	}
	switch {
	case len(ids) > 0:
		return st.states(ctx, account, ids)
	case since > 0:
		return st.missed(ctx, account, since)
	}
	return nil
}

func (st *stream) states(ctx context.Context, account int64, ids []int64) error {
	for start := 0; start < len(ids); start += call.MaxPerPage {
		part := ids[start:min(start+call.MaxPerPage, len(ids))]
		videos, _, err := st.o.Catalog.Videos(ctx, account, catalog.Filter{IDs: part, Page: 1, PerPage: len(part)})
		if err != nil {
			return err
		}
		found := map[int64]bool{}
		for i := range videos {
			found[videos[i].ID] = true
		}
		if err := st.videos(ctx, shape.Pointers(videos)); err != nil {
			return err
		}
		for _, id := range part {
			if found[id] {
				continue
			}
			if err := st.deleted(id, time.Now().UnixMilli()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (st *stream) missed(ctx context.Context, account, since int64) error {
	next := &catalog.Mark{At: since - feed.Window.Milliseconds()}
	for next != nil {
		var videos []catalog.Video
		var err error
		if videos, next, err = st.o.Feed.Changed(ctx, account, *next); err != nil {
			return err
		}
		if err := st.videos(ctx, shape.Pointers(videos)); err != nil {
			return err
		}
	}
	return nil
}

// follow sends changes as they come, and a comment when there are none.
func (st *stream) follow(ctx context.Context, l *feed.Listener) error {
	for {
		wait, cancel := context.WithTimeout(ctx, heartbeat)
		videos, err := l.Next(wait)
		cancel()
		if err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			err = st.send(":\n\n")
		}
		if err != nil {
			return err
		}
		if err := st.videos(ctx, videos); err != nil {
			return err
		}
	}
}

func (st *stream) videos(ctx context.Context, videos []*catalog.Video) error {
	work, err := st.o.Videos.Working(ctx, videos...)
	if err != nil {
		return err
	}
	for _, v := range videos {
		if err := st.video(v, work[v.ID]); err != nil {
			return err
		}
	}
	return nil
}

func (st *stream) video(v *catalog.Video, work *shape.Work) error {
	at := min(v.UpdatedAt, time.Now().UnixMilli()) // another machine's clock may be ahead
	if v.DeletedAt != nil {
		return st.deleted(v.ID, at)
	}
	shown := shape.NewVideo(st.o.Videos.Addresses, v)
	shown.Work = work
	data, err := call.Encode(shown)
	if err != nil {
		return err
	}
	return st.send("event: %s\nid: %d\ndata: %s\n\n", event.Video, at, data)
}

func (st *stream) deleted(id, at int64) error {
	return st.send("event: %s\nid: %d\ndata: {\"id\":%s}\n\n", event.VideoDelete, at, strconv.FormatInt(id, 10))
}

func (st *stream) send(format string, args ...any) error {
	_ = st.control.SetWriteDeadline(time.Now().Add(streamWrite)) // not every writer has one
	_, err := fmt.Fprintf(st.w, format, args...)
	if err == nil {
		err = st.control.Flush()
	}
	st.broken = err != nil
	_ = st.control.SetWriteDeadline(time.Time{}) // in HTTP/2 it would end the stream while nothing is sent
	return err
}
