// Package webhook keeps the addresses that accounts want to be told of events
// at, and what has been and is to be sent there.
package webhook

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/event"
	"kinora/internal/fault"
)

// Types are the events that an endpoint can be told of.
var Types = []string{event.Video, event.VideoDelete}

// Limits of an endpoint.
const (
	MaxEndpoints = 20   // of an account
	maxURL       = 2048 // bytes
	maxName      = 255
)

// RotationTime is how long the old secret still signs after a new one was made.
const RotationTime = 24 * time.Hour

// Endpoint is an address that an account is told of its events at.
type Endpoint struct {
	bun.BaseModel `bun:"table:webhooks,alias:w"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64
	URL       string   `bun:"url"`
	Name      string   // for people
	Events    []string // of Types; none means all
	Signed    bool     // whether deliveries carry the headers of Standard Webhooks
	Secret    string   // "whsec_" and base64
	OldSecret string   // signs as well until OldUntil
	OldUntil  int64    // Unix milliseconds
	Active    bool
	// Failing is since when nothing arrives, in Unix milliseconds, or 0.
	Failing   int64
	CreatedAt int64
	UpdatedAt int64
}

// wants reports whether an endpoint is told of a type of event.
func (e *Endpoint) wants(kind string) bool {
	return e.Active && slices.Contains(Types, kind) && (len(e.Events) == 0 || slices.Contains(e.Events, kind))
}

// Secrets are those that sign now, the newest first.
func (e *Endpoint) Secrets(now time.Time) []string {
	if e.OldSecret != "" && now.UnixMilli() < e.OldUntil {
		return []string{e.Secret, e.OldSecret}
	}
	return []string{e.Secret}
}

// Patch is a change of an endpoint; what is nil stays.
type Patch struct {
	URL    *string
	Name   *string
	Events *[]string
	Signed *bool
	Active *bool
	Rotate bool // make a new secret; the old one stays valid for RotationTime
}

// Webhooks is the register of endpoints and deliveries in a database. It is
// safe for concurrent use.
type Webhooks struct {
	db  *database.DB
	now func() time.Time

	maxWaiting, maxLog int
}

// New returns the register kept in db.
func New(db *database.DB) *Webhooks { return NewAt(db, time.Now) }

// NewAt is New with a clock.
func NewAt(db *database.DB, now func() time.Time) *Webhooks {
	return &Webhooks{db, now, MaxWaiting, MaxLog}
}

func (w *Webhooks) millis() int64 { return w.now().UnixMilli() }

// newSecret returns 256 random bits in the form of Standard Webhooks.
func newSecret() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // crypto/rand.Read never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(raw[:])
}

// Add registers an endpoint and gives it a secret.
func (w *Webhooks) Add(ctx context.Context, e Endpoint) (Endpoint, error) {
	e.ID, e.Secret = 0, newSecret()
	e.CreatedAt = w.millis()
	e.UpdatedAt = e.CreatedAt
	if err := e.normalize(); err != nil {
		return e, err
	}
	err := w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := account.LockTx(ctx, tx, e.AccountID); err != nil {
			return err
		}
		n, err := tx.NewSelect().Model((*Endpoint)(nil)).Where("w.account_id = ?", e.AccountID).Count(ctx)
		if err != nil {
			return err
		}
		if n >= MaxEndpoints {
			return fault.New(fault.Invalid, "an account has at most 20 webhooks; remove one first")
		}
		_, err = tx.NewInsert().Model(&e).Exec(ctx)
		return err
	})
	return e, err
}

// normalize checks an endpoint and brings it to the form that is kept.
func (e *Endpoint) normalize() error {
	e.URL, e.Name = strings.TrimSpace(e.URL), strings.TrimSpace(e.Name)
	u, err := url.Parse(e.URL)
	switch {
	case e.URL == "":
		return fault.Field("url", "can't be blank")
	case err != nil, len(e.URL) > maxURL, u.Scheme != "https" && u.Scheme != "http", u.Host == "", u.Fragment != "":
		return fault.Field("url", "is invalid")
	case len(e.Name) > maxName:
		return fault.Field("name", "is too long (maximum is 255 characters)")
	}
	for _, kind := range e.Events {
		if !slices.Contains(Types, kind) {
			return fault.Field("events", "has "+kind+", but there are "+strings.Join(Types, ", "))
		}
	}
	slices.Sort(e.Events)
	e.Events = slices.Compact(e.Events)
	if e.Events == nil {
		e.Events = []string{}
	}
	return nil
}

// List returns an account's endpoints, in the order in which they came.
func (w *Webhooks) List(ctx context.Context, account int64) ([]Endpoint, error) {
	list := []Endpoint{}
	err := w.db.R.NewSelect().Model(&list).Where("w.account_id = ?", account).Order("w.id").Scan(ctx)
	return list, err
}

// Get returns an endpoint of an account.
func (w *Webhooks) Get(ctx context.Context, account, id int64) (Endpoint, error) {
	var e Endpoint
	err := w.db.R.NewSelect().Model(&e).Where("w.account_id = ? AND w.id = ?", account, id).Scan(ctx)
	return e, missing(err, "webhook")
}

// Change changes an endpoint.
func (w *Webhooks) Change(ctx context.Context, account, id int64, p Patch) (Endpoint, error) {
	var e Endpoint
	err := w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var err error
		if e, err = w.owned(ctx, tx, account, id); err != nil {
			return err
		}
		p.Apply(&e)
		if p.Rotate {
			e.OldSecret, e.OldUntil = e.Secret, w.now().Add(RotationTime).UnixMilli()
			e.Secret = newSecret()
		}
		if err := e.normalize(); err != nil {
			return err
		}
		e.UpdatedAt = max(w.millis(), e.UpdatedAt+1)
		_, err = tx.NewUpdate().Model(&e).WherePK().ExcludeColumn("id", "account_id", "failing", "created_at").Exec(ctx)
		return err
	})
	return e, err
}

// Apply puts what a patch has into an endpoint, but for a new secret.
func (p *Patch) Apply(e *Endpoint) {
	set(&e.URL, p.URL)
	set(&e.Name, p.Name)
	set(&e.Events, p.Events)
	set(&e.Signed, p.Signed)
	set(&e.Active, p.Active)
}

func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}

// Remove removes an endpoint and what was to be sent there.
func (w *Webhooks) Remove(ctx context.Context, account, id int64) error {
	return w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		e, err := w.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model((*Delivery)(nil)).Where("webhook_id = ?", id).Exec(ctx); err != nil {
			return err
		}
		_, err = tx.NewDelete().Model(&e).WherePK().Exec(ctx)
		return err
	})
}

// locked reads an endpoint under the lock by which its deliveries are queued
// and finished one after the other.
func (w *Webhooks) locked(ctx context.Context, tx *database.Tx, id int64) (Endpoint, error) {
	var e Endpoint
	query := w.db.ForUpdate(tx.NewSelect().Model(&e).Where("w.id = ?", id))
	err := query.Scan(ctx)
	return e, missing(err, "webhook")
}

// owned is locked for an endpoint of an account.
func (w *Webhooks) owned(ctx context.Context, tx *database.Tx, account, id int64) (Endpoint, error) {
	e, err := w.locked(ctx, tx, id)
	if err == nil && e.AccountID != account {
		err = fault.Missing("webhook")
	}
	return e, err
}

func missing(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Missing(what)
	}
	return err
}
