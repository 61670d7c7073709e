package tus

import (
	"context"
	"errors"
	"fmt"

	"kinora/internal/database"
	"kinora/internal/quota"
)

// An upload of unsaid length takes a sixteenth of its account's room at a time,
// within these bounds, in bytes: others want some of it, and each step is a
// transaction.
const (
	leastStep = 1 << 20
	mostStep  = 64 << 20
)

// errOver ends an upload of unsaid length that outgrows its account's room.
var errOver = fmt.Errorf("the upload has ended: %w", quota.ErrQuota)

// checkRoom is quota.ErrQuota when an account may not have all that its
// uploads are going to bring.
func (s *Server) checkRoom(ctx context.Context, tx *database.Tx, account int64) error {
	left, err := s.roomLeft(ctx, tx, account)
	if err == nil && left < 0 {
		err = quota.ErrQuota
	}
	return err
}

// roomLeft is how many bytes an account may have besides what its uploads are
// going to bring. A final upload brings what its parts have, and those that are
// beyond their parts count besides: each has bytes of its own.
func (s *Server) roomLeft(ctx context.Context, tx *database.Tx, account int64) (int64, error) {
	room, err := s.Quotas.RoomTx(ctx, tx, account) // first: others' uploads are not counted while it waits
	if err != nil {
		return 0, err
	}
	const ofVideos = `SELECT SUM(CASE WHEN kind = ? THEN promised ELSE 0 END) AS finals,
		SUM(CASE WHEN kind = ? AND state = ? THEN promised ELSE 0 END) AS parts, SUM(promised) AS whole
		FROM uploads WHERE account_id = ? AND (state IN (?, ?) OR state = ? AND kind = ?) GROUP BY video_id`
	var promised int64
	err = tx.NewRaw("SELECT CAST(COALESCE(SUM(whole - CASE WHEN finals < parts THEN finals ELSE parts END), 0) AS BIGINT) FROM ("+ofVideos+") AS v",
		kindFinal, kindPartial, stateFinished, account, stateOpen, stateFinishing, stateFinished, kindPartial).Scan(ctx, &promised)
	return room - promised, err
}

// promise lets an upload whose length is not said take more of its account's
// room: as many bytes as are known to come, or a step where n is -1. It is
// errOver when there is less.
func (s *Server) promise(ctx context.Context, u *upload, n int64) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		left, err := s.roomLeft(ctx, tx, u.AccountID)
		if err != nil {
			return err
		}
		if n < 0 {
			n = max(min(left, max(left/16, leastStep), mostStep), 1)
		}
		if n > left {
			return quota.ErrQuota
		}
		return changed(tx.NewUpdate().Model((*upload)(nil)).Set("promised = ?, updated_at = ?", u.Promised+n, s.millis()).
			Where("id = ? AND lease = ? AND state = ?", u.ID, u.Lease, stateOpen).Exec(ctx))
	})
	switch {
	case errors.Is(err, quota.ErrQuota):
		return errOver
	case err == nil:
		u.Promised += n
	}
	return err
}

// giveBack returns the room that an upload has taken and not filled.
func (s *Server) giveBack(ctx context.Context, u *upload) error {
	if u.Length != nil || u.Promised == u.Received {
		return nil
	}
	u.Promised = u.Received
	return changed(s.DB.W.NewUpdate().Model((*upload)(nil)).Set("promised = ?", u.Received).
		Where("id = ? AND lease = ? AND state = ?", u.ID, u.Lease, stateOpen).Exec(ctx))
}
