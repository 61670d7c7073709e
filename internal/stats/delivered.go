package stats

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/axiomhq/hyperloglog"
	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Spans of the rows of deliveries, in seconds. What was sent is written to the
// row of its minute and to that of its day; old minutes become hours.
const (
	perMinute = 60
	perHour   = 3600
	perDay    = 86400
)

// FineFor is how long minutes are kept; then they become hours.
const FineFor = 8 * 24 * time.Hour

// rowKey names a row of deliveries. Entity 0 is all of a kind.
type rowKey struct {
	AccountID int64  `bun:",pk"`
	Kind      string `bun:",pk"`
	Entity    int64  `bun:",pk"`
	Span      int64  `bun:",pk"`
	Start     int64  `bun:",pk"` // Unix seconds
}

func (k rowKey) compare(o rowKey) int {
	return cmp.Or(cmp.Compare(k.AccountID, o.AccountID), cmp.Compare(k.Kind, o.Kind), cmp.Compare(k.Entity, o.Entity),
		cmp.Compare(k.Span, o.Span), cmp.Compare(k.Start, o.Start))
}

type deliveryRow struct {
	bun.BaseModel `bun:"table:deliveries,alias:d"`

	rowKey
	Media   int64 // milliseconds
	Bytes   int64
	Answers int64
	Viewers []byte
}

// add adds what was sent to the row, and returns by how many viewers it grew.
func (r *deliveryRow) add(t *sent) (int64, error) {
	r.Media += t.media.Milliseconds()
	r.Bytes += t.bytes
	r.Answers += t.answers
	sketch, err := readSketch(r.Viewers)
	if err != nil {
		return 0, err
	}
	before := sketch.Estimate()
	if err := sketch.Merge(t.viewers); err != nil {
		return 0, err
	}
	grown := int64(sketch.Estimate()) - int64(before)
	r.Viewers, err = sketch.MarshalBinary()
	return max(grown, 0), err
}

func (r *deliveryRow) sent() (*sent, error) {
	sketch, err := readSketch(r.Viewers)
	return &sent{media: time.Duration(r.Media) * time.Millisecond, bytes: r.Bytes, answers: r.Answers, viewers: sketch}, err
}

func readSketch(b []byte) (*hyperloglog.Sketch, error) {
	sketch := newSketch()
	if len(b) == 0 {
		return sketch, nil
	}
	if err := sketch.UnmarshalBinary(b); err != nil {
		return nil, fmt.Errorf("count of viewers: %w", err)
	}
	return sketch, nil
}

// merge adds what was sent otherwise.
func (t *sent) merge(o *sent) error {
	t.media += o.media
	t.bytes += o.bytes
	t.answers += o.answers
	return t.viewers.Merge(o.viewers)
}

// gather adds what was sent to a row's share.
func gather(rows map[rowKey]*sent, k rowKey, t *sent) error {
	if rows[k] == nil {
		rows[k] = &sent{viewers: newSketch()}
	}
	return rows[k].merge(t)
}

// deliver writes a batch, unless the writer has written it already.
func (s *Stats) deliver(ctx context.Context, writer string, b batch) error {
	rows := make(map[rowKey]*sent, 4*len(b.sent))
	for k, t := range b.sent {
		for _, id := range []int64{k.id, 0} {
			for _, span := range []int64{perMinute, perDay} {
				if err := gather(rows, rowKey{k.account, k.kind, id, span, k.start / span * span}, t); err != nil {
					return err
				}
			}
		}
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		fresh, err := s.claim(ctx, tx, writer, b.number)
		if err != nil || !fresh {
			return err
		}
		return s.addRows(ctx, tx, rows)
	})
}

// claim records that a batch is being written; fresh is false when it was.
func (s *Stats) claim(ctx context.Context, tx *database.Tx, writer string, number int64) (fresh bool, err error) {
	result, err := tx.NewRaw(`INSERT INTO delivery_batches (writer, number, at) VALUES (?, ?, ?)
		ON CONFLICT (writer) DO UPDATE SET number = EXCLUDED.number, at = EXCLUDED.at WHERE delivery_batches.number < EXCLUDED.number`,
		writer, number, s.now().UnixMilli()).Exec(ctx)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// addRows adds to rows, in one order, so that no two processes wait for each
// other's. What a day's viewers grow by are views.
func (s *Stats) addRows(ctx context.Context, tx *database.Tx, add map[rowKey]*sent) error {
	rows, err := s.lockRows(ctx, tx, add)
	if err != nil {
		return err
	}
	views := map[view]int64{}
	for i := range rows {
		grown, err := rows[i].add(add[rows[i].rowKey])
		if err != nil {
			return err
		}
		if rows[i].Span == perDay && rows[i].Entity != 0 && grown > 0 {
			views[view{rows[i].Kind, rows[i].Entity}] += grown
		}
	}
	_, err = tx.NewInsert().Model(&rows).On("CONFLICT (account_id, kind, entity, span, start) DO UPDATE").
		Set("media = EXCLUDED.media, bytes = EXCLUDED.bytes, answers = EXCLUDED.answers, viewers = EXCLUDED.viewers").Exec(ctx)
	if err != nil {
		return err
	}
	return count(ctx, tx, "sent", views)
}

// lockRows returns the rows of keys, locked; those that are new are empty.
func (s *Stats) lockRows(ctx context.Context, tx *database.Tx, keys map[rowKey]*sent) ([]deliveryRow, error) {
	fresh, list := make([]deliveryRow, 0, len(keys)), make([]bun.TupleValues, 0, len(keys))
	for k := range keys {
		fresh = append(fresh, deliveryRow{rowKey: k, Viewers: []byte{}})
		list = append(list, bun.Tuple([]any{k.AccountID, k.Kind, k.Entity, k.Span, k.Start}))
	}
	slices.SortFunc(fresh, func(a, b deliveryRow) int { return a.compare(b.rowKey) })
	if _, err := tx.NewInsert().Model(&fresh).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return nil, err
	}
	var rows []deliveryRow
	query := tx.NewSelect().Model(&rows).Where("(d.account_id, d.kind, d.entity, d.span, d.start) IN (VALUES ?)", bun.List(list)).
		Order("d.account_id", "d.kind", "d.entity", "d.span", "d.start")
	err := s.db.ForUpdate(query).Scan(ctx)
	return rows, err
}

// Condense turns minutes that are older than FineFor into hours, an hour of all
// entities at a time.
func (s *Stats) Condense(ctx context.Context) error {
	before := s.now().Add(-FineFor).Unix() / perHour * perHour
	for {
		done, err := s.condenseHour(ctx, before)
		if err != nil || done {
			return err
		}
	}
}

func (s *Stats) condenseHour(ctx context.Context, before int64) (done bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var first int64
		err := tx.NewRaw("SELECT start FROM deliveries WHERE span = ? AND start < ? ORDER BY start LIMIT 1", perMinute, before).Scan(ctx, &first)
		if errors.Is(err, sql.ErrNoRows) {
			done = true
			return nil
		}
		if err != nil {
			return err
		}
		hour := first / perHour * perHour
		var rows []deliveryRow
		query := tx.NewSelect().Model(&rows).Where("d.span = ? AND d.start >= ? AND d.start < ?", perMinute, hour, hour+perHour).
			Order("d.account_id", "d.kind", "d.entity", "d.span", "d.start").Limit(condenseStep)
		if err := s.db.ForUpdate(query).Scan(ctx); err != nil {
			return err
		}
		hours := map[rowKey]*sent{}
		keys := make([]bun.TupleValues, len(rows))
		for i := range rows {
			k := rows[i].rowKey
			keys[i] = bun.Tuple([]any{k.AccountID, k.Kind, k.Entity, k.Span, k.Start})
			t, err := rows[i].sent()
			if err != nil {
				return err
			}
			k.Span, k.Start = perHour, hour
			if err := gather(hours, k, t); err != nil {
				return err
			}
		}
		if len(rows) == 0 { // another process has just done it
			return nil
		}
		if _, err := tx.NewRaw("DELETE FROM deliveries WHERE (account_id, kind, entity, span, start) IN (VALUES ?)", bun.List(keys)).Exec(ctx); err != nil {
			return err
		}
		return s.addRows(ctx, tx, hours)
	})
	return done, err
}

// condenseStep is how many rows become hours in a transaction.
const condenseStep = 2000

// forgetDeliveries removes what was sent of an entity. What was sent of all of
// its kind stays, for bills.
func (s *Stats) forgetDeliveries(ctx context.Context, f *forgotten) error {
	_, err := s.db.W.NewRaw("DELETE FROM deliveries WHERE account_id = ? AND kind = ? AND entity = ?", f.AccountID, f.Kind, f.Entity).Exec(ctx)
	return err
}

// pruneDeliveries removes what was sent before a time, and what is known of
// processes that have ended.
func (s *Stats) pruneDeliveries(ctx context.Context, before time.Time) error {
	for _, span := range []int64{perMinute, perHour, perDay} {
		if _, err := s.db.W.NewRaw("DELETE FROM deliveries WHERE span = ? AND start < ?", span, before.Unix()).Exec(ctx); err != nil {
			return err
		}
	}
	_, err := s.db.W.NewRaw("DELETE FROM delivery_batches WHERE at < ?", s.now().Add(-24*time.Hour).UnixMilli()).Exec(ctx)
	return err
}
