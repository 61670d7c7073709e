package api

import (
	"context"
	"errors"
	"net/http"
	"unicode"
	"unicode/utf8"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/storage"
)

// statusError is an error that only this door knows: fault has no kind for it.
type statusError struct {
	status int
	detail string
}

func (e *statusError) Error() string { return e.detail }

var (
	errNoPath = fault.New(fault.NotFound, "there is nothing at this path")
	errMethod = &statusError{http.StatusMethodNotAllowed, "see the Allow header for what this path takes"}
)

// errFull says that there is no room for what a change would add.
var errFull = &statusError{http.StatusInsufficientStorage, "the server's disk is full; remove something, or try again later"}

func badRequest(detail string) error { return &statusError{http.StatusBadRequest, detail} }

func unprocessable(detail string) error { return fault.New(fault.Invalid, detail) }

// answer is an error as it goes over the wire.
type answer struct {
	status int
	header map[string]string
	body   any
}

// statuses are of the kinds that need nothing but a status and a sentence.
// Gone is what a deleted video is, which this API never tells from one that
// was not there.
var statuses = map[fault.Kind]int{
	fault.Forbidden:   http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Gone:        http.StatusNotFound,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
	fault.Unsupported: http.StatusUnprocessableEntity,
}

type errorBody struct {
	Status int    `json:"status"`
	Error  string `json:"error"`
	Detail string `json:"detail,omitempty"` // authentication only
	Index  *int   `json:"index,omitempty"`  // item of a batch, from 0
}

type fieldsBody struct {
	Errors map[string][]string `json:"errors"`
	Index  *int                `json:"index,omitempty"`
}

// answerTo is the one place where errors become statuses and bodies. The text
// of an internal error never leaves through it.
func answerTo(err error) answer {
	var own *statusError
	if errors.As(err, &own) {
		return plain(own.status, own.detail, nil)
	}
	if errors.Is(err, storage.ErrNoSpace) || database.IsFull(err) {
		return plain(errFull.status, errFull.detail, nil)
	}
	var bad *badFields
	if errors.As(err, &bad) {
		return answer{status: http.StatusBadRequest, body: fieldsBody{Errors: bad.fields}}
	}
	var fast *tooFast
	if errors.As(err, &fast) {
		return fast.answer()
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		a := plain(http.StatusServiceUnavailable, "the request was cut short, try again", nil)
		a.header = map[string]string{"Retry-After": "1"}
		return a
	}
	if database.IsAway(err) {
		a := plain(http.StatusServiceUnavailable, "the server cannot reach its database, try again", nil)
		a.header = map[string]string{"Retry-After": "5"}
		return a
	}
	kind, detail := fault.KindOf(err), fault.Detail(err)
	if status, found := statuses[kind]; found {
		return plain(status, detail, nil)
	}
	switch kind {
	case fault.Invalid:
		return invalid(err, detail)
	case fault.Unauthenticated:
		return answer{
			http.StatusUnauthorized,
			map[string]string{"WWW-Authenticate": "APIKey"},
			errorBody{Status: http.StatusUnauthorized, Error: detail, Detail: detail},
		}
	case fault.Busy:
		return answer{
			http.StatusTooManyRequests,
			map[string]string{"Retry-After": "1"},
			map[string]string{"error": detail},
		}
	case fault.Conflict: // SDKs repeat a 409 unless told not to
		a := plain(http.StatusConflict, detail, nil)
		a.header = map[string]string{"X-Should-Retry": "false"}
		return a
	}
	return plain(http.StatusInternalServerError, "", nil)
}

// invalid answers what the caller got wrong: by field where the error names
// one, with the item's index when it is one of a batch.
func invalid(err error, detail string) answer {
	var index *int
	var item *catalog.ItemError
	if errors.As(err, &item) {
		index = &item.Index
	}
	if fields := fieldErrors(err, map[string][]string{}); len(fields) > 0 {
		return answer{status: http.StatusUnprocessableEntity, body: fieldsBody{fields, index}}
	}
	return plain(http.StatusUnprocessableEntity, detail, index)
}

// fieldErrors gathers every fault about a field from a tree of errors.
func fieldErrors(err error, into map[string][]string) map[string][]string {
	switch e := err.(type) { //nolint:errorlint // walks the tree itself, a node at a time
	case *fault.Error:
		if e.Field != "" {
			into[e.Field] = append(into[e.Field], e.Detail)
		}
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			fieldErrors(one, into)
		}
	case interface{ Unwrap() error }:
		fieldErrors(e.Unwrap(), into)
	}
	return into
}

// plain is {"status","error"}, where the text is the status in words and then
// the detail as a sentence.
func plain(status int, detail string, index *int) answer {
	text := http.StatusText(status)
	if detail != "" {
		text += ". " + sentence(detail)
	}
	return answer{status: status, body: errorBody{Status: status, Error: text, Index: index}}
}

func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if last := s[len(s)-1]; last != '.' && last != '!' && last != '?' {
		s += "."
	}
	return s
}
