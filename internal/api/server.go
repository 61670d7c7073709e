package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/account"
	"kinora/internal/fault"
)

// A call answers one request of a known caller, or returns why it did not.
type call func(w http.ResponseWriter, r *http.Request, who account.Caller) error

type route struct {
	method, path string
	call         call
}

type server struct {
	Options
	mux    *http.ServeMux
	limits *limits
	bodies bodies
}

// mount registers each path once, whatever its methods, so that a wrong method
// on a literal path is told apart from an id.
func (s *server) mount(routes []route) {
	resources := map[string]resource{}
	for _, rt := range routes {
		if resources[rt.path] == nil {
			resources[rt.path] = resource{}
		}
		resources[rt.path][rt.method] = rt.call
	}
	for p, res := range resources {
		s.mux.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) { s.serve(w.(*exchange), r, res) })
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.fail(w.(*exchange), errNoPath) })
}

// open registers calls that need no token; all are POST.
func (s *server) open(calls map[string]func(x *exchange, r *http.Request) error) {
	res := resource{http.MethodPost: nil}
	for p, do := range calls {
		s.mux.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) {
			x := w.(*exchange)
			switch r.Method {
			case http.MethodOptions:
				preflight(x, res)
			case http.MethodPost:
				if err := do(x, r); err != nil {
					s.fail(x, err)
				}
			default:
				x.Header().Set("Allow", res.allow())
				s.fail(x, errMethod)
			}
		})
	}
}

// resource is a path: its calls by method.
type resource map[string]call

func (res resource) find(method string) call {
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
	x := &exchange{ResponseWriter: w, id: access.RequestID(r), began: time.Now(), bodies: &s.bodies}
	setCommon(x)
	defer x.letGo()
	defer s.finish(x, r)
	if r = canonical(r); r == nil {
		s.fail(x, errNoPath)
		return
	}
	s.mux.ServeHTTP(x, r)
}

func (s *server) serve(x *exchange, r *http.Request, res resource) {
	if r.Method == http.MethodOptions {
		preflight(x, res)
		return
	}
	do := res.find(r.Method)
	if do == nil {
		x.Header().Set("Allow", res.allow())
		s.fail(x, errMethod)
		return
	}
	who, err := s.admit(r)
	if err == nil && s.Room != nil && adds(r) {
		if full := s.Room(); full != nil {
			err = errors.Join(errFull, full)
		}
	}
	if err == nil {
		x.account = who.AccountID
		access.SetAccount(r.Context(), who.AccountID)
		err = s.once(x, r, who, do)
	}
	if err != nil {
		s.fail(x, err)
	}
	s.record(x, r, who)
}

// adds reports whether a call may make the database grow.
func adds(r *http.Request) bool {
	changes := r.Method == http.MethodPost || r.Method == http.MethodPatch || r.Method == http.MethodPut
	return changes && strings.HasPrefix(r.URL.Path, "/streaming/") && !strings.HasSuffix(r.URL.Path, "/retry")
}

// record keeps who asked for a change, whatever came of it.
func (s *server) record(x *exchange, r *http.Request, who account.Caller) {
	if s.Identity == nil || who.AccountID == 0 || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return
	}
	ctx := context.WithoutCancel(r.Context())
	err := s.Identity.Record(ctx, account.Entry{
		AccountID: who.AccountID, UserID: who.UserID, TokenID: who.TokenID, Method: r.Method,
		Path: access.Redact(r.URL.Path), Status: x.status, Address: s.Proxies.Address(r).String(), Request: x.id,
	})
	if err != nil {
		s.Log.ErrorContext(ctx, "request not in the audit log", "request", x.id, "err", err)
	}
}

// admit finds out whom a request speaks for, and whether it comes too fast.
func (s *server) admit(r *http.Request) (account.Caller, error) {
	who, err := s.caller(r)
	if err != nil {
		return who, s.limits.failed(s.Proxies.Address(r), err)
	}
	return who, s.limits.account(who.AccountID)
}

// fail writes the answer to an error and keeps the cause of an internal one
// for the log.
func (s *server) fail(x *exchange, err error) {
	a := answerTo(err)
	if a.status >= http.StatusInternalServerError {
		x.err = err
	}
	if x.status != 0 {
		return // the answer has begun; there is nothing left to say
	}
	for name, value := range a.header {
		x.Header().Set(name, value)
	}
	_ = reply(x, a.status, a.body) // bodies of errors always encode
}

// slowRequest is how long a request may take that is of no interest. Streams of
// events take as long as their listener stays.
const slowRequest = 2 * time.Second

// finish turns a panic into a 500 and writes the line of the log.
func (s *server) finish(x *exchange, r *http.Request) {
	if p := recover(); p != nil {
		if err, isError := p.(error); isError && errors.Is(err, http.ErrAbortHandler) {
			panic(p)
		}
		s.fail(x, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
	took, level := time.Since(x.began), slog.LevelDebug
	if x.status >= http.StatusBadRequest || took > slowRequest {
		level = slog.LevelInfo
	}
	attrs := []slog.Attr{
		slog.String("request", x.id), slog.String("method", r.Method), slog.String("path", access.Redact(r.URL.Path)),
		slog.Int("status", x.status), slog.Int64("bytes", x.bytes), slog.Duration("dur", took),
		slog.String("client", s.Proxies.Address(r).String()),
	}
	if x.account != 0 {
		attrs = append(attrs, slog.Int64("account", x.account))
	}
	if x.err != nil {
		attrs = append(attrs, slog.Any("err", x.err))
		if r.Context().Err() == nil { // else the caller left, which needs nobody's attention
			level = slog.LevelError
		}
	}
	s.Log.LogAttrs(r.Context(), level, "api request", attrs...)
	if x.status == http.StatusRequestEntityTooLarge {
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
func linger(x *exchange, body io.Reader) {
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

// pathID reads the {id} of a path. What cannot be an id was never found.
func pathID(r *http.Request, what string) (int64, error) {
	id, ok := parseID(r.PathValue("id"))
	if !ok {
		return 0, fault.Missing(what)
	}
	return id, nil
}

// parseID reads a positive decimal number without a sign.
func parseID(s string) (int64, bool) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	id, err := strconv.ParseInt(s, 10, 64)
	return id, err == nil && id > 0
}

// splitList joins the values of the named parameters, each a comma list.
func splitList(q url.Values, names ...string) []string {
	var out []string
	for _, name := range names {
		for _, value := range q[name] {
			for part := range strings.SplitSeq(value, ",") {
				if part = strings.TrimSpace(part); part != "" {
					out = append(out, part)
				}
			}
		}
	}
	return out
}
