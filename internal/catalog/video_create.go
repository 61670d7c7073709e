package catalog

import (
	"context"
	"slices"
	"strings"

	"kinora/internal/database"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/player"
	"kinora/internal/quota"
)

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

// Create inserts videos, their subtitles and whatever the Created hook
// enqueues: all of them in one transaction, or none. An invalid item is
// reported as *ItemError; an account whose quota is used up is quota.ErrQuota.
func (l *Catalog) Create(ctx context.Context, account int64, items []NewVideo) ([]Video, error) {
	rows := make([]Video, len(items))
	for i, item := range items {
		row, err := l.newRow(account, item)
		if err != nil {
			return nil, &ItemError{Index: i, Err: err}
		}
		rows[i] = row
	}
	if _, err := l.quotas.Room(ctx, account); err != nil {
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
		if err := l.index.AddTx(ctx, tx, entries(rows)); err != nil {
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

func (l *Catalog) newRow(account int64, item NewVideo) (Video, error) {
	if strings.TrimSpace(item.Name) == "" {
		return Video{}, fault.Field("name", "can't be blank")
	}
	if err := checkNew(item); err != nil {
		return Video{}, err
	}
	if err := CheckOrigin(item.OriginURL); err != nil {
		return Video{}, err
	}
	if item.QualitySetID != nil && !l.Qualities.Has(account, *item.QualitySetID) {
		return Video{}, fault.Field("quality_set_id", "is invalid")
	}
	now := l.millis()
	row := Video{
		AccountID: account, Slug: newSlug(), Name: item.Name, Description: item.Description,
		Status: StatusEmpty, OriginURL: opt.Text(item.OriginURL), OriginHTTPHeaders: opt.Text(item.OriginHTTPHeaders),
		Priority: item.Priority, QualitySetID: item.QualitySetID,
		ClipStart: item.ClipStart, SourceBitrateLimit: true,
		DirectoryID: item.DirectoryID, ClientUserID: item.ClientUserID,
		Projection: "regular", ShareURL: opt.Text(item.ShareURL), CustomIframeURL: opt.Text(item.CustomIframeURL),
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

// CheckOrigin refuses the address of a source that no download could begin
// with; nil and blank are none.
func CheckOrigin(address *string) error {
	if opt.Text(address) == nil {
		return nil
	}
	if _, err := egress.ParseURL(*address); err != nil {
		return fault.Field("origin_url", "must be an http, https or sftp URL")
	}
	return nil
}

var projections = map[string]bool{"regular": true, "vr360": true, "vr180": true, "vr360tb": true}

const maxPosterSource = 2048 // bytes

// isPosterSource reports whether a poster could be fetched from an address.
func isPosterSource(address string) bool {
	u, err := egress.ParseURL(address)
	return err == nil && len(address) <= maxPosterSource && u.Scheme != "sftp"
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
func (l *Catalog) checkDirectories(ctx context.Context, tx *database.Tx, account int64, items []NewVideo) error {
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
func (l *Catalog) checkPlayers(ctx context.Context, tx *database.Tx, account int64, items []NewVideo) error {
	known := map[int64]bool{}
	for i, item := range items {
		if item.PlayerID == nil || known[*item.PlayerID] {
			continue
		}
		if err := player.CheckTx(ctx, tx, account, item.PlayerID); err != nil {
			return &ItemError{Index: i, Err: err}
		}
		known[*item.PlayerID] = true
	}
	return nil
}

func (l *Catalog) insertVideos(ctx context.Context, tx *database.Tx, rows []Video, items []NewVideo) error {
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
				VideoID: rows[i].ID, Language: s.Language, Name: s.Name, Size: int64(len(s.VTT)), VTT: s.VTT,
				CreatedAt: rows[i].CreatedAt, UpdatedAt: rows[i].CreatedAt,
			}
			subtitles = append(subtitles, sub)
			rows[i].Subtitles = append(rows[i].Subtitles, sub)
		}
	}
	for some := range slices.Chunk(subtitles, 100) {
		if _, err := tx.NewInsert().Model(&some).Exec(ctx); err != nil {
			return err
		}
	}
	return insertTexts(ctx, tx, subtitles...)
}

// chargeSubtitles counts the texts of new videos, all of one account.
func (l *Catalog) chargeSubtitles(ctx context.Context, tx *database.Tx, rows []Video, items []NewVideo) error {
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
	q, err := l.quotas.AddTx(ctx, tx, rows[0].AccountID, total, 0)
	if err == nil && q.Over(total, 0) {
		err = quota.ErrQuota
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
