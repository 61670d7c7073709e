package catalog

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// maxSubtitles is how many text tracks a video may have: each of them is read
// with the video by every viewer's manifest.
const maxSubtitles = 1000

// maxSubtitleBytes bounds their texts together, for the same reason.
const maxSubtitleBytes = 32 << 20

var errSubtitleBytes = fault.New(fault.Invalid, fmt.Sprintf("the subtitles of a video have up to %d bytes together", maxSubtitleBytes))

// Subtitle is one text track of a video. VTT is the text as it was sent, SRT
// or WebVTT, of Size bytes, and is read only where it says so; Language is an ISO 639-2/B code. Times are Unix
// milliseconds; UpdatedAt grows with every change, so it tells versions apart.
type Subtitle struct {
	bun.BaseModel `bun:"table:subtitles,alias:s"`

	ID        int64 `bun:",pk,autoincrement"`
	VideoID   int64
	Language  string
	Name      string
	Size      int64
	VTT       string `bun:"vtt,scanonly"`
	CreatedAt int64
	UpdatedAt int64
}

// NewSubtitle is a text track to be created, already checked.
type NewSubtitle struct {
	Language string
	Name     string
	VTT      string
}

// SubtitlePatch changes the members of a text track that are set and already
// checked. A null name is an empty one; Language and VTT have no null, which
// leaves them as they are.
type SubtitlePatch struct {
	Language opt.Opt[string]
	Name     opt.Opt[string]
	VTT      opt.Opt[string]
}

// Subtitles returns the text tracks of a video of the account with their texts,
// oldest first.
func (l *Catalog) Subtitles(ctx context.Context, account, video int64) ([]Subtitle, error) {
	if err := l.checkVideo(ctx, account, video); err != nil {
		return nil, err
	}
	subtitles := []Subtitle{}
	err := withText(l.db.R.NewSelect().Model(&subtitles)).Where("s.video_id = ?", video).Order("s.id").Scan(ctx)
	return subtitles, err
}

// Subtitle returns one text track of a video of the account with its text.
func (l *Catalog) Subtitle(ctx context.Context, account, video, id int64) (Subtitle, error) {
	if err := l.checkVideo(ctx, account, video); err != nil {
		return Subtitle{}, err
	}
	return subtitle(ctx, l.db.R, video, id)
}

// AddSubtitle gives a video of the account one more text track.
func (l *Catalog) AddSubtitle(ctx context.Context, account, video int64, n NewSubtitle) (Subtitle, error) {
	var s Subtitle
	if err := checkTexts(bounded{"name", &n.Name, maxTitle}); err != nil {
		return s, err
	}
	err := l.changeSubtitles(ctx, account, video, func(ctx context.Context, tx *database.Tx, now int64) error {
		s = Subtitle{VideoID: video, Language: n.Language, Name: n.Name, Size: int64(len(n.VTT)), VTT: n.VTT, CreatedAt: now, UpdatedAt: now}
		if _, err := tx.NewInsert().Model(&s).Exec(ctx); err != nil {
			return err
		}
		return insertTexts(ctx, tx, &s)
	})
	return s, err
}

// UpdateSubtitle applies a patch and returns the text track as it is then.
func (l *Catalog) UpdateSubtitle(ctx context.Context, account, video, id int64, p SubtitlePatch) (Subtitle, error) {
	var s Subtitle
	if err := checkTexts(bounded{"name", p.Name.Value, maxTitle}); err != nil {
		return s, err
	}
	err := l.changeSubtitles(ctx, account, video, func(ctx context.Context, tx *database.Tx, now int64) (err error) {
		if s, err = subtitle(ctx, tx, video, id); err != nil {
			return err
		}
		setIf(&s.Language, p.Language.Value)
		if p.VTT.Value != nil {
			s.VTT, s.Size = *p.VTT.Value, int64(len(*p.VTT.Value))
			if _, err := tx.NewUpdate().Model(textOf(&s)).Column("vtt").WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		if p.Name.Set {
			s.Name = opt.Or(p.Name.Value, "")
		}
		s.UpdatedAt = max(now, s.UpdatedAt+1)
		_, err = tx.NewUpdate().Model(&s).Column("language", "name", "size", "updated_at").WherePK().Exec(ctx)
		return err
	})
	return s, err
}

// DeleteSubtitle removes a text track of a video of the account.
func (l *Catalog) DeleteSubtitle(ctx context.Context, account, video, id int64) error {
	return l.changeSubtitles(ctx, account, video, func(ctx context.Context, tx *database.Tx, _ int64) error {
		s, err := subtitle(ctx, tx, video, id)
		if err != nil {
			return err
		}
		_, err = tx.NewDelete().Model(&s).WherePK().Exec(ctx)
		return err
	})
}

// changeSubtitles runs a change to a video's text tracks, one at a time per
// video, and marks the video as changed. Their texts count in the account's
// quota.
func (l *Catalog) changeSubtitles(ctx context.Context, account, video int64, change func(ctx context.Context, tx *database.Tx, now int64) error) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		v, err := l.owned(ctx, tx, account, video)
		if err != nil {
			return err
		}
		_, before, err := countSubtitles(ctx, tx, video)
		if err != nil {
			return err
		}
		if err := change(ctx, tx, l.millis()); err != nil {
			return err
		}
		n, after, err := countSubtitles(ctx, tx, video)
		switch {
		case err != nil:
			return err
		case n > maxSubtitles:
			return fault.New(fault.Invalid, fmt.Sprintf("a video takes up to %d subtitles", maxSubtitles))
		case after > before && after > maxSubtitleBytes:
			return errSubtitleBytes
		}
		if err := l.charge(ctx, tx, &v, after-before, 0); err != nil {
			return err
		}
		v.UpdatedAt = l.later(v.UpdatedAt)
		_, err = tx.NewUpdate().Model(&v).Column("bytes", "updated_at").WherePK().Exec(ctx)
		return err
	})
}

// countSubtitles counts a video's text tracks, and the bytes of their texts.
func countSubtitles(ctx context.Context, tx *database.Tx, video int64) (n, size int64, err error) {
	err = tx.NewRaw("SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM subtitles WHERE video_id = ?", video).Scan(ctx, &n, &size)
	return n, size, err
}

// checkVideo refuses a video that the account does not have.
func (l *Catalog) checkVideo(ctx context.Context, account, id int64) error {
	found, err := l.db.R.NewSelect().Model((*Video)(nil)).
		Where("v.id = ? AND v.account_id = ? AND v.deleted_at IS NULL", id, account).Exists(ctx)
	if err == nil && !found {
		err = fault.Missing("video")
	}
	return err
}

func subtitle(ctx context.Context, db bun.IDB, video, id int64) (Subtitle, error) {
	var s Subtitle
	err := withText(db.NewSelect().Model(&s)).Where("s.id = ? AND s.video_id = ?", id, video).Scan(ctx)
	return s, database.Missing(err, "subtitle")
}

// subtitleText is the text of a subtitle, apart from what every manifest reads.
type subtitleText struct {
	bun.BaseModel `bun:"table:subtitle_texts,alias:t"`

	SubtitleID int64  `bun:",pk"`
	VTT        string `bun:"vtt"`
}

func textOf(s *Subtitle) *subtitleText { return &subtitleText{SubtitleID: s.ID, VTT: s.VTT} }

// withText adds the texts to a query of subtitles.
func withText(q *bun.SelectQuery) *bun.SelectQuery {
	return q.ColumnExpr("?TableColumns").ColumnExpr("t.vtt").Join("JOIN subtitle_texts AS t ON t.subtitle_id = s.id")
}

// insertTexts adds the texts of subtitles that were inserted.
func insertTexts(ctx context.Context, tx *database.Tx, subtitles ...*Subtitle) error {
	for len(subtitles) > 0 {
		some := make([]*subtitleText, statementful(subtitles))
		for i := range some {
			some[i] = textOf(subtitles[i])
		}
		// pgx keeps statements that return rows; of these, megabytes each
		if _, err := tx.NewInsert().Model(&some).Returning("NULL").Exec(ctx); err != nil {
			return err
		}
		subtitles = subtitles[len(some):]
	}
	return nil
}

// SubtitleText returns the text of a subtitle of a video.
func (l *Catalog) SubtitleText(ctx context.Context, video, id int64) (text string, err error) {
	s, err := subtitle(ctx, l.db.R, video, id)
	return s.VTT, err
}
