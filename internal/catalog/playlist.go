package catalog

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Types of playlists.
const (
	PlaylistLive = "live" // plays for everybody at the same time
	PlaylistVOD  = "vod"  // one long video
)

// Playlist is an ordered list of videos that plays as one. Times are Unix
// milliseconds.
//
// Where a live one is at any moment follows from BeganAt, from its videos and
// from the clock, so that any number of servers agree without talking.
type Playlist struct {
	bun.BaseModel `bun:"table:playlists,alias:l"`

	ID           int64 `bun:",pk,autoincrement"`
	AccountID    int64
	Name         string // never blank once read
	Active       bool
	StartTime    *int64 // nothing plays before; nil is at once
	Repeats      bool
	ClientUserID *int64
	AdID         *int64
	PlayerID     *int64
	Countdown    bool
	Type         string
	BeganAt      int64 // when the first video plays, maybe in the future
	Sequence     int64 // media sequence number of the first segment since BeganAt
	CreatedAt    int64
	UpdatedAt    int64

	VideoIDs []int64  `bun:"-"`
	Videos   []*Video `bun:"-"` // in playing order, with renditions; only where it says so
}

// PlaylistPatch changes the members of a playlist that are set; null is the
// default.
type PlaylistPatch struct {
	Name         Opt[string]
	Active       Opt[bool]
	StartTime    Opt[int64]
	Repeats      Opt[bool]
	VideoIDs     Opt[[]int64]
	ClientUserID Opt[int64]
	AdID         Opt[int64]
	PlayerID     Opt[int64]
	Countdown    Opt[bool]
	Type         Opt[string]
}

type playlistVideo struct {
	bun.BaseModel `bun:"table:playlist_videos,alias:pv"`

	PlaylistID int64 `bun:",pk"`
	Position   int64 `bun:",pk"`
	VideoID    int64
}

// Sequence numbers must never go back, also when a list begins anew. A
// restart therefore skips more numbers than segments can have been listed:
// one for every tenth of a second that the list has run, and some for those
// listed ahead.
const (
	sequenceStep = 100 // ms
	sequenceSkip = 1000
)

// restart lets a list begin with its first video: now, or at its start time
// if that is still to come.
func (p *Playlist) restart(now int64) {
	p.restartAt(now, max(now, orDefault(p.StartTime, now)))
}

func (p *Playlist) restartAt(now, began int64) {
	p.Sequence += max(0, now-p.BeganAt)/sequenceStep + sequenceSkip
	p.BeganAt = began
}

func (p *Playlist) apply(c PlaylistPatch, now int64) {
	wasActive := p.Active
	setOr(&p.Name, c.Name, "")
	setOr(&p.Active, c.Active, true)
	setOr(&p.Repeats, c.Repeats, false)
	setOr(&p.Countdown, c.Countdown, false)
	setOr(&p.Type, c.Type, PlaylistLive)
	setOpt(&p.ClientUserID, c.ClientUserID)
	setOpt(&p.AdID, c.AdID)
	setOpt(&p.PlayerID, c.PlayerID)
	switch moved := c.StartTime.Set && !equal(p.StartTime, c.StartTime.Value); {
	case moved && c.StartTime.Value != nil:
		p.StartTime = c.StartTime.Value
		p.restartAt(now, *p.StartTime)
	case moved:
		p.StartTime = nil
		p.restart(now)
	case c.VideoIDs.Set && !slices.Equal(p.VideoIDs, orDefault(c.VideoIDs.Value, nil)):
		p.restart(now)
	case p.Active && !wasActive && p.StartTime == nil:
		p.restart(now)
	}
	setOr(&p.VideoIDs, c.VideoIDs, nil)
}

func equal(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

// latestStart bounds a start time: the year 2200.
const latestStart = 7_258_118_400_000

func (p *Playlist) check() error {
	switch {
	case len(p.Name) > maxName:
		return fault.Field("name", "is invalid")
	case p.StartTime != nil && (*p.StartTime < 0 || *p.StartTime > latestStart):
		return fault.Field("start_time", "is invalid")
	case p.Type != PlaylistLive && p.Type != PlaylistVOD:
		return fault.Field("playlist_type", "is invalid")
	}
	return nil
}

// DefaultPlaylistVideos is how many videos a playlist may have unless the
// operator says otherwise.
const DefaultPlaylistVideos = 128

// CreatePlaylist adds a playlist of up to most videos to the account.
func (l *Catalog) CreatePlaylist(ctx context.Context, account int64, c PlaylistPatch, most int) (Playlist, error) {
	now := l.millis()
	p := Playlist{AccountID: account, Active: true, Type: PlaylistLive, BeganAt: now, CreatedAt: now, UpdatedAt: now}
	p.apply(c, now)
	if p.Sequence = 0; p.StartTime == nil {
		p.BeganAt = now
	}
	if err := p.check(); err != nil {
		return Playlist{}, err
	}
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := l.checkVideos(ctx, tx, account, c.VideoIDs, most); err != nil {
			return err
		}
		if err := l.checkPlayer(ctx, tx, account, p.PlayerID); err != nil {
			return err
		}
		if err := l.checkCount(ctx, tx, account, "playlists", l.Limits.Playlists); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(&p).Exec(ctx); err != nil {
			return err
		}
		return l.writeVideos(ctx, tx, &p)
	})
	p.named()
	return p, err
}

func (p *Playlist) named() { p.Name = cmp.Or(p.Name, fmt.Sprintf("Playlist %d", p.ID)) }

// checkVideos refuses videos that the account does not have. They stay until
// tx ends. Deleting takes its locks in the same order: videos, then lists.
func (l *Catalog) checkVideos(ctx context.Context, tx *database.Tx, account int64, list Opt[[]int64], most int) error {
	ids := slices.Clone(orDefault(list.Value, nil))
	if len(ids) > most {
		return fault.Field("video_ids", fmt.Sprintf("is too long (maximum is %d)", most))
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	q := tx.NewSelect().Model((*Video)(nil)).Column("id").
		Where("v.account_id = ? AND v.deleted_at IS NULL AND v.id IN (?)", account, bun.List(ids)).Order("v.id")
	var found []int64
	if err := l.forShare(q).Scan(ctx, &found); err != nil {
		return err
	}
	if len(found) != len(ids) {
		return fault.Field("video_ids", "is invalid")
	}
	return nil
}

func (l *Catalog) forShare(q *bun.SelectQuery) *bun.SelectQuery {
	if l.db.Postgres() {
		return q.For("SHARE")
	}
	return q
}

// writeVideos replaces the list of a playlist.
func (l *Catalog) writeVideos(ctx context.Context, tx *database.Tx, p *Playlist) error {
	if _, err := tx.NewDelete().Model((*playlistVideo)(nil)).Where("playlist_id = ?", p.ID).Exec(ctx); err != nil {
		return err
	}
	if len(p.VideoIDs) == 0 {
		return nil
	}
	rows := make([]playlistVideo, len(p.VideoIDs))
	for i, id := range p.VideoIDs {
		rows[i] = playlistVideo{PlaylistID: p.ID, Position: int64(i), VideoID: id}
	}
	_, err := tx.NewInsert().Model(&rows).Exec(ctx)
	return err
}

// Playlist returns one playlist of the account.
func (l *Catalog) Playlist(ctx context.Context, account, id int64) (Playlist, error) {
	return l.playlist(ctx, l.db.R, account, id)
}

func (l *Catalog) playlist(ctx context.Context, db bun.IDB, account, id int64) (Playlist, error) {
	var p Playlist
	q := db.NewSelect().Model(&p).Where("l.id = ? AND l.account_id = ?", id, account)
	if _, inside := db.(*database.Tx); inside {
		q = l.db.ForUpdate(q)
	}
	if err := missing(q.Scan(ctx), "playlist"); err != nil {
		return p, err
	}
	err := readLists(ctx, db, []*Playlist{&p})
	return p, err
}

// readLists fills in the ids of the playlists' videos, and names.
func readLists(ctx context.Context, db bun.IDB, list []*Playlist) error {
	ids, byID := make([]int64, len(list)), make(map[int64]*Playlist, len(list))
	for i, p := range list {
		p.named()
		p.VideoIDs = []int64{}
		ids[i], byID[p.ID] = p.ID, p
	}
	if len(ids) == 0 {
		return nil
	}
	var rows []playlistVideo
	if err := db.NewSelect().Model(&rows).Where("pv.playlist_id IN (?)", bun.List(ids)).
		Order("pv.playlist_id", "pv.position").Scan(ctx); err != nil {
		return err
	}
	for _, r := range rows {
		p := byID[r.PlaylistID]
		p.VideoIDs = append(p.VideoIDs, r.VideoID)
	}
	return nil
}

// Playlists returns one page of the account's playlists, newest first, and how
// many there are. Pages count from 1.
func (l *Catalog) Playlists(ctx context.Context, account int64, page, perPage int) ([]Playlist, int, error) {
	list := []Playlist{}
	total, err := l.paged(l.db.R.NewSelect().Model(&list).Where("l.account_id = ?", account), page, perPage).ScanAndCount(ctx)
	if err != nil {
		return nil, 0, err
	}
	each := make([]*Playlist, len(list))
	for i := range list {
		each[i] = &list[i]
	}
	return list, int(total), readLists(ctx, l.db.R, each)
}

// PlaylistVideos returns the videos of a playlist of the account in playing
// order; one may be there several times.
func (l *Catalog) PlaylistVideos(ctx context.Context, account, id int64) ([]Video, error) {
	p, err := l.Playlist(ctx, account, id)
	if err != nil {
		return nil, err
	}
	if err := l.readVideos(ctx, &p); err != nil {
		return nil, err
	}
	videos := make([]Video, len(p.Videos))
	for i, v := range p.Videos {
		videos[i] = *v
	}
	return videos, nil
}

// PublicPlaylist returns the playlist behind a public address, with its videos
// and their renditions. One that is not active is missing.
func (l *Catalog) PublicPlaylist(ctx context.Context, account, id int64) (Playlist, error) {
	p, err := l.Playlist(ctx, account, id)
	if err == nil && !p.Active {
		err = fault.Missing("playlist")
	}
	if err != nil {
		return p, err
	}
	return p, l.readVideos(ctx, &p)
}

func (l *Catalog) readVideos(ctx context.Context, p *Playlist) error {
	var rows []*Video
	if len(p.VideoIDs) == 0 {
		return nil
	}
	if err := l.db.R.NewSelect().Model(&rows).Relation("Renditions", byPosition).
		Where("v.id IN (?) AND v.deleted_at IS NULL", bun.List(p.VideoIDs)).Scan(ctx); err != nil {
		return err
	}
	byID := make(map[int64]*Video, len(rows))
	for _, v := range rows {
		byID[v.ID] = v
	}
	for _, id := range p.VideoIDs {
		if v := byID[id]; v != nil { // else deleted since the list was read
			p.Videos = append(p.Videos, v)
		}
	}
	return nil
}

// UpdatePlaylist applies a patch and returns the playlist as it is then. A
// changed list begins with its first video.
func (l *Catalog) UpdatePlaylist(ctx context.Context, account, id int64, c PlaylistPatch, most int) (Playlist, error) {
	p, err := l.Playlist(ctx, account, id)
	if err != nil {
		return p, err
	}
	err = l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if err := l.checkVideos(ctx, tx, account, c.VideoIDs, most); err != nil {
			return err
		}
		if p, err = l.playlist(ctx, tx, account, id); err != nil {
			return err
		}
		now := l.millis()
		p.apply(c, now)
		if err := p.check(); err != nil {
			return err
		}
		if c.PlayerID.Set {
			if err := l.checkPlayer(ctx, tx, account, p.PlayerID); err != nil {
				return err
			}
		}
		p.UpdatedAt = now
		if _, err := tx.NewUpdate().Model(&p).ExcludeColumn("account_id", "created_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		if !c.VideoIDs.Set {
			return nil
		}
		return l.writeVideos(ctx, tx, &p)
	})
	p.named()
	return p, err
}

// DeletePlaylist removes a playlist; its videos stay.
func (l *Catalog) DeletePlaylist(ctx context.Context, account, id int64) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		p, err := l.playlist(ctx, tx, account, id)
		if err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model((*playlistVideo)(nil)).Where("playlist_id = ?", id).Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model(&p).WherePK().Exec(ctx); err != nil || l.hooks.PlaylistDeleted == nil {
			return err
		}
		return l.hooks.PlaylistDeleted(ctx, tx, account, id)
	})
}

// dropFromPlaylists takes videos, given as ids or as a query of ids, out of
// every list, which begins anew then as after any other change.
func (l *Catalog) dropFromPlaylists(ctx context.Context, tx *database.Tx, videos any) error {
	var lists []Playlist
	q := tx.NewSelect().Model(&lists).
		Where("l.id IN (SELECT playlist_id FROM playlist_videos WHERE video_id IN (?))", videos).Order("l.id")
	if err := l.db.ForUpdate(q).Scan(ctx); err != nil || len(lists) == 0 {
		return err
	}
	if _, err := tx.NewDelete().Model((*playlistVideo)(nil)).Where("video_id IN (?)", videos).Exec(ctx); err != nil {
		return err
	}
	now := l.millis()
	for i := range lists {
		p := &lists[i]
		p.restart(now)
		p.UpdatedAt = now
		if _, err := tx.NewUpdate().Model(p).Column("began_at", "sequence", "updated_at").WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
