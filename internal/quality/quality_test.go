package quality

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestSets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, accounts := t.Context(), account.New(db)
		mine, _, err := accounts.Create(ctx, "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(ctx, "other", "other@example.org")
		require.NoError(t, err)
		quality := func(id int64) []Quality {
			return []Quality{{ID: id, Codec: "av1", ShortSide: 360, VideoKbps: 200, AudioKbps: 64}}
		}
		all := []Set{
			{ID: 1, Name: "all", Qualities: quality(1)},
			{ID: 2, Name: "other's", Accounts: []int64{other.ID}, Qualities: quality(2)},
			{ID: 3, Name: "mine", Accounts: []int64{mine.ID}, Qualities: quality(3)},
		}
		require.NoError(t, Check(all))
		s := New(db, all...)
		id := func(n int64) *int64 { return &n }
		ladder := func(s *Sets, named *int64) int64 {
			set, err := s.Ladder(ctx, mine.ID, named)
			require.NoError(t, err)
			if set == nil {
				return 0
			}
			return set.ID
		}

		sets, standard, err := s.Of(ctx, mine.ID)
		require.NoError(t, err)
		require.Equal(t, []Set{all[0], all[2]}, sets)
		require.Zero(t, standard)
		require.Zero(t, ladder(s, nil))
		require.True(t, s.Has(mine.ID, 3))
		require.EqualValues(t, 3, ladder(s, id(3)))
		for _, n := range []int64{2, 4, 0, -1} {
			require.False(t, s.Has(mine.ID, n), n)
			require.Equal(t, fault.Invalid, fault.KindOf(s.SetDefault(ctx, mine.ID, &n)))
		}

		require.NoError(t, s.SetDefault(ctx, mine.ID, id(3)))
		require.NoError(t, s.SetDefault(ctx, mine.ID, id(1)))
		require.EqualValues(t, 1, ladder(s, nil), "the account's default")
		require.EqualValues(t, 3, ladder(s, id(3)), "the one that is named")
		_, standard, err = s.Of(ctx, mine.ID)
		require.NoError(t, err)
		require.EqualValues(t, 1, standard)
		_, standard, err = s.Of(ctx, other.ID)
		require.NoError(t, err)
		require.Zero(t, standard, "of one account only")

		fewer := New(db, all[1])
		require.Zero(t, ladder(fewer, nil), "the settings have it no more")
		require.Zero(t, ladder(fewer, id(3)))
		require.Zero(t, ladder(nil, id(3)), "there are no sets at all")
		require.NoError(t, s.SetDefault(ctx, mine.ID, nil))
		require.NoError(t, s.SetDefault(ctx, mine.ID, nil))
		require.Zero(t, ladder(s, nil))
	})
}
