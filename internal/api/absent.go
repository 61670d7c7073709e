package api

import (
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
)

// absentRoutes are live streaming and AI, which are not there yet. Clients that
// merely look whether an account has any go on all the same.
func absentRoutes() []call.Route {
	return []call.Route{
		{Pattern: "GET /streaming/streams", Handle: noneYet},
		{Pattern: "GET /streaming/broadcasts", Handle: noneYet},
		{Pattern: "GET /streaming/restreams", Handle: noneYet},
		{Pattern: "POST /streaming/ai/tasks", Handle: disabled},
	}
}

// noneYet answers the empty list.
func noneYet(w http.ResponseWriter, _ *http.Request, _ account.Caller) error {
	return call.Reply(w, []any{})
}

func disabled(w http.ResponseWriter, _ *http.Request, _ account.Caller) error {
	return call.ReplyDisabled(w)
}
