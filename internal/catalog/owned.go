package catalog

import (
	"context"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Owned is whose something is. A video has the length of what it shows, in
// milliseconds, 0 where that is not known yet.
type Owned struct{ ID, AccountID, Duration int64 }

// Owned returns whose those videos are that there are.
func (l *Catalog) Owned(ctx context.Context, ids []int64) (rows []Owned, err error) {
	err = l.db.R.NewSelect().Table("videos").ColumnExpr("id, account_id, COALESCE(duration, 0) AS duration").
		Where("deleted_at IS NULL AND id IN (?)", bun.List(ids)).Scan(ctx, &rows)
	return rows, err
}

// IDsOf returns the ids of an account's videos, in no order: of those with a slug,
// if it is not "", and of those of one of its users, if of is true.
func (l *Catalog) IDsOf(ctx context.Context, account int64, slug string, user int64, of bool) (ids []int64, err error) {
	q := l.db.R.NewSelect().Table("videos").Column("id").Where("account_id = ? AND deleted_at IS NULL", account)
	if slug != "" {
		q = q.Where("slug = ?", slug)
	}
	if of {
		q = q.Where("client_user_id = ?", user)
	}
	err = q.Scan(ctx, &ids)
	return ids, err
}

// HasTx reports whether an account has all of several videos, each named once
// and in their order. They stay until tx ends. Deleting takes its locks in the
// same order: videos, then what refers to them.
func (l *Catalog) HasTx(ctx context.Context, tx *database.Tx, account int64, ids []int64) (bool, error) {
	q := tx.NewSelect().Model((*Video)(nil)).Column("id").
		Where("v.account_id = ? AND v.deleted_at IS NULL AND v.id IN (?)", account, bun.List(ids)).Order("v.id")
	if l.db.Postgres() {
		q = q.For("SHARE")
	}
	var found []int64
	err := q.Scan(ctx, &found)
	return len(found) == len(ids), err
}

// ByIDs returns those videos that there are, with what of their renditions is
// played, in no order.
func (l *Catalog) ByIDs(ctx context.Context, ids []int64) (videos []*Video, err error) {
	err = l.db.R.NewSelect().Model(&videos).Relation("Renditions", func(q *bun.SelectQuery) *bun.SelectQuery {
		return byPosition(q).ExcludeColumn("receipt")
	}).Where("v.id IN (?) AND v.deleted_at IS NULL", bun.List(ids)).Scan(ctx)
	return videos, err
}

// ForgetPlayerTx lets the videos that are shown with a player have none.
func ForgetPlayerTx(ctx context.Context, tx *database.Tx, id int64) error {
	_, err := tx.NewUpdate().Model((*Video)(nil)).Set("player_id = NULL").Where("player_id = ?", id).Exec(ctx)
	return err
}
