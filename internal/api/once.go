package api

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/replay"
)

const (
	keepKeyed  = 24 * time.Hour         // answers to requests with an Idempotency-Key
	keepRetry  = time.Minute            // answers that an SDK may ask for again
	waitFirst  = 10 * time.Second       // for the answer to the first of two equal requests
	lookAgain  = 100 * time.Millisecond // while waiting
	maxKeySize = 255                    // bytes of an Idempotency-Key
)

// once answers a call that creates something. A client that names its request
// by an Idempotency-Key, or an SDK that counts its retries, gets the answer to
// the first of its equal requests.
func (s *server) once(x *call.Exchange, r *http.Request, who account.Caller) error {
	c, err := identify(x, r, who)
	if err != nil {
		return err
	}
	if c == nil {
		return x.Route.Handle(x, r, who)
	}
	claim, answer, err := s.begin(r.Context(), *c)
	if err != nil {
		return err
	}
	if answer != nil {
		h := x.Header()
		h.Set("Idempotent-Replayed", "true")
		h.Set("Content-Type", "application/json")
		h.Set("Content-Length", strconv.Itoa(len(answer.Body)))
		x.WriteHeader(answer.Status)
		_, _ = x.Write(answer.Body) // the client left; there is nobody to tell
		return nil
	}
	return s.remember(x, r, who, claim)
}

// identify says how a request is told from others, nil when it is not. The
// body is read for that, and kept for the call.
func identify(x *call.Exchange, r *http.Request, who account.Caller) (*replay.Call, error) {
	key, count := r.Header.Get("Idempotency-Key"), r.Header.Get("X-Stainless-Retry-Count")
	if r.Method != http.MethodPost || key == "" && count == "" || x.Route.Secret {
		return nil, nil
	}
	if len(key) > maxKeySize {
		return nil, call.BadRequest("the Idempotency-Key may have up to 255 bytes")
	}
	body, err := call.ReadBytes(x, r)
	if err != nil {
		return nil, err
	}
	call.KeepBody(r, body)
	c := replay.Call{
		Account: who.AccountID, Key: "key " + key, Keep: keepKeyed,
		Print: replay.Print([]byte(r.URL.Path), []byte(r.URL.RawQuery), body),
	}
	if key == "" {
		retry, err := strconv.Atoi(count)
		c.Key, c.Keep, c.Fresh = "body "+c.Print, keepRetry, err != nil || retry <= 0
	}
	return &c, nil
}

// begin waits for the answer to a first request that is still being worked on.
func (s *server) begin(ctx context.Context, c replay.Call) (*replay.Claim, *replay.Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, waitFirst)
	defer cancel()
	for {
		claim, answer, err := s.Replays.Begin(ctx, c)
		if !errors.Is(err, replay.ErrBusy) {
			return claim, answer, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, err
		case <-time.After(lookAgain):
		}
	}
}

// remember does the call and keeps its answer, if it made something.
func (s *server) remember(x *call.Exchange, r *http.Request, who account.Caller, claim *replay.Claim) error {
	ctx := context.WithoutCancel(r.Context())
	settled := false
	defer func() {
		if settled {
			return
		}
		if err := claim.Drop(ctx); err != nil {
			s.Log.ErrorContext(ctx, "claim not dropped", "request", x.ID, "err", err)
		}
	}()
	x.Copied = &bytes.Buffer{}
	if err := x.Route.Handle(x, r, who); err != nil {
		return err
	}
	if x.Status/100 != 2 {
		return nil
	}
	settled = true
	if err := claim.Settle(ctx, replay.Answer{Status: x.Status, Body: x.Copied.Bytes()}); err != nil {
		s.Log.ErrorContext(ctx, "answer not remembered", "request", x.ID, "err", err)
	}
	return nil
}
