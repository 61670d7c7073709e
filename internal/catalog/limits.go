package catalog

import (
	"context"

	"kinora/internal/database"
	"kinora/internal/quota"
)

// Limits bound how many things of a kind an account may have; 0 is no limit.
type Limits struct {
	Videos      int64
	Directories int64
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
		err = quota.TooMany("videos", l.Limits.Videos)
	}
	return err
}
