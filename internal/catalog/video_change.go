package catalog

import (
	"context"
	"strings"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/player"
)

// VideoPatch changes the members of a video that are set.
type VideoPatch struct {
	Name            opt.Opt[string]
	Description     opt.Opt[string]
	DirectoryID     opt.Opt[int64]
	ClientUserID    opt.Opt[int64]
	ScreenshotID    opt.Opt[int64]
	Projection      opt.Opt[string]
	ShareURL        opt.Opt[string]
	CustomIframeURL opt.Opt[string]
	Priority        opt.Opt[int64]
	PlayerID        opt.Opt[int64]
	Poster          opt.Opt[Poster] // null removes it
	PosterSource    opt.Opt[string] // as in NewVideo
}

// Update applies a patch and returns the video as it is then.
func (l *Catalog) Update(ctx context.Context, account, id int64, p VideoPatch) (Video, error) {
	if err := l.storePoster(ctx, account, id, p.Poster.Value); err != nil {
		return Video{}, err
	}
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		v, err := l.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		name := v.Name
		if err := l.patch(ctx, tx, &v, p); err != nil {
			return err
		}
		v.UpdatedAt = l.later(v.UpdatedAt)
		if _, err := tx.NewUpdate().Model(&v).WherePK().Column("name", "description", "directory_id",
			"client_user_id", "screenshot_id", "projection", "share_url", "custom_iframe_url",
			"priority", "player_id", "poster", "poster_source", "updated_at").Exec(ctx); err != nil {
			return err
		}
		if p.PosterSource.Value != nil {
			if err := l.fetchPosters(ctx, tx, v); err != nil {
				return err
			}
		}
		if p.Priority.Set && l.hooks.Priority != nil {
			if err := l.hooks.Priority(ctx, tx, id, int(v.Priority)); err != nil {
				return err
			}
		}
		return l.index.RenameTx(ctx, tx, entry(&v), name)
	})
	if err != nil {
		return Video{}, err
	}
	return l.Video(ctx, account, id)
}

func (l *Catalog) owned(ctx context.Context, tx *database.Tx, account, id int64) (Video, error) {
	var v Video
	q := tx.NewSelect().Model(&v).Where("v.id = ? AND v.account_id = ? AND v.deleted_at IS NULL", id, account)
	return v, database.Missing(l.db.ForUpdate(q).Scan(ctx), "video")
}

func (l *Catalog) patch(ctx context.Context, tx *database.Tx, v *Video, p VideoPatch) error {
	if err := p.checkTexts(); err != nil {
		return err
	}
	if p.Name.Set {
		if p.Name.Value == nil || strings.TrimSpace(*p.Name.Value) == "" {
			return fault.Field("name", "can't be blank")
		}
		v.Name = *p.Name.Value
	}
	if p.DirectoryID.Set && p.DirectoryID.Value != nil {
		if err := l.checkDirectory(ctx, tx, v.AccountID, *p.DirectoryID.Value, "directory_id"); err != nil {
			return err
		}
	}
	if err := v.patchStill(p.ScreenshotID); err != nil {
		return err
	}
	if p.Projection.Set {
		v.Projection = opt.Or(p.Projection.Value, "regular")
		if !projections[v.Projection] {
			return fault.Field("projection", "is invalid")
		}
	}
	if p.Priority.Set {
		v.Priority = opt.Or(p.Priority.Value, 0)
		if v.Priority < -10 || v.Priority > 10 {
			return fault.Field("priority", "must be between -10 and 10")
		}
	}
	if err := l.patchShown(ctx, tx, v, p); err != nil {
		return err
	}
	p.Description.Put(&v.Description)
	p.DirectoryID.Put(&v.DirectoryID)
	p.ClientUserID.Put(&v.ClientUserID)
	p.ShareURL.Put(&v.ShareURL)
	p.CustomIframeURL.Put(&v.CustomIframeURL)
	return nil
}

// patchShown sets what a viewer sees around the picture: poster and player.
func (l *Catalog) patchShown(ctx context.Context, tx *database.Tx, v *Video, p VideoPatch) error {
	if p.PlayerID.Set {
		if err := player.CheckTx(ctx, tx, v.AccountID, p.PlayerID.Value); err != nil {
			return err
		}
		v.PlayerID = p.PlayerID.Value
	}
	if p.Poster.Set {
		v.Poster = p.Poster.Value.name()
	}
	if p.Poster.Value != nil {
		v.PosterSource = nil // what was sent goes before what is to be fetched
	}
	if p.PosterSource.Set && p.Poster.Value == nil {
		if p.PosterSource.Value != nil && !isPosterSource(*p.PosterSource.Value) {
			return fault.Field("remote_poster_url", "is invalid")
		}
		v.PosterSource = p.PosterSource.Value
	}
	return nil
}

// patchStill sets the chosen screenshot; out of range is refused only once
// screenshots exist.
func (v *Video) patchStill(id opt.Opt[int64]) error {
	if !id.Set {
		return nil
	}
	chosen := opt.Or(id.Value, 0)
	if chosen < -1 || v.Screenshots > 0 && chosen >= v.Screenshots {
		return fault.Field("screenshot_id", "is invalid")
	}
	v.ScreenshotID = chosen
	return nil
}
