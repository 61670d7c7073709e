package catalog

import (
	"context"

	"kinora/internal/database"
	"kinora/internal/quota"
)

// charge counts bytes and milliseconds for a video whose row is locked, or
// changes nothing and returns quota.ErrQuota where the account would have more
// than it may. Less always goes.
func (l *Catalog) charge(ctx context.Context, tx *database.Tx, v *Video, bytes, millis int64) error {
	month, err := l.quotas.ChargeTx(ctx, tx, v.AccountID, bytes, millis)
	if err != nil {
		return err
	}
	v.Bytes += bytes
	v.Millis += millis
	if millis > 0 {
		v.Month = month
	}
	return nil
}

// refund takes the length of a video off that nothing was made of, as if it had
// never been counted.
func (l *Catalog) refund(ctx context.Context, tx *database.Tx, v *Video) error {
	if v.Millis == 0 {
		return nil
	}
	err := l.quotas.RefundTx(ctx, tx, v.AccountID, v.Millis, v.Month)
	v.Millis, v.Month = 0, ""
	return err
}

// release takes what deleted videos counted for off their account, all of the
// same one.
func (l *Catalog) release(ctx context.Context, tx *database.Tx, videos []Video) error {
	var bytes, millis int64
	for i := range videos {
		bytes, millis = bytes+videos[i].Bytes, millis+videos[i].Millis
	}
	return l.quotas.ReleaseTx(ctx, tx, videos[0].AccountID, bytes, millis)
}

// Recount returns an account's quota as it was counted, and as the rows of the
// account's videos amount to, which is to be the same; and the ids of videos
// that count for other bytes than their source, renditions and subtitles have.
func (l *Catalog) Recount(ctx context.Context, account int64) (counted, found quota.Quota, wrong []int64, err error) {
	wrong = []int64{}
	err = l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		counted, err = l.quotas.OfTx(ctx, tx, account)
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
			COALESCE((SELECT SUM(s.size) FROM subtitles s WHERE s.video_id = v.id), 0)
			ORDER BY v.id`, account, RenditionComplete).Scan(ctx, &wrong)
	})
	return counted, found, wrong, err
}

// standing picks the videos that an account's quota counts: also those of a
// deleted directory, until it is taken apart.
const standing = "account_id = ? AND (deleted_at IS NULL OR directory_id IS NOT NULL)"
