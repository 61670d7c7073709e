package database

import (
	"context"
	"database/sql/driver"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
)

type patience struct{}

// Patient returns a context in which what is asked of a database that is away
// waits until it is back, or ctx ends: for work that would be lost by an error.
// A transaction waits before it begins; one that breaks is an error.
func Patient(ctx context.Context) context.Context { return context.WithValue(ctx, patience{}, true) }

// Impatient undoes Patient, for what is better left out than waited for.
func Impatient(ctx context.Context) context.Context { return context.WithValue(ctx, patience{}, false) }

// again is how long the patient wait between two tries.
const again = 200 * time.Millisecond

// Await waits a moment before a database is asked again that was away, as err
// says. It reports false when that is not so, or ctx has ended.
func Await(ctx context.Context, err error) bool {
	if !IsAway(err) {
		return false
	}
	timer := time.NewTimer(again)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// awaitPatiently is Await, in patient contexts only.
func awaitPatiently(ctx context.Context, err error) bool {
	patient, _ := ctx.Value(patience{}).(bool)
	return patient && Await(ctx, err)
}

// connector hands the connections of a pgx pool to database/sql.
type connector struct{ driver.Connector }

// Connect implements driver.Connector.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	for {
		inner, err := c.Connector.Connect(ctx)
		if err == nil {
			return conn{inner.(*stdlib.Conn)}, nil
		}
		if !awaitPatiently(ctx, err) {
			return nil, err
		}
	}
}

// conn is a connection that knows what its errors mean when it has broken.
type conn struct{ *stdlib.Conn }

// QueryContext implements driver.QueryerContext. A question that got no answer
// is asked again by database/sql, on another connection.
func (c conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.Conn.QueryContext(ctx, query, args)
	if err = broken(ctx, c.Conn.Conn(), err); IsAway(err) && c.Conn.Conn().IsClosed() && strings.HasPrefix(query, "SELECT") {
		return nil, driver.ErrBadConn
	}
	return rows, err
}

// ExecContext implements driver.ExecerContext.
func (c conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	result, err := c.Conn.ExecContext(ctx, query, args)
	return result, broken(ctx, c.Conn.Conn(), err)
}

// BeginTx implements driver.ConnBeginTx.
func (c conn) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := c.Conn.BeginTx(ctx, options)
	return tx, broken(ctx, c.Conn.Conn(), err)
}
