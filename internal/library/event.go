package library

import (
	"context"
	"encoding/json"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Types of events.
const (
	EventVideo       = "video"        // created, or its status changed
	EventVideoDelete = "video_delete" // deleted
)

// Event is a row written in the transaction of the change it tells of.
type Event struct {
	bun.BaseModel `bun:"table:events,alias:e"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64
	VideoID   int64
	Type      string
	Payload   string // JSON
	CreatedAt int64
}

type eventPayload struct {
	ID       int64   `json:"id"`
	Slug     string  `json:"slug"`
	Name     string  `json:"name"`
	Status   string  `json:"status"`
	Error    *string `json:"error"`
	Duration *int64  `json:"duration"`
}

func (l *Library) recordEvents(ctx context.Context, tx *database.Tx, kind string, videos ...Video) error {
	now := l.millis()
	rows := make([]Event, len(videos))
	for i := range videos {
		v := &videos[i]
		payload, err := json.Marshal(eventPayload{v.ID, v.Slug, v.Name, v.Status, v.Error, v.Duration})
		if err != nil {
			return err
		}
		rows[i] = Event{AccountID: v.AccountID, VideoID: v.ID, Type: kind, Payload: string(payload), CreatedAt: now}
	}
	_, err := tx.NewInsert().Model(&rows).Exec(ctx)
	return err
}

// EventsAfter returns up to limit of the account's events with ids above
// after, oldest first.
func (l *Library) EventsAfter(ctx context.Context, account, after int64, limit int) ([]Event, error) {
	events := []Event{}
	err := l.db.R.NewSelect().Model(&events).Where("account_id = ? AND id > ?", account, after).
		Order("id").Limit(int64(limit)).Scan(ctx)
	return events, err
}
