// Package sender sends events to the webhooks of accounts.
package sender

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/fault"
	"kinora/internal/webhook"
)

const (
	reader     = "webhooks"             // of the events
	readAtOnce = 100                    // events
	pause      = 500 * time.Millisecond // between two looks, and after a failure
	timeout    = 10 * time.Second       // of an attempt
	maxAnswer  = 2048                   // bytes read of an answer
	keptFor    = 30 * 24 * time.Hour    // deliveries that ended
)

// How many deliveries are sent at a time, each by a goroutine that mostly waits
// for somebody's server. Webhooks whose last attempt was slow or failed have a
// lane of their own, so that they can't fill that of the others.
const (
	perWebhook = 4 // of different entities; 1 while attempts fail
	perAccount = 16
	perLane    = 128
	slow       = 2 * time.Second
)

// Options are what a Sender works with.
type Options struct {
	Webhooks  *webhook.Webhooks
	Events    *event.Log
	Addresses catalog.Addresses
	Policy    egress.Policy // which addresses may be connected to
	Agent     string        // User-Agent
	Log       *slog.Logger
}

// Sender sends what is due. Any number may run, in any number of processes: a
// delivery is sent by one of them at a time, and a slow or dead receiver holds
// up nobody else's.
type Sender struct {
	o      Options
	client *http.Client
	now    func() time.Time

	mu       sync.Mutex
	known    map[int64]*state // by webhook: those that are busy, slow or failing
	accounts map[int64]int    // goroutines
	lanes    [2]int           // goroutines
	ended    chan struct{}    // a goroutine has ended
}

// state is what a Sender knows of a webhook.
type state struct {
	busy  int       // goroutines
	lane  int       // 1 where the last attempt was slow or failed
	until time.Time // when an attempt may begin after one that failed
}

// New returns a Sender.
func New(o Options) *Sender {
	client := egress.NewClient(o.Policy)
	client.Timeout = timeout
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Sender{
		o: o, client: client, now: time.Now,
		known: map[int64]*state{}, accounts: map[int64]int{}, ended: make(chan struct{}, 1),
	}
}

// Run sends until ctx ends, and then finishes what is on its way.
func (s *Sender) Run(ctx context.Context) error {
	var sending sync.WaitGroup
	defer sending.Wait()
	defer s.client.CloseIdleConnections()
	pruned := s.now()
	for {
		if err := s.look(ctx, &sending); err != nil && ctx.Err() == nil && !database.IsAway(err) {
			s.o.Log.LogAttrs(ctx, slog.LevelWarn, "webhooks not sent", slog.Any("err", err))
		}
		if s.now().Sub(pruned) > time.Hour {
			pruned = s.now()
			if err := s.o.Webhooks.Prune(ctx, pruned.Add(-keptFor)); err != nil && ctx.Err() == nil && !database.IsAway(err) {
				s.o.Log.LogAttrs(ctx, slog.LevelWarn, "deliveries of webhooks not pruned", slog.Any("err", err))
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.ended:
		case <-time.After(pause):
		}
	}
}

// look queues what has happened and starts to send what is due.
func (s *Sender) look(ctx context.Context, sending *sync.WaitGroup) error {
	for {
		n, err := s.o.Events.Read(ctx, reader, readAtOnce, s.o.Webhooks.Queue)
		if err != nil {
			return err
		}
		if n < readAtOnce {
			break
		}
	}
	due, err := s.o.Webhooks.Due(ctx, perWebhook)
	if err != nil {
		return err
	}
	rand.Shuffle(len(due), func(i, j int) { due[i], due[j] = due[j], due[i] }) // so that all get their turn
	for _, d := range due {
		for range d.N {
			lane, ok := s.begin(d)
			if !ok {
				break
			}
			sending.Go(func() {
				last := s.send(ctx, d.WebhookID, lane)
				s.end(d, lane, last)
			})
		}
	}
	return nil
}

// begin takes a place in the lane of a webhook, if there is one.
func (s *Sender) begin(d webhook.Due) (lane int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := s.known[d.WebhookID]
	if of == nil {
		of = &state{}
	}
	limit := perWebhook
	if !of.until.IsZero() {
		limit = 1
	}
	if of.busy >= limit || s.accounts[d.AccountID] == perAccount || s.lanes[of.lane] == perLane || s.now().Before(of.until) {
		return 0, false
	}
	s.known[d.WebhookID] = of
	of.busy++
	s.accounts[d.AccountID]++
	s.lanes[of.lane]++
	return of.lane, true
}

// end gives a place back, and remembers how the last attempt went, if there was
// one.
func (s *Sender) end(d webhook.Due, lane int, last *webhook.Outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := s.known[d.WebhookID]
	of.busy--
	s.lanes[lane]--
	if s.accounts[d.AccountID]--; s.accounts[d.AccountID] == 0 {
		delete(s.accounts, d.AccountID)
	}
	if last != nil {
		of.lane, of.until = laneOf(last), time.Time{}
		if last.Error != "" {
			of.until = s.now().Add(pause)
		}
	}
	if of.busy == 0 && of.lane == 0 {
		delete(s.known, d.WebhookID)
	}
	select {
	case s.ended <- struct{}{}:
	default:
	}
}

// laneOf is where a webhook belongs after an attempt.
func laneOf(o *webhook.Outcome) int {
	if o.Error != "" || o.Took >= slow {
		return 1
	}
	return 0
}

// send sends to one webhook until nothing is due, an attempt fails, or the
// webhook belongs in the other lane. It returns how the last attempt went, nil
// where there was none.
func (s *Sender) send(ctx context.Context, id int64, lane int) (last *webhook.Outcome) {
	for ctx.Err() == nil {
		outcome, err := s.sendOne(ctx, id)
		if fault.KindOf(err) == fault.NotFound {
			return last
		}
		if err != nil && ctx.Err() == nil && !database.IsAway(err) {
			s.o.Log.LogAttrs(ctx, slog.LevelWarn, "webhook", slog.Int64("webhook", id), slog.Any("err", err))
		}
		if outcome != nil {
			last = outcome
		}
		if err != nil || last.Error != "" || laneOf(last) != lane {
			return last
		}
	}
	return last
}

// sendOne makes an attempt at the delivery that is due for longest. One that
// has begun is finished, and recorded, although the process is about to stop.
func (s *Sender) sendOne(ctx context.Context, id int64) (*webhook.Outcome, error) {
	lasting := context.WithoutCancel(ctx)
	mine, cancel := context.WithTimeout(lasting, webhook.ClaimTime-5*time.Second) // from before it is claimed
	defer cancel()
	d, to, err := s.o.Webhooks.Take(ctx, id)
	if err != nil {
		return nil, err
	}
	outcome := s.attempt(mine, d, to)
	return &outcome, s.o.Webhooks.Finish(lasting, d, outcome)
}

// attempt posts a delivery once.
func (s *Sender) attempt(ctx context.Context, d webhook.Delivery, to webhook.Endpoint) webhook.Outcome {
	began := s.now()
	o, err := s.post(ctx, d, to)
	o.Took = s.now().Sub(began)
	if err != nil {
		o.Error = explain(err)
	}
	s.o.Log.LogAttrs(ctx, slog.LevelDebug, "webhook", slog.Int64("webhook", to.ID), slog.String("message", d.Message),
		slog.Int("status", o.Status), slog.String("failure", o.Error))
	return o
}

func (s *Sender) post(ctx context.Context, d webhook.Delivery, to webhook.Endpoint) (o webhook.Outcome, err error) {
	body, err := Body(s.o.Addresses, d.AccountID, d.Type, d.Payload)
	if err != nil {
		return o, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to.URL, bytes.NewReader(body))
	if err != nil {
		return o, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", s.o.Agent)
	if to.Signed {
		at := s.now().Unix()
		r.Header.Set("webhook-id", d.Message)
		r.Header.Set("webhook-timestamp", strconv.FormatInt(at, 10))
		r.Header.Set("webhook-signature", webhook.Sign(to.Secrets(s.now()), d.Message, at, body))
	}
	res, err := s.client.Do(r)
	if err != nil {
		return o, err
	}
	defer res.Body.Close()
	o.Status = res.StatusCode
	o.Answer, _ = io.ReadAll(io.LimitReader(res.Body, maxAnswer)) // the status has said what matters
	switch {
	case o.Status >= 300 && o.Status < 400:
		return o, fmt.Errorf("answered %d: redirects are not followed, so give the address that it leads to", o.Status)
	case o.Status < 200 || o.Status > 299:
		return o, fmt.Errorf("answered %d, and not 2xx", o.Status)
	}
	return o, nil
}

// explain says to a person why an attempt failed, without the URL, which may
// hold a secret.
func explain(err error) string {
	var refused *egress.Refusal
	var none *egress.NoAddress
	var unknown *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.As(err, &refused):
		return "the address is a private one; the operator can allow it with allow-private-origins"
	case errors.As(err, &none):
		return "the name of the host has no public address"
	case errors.As(err, &unknown):
		return "the certificate of the server is not valid: " + unknown.Err.Error()
	case errors.As(err, &network) && network.Timeout():
		return "no answer within 10 s"
	}
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}
