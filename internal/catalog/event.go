package catalog

import (
	"context"
	"time"

	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/event"
)

// recordEvents tells of videos as they are, under their locks.
func (l *Catalog) recordEvents(ctx context.Context, tx *database.Tx, kind string, videos ...Video) error {
	now := l.now()
	events := make([]event.Event, len(videos))
	for i := range videos {
		v := &videos[i]
		var err error
		events[i], err = event.New(v.AccountID, address.Subject(v.ID), kind, payload(v, kind, now), now)
		if err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, events...)
}

func payload(v *Video, kind string, now time.Time) event.VideoPayload {
	p := event.VideoPayload{ID: v.ID, Slug: v.Slug, Name: v.Name, Status: v.Status, Error: v.Error, Duration: v.Duration}
	if kind == event.VideoDelete {
		p.DeletedAt = now.UnixMilli()
		return p
	}
	for _, r := range v.Renditions {
		p.Renditions = append(p.Renditions, event.RenditionPayload{Name: r.Name, Status: r.Status, File: r.File})
	}
	return p
}
