package database

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/uptrace/bun"
)

// Prepared is a query of readers that is asked often: it is written and parsed
// once, and not at every call, which for small answers is most of the work. It
// is safe for concurrent use.
type Prepared struct {
	db    *DB
	write func(a Arg) *bun.SelectQuery

	mu   sync.Mutex
	text string    // "" before the first call
	stmt *sql.Stmt // on SQLite
}

// Arg writes what stands for the n-th argument, from 1, of a Prepared.
type Arg func(n int) bun.Safe

// Prepare returns the query that write builds when it is first asked.
func (d *DB) Prepare(write func(a Arg) *bun.SelectQuery) *Prepared {
	return &Prepared{db: d, write: write}
}

// One reads the first row into dest, a pointer to a model. Without one it is
// sql.ErrNoRows.
func (p *Prepared) One(ctx context.Context, dest any, args ...any) error {
	rows, err := p.Rows(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := p.db.R.ScanRow(ctx, rows, dest); err != nil {
		return err
	}
	return rows.Close()
}

// All reads all rows into dest, a pointer to a slice of models.
func (p *Prepared) All(ctx context.Context, dest any, args ...any) error {
	rows, err := p.Rows(ctx, args...)
	if err != nil {
		return err
	}
	return p.db.R.ScanRows(ctx, rows, dest) // which closes them
}

// Rows asks; the caller closes them.
func (p *Prepared) Rows(ctx context.Context, args ...any) (*sql.Rows, error) {
	text, stmt, err := p.prepared(ctx) //nolint:sqlclosecheck // it is kept
	if err != nil {
		return nil, err
	}
	if stmt == nil {
		return p.db.R.DB.QueryContext(ctx, text, args...)
	}
	return stmt.QueryContext(ctx, args...)
}

// prepared returns the query's text, and on SQLite its statement. pgx prepares
// what has the same text again by itself, on each of its connections.
func (p *Prepared) prepared(ctx context.Context) (string, *sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.text != "" {
		return p.text, p.stmt, nil
	}
	text := p.write(p.db.arg).String()
	if !p.db.Postgres() {
		stmt, err := p.db.R.DB.PrepareContext(ctx, text)
		if err != nil {
			return "", nil, fmt.Errorf("prepare a query: %w", err)
		}
		p.stmt = stmt
	}
	p.text = text
	return p.text, p.stmt, nil
}

func (d *DB) arg(n int) bun.Safe {
	if d.Postgres() {
		return bun.Safe(fmt.Sprintf("$%d", n))
	}
	return bun.Safe(fmt.Sprintf("?%d", n))
}

// Among is a condition of a Prepared: column is one of a list of ids, of which
// IDs makes the argument.
func (d *DB) Among(column string, arg bun.Safe) bun.Safe {
	if d.Postgres() {
		return bun.Safe(column + " = ANY(" + string(arg) + ")")
	}
	return bun.Safe(column + " IN (SELECT value FROM json_each(" + string(arg) + "))")
}

// IDs is the argument for Among.
func (d *DB) IDs(ids []int64) any { return list(d, ids) }

// Texts is the argument for Among where the column is text.
func (d *DB) Texts(texts []string) any { return list(d, texts) }

func list[T int64 | string](d *DB, values []T) any {
	if d.Postgres() {
		return values
	}
	text, err := json.Marshal(values)
	if err != nil {
		panic(err) // numbers and texts are JSON
	}
	return string(text)
}
