// Package fault gives errors a kind, so that a door can answer a caller
// without knowing which package an error came from.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in terms a caller can act on.
type Kind int

// Internal is the zero Kind: every error that is not a fault is internal, and
// its text is never shown to a caller.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Gone
	TooLarge
	Unsupported
	Busy
)

var kindNames = [...]string{
	"internal", "invalid", "unauthenticated", "forbidden", "not found",
	"conflict", "gone", "too large", "unsupported", "busy",
}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Error is an error that a caller may see. Detail is public; Err, the cause,
// is only logged.
type Error struct {
	Kind   Kind
	Detail string // public sentence, never empty
	Field  string // input field the error is about, if one is
	Err    error  // private cause, may be nil
}

func (e *Error) Error() string {
	text := e.Detail
	if e.Field != "" {
		text = e.Field + " " + text
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the private cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns an error of a kind with a public detail.
func New(kind Kind, detail string) *Error { return &Error{Kind: kind, Detail: detail} }

// Wrap returns an error of a kind with a public detail and a private cause.
func Wrap(kind Kind, detail string, cause error) *Error {
	return &Error{Kind: kind, Detail: detail, Err: cause}
}

// Field returns an Invalid error about one input field, such as
// Field("name", "can't be blank").
func Field(field, detail string) *Error {
	return &Error{Kind: Invalid, Field: field, Detail: detail}
}

// Missing returns a NotFound error about the named thing.
func Missing(what string) *Error { return New(NotFound, what+" was not found") }

// KindOf returns the kind of the first fault in err's chain, or Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Detail returns the public detail of the first fault in err's chain, or "".
func Detail(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Detail
	}
	return ""
}

// explained is an error with a sentence for a person.
type explained struct {
	error
	sentence string
}

func (e *explained) Error() string { return e.error.Error() + " (" + e.sentence + ")" }
func (e *explained) Unwrap() error { return e.error }

// Explain gives an error a public sentence that says to a person what happened
// and what to do next. It must hold no secret, such as the user, password or
// query of an address.
func Explain(err error, sentence string) error {
	if err == nil || sentence == "" {
		return err
	}
	return &explained{err, sentence}
}

// Explanation returns the outermost sentence in err's chain, or "".
func Explanation(err error) string {
	var e *explained
	if errors.As(err, &e) {
		return e.sentence
	}
	return ""
}
