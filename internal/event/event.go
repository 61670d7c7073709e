// Package event is the one list of everything that happens. An event is a row
// written in the transaction of the change it tells of; whoever has to do
// something about changes, such as webhooks, reads the list from where it
// stopped.
package event

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Types of events.
const (
	Video       = "video"        // created, or its status or error changed
	VideoDelete = "video_delete" // deleted
)

// Event is something that happened to an entity of an account.
type Event struct {
	bun.BaseModel `bun:"table:events,alias:e"`

	ID int64 `bun:",pk,autoincrement"`
	// Number is the event's place in the list, from 1; nil until a reader has
	// come by. IDs are no places: a transaction that began earlier may commit
	// later.
	Number    *int64
	AccountID int64
	Entity    string // such as "video:5"; its events keep their order
	Type      string
	Payload   string // JSON, by the type
	CreatedAt int64  // Unix milliseconds
}

// VideoPayload is the payload of Video and VideoDelete: the video as it was.
type VideoPayload struct {
	ID         int64              `json:"id"`
	Slug       string             `json:"slug"`
	Name       string             `json:"name"`
	Status     string             `json:"status"`
	Error      *string            `json:"error"`
	Duration   *int64             `json:"duration"` // ms
	Renditions []RenditionPayload `json:"renditions,omitempty"`
	DeletedAt  int64              `json:"deleted_at,omitempty"` // Unix milliseconds
}

// RenditionPayload is a rendition of a VideoPayload.
type RenditionPayload struct {
	Name   string `json:"name"`
	Status string `json:"status"`
	File   string `json:"file"`
}

// Record adds events in the transaction of the change. The rows of the
// entities have to be locked by it, so that each entity's events are in order.
func Record(ctx context.Context, tx *database.Tx, events ...Event) error {
	if len(events) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&events).Exec(ctx)
	return err
}

// New makes an event of a payload.
func New(account int64, entity, kind string, payload any, now time.Time) (Event, error) {
	text, err := json.Marshal(payload)
	return Event{AccountID: account, Entity: entity, Type: kind, Payload: string(text), CreatedAt: now.UnixMilli()}, err
}

// reader is how far somebody has read the list.
type reader struct {
	bun.BaseModel `bun:"table:event_readers"`

	Name   string `bun:",pk"`
	Number int64  // of the last event that was read
}

// counter is the name of the row that counts what has a number.
const counter = ""

// Log is the list of events in a database.
type Log struct {
	db *database.DB
}

// NewLog returns the list that is kept in db.
func NewLog(db *database.DB) *Log { return &Log{db} }

// numbered bounds how many events get their number at a time.
const numbered = 1000

// Read hands the next events, at most limit, to the reader of a name, and
// remembers that it has them in the same transaction; a reader that is new
// begins with the events to come. It returns how many there were. Of the
// readers of one name, in any number of processes, one reads at a time.
func (l *Log) Read(ctx context.Context, name string, limit int, handle func(ctx context.Context, tx *database.Tx, events []Event) error) (int, error) {
	if idle, err := l.idle(ctx, name); err != nil || idle {
		return 0, err
	}
	n := 0
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := l.number(ctx, tx, numbered); err != nil {
			return err
		}
		at, err := l.position(ctx, tx, name)
		if err != nil {
			return err
		}
		var events []Event
		if err := tx.NewSelect().Model(&events).Where("e.number > ?", at).Order("e.number").Limit(int64(limit)).Scan(ctx); err != nil {
			return err
		}
		if n = len(events); n == 0 {
			return nil
		}
		if err := handle(ctx, tx, events); err != nil {
			return err
		}
		return move(ctx, tx, name, *events[n-1].Number)
	})
	return n, err
}

// idle reports whether there is nothing for a reader, without a lock.
func (l *Log) idle(ctx context.Context, name string) (bool, error) {
	var fresh, behind bool
	err := l.db.R.NewRaw(`SELECT EXISTS (SELECT 1 FROM events WHERE number IS NULL),
		COALESCE((SELECT number FROM event_readers WHERE name = ?), -1) < (SELECT number FROM event_readers WHERE name = ?)`,
		name, counter).Scan(ctx, &fresh, &behind)
	return !fresh && !behind, err
}

// number numbers what was committed since the last time, in the order of the
// ids, at most limit events. Its row lock lets one transaction do so at a time:
// what has a number is there for all that read later.
func (l *Log) number(ctx context.Context, tx *database.Tx, limit int64) error {
	last, err := l.locked(ctx, tx, counter)
	if err != nil {
		return err
	}
	result, err := tx.NewRaw(`UPDATE events SET number = ? + fresh.place
		FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM (SELECT id FROM events WHERE number IS NULL ORDER BY id LIMIT ?) AS waiting) AS fresh
		WHERE events.id = fresh.id`, last, limit).Exec(ctx)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	return move(ctx, tx, counter, last+n)
}

// position is how far a reader is, under its lock. A new one is behind all
// events that there are, which are numbered for that.
func (l *Log) position(ctx context.Context, tx *database.Tx, name string) (int64, error) {
	at, err := l.locked(ctx, tx, name)
	if !errors.Is(err, sql.ErrNoRows) {
		return at, err
	}
	if err := l.number(ctx, tx, math.MaxInt64); err != nil {
		return 0, err
	}
	if at, err = l.locked(ctx, tx, counter); err != nil {
		return 0, err
	}
	_, err = tx.NewInsert().Model(&reader{Name: name, Number: at}).Exec(ctx)
	return at, err
}

func (l *Log) locked(ctx context.Context, tx *database.Tx, name string) (int64, error) {
	var row reader
	query := l.db.ForUpdate(tx.NewSelect().Model(&row).Where("name = ?", name))
	err := query.Scan(ctx)
	return row.Number, err
}

func move(ctx context.Context, tx *database.Tx, name string, number int64) error {
	_, err := tx.NewUpdate().Model(&reader{Name: name, Number: number}).WherePK().Column("number").Exec(ctx)
	return err
}

// Prune removes events that are older than a time, in small steps, whether or
// not they were read.
func (l *Log) Prune(ctx context.Context, before time.Time) error {
	return l.db.Remove(ctx, "events", "created_at < ? ORDER BY created_at", before.UnixMilli())
}

// Of returns up to limit events of an account that have a greater ID than
// after, oldest first.
func (l *Log) Of(ctx context.Context, account, after int64, limit int) ([]Event, error) {
	events := []Event{}
	err := l.db.R.NewSelect().Model(&events).Where("account_id = ? AND id > ?", account, after).
		Order("id").Limit(int64(limit)).Scan(ctx)
	return events, err
}
