package call

import (
	"context"
	"net/http"

	"kinora/internal/account"
)

// The usual calls on things of one kind, which what names in errors and in
// bodies. Each shows a thing by show.

// List answers with the page of all things that the query asks for.
func List[T, S any](list func(ctx context.Context, account int64, page, perPage int) ([]T, int, error), show func(T) S) Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		page := ReadPage(r.URL.Query())
		things, total, err := list(r.Context(), who.AccountID, page.Number, page.Size)
		if err != nil {
			return err
		}
		page.Describe(w, total)
		return Reply(w, Shown(things, show))
	}
}

// Shown is a list of things as they are shown.
func Shown[T, S any](things []T, show func(T) S) []S {
	shown := make([]S, len(things))
	for i := range things {
		shown[i] = show(things[i])
	}
	return shown
}

// Create makes a thing of what read finds in the body.
func Create[P, T, S any](what string, read func(object []byte) (P, error),
	create func(ctx context.Context, account int64, p P) (T, error), show func(T) S,
) Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		object, err := ReadObject(w, r, what)
		if err != nil {
			return err
		}
		p, err := read(object)
		if err != nil {
			return err
		}
		made, err := create(r.Context(), who.AccountID, p)
		if err != nil {
			return err
		}
		return Reply(w, show(made))
	}
}

// Get answers with the thing whose id the path holds.
func Get[T, S any](what string, find func(ctx context.Context, account, id int64) (T, error), show func(T) S) Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		id, err := PathID(r, what)
		if err != nil {
			return err
		}
		found, err := find(r.Context(), who.AccountID, id)
		if err != nil {
			return err
		}
		return Reply(w, show(found))
	}
}

// Update changes a thing by what read finds in the body, which ReadObject or
// ReadChange reads.
func Update[P, T, S any](what string, body func(w http.ResponseWriter, r *http.Request, wrapper string) ([]byte, error),
	read func(object []byte) (P, error), update func(ctx context.Context, account, id int64, p P) (T, error), show func(T) S,
) Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		id, err := PathID(r, what)
		if err != nil {
			return err
		}
		object, err := body(w, r, what)
		if err != nil {
			return err
		}
		p, err := read(object)
		if err != nil {
			return err
		}
		changed, err := update(r.Context(), who.AccountID, id, p)
		if err != nil {
			return err
		}
		return Reply(w, show(changed))
	}
}

// Delete removes a thing.
func Delete(what string, remove func(ctx context.Context, account, id int64) error) Handler {
	return func(w http.ResponseWriter, r *http.Request, who account.Caller) error {
		id, err := PathID(r, what)
		if err != nil {
			return err
		}
		if err := remove(r.Context(), who.AccountID, id); err != nil {
			return err
		}
		return ReplyNothing(w)
	}
}
