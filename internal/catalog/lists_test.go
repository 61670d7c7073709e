package catalog

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/fault"
)

func TestPlaylistRestarts(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, at := t.Context(), time.UnixMilli(1_788_249_600_000)
		f.now = func() time.Time { return at }
		videos := f.create("a", "b", "c")
		ids := []int64{videos[0].ID, videos[1].ID, videos[0].ID}
		p, err := f.CreatePlaylist(ctx, f.account, PlaylistPatch{VideoIDs: Some(ids), Repeats: Some(true)}, 3)
		require.NoError(t, err)
		require.Equal(t, at.UnixMilli(), p.BeganAt)
		require.Zero(t, p.Sequence)

		step := func(name string, c PlaylistPatch, began time.Time, anew bool) {
			t.Helper()
			at = at.Add(time.Hour)
			before := p
			if began.IsZero() {
				began = at
			}
			p, err = f.UpdatePlaylist(ctx, f.account, p.ID, c, 3)
			require.NoError(t, err, name)
			if !anew {
				require.Equal(t, []int64{before.BeganAt, before.Sequence}, []int64{p.BeganAt, p.Sequence}, name)
				return
			}
			require.Equal(t, began.UnixMilli(), p.BeganAt, name)
			require.Greater(t, p.Sequence, before.Sequence+3_600_000/sequenceStep*min(1, max(0, (at.UnixMilli()-before.BeganAt)/3_600_000)), name)
		}
		step("a name", PlaylistPatch{Name: Some("n")}, time.Time{}, false)
		step("the same list", PlaylistPatch{VideoIDs: Some(ids)}, time.Time{}, false)
		step("another list", PlaylistPatch{VideoIDs: Some(ids[:2])}, time.Time{}, true)
		step("switched off", PlaylistPatch{Active: Some(false)}, time.Time{}, false)
		_, err = f.PublicPlaylist(ctx, f.account, p.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		step("switched on", PlaylistPatch{Active: Some(true)}, time.Time{}, true)
		start := at.Add(5 * time.Hour)
		step("scheduled", PlaylistPatch{StartTime: Some(start.UnixMilli())}, start, true)
		step("another list before", PlaylistPatch{VideoIDs: Some(ids)}, start, true)
		at = start
		step("another list after", PlaylistPatch{VideoIDs: Some(ids[1:])}, time.Time{}, true)
		step("no schedule", PlaylistPatch{StartTime: Null[int64]()}, time.Time{}, true)

		sequence := p.Sequence
		at = at.Add(time.Hour)
		require.NoError(t, f.Delete(ctx, f.account, videos[1].ID))
		p, err = f.Playlist(ctx, f.account, p.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{videos[0].ID}, p.VideoIDs)
		require.Equal(t, at.UnixMilli(), p.BeganAt, "a deletion changes the list")
		require.Greater(t, p.Sequence, sequence+36_000)
		_, err = f.UpdatePlaylist(ctx, f.account, p.ID, PlaylistPatch{VideoIDs: Some([]int64{videos[1].ID})}, 3)
		require.Equal(t, fault.Invalid, fault.KindOf(err))
		require.NoError(t, f.DeletePlaylist(ctx, f.account, p.ID))
		_, err = f.Video(ctx, f.account, videos[0].ID)
		require.NoError(t, err, "its videos stay")
	})
}

func TestViewableAt(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		at := time.UnixMilli(1_788_249_600_000)
		f.now = func() time.Time { return at }
		v := f.create("a")[0]
		f.inspect(v.ID, 2)
		for position := range int64(2) {
			at = at.Add(time.Second)
			_, err := f.Publish(t.Context(), v.ID, position, Published{Object: "x", Duration: 5000})
			require.NoError(t, err)
		}
		v, err := f.Video(t.Context(), f.account, v.ID)
		require.NoError(t, err)
		require.EqualValues(t, 1_788_249_601_000, *v.ViewableAt, "when it was first playable")
	})
}

func TestPosters(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		const source = "https://example.org/a.png"
		made, err := f.Create(ctx, f.account, []NewVideo{{Name: "a", Poster: &Poster{Name: "1.jpeg"}, PosterSource: ptr(source)}, {Name: "b", PosterSource: ptr(source)}})
		require.NoError(t, err)
		require.Equal(t, map[string]Poster{made[0].Slug: {Name: "1.jpeg"}}, f.posters)
		require.Equal(t, []string{source}, f.fetched, "what was sent goes before what is to be fetched")

		fetched := func(id int64, from string, name *string) *string {
			f.tx(func(ctx context.Context, tx *database.Tx) error { return f.PosterFetchedTx(ctx, tx, id, from, name) })
			v, err := f.Video(ctx, f.account, id)
			require.NoError(t, err)
			return v.Poster
		}
		require.Nil(t, fetched(made[1].ID, "https://example.org/old.png", ptr("old.jpeg")), "an address given up for another")
		require.Equal(t, ptr("2.jpeg"), fetched(made[1].ID, source, ptr("2.jpeg")))
		_, err = f.Update(ctx, f.account, made[1].ID, VideoPatch{PosterSource: Some(source)})
		require.NoError(t, err)
		require.Equal(t, ptr("2.jpeg"), fetched(made[1].ID, source, nil), "without a new one the old one stays")
		require.Equal(t, ptr("2.jpeg"), fetched(made[1].ID, source, ptr("3.jpeg")), "told twice")

		slug, account, err := f.PosterOf(ctx, made[1].ID, "2.jpeg")
		require.NoError(t, err)
		require.Equal(t, made[1].Slug, slug)
		require.Equal(t, f.account, account)
		require.NoError(t, f.Delete(ctx, f.account, made[1].ID))
		_, _, err = f.PosterOf(ctx, made[1].ID, "2.jpeg")
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.PosterBySlug(ctx, made[1].Slug)
		require.Equal(t, fault.Gone, fault.KindOf(err))
	})
}

// A directory of 10,000 videos is gone at once, for lists as well as by
// itself; what is left to do survives a death at any point.
func TestDeleteManyVideos(t *testing.T) {
	const many = 10_000
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		root, err := f.CreateDirectory(ctx, f.account, "root", nil)
		require.NoError(t, err)
		below, err := f.CreateDirectory(ctx, f.account, "below", &root.ID)
		require.NoError(t, err)
		var last Video
		for range many / 500 {
			items := make([]NewVideo, 500)
			for i := range items {
				items[i] = NewVideo{Name: fmt.Sprint(i), DirectoryID: []*int64{&root.ID, &below.ID}[i%2], Subtitles: []NewSubtitle{{Language: "ger", VTT: "WEBVTT\n"}}}
			}
			made, err := f.Create(ctx, f.account, items)
			require.NoError(t, err)
			last = made[499]
		}
		keep := f.create("elsewhere")[0]
		p, err := f.CreatePlaylist(ctx, f.account, PlaylistPatch{VideoIDs: Some([]int64{last.ID, keep.ID})}, 128)
		require.NoError(t, err)

		began := time.Now()
		require.NoError(t, f.DeleteDirectory(ctx, f.account, root.ID))
		t.Logf("gone after %v", time.Since(began))
		_, total, err := f.Videos(ctx, f.account, Filter{Page: 1, PerPage: 10})
		require.NoError(t, err)
		require.Equal(t, 1, total.N)
		_, err = f.ByID(ctx, last.ID)
		require.Equal(t, fault.Gone, fault.KindOf(err), "work on it ends")
		tree, err := f.DirectoryTree(ctx, f.account)
		require.NoError(t, err)
		require.Empty(t, tree)
		p, err = f.Playlist(ctx, f.account, p.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{keep.ID}, p.VideoIDs)
		for name, err := range map[string]error{
			"again":   f.DeleteDirectory(ctx, f.account, root.ID),
			"a child": f.DeleteDirectory(ctx, f.account, below.ID),
		} {
			require.Equal(t, fault.NotFound, fault.KindOf(err), name)
		}
		_, err = f.Update(ctx, f.account, keep.ID, VideoPatch{DirectoryID: Some(below.ID)})
		require.Equal(t, fault.Invalid, fault.KindOf(err))
		_, err = f.CreateDirectory(ctx, f.account, "late", &below.ID)
		require.Equal(t, fault.Invalid, fault.KindOf(err))

		var longest time.Duration
		for n := 0; ; n++ {
			began := time.Now()
			left, err := f.dismantleSome(ctx, root.ID) // a process may die after each
			require.NoError(t, err)
			longest = max(longest, time.Since(began))
			if n == 3 {
				require.Len(t, f.deleted, 4*dismantled)
			}
			if !left {
				break
			}
		}
		t.Logf("taken apart, one transaction lasting up to %v", longest)
		require.Len(t, f.deleted, many)
		require.NoError(t, f.DismantleDirectory(ctx, root.ID), "nothing is left to do")
		for _, table := range []string{"directories", "subtitles"} {
			n, err := f.db.R.NewSelect().Table(table).Count(ctx)
			require.NoError(t, err)
			require.Zero(t, n, table)
		}
	})
}

func TestMoveKeepsDepth(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		chain := func(n int) (top, bottom int64) {
			var parent *int64
			for i := range n {
				d, err := f.CreateDirectory(t.Context(), f.account, "d", parent)
				require.NoError(t, err)
				if parent = &d.ID; i == 0 {
					top = d.ID
				}
			}
			return top, *parent
		}
		_, deep := chain(20)
		tall, _ := chain(13)
		fitting, _ := chain(12)
		_, err := f.UpdateDirectory(t.Context(), f.account, tall, Opt[string]{}, Some(deep))
		require.Equal(t, fault.Invalid, fault.KindOf(err), "what lies below it would be too deep")
		_, err = f.UpdateDirectory(t.Context(), f.account, fitting, Opt[string]{}, Some(deep))
		require.NoError(t, err)
	})
}

func TestPlayerFor(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		system, err := f.PlayerFor(ctx, f.account, nil)
		require.NoError(t, err)
		require.Equal(t, Player{SaveOptionsToCookies: true, ShowSharing: true, SpeedControl: true}, system)
		standard, err := f.CreatePlayer(ctx, f.account, PlayerPatch{Name: Some("standard"), Standard: Some(true)})
		require.NoError(t, err)
		own, err := f.CreatePlayer(ctx, f.account, PlayerPatch{Name: Some("own")})
		require.NoError(t, err)
		theirs, err := f.CreatePlayer(ctx, f.other, PlayerPatch{Name: Some("theirs")})
		require.NoError(t, err)
		for _, c := range []struct {
			named *int64
			want  Player
		}{{nil, standard}, {&own.ID, own}, {&standard.ID, standard}, {&theirs.ID, standard}} {
			got, err := f.PlayerFor(ctx, f.account, c.named)
			require.NoError(t, err)
			require.Equal(t, c.want.Name, got.Name)
		}
	})
}
