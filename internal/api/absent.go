package api

import (
	"net/http"

	"kinora/internal/account"
)

// Live streaming and AI are not there yet. Clients that merely look whether an
// account has any go on all the same.

// noneYet answers the empty list.
func noneYet(w http.ResponseWriter, _ *http.Request, _ account.Caller) error {
	return ok(w, []any{})
}

// disabled answers as to an account that a feature is not enabled for.
func disabled(w http.ResponseWriter, _ *http.Request, _ account.Caller) error {
	return reply(w, http.StatusUnprocessableEntity,
		map[string]string{"error": "Feature is disabled. Contact support to enable."})
}
