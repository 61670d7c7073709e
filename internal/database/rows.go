package database

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"kinora/internal/fault"
)

// ForUpdate locks the rows that a query reads until its transaction ends.
// SQLite has one writer at a time anyway.
func (d *DB) ForUpdate(q *bun.SelectQuery) *bun.SelectQuery {
	if d.Postgres() {
		return q.For("UPDATE")
	}
	return q
}

// RemoveStep is how many rows Remove removes by a statement.
const RemoveStep = 1000

// Remove removes the rows of a table with an id that a condition names, in
// steps, so that others may write meanwhile. The condition may end with an order.
func (d *DB) Remove(ctx context.Context, table, condition string, args ...any) error {
	for {
		result, err := d.W.NewRaw("DELETE FROM "+table+" WHERE id IN (SELECT id FROM "+table+" WHERE "+condition+" LIMIT ?)", append(args, RemoveStep)...).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n < RemoveStep {
			return err
		}
	}
}

// Page asks for one page of rows, counted from 1, newest first.
func Page(q *bun.SelectQuery, page, perPage int) *bun.SelectQuery {
	return q.Order("id DESC").Limit(int64(perPage)).Offset(int64(max(page, 1)-1) * int64(perPage))
}

// Missing is err, or that there is no such thing where no row was found.
func Missing(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Missing(what)
	}
	return err
}
