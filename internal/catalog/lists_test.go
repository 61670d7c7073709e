package catalog

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

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
		_, err = f.Update(ctx, f.account, made[1].ID, VideoPatch{PosterSource: opt.Some(source)})
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
		require.Len(t, f.unlisted, many, "nothing refers to them any more")
		for name, err := range map[string]error{
			"again":   f.DeleteDirectory(ctx, f.account, root.ID),
			"a child": f.DeleteDirectory(ctx, f.account, below.ID),
		} {
			require.Equal(t, fault.NotFound, fault.KindOf(err), name)
		}
		_, err = f.Update(ctx, f.account, keep.ID, VideoPatch{DirectoryID: opt.Some(below.ID)})
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
		_, err := f.UpdateDirectory(t.Context(), f.account, tall, opt.Opt[string]{}, opt.Some(deep))
		require.Equal(t, fault.Invalid, fault.KindOf(err), "what lies below it would be too deep")
		_, err = f.UpdateDirectory(t.Context(), f.account, fitting, opt.Opt[string]{}, opt.Some(deep))
		require.NoError(t, err)
	})
}
