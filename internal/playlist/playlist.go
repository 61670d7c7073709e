// Package playlist keeps lists of videos that play as one.
package playlist

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/player"
	"kinora/internal/quota"
)

// Types of playlists.
const (
	Live = "live" // plays for everybody at the same time
	VOD  = "vod"  // one long video
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

	VideoIDs []int64          `bun:"-"`
	Videos   []*catalog.Video `bun:"-"` // in playing order, with renditions; only where it says so
}

// Patch changes the members of a playlist that are set; null is the
// default.
type Patch struct {
	Name         opt.Opt[string]
	Active       opt.Opt[bool]
	StartTime    opt.Opt[int64]
	Repeats      opt.Opt[bool]
	VideoIDs     opt.Opt[[]int64]
	ClientUserID opt.Opt[int64]
	AdID         opt.Opt[int64]
	PlayerID     opt.Opt[int64]
	Countdown    opt.Opt[bool]
	Type         opt.Opt[string]
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
	p.restartAt(now, max(now, opt.Or(p.StartTime, now)))
}

func (p *Playlist) restartAt(now, began int64) {
	p.Sequence += max(0, now-p.BeganAt)/sequenceStep + sequenceSkip
	p.BeganAt = began
}

func (p *Playlist) apply(c Patch, now int64) {
	wasActive := p.Active
	c.Name.PutOr(&p.Name, "")
	c.Active.PutOr(&p.Active, true)
	c.Repeats.PutOr(&p.Repeats, false)
	c.Countdown.PutOr(&p.Countdown, false)
	c.Type.PutOr(&p.Type, Live)
	c.ClientUserID.Put(&p.ClientUserID)
	c.AdID.Put(&p.AdID)
	c.PlayerID.Put(&p.PlayerID)
	switch moved := c.StartTime.Set && !equal(p.StartTime, c.StartTime.Value); {
	case moved && c.StartTime.Value != nil:
		p.StartTime = c.StartTime.Value
		p.restartAt(now, *p.StartTime)
	case moved:
		p.StartTime = nil
		p.restart(now)
	case c.VideoIDs.Set && !slices.Equal(p.VideoIDs, opt.Or(c.VideoIDs.Value, nil)):
		p.restart(now)
	case p.Active && !wasActive && p.StartTime == nil:
		p.restart(now)
	}
	c.VideoIDs.PutOr(&p.VideoIDs, nil)
}

func equal(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

const maxName = 4096 // bytes

// latestStart bounds a start time: the year 2200.
const latestStart = 7_258_118_400_000

func (p *Playlist) check() error {
	switch {
	case len(p.Name) > maxName:
		return fault.Field("name", "is invalid")
	case p.StartTime != nil && (*p.StartTime < 0 || *p.StartTime > latestStart):
		return fault.Field("start_time", "is invalid")
	case p.Type != Live && p.Type != VOD:
		return fault.Field("playlist_type", "is invalid")
	}
	return nil
}

// DefaultVideos is how many videos a playlist may have unless the
// operator says otherwise.
const DefaultVideos = 128

// Create adds a playlist of up to most videos to the account.
func (s *Playlists) Create(ctx context.Context, account int64, c Patch, most int) (Playlist, error) {
	now := s.now().UnixMilli()
	p := Playlist{AccountID: account, Active: true, Type: Live, BeganAt: now, CreatedAt: now, UpdatedAt: now}
	p.apply(c, now)
	if p.Sequence = 0; p.StartTime == nil {
		p.BeganAt = now
	}
	if err := p.check(); err != nil {
		return Playlist{}, err
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := s.checkVideos(ctx, tx, account, c.VideoIDs, most); err != nil {
			return err
		}
		if err := player.CheckTx(ctx, tx, account, p.PlayerID); err != nil {
			return err
		}
		if err := quota.CheckCount(ctx, tx, account, "playlists", s.Max, tx.NewSelect().Model((*Playlist)(nil)).Where("account_id = ?", account)); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(&p).Exec(ctx); err != nil {
			return err
		}
		return writeVideos(ctx, tx, &p)
	})
	p.named()
	return p, err
}

// Playlists are the lists of all accounts in a database. They are safe for
// concurrent use.
type Playlists struct {
	Max int64 // that an account may have, 0 is no limit; set before use
	// Deleted runs when a list is deleted; it may be nil.
	Deleted func(ctx context.Context, tx *database.Tx, account, id int64) error

	db      *database.DB
	catalog *catalog.Catalog
	now     func() time.Time
}

// New returns the playlists kept in db of videos in the catalogue.
func New(db *database.DB, videos *catalog.Catalog) *Playlists {
	return &Playlists{db: db, catalog: videos, now: time.Now}
}

func (p *Playlist) named() { p.Name = cmp.Or(p.Name, fmt.Sprintf("Playlist %d", p.ID)) }

// checkVideos refuses videos that the account does not have. They stay until
// tx ends. Deleting takes its locks in the same order: videos, then lists.
func (s *Playlists) checkVideos(ctx context.Context, tx *database.Tx, account int64, list opt.Opt[[]int64], most int) error {
	ids := slices.Clone(opt.Or(list.Value, nil))
	if len(ids) > most {
		return fault.Field("video_ids", fmt.Sprintf("is too long (maximum is %d)", most))
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	known, err := s.catalog.HasTx(ctx, tx, account, ids)
	if err == nil && !known {
		err = fault.Field("video_ids", "is invalid")
	}
	return err
}

// writeVideos replaces the list of a playlist.
func writeVideos(ctx context.Context, tx *database.Tx, p *Playlist) error {
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

// One returns one playlist of the account.
func (s *Playlists) One(ctx context.Context, account, id int64) (Playlist, error) {
	return s.find(ctx, s.db.R, account, id)
}

func (s *Playlists) find(ctx context.Context, db bun.IDB, account, id int64) (Playlist, error) {
	var p Playlist
	q := db.NewSelect().Model(&p).Where("l.id = ? AND l.account_id = ?", id, account)
	if _, inside := db.(*database.Tx); inside {
		q = s.db.ForUpdate(q)
	}
	if err := database.Missing(q.Scan(ctx), "playlist"); err != nil {
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

// List returns one page of the account's playlists, newest first, and how
// many there are. Pages count from 1.
func (s *Playlists) List(ctx context.Context, account int64, page, perPage int) ([]Playlist, int, error) {
	list := []Playlist{}
	total, err := database.Page(s.db.R.NewSelect().Model(&list).Where("l.account_id = ?", account), page, perPage).ScanAndCount(ctx)
	if err != nil {
		return nil, 0, err
	}
	each := make([]*Playlist, len(list))
	for i := range list {
		each[i] = &list[i]
	}
	return list, int(total), readLists(ctx, s.db.R, each)
}

// Videos returns the videos of a playlist of the account in playing
// order; one may be there several times.
func (s *Playlists) Videos(ctx context.Context, account, id int64) ([]catalog.Video, error) {
	p, err := s.One(ctx, account, id)
	if err != nil {
		return nil, err
	}
	if err := s.readVideos(ctx, &p); err != nil {
		return nil, err
	}
	if err := s.catalog.ReadStoryboards(ctx, p.Videos...); err != nil {
		return nil, err
	}
	videos := make([]catalog.Video, len(p.Videos))
	for i, v := range p.Videos {
		videos[i] = *v
	}
	return videos, nil
}

// Public returns the playlist behind a public address, with its videos
// and their renditions. One that is not active is missing.
func (s *Playlists) Public(ctx context.Context, account, id int64) (Playlist, error) {
	p, err := s.One(ctx, account, id)
	if err == nil && !p.Active {
		err = fault.Missing("playlist")
	}
	if err != nil {
		return p, err
	}
	return p, s.readVideos(ctx, &p)
}

func (s *Playlists) readVideos(ctx context.Context, p *Playlist) error {
	if len(p.VideoIDs) == 0 {
		return nil
	}
	rows, err := s.catalog.ByIDs(ctx, p.VideoIDs)
	if err != nil {
		return err
	}
	byID := make(map[int64]*catalog.Video, len(rows))
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

// Update applies a patch and returns the playlist as it is then. A
// changed list begins with its first video.
func (s *Playlists) Update(ctx context.Context, account, id int64, c Patch, most int) (Playlist, error) {
	p, err := s.One(ctx, account, id)
	if err != nil {
		return p, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if err := s.checkVideos(ctx, tx, account, c.VideoIDs, most); err != nil {
			return err
		}
		if p, err = s.find(ctx, tx, account, id); err != nil {
			return err
		}
		now := s.now().UnixMilli()
		p.apply(c, now)
		if err := p.check(); err != nil {
			return err
		}
		if c.PlayerID.Set {
			if err := player.CheckTx(ctx, tx, account, p.PlayerID); err != nil {
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
		return writeVideos(ctx, tx, &p)
	})
	p.named()
	return p, err
}

// Delete removes a playlist; its videos stay.
func (s *Playlists) Delete(ctx context.Context, account, id int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		p, err := s.find(ctx, tx, account, id)
		if err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model((*playlistVideo)(nil)).Where("playlist_id = ?", id).Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model(&p).WherePK().Exec(ctx); err != nil || s.Deleted == nil {
			return err
		}
		return s.Deleted(ctx, tx, account, id)
	})
}

// DropTx takes videos, given as ids or as a query of ids, out of
// every list, which begins anew then as after any other change.
func (s *Playlists) DropTx(ctx context.Context, tx *database.Tx, videos any) error {
	var lists []Playlist
	q := tx.NewSelect().Model(&lists).
		Where("l.id IN (SELECT playlist_id FROM playlist_videos WHERE video_id IN (?))", videos).Order("l.id")
	if err := s.db.ForUpdate(q).Scan(ctx); err != nil || len(lists) == 0 {
		return err
	}
	if _, err := tx.NewDelete().Model((*playlistVideo)(nil)).Where("video_id IN (?)", videos).Exec(ctx); err != nil {
		return err
	}
	now := s.now().UnixMilli()
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

// ForgetPlayerTx lets the lists that are shown with a player have none.
func ForgetPlayerTx(ctx context.Context, tx *database.Tx, id int64) error {
	_, err := tx.NewUpdate().Model((*Playlist)(nil)).Set("player_id = NULL").Where("player_id = ?", id).Exec(ctx)
	return err
}

// Owned returns whose those playlists are that there are.
func (s *Playlists) Owned(ctx context.Context, ids []int64) (rows []catalog.Owned, err error) {
	err = s.db.R.NewSelect().Model((*Playlist)(nil)).Column("id", "account_id").Where("id IN (?)", bun.List(ids)).Scan(ctx, &rows)
	return rows, err
}

// Address is what the playlist is called in addresses.
func (p *Playlist) Address() address.Playlist {
	return address.Playlist{Account: p.AccountID, ID: p.ID}
}
