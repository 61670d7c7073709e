package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/account"
	"kinora/internal/api/call"
)

type server struct {
	Options
	mux    *http.ServeMux
	limits *limits
	memory *call.Memory
}

// mount registers each path once, whatever its methods, so that a wrong method
// on a literal path is told apart from an id.
func (s *server) mount(routes []call.Route) {
	resources := map[string]resource{}
	for i := range routes {
		rt := &routes[i]
		if resources[rt.Path()] == nil {
			resources[rt.Path()] = resource{}
		}
		resources[rt.Path()][rt.Method()] = rt
	}
	for p, res := range resources {
		s.mux.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) { s.serve(w.(*call.Exchange), r, res) })
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.(*call.Exchange).Fail(call.ErrNoPath) })
}

// resource is a path: its routes by method.
type resource map[string]*call.Route

func (res resource) find(method string) *call.Route {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	return res[method]
}

// allow is the value of the Allow header.
func (res resource) allow() string {
	methods := []string{http.MethodOptions}
	for m := range res {
		methods = append(methods, m)
	}
	if res[http.MethodGet] != nil {
		methods = append(methods, http.MethodHead)
	}
	slices.Sort(methods)
	return strings.Join(methods, ", ")
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := call.NewExchange(w, access.RequestID(r), s.memory)
	setCommon(x)
	defer x.Close()
	defer s.finish(x, r)
	if r = canonical(r); r == nil {
		x.Fail(call.ErrNoPath)
		return
	}
	s.mux.ServeHTTP(x, r)
}

// setCommon sets the headers of every answer.
func setCommon(x *call.Exchange) {
	h := x.Header()
	h.Set("X-Request-Id", x.ID)
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers",
		"X-Request-Id, X-Total-Count, X-Total-More, X-Page, X-Per-Page, Retry-After, WWW-Authenticate, Allow")
}

// preflight answers OPTIONS. The "*" among the headers covers what SDKs add;
// it never covers Authorization, which is therefore named.
func preflight(x *call.Exchange, res resource) {
	h := x.Header()
	h.Set("Allow", res.allow())
	h.Set("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, APIKey, X-Request-Id, *")
	h.Set("Access-Control-Max-Age", "7200")
	x.WriteHeader(http.StatusNoContent)
}

func (s *server) serve(x *call.Exchange, r *http.Request, res resource) {
	if r.Method == http.MethodOptions {
		preflight(x, res)
		return
	}
	if x.Route = res.find(r.Method); x.Route == nil {
		x.Header().Set("Allow", res.allow())
		x.Fail(call.ErrMethod)
		return
	}
	if x.Route.Open {
		if err := x.Route.Handle(x, r, account.Caller{}); err != nil {
			x.Fail(err)
		}
		return
	}
	who, err := s.admit(r, x.Route)
	if err == nil && s.Room != nil && adds(x.Route) {
		if full := s.Room(); full != nil {
			err = errors.Join(call.ErrFull, full)
		}
	}
	if err == nil {
		x.Account = who.AccountID
		access.SetAccount(r.Context(), who.AccountID)
		err = s.once(x, r, who)
	}
	if err != nil {
		x.Fail(err)
	}
	s.record(x, r, who)
}

// adds reports whether a call may make the database grow.
func adds(rt *call.Route) bool {
	switch rt.Method() {
	case http.MethodPost, http.MethodPatch, http.MethodPut:
		return !rt.WhenFull
	}
	return false
}

// record keeps who asked for a change, whatever came of it.
func (s *server) record(x *call.Exchange, r *http.Request, who account.Caller) {
	if who.AccountID == 0 || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return
	}
	ctx := context.WithoutCancel(r.Context())
	err := s.Accounts.Record(ctx, account.Entry{
		AccountID: who.AccountID, UserID: who.UserID, TokenID: who.TokenID, Method: r.Method,
		Path: access.Redact(r.URL.Path), Status: x.Status, Address: s.Proxies.Address(r).String(), Request: x.ID,
	})
	if err != nil {
		s.Log.ErrorContext(ctx, "request not in the audit log", "request", x.ID, "err", err)
	}
}

// admit finds out whom a request speaks for, and whether it comes too fast.
func (s *server) admit(r *http.Request, rt *call.Route) (account.Caller, error) {
	who, err := s.caller(r, rt)
	if err != nil {
		return who, s.limits.failed(s.Proxies.Address(r), err)
	}
	return who, s.limits.account(who.AccountID)
}

// slowRequest is how long a request may take that is of no interest. Streams of
// events take as long as their listener stays.
const slowRequest = 2 * time.Second

// finish turns a panic into a 500 and writes the line of the log.
func (s *server) finish(x *call.Exchange, r *http.Request) {
	if p := recover(); p != nil {
		if err, isError := p.(error); isError && errors.Is(err, http.ErrAbortHandler) {
			panic(p)
		}
		x.Fail(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
	took, level := time.Since(x.Began), slog.LevelDebug
	if x.Status >= http.StatusBadRequest || took > slowRequest {
		level = slog.LevelInfo
	}
	attrs := []slog.Attr{
		slog.String("request", x.ID), slog.String("method", r.Method), slog.String("path", access.Redact(r.URL.Path)),
		slog.Int("status", x.Status), slog.Int64("bytes", x.Bytes), slog.Duration("dur", took),
		slog.String("client", s.Proxies.Address(r).String()),
	}
	if x.Account != 0 {
		attrs = append(attrs, slog.Int64("account", x.Account))
	}
	if x.Err != nil {
		attrs = append(attrs, slog.Any("err", x.Err))
		if r.Context().Err() == nil { // else the caller left, which needs nobody's attention
			level = slog.LevelError
		}
	}
	s.Log.LogAttrs(r.Context(), level, "api request", attrs...)
	if x.Status == http.StatusRequestEntityTooLarge {
		linger(x, r.Body)
	}
}

// Bounds of what is read and dropped of a body that is too large.
const (
	lingerTime  = 10 * time.Second
	lingerBytes = 256 << 20
)

// linger reads what still comes of a body that was refused for its size.
// Closing the connection at once would reset it, and a client that sends all
// before it reads would never see the answer.
func linger(x *call.Exchange, body io.Reader) {
	c := http.NewResponseController(x)
	_ = c.Flush()
	end := time.Now().Add(lingerTime)
	_ = c.SetReadDeadline(end)
	buffer := make([]byte, 64<<10)
	for n := 0; n < lingerBytes && time.Now().Before(end); {
		some, err := body.Read(buffer)
		if n += some; err != nil {
			return
		}
	}
}

// canonical returns the request without a trailing slash in its path, or nil
// when no clean path can be read from it: ServeMux would redirect those.
func canonical(r *http.Request) *http.Request {
	if strings.IndexByte(r.URL.Path, 0) >= 0 { // which no id, no name and no database has
		return nil
	}
	escaped := r.URL.EscapedPath()
	bare := strings.TrimSuffix(escaped, "/")
	if !strings.HasPrefix(bare, "/") || path.Clean(bare) != bare {
		return nil
	}
	if bare == escaped {
		return r
	}
	out, u := *r, *r.URL
	u.Path, u.RawPath = strings.TrimSuffix(u.Path, "/"), strings.TrimSuffix(u.RawPath, "/")
	out.URL = &u
	return &out
}
