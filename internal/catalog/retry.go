package catalog

import (
	"context"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// Origin is where a source is to be fetched from; nil is as before.
type Origin struct {
	URL         *string
	HTTPHeaders *string
}

// Errors of Retry.
var (
	ErrNotFailed = fault.New(fault.Unsupported, "nothing of the video has failed")
	ErrUnderWay  = fault.New(fault.Unsupported, "the video is still being worked on")
	ErrNoSource  = fault.New(fault.Unsupported, "there is nothing to start from: the source is no longer stored and no origin_url is known")
)

// Settled reports whether nothing is left to be done for a video, whose
// renditions are loaded.
func (v *Video) Settled() bool {
	if !v.Planned {
		return v.Error != nil
	}
	for _, r := range v.Renditions {
		if r.Status == RenditionProcessing {
			return false
		}
	}
	return v.Stills != StillsWaiting
}

// Failed reports whether something of a video failed that another try may
// mend: its source, a rendition, or the stills of one with a picture.
func (v *Video) Failed() bool {
	if !v.Planned {
		return v.Error != nil
	}
	for _, r := range v.Renditions {
		if r.Status == RenditionError {
			return true
		}
	}
	return v.Stills == StillsFailed && v.OriginWidth != nil
}

// Retry starts a video again that failed, from its stored source if there is
// one, else from its origin. Of one that plays only what failed is made again;
// the rest is begun anew, from another origin if one is given. It is quota.ErrQuota
// for an account whose quota is used up.
func (l *Catalog) Retry(ctx context.Context, account, id int64, origin Origin) (Video, error) {
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		v, err := l.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		if err := tx.NewSelect().Model(&v.Renditions).Where("r.video_id = ?", id).Order("r.position").Scan(ctx); err != nil {
			return err
		}
		stored, err := v.retryFrom(&origin)
		if err != nil {
			return err
		}
		if v.SweepingUntil > l.millis() {
			return errSweeping
		}
		if _, err := l.quotas.RoomTx(ctx, tx, account); err != nil {
			return err
		}
		again := l.beginAnew
		if v.Playable() {
			again = l.mendFailed
		}
		if err := l.change(ctx, tx, id, func(v *Video) error {
			v.OriginURL, v.OriginHTTPHeaders = origin.URL, origin.HTTPHeaders
			return again(ctx, tx, v, stored)
		}); err != nil || l.hooks.Retried == nil {
			return err
		}
		if v, err = l.ByIDTx(ctx, tx, id); err != nil {
			return err
		}
		return l.hooks.Retried(ctx, tx, v, stored)
	})
	if err != nil {
		return Video{}, err
	}
	return l.Video(ctx, account, id)
}

// retryFrom decides what a video is started again from, and fills in what its
// origin leaves out.
func (v *Video) retryFrom(origin *Origin) (stored bool, err error) {
	origin.URL = opt.Text(origin.URL)
	switch {
	case !v.Settled():
		return false, ErrUnderWay
	case !v.Failed():
		return false, ErrNotFailed
	case origin.URL != nil && v.Playable():
		return false, fault.Field("origin_url", "is not taken of a video that plays: what failed is made again from the source it had")
	}
	stored = origin.URL == nil && v.SourceBytes > 0
	if origin.URL == nil {
		origin.URL = v.OriginURL
		if origin.HTTPHeaders == nil {
			origin.HTTPHeaders = v.OriginHTTPHeaders
		}
	}
	if !stored && origin.URL == nil {
		return false, ErrNoSource
	}
	return stored, nil
}

// mendFailed puts what failed back to where it was before.
func (l *Catalog) mendFailed(ctx context.Context, tx *database.Tx, v *Video, _ bool) error {
	if v.Stills == StillsFailed && v.OriginWidth != nil {
		v.Stills = StillsWaiting
	}
	_, err := tx.NewUpdate().Model((*Rendition)(nil)).
		Set("status = ?, progress = 0, error = NULL, error_detail = NULL, updated_at = ?", RenditionProcessing, l.millis()).
		Where("video_id = ? AND status = ?", v.ID, RenditionError).Exec(ctx)
	return err
}

// beginAnew makes a video of which nothing plays what it was when it was
// created, but for a stored source.
func (l *Catalog) beginAnew(ctx context.Context, tx *database.Tx, v *Video, stored bool) error {
	if !stored {
		if err := l.charge(ctx, tx, v, -v.SourceBytes, 0); err != nil {
			return err
		}
		v.SourceBytes, v.OriginSize, v.Received, v.Expected, v.Speed = 0, nil, 0, 0, 0
	}
	if err := l.refund(ctx, tx, v); err != nil {
		return err
	}
	v.fail(nil)
	v.Notes = nil
	v.Status, v.Planned, v.Stills, v.Duration = StatusEmpty, false, StillsWaiting, nil
	v.OriginDuration, v.OriginWidth, v.OriginHeight, v.OriginAudioChannels = nil, nil, nil, nil
	for _, table := range []string{"renditions", "plans"} {
		if _, err := tx.NewDelete().Table(table).Where("video_id = ?", v.ID).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
