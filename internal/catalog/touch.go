package catalog

import (
	"context"

	"github.com/uptrace/bun"
)

type updateQuery = bun.UpdateQuery

// later is the time of a change to what was changed at before: it grows with
// every change, also within a millisecond, so that it tells versions apart.
func (l *Catalog) later(before int64) int64 { return max(l.millis(), before+1) }

// touched is later for rows that were not read.
func (l *Catalog) touched(q *updateQuery) *updateQuery {
	now := l.millis()
	return q.Set("updated_at = CASE WHEN updated_at < ? THEN ? ELSE updated_at + 1 END", now, now)
}

// touch updates columns of a video outside any status change. A deleted video
// is fault.Gone, which ends the work done on it.
func (l *Catalog) touch(ctx context.Context, id int64, set func(q *updateQuery)) error {
	q := l.touched(l.db.W.NewUpdate().Model((*Video)(nil))).Where("id = ? AND deleted_at IS NULL", id)
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
