package catalog

import (
	"context"

	"github.com/uptrace/bun"
)

// Owned is whose something is. A video has the length of what it shows, in
// milliseconds, 0 where that is not known yet.
type Owned struct{ ID, AccountID, Duration int64 }

// VideosOwned returns those videos that there are.
func (l *Catalog) VideosOwned(ctx context.Context, ids []int64) ([]Owned, error) {
	return owned(ctx, l.db.R.NewSelect().Table("videos").ColumnExpr("id, account_id, COALESCE(duration, 0) AS duration").Where("deleted_at IS NULL"), ids)
}

// PlaylistsOwned returns those playlists that there are.
func (l *Catalog) PlaylistsOwned(ctx context.Context, ids []int64) ([]Owned, error) {
	return owned(ctx, l.db.R.NewSelect().Table("playlists").Column("id", "account_id"), ids)
}

func owned(ctx context.Context, of *bun.SelectQuery, ids []int64) (rows []Owned, err error) {
	err = of.Where("id IN (?)", bun.List(ids)).Scan(ctx, &rows)
	return rows, err
}
