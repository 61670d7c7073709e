package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"kinora/internal/fault"
)

// Limits bound a download.
type Limits struct {
	MaxBytes    int64           // size of the whole; default 30 GB
	IdleTimeout time.Duration   // longest wait for a byte; default 60 s, at most 30 min
	Slowest     int64           // bytes/s on average over each SlowTime of waiting; default 10 kB/s
	SlowTime    time.Duration   // default 5 min
	Pauses      []time.Duration // before each reconnection since 1 MB last arrived; default 1 s, 2 s, 5 s, 10 s
}

const (
	defaultMaxBytes    = 30_000_000_000
	defaultIdleTimeout = time.Minute
	maxIdleTimeout     = 30 * time.Minute
	defaultSlowest     = 10_000
	defaultSlowTime    = 5 * time.Minute
	progressEvery      = time.Second
	worthwhile         = 1 << 20 // bytes after which a broken connection counts as the first again
)

func (l Limits) orDefaults() Limits {
	if l.MaxBytes <= 0 {
		l.MaxBytes = defaultMaxBytes
	}
	if l.IdleTimeout <= 0 {
		l.IdleTimeout = defaultIdleTimeout
	}
	l.IdleTimeout = min(l.IdleTimeout, maxIdleTimeout)
	if l.Slowest <= 0 {
		l.Slowest = defaultSlowest
	}
	if l.SlowTime <= 0 {
		l.SlowTime = defaultSlowTime
	}
	if l.Pauses == nil {
		l.Pauses = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second}
	}
	return l
}

// Network is what origins are reached through, guarded, because customers name
// the addresses.
type Network struct {
	Client *http.Client // of http and https origins
	Dialer Dialer       // of sftp origins
}

// Dialer makes TCP connections.
type Dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// remote is an origin as one protocol reaches it. It is for one goroutine.
type remote interface {
	// open returns the body from an offset on over a new connection, and the
	// length of the whole, or -1 if that is not known. The body ends with its
	// context. At offsets above 0 it is an error unless the file is proven to
	// be the one that the first call met; io.EOF says that it ends there.
	open(ctx context.Context, offset int64) (body io.ReadCloser, size int64, err error)
	// resumable reports whether open can prove that.
	resumable() bool
}

// Download is the body of an origin. Where the connection breaks it goes on
// from there, if the origin proves that it still has the same file. Its errors
// are faults whose details are the documented texts. It is for one goroutine.
type Download struct {
	ctx      context.Context
	remote   remote
	limits   Limits
	progress func(received int64) error

	conn      connection
	size      int64 // -1 unknown
	received  int64
	breaks    int   // reconnections since the mark
	mark      int64 // received at the first of them
	reported  time.Time
	waited    time.Duration // in reads since the speed was last looked at
	paced     int64         // received by then
	permanent error         // of all further reads
}

// connection is one request and the body of its answer. Its context ends when
// nothing arrives for too long.
type connection struct {
	ctx  context.Context
	end  context.CancelCauseFunc
	idle *time.Timer
	body io.ReadCloser // nil before there is one
}

// close ends the connection. It may be called twice, and on the zero value.
func (c *connection) close() {
	if c.end == nil {
		return
	}
	c.idle.Stop()
	c.end(context.Canceled)
	if c.body != nil {
		_ = c.body.Close()
	}
}

// StartDownload asks an origin for its body. progress, which may be nil, is
// told at most once a second how many bytes have arrived, and ends the download
// by an error, which Read then returns. The caller closes the Download.
func StartDownload(ctx context.Context, n Network, o Origin, limits Limits, progress func(received int64) error) (*Download, error) {
	r, err := o.remote(n)
	if err != nil {
		return nil, err
	}
	d := &Download{
		ctx: ctx, remote: r, limits: limits.orDefaults(), progress: progress, size: -1, reported: time.Now(),
	}
	if err := d.connect(); err != nil {
		d.conn.close()
		return nil, originError(err)
	}
	return d, nil
}

// Size is the length of the whole body in bytes, or -1 while the origin has
// not told it.
func (d *Download) Size() int64 { return d.size }

// Received is how many bytes Read has returned.
func (d *Download) Received() int64 { return d.received }

// Close ends the download. It may be called twice.
func (d *Download) Close() { d.conn.close() }

// connect opens the rest of the body, which is all of it at first, over a new
// connection.
func (d *Download) connect() error {
	d.conn.close()
	ctx, end := context.WithCancelCause(d.ctx)
	d.conn = connection{ctx: ctx, end: end}
	d.conn.idle = time.AfterFunc(d.limits.IdleTimeout, func() { end(errIdle) })
	defer d.conn.idle.Stop()
	body, size, err := d.remote.open(ctx, d.received)
	if err != nil {
		return d.cause(err)
	}
	d.conn.body = body
	switch {
	case d.size >= 0 && size >= 0 && size != d.size:
		return fmt.Errorf("%w: another size", errResume)
	case size > d.limits.MaxBytes:
		return tooLarge()
	}
	d.size = max(d.size, size)
	return nil
}

// Read reads on, over as many connections as it takes. What comes too slowly
// for too long ends, so that it does not keep its place for ever.
func (d *Download) Read(p []byte) (int, error) {
	began := time.Now()
	n, err := d.read(p)
	if d.waited += time.Since(began); err != nil || d.waited < d.limits.SlowTime {
		return n, err
	}
	if d.received-d.paced < int64(d.waited.Seconds()*float64(d.limits.Slowest)) {
		d.permanent = originError(errSlow)
	}
	d.waited, d.paced = 0, d.received
	return n, d.permanent
}

func (d *Download) read(p []byte) (int, error) {
	for d.permanent == nil {
		n, err := d.readBody(p)
		if d.permanent = d.excess(d.received + int64(n)); d.permanent != nil {
			break
		}
		d.received += int64(n)
		switch {
		case ended(err) && (d.size < 0 || d.received == d.size):
			d.permanent = io.EOF
		case ended(err):
			d.permanent = d.resume(io.ErrUnexpectedEOF)
		case err != nil:
			d.permanent = d.resume(err)
		}
		if n > 0 || len(p) == 0 {
			return n, d.report()
		}
	}
	return 0, d.permanent
}

// excess refuses a body of n bytes or more that may not have as many.
func (d *Download) excess(n int64) error {
	switch {
	case n > d.limits.MaxBytes:
		return tooLarge()
	case d.size >= 0 && n > d.size:
		return originError(fmt.Errorf("%w: more than announced", io.ErrUnexpectedEOF))
	}
	return nil
}

// readBody reads from the present connection within the idle time.
func (d *Download) readBody(p []byte) (int, error) {
	d.conn.idle.Reset(d.limits.IdleTimeout)
	defer d.conn.idle.Stop()
	n, err := d.conn.body.Read(p)
	if err != nil && !ended(err) {
		err = d.cause(err)
	}
	return n, err
}

// ended reports whether a body ended, rather than broke off.
func ended(err error) bool {
	return err == io.EOF //nolint:errorlint // a wrapped one tells of something else that ended
}

// cause returns why the connection was ended, where that is the reason for err.
func (d *Download) cause(err error) error {
	if d.conn.ctx.Err() != nil {
		return context.Cause(d.conn.ctx)
	}
	return err
}

// report passes the progress on.
func (d *Download) report() error {
	if d.progress == nil || time.Since(d.reported) < progressEvery {
		return nil
	}
	d.reported = time.Now()
	if err := d.progress(d.received); err != nil {
		d.permanent = err
	}
	return nil
}

// resume reconnects after the connection broke with cause, and returns nil
// when reading can go on.
func (d *Download) resume(cause error) error {
	d.conn.close()
	if d.ctx.Err() != nil || !d.remote.resumable() || d.received == 0 {
		return originError(cause)
	}
	if d.received-d.mark >= worthwhile {
		d.breaks, d.mark = 0, d.received
	}
	for d.breaks < len(d.limits.Pauses) {
		if err := d.pause(d.limits.Pauses[d.breaks]); err != nil {
			return originError(err)
		}
		d.breaks++
		done, err := d.reconnect()
		switch {
		case done:
			return io.EOF
		case err == nil:
			return nil
		case d.ctx.Err() != nil, hopeless(originError(err)), errors.Is(err, errResume):
			return originError(errors.Join(cause, err))
		}
		cause = err
	}
	return originError(cause)
}

// pause waits before a reconnection.
func (d *Download) pause(t time.Duration) error {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-d.ctx.Done():
		return context.Cause(d.ctx)
	}
}

// reconnect asks for the rest of the body. It reports done when the origin
// says that there is no rest.
func (d *Download) reconnect() (done bool, err error) {
	err = d.connect()
	if err == nil {
		return false, nil
	}
	d.conn.close()
	if ended(err) {
		return d.size < 0, fmt.Errorf("%w: it ends at %d", errResume, d.received)
	}
	return false, err
}

func tooLarge() error { return fault.Wrap(fault.TooLarge, textStorage, errTooLarge) }
