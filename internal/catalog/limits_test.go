package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/quota"
)

// An account may have so many things of a kind, each of its own count; what is
// deleted makes room, and others are not concerned.
func TestLimits(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		f.Limits = Limits{Videos: 3, Directories: 2}
		makes := map[string]func(account int64) (int64, error){
			"3 videos": func(account int64) (int64, error) {
				v, err := f.Create(ctx, account, []NewVideo{{Name: "v"}})
				if err != nil {
					return 0, err
				}
				return v[0].ID, nil
			},
			"2 directories": func(account int64) (int64, error) {
				d, err := f.CreateDirectory(ctx, account, "d", nil)
				return d.ID, err
			},
		}
		removes := map[string]func(id int64) error{
			"3 videos":      func(id int64) error { return f.Delete(ctx, f.account, id) },
			"2 directories": func(id int64) error { return f.DeleteDirectory(ctx, f.account, id) },
		}
		for what, make := range makes {
			var last int64
			var err error
			for range what[0] - '0' {
				last, err = make(f.account)
				require.NoError(t, err, what)
			}
			_, err = make(f.account)
			require.Equal(t, fault.Invalid, fault.KindOf(err), what)
			require.EqualError(t, err, "an account may have up to "+what+"; delete some that are not needed")
			_, err = make(f.other)
			require.NoError(t, err, "%s of another account", what)
			require.NoError(t, removes[what](last), what)
			_, err = make(f.account)
			require.NoError(t, err, "%s: what was deleted made room", what)
		}
	})
}

// The texts of subtitles count in the quota, however they come and go.
func TestSubtitlesCount(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		text := func(n int) string { return strings.Repeat("ä", n/2) } // two bytes each
		videos, err := f.Create(ctx, f.account, []NewVideo{{Name: "a", Subtitles: []NewSubtitle{{Language: "ger", VTT: text(100)}}}, {Name: "b"}})
		require.NoError(t, err)
		id := videos[0].ID
		require.EqualValues(t, 100, f.counted(f.account).Bytes)
		s, err := f.AddSubtitle(ctx, f.account, id, NewSubtitle{Language: "eng", VTT: text(50)})
		require.NoError(t, err)
		require.EqualValues(t, 150, f.counted(f.account).Bytes)
		longer := text(70)
		_, err = f.UpdateSubtitle(ctx, f.account, id, s.ID, SubtitlePatch{VTT: opt.Opt[string]{Set: true, Value: &longer}})
		require.NoError(t, err)
		require.EqualValues(t, 170, f.counted(f.account).Bytes)

		f.limit(f.account, func(q *quota.Quota) { q.MaxBytes = 200 })
		_, err = f.AddSubtitle(ctx, f.account, id, NewSubtitle{Language: "eng", VTT: text(32)})
		require.ErrorIs(t, err, quota.ErrQuota)
		_, err = f.Create(ctx, f.account, []NewVideo{{Name: "c", Subtitles: []NewSubtitle{{Language: "ger", VTT: text(32)}}}})
		require.ErrorIs(t, err, quota.ErrQuota)
		require.EqualValues(t, 170, f.counted(f.account).Bytes)

		require.NoError(t, f.DeleteSubtitle(ctx, f.account, id, s.ID))
		require.EqualValues(t, 100, f.counted(f.account).Bytes)
		require.NoError(t, f.Delete(ctx, f.account, id))
		require.Zero(t, f.counted(f.account).Bytes)
	})
}

// What a video's subtitles have together is read at once, so it has a bound.
func TestSubtitlesTogether(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		half := strings.Repeat("a", maxSubtitleBytes/2)
		id := f.create("v")[0].ID
		s, err := f.AddSubtitle(ctx, f.account, id, NewSubtitle{Language: "ger", VTT: half})
		require.NoError(t, err)
		_, err = f.AddSubtitle(ctx, f.account, id, NewSubtitle{Language: "ger", VTT: half + "a"})
		require.ErrorIs(t, err, errSubtitleBytes)
		_, err = f.AddSubtitle(ctx, f.account, id, NewSubtitle{Language: "ger", VTT: half})
		require.NoError(t, err)
		longer := half + "a"
		_, err = f.UpdateSubtitle(ctx, f.account, id, s.ID, SubtitlePatch{VTT: opt.Opt[string]{Set: true, Value: &longer}})
		require.ErrorIs(t, err, errSubtitleBytes)
		_, err = f.Create(ctx, f.account, []NewVideo{{Name: "w", Subtitles: []NewSubtitle{{Language: "ger", VTT: half}, {Language: "ger", VTT: half + "a"}}}})
		require.ErrorIs(t, err, errSubtitleBytes)
	})
}
