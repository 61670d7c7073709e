package serve

import (
	"net"
	"net/http"
	"net/netip"
	"time"
)

// Limits bound what the connections of clients may hold: how many there are, how
// long one may be silent in the middle of a request, and how long it may leave
// an answer unread. A value of 0 is the default.
//
// Reads of a body have a deadline that each of them renews, and writes have one
// that each 64 KiB renews, so that neither ends what is long and moves. A
// handler that sets deadlines of its own keeps them until it sets none.
type Limits struct {
	// Silence is the longest wait for a byte of a body, and for a client to
	// take 64 KiB of an answer; default 30 s.
	Silence time.Duration
	// Unread is the longest wait for the rest of a body that the handler has
	// not read; default 2 s. Then the connection ends with the answer.
	Unread time.Duration

	Connections int // open at a time; default 10000
	PerAddress  int // of them from one address, or one IPv6 /64; default 1000
	// Many reports that an address may have any share of the connections, as
	// that of a proxy does; nil means that none may.
	Many func(netip.Addr) bool
}

func (l Limits) withDefaults() Limits {
	setDefault(&l.Silence, 30*time.Second)
	setDefault(&l.Unread, 2*time.Second)
	setDefault(&l.Connections, 10_000)
	setDefault(&l.PerAddress, 1000)
	return l
}

// kept is how much of its time a deadline must have left to stay as it is.
func (l *Limits) kept() time.Duration { return l.Silence - l.Silence/16 }

func setDefault[T int | time.Duration](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// Listener returns l with its connections counted and their writes bounded. It
// takes TCP connections only. Those over a limit are closed at once.
func (l Limits) Listener(inner net.Listener) net.Listener {
	return &listener{Listener: inner, limits: l.withDefaults(), from: map[netip.Prefix]int{}}
}

// Handler returns next with the bodies of its requests bounded, and the answers
// that go over HTTP/2, where a connection that moves may have a stream that
// does not. It is for servers that listen on Listener.
func (l Limits) Handler(next http.Handler) http.Handler {
	l = l.withDefaults()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 1 && r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		x := &exchange{ResponseWriter: w, control: http.NewResponseController(w), limits: l, streams: r.ProtoMajor != 1}
		if r.Body != http.NoBody {
			x.body = r.Body
			inner := *r // net/http looks at the body of its own request
			inner.Body = (*body)(x)
			r = &inner
		}
		defer x.end()
		next.ServeHTTP(x, r)
	})
}
