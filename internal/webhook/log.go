package webhook

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"kinora/internal/database"
	"kinora/internal/event"
	"kinora/internal/fault"
)

// Deliveries returns the last deliveries to an endpoint of an account, the
// newest first, those with an ID below before where that is not 0.
func (w *Webhooks) Deliveries(ctx context.Context, account, id, before int64, limit int) ([]Delivery, error) {
	if _, err := w.Get(ctx, account, id); err != nil {
		return nil, err
	}
	list := []Delivery{}
	query := w.db.R.NewSelect().Model(&list).Where("d.webhook_id = ?", id)
	if before > 0 {
		query = query.Where("d.id < ?", before)
	}
	err := query.Order("d.id DESC").Limit(int64(limit)).Scan(ctx)
	return list, err
}

// Replay sends again what was delivered or parked, as one that has just
// happened: behind what waits of the same entity. The message stays the same.
func (w *Webhooks) Replay(ctx context.Context, account, id, delivery int64) (Delivery, error) {
	var d Delivery
	err := w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		e, err := w.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		var old Delivery
		if err := tx.NewSelect().Model(&old).Where("d.id = ? AND d.webhook_id = ?", delivery, id).Scan(ctx); err != nil {
			return missing(err, "delivery")
		}
		if old.State == Pending {
			return fault.New(fault.Invalid, "the delivery is still to be sent")
		}
		d, err = w.ask(ctx, tx, &e, event.Event{Entity: old.Entity, Type: old.Type, Payload: old.Payload}, old.Message)
		return err
	})
	return d, err
}

// TryOut sends a test to an endpoint, whatever it is told of.
func (w *Webhooks) TryOut(ctx context.Context, account, id int64) (Delivery, error) {
	var d Delivery
	err := w.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		e, err := w.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		d, err = w.ask(ctx, tx, &e, event.Event{Entity: Test, Type: Test, Payload: "{}"}, newMessage())
		return err
	})
	return d, err
}

// ask puts up what a person asks for, under the endpoint's lock.
func (w *Webhooks) ask(ctx context.Context, tx *database.Tx, to *Endpoint, e event.Event, message string) (Delivery, error) {
	if !to.Active {
		return Delivery{}, fault.New(fault.Invalid, "the webhook is off; switch it on first")
	}
	waiting, err := w.waitingFor(ctx, tx, to.ID)
	if err != nil {
		return Delivery{}, err
	}
	if waiting >= w.maxWaiting {
		return Delivery{}, fault.New(fault.Invalid, tooMany)
	}
	e.CreatedAt = w.millis()
	return w.queue(ctx, tx, to, e, message, false)
}

// Prune forgets deliveries that ended before a time, and the oldest where an
// endpoint has more than MaxLog, in small steps.
func (w *Webhooks) Prune(ctx context.Context, before time.Time) error {
	if err := w.db.Remove(ctx, "webhook_deliveries", "state <> ? AND created_at < ? ORDER BY created_at", Pending, before.UnixMilli()); err != nil {
		return err
	}
	var ids []int64
	if err := w.db.R.NewSelect().Model((*Endpoint)(nil)).Column("w.id").Scan(ctx, &ids); err != nil {
		return err
	}
	for _, id := range ids {
		var last int64
		err := w.db.R.NewSelect().Model((*Delivery)(nil)).Column("d.id").Where("d.webhook_id = ? AND d.state <> ?", id, Pending).
			Order("d.id DESC").Offset(int64(w.maxLog)).Limit(1).Scan(ctx, &last)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		if err := w.db.Remove(ctx, "webhook_deliveries", "webhook_id = ? AND state <> ? AND id <= ?", id, Pending, last); err != nil {
			return err
		}
	}
	return nil
}

// Waiting is how many deliveries are to be sent to active endpoints, and how old
// the oldest event of them is.
func (w *Webhooks) Waiting(ctx context.Context) (n int64, oldest time.Duration, err error) {
	var at sql.NullInt64
	err = w.db.R.NewSelect().Model((*Delivery)(nil)).ColumnExpr("COUNT(*), MIN(d.event_at)").
		Join("JOIN webhooks AS w ON w.id = d.webhook_id AND w.active").Where("d.state = ?", Pending).Scan(ctx, &n, &at)
	if err == nil && at.Valid {
		oldest = w.now().Sub(time.UnixMilli(at.Int64))
	}
	return n, oldest, err
}
