// Package call holds what the calls of the management API share: how a route
// is declared, how bodies and queries are read, how answers and errors are
// written, and the usual shapes of calls on things of one kind.
package call

import (
	"net/http"
	"strings"

	"kinora/internal/account"
)

// A Handler answers one request of a known caller, or returns why it did not.
type Handler func(w http.ResponseWriter, r *http.Request, who account.Caller) error

// SmallBody is how many bytes a body may have where its route says nothing.
const SmallBody = 2 << 20

// Route is a call of the API, and what is special about it.
type Route struct {
	Pattern string // method and path, such as "GET /streaming/videos/{id}"
	Handle  Handler
	Errors  Dialect // nil is ByField
	MaxBody int64   // bytes; 0 is SmallBody

	Open     bool // strangers may call it: there is no token, and nobody is who
	Secret   bool // its answer holds what is shown once: it is not kept for a repeated request
	WhenFull bool // it may change things although the disk of the database is full

	// Admit lets a caller in who has no token to show. nil lets nobody in.
	Admit func(r *http.Request) (who account.Caller, known bool, err error)
}

// Method is the method of the route's pattern.
func (rt *Route) Method() string {
	method, _, _ := strings.Cut(rt.Pattern, " ")
	return method
}

// Path is the path of the route's pattern.
func (rt *Route) Path() string {
	_, path, _ := strings.Cut(rt.Pattern, " ")
	return path
}

// BodyLimit is how many bytes a body may have.
func (rt *Route) BodyLimit() int64 {
	if rt.MaxBody == 0 {
		return SmallBody
	}
	return rt.MaxBody
}
