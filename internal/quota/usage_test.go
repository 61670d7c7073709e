package quota

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// create makes accounts 1 and 2.
func create(t *testing.T, db *database.DB) {
	for _, name := range []string{"one", "two"} {
		_, _, err := account.New(db).Create(t.Context(), name, name+"@example.org")
		require.NoError(t, err)
	}
}

// TestUsageIsTheLedger charges, refunds and releases over three months, and
// compares each day with a count by hand, and the months with the quota.
func TestUsageIsTheLedger(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, random := t.Context(), rand.New(rand.NewPCG(1, 2))
		create(t, db)
		s := New(db)
		begin := time.Date(2026, 1, 30, 12, 0, 0, 0, time.UTC)
		now := begin
		s.Now = func() time.Time { return now }
		_, err := s.Change(ctx, 1, func(q *Quota) { q.MaxBytes = 100_000 })
		require.NoError(t, err)
		days := map[int64]*Day{}
		var bytes, millis int64
		today := func() *Day {
			d := dayOf(now)
			if days[d] == nil {
				days[d] = &Day{Day: d, MostBytes: bytes, MostMillis: millis}
			}
			return days[d]
		}
		tx := func(call func(ctx context.Context, tx *database.Tx) error) {
			t.Helper()
			require.NoError(t, db.InTx(ctx, call))
		}
		for range 150 {
			now = now.Add(time.Duration(random.IntN(20)) * time.Hour)
			d := today()
			b, m := int64(random.IntN(9000)), int64(random.IntN(60_000))
			switch random.IntN(4) {
			case 0:
				b, m = min(b, bytes), min(m, millis)
				tx(func(ctx context.Context, tx *database.Tx) error { return s.ReleaseTx(ctx, tx, 1, b, m) })
				bytes, millis = bytes-b, millis-m
			case 1: // counted and taken back on one day
				tx(func(ctx context.Context, tx *database.Tx) error {
					month, err := s.ChargeTx(ctx, tx, 1, 0, m)
					require.NoError(t, err)
					return s.RefundTx(ctx, tx, 1, m, month)
				})
				d.MostMillis = max(d.MostMillis, millis+m)
			default:
				var err error
				tx(func(ctx context.Context, tx *database.Tx) error {
					_, err = s.ChargeTx(ctx, tx, 1, b, m)
					return nil
				})
				if bytes+b > 100_000 {
					require.ErrorIs(t, err, ErrQuota)
					continue
				}
				require.NoError(t, err)
				bytes, millis, d.Transcoded = bytes+b, millis+m, d.Transcoded+m
			}
			d.Bytes, d.Millis = bytes, millis
			d.MostBytes, d.MostMillis = max(d.MostBytes, bytes), max(d.MostMillis, millis)
		}
		got, err := s.Usage(ctx, 1, begin.AddDate(0, 0, -2), now)
		require.NoError(t, err)
		require.Equal(t, begin.AddDate(0, 0, -2).Format(time.DateOnly), got[0].Start().Format(time.DateOnly))
		var last Day
		var month int64
		for i := range got {
			want := days[got[i].Day]
			if want == nil || *want == (Day{Day: got[i].Day, MostBytes: last.Bytes, MostMillis: last.Millis}) {
				want = &Day{Bytes: last.Bytes, Millis: last.Millis, MostBytes: last.Bytes, MostMillis: last.Millis}
			}
			want.AccountID, want.Day = 1, got[i].Day
			require.Equal(t, *want, got[i])
			last = got[i]
			if got[i].Start().Format("2006-01") == now.Format("2006-01") {
				month += got[i].Transcoded
			}
		}
		q, err := s.Of(ctx, 1)
		require.NoError(t, err)
		require.Equal(t, []int64{q.Bytes, q.Millis, q.Transcoded}, []int64{last.Bytes, last.Millis, month})

		late, err := s.Usage(ctx, 1, now.AddDate(0, 0, 5), now.AddDate(0, 0, 6))
		require.NoError(t, err)
		require.Len(t, late, 2)
		require.Equal(t, bytes, late[1].Bytes, "goes on")
		back, err := s.Usage(ctx, 1, now.AddDate(0, 3, 0), now)
		require.NoError(t, err)
		require.Empty(t, back, "of what is to come")
		none, err := s.Usage(ctx, 2, begin, now)
		require.NoError(t, err)
		require.Zero(t, none[0].Bytes)
	})
}

// TestRefundOfAnEarlierMonth takes off where it was counted.
func TestRefundOfAnEarlierMonth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		create(t, db)
		ctx, s := t.Context(), New(db)
		now := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return now }
		require.NoError(t, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
			month, err := s.ChargeTx(ctx, tx, 1, 10, 5000)
			require.NoError(t, err)
			now = now.AddDate(0, 0, 3)
			return s.RefundTx(ctx, tx, 1, 5000, month)
		}))
		days, err := s.Usage(ctx, 1, now.AddDate(0, 0, -3), now)
		require.NoError(t, err)
		require.Zero(t, days[0].Transcoded)
		require.EqualValues(t, 5000, days[0].Millis)
		require.Zero(t, days[3].Millis)
		require.Zero(t, days[3].Transcoded)
	})
}
