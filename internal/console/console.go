// Package console serves the console: its page, its sessions, and the API to
// who is signed in.
//
// A session is a cookie that scripts cannot read, sent by browsers to /console
// alone and never on behalf of another site. /console/api/… is the API with the
// session in place of a token. What the API answers there is never a document
// of the console's origin, so that nothing it serves can act for who is signed
// in.
package console

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/web"
)

// Accounts tells whom credentials speak for, and keeps sessions.
type Accounts interface {
	Authenticate(ctx context.Context, token string) (account.Caller, error)
	AuthenticateLogin(ctx context.Context, text string) (account.Caller, error)
	OpenConsole(ctx context.Context, who account.Caller) (string, error)
	AuthenticateConsole(ctx context.Context, text string) (account.Caller, error)
	CloseConsole(ctx context.Context, text string) error
	Unclaimed(ctx context.Context) (account.Caller, bool, error)
}

// Options says what the console works with; all but Hosts, First and Log is required.
type Options struct {
	Accounts Accounts
	API      http.Handler // answers /streaming/… and /iam/…, a session as "Authorization: Console <text>"
	Links    Links
	System   func(ctx context.Context, who account.Caller) (System, error)
	Hosts    []string // base URLs of uploads, pictures, media and player pages
	Secure   bool     // whether browsers come by HTTPS
	First    *First   // lets somebody in where there is no key; nil = nobody
	Log      *slog.Logger
}

const (
	base       = "/console"
	apiBase    = base + "/api"
	cookieName = "kinora_console"
	maxSignIn  = 16 << 10 // bytes

	sessionSeconds = int(account.ConsoleLife / time.Second)
)

type server struct {
	Options
	page *web.ConsolePage
}

// New returns the handler of /console and everything below it.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{Options: o, page: web.Console(o.Hosts...)}
	mux := http.NewServeMux()
	mux.Handle("GET "+base+"/assets/", web.ConsoleAssets())
	mux.HandleFunc("POST "+base+"/session", s.signIn)
	mux.HandleFunc("DELETE "+base+"/session", s.signOut)
	mux.HandleFunc("GET "+base+"/own/system", s.own(s.system))
	mux.HandleFunc("GET "+base+"/own/hosts", s.own(s.tokenHosts))
	mux.HandleFunc("GET "+base+"/own/languages", s.own(s.languages))
	mux.HandleFunc("POST "+base+"/own/links", s.own(s.link))
	mux.HandleFunc("GET "+base, s.enter)
	mux.HandleFunc("GET "+base+"/", s.page.Serve)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, apiBase+"/") { // past the mux, which would redirect
			s.api(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// ours reports whether a request was made by the console's own script. Browsers
// that say from where a request comes are believed; of others a header is asked
// for that no form and no link can send, and other sites only with our leave.
func ours(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	if dest := r.Header.Get("Sec-Fetch-Dest"); dest != "" && dest != "empty" {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != r.Host {
			return false
		}
	}
	stream := r.Method == http.MethodGet && r.Header.Get("Accept") == "text/event-stream" // takes no header of ours
	return stream || r.Header.Get("X-Kinora-Console") == "1"
}

// api passes a request on to the API, with the session as its credentials.
func (s *server) api(w http.ResponseWriter, r *http.Request) {
	if !ours(r) || r.Method == http.MethodOptions {
		refuse(w, http.StatusForbidden, "only the console's own page may ask here")
		return
	}
	inner := r.Clone(r.Context())
	inner.URL.Path, inner.URL.RawPath = strings.TrimPrefix(r.URL.Path, apiBase), strings.TrimPrefix(r.URL.RawPath, apiBase)
	inner.Header.Del("Cookie")
	inner.Header.Del("APIKey")
	inner.Header.Del("Authorization")
	if c, err := r.Cookie(cookieName); err == nil && c.Value != "" {
		inner.Header.Set("Authorization", "Console "+c.Value)
	}
	s.API.ServeHTTP(&closed{ResponseWriter: w}, inner)
}

// closed takes from an answer of the API what opens it to other sites, and
// what would let it be a document of this origin.
type closed struct {
	http.ResponseWriter
	begun bool
}

// WriteHeader changes the headers and passes the status on.
func (c *closed) WriteHeader(status int) {
	if !c.begun {
		c.begun = true
		h := c.Header()
		for name := range h {
			if strings.HasPrefix(name, "Access-Control-") {
				h.Del(name)
			}
		}
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write begins the answer if nothing did.
func (c *closed) Write(b []byte) (int, error) {
	if !c.begun {
		c.WriteHeader(http.StatusOK)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (c *closed) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// signIn begins a session for {"key": …} or {"username": …, "password": …}.
// Asking the API keeps its limits on those who try, and its log.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	if !ours(r) {
		refuse(w, http.StatusForbidden, "only the console's own page may ask here")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxSignIn))
	var in struct{ Key, Username, Password string }
	if err != nil || json.Unmarshal(body, &in) != nil || in.Key == "" && (in.Username == "" || in.Password == "") {
		refuse(w, http.StatusBadRequest, "give an API key, or an e-mail address and a password")
		return
	}
	who, answer, err := s.admit(r, in.Key, in.Username, in.Password)
	if err == nil && answer == nil {
		var text string
		if text, err = s.Accounts.OpenConsole(r.Context(), who); err == nil {
			http.SetCookie(w, s.cookie(text, sessionSeconds))
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(http.StatusNoContent)
			return
		}
	}
	if err != nil {
		s.fail(w, r, "not signed in to the console", err)
		return
	}
	answer.pass(w)
}

// admit asks the API about credentials. It returns whom they speak for, or the
// API's refusal.
func (s *server) admit(r *http.Request, key, username, password string) (account.Caller, *kept, error) {
	if key != "" {
		answer := s.ask(r, http.MethodGet, "/iam/clients/me", "APIKey "+strings.TrimSpace(key), nil)
		if answer.status != http.StatusOK {
			return account.Caller{}, answer, nil
		}
		who, err := s.Accounts.Authenticate(r.Context(), strings.TrimSpace(key))
		return who, nil, err
	}
	body, err := json.Marshal(map[string]string{"username": username, "password": password})
	if err != nil {
		return account.Caller{}, nil, err
	}
	answer := s.ask(r, http.MethodPost, "/iam/auth/jwt/login", "", body)
	if answer.status != http.StatusOK {
		return account.Caller{}, answer, nil
	}
	var pair struct{ Access string }
	if err := json.Unmarshal(answer.body.Bytes(), &pair); err != nil {
		return account.Caller{}, nil, err
	}
	who, err := s.Accounts.AuthenticateLogin(r.Context(), pair.Access)
	return who, nil, err
}

// ask makes a request of the API for the client of r.
func (s *server) ask(r *http.Request, method, path, authorization string, body []byte) *kept {
	inner := r.Clone(r.Context())
	inner.Method, inner.URL = method, &url.URL{Path: path}
	inner.Body, inner.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	inner.Header.Del("Cookie")
	inner.Header.Del("APIKey")
	inner.Header.Del("Authorization")
	if authorization != "" {
		inner.Header.Set("Authorization", authorization)
	}
	answer := &kept{header: http.Header{}}
	s.API.ServeHTTP(answer, inner)
	return answer
}

// kept is an answer of the API to ourselves.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the headers to be.
func (k *kept) Header() http.Header { return k.header }

// WriteHeader keeps the first status.
func (k *kept) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

func (k *kept) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}

// pass sends the answer on.
func (k *kept) pass(w http.ResponseWriter) {
	for _, name := range []string{"Content-Type", "Retry-After"} {
		if v := k.header.Get(name); v != "" {
			w.Header().Set(name, v)
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(k.status)
	_, _ = w.Write(k.body.Bytes()) // the client left; there is nobody to tell
}

func (s *server) signOut(w http.ResponseWriter, r *http.Request) {
	if !ours(r) {
		refuse(w, http.StatusForbidden, "only the console's own page may ask here")
		return
	}
	if c, err := r.Cookie(cookieName); err == nil {
		if err := s.Accounts.CloseConsole(r.Context(), c.Value); err != nil {
			s.fail(w, r, "not signed out of the console", err)
			return
		}
	}
	http.SetCookie(w, s.cookie("", -1))
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) cookie(text string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: text, Path: base, MaxAge: seconds,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode,
	}
}

// fail answers that it is our fault: 503 while the database is away, else 500,
// of which the log says more.
func (s *server) fail(w http.ResponseWriter, r *http.Request, what string, err error) {
	if database.IsAway(err) {
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "the server cannot reach its database, try again")
		return
	}
	s.Log.ErrorContext(r.Context(), what, "path", access.Redact(r.URL.Path), "err", err)
	refuse(w, http.StatusInternalServerError, "something went wrong")
}

func refuse(w http.ResponseWriter, status int, text string) {
	write(w, status, map[string]any{"status": status, "error": text})
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client left; there is nobody to tell
}
