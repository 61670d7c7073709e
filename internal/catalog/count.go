package catalog

import (
	"context"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// How many matches of a narrowed list are counted: to count all would take as
// long as to read them.
const (
	maxCounted = 1000
	maxMatched = 100 // of a search, whose names are read
)

// Total is how many items match in all; with More, at least so many.
type Total struct {
	N    int
	More bool
}

// videoCount is how many videos of an account have a status. It changes in the
// transaction that changes them.
type videoCount struct {
	bun.BaseModel `bun:"table:video_counts,alias:c"`

	AccountID int64
	Status    string
	N         int64
}

// recount adds by status to an account's counts. On PostgreSQL the counts are
// locked until the transaction ends, so it comes after the locks of videos and
// grams, and statuses go in their order: nobody then waits in a circle.
func (l *Catalog) recount(ctx context.Context, tx *database.Tx, account int64, added map[string]int64) error {
	var rows []videoCount
	for _, status := range slices.Sorted(maps.Keys(added)) {
		if n := added[status]; n != 0 {
			rows = append(rows, videoCount{AccountID: account, Status: status, N: n})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&rows).On("CONFLICT (account_id, status) DO UPDATE").
		Set("n = c.n + EXCLUDED.n").Exec(ctx)
	return err
}

// count tells how many videos a filter without a search matches: all of an
// account's and all of a status exactly, others up to maxCounted.
func (l *Catalog) count(ctx context.Context, account int64, f Filter) (Total, error) {
	if f.IDs == nil && f.ClientUserID == nil && f.DirectoryID == nil && listed(f.Status) == "" {
		q := l.db.R.NewSelect().Model((*videoCount)(nil)).ColumnExpr("CAST(COALESCE(SUM(n), 0) AS BIGINT)").
			Where("account_id = ?", account)
		if f.Status != "" {
			q = q.Where("status = ?", f.Status)
		}
		var n int
		err := q.Scan(ctx, &n)
		return Total{N: n}, err
	}
	some := f.apply(l.db.R.NewSelect().Model((*Video)(nil)).Column("v.id"), account).Limit(maxCounted + 1)
	var n int
	err := l.db.R.NewSelect().TableExpr("(?) AS matches", some).ColumnExpr("COUNT(*)").Scan(ctx, &n)
	return Total{N: min(n, maxCounted), More: n > maxCounted}, err
}
