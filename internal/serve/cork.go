package serve

import (
	"context"
	"net"
	"net/http"
	"syscall"
)

// connKey finds the connection of a request.
type connKey struct{}

// WithConn is for http.Server's ConnContext: it lets large answers leave in
// full packets. Without it they begin with a packet of headers alone, for which
// clients wake up in vain.
func WithConn(ctx context.Context, c net.Conn) context.Context {
	if tcp, ok := c.(syscall.Conn); ok { // TLS is none
		if raw, err := tcp.SyscallConn(); err == nil {
			return context.WithValue(ctx, connKey{}, raw)
		}
	}
	return ctx
}

// cork has the kernel collect full packets from now on, or send what it has.
func cork(r *http.Request, on bool) {
	if r.ProtoMajor != 1 {
		return // one connection carries many answers
	}
	if raw, ok := r.Context().Value(connKey{}).(syscall.RawConn); ok {
		_ = raw.Control(func(fd uintptr) { setCork(fd, on) }) // a closed connection needs none
	}
}
