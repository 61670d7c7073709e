package web

import (
	"net/url"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of a page that loads from the given
// URLs beside its own host. Scripts come from files of ours alone. Styles may
// be inline because the controls' shadow trees carry theirs; without a way to
// bring in markup or another host that gives an attacker nothing. Any site may
// frame the page, so there is no frame-ancestors.
func policy(urls ...string) string {
	hosts := ""
	for _, o := range origins(urls) {
		hosts += " " + o
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"worker-src 'self'",
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data:" + hosts,
		"connect-src 'self'" + hosts,
		"media-src 'self' blob: data:" + hosts, // hls.js makes text tracks from data:
		"base-uri 'none'",
		"form-action 'none'",
	}, "; ")
}

// origins lists the origins of absolute http and https URLs, each once. A host
// that could end a directive is left out.
func origins(urls []string) []string {
	var list []string
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(u.Host, ";,' \t\r\n\"") {
			continue
		}
		if o := u.Scheme + "://" + u.Host; !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}
