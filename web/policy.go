package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of a page that loads from the given
// URLs beside its own host. Scripts are those that carry the nonce, and what
// they import; "" lets none run. Styles may be inline because the controls'
// shadow trees carry theirs, and know no nonce; without a way to bring in
// markup or another host that gives an attacker nothing. Any site may frame the
// page, so there is no frame-ancestors.
func policy(nonce string, urls ...string) string {
	hosts, scripts := "", "'none'"
	for _, o := range origins(urls) {
		hosts += " " + o
	}
	if nonce != "" {
		scripts = "'nonce-" + nonce + "'"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src " + scripts,
		"worker-src 'self'",
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data:" + hosts,
		"connect-src 'self'" + hosts,
		"media-src 'self' blob: data:" + hosts, // hls.js makes text tracks from data:
		"base-uri 'none'",
		"form-action 'none'",
	}, "; ")
}

// sandbox takes a page's origin away: it reads no cookies and no storage, and
// its requests are those of a stranger.
const sandbox = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"

// host is a name or address, with or without a port: nothing that could end a
// directive, or stand for other hosts.
var host = regexp.MustCompile(`^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?$`)

// origins lists the origins of absolute http and https URLs, each once. What is
// no host is left out.
func origins(urls []string) []string {
	var list []string
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || !host.MatchString(u.Host) {
			continue
		}
		if o := u.Scheme + "://" + u.Host; !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}
