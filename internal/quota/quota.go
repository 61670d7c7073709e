// Package quota counts what accounts have stored and transcoded, and bounds it,
// as well as how many things of a kind they may have.
package quota

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
)

// ErrQuota is the error of what would take an account over its quota. Its text
// is the documented one, which a video's error shows too.
var ErrQuota = fault.New(fault.Unsupported, "The storage limit has been exceeded")

// Quota is what an account may have and what it has. A limit of 0 is none.
type Quota struct {
	bun.BaseModel `bun:"table:quotas,alias:q"`

	AccountID     int64 `bun:",pk"`
	MaxMinutes    int64 // of the videos stored
	MaxTranscoded int64 // minutes in a calendar month, UTC
	MaxBytes      int64 // of sources, renditions and subtitles

	Millis     int64 // length of the videos whose source was accepted
	Bytes      int64
	Month      string // such as 2026-11, of Transcoded
	Transcoded int64  // milliseconds; a deleted video's stay
}

// maxLimit bounds a quota's limits, in minutes or bytes, so that no arithmetic
// overflows.
const maxLimit = math.MaxInt64 / 60_000 / 2

// Quotas are what the accounts of a database may have. They are safe for
// concurrent use.
type Quotas struct {
	Now func() time.Time // the clock; set before use

	db *database.DB
}

// New returns the quotas kept in db.
func New(db *database.DB) *Quotas { return &Quotas{Now: time.Now, db: db} }

// full reports whether the account may not begin anything more.
func (q *Quota) full() bool {
	return q.MaxMinutes > 0 && q.Millis >= q.MaxMinutes*60_000 ||
		q.MaxTranscoded > 0 && q.Transcoded >= q.MaxTranscoded*60_000 ||
		q.MaxBytes > 0 && q.Bytes >= q.MaxBytes
}

// Over reports whether the account has more than it may, of bytes or of time.
func (q *Quota) Over(bytes, millis int64) bool {
	return bytes > 0 && q.MaxBytes > 0 && q.Bytes > q.MaxBytes ||
		millis > 0 && q.MaxMinutes > 0 && q.Millis > q.MaxMinutes*60_000 ||
		millis > 0 && q.MaxTranscoded > 0 && q.Transcoded > q.MaxTranscoded*60_000
}

// Of returns an account's quota as it is now.
func (s *Quotas) Of(ctx context.Context, account int64) (Quota, error) {
	return s.find(ctx, s.db.R.NewSelect(), account)
}

// OfTx is Of; until tx ends nothing is counted for the account, if it has a
// quota.
func (s *Quotas) OfTx(ctx context.Context, tx *database.Tx, account int64) (Quota, error) {
	return s.find(ctx, s.db.ForUpdate(tx.NewSelect()), account)
}

// StoredBytes counts the bytes that all accounts have stored.
func (s *Quotas) StoredBytes(ctx context.Context) (n int64, err error) {
	err = s.db.R.NewSelect().Model((*Quota)(nil)).ColumnExpr("coalesce(CAST(sum(q.bytes) AS bigint), 0)").Scan(ctx, &n)
	return n, err
}

func (s *Quotas) find(ctx context.Context, query *bun.SelectQuery, account int64) (Quota, error) {
	q := Quota{AccountID: account}
	err := query.Model(&q).Where("q.account_id = ?", account).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if month := s.month(); q.Month < month {
		q.Month, q.Transcoded = month, 0
	}
	return q, err
}

func (s *Quotas) month() string { return s.Now().UTC().Format("2006-01") }

// Change lets change set the limits of an account and returns the result.
func (s *Quotas) Change(ctx context.Context, id int64, change func(*Quota)) (Quota, error) {
	var q Quota
	err := s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if err := account.LockTx(ctx, tx, id); err != nil {
			return err
		}
		if _, err := s.AddTx(ctx, tx, id, 0, 0); err != nil { // which makes the row
			return err
		}
		if q, err = s.OfTx(ctx, tx, id); err != nil {
			return err
		}
		change(&q)
		for field, limit := range map[string]int64{"max-minutes": q.MaxMinutes, "max-transcoded": q.MaxTranscoded, "max-bytes": q.MaxBytes} {
			if limit < 0 || limit > maxLimit {
				return fault.Field(field, "must be 0, which is no limit, or more")
			}
		}
		_, err = tx.NewUpdate().Model(&q).WherePK().Column("max_minutes", "max_transcoded", "max_bytes").Exec(ctx)
		return err
	})
	return q, err
}

// Room returns how many bytes an account may still store; it is ErrQuota when
// the account may not begin anything more.
func (s *Quotas) Room(ctx context.Context, account int64) (int64, error) {
	q, err := s.Of(ctx, account)
	if err != nil {
		return 0, err
	}
	return q.room()
}

// RoomTx is Room; until tx ends it returns to no other transaction, if the
// account has limits.
func (s *Quotas) RoomTx(ctx context.Context, tx *database.Tx, account int64) (int64, error) {
	q, err := s.OfTx(ctx, tx, account)
	if err != nil {
		return 0, err
	}
	return q.room()
}

func (q *Quota) room() (int64, error) {
	switch {
	case q.full():
		return 0, ErrQuota
	case q.MaxBytes == 0:
		return math.MaxInt64, nil
	}
	return q.MaxBytes - q.Bytes, nil
}

// ChargeTx counts bytes and milliseconds for something whose row is locked, or
// changes nothing and returns ErrQuota where the account would have more than
// it may. Less always goes. It returns the month that the time counts for.
func (s *Quotas) ChargeTx(ctx context.Context, tx *database.Tx, account, bytes, millis int64) (month string, err error) {
	if bytes == 0 && millis == 0 {
		return "", nil
	}
	q, err := s.add(ctx, tx, account, bytes, millis)
	if err != nil {
		return "", err
	}
	if q.Over(bytes, millis) {
		_, err := tx.NewRaw("UPDATE quotas SET bytes = bytes - ?, millis = millis - ?, transcoded = transcoded - ? WHERE account_id = ?",
			bytes, millis, millis, account).Exec(ctx)
		return "", errors.Join(err, ErrQuota)
	}
	return q.Month, s.recordTx(ctx, tx, account, millis, dayOf(s.Now()))
}

// RefundTx takes time off that was counted in a month, as if it had never been
// transcoded.
func (s *Quotas) RefundTx(ctx context.Context, tx *database.Tx, account, millis int64, month string) error {
	_, err := tx.NewRaw(`UPDATE quotas SET millis = millis - ?, transcoded = transcoded - CASE WHEN month = ? THEN ? ELSE 0 END
		WHERE account_id = ?`, millis, month, millis, account).Exec(ctx)
	if err != nil {
		return err
	}
	return s.refundedTx(ctx, tx, account, millis, month)
}

// AddTx adds to what an account has, and returns all of it. What is added to
// its length was transcoded this month; a clock that lags behind another
// server's counts for the later month.
func (s *Quotas) AddTx(ctx context.Context, tx *database.Tx, account, bytes, millis int64) (Quota, error) {
	q, err := s.add(ctx, tx, account, bytes, millis)
	if err != nil {
		return q, err
	}
	return q, s.recordTx(ctx, tx, account, millis, dayOf(s.Now()))
}

func (s *Quotas) add(ctx context.Context, tx *database.Tx, account, bytes, millis int64) (Quota, error) {
	var q Quota
	err := tx.NewRaw(`INSERT INTO quotas (account_id, bytes, millis, month, transcoded) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account_id) DO UPDATE SET bytes = quotas.bytes + EXCLUDED.bytes, millis = quotas.millis + EXCLUDED.millis,
			month = CASE WHEN quotas.month > EXCLUDED.month THEN quotas.month ELSE EXCLUDED.month END,
			transcoded = CASE WHEN quotas.month >= EXCLUDED.month THEN quotas.transcoded ELSE 0 END + EXCLUDED.transcoded
		RETURNING *`, account, bytes, millis, s.month(), millis).Scan(ctx, &q)
	return q, err
}

// ReleaseTx takes off what was deleted. What was transcoded stays.
func (s *Quotas) ReleaseTx(ctx context.Context, tx *database.Tx, account, bytes, millis int64) error {
	if bytes == 0 && millis == 0 {
		return nil
	}
	_, err := tx.NewRaw("UPDATE quotas SET bytes = bytes - ?, millis = millis - ? WHERE account_id = ?", bytes, millis, account).Exec(ctx)
	if err != nil {
		return err
	}
	return s.recordTx(ctx, tx, account, 0, dayOf(s.Now()))
}
