package quota

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Day is what an account had on a day, UTC. It is written with the quota, so that
// the two can't differ.
type Day struct {
	bun.BaseModel `bun:"table:usage_days,alias:u"`

	AccountID  int64 `bun:",pk"`
	Day        int64 `bun:",pk"` // since 1970
	Transcoded int64 // milliseconds, that day
	Bytes      int64 // at its end
	Millis     int64
	MostBytes  int64 // the most of that day
	MostMillis int64
}

// Start is when the day begins.
func (d *Day) Start() time.Time { return time.Unix(d.Day*86400, 0).UTC() }

func dayOf(at time.Time) int64 { return at.Unix() / 86400 }

// recordTx writes down what an account has now, and what was transcoded of it on
// a day.
func (s *Quotas) recordTx(ctx context.Context, tx *database.Tx, account, transcoded, day int64) error {
	_, err := tx.NewRaw(`INSERT INTO usage_days (account_id, day, transcoded, bytes, millis, most_bytes, most_millis)
		SELECT account_id, ?, ?, bytes, millis, bytes, millis FROM quotas WHERE account_id = ?
		ON CONFLICT (account_id, day) DO UPDATE SET transcoded = usage_days.transcoded + EXCLUDED.transcoded,
			bytes = EXCLUDED.bytes, millis = EXCLUDED.millis,
			most_bytes = CASE WHEN usage_days.most_bytes > EXCLUDED.bytes THEN usage_days.most_bytes ELSE EXCLUDED.bytes END,
			most_millis = CASE WHEN usage_days.most_millis > EXCLUDED.millis THEN usage_days.most_millis ELSE EXCLUDED.millis END`,
		day, transcoded, account).Exec(ctx)
	return err
}

// refundedTx takes time off that was counted in a month: off today, or off the
// last day of a month that is over, whose totals of bytes and length stay.
func (s *Quotas) refundedTx(ctx context.Context, tx *database.Tx, account, millis int64, month string) error {
	now := s.Now()
	if month == s.month() {
		return s.recordTx(ctx, tx, account, -millis, dayOf(now))
	}
	if err := s.recordTx(ctx, tx, account, 0, dayOf(now)); err != nil {
		return err
	}
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return nil // it was counted in none
	}
	_, err = tx.NewRaw(`UPDATE usage_days SET transcoded = transcoded - ? WHERE account_id = ? AND day = (
		SELECT MAX(day) FROM usage_days WHERE account_id = ? AND day < ? AND transcoded >= ?)`,
		millis, account, account, dayOf(first.AddDate(0, 1, 0)), millis).Exec(ctx)
	return err
}

// Usage is what an account had on each day of a time, both ends included. Days
// before anything was counted have nothing. A time that ends before it begins has no
// days.
func (s *Quotas) Usage(ctx context.Context, account int64, from, to time.Time) ([]Day, error) {
	first, last := dayOf(from), dayOf(to)
	var before Day
	err := s.db.R.NewSelect().Model(&before).Where("u.account_id = ? AND u.day < ?", account, first).Order("u.day DESC").Limit(1).Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var rows []Day
	err = s.db.R.NewSelect().Model(&rows).Where("u.account_id = ? AND u.day BETWEEN ? AND ?", account, first, last).Order("u.day").Scan(ctx)
	if err != nil {
		return nil, err
	}
	days := make([]Day, 0, max(last-first+1, 0))
	for day := first; day <= last; day++ {
		had := Day{AccountID: account, Day: day, Bytes: before.Bytes, Millis: before.Millis, MostBytes: before.Bytes, MostMillis: before.Millis}
		if len(rows) > 0 && rows[0].Day == day {
			had, rows = rows[0], rows[1:]
			had.MostBytes, had.MostMillis = max(had.MostBytes, before.Bytes), max(had.MostMillis, before.Millis)
		}
		days, before = append(days, had), had
	}
	return days, nil
}
