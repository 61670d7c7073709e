package catalog

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// listed is the condition of one of these, "" of a status.
func listed(status string) string {
	switch status {
	case ListFailed:
		return "(v.status = '" + StatusError + "' OR " + refusedVideos + ")"
	case ListWaiting:
		return "v.status = '" + StatusEmpty + "' AND v.error IS NULL"
	}
	return ""
}

// refusedVideos picks videos whose source could not be had or was not accepted, in
// the words of the index for them.
const refusedVideos = "v.status = '" + StatusEmpty + "' AND v.error IS NOT NULL"

// Filter narrows a list of videos; conditions are joined by AND. Page counts
// from 1.
type Filter struct {
	IDs          []int64
	Search       string
	Status       string
	ClientUserID *int64
	StreamID     *int64
	DirectoryID  *int64 // 0: in no directory
	Order        string // OrderName and the like; "" is newest first
	Page         int
	PerPage      int
	Sprites      bool // with the text of storyboards, which is long
}

func byPosition(q *bun.SelectQuery) *bun.SelectQuery { return q.Order("position") }

// Video returns one video of the account with its renditions and the text of
// its storyboard.
func (l *Catalog) Video(ctx context.Context, account, id int64) (Video, error) {
	var v Video
	err := l.often.video.One(ctx, &v, id, account)
	if err == nil {
		err = l.often.renditions.All(ctx, &v.Renditions, id)
	}
	if err == nil {
		err = l.ReadStoryboards(ctx, &v)
	}
	return v, database.Missing(err, "video")
}

// Videos returns one page of the account's videos, newest first or as Order
// says, and how many match in all. A page takes the longer the deeper it is in
// the list.
func (l *Catalog) Videos(ctx context.Context, account int64, f Filter) ([]Video, Total, error) {
	if f.StreamID != nil || (f.IDs != nil && len(f.IDs) == 0) {
		return []Video{}, Total{}, nil // no recordings of live streams exist; an empty id list matches nothing
	}
	find := l.page
	if f.Search != "" {
		find = l.search
	}
	if f.Order != "" {
		find = l.ordered
	}
	ids, total, err := find(ctx, account, f)
	if err != nil || len(ids) == 0 {
		return []Video{}, total, err
	}
	videos, err := l.shown(ctx, ids)
	if f.Order != "" {
		at := make(map[int64]int, len(ids))
		for i, id := range ids {
			at[id] = i
		}
		slices.SortFunc(videos, func(a, b Video) int { return at[a.ID] - at[b.ID] })
	}
	if err == nil && f.Sprites {
		err = l.ReadStoryboards(ctx, pointers(videos)...)
	}
	return videos, total, err
}

// ReadStoryboards adds the text of their storyboards to videos.
func (l *Catalog) ReadStoryboards(ctx context.Context, videos ...*Video) error {
	var ids []int64
	for _, v := range videos {
		if v.Storyboard {
			ids = append(ids, v.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var rows []struct {
		VideoID int64
		VTT     string `bun:"vtt"`
	}
	if err := l.db.R.NewSelect().Table("storyboards").Column("video_id", "vtt").Where("video_id IN (?)", bun.List(ids)).Scan(ctx, &rows); err != nil {
		return err
	}
	texts := make(map[int64]*string, len(rows))
	for i := range rows {
		texts[rows[i].VideoID] = &rows[i].VTT
	}
	for _, v := range videos {
		v.SpriteVTT = texts[v.ID]
	}
	return nil
}

// pointers returns where videos are.
func pointers(videos []Video) []*Video {
	list := make([]*Video, len(videos))
	for i := range videos {
		list[i] = &videos[i]
	}
	return list
}

// shown returns videos as lists show them, newest first.
func (l *Catalog) shown(ctx context.Context, ids []int64) ([]Video, error) {
	videos, renditions, list := make([]Video, 0, len(ids)), []*Rendition{}, l.db.IDs(ids)
	if err := l.often.videos.All(ctx, &videos, list); err != nil {
		return nil, err
	}
	if err := l.often.renditionsOf.All(ctx, &renditions, list); err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(videos))
	for i := range videos {
		at[videos[i].ID] = i
	}
	for _, r := range renditions {
		if i, found := at[r.VideoID]; found {
			videos[i].Renditions = append(videos[i].Renditions, r)
		}
	}
	return videos, nil
}

// often are the queries that are asked again and again.
type often struct{ video, renditions, videos, renditionsOf, names, keys, public, played, subtitles *database.Prepared }

func newOften(db *database.DB) often {
	return often{
		video: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Where("v.id = ? AND v.account_id = ? AND v.deleted_at IS NULL", a(1), a(2))
		}),
		renditions: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Rendition)(nil)).Where("r.video_id = ?", a(1)).Order("r.position")
		}),
		videos: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).
				Where("? AND v.deleted_at IS NULL", db.Among("v.id", a(1))).Order("v.id DESC")
		}),
		renditionsOf: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Rendition)(nil)).ExcludeColumn("receipt").
				Where("?", db.Among("r.video_id", a(1))).Order("r.position")
		}),
		public: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Where("v.slug = ? AND v.account_id = ? AND v.deleted_at IS NULL", a(1), a(2))
		}),
		played: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Rendition)(nil)).ExcludeColumn("receipt").Where("r.video_id = ?", a(1)).Order("r.position")
		}),
		subtitles: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Subtitle)(nil)).Where("s.video_id = ?", a(1)).Order("s.id")
		}),
		names: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Column("v.id", "v.slug", "v.name").
				Where("? AND v.account_id = ? AND v.deleted_at IS NULL", db.Among("v.id", a(1)), a(2)).
				Where("CAST(?0 AS text) = '' OR v.status = ?0 OR ?0 = '"+ListFailed+"' AND "+listed(ListFailed)+
					" OR ?0 = '"+ListWaiting+"' AND "+listed(ListWaiting), a(3)).
				Where("CAST(?0 AS bigint) IS NULL OR v.client_user_id = ?0", a(4)).
				Where("CAST(?0 AS bigint) IS NULL OR COALESCE(v.directory_id, 0) = ?0", a(5)).Order("v.id DESC")
		}),
		keys: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Column("v.id", "v.name", "v.duration", "v.origin_size").
				Where("? AND v.deleted_at IS NULL", db.Among("v.id", a(1)))
		}),
	}
}

// page returns the ids of the page that a filter without a search asks for.
func (l *Catalog) page(ctx context.Context, account int64, f Filter) ([]int64, Total, error) {
	total, err := l.count(ctx, account, f)
	if err != nil || f.offset() >= total.N && !total.More {
		return nil, total, err
	}
	var ids []int64
	err = f.apply(l.db.R.NewSelect().Model((*Video)(nil)).Column("v.id"), account).Order("v.id DESC").
		Limit(int64(f.PerPage)).Offset(int64(f.offset())).Scan(ctx, &ids)
	return ids, total, err
}

func (f Filter) offset() int { return (max(f.Page, 1) - 1) * f.PerPage }

// apply adds the conditions, save for the search.
func (f Filter) apply(q *bun.SelectQuery, account int64) *bun.SelectQuery {
	q = q.Where("v.account_id = ? AND v.deleted_at IS NULL", account)
	if f.IDs != nil {
		q = q.Where("v.id IN (?)", bun.List(f.IDs))
	}
	if condition := listed(f.Status); condition != "" {
		q = q.Where(condition)
	} else if f.Status != "" {
		q = q.Where("v.status = ?", f.Status)
	}
	if f.ClientUserID != nil {
		q = q.Where("v.client_user_id = ?", *f.ClientUserID)
	}
	switch {
	case f.DirectoryID == nil:
	case *f.DirectoryID == 0:
		q = q.Where("v.directory_id IS NULL")
	default:
		q = q.Where("v.directory_id = ?", *f.DirectoryID)
	}
	return q
}

// Public returns the video behind a public address, with renditions and
// subtitles but none of their texts, which are long.
func (l *Catalog) Public(ctx context.Context, account int64, slug string) (Video, error) {
	var v Video
	err := l.often.public.One(ctx, &v, slug, account)
	if err == nil {
		err = l.often.played.All(ctx, &v.Renditions, v.ID)
	}
	if err == nil {
		err = l.often.subtitles.All(ctx, &v.Subtitles, v.ID)
	}
	return v, database.Missing(err, "video")
}

// Storyboard returns the text of a video's storyboard.
func (l *Catalog) Storyboard(ctx context.Context, id int64) (text string, err error) {
	err = l.db.R.NewSelect().Table("storyboards").Column("vtt").Where("video_id = ?", id).Scan(ctx, &text)
	return text, database.Missing(err, "storyboard")
}
