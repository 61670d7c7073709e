package api

import (
	"errors"
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// keyPath is where an account's key server asks for the key of a video.
const keyPath = "/streaming/videos/{address}/encryption"

// videoKey answers the 16 bytes that the segments of a video are encrypted
// with.
func (s *server) videoKey(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	owner, slug, ok := parseAddress(r.PathValue("address"))
	if !ok || owner != who.AccountID {
		return fault.Missing("video")
	}
	if _, err := s.Catalog.Public(r.Context(), owner, slug); err != nil {
		return err
	}
	key, err := s.Accounts.VideoKey(r.Context(), owner, slug)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Transfer-Encoding", "binary")
	h.Set("Content-Length", "16")
	_, _ = w.Write(key[:]) // the client left; there is nobody to tell
	return nil
}

// parseAddress reads {account}_{slug}.
func parseAddress(text string) (owner int64, slug string, ok bool) {
	number, slug, found := strings.Cut(text, "_")
	owner, ok = parseID(number)
	return owner, slug, ok && found
}

// keyServer lets an account's key server in by its address, where it has no
// token to show. It returns refused otherwise.
func (s *server) keyServer(r *http.Request, refused error) (account.Caller, error) {
	owner, _, ok := parseAddress(r.PathValue("address"))
	if r.Pattern != keyPath || !ok || !errors.Is(refused, errNoCredentials) {
		return account.Caller{}, refused
	}
	e, err := s.Accounts.Encryption(r.Context(), owner)
	if err != nil {
		return account.Caller{}, err
	}
	networks, err := visitor.ParseNetworks(e.Networks)
	if err != nil {
		return account.Caller{}, err
	}
	if !networks.Contains(s.Proxies.Address(r)) {
		return account.Caller{}, refused
	}
	return account.Caller{AccountID: owner}, nil
}
