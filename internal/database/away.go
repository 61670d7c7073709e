package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// awayCodes are the SQLSTATEs of a server that stops, starts or has no
// connection left. Trouble with a connection is class 08.
var awayCodes = []string{"57P01", "57P02", "57P03", "53300"}

// IsAway tells whether err says that the database does not answer for now, so
// that the same may be asked again later. A SQLite database is never away.
func IsAway(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return strings.HasPrefix(e.Code, "08") || slices.Contains(awayCodes, e.Code)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return !errors.Is(err, context.Canceled)
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, pgconn.ErrConnClosed) {
		return true
	}
	var pgx interface{ SafeToRetry() bool } // what errors of a connection have
	return errors.As(err, &pgx) && isBroken(err)
}

// isBroken tells whether err is of a connection that broke, whoever's it was.
func isBroken(err error) bool {
	_, network := errors.AsType[*net.OpError](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
