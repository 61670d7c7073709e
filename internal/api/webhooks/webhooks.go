// Package webhooks is the calls on webhooks and what was sent to them.
package webhooks

import (
	"context"
	"math"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/webhook"
)

// Options says what the calls work with.
type Options struct {
	Webhooks *webhook.Webhooks
}

// Routes are the calls.
func Routes(o Options) []call.Route {
	const all, one, what = "/streaming/webhooks", "/streaming/webhooks/{id}", "webhook"
	return []call.Route{
		{Pattern: "GET " + all, Handle: o.list},
		{Pattern: "POST " + all, Handle: o.create, Secret: true},
		{Pattern: "GET " + one, Handle: call.Get(what, o.Webhooks.Get, show)},
		{Pattern: "PATCH " + one, Handle: call.Update(what, call.ReadObject, read, o.update, itself)},
		{Pattern: "DELETE " + one, Handle: call.Delete(what, o.Webhooks.Remove)},
		{Pattern: "POST " + one + "/test", Handle: call.Get(what, o.Webhooks.TryOut, showDelivery)},
		{Pattern: "GET " + one + "/deliveries", Handle: o.deliveries},
		{Pattern: "POST " + one + "/deliveries/{delivery}/replay", Handle: o.replay},
	}
}

func (o Options) list(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	list, err := o.Webhooks.List(r.Context(), who.AccountID)
	if err != nil {
		return err
	}
	return call.Reply(w, call.Shown(list, show))
}

func (o Options) create(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := call.ReadObject(w, r, "webhook")
	if err != nil {
		return err
	}
	p, err := read(object)
	if err != nil {
		return err
	}
	e := webhook.Endpoint{AccountID: who.AccountID, Signed: true, Active: true}
	p.Apply(&e)
	made, err := o.Webhooks.Add(r.Context(), e)
	if err != nil {
		return err
	}
	return call.Reply(w, showSecret(made))
}

// update shows the secret if it is a new one.
func (o Options) update(ctx context.Context, account, id int64, p webhook.Patch) (item, error) {
	e, err := o.Webhooks.Change(ctx, account, id, p)
	if p.Rotate {
		return showSecret(e), err
	}
	return show(e), err
}

func itself(i item) item { return i }

// deliveries lists the newest deliveries; before=ID leads on.
func (o Options) deliveries(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "webhook")
	if err != nil {
		return err
	}
	query := r.URL.Query()
	before := call.Number(query.Get("before"), 0, 0, math.MaxInt64)
	list, err := o.Webhooks.Deliveries(r.Context(), who.AccountID, id, int64(before), call.ReadPage(query).Size)
	if err != nil {
		return err
	}
	return call.Reply(w, call.Shown(list, showDelivery))
}

func (o Options) replay(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "webhook")
	if err != nil {
		return err
	}
	delivery, known := call.ParseID(r.PathValue("delivery"))
	if !known {
		return fault.Missing("delivery")
	}
	d, err := o.Webhooks.Replay(r.Context(), who.AccountID, id, delivery)
	if err != nil {
		return err
	}
	return call.Reply(w, showDelivery(d))
}

// item is a webhook. Its secret is shown when it was just made.
type item struct {
	ID           int64    `json:"id"`
	URL          string   `json:"url"`
	Name         string   `json:"name"`
	Events       []string `json:"events"` // [] means all
	Signed       bool     `json:"signed"`
	Active       bool     `json:"active"`
	FailingSince *string  `json:"failing_since"`
	CreatedAt    string   `json:"created_at"`
	UpdatedAt    string   `json:"updated_at"`
	Secret       string   `json:"secret,omitempty"`
}

// deliveryItem is an event that was sent to a webhook, or is to be.
type deliveryItem struct {
	ID        int64   `json:"id"`
	Message   string  `json:"message"` // the header webhook-id
	Type      string  `json:"type"`
	Entity    string  `json:"entity"`
	State     string  `json:"state"`
	Attempts  int64   `json:"attempts"`
	Status    *int64  `json:"status"` // of the last answer
	Error     *string `json:"error"`
	Answer    *string `json:"answer"` // its first bytes
	Millis    *int64  `json:"milliseconds"`
	TriedAt   *string `json:"tried_at"`
	DueAt     *string `json:"due_at"`
	CreatedAt string  `json:"created_at"`
}

func moment(ms int64) *string {
	if ms == 0 {
		return nil
	}
	text := call.Millis(ms)
	return &text
}

func show(e webhook.Endpoint) item {
	return item{
		ID: e.ID, URL: e.URL, Name: e.Name, Events: append([]string{}, e.Events...), Signed: e.Signed, Active: e.Active,
		FailingSince: moment(e.Failing), CreatedAt: call.Millis(e.CreatedAt), UpdatedAt: call.Millis(e.UpdatedAt),
	}
}

func showSecret(e webhook.Endpoint) item {
	shown := show(e)
	shown.Secret = e.Secret
	return shown
}

func showDelivery(d webhook.Delivery) deliveryItem {
	item := deliveryItem{
		ID: d.ID, Message: d.Message, Type: d.Type, Entity: d.Entity, State: d.State, Attempts: d.Attempts,
		TriedAt: moment(d.TriedAt), CreatedAt: call.Millis(d.CreatedAt),
	}
	if d.Attempts > 0 {
		item.Millis = &d.Millis
		if d.Status != 0 {
			item.Status, item.Answer = &d.Status, &d.Answer
		}
		if d.Error != "" {
			item.Error = &d.Error
		}
	}
	if d.DueAt != nil {
		item.DueAt = moment(*d.DueAt)
	}
	return item
}

// read reads what may be set. A null is what a new webhook has.
func read(object []byte) (p webhook.Patch, err error) {
	in := call.NewInput(object, "url", "name", "events", "signed", "active", "rotate_secret")
	p.URL, p.Name = valueOf(in.Text("url"), ""), valueOf(in.Text("name"), "")
	p.Events = valueOf(call.Member(in, "events", parseTexts), []string{})
	p.Signed, p.Active = valueOf(in.Bool("signed"), true), valueOf(in.Bool("active"), true)
	p.Rotate = opt.Or(in.Bool("rotate_secret").Value, false)
	return p, in.Err()
}

// valueOf is the value of a member, def for null, and nil where it is absent.
func valueOf[T any](o opt.Opt[T], def T) *T {
	if !o.Set {
		return nil
	}
	value := opt.Or(o.Value, def)
	return &value
}

// maxTexts bounds a list of texts.
const maxTexts = 100

func parseTexts(raw []byte) ([]string, bool) {
	if raw[0] != '[' {
		return nil, false
	}
	list, fine := []string{}, true
	_ = call.EachElement(raw, func(value []byte) error {
		text, ok := call.ParseText(value)
		fine = fine && ok && len(list) < maxTexts
		if fine {
			list = append(list, text)
		}
		return nil
	})
	return list, fine
}
