package tus

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

const streamType = "application/offset+octet-stream"

// create answers a POST: it makes an upload and takes the bytes that come
// along.
func (s *Server) create(x *exchange, r *http.Request) error {
	kind, parts, err := parseConcat(r.Header.Get("Upload-Concat"))
	if err != nil {
		return err
	}
	given, err := s.authorize(r.Context(), r.Header.Get("Upload-Metadata"))
	if err != nil {
		return err
	}
	x.video = given.video.ID
	if kind == kindFinal {
		return s.createFinal(x, r, given, parts)
	}
	u, err := s.newUpload(r, given, kind)
	if err != nil {
		return err
	}
	check, err := parseChecksum(r.Header.Get("Upload-Checksum"))
	if err != nil {
		return err
	}
	withBytes := r.Header.Get("Content-Type") == streamType
	if withBytes && u.Length != nil && r.ContentLength > *u.Length {
		return errTooLong
	}
	if err := s.insert(r.Context(), &u); err != nil {
		return tooMany(err)
	}
	if withBytes || u.complete() {
		if err := s.receive(x, r, u.Name, 0, check); err != nil {
			if !isClient(err) && !errors.Is(err, errStopped) { // else what has arrived is kept
				return errors.Join(err, s.drop(r.Context(), u.Name))
			}
		}
		if u, err = s.find(context.WithoutCancel(r.Context()), u.Name); err != nil {
			return err
		}
	}
	s.tell(x, &u)
	x.Header().Set("Location", s.address(&u))
	x.WriteHeader(http.StatusCreated)
	return nil
}

// tooMany gives the limit on open uploads the status that clients know.
func tooMany(err error) error {
	if fault.KindOf(err) == fault.Busy {
		return &refusal{http.StatusTooManyRequests, fault.Detail(err)}
	}
	return err
}

// given is what a creation may say once its session is known.
type given struct {
	metadata metadata
	video    catalog.Video
}

// authorize reads the metadata of a creation and checks its session. The texts
// are those that clients of the API know.
func (s *Server) authorize(ctx context.Context, header string) (given, error) {
	pairs, err := parseMetadata(header)
	token, found := pairs.text("token")
	if err != nil || !found || token == "" {
		return given{}, s.denied("token invalid (null)")
	}
	session, err := s.Session(ctx, token)
	if fault.KindOf(err) == fault.Unauthenticated {
		return given{}, s.denied("token invalid (" + shorten(token) + ")")
	}
	if err != nil {
		return given{}, err
	}
	access.SetAccount(ctx, session.AccountID)
	if video, ok := pairs.text("video_id"); !ok || video != strconv.FormatInt(session.VideoID, 10) {
		return given{}, s.denied(fmt.Sprintf("token video (%d) does not match this video (%s)", session.VideoID, orNull(video, ok)))
	}
	if client, ok := pairs.text("client_id"); !ok || client != strconv.FormatInt(session.AccountID, 10) {
		return given{}, s.denied(fmt.Sprintf("token client (%d) does not match this client (%s)", session.AccountID, orNull(client, ok)))
	}
	v, err := s.Catalog.ByID(ctx, session.VideoID)
	if fault.KindOf(err) == fault.Gone || err == nil && v.AccountID != session.AccountID {
		return given{}, fault.Missing("the video")
	}
	if err == nil && !v.TakesUpload() {
		err = catalog.ErrHasSource
	}
	return given{pairs, v}, err
}

func (s *Server) denied(text string) error { return &refusal{s.Denied, text} }

// shorten makes a client's own text fit to be sent back.
func shorten(text string) string {
	text = strings.ToValidUTF8(text, "?")
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

func orNull(text string, found bool) string {
	if !found || text == "" {
		return "null"
	}
	return shorten(text)
}

func (s *Server) newUpload(r *http.Request, given given, kind string) (upload, error) {
	u := newUpload(kind)
	u.AccountID, u.VideoID, u.Metadata = given.video.AccountID, given.video.ID, given.metadata.header()
	length, err := parseLength(r.Header)
	if err != nil {
		return u, err
	}
	u.Length = length
	return u, s.checkSize(u.limit(0))
}

func (s *Server) checkSize(n int64) error {
	if n > s.MaxBytes {
		return fault.New(fault.TooLarge, fmt.Sprintf("an upload may have %d bytes", s.MaxBytes))
	}
	return nil
}

// address is where the upload is found from now on. Without a public address
// it is a path, which holds behind any proxy.
func (s *Server) address(u *upload) string { return s.URL + "/upload/" + u.Name }

// tell sets the headers that say where an upload stands.
func (s *Server) tell(x *exchange, u *upload) {
	x.video = u.VideoID
	h := x.Header()
	h.Set("Upload-Offset", strconv.FormatInt(u.Received, 10))
	if u.Kind == kindFinal {
		h.Del("Upload-Offset")
		if u.State == stateFinished {
			h.Set("Upload-Offset", strconv.FormatInt(*u.Length, 10))
		}
	}
	if u.State != stateFinished {
		h.Set("Upload-Expires", time.UnixMilli(u.ExpiresAt).UTC().Format(http.TimeFormat))
	}
}

// head tells where an upload stands. Whoever asks is about to go on, so a
// request that still writes is stopped first: it is likely to be a dead one,
// and its offset would move.
func (s *Server) head(x *exchange, r *http.Request, name string) error {
	u, err := s.free(r.Context(), name)
	if err != nil {
		return err
	}
	if u.State != stateFinished && u.complete() && u.Kind != kindFinal {
		if u, err = s.complete(r.Context(), name); err != nil {
			return err
		}
	}
	s.tell(x, &u)
	h := x.Header()
	if u.Length != nil {
		h.Set("Upload-Length", strconv.FormatInt(*u.Length, 10))
	} else {
		h.Set("Upload-Defer-Length", "1")
	}
	if u.Metadata != "" {
		h.Set("Upload-Metadata", u.Metadata)
	}
	switch u.Kind {
	case kindPartial:
		h.Set("Upload-Concat", kindPartial)
	case kindFinal:
		addresses := u.partNames()
		for i := range addresses {
			addresses[i] = s.URL + "/upload/" + addresses[i]
		}
		h.Set("Upload-Concat", "final;"+strings.Join(addresses, " "))
	}
	x.WriteHeader(http.StatusOK)
	return nil
}

// patch takes bytes from where the upload stands.
func (s *Server) patch(x *exchange, r *http.Request, name string) error {
	if r.Header.Get("Content-Type") != streamType {
		return errType
	}
	offset, err := parseSize("Upload-Offset", r.Header.Get("Upload-Offset"))
	if err != nil {
		return err
	}
	check, err := parseChecksum(r.Header.Get("Upload-Checksum"))
	if err != nil {
		return err
	}
	if err := s.receive(x, r, name, offset, check); err != nil {
		return err
	}
	u, err := s.find(context.WithoutCancel(r.Context()), name)
	if err != nil {
		return err
	}
	s.tell(x, &u)
	x.WriteHeader(http.StatusNoContent)
	return nil
}

// receive takes the bytes of a request under the lease of the upload, and
// finishes it with the last of them.
func (s *Server) receive(x *exchange, r *http.Request, name string, offset int64, check *checksum) error {
	u, h, err := s.acquire(r.Context(), name)
	if err != nil {
		return err
	}
	x.video = u.VideoID
	if h == nil {
		return afterTheEnd(r, &u, offset)
	}
	err = s.takeBytes(x, r, h, offset, check)
	over := errors.Is(err, errOver) || errors.Is(err, storage.ErrNoSpace) // else it would keep others out until it expires
	if over {
		err = errors.Join(err, s.end(h.ctx, &h.upload))
	}
	h.release()
	if over {
		s.removeSoon(r.Context(), &h.upload)
	}
	return err
}

// takeBytes is receive with the lease.
func (s *Server) takeBytes(x *exchange, r *http.Request, h *hold, offset int64, check *checksum) error {
	if err := s.admit(r, &h.upload, offset); err != nil {
		return err
	}
	if !h.upload.complete() || r.ContentLength != 0 {
		if err := s.appendBody(x, r, h, check); err != nil {
			return err
		}
	}
	if h.upload.complete() {
		return s.finish(h)
	}
	return nil
}

// afterTheEnd answers a PATCH of a finished upload: one without bytes, at its
// end, is what a client sends that missed the answer.
func afterTheEnd(r *http.Request, u *upload, offset int64) error {
	switch {
	case u.Kind == kindFinal:
		return errFinal
	case offset != u.Received:
		return errOffset
	case r.ContentLength != 0:
		return errTooLong
	}
	return nil
}

// admit checks what a PATCH says before a byte of it is read.
func (s *Server) admit(r *http.Request, u *upload, offset int64) error {
	if u.Kind == kindFinal {
		return errFinal
	}
	if offset != u.Received {
		return errOffset
	}
	if text := r.Header.Get("Upload-Length"); text != "" {
		if err := s.admitLength(r.Context(), u, text); err != nil {
			return err
		}
	}
	if r.ContentLength > u.limit(s.MaxBytes)-u.Received {
		return errTooLong
	}
	if u.Length == nil && r.ContentLength != 0 { // else there was room for all of it
		return s.promise(r.Context(), u, max(r.ContentLength, -1))
	}
	return nil
}

// admitLength takes a deferred length, once.
func (s *Server) admitLength(ctx context.Context, u *upload, text string) error {
	length, err := parseSize("Upload-Length", text)
	switch {
	case err != nil:
		return err
	case u.Length != nil && *u.Length != length:
		return invalid("the length of an upload cannot change")
	case u.Length != nil:
		return nil
	case length < u.Received:
		return invalid("Upload-Length is less than what has arrived")
	}
	if err := s.checkSize(length); err != nil {
		return err
	}
	return s.setLength(ctx, u, length)
}

// appendBody puts the request's bytes into storage. What arrived before the
// client was cut off, or before another request took over, is kept; with a
// checksum all of the request is, or nothing.
func (s *Server) appendBody(x *exchange, r *http.Request, h *hold, check *checksum) error {
	u := &h.upload
	sum, err := u.digest()
	if err != nil {
		return err
	}
	b := &body{
		r: r.Body, control: http.NewResponseController(x), hold: h, idle: s.Idle,
		left: u.limit(s.MaxBytes) - u.Received, sum: sum, check: check,
	}
	if u.Length == nil {
		b.room = u.Promised - u.Received
		b.more = func() (int64, error) {
			before := u.Promised
			err := s.promise(h.ctx, u, -1)
			return u.Promised - before, err
		}
	} else {
		b.room = b.left
	}
	h.onStop(b.wake)
	from := u.Received
	_, err = s.Store.Append(h.ctx, u.draft(s.MaxBytes), storage.Arrival{
		R: b, Whole: check != nil,
		Save: func(ctx context.Context, d storage.Draft) error { return s.save(ctx, u, d, sum) },
	})
	h.onStop(nil)
	x.bytes = u.Received - from
	if !errors.Is(err, errOver) {
		err = errors.Join(err, s.giveBack(h.ctx, u))
	}
	if err != nil && h.ctx.Err() != nil {
		return context.Cause(h.ctx)
	}
	return err
}

// terminate ends an upload and removes what came of it.
func (s *Server) terminate(x *exchange, r *http.Request, name string) error {
	u, h, err := s.acquire(r.Context(), name)
	if err != nil {
		return err
	}
	x.video = u.VideoID
	if h == nil && u.Kind != kindPartial {
		return errDone
	}
	if h != nil {
		err = s.end(h.ctx, &h.upload)
		h.release()
	} else {
		err = s.endFinished(r.Context(), &u)
	}
	if err != nil {
		return err
	}
	s.removeSoon(r.Context(), &u)
	x.WriteHeader(http.StatusNoContent)
	return nil
}

// drop ends an upload whose creation failed.
func (s *Server) drop(ctx context.Context, name string) error {
	ctx = context.WithoutCancel(ctx)
	u, h, err := s.acquire(ctx, name)
	if kind := fault.KindOf(err); kind == fault.Gone || kind == fault.NotFound { // it was ended on the way
		return nil
	}
	if err != nil || h == nil {
		return err
	}
	err = s.end(ctx, &h.upload)
	h.release()
	if err == nil {
		s.removeSoon(ctx, &u)
	}
	return err
}
