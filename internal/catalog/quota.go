package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/uptrace/bun"

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

// full reports whether the account may not begin anything more.
func (q *Quota) full() bool {
	return q.MaxMinutes > 0 && q.Millis >= q.MaxMinutes*60_000 ||
		q.MaxTranscoded > 0 && q.Transcoded >= q.MaxTranscoded*60_000 ||
		q.MaxBytes > 0 && q.Bytes >= q.MaxBytes
}

// over reports whether the account has more than it may, of bytes or of time.
func (q *Quota) over(bytes, millis int64) bool {
	return bytes > 0 && q.MaxBytes > 0 && q.Bytes > q.MaxBytes ||
		millis > 0 && q.MaxMinutes > 0 && q.Millis > q.MaxMinutes*60_000 ||
		millis > 0 && q.MaxTranscoded > 0 && q.Transcoded > q.MaxTranscoded*60_000
}

// Quota returns an account's quota as it is now.
func (l *Catalog) Quota(ctx context.Context, account int64) (Quota, error) {
	return l.quota(ctx, l.db.R.NewSelect(), account)
}

// StoredBytes counts the bytes that all accounts have stored.
func (l *Catalog) StoredBytes(ctx context.Context) (n int64, err error) {
	err = l.db.R.NewSelect().Model((*Quota)(nil)).ColumnExpr("coalesce(CAST(sum(q.bytes) AS bigint), 0)").Scan(ctx, &n)
	return n, err
}

func (l *Catalog) quota(ctx context.Context, query *bun.SelectQuery, account int64) (Quota, error) {
	q := Quota{AccountID: account}
	err := query.Model(&q).Where("q.account_id = ?", account).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if month := l.month(); q.Month < month {
		q.Month, q.Transcoded = month, 0
	}
	return q, err
}

func (l *Catalog) month() string { return l.now().UTC().Format("2006-01") }

// ChangeQuota lets change set the limits of an account and returns the result.
func (l *Catalog) ChangeQuota(ctx context.Context, account int64, change func(*Quota)) (Quota, error) {
	var q Quota
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		known, err := tx.NewSelect().Table("accounts").Where("id = ?", account).Exists(ctx)
		if err != nil {
			return err
		}
		if !known {
			return fault.Missing(fmt.Sprintf("account %d", account))
		}
		if _, err := l.tally(ctx, tx, account, 0, 0); err != nil { // which makes the row
			return err
		}
		if q, err = l.quota(ctx, l.db.ForUpdate(tx.NewSelect()), account); err != nil {
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
func (l *Catalog) Room(ctx context.Context, account int64) (int64, error) {
	q, err := l.Quota(ctx, account)
	if err != nil {
		return 0, err
	}
	return q.room()
}

// RoomTx is Room; until tx ends it returns to no other transaction, if the
// account has limits.
func (l *Catalog) RoomTx(ctx context.Context, tx *database.Tx, account int64) (int64, error) {
	q, err := l.quota(ctx, l.db.ForUpdate(tx.NewSelect()), account)
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

// charge counts bytes and milliseconds for a video whose row is locked, or
// changes nothing and returns ErrQuota where the account would have more than
// it may. Less always goes.
func (l *Catalog) charge(ctx context.Context, tx *database.Tx, v *Video, bytes, millis int64) error {
	if bytes == 0 && millis == 0 {
		return nil
	}
	q, err := l.tally(ctx, tx, v.AccountID, bytes, millis)
	if err != nil {
		return err
	}
	if q.over(bytes, millis) {
		_, err := tx.NewRaw("UPDATE quotas SET bytes = bytes - ?, millis = millis - ?, transcoded = transcoded - ? WHERE account_id = ?",
			bytes, millis, millis, v.AccountID).Exec(ctx)
		return errors.Join(err, ErrQuota)
	}
	v.Bytes += bytes
	v.Millis += millis
	if millis > 0 {
		v.Month = q.Month
	}
	return nil
}

// refund takes the length of a video off that nothing was made of, as if it had
// never been counted.
func (l *Catalog) refund(ctx context.Context, tx *database.Tx, v *Video) error {
	if v.Millis == 0 {
		return nil
	}
	_, err := tx.NewRaw(`UPDATE quotas SET millis = millis - ?, transcoded = transcoded - CASE WHEN month = ? THEN ? ELSE 0 END
		WHERE account_id = ?`, v.Millis, v.Month, v.Millis, v.AccountID).Exec(ctx)
	v.Millis, v.Month = 0, ""
	return err
}

// tally adds to what an account has, and returns all of it. What is added to
// its length was transcoded this month; a clock that lags behind another
// server's counts for the later month.
func (l *Catalog) tally(ctx context.Context, tx *database.Tx, account, bytes, millis int64) (Quota, error) {
	var q Quota
	err := tx.NewRaw(`INSERT INTO quotas (account_id, bytes, millis, month, transcoded) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account_id) DO UPDATE SET bytes = quotas.bytes + EXCLUDED.bytes, millis = quotas.millis + EXCLUDED.millis,
			month = CASE WHEN quotas.month > EXCLUDED.month THEN quotas.month ELSE EXCLUDED.month END,
			transcoded = CASE WHEN quotas.month >= EXCLUDED.month THEN quotas.transcoded ELSE 0 END + EXCLUDED.transcoded
		RETURNING *`, account, bytes, millis, l.month(), millis).Scan(ctx, &q)
	return q, err
}

// release takes what deleted videos counted for off their account, all of the
// same one. What was transcoded stays.
func (l *Catalog) release(ctx context.Context, tx *database.Tx, videos []Video) error {
	var bytes, millis int64
	for i := range videos {
		bytes, millis = bytes+videos[i].Bytes, millis+videos[i].Millis
	}
	if bytes == 0 && millis == 0 {
		return nil
	}
	_, err := tx.NewRaw("UPDATE quotas SET bytes = bytes - ?, millis = millis - ? WHERE account_id = ?",
		bytes, millis, videos[0].AccountID).Exec(ctx)
	return err
}

// Recount returns an account's quota as it was counted, and as the rows of the
// account's videos amount to, which is to be the same; and the ids of videos
// that count for other bytes than their source, renditions and subtitles have.
func (l *Catalog) Recount(ctx context.Context, account int64) (counted, found Quota, wrong []int64, err error) {
	wrong = []int64{}
	err = l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		counted, err = l.quota(ctx, l.db.ForUpdate(tx.NewSelect()), account) // nothing is counted meanwhile
		if err != nil {
			return err
		}
		found = counted
		if err := tx.NewRaw("SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT), CAST(COALESCE(SUM(millis), 0) AS BIGINT) FROM videos WHERE "+standing, account).
			Scan(ctx, &found.Bytes, &found.Millis); err != nil {
			return err
		}
		if err := tx.NewRaw("SELECT CAST(COALESCE(SUM(millis), 0) AS BIGINT) FROM videos WHERE account_id = ? AND month = ?", account, found.Month).
			Scan(ctx, &found.Transcoded); err != nil {
			return err
		}
		return tx.NewRaw(`SELECT v.id FROM videos v WHERE `+standing+` AND v.bytes <> v.source_bytes +
			COALESCE((SELECT SUM(r.size) FROM renditions r WHERE r.video_id = v.id AND r.status = ?), 0) +
			COALESCE((SELECT SUM(OCTET_LENGTH(s.vtt)) FROM subtitles s WHERE s.video_id = v.id), 0)
			ORDER BY v.id`, account, RenditionComplete).Scan(ctx, &wrong)
	})
	return counted, found, wrong, err
}

// standing picks the videos that an account's quota counts: also those of a
// deleted directory, until it is taken apart.
const standing = "account_id = ? AND (deleted_at IS NULL OR directory_id IS NOT NULL)"
