package videos

import (
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// key answers the 16 bytes that the segments of a video are encrypted
// with.
func (o Options) key(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	owner, slug, ok := parseAddress(r.PathValue("address"))
	if !ok || owner != who.AccountID {
		return fault.Missing("video")
	}
	if _, err := o.Catalog.Public(r.Context(), owner, slug); err != nil {
		return err
	}
	key, err := o.Accounts.VideoKey(r.Context(), owner, slug)
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
	owner, ok = call.ParseID(number)
	return owner, slug, ok && found
}

// admitKeyServer lets an account's key server in by its address, where it has
// no token to show.
func (o Options) admitKeyServer(r *http.Request) (who account.Caller, known bool, err error) {
	owner, _, valid := parseAddress(r.PathValue("address"))
	if !valid {
		return account.Caller{}, false, nil
	}
	e, err := o.Accounts.Encryption(r.Context(), owner)
	if err != nil {
		return account.Caller{}, false, err
	}
	networks, err := visitor.ParseNetworks(e.Networks)
	if err != nil {
		return account.Caller{}, false, err
	}
	return account.Caller{AccountID: owner}, networks.Contains(o.Proxies.Address(r)), nil
}
