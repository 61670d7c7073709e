package delivery

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"kinora/internal/address"
	"kinora/internal/host"
	"kinora/internal/visitor"
)

// Hosts tells the rules of the host that a Host header names.
type Hosts interface {
	Gate(ctx context.Context, header string) (*host.Gate, error)
}

type handler func(w http.ResponseWriter, r *http.Request) error

// guarded lets through, of what lies below prefix + "{account}_{name}", what
// the host of the request serves to its visitor. serve sees the path without
// the token.
func (s *Server) guarded(prefix string, serve handler) handler {
	if s.o.Hosts == nil {
		return serve
	}
	return func(w http.ResponseWriter, r *http.Request) error {
		gate, err := s.o.Hosts.Gate(r.Context(), r.Host)
		if err != nil {
			return err
		}
		visit := s.visit(r)
		path, err := gate.Enter(prefix, visit)
		if err != nil {
			return err
		}
		if prefix == address.PlaylistsPrefix {
			r = withPass(r, pass{deeper: path != r.URL.Path, text: gate.Onward(prefix, visit)})
		}
		return serve(keepPrivate(w, gate), withPath(r, path))
	}
}

// admit lets a visitor have something of an account that needs no token. The
// answer is written to the writer that it returns.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, account int64) (http.ResponseWriter, error) {
	if s.o.Hosts == nil {
		return w, nil
	}
	gate, err := s.o.Hosts.Gate(r.Context(), r.Host)
	if err != nil {
		return w, err
	}
	return keepPrivate(w, gate), gate.Admit(account, s.visit(r))
}

func (s *Server) visit(r *http.Request) *host.Visit {
	proxies := s.o.Proxies
	if proxies == nil {
		proxies = &visitor.Proxies{}
	}
	v := &host.Visit{
		Path: r.URL.Path, Address: proxies.Address(r), Referrer: r.Referer(), Agent: r.UserAgent(), Now: time.Now(),
	}
	if r.URL.RawQuery != "" {
		v.Query = r.URL.Query()
	}
	if s.o.Countries != nil {
		v.Country = func() string { return s.o.Countries.Of(r, proxies, v.Address) }
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

// keepPrivate keeps the answers of a host that does not serve everybody out
// of shared caches, which would serve them to anybody.
func keepPrivate(w http.ResponseWriter, gate *host.Gate) http.ResponseWriter {
	if !gate.Restricted() {
		return w
	}
	return &private{ResponseWriter: w}
}

type private struct {
	http.ResponseWriter
	begun bool
}

// WriteHeader implements http.ResponseWriter.
func (p *private) WriteHeader(status int) {
	if !p.begun {
		p.begun = true
		h := p.Header()
		if kept, ok := strings.CutPrefix(h.Get("Cache-Control"), "public,"); ok {
			h.Set("Cache-Control", "private,"+kept)
		}
	}
	p.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (p *private) Write(b []byte) (int, error) {
	if !p.begun {
		p.WriteHeader(http.StatusOK)
	}
	return p.ResponseWriter.Write(b)
}

// ReadFrom implements io.ReaderFrom, so that files still go by sendfile.
func (p *private) ReadFrom(r io.Reader) (int64, error) {
	if !p.begun {
		p.WriteHeader(http.StatusOK)
	}
	return io.Copy(p.ResponseWriter, r)
}

// Unwrap lets http.ResponseController through.
func (p *private) Unwrap() http.ResponseWriter { return p.ResponseWriter }
