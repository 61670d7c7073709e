package serve

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"kinora/internal/visitor"
)

// errKind says that the listener is for TCP.
var errKind = errors.New("serve: not a TCP connection")

// listener counts connections.
type listener struct {
	net.Listener
	limits Limits

	mu   sync.Mutex
	open int
	from map[netip.Prefix]int
}

// Accept implements net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		tcp, ok := c.(*net.TCPConn)
		if !ok {
			return nil, errors.Join(errKind, c.Close())
		}
		if origin, ok := l.admit(tcp.RemoteAddr()); ok {
			return &conn{TCPConn: tcp, listener: l, origin: origin}, nil
		}
		_ = tcp.Close()
	}
}

// admit counts a connection, unless there are enough.
func (l *listener) admit(addr net.Addr) (origin netip.Prefix, ok bool) {
	ip := addr.(*net.TCPAddr).AddrPort().Addr().Unmap()
	many := l.limits.Many != nil && l.limits.Many(ip.WithZone(""))
	origin = visitor.Network(ip, visitor.HomeBits)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.limits.Connections || !many && l.from[origin] >= l.limits.PerAddress {
		return origin, false
	}
	l.open++
	l.from[origin]++
	return origin, true
}

func (l *listener) left(origin netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.from[origin]--; l.from[origin] <= 0 {
		delete(l.from, origin)
	}
}

// conn is a connection that has to take what is written to it.
type conn struct {
	*net.TCPConn
	listener *listener
	origin   netip.Prefix
	closed   sync.Once

	own atomic.Bool  // somebody has set a deadline for writes
	due atomic.Int64 // of ours, Unix nanoseconds
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.closed.Do(func() { c.listener.left(c.origin) })
	return c.TCPConn.Close()
}

// SetWriteDeadline sets one that holds until none is set.
func (c *conn) SetWriteDeadline(t time.Time) error {
	c.own.Store(!t.IsZero())
	c.due.Store(0)
	return c.TCPConn.SetWriteDeadline(t)
}

// SetDeadline sets that of reads too.
func (c *conn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

// Write implements net.Conn.
func (c *conn) Write(p []byte) (n int, err error) {
	for {
		part := p[n:min(len(p), n+timedPiece)]
		if c.own.Load() {
			part = p[n:]
		} else {
			c.renew()
		}
		m, err := c.TCPConn.Write(part)
		n += m
		if err != nil || n >= len(p) {
			return n, err
		}
	}
}

// renew moves our deadline on.
func (c *conn) renew() {
	now, limits := time.Now(), &c.listener.limits
	if c.due.Load() > now.Add(limits.kept()).UnixNano() {
		return
	}
	due := now.Add(limits.Silence)
	c.due.Store(due.UnixNano())
	_ = c.TCPConn.SetWriteDeadline(due) // a closed connection says so when it is written to
}

// ReadFrom lets the kernel send a file, if its sender has set a deadline.
func (c *conn) ReadFrom(r io.Reader) (int64, error) {
	if c.own.Load() {
		return c.TCPConn.ReadFrom(r)
	}
	return io.Copy(struct{ io.Writer }{c}, r)
}
