package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// openPostgres opens one pgx pool and shows it to bun through database/sql.
// The size of the pool is the pool_max_conns parameter of url.
func openPostgres(ctx context.Context, url string, log *slog.Logger) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database URL: %w", err)
	}
	config.MaxConns = max(config.MaxConns, minPool)
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	d := &DB{log: log}
	d.presence = presence{log: log, reset: func() {}}
	config.ConnConfig.Tracer = &d.presence
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	db := sql.OpenDB(connector{stdlib.GetPoolConnector(pool)})
	db.SetMaxIdleConns(0) // the pool keeps them
	d.W = bun.NewDB(db, pgdialect.New())
	d.R, d.pool, d.presence.reset = d.W, pool, pool.Reset
	return d, nil
}

// connectTimeout bounds an attempt to connect, where the URL says nothing.
const connectTimeout = 5 * time.Second

// minPool leaves room for the one connection that the job engine listens on
// and the one that a migration lock is held on.
const minPool = 6

// lockPostgres holds an advisory lock until unlock is called. It sits on a
// connection of its own and dies with it.
func lockPostgres(ctx context.Context, pool *pgxpool.Pool) (unlock func() error, err error) {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("take a connection: %w", err)
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", advisoryKey); err != nil {
		conn.Release()
		return nil, fmt.Errorf("take the migration lock: %w", err)
	}
	return func() error {
		defer conn.Release()
		_, err := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", advisoryKey)
		return err
	}, nil
}

// advisoryKey is any number that other users of the database will not pick.
const advisoryKey int64 = 0x6b696e6f7261 // "kinora"

// pgxConn digs the pgx connection out of a database/sql one. It may be used
// only while c is held.
func pgxConn(c *sql.Conn) (*pgx.Conn, error) {
	var found *pgx.Conn
	err := c.Raw(func(driverConn any) error {
		std, ok := driverConn.(conn)
		if !ok {
			return fmt.Errorf("driver connection is a %T", driverConn)
		}
		found = std.Conn.Conn()
		return nil
	})
	return found, err
}

// borrowedTx lends a transaction that database/sql began to code that speaks
// pgx. Ending it stays with the lender.
type borrowedTx struct{ conn *pgx.Conn }

var errBorrowed = errors.New("the transaction is borrowed: only who began it may end or nest it")

func (borrowedTx) Begin(context.Context) (pgx.Tx, error) { return nil, errBorrowed }
func (borrowedTx) Commit(context.Context) error          { return errBorrowed }
func (borrowedTx) Rollback(context.Context) error        { return errBorrowed }
func (borrowedTx) LargeObjects() pgx.LargeObjects        { return pgx.LargeObjects{} }
func (t borrowedTx) Conn() *pgx.Conn                     { return t.conn }

func (t borrowedTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t borrowedTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}

func (t borrowedTx) Prepare(ctx context.Context, name, query string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, query)
}

func (t borrowedTx) Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, query, args...)
}

func (t borrowedTx) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, query, args...)
}

func (t borrowedTx) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, query, args...)
}
