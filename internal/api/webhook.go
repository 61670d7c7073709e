package api

import (
	"math"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/webhook"
)

// webhookItem is a webhook. Its secret is shown when it was just made.
type webhookItem struct {
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
	text := videoTime(ms)
	return &text
}

func showWebhook(e webhook.Endpoint) webhookItem {
	return webhookItem{
		ID: e.ID, URL: e.URL, Name: e.Name, Events: append([]string{}, e.Events...), Signed: e.Signed, Active: e.Active,
		FailingSince: moment(e.Failing), CreatedAt: videoTime(e.CreatedAt), UpdatedAt: videoTime(e.UpdatedAt),
	}
}

func showDelivery(d webhook.Delivery) deliveryItem {
	item := deliveryItem{
		ID: d.ID, Message: d.Message, Type: d.Type, Entity: d.Entity, State: d.State, Attempts: d.Attempts,
		TriedAt: moment(d.TriedAt), CreatedAt: videoTime(d.CreatedAt),
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

// readWebhook reads what may be set. A null is what a new webhook has.
func readWebhook(object []byte) (p webhook.Patch, err error) {
	in := newInput(object, "url", "name", "events", "signed", "active", "rotate_secret")
	p.URL, p.Name = valueOf(in.text("url"), ""), valueOf(in.text("name"), "")
	p.Events = valueOf(take(in, "events", parseTexts), []string{})
	p.Signed, p.Active = valueOf(in.boolean("signed"), true), valueOf(in.boolean("active"), true)
	p.Rotate = or(in.boolean("rotate_secret"), false)
	return p, in.err()
}

// valueOf is the value of a member, def for null, and nil where it is absent.
func valueOf[T any](o opt.Opt[T], def T) *T {
	if !o.Set {
		return nil
	}
	value := or(o, def)
	return &value
}

// maxTexts bounds a list of texts.
const maxTexts = 100

func parseTexts(raw []byte) ([]string, bool) {
	if raw[0] != '[' {
		return nil, false
	}
	list, fine := []string{}, true
	_ = eachElement(raw, func(value []byte) error {
		text, ok := parseText(value)
		fine = fine && ok && len(list) < maxTexts
		if fine {
			list = append(list, text)
		}
		return nil
	})
	return list, fine
}

func (s *server) listWebhooks(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	list, err := s.Webhooks.List(r.Context(), who.AccountID)
	if err != nil {
		return err
	}
	items := make([]webhookItem, len(list))
	for i := range list {
		items[i] = showWebhook(list[i])
	}
	return ok(w, items)
}

func (s *server) createWebhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "webhook")
	if err != nil {
		return err
	}
	p, err := readWebhook(object)
	if err != nil {
		return err
	}
	e := webhook.Endpoint{AccountID: who.AccountID, Signed: true, Active: true}
	p.Apply(&e)
	made, err := s.Webhooks.Add(r.Context(), e)
	if err != nil {
		return err
	}
	item := showWebhook(made)
	item.Secret = made.Secret
	return ok(w, item)
}

func (s *server) webhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	e, err := s.Webhooks.Get(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	return ok(w, showWebhook(e))
}

func (s *server) updateWebhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	object, err := readObject(w, r, "webhook")
	if err != nil {
		return err
	}
	p, err := readWebhook(object)
	if err != nil {
		return err
	}
	e, err := s.Webhooks.Change(r.Context(), who.AccountID, id, p)
	if err != nil {
		return err
	}
	item := showWebhook(e)
	if p.Rotate {
		item.Secret = e.Secret
	}
	return ok(w, item)
}

func (s *server) deleteWebhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	if err := s.Webhooks.Remove(r.Context(), who.AccountID, id); err != nil {
		return err
	}
	return noContent(w)
}

func (s *server) testWebhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	d, err := s.Webhooks.TryOut(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	return ok(w, showDelivery(d))
}

// webhookDeliveries lists the newest deliveries; before=ID leads on.
func (s *server) webhookDeliveries(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	query := r.URL.Query()
	before := number(query.Get("before"), 0, 0, math.MaxInt64)
	list, err := s.Webhooks.Deliveries(r.Context(), who.AccountID, id, int64(before), readPage(query).size)
	if err != nil {
		return err
	}
	items := make([]deliveryItem, len(list))
	for i := range list {
		items[i] = showDelivery(list[i])
	}
	return ok(w, items)
}

func (s *server) replayWebhook(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "webhook")
	if err != nil {
		return err
	}
	delivery, known := parseID(r.PathValue("delivery"))
	if !known {
		return fault.Missing("delivery")
	}
	d, err := s.Webhooks.Replay(r.Context(), who.AccountID, id, delivery)
	if err != nil {
		return err
	}
	return ok(w, showDelivery(d))
}
