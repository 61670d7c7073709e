package player

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/opt"
)

// fixture is the players of two accounts.
type fixture struct {
	*Players
	account, other int64
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		mine, _, err := accounts.Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(t.Context(), "other", "other@example.org")
		require.NoError(t, err)
		run(t, &fixture{New(db), mine.ID, other.ID})
	})
}

func TestPlayerFor(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		system, err := f.For(ctx, f.account, nil)
		require.NoError(t, err)
		require.Equal(t, Player{SaveOptionsToCookies: true, ShowSharing: true, SpeedControl: true}, system)
		standard, err := f.Create(ctx, f.account, Patch{Name: opt.Some("standard"), Standard: opt.Some(true)})
		require.NoError(t, err)
		own, err := f.Create(ctx, f.account, Patch{Name: opt.Some("own")})
		require.NoError(t, err)
		theirs, err := f.Create(ctx, f.other, Patch{Name: opt.Some("theirs")})
		require.NoError(t, err)
		for _, c := range []struct {
			named *int64
			want  Player
		}{{nil, standard}, {&own.ID, own}, {&standard.ID, standard}, {&theirs.ID, standard}} {
			got, err := f.For(ctx, f.account, c.named)
			require.NoError(t, err)
			require.Equal(t, c.want.Name, got.Name)
		}
	})
}

// An account may have so many players; what is deleted makes room, and others
// are not concerned. Who shows something with a deleted one is told.
func TestLimit(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		f.Max = 1
		var deleted []int64
		f.Deleted = func(_ context.Context, _ *database.Tx, id int64) error { deleted = append(deleted, id); return nil }
		p, err := f.Create(ctx, f.account, Patch{Name: opt.Some("p")})
		require.NoError(t, err)
		_, err = f.Create(ctx, f.account, Patch{Name: opt.Some("p")})
		require.EqualError(t, err, "an account may have up to 1 players; delete some that are not needed")
		_, err = f.Create(ctx, f.other, Patch{Name: opt.Some("p")})
		require.NoError(t, err)
		require.NoError(t, f.Delete(ctx, f.account, p.ID))
		require.Equal(t, []int64{p.ID}, deleted)
		_, err = f.Create(ctx, f.account, Patch{Name: opt.Some("p")})
		require.NoError(t, err)
	})
}
