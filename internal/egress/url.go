package egress

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// ErrURL is in the chain of the error of an address that is not one of http,
// https or sftp with a host.
var ErrURL = errors.New("not an http, https or sftp URL")

// ParseURL reads an address as people paste it: with spaces, letters of any
// script and stray percent signs, as browsers read it. The host comes back in
// ASCII. No error holds the address, which may have a password.
func ParseURL(address string) (*url.URL, error) {
	u, err := url.Parse(escape(strings.TrimSpace(address)))
	if err != nil || u.Hostname() == "" {
		return nil, ErrURL
	}
	if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "sftp" {
		return nil, ErrURL
	}
	if u.Host, err = asciiHost(u.Host); err != nil {
		return nil, fmt.Errorf("%w: its host is no name", ErrURL)
	}
	return u, nil
}

// asciiHost returns a host, and its port, with the labels of other scripts in
// their ASCII form.
func asciiHost(host string) (string, error) {
	if strings.IndexFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return host, nil
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		name, port = host[:i], host[i:]
	}
	name, err := idna.Lookup.ToASCII(name)
	return name + port, err
}

// lineBreaks are characters of an address that browsers do not see either.
var lineBreaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// escape percent-encodes what a URL, or a reference to one, has of characters
// that no request may carry. What is encoded already stays as it is.
func escape(ref string) string {
	ref = lineBreaks.Replace(ref)
	ref, _, _ = strings.Cut(ref, "#")
	path, query, asked := strings.Cut(ref, "?")
	if scheme, _, _ := strings.Cut(path, ":"); strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") {
		path = strings.ReplaceAll(path, `\`, "/")
	}
	var b strings.Builder
	escapeInto(&b, path, "\"<>^`{|}\\", true)
	if asked {
		b.WriteByte('?')
		escapeInto(&b, query, `"<>`, false)
	}
	return b.String()
}

// escapeInto writes s with the characters of unsafe, spaces, controls and all
// beyond ASCII percent-encoded; with strict also a percent sign that encodes
// nothing.
func escapeInto(b *strings.Builder, s, unsafe string, strict bool) {
	for i := range len(s) {
		c := s[i]
		stray := strict && c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]))
		if c <= ' ' || c >= 0x7f || stray || strings.IndexByte(unsafe, c) >= 0 {
			fmt.Fprintf(b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// mending is a transport that reads the Location of an answer as ParseURL
// reads addresses.
type mending struct{ http.RoundTripper }

func (m mending) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := m.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if location := resp.Header.Get("Location"); location != "" {
		resp.Header.Set("Location", escape(location))
	}
	return resp, nil
}

// CloseIdleConnections passes on what http.Client asks for by this name.
func (m mending) CloseIdleConnections() {
	if c, ok := m.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
