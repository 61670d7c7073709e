package playlist

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/player"
)

// fixture is the playlists of a catalogue with two accounts.
type fixture struct {
	*Playlists
	t              *testing.T
	account, other int64
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		mine, _, err := accounts.Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(t.Context(), "other", "other@example.org")
		require.NoError(t, err)
		f := &fixture{t: t, account: mine.ID, other: other.ID}
		f.Playlists = New(db, catalog.New(db, catalog.Hooks{
			Unlisted: func(ctx context.Context, tx *database.Tx, videos any) error { return f.DropTx(ctx, tx, videos) },
		}))
		run(t, f)
	})
}

func (f *fixture) create(names ...string) []catalog.Video {
	items := make([]catalog.NewVideo, len(names))
	for i, name := range names {
		items[i] = catalog.NewVideo{Name: name}
	}
	videos, err := f.catalog.Create(f.t.Context(), f.account, items)
	require.NoError(f.t, err)
	return videos
}

func TestPlaylistRestarts(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, at := t.Context(), time.UnixMilli(1_788_249_600_000)
		f.now = func() time.Time { return at }
		videos := f.create("a", "b", "c")
		ids := []int64{videos[0].ID, videos[1].ID, videos[0].ID}
		p, err := f.Create(ctx, f.account, Patch{VideoIDs: opt.Some(ids), Repeats: opt.Some(true)}, 3)
		require.NoError(t, err)
		require.Equal(t, at.UnixMilli(), p.BeganAt)
		require.Zero(t, p.Sequence)

		step := func(name string, c Patch, began time.Time, anew bool) {
			t.Helper()
			at = at.Add(time.Hour)
			before := p
			if began.IsZero() {
				began = at
			}
			p, err = f.Update(ctx, f.account, p.ID, c, 3)
			require.NoError(t, err, name)
			if !anew {
				require.Equal(t, []int64{before.BeganAt, before.Sequence}, []int64{p.BeganAt, p.Sequence}, name)
				return
			}
			require.Equal(t, began.UnixMilli(), p.BeganAt, name)
			require.Greater(t, p.Sequence, before.Sequence+3_600_000/sequenceStep*min(1, max(0, (at.UnixMilli()-before.BeganAt)/3_600_000)), name)
		}
		step("a name", Patch{Name: opt.Some("n")}, time.Time{}, false)
		step("the same list", Patch{VideoIDs: opt.Some(ids)}, time.Time{}, false)
		step("another list", Patch{VideoIDs: opt.Some(ids[:2])}, time.Time{}, true)
		step("switched off", Patch{Active: opt.Some(false)}, time.Time{}, false)
		_, err = f.Public(ctx, f.account, p.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		step("switched on", Patch{Active: opt.Some(true)}, time.Time{}, true)
		start := at.Add(5 * time.Hour)
		step("scheduled", Patch{StartTime: opt.Some(start.UnixMilli())}, start, true)
		step("another list before", Patch{VideoIDs: opt.Some(ids)}, start, true)
		at = start
		step("another list after", Patch{VideoIDs: opt.Some(ids[1:])}, time.Time{}, true)
		step("no schedule", Patch{StartTime: opt.Null[int64]()}, time.Time{}, true)

		sequence := p.Sequence
		at = at.Add(time.Hour)
		require.NoError(t, f.catalog.Delete(ctx, f.account, videos[1].ID))
		p, err = f.One(ctx, f.account, p.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{videos[0].ID}, p.VideoIDs)
		require.Equal(t, at.UnixMilli(), p.BeganAt, "a deletion changes the list")
		require.Greater(t, p.Sequence, sequence+36_000)
		_, err = f.Update(ctx, f.account, p.ID, Patch{VideoIDs: opt.Some([]int64{videos[1].ID})}, 3)
		require.Equal(t, fault.Invalid, fault.KindOf(err))
		require.NoError(t, f.Playlists.Delete(ctx, f.account, p.ID))
		_, err = f.catalog.Video(ctx, f.account, videos[0].ID)
		require.NoError(t, err, "its videos stay")
	})
}

// A deleted directory takes its videos out of the lists at once.
func TestDeletedDirectory(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		folder, err := f.catalog.CreateDirectory(ctx, f.account, "folder", nil)
		require.NoError(t, err)
		inside, err := f.catalog.Create(ctx, f.account, []catalog.NewVideo{{Name: "inside", DirectoryID: &folder.ID}})
		require.NoError(t, err)
		keep := f.create("elsewhere")[0]
		p, err := f.Create(ctx, f.account, Patch{VideoIDs: opt.Some([]int64{inside[0].ID, keep.ID})}, 2)
		require.NoError(t, err)
		require.NoError(t, f.catalog.DeleteDirectory(ctx, f.account, folder.ID))
		p, err = f.One(ctx, f.account, p.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{keep.ID}, p.VideoIDs)
	})
}

func TestForeignVideosAndPlayers(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		mine := f.create("mine")[0]
		theirs, err := f.catalog.Create(ctx, f.other, []catalog.NewVideo{{Name: "theirs"}})
		require.NoError(t, err)
		shown, err := player.New(f.db).Create(ctx, f.other, player.Patch{Name: opt.Some("theirs")})
		require.NoError(t, err)
		_, err = f.Create(ctx, f.account, Patch{VideoIDs: opt.Some([]int64{mine.ID, theirs[0].ID})}, 2)
		require.Equal(t, fault.Field("video_ids", "is invalid"), err)
		_, err = f.Create(ctx, f.account, Patch{PlayerID: opt.Some(shown.ID)}, 2)
		require.Equal(t, fault.Field("player_id", "is invalid"), err)
	})
}

// An account may have so many lists; what is deleted makes room, and others are
// not concerned.
func TestLimit(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		f.Max = 1
		p, err := f.Create(ctx, f.account, Patch{}, 1)
		require.NoError(t, err)
		_, err = f.Create(ctx, f.account, Patch{}, 1)
		require.EqualError(t, err, "an account may have up to 1 playlists; delete some that are not needed")
		_, err = f.Create(ctx, f.other, Patch{}, 1)
		require.NoError(t, err)
		require.NoError(t, f.Delete(ctx, f.account, p.ID))
		_, err = f.Create(ctx, f.account, Patch{}, 1)
		require.NoError(t, err)
	})
}
