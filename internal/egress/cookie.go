package egress

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Cookies of one download at most, and bytes of one.
const (
	maxCookies     = 100
	maxCookieBytes = 4096
)

// WithCookies returns a client that keeps the cookies of its answers for
// itself and sends them back by their rules, but only ever to the host that
// set them. It shares the connections of c, and is for one goroutine.
func WithCookies(c *http.Client) *http.Client {
	own := *c
	own.Jar = &hostJars{}
	return &own
}

// hostJars has a jar for each host, so that no host sees what another one set,
// whatever domain the cookie names.
type hostJars struct {
	jars map[string]*cookiejar.Jar
	kept int
}

// SetCookies keeps the cookies of an answer.
func (h *hostJars) SetCookies(u *url.URL, cookies []*http.Cookie) {
	host := strings.ToLower(u.Hostname())
	if h.jars[host] == nil {
		if h.jars == nil {
			h.jars = map[string]*cookiejar.Jar{}
		}
		h.jars[host], _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	}
	for _, c := range cookies {
		if len(c.Raw) > maxCookieBytes || h.kept == maxCookies {
			continue
		}
		h.kept++
		h.jars[host].SetCookies(u, []*http.Cookie{c})
	}
}

// Cookies returns what goes along with a request.
func (h *hostJars) Cookies(u *url.URL) []*http.Cookie {
	jar := h.jars[strings.ToLower(u.Hostname())]
	if jar == nil {
		return nil
	}
	return jar.Cookies(u)
}
