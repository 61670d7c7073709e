package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/event"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/plan"
)

// Inspection is what looking at a source found, and the renditions planned.
// Durations are milliseconds; sizes are display-oriented pixels, 0 when there
// is no picture.
type Inspection struct {
	OriginDuration int64
	Duration       int64
	Width          int64
	Height         int64
	AudioChannels  int64
	Notes          []string // see Video
	Plan           string   // JSON
	Renditions     []Rendition
}

// Failure says why a video or a rendition is not to be had: in one of the
// documented texts, and to a person, in a sentence that may be empty and holds
// no secret.
type Failure struct {
	Text   string
	Detail string
}

// FailureOf is the failure of a fault that has a documented text.
func FailureOf(err error) Failure {
	return Failure{Text: fault.Detail(err), Detail: fault.Explanation(err)}
}

// fail records why there is nothing to play, or no longer, where f is nil.
func (v *Video) fail(f *Failure) {
	v.Error, v.ErrorDetail = nil, nil
	if f != nil {
		v.Error, v.ErrorDetail = &f.Text, text(f.Detail)
	}
}

var errGone = fault.New(fault.Gone, "the video was deleted")

// IgnoreGone lets work on a deleted video end as if it had succeeded: its purge
// takes care of the rest.
func IgnoreGone(err error) error {
	if fault.KindOf(err) == fault.Gone {
		return nil
	}
	return err
}

// ByID returns a video of any account, with renditions, for the work done on
// it. A deleted one is fault.Gone.
func (l *Catalog) ByID(ctx context.Context, id int64) (Video, error) {
	var v Video
	err := l.db.R.NewSelect().Model(&v).Relation("Renditions", byPosition).Where("v.id = ?", id).Scan(ctx)
	return v, gone(v, err)
}

// ByIDTx reads a video as it is in a transaction, under its lock: without
// renditions and subtitles. A deleted one is fault.Gone.
func (l *Catalog) ByIDTx(ctx context.Context, tx *database.Tx, id int64) (Video, error) {
	var v Video
	err := l.db.ForUpdate(tx.NewSelect().Model(&v).Where("v.id = ?", id)).Scan(ctx)
	return v, gone(v, err)
}

func gone(v Video, err error) error {
	err = database.Missing(err, "video")
	if fault.KindOf(err) == fault.NotFound || err == nil && v.DeletedAt != nil {
		return errGone
	}
	return err
}

// change reads a video under its row lock, lets apply change rows, derives the
// status anew and records an event when it changed.
func (l *Catalog) change(ctx context.Context, tx *database.Tx, id int64, apply func(v *Video) error) error {
	v, err := l.ByIDTx(ctx, tx, id)
	if err != nil {
		return err
	}
	before := v
	if err := apply(&v); err != nil {
		return err
	}
	settled, err := l.derive(ctx, tx, &v)
	if err != nil {
		return err
	}
	v.UpdatedAt = l.later(v.UpdatedAt)
	if v.ViewableAt == nil && v.Playable() {
		v.ViewableAt = &v.UpdatedAt
		l.reached(&v, StatusViewable)
	}
	if before.Status != StatusReady && v.Status == StatusReady {
		l.reached(&v, StatusReady)
	}
	if _, err := tx.NewUpdate().Model(&v).WherePK().Column("viewable_at", "status", "error", "error_detail", "duration", "origin_duration",
		"origin_url", "origin_http_headers", "expected", "speed", "origin_size", "origin_width", "origin_height", "origin_audio_channels", "notes", "received", "screenshots",
		"storyboard", "stills", "planned", "source_bytes", "bytes", "millis", "month", "updated_at").Exec(ctx); err != nil {
		return err
	}
	if err := l.recordChange(ctx, tx, before, v, settled); err != nil {
		return err
	}
	if settled && l.hooks.Settled != nil {
		if err := l.hooks.Settled(ctx, tx, id); err != nil {
			return err
		}
	}
	if before.Status == v.Status {
		return nil
	}
	return l.recount(ctx, tx, v.AccountID, map[string]int64{before.Status: -1, v.Status: 1})
}

func (l *Catalog) reached(v *Video, status string) {
	if l.hooks.Reached != nil {
		l.hooks.Reached(status, time.Duration(v.UpdatedAt-v.CreatedAt)*time.Millisecond)
	}
}

// OldestWaiting is how old the oldest video of all is that has a source, or an
// address of one, and can neither be watched nor has failed; 0 without any.
func (l *Catalog) OldestWaiting(ctx context.Context) (time.Duration, error) {
	var at sql.NullInt64
	err := l.db.R.NewSelect().Model((*Video)(nil)).ColumnExpr("MIN(v.created_at)").Where("v.deleted_at IS NULL AND v.status IN (?, ?)", StatusEmpty, StatusPending).
		Where("(v.status = ? OR v.status = ? AND v.error IS NULL AND (v.origin_url IS NOT NULL OR v.source_bytes > 0))", StatusPending, StatusEmpty).Scan(ctx, &at)
	if err != nil || !at.Valid {
		return 0, err
	}
	return time.Duration(l.millis()-at.Int64) * time.Millisecond, nil
}

// recordChange writes the events of a status change, and one when nothing is
// left to be done although a rendition has failed. A video with a single
// rendition still passes viewable on its way to ready.
func (l *Catalog) recordChange(ctx context.Context, tx *database.Tx, before, v Video, settled bool) error {
	same := before.Status == v.Status && opt.Or(before.Error, "") == opt.Or(v.Error, "")
	if same && !(settled && v.Status == StatusViewable) {
		return nil
	}
	if before.Status == StatusPending && v.Status == StatusReady {
		between := v
		between.Status = StatusViewable
		return l.recordEvents(ctx, tx, event.Video, between, v)
	}
	return l.recordEvents(ctx, tx, event.Video, v)
}

// derive reads a video's renditions, sets the status that they and its stills
// amount to, and reports whether nothing is left to be done.
func (l *Catalog) derive(ctx context.Context, tx *database.Tx, v *Video) (settled bool, err error) {
	if !v.Planned {
		return v.Error != nil, nil // not inspected yet, or refused
	}
	var rows []Rendition
	if err := tx.NewSelect().Model(&rows).Where("r.video_id = ?", v.ID).Order("r.position").Scan(ctx); err != nil {
		return false, err
	}
	count := map[string]int{}
	v.fail(nil)
	v.Renditions = make([]*Rendition, len(rows))
	for i, r := range rows {
		v.Renditions[i] = &rows[i]
		count[r.Status]++
		if r.Error != nil && v.Error == nil {
			v.Error, v.ErrorDetail = r.Error, r.ErrorDetail
		}
	}
	v.Status, settled = statusOf(count, v.Stills)
	return settled, nil
}

// statusOf is the status machine: counts of renditions by state, and the state
// of the stills, which a ready video must have behind it.
func statusOf(count map[string]int, stills string) (status string, settled bool) {
	working, good, bad := count[RenditionProcessing], count[RenditionComplete], count[RenditionError]
	settled = working == 0 && stills != StillsWaiting
	switch {
	case good == 0 && working > 0:
		return StatusPending, false
	case good == 0:
		return StatusError, settled
	case bad == 0 && settled:
		return StatusReady, true
	default:
		return StatusViewable, settled
	}
}

// SetReceived records how many bytes of a source have arrived, and by that how
// fast they come.
func (l *Catalog) SetReceived(ctx context.Context, id, bytes int64) error {
	now := l.millis()
	return l.touch(ctx, id, func(q *updateQuery) {
		q.Set("received = ?, received_at = ?", bytes, now).
			Set("speed = CASE WHEN received < ? AND received_at < ? THEN (? - received) * 1000 / (? - received_at) ELSE 0 END", bytes, now, bytes, now)
	})
}

// SetExpected records how many bytes a download that begins is to have, 0 if
// nobody knows.
func (l *Catalog) SetExpected(ctx context.Context, id, bytes int64) error {
	now := l.millis()
	return l.touch(ctx, id, func(q *updateQuery) {
		q.Set("expected = ?, received = 0, received_at = ?, speed = 0", max(bytes, 0), now)
	})
}

// Touch tells listeners that a video is to be read again, although its rows are
// as they were: the work on it stands differently.
func (l *Catalog) Touch(ctx context.Context, id int64) error {
	return l.touch(ctx, id, func(*updateQuery) {})
}

// TouchSubject is Touch for what jobs call a video. It is no matter when it
// fails: whoever looks sees the same.
func (l *Catalog) TouchSubject(ctx context.Context, subject string) {
	if id := address.OfSubject(subject); id != 0 {
		_ = l.Touch(ctx, id)
	}
}

// FetchedTx records that a source of size bytes is stored whole. It changes
// nothing and returns quota.ErrQuota where the account may not have it.
func (l *Catalog) FetchedTx(ctx context.Context, tx *database.Tx, id, size int64) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		if err := l.charge(ctx, tx, v, size-v.SourceBytes, 0); err != nil {
			return err
		}
		v.Received, v.OriginSize, v.SourceBytes = size, &size, size
		return nil
	})
}

// SourceRemovedTx records that the source is no longer stored.
func (l *Catalog) SourceRemovedTx(ctx context.Context, tx *database.Tx, id int64) error {
	v, err := l.ByIDTx(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := l.charge(ctx, tx, &v, -v.SourceBytes, 0); err != nil {
		return err
	}
	v.SourceBytes = 0
	_, err = tx.NewUpdate().Model(&v).WherePK().Column("source_bytes", "bytes").Exec(ctx)
	return err
}

// sweepTime is how long Tidy's remove may take. Longer nobody is kept from
// starting a video again whose sweep has died.
const sweepTime = 30 * time.Second

// errSweeping is the answer to who would begin work on a video meanwhile.
var errSweeping = fault.New(fault.Busy, "retry later: what is left of the last try is being removed")

// Tidy lets remove take away what is stored of a video that nothing is left to
// be done for, and records whether the source was among it. Until remove
// returns no other source can arrive and no work can begin; where either has,
// remove is not called. It runs outside of any transaction.
func (l *Catalog) Tidy(ctx context.Context, id int64, remove func(ctx context.Context, v Video) (source bool, err error)) error {
	var v Video
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if v, err = l.ByIDTx(ctx, tx, id); err != nil {
			return err
		}
		if err := tx.NewSelect().Model(&v.Renditions).Where("r.video_id = ?", id).Order("r.position").Scan(ctx); err != nil {
			return err
		}
		if !v.Settled() {
			return nil
		}
		return l.setSweeping(ctx, tx, id, l.millis()+2*sweepTime.Milliseconds())
	})
	if err != nil || !v.Settled() {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, sweepTime)
	source, err := remove(limited, v)
	late := limited.Err() != nil // then something may be on its way still
	cancel()
	if late {
		return err
	}
	return errors.Join(err, l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if source && err == nil {
			if err := l.SourceRemovedTx(ctx, tx, id); err != nil {
				return err
			}
		}
		return l.setSweeping(ctx, tx, id, 0)
	}))
}

func (l *Catalog) setSweeping(ctx context.Context, tx *database.Tx, id, until int64) error {
	_, err := tx.NewUpdate().Model((*Video)(nil)).Set("sweeping_until = ?", until).Where("id = ?", id).Exec(ctx)
	return err
}

// RejectedTx records why a source was not to be had or not accepted; the video
// stays empty. Of one that plays, and was tried again, what is left fails.
func (l *Catalog) RejectedTx(ctx context.Context, tx *database.Tx, id int64, f Failure) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		if !v.Planned {
			v.fail(&f)
			return nil
		}
		if v.Stills == StillsWaiting {
			v.Stills = StillsFailed
		}
		_, err := tx.NewUpdate().Model((*Rendition)(nil)).
			Set("status = ?, progress = 0, error = ?, error_detail = ?, updated_at = ?", RenditionError, f.Text, text(f.Detail), l.millis()).
			Where("video_id = ? AND status = ?", id, RenditionProcessing).Exec(ctx)
		return err
	})
}

// InspectedTx records an accepted source and the renditions planned for it;
// the video becomes pending. A repeated call changes nothing, nor does one
// that returns quota.ErrQuota, as the account has no minutes left for it.
func (l *Catalog) InspectedTx(ctx context.Context, tx *database.Tx, id int64, in Inspection) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		if v.Planned {
			return nil
		}
		if len(in.Renditions) == 0 {
			return errors.New("an inspection without renditions")
		}
		if err := l.charge(ctx, tx, v, 0, in.Duration); err != nil {
			return err
		}
		if err := setPlan(ctx, tx, id, in.Plan); err != nil {
			return err
		}
		v.Planned = true
		v.fail(nil)
		v.OriginDuration, v.Duration = &in.OriginDuration, &in.Duration
		v.OriginWidth, v.OriginHeight = positive(in.Width), positive(in.Height)
		v.OriginAudioChannels, v.Notes = positive(in.AudioChannels), in.Notes
		rows := make([]Rendition, len(in.Renditions))
		for i, r := range in.Renditions {
			r.VideoID, r.Position, r.Status, r.UpdatedAt = id, int64(i), RenditionProcessing, l.millis()
			rows[i] = r
		}
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	})
}

// ReplanTx replaces the plan of a video by one with the same renditions.
func (l *Catalog) ReplanTx(ctx context.Context, tx *database.Tx, id int64, plan string) error {
	return l.change(ctx, tx, id, func(*Video) error { return setPlan(ctx, tx, id, plan) })
}

// setPlan keeps the plan of a video whose row is locked.
func setPlan(ctx context.Context, tx *database.Tx, id int64, plan string) error {
	_, err := tx.NewRaw("INSERT INTO plans (video_id, plan) VALUES (?, ?) ON CONFLICT (video_id) DO UPDATE SET plan = EXCLUDED.plan", id, plan).Exec(ctx)
	return err
}

// ErrBadPlan is the error of a plan that is not there or not to be understood.
var ErrBadPlan = errors.New("there is no plan to work by")

// Plan returns the plan of a video that is Planned; it is plan.ErrNewer or
// ErrBadPlan where this program cannot work by it.
func (l *Catalog) Plan(ctx context.Context, id int64) (*plan.Plan, error) {
	var text string
	err := l.db.R.NewSelect().Table("plans").Column("plan").Where("video_id = ?", id).Scan(ctx, &text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	p, err := plan.Parse(text)
	if err != nil && !errors.Is(err, plan.ErrNewer) {
		err = fmt.Errorf("%w: %w", ErrBadPlan, err)
	}
	return p, err
}

func positive(n int64) *int64 {
	if n <= 0 {
		return nil
	}
	return &n
}

// SetProgress records how far renditions that are still processing are: those
// at the given positions, or all. Progress that was told before is not taken
// back.
func (l *Catalog) SetProgress(ctx context.Context, id, percent int64, positions ...int64) error {
	q := l.db.W.NewUpdate().Model((*Rendition)(nil)).Set("progress = ?, updated_at = ?", percent, l.millis()).
		Where("video_id = ? AND status = ? AND progress < ?", id, RenditionProcessing, percent)
	if len(positions) > 0 {
		q = q.Where("position IN (?)", bun.List(positions))
	}
	if _, err := q.Exec(ctx); err != nil {
		return err
	}
	return l.touch(ctx, id, func(*updateQuery) {})
}

// Publish makes a rendition complete once its bytes are stored, in a
// transaction of its own. It reports false when the rendition was complete or
// given up already, and quota.ErrQuota when the account may not have the bytes; then
// the caller's object is not referred to.
func (l *Catalog) Publish(ctx context.Context, id, position int64, p Published) (bool, error) {
	done := false
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		return l.change(ctx, tx, id, func(v *Video) error {
			res, err := tx.NewUpdate().Model((*Rendition)(nil)).
				Set("status = ?, progress = 100, error = NULL, error_detail = NULL, object = ?, size = ?, duration = ?", RenditionComplete, p.Object, p.Size, p.Duration).
				Set("frame_width = ?, frame_height = ?", positive(p.FrameWidth), positive(p.FrameHeight)).
				Set("video_codecs = ?, audio_codecs = ?, audio_tracks = ?, receipt = ?", text(p.VideoCodecs), text(p.AudioCodecs), p.AudioTracks, text(p.Receipt)).
				Set("fps_num = ?, fps_den = ?, key_frame_bps = ?", positive(p.FPSNum), positive(p.FPSDen), positive(p.KeyFrameBPS)).
				Set("updated_at = ?", l.millis()).
				Where("video_id = ? AND position = ? AND status = ?", id, position, RenditionProcessing).Exec(ctx)
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if done = n == 1; !done || err != nil {
				return err
			}
			v.Duration = &p.Duration
			return l.charge(ctx, tx, v, p.Size, 0)
		})
	})
	return done, err
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// RenditionFailedTx gives a rendition up; a complete one stays complete.
func (l *Catalog) RenditionFailedTx(ctx context.Context, tx *database.Tx, id, position int64, f Failure) error {
	return l.change(ctx, tx, id, func(*Video) error {
		_, err := tx.NewUpdate().Model((*Rendition)(nil)).
			Set("status = ?, progress = 0, error = ?, error_detail = ?, updated_at = ?", RenditionError, f.Text, text(f.Detail), l.millis()).
			Where("video_id = ? AND position = ? AND status = ?", id, position, RenditionProcessing).Exec(ctx)
		return err
	})
}

// StillsTx records that screenshots and storyboard are stored.
func (l *Catalog) StillsTx(ctx context.Context, tx *database.Tx, id, screenshots int64, vtt string) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		v.Stills, v.Screenshots, v.Storyboard = StillsDone, screenshots, vtt != ""
		_, err := tx.NewRaw("INSERT INTO storyboards (video_id, vtt) VALUES (?, ?) ON CONFLICT (video_id) DO UPDATE SET vtt = EXCLUDED.vtt", id, vtt).Exec(ctx)
		return err
	})
}

// StillsFailedTx records that a video goes without stills.
func (l *Catalog) StillsFailedTx(ctx context.Context, tx *database.Tx, id int64) error {
	return l.change(ctx, tx, id, func(v *Video) error {
		if v.Stills == StillsWaiting {
			v.Stills = StillsFailed
		}
		return nil
	})
}
