package library

import (
	"context"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/fault"
)

// Statuses of a video.
const (
	StatusEmpty    = "empty"    // no complete, accepted source yet
	StatusPending  = "pending"  // source accepted, nothing playable yet
	StatusViewable = "viewable" // at least one rendition is complete
	StatusReady    = "ready"    // every rendition is complete
	StatusError    = "error"    // processing failed and nothing is playable
)

// What lists may be asked for beside a status.
const (
	ListFailed  = "failed"  // error, or empty with an error
	ListWaiting = "waiting" // empty without an error
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

// States of a video's still pictures.
const (
	StillsWaiting = "waiting"
	StillsDone    = "done"
	StillsFailed  = "failed"
)

// Video is one row of the catalogue. Times are Unix milliseconds, durations
// milliseconds, clip bounds seconds, sizes bytes.
type Video struct {
	bun.BaseModel `bun:"table:videos,alias:v"`

	ID                  int64 `bun:",pk,autoincrement"`
	AccountID           int64
	Slug                string
	Name                string
	Description         *string
	Status              string
	Error               *string // documented text, set together with ErrorDetail
	ErrorDetail         *string // see Failure
	Duration            *int64
	OriginDuration      *int64
	OriginSize          *int64
	OriginURL           *string
	OriginHTTPHeaders   *string `bun:"origin_http_headers"`
	OriginWidth         *int64
	OriginHeight        *int64
	OriginAudioChannels *int64
	Notes               []string // sentences: what of the source was left out, and why
	Received            int64    // bytes of the source downloaded so far
	Expected            int64    // bytes that the download is to have, 0 if nobody knows
	ReceivedAt          int64    // when Received was told
	Speed               int64    // bytes a second, of the download lately
	Priority            int64
	QualitySetID        *int64
	ClipStart           *int64
	ClipDuration        *int64
	SourceBitrateLimit  bool
	DirectoryID         *int64
	ClientUserID        *int64
	Projection          string
	ShareURL            *string
	CustomIframeURL     *string
	AutoTranscribe      string
	AutoTranslate       string
	PlayerID            *int64
	Poster              *string // file name of the picture
	PosterSource        *string // address that a poster is being fetched from
	ViewableAt          *int64  // when it could first be played
	ScreenshotID        int64
	Screenshots         int64   // how many screenshots exist
	SpriteVTT           *string `bun:"sprite_vtt"`
	Stills              string
	Plan                *string
	SourceBytes         int64  // of the stored source, as counted (see Quota)
	SweepingUntil       int64  // see Tidy; 0 = not at all
	Bytes               int64  // of the source and the renditions, as counted
	Millis              int64  // length, as counted
	Month               string // in which Millis were transcoded, such as 2026-11
	Views               int64
	CDNViews            int64 `bun:"cdn_views"`
	DeletedAt           *int64
	CreatedAt           int64
	UpdatedAt           int64

	Renditions []*Rendition `bun:"rel:has-many,join:id=video_id"`
	Subtitles  []*Subtitle  `bun:"rel:has-many,join:id=video_id"`
}

// Playable reports whether at least one rendition can be delivered.
func (v *Video) Playable() bool {
	return v.Status == StatusViewable || v.Status == StatusReady
}

// NewVideo is what a caller says of a video to be created. Nil means default.
type NewVideo struct {
	Name               string
	Description        *string
	OriginURL          *string
	OriginHTTPHeaders  *string
	Priority           int64
	QualitySetID       *int64
	ClipStart          *int64 // seconds
	ClipDuration       *int64 // seconds
	SourceBitrateLimit *bool
	DirectoryID        *int64
	ClientUserID       *int64
	ScreenshotID       int64
	PlayerID           *int64
	Poster             *Poster
	PosterSource       *string // address of a poster to be fetched; Poster goes before
	Projection         *string
	ShareURL           *string
	CustomIframeURL    *string
	AutoTranscribe     *string
	AutoTranslate      *string
	Subtitles          []NewSubtitle
}

// VideoPatch changes the members of a video that are set.
type VideoPatch struct {
	Name            Opt[string]
	Description     Opt[string]
	DirectoryID     Opt[int64]
	ClientUserID    Opt[int64]
	ScreenshotID    Opt[int64]
	Projection      Opt[string]
	ShareURL        Opt[string]
	CustomIframeURL Opt[string]
	Priority        Opt[int64]
	PlayerID        Opt[int64]
	Poster          Opt[Poster] // null removes it
	PosterSource    Opt[string] // as in NewVideo
}

// Filter narrows a list of videos; conditions are joined by AND. Page counts
// from 1.
type Filter struct {
	IDs          []int64
	Search       string
	Status       string
	ClientUserID *int64
	StreamID     *int64
	Page         int
	PerPage      int
	Sprites      bool // with the text of storyboards, which is long
}

// Create inserts videos, their subtitles and whatever the Created hook
// enqueues: all of them in one transaction, or none. An invalid item is
// reported as *ItemError; an account whose quota is used up is ErrQuota.
func (l *Library) Create(ctx context.Context, account int64, items []NewVideo) ([]Video, error) {
	rows := make([]Video, len(items))
	for i, item := range items {
		row, err := l.newRow(account, item)
		if err != nil {
			return nil, &ItemError{Index: i, Err: err}
		}
		rows[i] = row
	}
	if _, err := l.Room(ctx, account); err != nil {
		return nil, err
	}
	if err := l.storePosters(ctx, rows, items); err != nil {
		return nil, err
	}
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := l.checkDirectories(ctx, tx, account, items); err != nil {
			return err
		}
		if err := l.checkPlayers(ctx, tx, account, items); err != nil {
			return err
		}
		if err := l.insertVideos(ctx, tx, rows, items); err != nil {
			return err
		}
		if err := l.recordEvents(ctx, tx, event.Video, rows...); err != nil {
			return err
		}
		if err := l.fetchPosters(ctx, tx, rows...); err != nil {
			return err
		}
		if l.hooks.Created != nil {
			if err := l.hooks.Created(ctx, tx, rows); err != nil {
				return err
			}
		}
		if err := l.index(ctx, tx, rows); err != nil {
			return err
		}
		if err := l.recount(ctx, tx, account, map[string]int64{StatusEmpty: int64(len(rows))}); err != nil {
			return err
		}
		return l.checkVideoCount(ctx, tx, account)
	})
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func (l *Library) newRow(account int64, item NewVideo) (Video, error) {
	if strings.TrimSpace(item.Name) == "" {
		return Video{}, fault.Field("name", "can't be blank")
	}
	if err := checkNew(item); err != nil {
		return Video{}, err
	}
	if err := CheckOrigin(item.OriginURL); err != nil {
		return Video{}, err
	}
	if item.QualitySetID != nil && l.qualitySet(account, *item.QualitySetID) == nil {
		return Video{}, fault.Field("quality_set_id", "is invalid")
	}
	now := l.millis()
	row := Video{
		AccountID: account, Slug: newSlug(), Name: item.Name, Description: item.Description,
		Status: StatusEmpty, OriginURL: blankAsNil(item.OriginURL), OriginHTTPHeaders: blankAsNil(item.OriginHTTPHeaders),
		Priority: item.Priority, QualitySetID: item.QualitySetID,
		ClipStart: item.ClipStart, SourceBitrateLimit: true,
		DirectoryID: item.DirectoryID, ClientUserID: item.ClientUserID,
		Projection: "regular", ShareURL: blankAsNil(item.ShareURL), CustomIframeURL: blankAsNil(item.CustomIframeURL),
		AutoTranscribe: "auto", AutoTranslate: "disable", ScreenshotID: item.ScreenshotID,
		PlayerID: item.PlayerID, Poster: item.Poster.name(), PosterSource: posterSource(item),
		Stills: StillsWaiting, CreatedAt: now, UpdatedAt: now,
	}
	if item.ClipStart != nil {
		row.ClipDuration = item.ClipDuration // a length without a start is ignored
	}
	setIf(&row.SourceBitrateLimit, item.SourceBitrateLimit)
	setIf(&row.Projection, item.Projection)
	setIf(&row.AutoTranscribe, item.AutoTranscribe)
	setIf(&row.AutoTranslate, item.AutoTranslate)
	return row, nil
}

func setIf[T any](dst *T, v *T) {
	if v != nil {
		*dst = *v
	}
}

func blankAsNil(s *string) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	return s
}

// CheckOrigin refuses the address of a source that no download could begin
// with; nil and blank are none.
func CheckOrigin(address *string) error {
	if blankAsNil(address) == nil {
		return nil
	}
	if _, err := egress.ParseURL(*address); err != nil {
		return fault.Field("origin_url", "must be an http, https or sftp URL")
	}
	return nil
}

var projections = map[string]bool{"regular": true, "vr360": true, "vr180": true, "vr360tb": true}

// isPosterSource reports whether a poster could be fetched from an address.
func isPosterSource(address string) bool {
	u, err := egress.ParseURL(address)
	return err == nil && len(address) <= maxAddress && u.Scheme != "sftp"
}

// maxClip is the largest clip bound accepted, in seconds: about 3 years.
const maxClip = 100_000_000

func checkNew(item NewVideo) error {
	if err := item.checkTexts(); err != nil {
		return err
	}
	switch {
	case item.Priority < -10 || item.Priority > 10:
		return fault.Field("priority", "must be between -10 and 10")
	case item.ClipStart != nil && *item.ClipStart < 0:
		return fault.Field("clip_start_seconds", "must be greater than or equal to 0")
	case item.ClipStart != nil && *item.ClipStart > maxClip:
		return fault.Field("clip_start_seconds", "is invalid")
	case item.ClipDuration != nil && *item.ClipDuration > maxClip:
		return fault.Field("clip_duration_seconds", "is invalid")
	case item.ClipStart != nil && item.ClipDuration != nil && *item.ClipDuration <= 0:
		return fault.Field("clip_duration_seconds", "must be greater than 0")
	case item.ScreenshotID < -1:
		return fault.Field("screenshot_id", "is invalid")
	case item.Projection != nil && !projections[*item.Projection]:
		return fault.Field("projection", "is invalid")
	case item.PosterSource != nil && !isPosterSource(*item.PosterSource):
		return fault.Field("remote_poster_url", "is invalid")
	}
	return nil
}

// checkDirectories refuses directories that the account does not have.
func (l *Library) checkDirectories(ctx context.Context, tx *database.Tx, account int64, items []NewVideo) error {
	known := map[int64]bool{}
	for i, item := range items {
		if item.DirectoryID == nil || known[*item.DirectoryID] {
			continue
		}
		if err := l.checkDirectory(ctx, tx, account, *item.DirectoryID, "directory_id"); err != nil {
			return &ItemError{Index: i, Err: err}
		}
		known[*item.DirectoryID] = true
	}
	return nil
}

// checkPlayers refuses players that the account does not have.
func (l *Library) checkPlayers(ctx context.Context, tx *database.Tx, account int64, items []NewVideo) error {
	known := map[int64]bool{}
	for i, item := range items {
		if item.PlayerID == nil || known[*item.PlayerID] {
			continue
		}
		if err := l.checkPlayer(ctx, tx, account, item.PlayerID); err != nil {
			return &ItemError{Index: i, Err: err}
		}
		known[*item.PlayerID] = true
	}
	return nil
}

func (l *Library) insertVideos(ctx context.Context, tx *database.Tx, rows []Video, items []NewVideo) error {
	if err := l.chargeSubtitles(ctx, tx, rows, items); err != nil {
		return err
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return err
	}
	var subtitles []*Subtitle
	for i := range rows {
		for _, s := range items[i].Subtitles {
			sub := &Subtitle{
				VideoID: rows[i].ID, Language: s.Language, Name: s.Name, VTT: s.VTT,
				CreatedAt: rows[i].CreatedAt, UpdatedAt: rows[i].CreatedAt,
			}
			subtitles = append(subtitles, sub)
			rows[i].Subtitles = append(rows[i].Subtitles, sub)
		}
	}
	for len(subtitles) > 0 {
		some := subtitles[:statementful(subtitles)]
		// pgx keeps statements that return rows; of these, megabytes each
		if _, err := tx.NewInsert().Model(&some).Returning("NULL").Exec(ctx); err != nil {
			return err
		}
		subtitles = subtitles[len(some):]
	}
	return nil
}

// chargeSubtitles counts the texts of new videos, all of one account.
func (l *Library) chargeSubtitles(ctx context.Context, tx *database.Tx, rows []Video, items []NewVideo) error {
	total := int64(0)
	for i := range rows {
		for _, s := range items[i].Subtitles {
			rows[i].Bytes += int64(len(s.VTT))
		}
		if rows[i].Bytes > maxSubtitleBytes {
			return &ItemError{Index: i, Err: errSubtitleBytes}
		}
		total += rows[i].Bytes
	}
	if total == 0 {
		return nil
	}
	q, err := l.tally(ctx, tx, rows[0].AccountID, total, 0)
	if err == nil && q.over(total, 0) {
		err = ErrQuota
	}
	return err
}

// statementful is how many subtitles go into one statement: a batch may have
// 64 MB of them, and the statement is in memory more than once.
func statementful(subtitles []*Subtitle) int {
	const most = 1 << 20 // bytes
	size := 0
	for n, s := range subtitles {
		if size += len(s.VTT); size > most {
			return max(n, 1)
		}
	}
	return len(subtitles)
}

func byPosition(q *bun.SelectQuery) *bun.SelectQuery { return q.Order("position") }
func byID(q *bun.SelectQuery) *bun.SelectQuery       { return q.Order("id") }

// Video returns one video of the account with its renditions.
func (l *Library) Video(ctx context.Context, account, id int64) (Video, error) {
	var v Video
	err := l.often.video.One(ctx, &v, id, account)
	if err == nil {
		err = l.often.renditions.All(ctx, &v.Renditions, id)
	}
	return v, missing(err, "video")
}

// Videos returns one page of the account's videos, newest first, and how many
// match in all. A page takes the longer the deeper it is in the list.
func (l *Library) Videos(ctx context.Context, account int64, f Filter) ([]Video, Total, error) {
	if f.StreamID != nil || (f.IDs != nil && len(f.IDs) == 0) {
		return []Video{}, Total{}, nil // no recordings of live streams exist; an empty id list matches nothing
	}
	find := l.page
	if f.Search != "" {
		find = l.search
	}
	ids, total, err := find(ctx, account, f)
	if err != nil || len(ids) == 0 {
		return []Video{}, total, err
	}
	videos, err := l.shown(ctx, ids)
	if err == nil && f.Sprites {
		err = l.readSprites(ctx, videos)
	}
	return videos, total, err
}

// readSprites adds the text of their storyboards to listed videos.
func (l *Library) readSprites(ctx context.Context, videos []Video) error {
	ids, at := make([]int64, len(videos)), make(map[int64]int, len(videos))
	for i := range videos {
		ids[i], at[videos[i].ID] = videos[i].ID, i
	}
	var rows []Video
	if err := l.db.R.NewSelect().Model(&rows).Column("v.id", "v.sprite_vtt").Where("v.id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	for _, row := range rows {
		videos[at[row.ID]].SpriteVTT = row.SpriteVTT
	}
	return nil
}

// shown returns videos as lists show them, newest first.
func (l *Library) shown(ctx context.Context, ids []int64) ([]Video, error) {
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
type often struct{ video, renditions, videos, renditionsOf, names *database.Prepared }

func newOften(db *database.DB) often {
	return often{
		video: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Where("v.id = ? AND v.account_id = ? AND v.deleted_at IS NULL", a(1), a(2))
		}),
		renditions: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Rendition)(nil)).Where("r.video_id = ?", a(1)).Order("r.position")
		}),
		videos: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).ExcludeColumn("sprite_vtt", "plan").
				Where("? AND v.deleted_at IS NULL", db.Among("v.id", a(1))).Order("v.id DESC")
		}),
		renditionsOf: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Rendition)(nil)).ExcludeColumn("receipt").
				Where("?", db.Among("r.video_id", a(1))).Order("r.position")
		}),
		names: db.Prepare(func(a database.Arg) *bun.SelectQuery {
			return db.R.NewSelect().Model((*Video)(nil)).Column("v.id", "v.slug", "v.name").
				Where("? AND v.account_id = ? AND v.deleted_at IS NULL", db.Among("v.id", a(1)), a(2)).
				Where("CAST(?0 AS text) = '' OR v.status = ?0 OR ?0 = '"+ListFailed+"' AND "+listed(ListFailed)+
					" OR ?0 = '"+ListWaiting+"' AND "+listed(ListWaiting), a(3)).
				Where("CAST(?0 AS bigint) IS NULL OR v.client_user_id = ?0", a(4)).Order("v.id DESC")
		}),
	}
}

// page returns the ids of the page that a filter without a search asks for.
func (l *Library) page(ctx context.Context, account int64, f Filter) ([]int64, Total, error) {
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
	return q
}

// Public returns the video behind a public address, with renditions and
// subtitles.
func (l *Library) Public(ctx context.Context, account int64, slug string) (Video, error) {
	var v Video
	err := l.db.R.NewSelect().Model(&v).Relation("Renditions", byPosition).Relation("Subtitles", byID).
		Where("v.slug = ? AND v.account_id = ? AND v.deleted_at IS NULL", slug, account).Scan(ctx)
	return v, missing(err, "video")
}

// Update applies a patch and returns the video as it is then.
func (l *Library) Update(ctx context.Context, account, id int64, p VideoPatch) (Video, error) {
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
		return l.reindex(ctx, tx, v, name)
	})
	if err != nil {
		return Video{}, err
	}
	return l.Video(ctx, account, id)
}

func (l *Library) owned(ctx context.Context, tx *database.Tx, account, id int64) (Video, error) {
	var v Video
	q := tx.NewSelect().Model(&v).Where("v.id = ? AND v.account_id = ? AND v.deleted_at IS NULL", id, account)
	return v, missing(l.forUpdate(q).Scan(ctx), "video")
}

func (l *Library) patch(ctx context.Context, tx *database.Tx, v *Video, p VideoPatch) error {
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
		v.Projection = orDefault(p.Projection.Value, "regular")
		if !projections[v.Projection] {
			return fault.Field("projection", "is invalid")
		}
	}
	if p.Priority.Set {
		v.Priority = orDefault(p.Priority.Value, 0)
		if v.Priority < -10 || v.Priority > 10 {
			return fault.Field("priority", "must be between -10 and 10")
		}
	}
	if err := l.patchShown(ctx, tx, v, p); err != nil {
		return err
	}
	setOpt(&v.Description, p.Description)
	setOpt(&v.DirectoryID, p.DirectoryID)
	setOpt(&v.ClientUserID, p.ClientUserID)
	setOpt(&v.ShareURL, p.ShareURL)
	setOpt(&v.CustomIframeURL, p.CustomIframeURL)
	return nil
}

// patchShown sets what a viewer sees around the picture: poster and player.
func (l *Library) patchShown(ctx context.Context, tx *database.Tx, v *Video, p VideoPatch) error {
	if p.PlayerID.Set {
		if err := l.checkPlayer(ctx, tx, v.AccountID, p.PlayerID.Value); err != nil {
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
func (v *Video) patchStill(id Opt[int64]) error {
	if !id.Set {
		return nil
	}
	chosen := orDefault(id.Value, 0)
	if chosen < -1 || v.Screenshots > 0 && chosen >= v.Screenshots {
		return fault.Field("screenshot_id", "is invalid")
	}
	v.ScreenshotID = chosen
	return nil
}

func orDefault[T any](v *T, def T) T {
	if v == nil {
		return def
	}
	return *v
}

func setOpt[T any](dst **T, o Opt[T]) {
	if o.Set {
		*dst = o.Value
	}
}

// Delete removes a video for good: it is gone for every reader at once, its
// objects soon after.
func (l *Library) Delete(ctx context.Context, account, id int64) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		v, err := l.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		return l.deleteVideos(ctx, tx, []Video{v})
	})
}

func (l *Library) deleteVideos(ctx context.Context, tx *database.Tx, videos []Video) error {
	ids := make([]int64, len(videos))
	for i := range videos {
		ids[i] = videos[i].ID
	}
	if _, err := l.touched(tx.NewUpdate().Model((*Video)(nil))).
		Set("deleted_at = ?, directory_id = NULL", l.millis()).
		Where("id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
		return err
	}
	for _, table := range []string{"subtitles", "renditions"} {
		if _, err := tx.NewDelete().Table(table).Where("video_id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
			return err
		}
	}
	if err := l.dropFromPlaylists(ctx, tx, bun.List(ids)); err != nil {
		return err
	}
	if err := l.release(ctx, tx, videos); err != nil {
		return err
	}
	if err := l.recordEvents(ctx, tx, event.VideoDelete, videos...); err != nil {
		return err
	}
	if l.hooks.Deleted != nil {
		if err := l.hooks.Deleted(ctx, tx, videos); err != nil {
			return err
		}
	}
	if err := l.unindex(ctx, tx, videos); err != nil {
		return err
	}
	gone := map[string]int64{}
	for i := range videos {
		if videos[i].DeletedAt == nil { // else DeleteDirectory has counted it
			gone[videos[i].Status]--
		}
	}
	return l.recount(ctx, tx, videos[0].AccountID, gone)
}
