package webhook

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/event"
	"kinora/internal/fault"
)

// States of a delivery.
const (
	Pending   = "pending"   // to be sent, for the first time or again
	Delivered = "delivered" // answered with 2xx
	Parked    = "parked"    // given up
)

// Test is the type of what TryOut sends.
const Test = "test"

// GiveUp is how long after its event a delivery is tried again.
const GiveUp = 72 * time.Hour

// pauses are those before the attempts that follow the first; the last is
// repeated.
var pauses = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour}

// maxText is how much of an answer or an error is kept, in bytes.
const maxText = 500

// ClaimTime is for how long a delivery belongs to who took it to send it.
// Nothing may be sent later, because somebody else may have sent it, and the
// events that follow it.
const ClaimTime = 60 * time.Second

// Limits of an endpoint's deliveries.
const (
	MaxWaiting = 50_000 // pending ones; events that come then are parked at once
	MaxLog     = 10_000 // ended ones, which Prune leaves
)

const tooMany = "50,000 deliveries are waiting to be sent to this webhook already"

// Delivery is an event for an endpoint. The deliveries to an endpoint of one
// entity's events are sent in order: the next when the one before it is
// delivered or parked.
type Delivery struct {
	bun.BaseModel `bun:"table:webhook_deliveries,alias:d"`

	ID        int64 `bun:",pk,autoincrement"`
	WebhookID int64
	AccountID int64
	Message   string // identifies the event to the receiver, the same at each attempt
	Entity    string
	Type      string
	Payload   string // of the event
	EventAt   int64  // when it happened, Unix milliseconds
	State     string
	DueAt     *int64 // nil: others of the entity come first
	Claim     string // of who sends it now
	Attempts  int64
	Status    int64  // of the last answer, 0 = none
	Error     string // why the last attempt failed
	Answer    string // the first bytes of the last answer
	Millis    int64  // that the last attempt took
	TriedAt   int64  // of the last attempt
	CreatedAt int64
}

// Queue puts events up for delivery to the endpoints that are told of them, in
// the transaction that reads them.
func (w *Webhooks) Queue(ctx context.Context, tx *database.Tx, events []event.Event) error {
	accounts := map[int64]bool{}
	for _, e := range events {
		accounts[e.AccountID] = true
	}
	for account := range accounts {
		var endpoints []Endpoint
		query := w.db.ForUpdate(tx.NewSelect().Model(&endpoints).Where("w.account_id = ? AND w.active", account).Order("w.id"))
		if err := query.Scan(ctx); err != nil {
			return err
		}
		for i := range endpoints {
			if err := w.queueFor(ctx, tx, &endpoints[i], events); err != nil {
				return err
			}
		}
	}
	return nil
}

// queueFor puts up what an endpoint wants, under its lock.
func (w *Webhooks) queueFor(ctx context.Context, tx *database.Tx, to *Endpoint, events []event.Event) error {
	waiting := -1 // not counted yet
	for _, e := range events {
		if e.AccountID != to.AccountID || !to.wants(e.Type) {
			continue
		}
		if waiting < 0 {
			var err error
			if waiting, err = w.waitingFor(ctx, tx, to.ID); err != nil {
				return err
			}
		}
		d, err := w.queue(ctx, tx, to, e, newMessage(), waiting >= w.maxWaiting)
		if err != nil {
			return err
		}
		if d.State == Pending {
			waiting++
		}
	}
	return nil
}

// waitingFor counts what is to be sent to an endpoint, up to the limit.
func (w *Webhooks) waitingFor(ctx context.Context, tx *database.Tx, id int64) (n int, err error) {
	err = tx.NewRaw("SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries WHERE webhook_id = ? AND state = ? LIMIT ?) AS waiting",
		id, Pending, w.maxWaiting).Scan(ctx, &n)
	return n, err
}

// queue puts an event up, or parks it where the endpoint is full, under the
// endpoint's lock.
func (w *Webhooks) queue(ctx context.Context, tx *database.Tx, to *Endpoint, e event.Event, message string, full bool) (Delivery, error) {
	now := w.millis()
	d := Delivery{
		WebhookID: to.ID, AccountID: to.AccountID, Message: message, Entity: e.Entity, Type: e.Type, Payload: e.Payload,
		EventAt: e.CreatedAt, State: Pending, DueAt: &now, CreatedAt: now,
	}
	if full {
		d.State, d.DueAt, d.Error = Parked, nil, tooMany
		_, err := tx.NewInsert().Model(&d).Exec(ctx)
		return d, err
	}
	behind, err := tx.NewSelect().Model((*Delivery)(nil)).Where("d.webhook_id = ? AND d.entity = ? AND d.state = ?", to.ID, e.Entity, Pending).Exists(ctx)
	if err != nil {
		return d, err
	}
	if behind {
		d.DueAt = nil
	}
	_, err = tx.NewInsert().Model(&d).Exec(ctx)
	return d, err
}

func newMessage() string { return "msg_" + newClaim() }

func newClaim() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // crypto/rand.Read never fails
	return hex.EncodeToString(raw[:])
}

// Due is an endpoint that something is to be sent to now.
type Due struct {
	WebhookID, AccountID int64
	N                    int // deliveries
}

// Due returns the active endpoints that something is to be sent to now,
// counting at most limit deliveries of each.
func (w *Webhooks) Due(ctx context.Context, limit int) ([]Due, error) {
	now := w.millis()
	var any bool
	if err := w.db.R.NewRaw("SELECT EXISTS (SELECT 1 FROM webhook_deliveries WHERE state = ? AND due_at <= ?)", Pending, now).Scan(ctx, &any); err != nil || !any {
		return nil, err
	}
	const due = "SELECT 1 FROM webhook_deliveries AS d WHERE d.webhook_id = w.id AND d.state = ? AND d.due_at <= ?"
	var list []Due
	err := w.db.R.NewRaw("SELECT w.id AS webhook_id, w.account_id, (SELECT COUNT(*) FROM ("+due+" LIMIT ?) AS few) AS n FROM webhooks AS w WHERE w.active AND EXISTS ("+due+")",
		Pending, now, limit, Pending, now).Scan(ctx, &list)
	return list, err
}

// Take claims the delivery to an endpoint that is due for longest, for
// ClaimTime: whoever dies with it has not finished it, and it is due again. It
// returns fault.NotFound where there is none, or nothing is to be sent.
func (w *Webhooks) Take(ctx context.Context, id int64) (d Delivery, e Endpoint, err error) {
	err = w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if e, err = w.locked(ctx, tx, id); err != nil {
			return err
		}
		if !e.Active {
			return fault.Missing("delivery")
		}
		err := tx.NewSelect().Model(&d).Where("d.webhook_id = ? AND d.state = ? AND d.due_at <= ?", id, Pending, w.millis()).
			Order("d.due_at", "d.id").Limit(1).Scan(ctx)
		if err != nil {
			return missing(err, "delivery")
		}
		until := w.now().Add(ClaimTime).UnixMilli()
		d.Claim, d.DueAt = newClaim(), &until
		_, err = tx.NewUpdate().Model(&d).WherePK().Column("claim", "due_at").Exec(ctx)
		return err
	})
	return d, e, err
}

// Outcome is what came of an attempt.
type Outcome struct {
	Status int    // of the answer, 0 = none
	Error  string // "" = delivered
	Answer []byte // as much of it as there is
	Took   time.Duration
}

// Finish records what came of an attempt: the delivery is done, or due again
// later, or parked. Nothing is recorded for who has lost the claim.
func (w *Webhooks) Finish(ctx context.Context, d Delivery, o Outcome) error {
	return w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		e, err := w.locked(ctx, tx, d.WebhookID)
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		now := w.now()
		d.Attempts++
		d.Status, d.Error, d.Answer, d.Millis, d.TriedAt = int64(o.Status), printable([]byte(o.Error)), printable(o.Answer), o.Took.Milliseconds(), now.UnixMilli()
		failing := e.Failing
		switch next := now.Add(pauses[min(int(d.Attempts), len(pauses))-1]); {
		case o.Error == "":
			d.State, d.DueAt, failing = Delivered, nil, 0
		case next.After(time.UnixMilli(d.EventAt).Add(GiveUp)):
			d.State, d.DueAt = Parked, nil
		default:
			at := next.UnixMilli()
			d.DueAt = &at
		}
		if o.Error != "" && failing == 0 {
			failing = d.TriedAt
		}
		result, err := tx.NewUpdate().Model(&d).Column("state", "due_at", "attempts", "status", "error", "answer", "millis", "tried_at").
			Set("claim = ''").WherePK().Where("claim = ?", d.Claim).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
		if failing != e.Failing {
			if _, err := tx.NewUpdate().Model(&e).Set("failing = ?", failing).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		if d.State == Pending {
			return nil
		}
		return w.advance(ctx, tx, d)
	})
}

// advance makes the next delivery of the same entity due.
func (w *Webhooks) advance(ctx context.Context, tx *database.Tx, d Delivery) error {
	var next int64
	err := tx.NewSelect().Model((*Delivery)(nil)).Column("d.id").
		Where("d.webhook_id = ? AND d.entity = ? AND d.state = ?", d.WebhookID, d.Entity, Pending).Order("d.id").Limit(1).Scan(ctx, &next)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model((*Delivery)(nil)).Set("due_at = ?", w.millis()).Where("id = ? AND due_at IS NULL", next).Exec(ctx)
	return err
}

// printable is what somebody's server said, as it is shown and kept in a column
// of text.
func printable(b []byte) string {
	text := []rune(string(b[:min(len(b), maxText)]))
	for i, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\uFFFD' {
			text[i] = '.'
		}
	}
	return string(text)
}
