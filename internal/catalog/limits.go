package catalog

import (
	"context"
	"fmt"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Limits bound how many things of a kind an account may have; 0 is no limit.
type Limits struct {
	Videos      int64
	Directories int64
	Playlists   int64
	Players     int64
}

// checkCount refuses one more row in a table than an account may have. Until tx
// ends no other transaction that asks gets an answer for the account.
func (l *Catalog) checkCount(ctx context.Context, tx *database.Tx, account int64, table string, most int64) error {
	if most == 0 {
		return nil
	}
	if err := l.lockAccount(ctx, tx, account); err != nil {
		return err
	}
	q := tx.NewSelect().Table(table).Where("account_id = ?", account)
	if table == "directories" {
		q = q.Where("deleted_at IS NULL")
	}
	n, err := q.Count(ctx)
	if err == nil && int64(n) >= most {
		err = tooManyOf(table, most)
	}
	return err
}

// checkVideoCount refuses videos beyond what an account may have, once they have
// been counted.
func (l *Catalog) checkVideoCount(ctx context.Context, tx *database.Tx, account int64) error {
	if l.Limits.Videos == 0 {
		return nil
	}
	var n int64
	err := tx.NewSelect().Model((*videoCount)(nil)).ColumnExpr("CAST(COALESCE(SUM(n), 0) AS BIGINT)").
		Where("account_id = ?", account).Scan(ctx, &n)
	if err == nil && n > l.Limits.Videos {
		err = tooManyOf("videos", l.Limits.Videos)
	}
	return err
}

func tooManyOf(what string, most int64) error {
	return fault.New(fault.Invalid, fmt.Sprintf("an account may have up to %d %s; delete some that are not needed", most, what))
}
