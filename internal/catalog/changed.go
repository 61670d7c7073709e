package catalog

import (
	"context"

	"github.com/uptrace/bun"
)

// Mark is a place in the order in which videos changed.
type Mark struct {
	At int64 // Unix milliseconds
	ID int64
}

// Marks returns where the next changes of an account are after a mark, deleted
// videos among them, at most limit.
func (l *Catalog) Marks(ctx context.Context, account int64, after Mark, limit int) ([]Mark, error) {
	var marks []Mark
	err := l.db.R.NewSelect().Model((*Video)(nil)).ColumnExpr("v.updated_at AS at, v.id AS id").
		Where("v.account_id = ? AND (v.updated_at > ? OR v.updated_at = ? AND v.id > ?)", account, after.At, after.At, after.ID).
		Order("v.updated_at", "v.id").Limit(int64(limit)).Scan(ctx, &marks)
	return marks, err
}

// Changed reads videos whole, deleted ones too.
func (l *Catalog) Changed(ctx context.Context, ids []int64) ([]Video, error) {
	videos := []Video{}
	if len(ids) == 0 {
		return videos, nil
	}
	err := l.db.R.NewSelect().Model(&videos).Relation("Renditions", byPosition).
		Where("v.id IN (?)", bun.List(ids)).Order("v.updated_at", "v.id").Scan(ctx)
	if err == nil {
		err = l.ReadStoryboards(ctx, pointers(videos)...)
	}
	return videos, err
}
