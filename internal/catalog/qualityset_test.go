package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
)

func TestQualitySets(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		quality := func(id int64) []Quality {
			return []Quality{{ID: id, Codec: "av1", ShortSide: 360, VideoKbps: 200, AudioKbps: 64}}
		}
		f.sets = []QualitySet{
			{ID: 1, Name: "all", Qualities: quality(1)},
			{ID: 2, Name: "other's", Accounts: []int64{f.other}, Qualities: quality(2)},
			{ID: 3, Name: "mine", Accounts: []int64{f.account}, Qualities: quality(3)},
		}
		require.NoError(t, CheckQualitySets(f.sets))
		id := func(n int64) *int64 { return &n }
		create := func(set *int64) (Video, error) {
			made, err := f.Create(ctx, f.account, []NewVideo{{Name: "a", QualitySetID: set}})
			if err != nil {
				return Video{}, err
			}
			return made[0], nil
		}
		ladder := func(v Video) int64 {
			set, err := f.LadderOf(ctx, v)
			require.NoError(t, err)
			if set == nil {
				return 0
			}
			return set.ID
		}

		sets, standard, err := f.QualitySets(ctx, f.account)
		require.NoError(t, err)
		require.Equal(t, []QualitySet{f.sets[0], f.sets[2]}, sets)
		require.Zero(t, standard)
		plain, err := create(nil)
		require.NoError(t, err)
		require.Zero(t, ladder(plain))
		chosen, err := create(id(3))
		require.NoError(t, err)
		require.EqualValues(t, 3, ladder(chosen))
		for _, n := range []int64{2, 4, 0, -1} {
			_, err = create(&n)
			require.Equal(t, "is invalid", fault.Detail(err), n)
			require.Equal(t, fault.Invalid, fault.KindOf(f.SetDefaultQualitySet(ctx, f.account, &n)))
		}

		require.NoError(t, f.SetDefaultQualitySet(ctx, f.account, id(3)))
		require.NoError(t, f.SetDefaultQualitySet(ctx, f.account, id(1)))
		require.EqualValues(t, 1, ladder(plain), "the account's default")
		require.EqualValues(t, 3, ladder(chosen), "the video's own")
		_, standard, err = f.QualitySets(ctx, f.account)
		require.NoError(t, err)
		require.EqualValues(t, 1, standard)
		_, standard, err = f.QualitySets(ctx, f.other)
		require.NoError(t, err)
		require.Zero(t, standard, "of one account only")

		all := f.sets
		f.sets = all[1:2]
		require.Zero(t, ladder(plain), "the settings have it no more")
		require.Zero(t, ladder(chosen))
		f.sets = all
		require.NoError(t, f.SetDefaultQualitySet(ctx, f.account, nil))
		require.NoError(t, f.SetDefaultQualitySet(ctx, f.account, nil))
		require.Zero(t, ladder(plain))
	})
}

func TestFrameRateText(t *testing.T) {
	for _, text := range []string{"keep", "cap 1", "cap 60", "cap 119"} {
		var f FrameRate
		require.NoError(t, f.UnmarshalText([]byte(text)))
		require.Equal(t, text, f.String())
	}
	var f FrameRate
	for _, text := range []string{"", "60", "cap", "cap x", "cap 30 ", "keep it", "cap 030"} {
		require.Error(t, f.UnmarshalText([]byte(text)), text)
	}
}
