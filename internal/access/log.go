package access

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"kinora/internal/address"
	"kinora/internal/visitor"
)

// requestHeader carries the id of a request.
const requestHeader = "X-Request-Id"

type accountKey struct{}

// SetAccount says for which account the request of ctx is answered. It does
// nothing where there is no log of requests.
func SetAccount(ctx context.Context, account int64) {
	if of, ok := ctx.Value(accountKey{}).(*int64); ok {
		*of = account
	}
}

// Log returns next with a line in the log for every request that it answered.
func Log(next http.Handler, proxies *visitor.Proxies, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, answer, account := time.Now(), &Recorder{ResponseWriter: w}, accountIn(r.URL.Path)
		method, path := r.Method, Redact(r.URL.Path)
		r = r.WithContext(context.WithValue(r.Context(), accountKey{}, &account))
		id := RequestID(r)
		r.Header.Set(requestHeader, id) // so that others call it the same
		defer func() {
			attrs := []slog.Attr{
				slog.String("request", id), slog.String("method", method[:min(len(method), maxMethod)]), slog.String("path", path), slog.Int("status", answer.Status()),
				slog.Int64("bytes", answer.Bytes), slog.Duration("dur", time.Since(began)), slog.String("client", proxies.Address(r).String()),
			}
			if account != 0 {
				attrs = append(attrs, slog.Int64("account", account))
			}
			log.LogAttrs(r.Context(), slog.LevelInfo, "access", attrs...)
		}()
		next.ServeHTTP(answer, r)
	})
}

// accountIn is the account that an address of a video or a playlist names, or 0.
func accountIn(path string) int64 {
	for _, prefix := range []string{address.VideosPrefix, address.PlaylistsPrefix} {
		if account, _, _, ok := address.Split(prefix, path); ok {
			return account
		}
	}
	return 0
}

// Bounds of what a line keeps, in bytes.
const (
	maxPath   = 500
	maxMethod = 20
)

// redacted stands where something was left out.
const redacted = "-"

// Redact returns a path without what may open a door: the tokens of hosts and
// the names of uploads, and keys that somebody put there by mistake. All these
// are long and have no dot, unlike the names of files; ids of videos stay.
func Redact(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		id := i == 2 && accountIn(path) != 0
		if !id && opens(s) {
			segments[i] = redacted
		}
	}
	path = strings.Join(segments, "/")
	return path[:min(len(path), maxPath)]
}

// opens reports what looks like a token or a key: API keys have a $, and JWTs
// begin alike.
func opens(segment string) bool {
	const shortest = 20
	return len(segment) >= shortest && !strings.Contains(segment, ".") || strings.Contains(segment, "$") || strings.HasPrefix(segment, "eyJ")
}

// RequestID takes over the id that a proxy or client gave the request, if it
// is fit for a header and a log, else makes one.
func RequestID(r *http.Request) string {
	id := r.Header.Get(requestHeader)
	if len(id) == 0 || len(id) > 128 {
		return rand.Text()
	}
	for _, c := range []byte(id) {
		if !isWord(c) && c != '-' && c != '.' && c != ':' {
			return rand.Text()
		}
	}
	return id
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}
