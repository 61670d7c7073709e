package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"log/slog"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// awayCodes are the SQLSTATEs of a server that stops, starts or has no
// connection left. Trouble with a connection is class 08.
var awayCodes = []string{"57P01", "57P02", "57P03", "53300"}

// awayError is what a connection failed of that broke under a statement,
// whatever the driver says of it.
type awayError struct{ err error }

func (e *awayError) Error() string { return "the database is away: " + e.err.Error() }
func (e *awayError) Unwrap() error { return e.err }

// IsAway tells whether err says that the database does not answer for now, so
// that the same may be asked again later. A SQLite database is never away.
func IsAway(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return strings.HasPrefix(e.Code, "08") || slices.Contains(awayCodes, e.Code)
	}
	if _, ok := errors.AsType[*awayError](err); ok {
		return true
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

// IsAwayHere is IsAway of an error that nothing but a connection to the database
// can have: one that broke needs no other sign.
func IsAwayHere(err error) bool { return IsAway(err) || isBroken(err) }

// saysAway matches the texts of the errors that IsAwayHere knows.
var saysAway = regexp.MustCompile(`SQLSTATE (08|` + strings.Join(awayCodes, "|") + `)|\bEOF\b|connection re(set|fused)|broken pipe|conn closed`)

// SaysAway is IsAwayHere of the text of an error, for where no more is left of it.
func SaysAway(text string) bool { return saysAway.MatchString(text) }

// isBroken tells whether err is of a connection that broke, whoever's it was.
func isBroken(err error) bool {
	_, network := errors.AsType[*net.OpError](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// broken marks an error after which a connection is closed that nobody asked to
// close: then it does not matter what the error says.
func broken(ctx context.Context, c *pgx.Conn, err error) error {
	if err == nil || IsAway(err) || ctx.Err() != nil || !c.IsClosed() {
		return err
	}
	return &awayError{err}
}

// presence knows whether the database is there, and tells the log once when it
// goes and once when it is back. It is told by the pool of every connection that
// was tried and every statement. It is safe for concurrent use.
type presence struct {
	log   *slog.Logger
	reset func() // closes connections that nobody uses

	mu    sync.Mutex
	since time.Time // away; zero while it is there
	last  time.Time // that something failed; zero if never
}

func (p *presence) gone(err error) {
	p.mu.Lock()
	first := p.since.IsZero()
	p.last = time.Now()
	if first {
		p.since = p.last
	}
	p.mu.Unlock()
	if first {
		p.log.Error("the database is away", "err", err.Error())
		p.reset()
	}
}

func (p *presence) back() {
	p.mu.Lock()
	since := p.since
	p.since = time.Time{}
	p.mu.Unlock()
	if !since.IsZero() {
		p.log.Info("the database is back", "dur", time.Since(since))
	}
}

// TraceConnectStart implements pgx.ConnectTracer.
func (p *presence) TraceConnectStart(ctx context.Context, _ pgx.TraceConnectStartData) context.Context {
	return ctx
}

// TraceConnectEnd implements pgx.ConnectTracer.
func (p *presence) TraceConnectEnd(ctx context.Context, data pgx.TraceConnectEndData) {
	switch {
	case data.Err == nil:
		p.back()
	case ctx.Err() == nil && IsAway(data.Err):
		p.gone(data.Err)
	}
}

// TraceQueryStart implements pgx.QueryTracer.
func (p *presence) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

// TraceQueryEnd implements pgx.QueryTracer.
func (p *presence) TraceQueryEnd(ctx context.Context, c *pgx.Conn, data pgx.TraceQueryEndData) {
	if data.Err != nil && ctx.Err() == nil && IsAway(broken(ctx, c, data.Err)) {
		p.gone(data.Err)
	}
}

// AwayWithin tells whether the database is away, or was within a time, as far as
// this process knows. A SQLite database never is.
func (d *DB) AwayWithin(t time.Duration) bool {
	p := &d.presence
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.since.IsZero() || !p.last.IsZero() && time.Since(p.last) < t
}

// WithoutAway leaves lines out of a log whose attribute "err" says that the
// database is away: the DB tells that once.
func WithoutAway(h slog.Handler) slog.Handler { return withoutAway{h} }

type withoutAway struct{ slog.Handler }

// Handle implements slog.Handler.
func (h withoutAway) Handle(ctx context.Context, r slog.Record) error {
	away := false
	r.Attrs(func(a slog.Attr) bool {
		err, isError := a.Value.Any().(error)
		away = a.Key == "err" && isError && IsAway(err)
		return !away
	})
	if away {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h withoutAway) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withoutAway{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h withoutAway) WithGroup(name string) slog.Handler {
	return withoutAway{h.Handler.WithGroup(name)}
}
