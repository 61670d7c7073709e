package stats

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/fault"
)

// Steps of a series. A month is of the calendar.
const (
	Minute = time.Minute
	Hour   = time.Hour
	Day    = 24 * time.Hour
	Month  = 30 * Day
)

// maxPoints bounds a series.
const maxPoints = 50_000

// Sent is what is asked of deliveries.
type Sent struct {
	Account  int64
	Kinds    []string  // nil = all
	Entities []int64   // nil = all; else of the one kind
	From, To time.Time // both included
}

// Point is what was sent in a bucket.
type Point struct {
	At      int64 // Unix seconds, where the bucket begins
	Media   time.Duration
	Viewers int64
	Bytes   int64
}

// Minutes is a time in minutes, rounded up, as it is shown and billed.
func Minutes(d time.Duration) int64 { return int64((d + time.Minute - time.Millisecond) / time.Minute) }

// Total is what was sent in all of a time.
func (s *Stats) Total(ctx context.Context, q Sent) (Point, error) {
	all := sent{viewers: newSketch()}
	err := s.each(ctx, q, true, func(_ int64, t *sent) error { return all.merge(t) })
	return Point{At: q.From.Unix(), Media: all.media, Viewers: int64(all.viewers.Estimate()), Bytes: all.bytes}, err
}

// Series is what was sent in each bucket of a time; buckets begin at multiples
// of the step since 1970, UTC, or with months. Of minutes that have become hours
// the bucket of the hour's first minute has all.
func (s *Stats) Series(ctx context.Context, q Sent, step time.Duration) ([]Point, error) {
	starts := bucketStarts(q.From, q.To, step)
	if starts == nil {
		return nil, fault.Field("granularity", "is too fine for this time")
	}
	buckets := make(map[int64]*sent, len(starts))
	err := s.each(ctx, q, step >= Day, func(at int64, t *sent) error {
		start := bucketStart(at, step)
		if buckets[start] == nil {
			buckets[start] = &sent{viewers: newSketch()}
		}
		return buckets[start].merge(t)
	})
	if err != nil {
		return nil, err
	}
	points := make([]Point, len(starts))
	for i, at := range starts {
		points[i].At = at
		if t := buckets[at]; t != nil {
			points[i].Media, points[i].Viewers, points[i].Bytes = t.media, int64(t.viewers.Estimate()), t.bytes
		}
	}
	return points, nil
}

// bucketStart is where the bucket of a time begins, in Unix seconds.
func bucketStart(at int64, step time.Duration) int64 {
	if step == Month {
		y, m, _ := time.Unix(at, 0).UTC().Date()
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC).Unix()
	}
	size := int64(step / time.Second)
	return at / size * size
}

// bucketStarts are where all buckets of a time begin; nil where there are too
// many.
func bucketStarts(from, to time.Time, step time.Duration) []int64 {
	list := []int64{}
	for at := bucketStart(from.Unix(), step); at <= to.Unix(); {
		if len(list) == maxPoints {
			return nil
		}
		list = append(list, at)
		if step == Month {
			at = time.Unix(at, 0).UTC().AddDate(0, 1, 0).Unix()
		} else {
			at += int64(step / time.Second)
		}
	}
	return list
}

// asked is how many entities one query is asked of.
const asked = 1000

// each calls a function with each row of a time, and when it begins. Whole days
// may come as one row each.
func (s *Stats) each(ctx context.Context, q Sent, days bool, call func(at int64, t *sent) error) error {
	entities := q.Entities
	if entities == nil {
		entities = []int64{0}
	}
	for some := range slices.Chunk(entities, asked) {
		if err := s.eachOf(ctx, q, some, days, call); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stats) eachOf(ctx context.Context, q Sent, entities []int64, days bool, call func(at int64, t *sent) error) error {
	from, to := q.From.Unix(), q.To.Unix()
	query := s.db.R.NewSelect().Model((*deliveryRow)(nil)).Where("d.account_id = ?", q.Account).Where("d.entity IN (?)", bun.List(entities))
	if q.Kinds != nil {
		query = query.Where("d.kind IN (?)", bun.List(q.Kinds))
	} else {
		query = query.Where("d.kind IN (?)", bun.List([]string{Video, Playlist}))
	}
	first, last := wholeDays(from, to, s.now().Unix())
	if days && first < last {
		query = query.Where(`(d.span = ? AND d.start >= ? AND d.start < ? OR d.span IN (?, ?) AND (d.start > ? AND d.start < ? OR d.start >= ? AND d.start <= ?))`,
			perDay, first, last, perMinute, perHour, from-perHour, first, last, to)
	} else {
		query = query.Where("d.span IN (?, ?) AND d.start > ? AND d.start <= ?", perMinute, perHour, from-perHour, to)
	}
	rows, err := query.Rows(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row deliveryRow
		if err := s.db.R.ScanRow(ctx, rows, &row); err != nil {
			return err
		}
		if row.Start+row.Span <= from {
			continue
		}
		t, err := row.sent()
		if err != nil {
			return err
		}
		if err := call(max(row.Start, from), t); err != nil {
			return err
		}
	}
	return rows.Err()
}

// wholeDays are the days that lie in a time from first to before last. Today is
// whole when it is asked for until now.
func wholeDays(from, to, now int64) (first, last int64) {
	first, last = (from+perDay-1)/perDay*perDay, (to+1)/perDay*perDay
	if to >= now {
		last = (now/perDay + 1) * perDay
	}
	return first, last
}
