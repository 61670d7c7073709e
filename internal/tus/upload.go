package tus

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding"
	"errors"
	"fmt"
	"hash"
	"math"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/access"
	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

// Kinds of uploads.
const (
	kindWhole   = "whole"   // a file
	kindPartial = "partial" // a part of one, to be concatenated
	kindFinal   = "final"   // a file made of partial uploads
)

// States of an upload.
const (
	stateOpen      = "open"      // bytes are missing
	stateFinishing = "finishing" // all there, on its way to its object
	stateFinished  = "finished"
	stateEnded     = "ended" // to be removed
)

// upload is one row. Times are Unix milliseconds, sizes bytes.
type upload struct {
	bun.BaseModel `bun:"table:uploads,alias:u"`

	ID         int64 `bun:",pk,autoincrement"`
	Name       string
	AccountID  int64
	VideoID    int64
	Kind       string
	Parts      *string // of a final upload: the names of its parts, with commas
	Metadata   string  // as the client gave it, without the session
	State      string
	Length     *int64 // nil: not said yet
	Received   int64
	Promised   int64  // what it counts for in its account's quota: the length, or what it may take so far
	Hash       []byte // running SHA-256 over Received bytes; nil before the first
	Draft      []byte
	SHA256     *string `bun:"sha256"`
	Lease      string
	LeaseUntil int64
	Wanted     int64 // 1: another request waits for the lease
	ExpiresAt  int64
	CreatedAt  int64
	UpdatedAt  int64
}

var errUnknown = fault.New(fault.NotFound, "there is no such upload")

func newUpload(kind string) upload {
	return upload{Name: rand.Text(), Kind: kind, State: stateOpen}
}

// key is where the bytes come to lie.
func (u *upload) key() string {
	if u.Kind == kindPartial {
		return "uploads/" + u.Name
	}
	return address.SourceKey(u.VideoID)
}

// complete reports whether all bytes of an open upload are there. Those of a
// final upload are: in its parts.
func (u *upload) complete() bool {
	return u.Kind == kindFinal || u.Length != nil && *u.Length == u.Received
}

// draft is the upload as the store knows it.
func (u *upload) draft(maxBytes int64) storage.Draft {
	return storage.Draft{Name: u.Name, Key: u.key(), Limit: max(maxBytes, u.limit(maxBytes)), Size: u.Received, State: u.Draft}
}

// limit is the most bytes that the upload may have.
func (u *upload) limit(maxBytes int64) int64 {
	if u.Length != nil {
		return *u.Length
	}
	return maxBytes
}

// digest is the running hash, ready to go on.
func (u *upload) digest() (hash.Hash, error) {
	h := sha256.New()
	if u.Hash == nil {
		return h, nil
	}
	return h, h.(encoding.BinaryUnmarshaler).UnmarshalBinary(u.Hash)
}

func hashState(h hash.Hash) ([]byte, error) {
	return h.(encoding.BinaryMarshaler).MarshalBinary()
}

// find returns an upload that can still be talked about.
func (s *Server) find(ctx context.Context, name string) (upload, error) {
	var u upload
	err := s.DB.R.NewSelect().Model(&u).Where("u.name = ?", name).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return u, errUnknown
	}
	access.SetAccount(ctx, u.AccountID)
	if err == nil && u.State == stateEnded {
		return u, fault.New(fault.Gone, "the upload has ended")
	}
	return u, err
}

// insert records a new upload.
func (s *Server) insert(ctx context.Context, u *upload) error {
	now := s.millis()
	u.CreatedAt, u.UpdatedAt, u.ExpiresAt = now, now, now+s.Expiry.Milliseconds()
	if u.Length != nil {
		u.Promised = *u.Length
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		open := tx.NewSelect().Model((*upload)(nil)).Where("u.account_id = ? AND u.state IN (?, ?)", u.AccountID, stateOpen, stateFinishing)
		ofAccount, err := open.Count(ctx)
		if err != nil {
			return err
		}
		ofVideo, err := open.Where("u.video_id = ?", u.VideoID).Count(ctx)
		if err != nil {
			return err
		}
		switch {
		case int(ofVideo) >= s.MaxOpen:
			return fault.New(fault.Busy, "retry later: too many uploads are open for this video")
		case int(ofAccount) >= s.MaxOpenAccount:
			return fault.New(fault.Busy, "retry later: too many uploads are open for this account")
		}
		if _, err = tx.NewInsert().Model(u).Exec(ctx); err != nil {
			return err
		}
		if err := s.checkDisk(ctx, tx, u.AccountID); err != nil {
			return err
		}
		return s.checkRoom(ctx, tx, u.AccountID)
	})
}

// checkDisk is storage.ErrNoSpace when the disk has no room for all that the
// open uploads of an account are going to bring. Those of others are not
// counted: what is announced need never come.
func (s *Server) checkDisk(ctx context.Context, tx *database.Tx, account int64) error {
	room, err := storage.Room(s.Store)
	if err != nil || room == math.MaxInt64 {
		return err
	}
	var missing int64
	if err := tx.NewSelect().Model((*upload)(nil)).ColumnExpr("CAST(COALESCE(SUM(COALESCE(u.length, u.received) - u.received), 0) AS BIGINT)").
		Where("u.account_id = ? AND u.kind <> ? AND u.state = ?", account, kindFinal, stateOpen).Scan(ctx, &missing); err != nil {
		return err
	}
	if missing > room || room <= 0 {
		return storage.ErrNoSpace
	}
	return nil
}

// errLost says that a request no longer has the lease it wrote under.
var errLost = fault.New(fault.Busy, "another request has taken over the upload")

// changed turns a fenced change of no row into errLost.
func changed(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errLost
}

// setLength records a length that was deferred.
func (s *Server) setLength(ctx context.Context, u *upload, length int64) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		err := changed(tx.NewUpdate().Model((*upload)(nil)).Set("length = ?, promised = ?, updated_at = ?", length, length, s.millis()).
			Where("id = ? AND lease = ? AND state = ? AND length IS NULL", u.ID, u.Lease, stateOpen).Exec(ctx))
		if err != nil {
			return err
		}
		if err := s.checkDisk(ctx, tx, u.AccountID); err != nil {
			return err
		}
		return s.checkRoom(ctx, tx, u.AccountID)
	})
	if err == nil {
		u.Length, u.Promised = &length, length
	}
	return err
}

// save records bytes that are stored, and renews lease and expiry by the way.
func (s *Server) save(ctx context.Context, u *upload, d storage.Draft, h hash.Hash) error {
	state := u.Hash
	if d.Size != u.Received { // else the hash is ahead of what is stored
		var err error
		if state, err = hashState(h); err != nil {
			return err
		}
	}
	now := s.millis()
	err := changed(s.DB.W.NewUpdate().Model((*upload)(nil)).
		Set("received = ?, draft = ?, hash = ?, updated_at = ?", d.Size, d.State, state, now).
		Set("expires_at = ?, lease_until = ?", now+s.Expiry.Milliseconds(), now+s.Lease.Milliseconds()).
		Where("id = ? AND lease = ? AND state = ?", u.ID, u.Lease, stateOpen).Exec(ctx))
	if err == nil {
		u.Received, u.Draft, u.Hash, u.ExpiresAt = d.Size, d.State, state, now+s.Expiry.Milliseconds()
	}
	return err
}

// EndTx ends all uploads of a video that is deleted. Their bytes go soon.
func (s *Server) EndTx(ctx context.Context, tx *database.Tx, video int64) error {
	_, err := tx.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, s.millis()).
		Where("video_id = ?", video).Exec(ctx)
	return err
}

// end lets an upload go. Only its holder may.
func (s *Server) end(ctx context.Context, u *upload) error {
	return changed(s.DB.W.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, s.millis()).
		Where("id = ? AND lease = ?", u.ID, u.Lease).Exec(ctx))
}

// remove takes an ended upload's bytes away, and then its row.
func (s *Server) remove(ctx context.Context, u *upload) error {
	if u.Kind != kindFinal {
		if err := s.Store.Discard(ctx, u.draft(s.MaxBytes)); err != nil {
			return err
		}
	}
	if u.Kind == kindPartial {
		if err := s.Store.Delete(ctx, u.key()); err != nil {
			return err
		}
	}
	_, err := s.DB.W.NewDelete().Model((*upload)(nil)).Where("id = ? AND state = ?", u.ID, stateEnded).Exec(ctx)
	return err
}

// partsOf returns the uploads that a final one is made of, in order.
func (s *Server) partsOf(ctx context.Context, names []string) ([]upload, error) {
	var rows []upload
	if err := s.DB.R.NewSelect().Model(&rows).Where("u.name IN (?)", bun.List(names)).Scan(ctx); err != nil {
		return nil, err
	}
	byName := make(map[string]upload, len(rows))
	for _, row := range rows {
		byName[row.Name] = row
	}
	parts := make([]upload, len(names))
	for i, name := range names {
		row, found := byName[name]
		if !found {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("part %d is not an upload", i+1))
		}
		parts[i] = row
	}
	return parts, nil
}

func (u *upload) partNames() []string {
	if u.Parts == nil {
		return nil
	}
	return strings.Split(*u.Parts, ",")
}
