package api

import (
	"errors"
	"net/http"
	"strings"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
)

var (
	errNoCredentials = fault.New(fault.Unauthenticated, "Authentication credentials were not provided.")
	errWrongScheme   = fault.New(fault.Unauthenticated, "Given token not valid for any token type")
)

// caller finds out whom the request speaks for.
func (s *server) caller(r *http.Request, rt *call.Route) (account.Caller, error) {
	scheme, token, err := credentials(r.Header)
	switch {
	case errors.Is(err, errNoCredentials) && rt.Admit != nil:
		who, known, failed := rt.Admit(r)
		if failed != nil || known {
			return who, failed
		}
		return account.Caller{}, err
	case err != nil:
		return account.Caller{}, err
	case scheme == ConsoleScheme:
		return s.Accounts.AuthenticateConsole(r.Context(), token)
	case scheme == bearer && strings.Count(token, ".") != 2:
		return account.Caller{}, errWrongScheme
	case scheme == bearer:
		return s.Accounts.AuthenticateLogin(r.Context(), token)
	}
	return s.Accounts.Authenticate(r.Context(), token)
}

// Schemes of the Authorization header, in lower case.
const (
	apiKey = "apikey" // an API token
	bearer = "bearer" // a login's access token

	// ConsoleScheme is of the text of a console session, which reaches us by
	// its cookie and package console.
	ConsoleScheme = "console"
)

// credentials returns the token of a request and its scheme: "Authorization:
// APIKey <token>", "Authorization: Bearer <token>" or, when there is no
// Authorization, the header APIKey.
func credentials(h http.Header) (scheme, token string, err error) {
	if len(h.Values("Authorization")) == 0 {
		if token := strings.TrimSpace(h.Get("APIKey")); token != "" {
			return apiKey, token, nil
		}
		return "", "", errNoCredentials
	}
	scheme, token, _ = strings.Cut(strings.TrimSpace(h.Get("Authorization")), " ")
	scheme, token = strings.ToLower(scheme), strings.TrimSpace(token)
	switch {
	case scheme == "", scheme == apiKey && token == "":
		return "", "", errNoCredentials
	case scheme != apiKey && scheme != bearer && scheme != ConsoleScheme:
		return "", "", errWrongScheme
	}
	return scheme, token, nil
}
