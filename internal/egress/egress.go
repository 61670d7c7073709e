// Package egress makes outgoing connections to addresses that strangers name,
// without letting them reach the operator's own network.
//
// The guard sits in the dialer and sees the address that is really connected
// to, so neither DNS answers that change nor redirects get around it.
package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// ErrRefused is in the chain of the error of a connection that was not made
// because its address is not a public one.
var ErrRefused = errors.New("address refused")

// Refusal is an ErrRefused of an address that was named as such.
type Refusal struct {
	Addr  netip.Addr
	cause error
}

func (e *Refusal) Error() string { return e.cause.Error() }
func (e *Refusal) Unwrap() error { return e.cause }

// NoAddress is the error of a connection to a name that has no address, or
// none that may be connected to: which of both only the cause tells, so that
// strangers cannot find out what names the operator's network has.
type NoAddress struct {
	Host  string
	cause error
}

func (e *NoAddress) Error() string { return "no public address: " + e.cause.Error() }
func (e *NoAddress) Unwrap() error { return e.cause }

// ErrRedirect is in the chain of the error of a redirect that was not
// followed: the sixth, or one to another scheme than http and https.
var ErrRedirect = errors.New("redirect refused")

// MaxRedirects is how many redirects a request follows.
const MaxRedirects = 5

// Time limits for making a connection and for its first answer.
const (
	dialTimeout   = 10 * time.Second
	headerTimeout = 60 * time.Second
)

// Policy says which addresses may be connected to besides public ones.
type Policy struct {
	Allow []netip.Prefix // private ranges let through
}

// denied are public addresses that nevertheless belong to the machine's own
// surroundings.
var denied = []netip.Prefix{
	netip.MustParsePrefix("168.63.129.16/32"), // Azure's host agent
}

// Dialer connects to public TCP addresses, at any port, and to those that its
// policy allows.
type Dialer struct{ dialer net.Dialer }

// NewDialer returns a Dialer.
func NewDialer(p Policy) *Dialer {
	return &Dialer{net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second, Control: guard(p)}}
}

// DialContext connects to a host and port. An address that is not permitted is
// a *Refusal, a name without a permitted one a *NoAddress.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.dialer.DialContext(ctx, network, address)
	if err == nil {
		return conn, nil
	}
	refused := errors.Is(err, ErrRefused)
	host, _, _ := net.SplitHostPort(address)
	if addr, bad := netip.ParseAddr(host); refused && bad == nil {
		return nil, &Refusal{addr, err}
	}
	var dns *net.DNSError
	if refused || errors.As(err, &dns) && dns.IsNotFound {
		return nil, &NoAddress{host, err}
	}
	return nil, err
}

// guard returns the check of an address about to be connected to.
func guard(p Policy) func(network, address string, c syscall.RawConn) error {
	v4, v6 := byFamily(p.Allow)
	guardian := ssrf.New(
		ssrf.WithAnyPort(),
		ssrf.WithDeniedV4Prefixes(denied...),
		ssrf.WithAllowedV4Prefixes(v4...),
		ssrf.WithAllowedV6Prefixes(v6...),
	)
	return func(network, address string, c syscall.RawConn) error {
		if err := guardian.Safe(network, address, c); err != nil {
			return fmt.Errorf("%w: %w", ErrRefused, err)
		}
		return nil
	}
}

// byFamily parts prefixes into IPv4 and IPv6, clearing the bits behind them.
func byFamily(all []netip.Prefix) (v4, v6 []netip.Prefix) {
	for _, p := range all {
		if p.Addr().Is4() {
			v4 = append(v4, p.Masked())
		} else {
			v6 = append(v6, p.Masked())
		}
	}
	return v4, v6
}

// NewClient returns an HTTP client that connects through NewDialer, never
// through a proxy. It follows five redirects within http and https; the sixth
// and any other scheme is an ErrRedirect. Once a redirect has left the scheme,
// host and port of the first request, only headers without secrets go along;
// moving from http to https at the same host does not count. A Location is read
// as ParseURL reads addresses. Bodies come as they were sent, not decompressed.
// There is no limit on the whole request: the caller's context sets it.
func NewClient(p Policy) *http.Client {
	return &http.Client{
		CheckRedirect: checkRedirect,
		Transport: mending{&http.Transport{
			DialContext:            NewDialer(p).DialContext,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true,
			TLSHandshakeTimeout:    dialTimeout,
			ResponseHeaderTimeout:  headerTimeout,
			IdleConnTimeout:        90 * time.Second,
			MaxIdleConnsPerHost:    4,
			MaxResponseHeaderBytes: 64 << 10,
		}},
	}
}

// checkRedirect refuses redirects and removes secrets from those it permits.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > MaxRedirects {
		return fmt.Errorf("%w: more than %d", ErrRedirect, MaxRedirects)
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return fmt.Errorf("%w: scheme %q", ErrRedirect, req.URL.Scheme)
	}
	req.Header.Del("Referer") // its query may be a secret
	if leftOrigin(req, via) {
		dropSecrets(req)
	}
	return nil
}

// leftOrigin reports whether a request or a redirect before it went to another
// origin than the first.
func leftOrigin(req *http.Request, via []*http.Request) bool {
	first := via[0].URL
	for _, r := range via[1:] {
		if !sameOrigin(first, r.URL) {
			return true
		}
	}
	return !sameOrigin(first, req.URL)
}

// sameOrigin reports whether b may be told what was meant for a. Going from
// http to https at the same host, both at their usual ports, is no change.
func sameOrigin(a, b *url.URL) bool {
	if !strings.EqualFold(a.Hostname(), b.Hostname()) {
		return false
	}
	if a.Scheme == b.Scheme {
		return port(a) == port(b)
	}
	return a.Scheme == "http" && port(a) == "80" && port(b) == "443"
}

// port returns the port of an http or https URL, also where it is not written.
func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "http":
		return "80"
	}
	return "443"
}

// harmless headers may go to any host.
var harmless = []string{
	"Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "If-Range", "Range", "User-Agent",
}

// dropSecrets removes all headers but harmless ones.
func dropSecrets(req *http.Request) {
	kept := make(http.Header, len(harmless))
	for _, name := range harmless {
		if v, ok := req.Header[name]; ok {
			kept[name] = v
		}
	}
	req.Header = kept
}
