package tus

import (
	"context"
	"errors"
	"log/slog"

	"github.com/uptrace/bun"

	"kinora/internal/fault"
)

// sweepBatch is how many uploads one search looks at.
const sweepBatch = 100

// sweep does once what Run does again and again.
func (s *Server) sweep(ctx context.Context) {
	steps := map[string]func(context.Context) error{
		"expire uploads": s.expire, "complete uploads": s.completeLeft, "remove uploads": s.removeEnded,
	}
	for _, what := range []string{"expire uploads", "complete uploads", "remove uploads"} {
		if err := steps[what](ctx); err != nil && ctx.Err() == nil {
			s.Log.LogAttrs(ctx, slog.LevelWarn, what, slog.Any("err", err))
		}
	}
}

// expire ends uploads that stood still for too long, and forgets finished
// ones that nobody will ask for any more. Parts of a file that never came
// about end like unfinished ones.
func (s *Server) expire(ctx context.Context) error {
	now := s.millis()
	_, err := s.DB.W.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, now).
		Where("expires_at <= ? AND lease_until <= ?", now, now).
		Where("(state = ? OR state = ? AND kind = ?)", stateOpen, stateFinished, kindPartial).Exec(ctx)
	if err != nil {
		return err
	}
	_, err = s.DB.W.NewDelete().Model((*upload)(nil)).
		Where("state = ? AND kind <> ? AND expires_at <= ?", stateFinished, kindPartial, now).Exec(ctx)
	return err
}

// left selects uploads in some states that nobody works on.
func (s *Server) left(ctx context.Context, where func(*bun.SelectQuery) *bun.SelectQuery) ([]upload, error) {
	var rows []upload
	err := where(s.DB.R.NewSelect().Model(&rows).Where("u.lease_until <= ?", s.millis())).
		Order("u.id").Limit(sweepBatch).Scan(ctx)
	return rows, err
}

// completeLeft finishes what a dead process left complete.
func (s *Server) completeLeft(ctx context.Context) error {
	rows, err := s.left(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("(u.state = ? OR u.state = ? AND (u.length = u.received OR u.kind = ?))", stateFinishing, stateOpen, kindFinal)
	})
	for i := range rows {
		if ctx.Err() != nil || !s.begin() {
			return nil
		}
		_, err := s.complete(ctx, rows[i].Name)
		s.work.Done()
		if fault.KindOf(err) != fault.Gone && fault.KindOf(err) != fault.Conflict {
			s.logTrouble(ctx, "an upload was not completed", &rows[i], err)
		}
	}
	return err
}

// removeEnded removes the bytes and rows of uploads that have ended. One that
// cannot be removed now is tried again with the next sweep.
func (s *Server) removeEnded(ctx context.Context) error {
	for {
		rows, err := s.left(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("u.state = ?", stateEnded) })
		errs := []error{err}
		for i := range rows {
			errs = append(errs, s.remove(ctx, &rows[i]))
		}
		if err := errors.Join(errs...); err != nil || len(rows) < sweepBatch {
			return err
		}
	}
}

// endFinished ends a partial upload that is finished.
func (s *Server) endFinished(ctx context.Context, u *upload) error {
	_, err := s.DB.W.NewUpdate().Model((*upload)(nil)).Set("state = ?, updated_at = ?", stateEnded, s.millis()).
		Where("id = ? AND state = ?", u.ID, stateFinished).Exec(ctx)
	return err
}

// removeSoon removes an ended upload now if it works, and else with the next
// sweep.
func (s *Server) removeSoon(ctx context.Context, u *upload) {
	s.logTrouble(ctx, "an ended upload is not removed yet", u, s.remove(context.WithoutCancel(ctx), u))
}
