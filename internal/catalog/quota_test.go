package catalog

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/quota"
)

func (f *fixture) limit(account int64, change func(*quota.Quota)) {
	_, err := f.quotas.Change(f.t.Context(), account, change)
	require.NoError(f.t, err)
}

// counted returns an account's quota, which rows must bear out.
func (f *fixture) counted(account int64) quota.Quota {
	counted, found, wrong, err := f.Recount(f.t.Context(), account)
	require.NoError(f.t, err)
	require.Empty(f.t, wrong)
	require.Equal(f.t, found, counted, "counts have drifted from rows")
	q, err := f.quotas.Of(f.t.Context(), account)
	require.NoError(f.t, err)
	require.Equal(f.t, q, counted)
	return q
}

func (f *fixture) try(run func(ctx context.Context, tx *database.Tx) error) error {
	return f.db.InTx(f.t.Context(), run)
}

func (f *fixture) fetch(id, size int64) error {
	return f.try(func(ctx context.Context, tx *database.Tx) error { return f.FetchedTx(ctx, tx, id, size) })
}

func (f *fixture) accept(id int64, length time.Duration) error {
	return f.try(func(ctx context.Context, tx *database.Tx) error {
		return f.InspectedTx(ctx, tx, id, Inspection{Duration: length.Milliseconds(), Plan: "{}", Renditions: []Rendition{{Name: "vod360p"}, {Name: "vod720p"}}})
	})
}

func TestWhatAVideoCountsFor(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		id := f.create("one")[0].ID
		require.Zero(t, f.counted(f.account).Bytes)
		require.NoError(t, f.fetch(id, 1000))
		require.EqualValues(t, 1000, f.counted(f.account).Bytes)
		require.NoError(t, f.accept(id, time.Minute))
		require.NoError(t, f.accept(id, time.Hour), "a repeated call changes nothing")
		q := f.counted(f.account)
		require.EqualValues(t, 60_000, q.Millis)
		require.EqualValues(t, 60_000, q.Transcoded)
		for range 2 {
			_, err := f.Publish(ctx, id, 0, Published{Object: "a", Size: 300, Duration: 60_010})
			require.NoError(t, err)
		}
		require.EqualValues(t, 1300, f.counted(f.account).Bytes)
		f.tx(func(ctx context.Context, tx *database.Tx) error { return f.SourceRemovedTx(ctx, tx, id) })
		f.tx(func(ctx context.Context, tx *database.Tx) error { return f.SourceRemovedTx(ctx, tx, id) })
		require.EqualValues(t, 300, f.counted(f.account).Bytes)
		require.NoError(t, f.Delete(ctx, f.account, id))
		q = f.counted(f.account)
		require.Zero(t, q.Bytes)
		require.Zero(t, q.Millis)
		require.EqualValues(t, 60_000, q.Transcoded, "what was transcoded stays")
		require.Zero(t, f.counted(f.other).Transcoded)

		f.quotas.Now = func() time.Time { return time.Now().AddDate(0, 2, 0) }
		require.Zero(t, f.counted(f.account).Transcoded, "a new month begins at 0")
		next := f.create("next month")[0].ID
		require.NoError(t, f.fetch(next, 1))
		require.NoError(t, f.accept(next, time.Second))
		require.EqualValues(t, 1000, f.counted(f.account).Transcoded)
	})
}

func TestQuotaRefusesWhatGoesOverIt(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		videos := f.create("a", "b", "c")
		f.limit(f.account, func(q *quota.Quota) { q.MaxBytes, q.MaxMinutes = 1000, 1 })
		require.NoError(t, f.fetch(videos[0].ID, 600))
		require.ErrorIs(t, f.fetch(videos[1].ID, 401), quota.ErrQuota)
		require.EqualValues(t, 600, f.counted(f.account).Bytes)
		room, err := f.quotas.Room(ctx, f.account)
		require.NoError(t, err)
		require.EqualValues(t, 400, room)

		require.ErrorIs(t, f.accept(videos[0].ID, time.Minute+time.Millisecond), quota.ErrQuota)
		require.NoError(t, f.accept(videos[0].ID, time.Minute))
		require.ErrorIs(t, f.accept(videos[1].ID, time.Millisecond), quota.ErrQuota)
		_, err = f.Create(ctx, f.account, []NewVideo{{Name: "d"}})
		require.ErrorIs(t, err, quota.ErrQuota, "all minutes are used up")
		_, err = f.Create(ctx, f.other, []NewVideo{{Name: "another's"}})
		require.NoError(t, err)

		_, err = f.Publish(ctx, videos[0].ID, 0, Published{Object: "x", Size: 401})
		require.ErrorIs(t, err, quota.ErrQuota)
		v, err := f.ByID(ctx, videos[0].ID)
		require.NoError(t, err)
		require.Equal(t, RenditionProcessing, v.Renditions[0].Status, "nothing half-made")
		done, err := f.Publish(ctx, videos[0].ID, 0, Published{Object: "x", Size: 400})
		require.NoError(t, err)
		require.True(t, done)
		require.EqualValues(t, 1000, f.counted(f.account).Bytes)

		f.limit(f.account, func(q *quota.Quota) { q.MaxBytes, q.MaxMinutes, q.MaxTranscoded = 0, 0, 1 })
		_, err = f.quotas.Room(ctx, f.account)
		require.ErrorIs(t, err, quota.ErrQuota, "the month's minutes are used up")
		f.quotas.Now = func() time.Time { return time.Now().AddDate(0, 2, 0) }
		_, err = f.quotas.Room(ctx, f.account)
		require.NoError(t, err)

		_, err = f.quotas.Change(ctx, f.account, func(q *quota.Quota) { q.MaxBytes = -1 })
		require.Equal(t, fault.Invalid, fault.KindOf(err))
		_, err = f.quotas.Change(ctx, 999, func(*quota.Quota) {})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

// TestParallelWorkStaysWithinTheQuota has many sources become known at once:
// as many pass as the limits have room for, and not one more.
func TestParallelWorkStaysWithinTheQuota(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		names := make([]string, 24)
		for i := range names {
			names[i] = fmt.Sprint(i)
		}
		videos := f.create(names...)
		f.limit(f.account, func(q *quota.Quota) { q.MaxBytes, q.MaxMinutes = 10*100+99, 7 })
		var work sync.WaitGroup
		stored, accepted := make([]error, len(videos)), make([]error, len(videos))
		for i, v := range videos {
			work.Go(func() {
				stored[i] = f.fetch(v.ID, 100)
				accepted[i] = f.accept(v.ID, time.Minute)
			})
		}
		work.Wait()
		passed := func(errs []error) (n int) {
			for _, err := range errs {
				if err == nil {
					n++
				} else {
					require.ErrorIs(t, err, quota.ErrQuota)
				}
			}
			return n
		}
		require.Equal(t, 10, passed(stored))
		require.Equal(t, 7, passed(accepted))
		q := f.counted(f.account)
		require.EqualValues(t, 1000, q.Bytes)
		require.EqualValues(t, 7*60_000, q.Transcoded)
	})
}

// TestCountsNeverDrift does all that counts, in any order and at once, and
// then counts the rows.
func TestCountsNeverDrift(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		folder, err := f.CreateDirectory(ctx, f.account, "folder", nil)
		require.NoError(t, err)
		f.limit(f.account, func(q *quota.Quota) { q.MaxBytes, q.MaxMinutes = 40_000, 20 })
		items := make([]NewVideo, 30)
		for i := range items {
			items[i] = NewVideo{Name: fmt.Sprint(i)}
			if i%3 == 0 {
				items[i].DirectoryID = &folder.ID
			}
		}
		videos, err := f.Create(ctx, f.account, items)
		require.NoError(t, err)
		var work sync.WaitGroup
		for w := range 4 {
			random := rand.New(rand.NewPCG(uint64(w), 7))
			work.Go(func() {
				for range 40 {
					if err := f.anything(ctx, random, videos[random.IntN(len(videos))].ID); err != nil {
						t.Error(err)
					}
				}
			})
		}
		work.Wait()
		f.counted(f.account)
		require.NoError(t, f.DeleteDirectory(ctx, f.account, folder.ID))
		f.counted(f.account)
		for range 2 {
			work.Go(func() {
				if err := f.DismantleDirectory(ctx, folder.ID); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		f.counted(f.account)
		for _, v := range videos {
			if err := f.Delete(ctx, f.account, v.ID); fault.KindOf(err) != fault.NotFound {
				require.NoError(t, err)
			}
		}
		q := f.counted(f.account)
		require.Zero(t, q.Bytes)
		require.Zero(t, q.Millis)
	})
}

// anything does one thing that counts; what a video does not take is no error.
func (f *fixture) anything(ctx context.Context, random *rand.Rand, id int64) error {
	var err error
	switch random.IntN(8) {
	case 0:
		err = f.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
			return f.FetchedTx(ctx, tx, id, 1+random.Int64N(3000))
		})
	case 1:
		err = f.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
			return f.InspectedTx(ctx, tx, id, Inspection{Duration: random.Int64N(120_000), Plan: "{}", Renditions: []Rendition{{Name: "vod360p"}, {Name: "vod720p"}}})
		})
	case 2:
		_, err = f.Publish(ctx, id, random.Int64N(2), Published{Object: "o", Size: random.Int64N(2000), Duration: 1})
	case 3:
		err = f.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return f.SourceRemovedTx(ctx, tx, id) })
	case 4:
		err = f.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
			return f.RejectedTx(ctx, tx, id, Failure{Text: "refused"})
		})
		err = errors.Join(err, f.Tidy(ctx, id, func(context.Context, Video) (bool, error) { return true, nil }))
	case 5:
		err = f.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
			return errors.Join(f.RenditionFailedTx(ctx, tx, id, random.Int64N(2), Failure{Text: "failed"}), f.StillsFailedTx(ctx, tx, id))
		})
	case 6:
		from := "https://files.example.net/a.mp4"
		if _, err = f.Retry(ctx, f.account, id, Origin{URL: &from}); fault.KindOf(err) == fault.Invalid {
			_, err = f.Retry(ctx, f.account, id, Origin{})
		}
		if errors.Is(err, ErrNotFailed) || errors.Is(err, ErrUnderWay) || errors.Is(err, ErrNoSource) {
			err = nil
		}
	case 7:
		if random.IntN(5) == 0 {
			err = f.Delete(ctx, f.account, id)
		}
	}
	switch fault.KindOf(err) {
	case fault.Gone, fault.NotFound, fault.Busy: // the last: while Tidy removes what another left
		return nil
	}
	if errors.Is(err, quota.ErrQuota) {
		return nil
	}
	return err
}
