package call

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

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
	ErrNoPath = fault.New(fault.NotFound, "there is nothing at this path")
	ErrMethod = error(&statusError{http.StatusMethodNotAllowed, "see the Allow header for what this path takes"})

	errFull = &statusError{http.StatusInsufficientStorage, "the server's disk is full; remove something, or try again later"}
	// ErrFull says that there is no room for what a change would add.
	ErrFull = error(errFull)
)

// BadRequest is 400 with a public detail.
func BadRequest(detail string) error { return &statusError{http.StatusBadRequest, detail} }

// Unprocessable is 422 with a public detail.
func Unprocessable(detail string) error { return fault.New(fault.Invalid, detail) }

// tooFast is 429 with the time after which another request is answered.
type tooFast struct{ after time.Duration }

func (e *tooFast) Error() string { return "too many requests" }

// TooFast is 429 to a caller who may come again after a time.
func TooFast(after time.Duration) error { return &tooFast{after} }

// Answer is an error as it goes over the wire.
type Answer struct {
	Status int
	Header map[string]string
	Body   any
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

// AnswerTo is the one place where errors become statuses and bodies; nil for
// the dialect is ByField. The text of an internal error never leaves through it.
func AnswerTo(err error, dialect Dialect) Answer {
	if a, known := withoutKind(err); known {
		return a
	}
	kind, detail := fault.KindOf(err), fault.Detail(err)
	if status, found := statuses[kind]; found {
		return plain(status, detail, nil)
	}
	switch kind {
	case fault.Invalid:
		if dialect == nil {
			dialect = ByField
		}
		return dialect(err)
	case fault.Unauthenticated:
		return Answer{
			http.StatusUnauthorized,
			map[string]string{"WWW-Authenticate": "APIKey"},
			errorBody{Status: http.StatusUnauthorized, Error: detail, Detail: detail},
		}
	case fault.Busy:
		return Answer{
			http.StatusTooManyRequests,
			map[string]string{"Retry-After": "1"},
			map[string]string{"error": detail},
		}
	case fault.Conflict: // SDKs repeat a 409 unless told not to
		a := plain(http.StatusConflict, detail, nil)
		a.Header = map[string]string{"X-Should-Retry": "false"}
		return a
	}
	return plain(http.StatusInternalServerError, "", nil)
}

// withoutKind answers errors that are told by what they are, whatever kind of
// fault is around them.
func withoutKind(err error) (a Answer, known bool) {
	var own *statusError
	var fast *tooFast
	switch {
	case errors.As(err, &own):
		return plain(own.status, own.detail, nil), true
	case errors.Is(err, storage.ErrNoSpace) || database.IsFull(err):
		return plain(errFull.status, errFull.detail, nil), true
	case errors.As(err, &fast):
		seconds := strconv.Itoa(max(int(math.Ceil(fast.after.Seconds())), 1))
		return Answer{
			http.StatusTooManyRequests,
			map[string]string{"Retry-After": seconds},
			map[string]string{"error": "Too many requests. Try again after " + seconds + " s."},
		}, true
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		a = plain(http.StatusServiceUnavailable, "the request was cut short, try again", nil)
		a.Header = map[string]string{"Retry-After": "1"}
		return a, true
	case database.IsAway(err):
		a = plain(http.StatusServiceUnavailable, "the server cannot reach its database, try again", nil)
		a.Header = map[string]string{"Retry-After": "5"}
		return a, true
	}
	return Answer{}, false
}

// plain is {"status","error"}, where the text is the status in words and then
// the detail as a sentence.
func plain(status int, detail string, index *int) Answer {
	text := http.StatusText(status)
	if detail != "" {
		text += ". " + sentence(detail)
	}
	return Answer{Status: status, Body: errorBody{Status: status, Error: text, Index: index}}
}

func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if last := s[len(s)-1]; last != '.' && last != '!' && last != '?' {
		s += "."
	}
	return s
}
