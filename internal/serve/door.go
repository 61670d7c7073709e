// Package serve is how bytes get to viewers over HTTP: which visitor a host lets
// in, what caches may keep, texts by gzip, segments that several requests share,
// open objects, sockets that are used well, and connections that are bounded. It
// knows hosts, accounts and visitors; what a video is, its callers know.
package serve

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// Gate is what a host lets whom have.
type Gate interface {
	// Enter decides about something below prefix + "{account}_{name}" and returns
	// its path without the token that it may hold.
	Enter(prefix string, v *visitor.Visit) (path string, err error)
	// Admit decides about something of an account that needs no token.
	Admit(account int64, v *visitor.Visit) error
	// Onward returns what must stand behind the id of something else, such as a
	// video of a playlist, for a visitor whom Enter let in to get there too.
	Onward(prefix string, v *visitor.Visit) func(id string) string
	// Restricted reports whether answers differ by visitor or by time.
	Restricted() bool
}

// Door is what everything that viewers fetch goes through.
type Door struct {
	// Gate returns the rules of the host that a Host header names; nil means
	// that everybody gets everything.
	Gate func(ctx context.Context, header string) (Gate, error)
	// Proxies and Countries tell who a visitor is. nil means that no proxy is
	// trusted, and that no country is known.
	Proxies   *visitor.Proxies
	Countries *visitor.Countries
	Meter     Meter // nil means that nobody counts
	Log       *slog.Logger
}

// Handler answers a request, or returns why it could not; then it has written
// nothing.
type Handler func(a *Answer, r *http.Request) error

// Handle adds what all answers share: CORS, allowed methods, errors, and the
// Meter.
func (d *Door) Handle(next Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &Answer{Recorder: access.Recorder{ResponseWriter: w}}
		if d.Gate != nil || d.Meter != nil {
			a.Viewer = d.visit(r)
		}
		if d.Meter != nil {
			defer a.tell(d.Meter, r)
		}
		allowAll(a.Header())
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			if err := next(a, r); err != nil {
				a.private = false // a refusal tells nothing of what it refuses
				d.fail(a, r, err)
			}
		case http.MethodOptions:
			preflight(a)
		default:
			a.Header().Set("Allow", methods)
			refuse(a, http.StatusMethodNotAllowed, "no-store")
		}
	})
}

// fail answers with the status of an error. Only faults of our own are
// logged; a viewer who went away gets nothing.
func (d *Door) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case r.Context().Err() != nil:
	case database.IsAway(err):
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "no-store")
	case fault.KindOf(err) == fault.Busy:
		refuse(w, http.StatusServiceUnavailable, "no-store")
	case fault.KindOf(err) == fault.Forbidden:
		refuse(w, http.StatusForbidden, "no-store")
	case fault.KindOf(err) == fault.Gone:
		refuse(w, http.StatusGone, "no-store")
	case fault.KindOf(err) != fault.Internal:
		refuse(w, http.StatusNotFound, cacheMissing)
	default:
		d.Log.LogAttrs(r.Context(), slog.LevelError, "delivery", slog.String("path", access.Redact(r.URL.Path)), slog.Any("err", err))
		refuse(w, http.StatusInternalServerError, "no-store")
	}
}

// Enter lets through, of what lies below prefix + "{account}_{name}", what the
// host of the request serves to its visitor. next sees the path without the
// token, and the gate, which is nil where there is none.
func (d *Door) Enter(prefix string, next func(a *Answer, r *http.Request, gate Gate) error) Handler {
	return func(a *Answer, r *http.Request) error {
		if d.Gate == nil {
			return next(a, r, nil)
		}
		gate, err := d.Gate(r.Context(), r.Host)
		if err != nil {
			return err
		}
		path, err := gate.Enter(prefix, a.Viewer)
		if err != nil {
			return err
		}
		a.private = gate.Restricted()
		return next(a, withPath(r, path), gate)
	}
}

// Admit lets a visitor have something of an account that needs no token.
func (d *Door) Admit(a *Answer, r *http.Request, account int64) error {
	if d.Gate == nil {
		return nil
	}
	gate, err := d.Gate(r.Context(), r.Host)
	if err != nil {
		return err
	}
	a.private = gate.Restricted()
	return gate.Admit(account, a.Viewer)
}

func (d *Door) visit(r *http.Request) *visitor.Visit {
	proxies := d.Proxies
	if proxies == nil {
		proxies = &visitor.Proxies{}
	}
	v := &visitor.Visit{
		Path: r.URL.Path, Address: proxies.Address(r), Referrer: r.Referer(), Agent: r.UserAgent(), Now: time.Now(),
	}
	if r.URL.RawQuery != "" {
		v.Query = r.URL.Query()
	}
	if d.Countries != nil {
		v.Country = func() string { return d.Countries.Of(r, proxies, v.Address) }
	}
	return v
}

// withPath returns the request for another path.
func withPath(r *http.Request, path string) *http.Request {
	if path == r.URL.Path {
		return r
	}
	out, u := *r, *r.URL
	u.Path, u.RawPath = path, ""
	out.URL = &u
	return &out
}

// keepPrivate keeps the answer of a host that does not serve everybody out of
// shared caches, which would serve it to anybody.
func keepPrivate(h http.Header) {
	if kept, ok := strings.CutPrefix(h.Get("Cache-Control"), "public,"); ok {
		h.Set("Cache-Control", "private,"+kept)
	}
}
