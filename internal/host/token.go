package host

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The tokens below are those that programs which sign links compute today: the
// MD5 of a text that ends in or holds the secret, in base64url without
// padding. ip is "" for tokens that hold for every address; expires is Unix
// seconds in decimal.

// tokenLength is how long a token is in characters.
const tokenLength = 22

func sum(text string) string {
	digest := md5.Sum([]byte(text))
	return base64.RawURLEncoding.EncodeToString(digest[:])
}

// PathToken is the token of everything below one video, id being
// "{account}_{slug}". It stands in the path, behind the id.
func PathToken(secret, id, expires, ip string) string {
	return sum(id + "_" + secret + "_" + expires + "_" + ip)
}

// MP4Token is the token of one MP4 at the given speed and buffer, each exactly
// as in the query or "". uri is its path up to ".mp4".
func MP4Token(secret, uri, expires, speed, buffer, ip string) string {
	return sum(uri + "_" + secret + "_" + expires + "_" + speed + "_" + buffer + "_" + ip)
}

// CDNToken is the token of one path, whatever is behind it. A path that ends
// in a slash stands for the files directly inside.
func CDNToken(secret, path, expires, ip string) string {
	return sum(expires + path + ip + " " + secret)
}

// token is a token as it came.
type token struct{ text, expires string }

// cutToken takes "{token}/{expires}/" off the front of a path.
func cutToken(rest string) (t token, file string, ok bool) {
	text, after, _ := strings.Cut(rest, "/")
	expires, file, _ := strings.Cut(after, "/")
	if !isToken(text) || !isTime(expires) || file == "" {
		return token{}, rest, false
	}
	return token{text, expires}, file, true
}

// queryToken reads md5, also called token, and expires.
func queryToken(q url.Values) (token, bool) {
	t := token{q.Get("md5"), q.Get("expires")}
	if t.text == "" {
		t.text = q.Get("token")
	}
	return t, isToken(t.text) && isTime(t.expires)
}

func isToken(s string) bool {
	return len(s) == tokenLength && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}) < 0
}

func isTime(s string) bool {
	return s != "" && len(s) <= 18 && strings.Trim(s, "0123456789") == ""
}

func (t token) is(want string) bool {
	return subtle.ConstantTimeCompare([]byte(t.text), []byte(want)) == 1
}

// check compares before it looks at the time: only who knows a token learns
// that it has expired.
func (t token) check(want string, now time.Time) error {
	if !t.is(want) {
		return ErrToken
	}
	expires, err := strconv.ParseInt(t.expires, 10, 64)
	if err != nil || now.Unix() >= expires {
		return ErrExpired
	}
	return nil
}
