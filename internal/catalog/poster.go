package catalog

import (
	"context"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// Poster is a picture that stands for a video, ready to be served: two JPEGs.
type Poster struct {
	Name  string // of its file, made of the picture's hash
	Full  []byte
	Thumb []byte // 200 pixels high
}

func (p *Poster) name() *string {
	if p == nil {
		return nil
	}
	return &p.Name
}

// posterSource is the address that a new video's poster is to be fetched from;
// a poster that was sent goes before.
func posterSource(item NewVideo) *string {
	if item.Poster != nil {
		return nil
	}
	return opt.Text(item.PosterSource)
}

// storePosters keeps the pictures of videos about to be inserted.
func (l *Catalog) storePosters(ctx context.Context, rows []Video, items []NewVideo) error {
	posters := map[string]Poster{}
	for i, item := range items {
		if item.Poster != nil {
			posters[rows[i].Slug] = *item.Poster
		}
	}
	return l.keepPosters(ctx, posters)
}

func (l *Catalog) keepPosters(ctx context.Context, posters map[string]Poster) error {
	if len(posters) == 0 || l.hooks.StorePosters == nil {
		return nil
	}
	return l.hooks.StorePosters(ctx, posters)
}

// storePoster keeps the picture of a video about to be changed.
func (l *Catalog) storePoster(ctx context.Context, account, id int64, p *Poster) error {
	if p == nil {
		return nil
	}
	v, err := l.Video(ctx, account, id)
	if err != nil {
		return err
	}
	return l.keepPosters(ctx, map[string]Poster{v.Slug: *p})
}

// fetchPosters starts what fetches the posters of videos that name an address.
func (l *Catalog) fetchPosters(ctx context.Context, tx *database.Tx, videos ...Video) error {
	for _, v := range videos {
		if v.PosterSource == nil || l.hooks.FetchPoster == nil {
			continue
		}
		if err := l.hooks.FetchPoster(ctx, tx, v); err != nil {
			return err
		}
	}
	return nil
}

// KeepPoster keeps a picture that was fetched for a video, which is to be
// named by PosterFetchedTx.
func (l *Catalog) KeepPoster(ctx context.Context, slug string, p Poster) error {
	return l.keepPosters(ctx, map[string]Poster{slug: p})
}

// PosterFetchedTx ends the wait for a poster from source: name is what it has
// become, nil when it was not to be had, which leaves an earlier one. Nothing
// happens when the video has been given another one meanwhile.
func (l *Catalog) PosterFetchedTx(ctx context.Context, tx *database.Tx, id int64, source string, name *string) error {
	q := l.touched(tx.NewUpdate().Model((*Video)(nil))).Set("poster_source = NULL").
		Where("id = ? AND poster_source = ? AND deleted_at IS NULL", id, source)
	if name != nil {
		q = q.Set("poster = ?", *name)
	}
	_, err := q.Exec(ctx)
	return err
}

// PosterOf returns the slug and the account of the video whose poster has the
// name. Any other name, such as that of an earlier poster, is missing.
func (l *Catalog) PosterOf(ctx context.Context, id int64, name string) (slug string, account int64, err error) {
	err = l.db.R.NewSelect().Model((*Video)(nil)).Column("slug", "account_id").
		Where("v.id = ? AND v.poster = ? AND v.deleted_at IS NULL", id, name).Scan(ctx, &slug, &account)
	return slug, account, database.Missing(err, "poster")
}

// PosterBySlug returns the name of the poster of a video, "" without one. A
// video that was deleted, or never came to be, is fault.Gone.
func (l *Catalog) PosterBySlug(ctx context.Context, slug string) (string, error) {
	var v Video
	err := database.Missing(l.db.R.NewSelect().Model(&v).Column("poster", "deleted_at").Where("v.slug = ?", slug).Scan(ctx), "video")
	if fault.KindOf(err) == fault.NotFound || err == nil && v.DeletedAt != nil {
		return "", errGone
	}
	return opt.Or(v.Poster, ""), err
}
