package catalog

import (
	"context"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/event"
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
	Storyboard          bool    // exists
	SpriteVTT           *string `bun:"sprite_vtt,scanonly"` // text of the storyboard; only where it says so
	Stills              string
	Planned             bool   // its source was accepted; see Plan
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

// Delete removes a video for good: it is gone for every reader at once, its
// objects soon after.
func (l *Catalog) Delete(ctx context.Context, account, id int64) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		v, err := l.owned(ctx, tx, account, id)
		if err != nil {
			return err
		}
		return l.deleteVideos(ctx, tx, []Video{v})
	})
}

func (l *Catalog) deleteVideos(ctx context.Context, tx *database.Tx, videos []Video) error {
	ids := make([]int64, len(videos))
	for i := range videos {
		ids[i] = videos[i].ID
	}
	if _, err := l.touched(tx.NewUpdate().Model((*Video)(nil))).
		Set("deleted_at = ?, directory_id = NULL", l.millis()).
		Where("id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
		return err
	}
	for _, table := range []string{"subtitles", "renditions", "plans", "storyboards"} {
		if _, err := tx.NewDelete().Table(table).Where("video_id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
			return err
		}
	}
	if err := l.unlist(ctx, tx, bun.List(ids)); err != nil {
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
	if err := l.index.RemoveTx(ctx, tx, entries(videos)); err != nil {
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
