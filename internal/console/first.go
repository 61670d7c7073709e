package console

import (
	"crypto/rand"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// firstLife is how long a first visit may be put off.
const firstLife = time.Hour

// First lets one browser of the server's own machine sign in, once, as long as
// nobody has a key or a password.
type First struct {
	mu    sync.Mutex
	text  string // "" = used
	until time.Time
}

// NewFirst returns a First that is valid for an hour from now on.
func NewFirst() *First { return &First{text: rand.Text(), until: time.Now().Add(firstLife)} }

// Path is where the browser goes to.
func (f *First) Path() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return base + "?first=" + f.text
}

// use reports whether a text opens the door, and closes it then.
func (f *First) use(text string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.text == "" || !time.Now().Before(f.until) || subtle.ConstantTimeCompare([]byte(f.text), []byte(text)) != 1 {
		return false
	}
	f.text = ""
	return true
}

// enter serves the page, or signs the first visitor in on the way to it.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	if !r.URL.Query().Has("first") {
		s.page.Serve(w, r)
		return
	}
	text := r.URL.Query().Get("first")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	if s.First == nil || !nearby(r) {
		http.Error(w, firstRefused, http.StatusForbidden)
		return
	}
	who, unclaimed, err := s.Accounts.Unclaimed(r.Context())
	if err == nil && (!unclaimed || !s.First.use(text)) {
		http.Error(w, firstRefused, http.StatusForbidden)
		return
	}
	if err == nil {
		text, err = s.Accounts.OpenConsole(r.Context(), who)
	}
	if err != nil {
		s.fail(w, r, "the first visitor was not signed in", err)
		return
	}
	cookie := s.cookie(text, sessionSeconds)
	cookie.Secure = r.TLS != nil // whatever the public address is
	http.SetCookie(w, cookie)
	http.Redirect(w, r, base, http.StatusSeeOther)
}

const firstRefused = "This link signs in once, within an hour of the server's start, on the server's own machine, as long as there is no API key. " +
	"Make a key with: kinora token create"

// nearby reports whether a request was made on this machine, for this machine,
// and not passed on by a proxy.
func nearby(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() {
		return false
	}
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || err == nil && addr.Unmap().IsLoopback()
}
