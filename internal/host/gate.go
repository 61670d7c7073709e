package host

import (
	"strings"

	"kinora/internal/address"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// Gate is the rules of one host, ready to be asked. It is safe for concurrent
// use.
type Gate struct {
	host  Host
	lists lists
}

func newGate(h Host) (*Gate, error) {
	g := &Gate{host: h}
	var err error
	g.lists, err = newLists(&g.host)
	return g, err
}

// Refusals, whose texts are public.
var (
	ErrForeign = fault.New(fault.NotFound, "not served on this host")
	ErrRefused = fault.New(fault.Forbidden, "not for this visitor")
	ErrToken   = fault.New(fault.Forbidden, "no valid token")
	ErrExpired = fault.New(fault.Gone, "the token has expired")
)

// Restricted reports whether answers differ by visitor or by time, so that
// shared caches must not keep them.
func (g *Gate) Restricted() bool {
	h := &g.host
	return h.Token || len(h.Referrers.Items)+len(h.Countries.Items)+len(h.Networks.Items)+len(h.Agents.Items) > 0
}

// Account is the account whose host it is, 0 for a default host.
func (g *Gate) Account() int64 { return g.host.AccountID }

// Binds reports whether tokens hold for one address.
func (g *Gate) Binds() bool { return g.host.BindIP }

// Admit decides by the account whose things are asked for and by the lists.
func (g *Gate) Admit(account int64, v *visitor.Visit) error {
	if g.host.AccountID != 0 && g.host.AccountID != account {
		return ErrForeign
	}
	if g.lists.host != nil && !g.lists.admit(v) {
		return ErrRefused
	}
	return nil
}

// Enter decides about something below prefix + "{account}_{name}", such as
// "/videos/4321_Ab3d/master.m3u8" with the prefix "/videos/", by everything
// that the host asks for. It returns the path without the token that it may
// hold. The path of the whole, with nothing below it, needs no token.
func (g *Gate) Enter(prefix string, v *visitor.Visit) (path string, err error) {
	account, id, rest, ok := address.Split(prefix, v.Path)
	if !ok {
		return "", ErrForeign
	}
	if err := g.Admit(account, v); err != nil {
		return "", err
	}
	token, file, inPath := cutToken(rest)
	if !g.host.Token || rest == "" {
		return prefix + join(id, file), nil
	}
	ip, ok := g.ip(v)
	if !ok || g.host.Secret == "" {
		return "", ErrToken
	}
	if inPath {
		return prefix + join(id, file), token.check(PathToken(g.host.Secret, id, token.expires, ip), v.Now)
	}
	token, ok = queryToken(v.Query)
	if !ok {
		return "", ErrToken
	}
	for _, want := range g.queryTokens(v, token.expires, ip) {
		if token.is(want) {
			return v.Path, token.check(want, v.Now)
		}
	}
	return "", ErrToken
}

// Onward returns what must stand behind the id of something else, such as a
// video of a playlist, for a visitor whom Enter let in to get there for as
// long: "{token}/{expires}/", or "" where no token is asked for.
func (g *Gate) Onward(prefix string, v *visitor.Visit) func(id string) string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(v.Path, prefix), "/")
	token, _, ok := cutToken(rest)
	if !ok {
		token, ok = queryToken(v.Query)
	}
	ip, known := g.ip(v)
	if !g.host.Token || !ok || !known || g.host.Secret == "" {
		return func(string) string { return "" }
	}
	return func(id string) string {
		return PathToken(g.host.Secret, id, token.expires, ip) + "/" + token.expires + "/"
	}
}

// join puts a path together; without a file there is no slash at its end.
func join(id, file string) string {
	if file == "" {
		return id
	}
	return id + "/" + file
}

// ip is the address that tokens are bound to, "" when they are not.
func (g *Gate) ip(v *visitor.Visit) (string, bool) {
	if !g.host.BindIP {
		return "", true
	}
	return v.Address.String(), v.Address.IsValid()
}

// queryTokens returns the tokens that a query may hold for a path: that of an
// MP4, and those of the file and of its folder.
func (g *Gate) queryTokens(v *visitor.Visit, expires, ip string) []string {
	secret := g.host.Secret
	tokens := []string{
		CDNToken(secret, v.Path, expires, ip),
		CDNToken(secret, v.Path[:strings.LastIndexByte(v.Path, '/')+1], expires, ip),
	}
	speed, buffer := v.Query.Get("speed"), v.Query.Get("buffer")
	if uri, ok := mp4URI(v.Path); ok && isRate(speed) && isRate(buffer) {
		tokens = append(tokens, MP4Token(secret, uri, expires, speed, buffer, ip))
	}
	return tokens
}

// mp4URI returns the path of an MP4 without "/download…".
func mp4URI(path string) (string, bool) {
	if i := strings.LastIndex(path, ".mp4/download"); i >= 0 {
		return path[:i+len(".mp4")], true
	}
	return path, strings.HasSuffix(path, ".mp4")
}

// isRate wants what the speed and the buffer of a link may be. MD5 is open to
// extension, so that free text would let a viewer who knows one signed link
// append to its speed until it means nothing.
func isRate(s string) bool {
	if n := len(s); n > 1 && strings.IndexByte("kKmM", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	return len(s) <= 18 && strings.Trim(s, "0123456789") == ""
}
