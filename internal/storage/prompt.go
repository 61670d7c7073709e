package storage

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// firstByte is how long a service may take to begin its answer to a request
// that changes nothing.
const firstByte = 10 * time.Second

// errSilent is not tried again by the client, as no deadline is.
var errSilent = fmt.Errorf("the service has not answered for %v: %w", firstByte, context.DeadlineExceeded)

// prompt ends requests that a service does not answer.
type prompt struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (p prompt) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return p.RoundTripper.RoundTrip(r)
	}
	ctx, end := context.WithCancelCause(r.Context())
	late := time.AfterFunc(firstByte, func() { end(errSilent) })
	res, err := p.RoundTripper.RoundTrip(r.WithContext(ctx))
	if !late.Stop() && err != nil && context.Cause(ctx) == errSilent { //nolint:errorlint // it is ours, unwrapped
		err = errSilent
	}
	return res, err
}
