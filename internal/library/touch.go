package library

import (
	"context"

	"github.com/uptrace/bun"
)

type updateQuery = bun.UpdateQuery

// touch updates columns of a video outside any status change. A deleted video
// is fault.Gone, which ends the work done on it.
func (l *Library) touch(ctx context.Context, id int64, set func(q *updateQuery)) error {
	q := l.db.W.NewUpdate().Model((*Video)(nil)).Set("updated_at = ?", l.millis()).
		Where("id = ? AND deleted_at IS NULL", id)
	set(q)
	res, err := q.Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errGone
}
