package tus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// complete finishes an upload that has all its bytes and returns it.
func (s *Server) complete(ctx context.Context, name string) (upload, error) {
	u, h, err := s.acquire(ctx, name)
	if err != nil || h == nil {
		return u, err
	}
	err = errOffset // it is not complete any more
	if h.upload.complete() {
		err = s.finish(h)
	}
	h.release()
	if err != nil {
		return u, err
	}
	return s.find(context.WithoutCancel(ctx), name)
}

// finish makes the object of an upload that is complete and, of a file, the
// video's source. Claim, object and record are apart, so that it may be
// repeated from the start wherever a process dies.
func (s *Server) finish(h *hold) error {
	u := &h.upload
	if err := s.claim(h.ctx, u); err != nil {
		if fault.KindOf(err) == fault.Gone || fault.KindOf(err) == fault.Conflict {
			err = errors.Join(err, s.end(h.ctx, u)) // it can never become the source
		}
		return err
	}
	sum, err := s.publish(h, u)
	if fault.KindOf(err) == fault.Gone {
		return errors.Join(err, s.end(h.ctx, u))
	}
	if err != nil {
		return err
	}
	return s.record(h.ctx, u, sum)
}

// claim makes an upload the only one that may become its video's source.
func (s *Server) claim(ctx context.Context, u *upload) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if u.Kind != kindPartial && u.State == stateOpen {
			if err := s.claimVideo(ctx, tx, u); err != nil {
				return err
			}
		}
		err := changed(tx.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateFinishing, s.millis()).
			Where("id = ? AND lease = ? AND state IN (?, ?)", u.ID, u.Lease, stateOpen, stateFinishing).Exec(ctx))
		if err == nil {
			u.State = stateFinishing
		}
		return err
	})
}

// claimVideo locks the video's row, which lets one upload through at a time.
func (s *Server) claimVideo(ctx context.Context, tx *database.Tx, u *upload) error {
	if err := s.Catalog.UploadedTx(ctx, tx, u.VideoID); err != nil {
		return err
	}
	others, err := tx.NewSelect().Model((*upload)(nil)).
		Where("u.video_id = ? AND u.id <> ? AND u.kind <> ? AND u.state = ?", u.VideoID, u.ID, kindPartial, stateFinishing).Count(ctx)
	if err == nil && others > 0 {
		err = fault.New(fault.Busy, "another upload is becoming the video's source")
	}
	return err
}

// publish puts the object in its place and returns its SHA-256.
func (s *Server) publish(h *hold, u *upload) (string, error) {
	if u.Kind == kindFinal {
		return s.concatenate(h, u)
	}
	sum, err := u.digest()
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), s.Store.Finish(h.ctx, u.draft(s.MaxBytes))
}

// record ends an upload well: the video has its source, work on it starts, and
// what else was on its way to it goes.
func (s *Server) record(ctx context.Context, u *upload, sum string) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		now := s.millis()
		if err := changed(tx.NewUpdate().Model((*upload)(nil)).Set("state = ?, sha256 = ?, updated_at = ?", stateFinished, sum, now).
			Set("expires_at = ?, draft = NULL, hash = NULL", now+s.Expiry.Milliseconds()).
			Where("id = ? AND lease = ? AND state = ?", u.ID, u.Lease, stateFinishing).Exec(ctx)); err != nil {
			return err
		}
		if u.Kind == kindPartial {
			return nil
		}
		return s.handOver(ctx, tx, u)
	})
	switch {
	case fault.KindOf(err) == fault.Gone:
		err = errors.Join(err, s.Store.Delete(ctx, u.key()), s.end(ctx, u))
	case errors.Is(err, quota.ErrQuota):
		err = errors.Join(err, s.giveUp(ctx, u))
	}
	return err
}

// giveUp ends an upload that may not become its video's source, and removes
// the object that was to be it. Another upload for the video goes on after.
func (s *Server) giveUp(ctx context.Context, u *upload) error {
	if err := s.Store.Delete(ctx, u.key()); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := s.Catalog.SourceRemovedTx(ctx, tx, u.VideoID); err != nil {
			return err
		}
		return changed(tx.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, s.millis()).
			Where("id = ? AND lease = ?", u.ID, u.Lease).Exec(ctx))
	})
}

// handOver makes the object the source of its video.
func (s *Server) handOver(ctx context.Context, tx *database.Tx, u *upload) error {
	if err := s.Catalog.FetchedTx(ctx, tx, u.VideoID, *u.Length); err != nil {
		return err
	}
	if _, err := tx.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, s.millis()).
		Where("video_id = ? AND id <> ? AND (state = ? OR kind = ?)", u.VideoID, u.ID, stateOpen, kindPartial).Exec(ctx); err != nil {
		return err
	}
	v, err := s.Catalog.ByIDTx(ctx, tx, u.VideoID)
	if err != nil {
		return err
	}
	return s.Uploaded(ctx, tx, v)
}

// answerWithin is how long a final upload's creation waits for its bytes to be
// put together before it answers.
const answerWithin = 10 * time.Second

// createFinal makes one file of finished partial uploads. Repeated, it leads
// to the upload that it made before.
func (s *Server) createFinal(x *exchange, r *http.Request, given given, names []string) error {
	ctx := r.Context()
	u := newUpload(kindFinal)
	list := strings.Join(names, ",")
	u.AccountID, u.VideoID, u.Metadata, u.Parts = given.video.AccountID, given.video.ID, given.metadata.header(), &list
	if known, err := s.findFinal(ctx, &u); err == nil {
		u = known
	} else {
		if err := s.planFinal(ctx, r, &u, names); err != nil {
			return err
		}
		if err := s.insert(ctx, &u); err != nil {
			return tooMany(err)
		}
	}
	done := make(chan error, 1)
	s.work.Go(func() {
		_, err := s.complete(context.WithoutCancel(ctx), u.Name)
		done <- err
	})
	late := time.NewTimer(answerWithin)
	defer late.Stop()
	select {
	case err := <-done:
		if err != nil && fault.KindOf(err) != fault.Busy {
			return err
		}
	case <-late.C:
	}
	u, err := s.find(ctx, u.Name)
	if err != nil {
		return err
	}
	s.tell(x, &u)
	x.Header().Set("Location", s.address(&u))
	x.WriteHeader(http.StatusCreated)
	return nil
}

// findFinal finds the final upload that an earlier request made of the same
// parts.
func (s *Server) findFinal(ctx context.Context, like *upload) (upload, error) {
	var u upload
	err := s.DB.R.NewSelect().Model(&u).Where("u.video_id = ? AND u.kind = ? AND u.parts = ? AND u.state <> ?",
		like.VideoID, kindFinal, *like.Parts, stateEnded).Limit(1).Scan(ctx)
	return u, err
}

// planFinal checks the parts of a final upload and adds up its length.
func (s *Server) planFinal(ctx context.Context, r *http.Request, u *upload, names []string) error {
	parts, err := s.partsOf(ctx, names)
	if err != nil {
		return err
	}
	var sum int64
	for i, p := range parts {
		if slices.Contains(names[:i], names[i]) {
			return invalid("part %d is named twice", i+1)
		}
		if p.VideoID != u.VideoID || p.Kind != kindPartial {
			return invalid("part %d is not a partial upload of this video", i+1)
		}
		if p.State != stateFinished {
			return invalid("part %d is not finished", i+1)
		}
		sum += *p.Length // at most maxParts times MaxBytes
	}
	if text := r.Header.Get("Upload-Length"); text != "" {
		if length, err := parseSize("Upload-Length", text); err != nil || length != sum {
			return invalid("Upload-Length is not the sum of the parts")
		}
	}
	u.Length = &sum
	return s.checkSize(sum)
}

// concatenate stores the parts of a final upload as one object and returns its
// SHA-256.
func (s *Server) concatenate(h *hold, u *upload) (string, error) {
	parts, err := s.partsOf(h.ctx, u.partNames())
	if err != nil {
		return "", fault.Wrap(fault.Gone, "a part of the upload is gone", err)
	}
	ctx, cancel := context.WithCancelCause(h.ctx)
	defer cancel(nil)
	h.onStop(func() { cancel(errStopped) })
	defer h.onStop(nil)
	r := &chain{ctx: ctx, store: s.Store, parts: parts}
	defer r.close()
	sum := sha256.New()
	if err := s.Store.Put(ctx, u.key(), io.TeeReader(r, sum), *u.Length); err != nil {
		if context.Cause(ctx) != nil {
			return "", context.Cause(ctx)
		}
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// chain reads the objects of partial uploads one after the other.
type chain struct {
	ctx    context.Context // of the one read that it is made for
	store  storage.Store
	parts  []upload
	object storage.Object
	stream io.ReadCloser
}

func (c *chain) Read(p []byte) (int, error) {
	for {
		if c.stream == nil {
			if len(c.parts) == 0 {
				return 0, io.EOF
			}
			if err := c.open(); err != nil {
				return 0, err
			}
		}
		n, err := c.stream.Read(p)
		if errors.Is(err, io.EOF) {
			c.close()
			err = nil
			if n == 0 {
				continue
			}
		}
		return n, err
	}
}

func (c *chain) open() (err error) {
	part := &c.parts[0]
	c.parts = c.parts[1:]
	if c.object, err = c.store.Open(c.ctx, part.key()); err != nil {
		return fmt.Errorf("part %d: %w", part.ID, err)
	}
	c.stream, err = storage.Stream(c.object, 0, c.object.Size())
	if err != nil {
		c.object.Close()
	}
	return err
}

// close ends the reading of one part.
func (c *chain) close() {
	if c.stream == nil {
		return
	}
	_ = c.stream.Close() // nothing was written
	c.object.Close()
	c.stream, c.object = nil, nil
}

// logTrouble says what went wrong where nobody waits for an answer.
func (s *Server) logTrouble(ctx context.Context, what string, u *upload, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.LogAttrs(ctx, slog.LevelWarn, what, slog.Int64("upload", u.ID), slog.Int64("video", u.VideoID), slog.Any("err", err))
	}
}
