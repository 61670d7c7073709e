// Package database opens the one database that every record lives in, SQLite
// or PostgreSQL, and hides which of the two it is.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	neturl "net/url"
	"os"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"
	"github.com/uptrace/bun"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	// W is for writing. On SQLite it has one connection: code running inside
	// InTx must use its Tx only, because asking W for a second connection
	// there would wait for ever.
	W *bun.DB
	// R is for reading outside a transaction. On PostgreSQL it is W.
	R *bun.DB

	changes  atomic.Uint64
	presence presence
	pool     *pgxpool.Pool // nil on SQLite
	path     string        // file of a SQLite database
	file     os.FileInfo   // as it was opened
	id       uint32        // in its header; 0 = not known
	ballast  ballast
	log      *slog.Logger
}

// Open opens the database at url, "sqlite:/path/to/file.db" (relative paths
// too) or "postgres://...", and checks that it answers. A SQLite file is
// created when missing, its folder is not. The schema is left as it is: see
// Migrate. The caller closes the DB.
func Open(ctx context.Context, url string, log *slog.Logger) (*DB, error) {
	open := openSQLite
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "sqlite":
	case "postgres", "postgresql":
		open, rest = openPostgres, url
	default:
		return nil, fmt.Errorf("database URL starts with %q, want sqlite:PATH or postgres://HOST/NAME", scheme)
	}
	d, err := open(ctx, rest, log)
	if err != nil {
		return nil, err
	}
	d.W = d.W.WithQueryHook(counter{d})
	return d, nil
}

// Look opens a database to read it, and changes nothing: a SQLite file must be
// there (else the error is an fs.ErrNotExist), and no schema is made. The
// caller closes the DB, whose W reads only, too.
func Look(ctx context.Context, url string, log *slog.Logger) (*DB, error) {
	scheme, path, _ := strings.Cut(url, ":")
	if scheme != "sqlite" {
		return Open(ctx, url, log)
	}
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	options := neturl.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)", "query_only(ON)"}}
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		options.Set("immutable", "1") // nobody has it open; else SQLite makes files beside it
	}
	r, err := sqlitePool(ctx, path, 1, options)
	if err != nil {
		return nil, err
	}
	return &DB{W: r, R: r, path: path, log: log}, nil
}

// Schema returns the version of the database's schema, 0 before the first
// migration, and the version that this program brings it to.
func (d *DB) Schema(ctx context.Context) (have, want int64, err error) {
	files, err := migrations(d.Postgres())
	if err != nil {
		return 0, 0, err
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return 0, 0, err
	}
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return 0, 0, err
		}
		want = max(want, version)
	}
	err = d.R.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&have)
	if isNoTable(err) {
		return 0, want, nil
	}
	return have, want, err
}

// isNoTable reports whether a statement failed because a table is not there.
func isNoTable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "42P01"
	}
	return err != nil && strings.Contains(err.Error(), "no such table")
}

// Postgres tells whether the database is PostgreSQL; otherwise it is SQLite.
func (d *DB) Postgres() bool { return d.pool != nil }

// Pool is the pgx pool beneath W, nil on SQLite. It belongs to the DB.
func (d *DB) Pool() *pgxpool.Pool { return d.pool }

// Close closes all connections. It may be called twice.
func (d *DB) Close() error {
	err := d.W.Close()
	if d.R != d.W {
		err = errors.Join(err, d.R.Close())
	}
	if d.pool != nil {
		d.pool.Close()
	}
	return err
}

// Changes counts the transactions and statements by which this process may
// have changed rows: what was read before it moved may be out of date.
func (d *DB) Changes() uint64 { return d.changes.Load() }

// counter counts the statements that change rows, as a hook of bun.
type counter struct{ db *DB }

// BeforeQuery implements bun.QueryHook.
func (counter) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

// AfterQuery implements bun.QueryHook.
func (c counter) AfterQuery(_ context.Context, e *bun.QueryEvent) {
	if e.Operation() != "SELECT" {
		c.db.changes.Add(1)
	}
	c.db.failed(e.Err)
}

// failed gives the ballast up if err says that there is no room.
func (d *DB) failed(err error) {
	if err != nil && IsFull(err) {
		d.ballast.drop()
	}
}

// Tx is a running transaction: bun's query builders by embedding.
type Tx struct {
	bun.Tx
	pgx pgx.Tx
}

// SQLTx is the transaction as database/sql sees it.
func (t *Tx) SQLTx() *sql.Tx { return t.Tx.Tx }

// PgxTx is the transaction as pgx sees it, nil on SQLite. It cannot be
// committed, rolled back or nested: that stays with InTx.
func (t *Tx) PgxTx() pgx.Tx { return t.pgx }

// InTx runs fn in one transaction, committed when fn returns nil and rolled
// back when it returns an error or panics. An error of fn is returned as it is,
// or in one that IsAway knows when the connection broke meanwhile.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	conn, tx, err := d.begin(ctx)
	for awaitPatiently(ctx, err) {
		conn, tx, err = d.begin(ctx)
	}
	if err != nil {
		return err
	}
	defer conn.Close()
	defer tx.Rollback() // nothing left to do after a commit
	if err := fn(ctx, tx); err != nil {
		return tx.broken(ctx, err)
	}
	err = tx.Commit()
	d.changes.Add(1)
	d.failed(err)
	if err != nil {
		return fmt.Errorf("commit: %w", tx.broken(ctx, err))
	}
	return nil
}

// begin takes a connection, which the caller closes, and begins a transaction.
func (d *DB) begin(ctx context.Context) (*bun.Conn, *Tx, error) {
	conn, err := d.W.Conn(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("take a connection: %w", err)
	}
	borrowed, err := d.borrow(conn.Conn)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("begin a transaction: %w", err), conn.Close())
	}
	return &conn, &Tx{Tx: tx, pgx: borrowed}, nil
}

// broken marks an error of a transaction whose connection has broken.
func (t *Tx) broken(ctx context.Context, err error) error {
	if t.pgx == nil {
		return err
	}
	return broken(ctx, t.pgx.Conn(), err)
}

// borrow returns conn as pgx sees it, nil on SQLite.
func (d *DB) borrow(conn *sql.Conn) (pgx.Tx, error) {
	if !d.Postgres() {
		return nil, nil
	}
	raw, err := pgxConn(conn)
	if err != nil {
		return nil, fmt.Errorf("reach the pgx connection: %w", err)
	}
	return borrowedTx{raw}, nil
}

// IsUnique tells whether err says that a row breaks a unique index or primary
// key, on either database.
func IsUnique(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23505"
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE ||
			e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return false
}
