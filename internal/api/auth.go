package api

import (
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/fault"
)

var (
	errNoCredentials = fault.New(fault.Unauthenticated, "Authentication credentials were not provided.")
	errWrongScheme   = fault.New(fault.Unauthenticated, "Given token not valid for any token type")
)

// caller finds out whom the request speaks for.
func (s *server) caller(r *http.Request) (account.Caller, error) {
	token, err := credentials(r.Header)
	if err != nil {
		return s.keyServer(r, err)
	}
	return s.Accounts.Authenticate(r.Context(), token)
}

// credentials returns the API token of a request: "Authorization: APIKey
// <token>" or, when there is no Authorization, the header APIKey.
func credentials(h http.Header) (string, error) {
	if len(h.Values("Authorization")) == 0 {
		if token := strings.TrimSpace(h.Get("APIKey")); token != "" {
			return token, nil
		}
		return "", errNoCredentials
	}
	scheme, token, _ := strings.Cut(strings.TrimSpace(h.Get("Authorization")), " ")
	token = strings.TrimSpace(token)
	switch {
	case scheme == "", strings.EqualFold(scheme, "APIKey") && token == "":
		return "", errNoCredentials
	case !strings.EqualFold(scheme, "APIKey"):
		return "", errWrongScheme
	}
	return token, nil
}
