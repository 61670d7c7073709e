package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"kinora/internal/database"
)

// Registry holds a handler for each kind. It is filled before New and not
// changed after.
type Registry struct{ kinds map[string]handler }

// NewRegistry returns a registry without handlers.
func NewRegistry() *Registry { return &Registry{kinds: map[string]handler{}} }

// Register adds the handler for A's kind. It panics when the kind is taken or
// h has no queue or no Work, which are mistakes in the program.
func Register[A Args](r *Registry, h Handler[A]) {
	var zero A
	kind := zero.Kind()
	if _, taken := r.kinds[kind]; taken || h.Queue == "" || h.Work == nil {
		panic(fmt.Sprintf("jobs: kind %q is registered twice, or without a queue or Work", kind))
	}
	if h.MaxAttempts == 0 {
		h.MaxAttempts = 3
	}
	r.kinds[kind] = handler{Options: h.Options, work: h.work, failed: h.failed}
}

func (r *Registry) names() []string { return slices.Sorted(maps.Keys(r.kinds)) }

// steps are the kinds that are told of.
func (r *Registry) steps() []string {
	return slices.DeleteFunc(r.names(), func(kind string) bool { return r.kinds[kind].Step == "" })
}

// handler is a Handler whose args are still JSON.
type handler struct {
	Options
	work   func(context.Context, attempt) (Finish, error)
	failed func(context.Context, *database.Tx, attempt, error) error
}

// attempt is a row of River's table that is, or was, being worked on. ID and
// Attempt together name a lease.
type attempt struct {
	ID          int64
	Attempt     int
	MaxAttempts int
	Kind        string
	Queue       string
	Args        []byte
	Subject     string
}

func (h Handler[A]) work(ctx context.Context, a attempt) (Finish, error) {
	j, err := decode[A](a)
	if err != nil {
		return nil, Cancel(err)
	}
	return h.Work(ctx, j)
}

// failed passes over args that cannot be read: there is nothing to tell about
// a job that names nothing.
func (h Handler[A]) failed(ctx context.Context, tx *database.Tx, a attempt, cause error) error {
	j, err := decode[A](a)
	if err != nil || h.Failed == nil {
		return nil
	}
	return h.Failed(ctx, tx, j, cause)
}

func decode[A Args](a attempt) (Job[A], error) {
	j := Job[A]{ID: a.ID, Attempt: a.Attempt, MaxAttempts: a.MaxAttempts}
	if err := json.Unmarshal(a.Args, &j.Args); err != nil {
		return j, fmt.Errorf("read the arguments of %s job %d: %w", a.Kind, a.ID, err)
	}
	return j, nil
}
