package catalog

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/event"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

// fixture is a catalogue with two accounts, and what its hooks were told.
type fixture struct {
	*Catalog
	t        *testing.T
	account  int64
	other    int64
	created  int
	deleted  []int64
	settled  []int64
	priority map[int64]int

	directories []int64 // deleted
	unlisted    map[int64]bool
	posters     map[string]Poster
	fetched     []string
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		mine, _, err := accounts.Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(t.Context(), "other", "other@example.org")
		require.NoError(t, err)
		f := &fixture{t: t, account: mine.ID, other: other.ID, priority: map[int64]int{}, unlisted: map[int64]bool{}}
		f.Catalog = New(db, Hooks{
			Created: func(_ context.Context, _ *database.Tx, videos []Video) error { f.created += len(videos); return nil },
			Deleted: func(_ context.Context, _ *database.Tx, videos []Video) error {
				for _, v := range videos {
					f.deleted = append(f.deleted, v.ID)
				}
				return nil
			},
			Settled: func(_ context.Context, _ *database.Tx, id int64) error { f.settled = append(f.settled, id); return nil },
			Priority: func(_ context.Context, _ *database.Tx, id int64, p int) error {
				f.priority[id] = p
				return nil
			},
			Unlisted: func(ctx context.Context, tx *database.Tx, videos any) error {
				var ids []int64
				err := tx.NewSelect().Table("videos").Column("id").Where("id IN (?)", videos).Scan(ctx, &ids)
				for _, id := range ids {
					f.unlisted[id] = true
				}
				return err
			},
			DirectoryDeleted: func(_ context.Context, _ *database.Tx, id int64) error {
				f.directories = append(f.directories, id)
				return nil
			},
			StorePosters: func(_ context.Context, posters map[string]Poster) error { f.posters = posters; return nil },
			FetchPoster: func(_ context.Context, _ *database.Tx, v Video) error {
				f.fetched = append(f.fetched, *v.PosterSource)
				return nil
			},
		})
		run(t, f)
		f.checkDerived()
	})
}

func (f *fixture) create(names ...string) []Video {
	items := make([]NewVideo, len(names))
	for i, name := range names {
		items[i] = NewVideo{Name: name}
	}
	videos, err := f.Create(f.t.Context(), f.account, items)
	require.NoError(f.t, err)
	return videos
}

func (f *fixture) tx(run func(ctx context.Context, tx *database.Tx) error) {
	require.NoError(f.t, f.db.InTx(f.t.Context(), run))
}

func (f *fixture) inspect(id int64, renditions int) {
	rows := make([]Rendition, renditions)
	for i := range rows {
		rows[i] = Rendition{Name: fmt.Sprintf("vod%dp", i), File: fmt.Sprintf("f%d.mp4", i), Codec: "h264", Version: 1}
	}
	f.tx(func(ctx context.Context, tx *database.Tx) error {
		if err := f.FetchedTx(ctx, tx, id, 1000); err != nil {
			return err
		}
		return f.InspectedTx(ctx, tx, id, Inspection{OriginDuration: 5000, Duration: 5000, Width: 640, Height: 360, Plan: "{}", Renditions: rows})
	})
}

func (f *fixture) status(id int64) string {
	v, err := f.ByID(f.t.Context(), id)
	require.NoError(f.t, err)
	return v.Status
}

func (f *fixture) eventStatuses(id int64) (statuses []string) {
	events, err := event.NewLog(f.db).Of(f.t.Context(), f.account, 0, 1000)
	require.NoError(f.t, err)
	for _, e := range events {
		if e.Entity == address.Subject(id) {
			var status string
			_, err := fmt.Sscanf(e.Payload[indexOf(e.Payload, `"status":"`):], `"status":"%s`, &status)
			require.NoError(f.t, err)
			statuses = append(statuses, status[:indexOf(status, `"`)])
		}
	}
	return statuses
}

func indexOf(s, sub string) int {
	for i := range s {
		if len(s) >= i+len(sub) && s[i:i+len(sub)] == sub {
			return i
		}
	}
	return len(s)
}

func TestStatusMachine(t *testing.T) {
	for _, c := range []struct {
		working, good, bad int
		stills, status     string
		settled            bool
	}{
		{3, 0, 0, StillsWaiting, StatusPending, false},
		{2, 1, 0, StillsDone, StatusViewable, false},
		{0, 3, 0, StillsWaiting, StatusViewable, false},
		{0, 3, 0, StillsDone, StatusReady, true},
		{0, 3, 0, StillsFailed, StatusReady, true},
		{0, 2, 1, StillsDone, StatusViewable, true},
		{1, 0, 2, StillsDone, StatusPending, false},
		{0, 0, 3, StillsDone, StatusError, true},
		{0, 0, 3, StillsWaiting, StatusError, false},
	} {
		count := map[string]int{RenditionProcessing: c.working, RenditionComplete: c.good, RenditionError: c.bad}
		status, settled := statusOf(count, c.stills)
		require.Equal(t, c.status, status, "%+v", c)
		require.Equal(t, c.settled, settled, "%+v", c)
	}
}

func TestLifeOfAVideo(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		id := f.create("holiday")[0].ID
		require.Equal(t, 1, f.created)
		require.Equal(t, StatusEmpty, f.status(id))
		require.NoError(t, f.SetReceived(ctx, id, 500))
		f.inspect(id, 2)
		require.Equal(t, StatusPending, f.status(id))
		require.NoError(t, f.SetProgress(ctx, id, 40))

		published := Published{Object: "videos/1/a.mp4", Size: 10, Duration: 4900, FrameWidth: 640, FrameHeight: 360, VideoCodecs: "avc1.64001f"}
		done, err := f.Publish(ctx, id, 0, published)
		require.NoError(t, err)
		require.True(t, done)
		require.Equal(t, StatusViewable, f.status(id))
		published.Object = "videos/1/stale.mp4"
		done, err = f.Publish(ctx, id, 0, published)
		require.NoError(t, err)
		require.False(t, done, "a second publication is refused")

		_, err = f.Publish(ctx, id, 1, Published{Object: "videos/1/b.mp4", Duration: 4900})
		require.NoError(t, err)
		require.Equal(t, StatusViewable, f.status(id), "stills are still to come")
		require.Empty(t, f.settled)
		f.tx(func(ctx context.Context, tx *database.Tx) error { return f.StillsTx(ctx, tx, id, 5, "1\n") })
		v, err := f.Video(ctx, f.account, id)
		require.NoError(t, err)
		require.Equal(t, StatusReady, v.Status)
		require.Equal(t, []int64{id}, f.settled)
		require.EqualValues(t, 4900, *v.Duration)
		require.Equal(t, "videos/1/a.mp4", *v.Renditions[0].Object)
		require.EqualValues(t, 100, v.Renditions[0].Progress)
		require.EqualValues(t, 5, v.Screenshots)
		require.Equal(t, []string{"empty", "pending", "viewable", "ready"}, f.eventStatuses(id))
	})
}

func TestFailures(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		videos := f.create("refused", "broken", "half")
		refused, broken, half := videos[0].ID, videos[1].ID, videos[2].ID
		f.tx(func(ctx context.Context, tx *database.Tx) error {
			return f.RejectedTx(ctx, tx, refused, Failure{Text: "File Invalid", Detail: "It is a playlist. Send a video."})
		})
		v, err := f.ByID(t.Context(), refused)
		require.NoError(t, err)
		require.Equal(t, StatusEmpty, v.Status)
		require.Equal(t, "File Invalid", *v.Error)
		require.Equal(t, "It is a playlist. Send a video.", *v.ErrorDetail)
		f.tx(func(ctx context.Context, tx *database.Tx) error { return f.UploadedTx(ctx, tx, refused) })
		v, err = f.ByID(t.Context(), refused)
		require.NoError(t, err)
		require.Nil(t, v.Error)
		require.Nil(t, v.ErrorDetail, "it belongs to the source before")

		for _, id := range []int64{broken, half} {
			f.inspect(id, 2)
			f.tx(func(ctx context.Context, tx *database.Tx) error { return f.StillsFailedTx(ctx, tx, id) })
		}
		_, err = f.Publish(t.Context(), half, 0, Published{Object: "o", Duration: 1})
		require.NoError(t, err)
		for _, id := range []int64{broken, half} {
			f.tx(func(ctx context.Context, tx *database.Tx) error {
				if err := f.RenditionFailedTx(ctx, tx, id, 0, Failure{Text: "Encoding has failed", Detail: "Its picture is damaged."}); err != nil {
					return err
				}
				return f.RenditionFailedTx(ctx, tx, id, 1, Failure{Text: "Encoding has failed"})
			})
			v, err := f.ByID(t.Context(), id)
			require.NoError(t, err)
			require.Equal(t, "Encoding has failed", *v.Error)
			require.Equal(t, id == broken, v.ErrorDetail != nil, "a sentence stands beside the text that it explains")
		}
		require.Equal(t, StatusError, f.status(broken))
		require.Equal(t, StatusViewable, f.status(half), "what plays goes on playing")
		require.ElementsMatch(t, []int64{refused, broken, half}, f.settled)
	})
}

func TestBatchIsAllOrNothing(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		unknown := int64(999)
		for name, bad := range map[string]NewVideo{
			"blank name":        {Name: " \t"},
			"unknown directory": {Name: "x", DirectoryID: &unknown},
			"priority":          {Name: "x", Priority: 11},
			"quality set":       {Name: "x", QualitySetID: &unknown},
		} {
			_, err := f.Create(t.Context(), f.account, []NewVideo{{Name: "fine"}, bad})
			var item *ItemError
			require.ErrorAs(t, err, &item, name)
			require.Equal(t, 1, item.Index, name)
			require.Equal(t, fault.Invalid, fault.KindOf(err), name)
		}
		_, total, err := f.Videos(t.Context(), f.account, Filter{Page: 1, PerPage: 10})
		require.NoError(t, err)
		require.Zero(t, total.N)
		require.Zero(t, f.created)
	})
}

func TestListAndFilters(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		videos := f.create("Alpha", "beta 100%", "gamma_x")
		list := func(filter Filter) (names []string) {
			filter.Page, filter.PerPage = max(filter.Page, 1), max(filter.PerPage, 10)
			found, _, err := f.Videos(t.Context(), f.account, filter)
			require.NoError(t, err)
			for _, v := range found {
				names = append(names, v.Name)
			}
			return names
		}
		require.Equal(t, []string{"gamma_x", "beta 100%", "Alpha"}, list(Filter{}))
		require.Equal(t, []string{"Alpha"}, list(Filter{Search: "ALPH"}))
		require.Equal(t, []string{"beta 100%"}, list(Filter{Search: "0%"}), "a percent sign is itself")
		require.Equal(t, []string{"gamma_x"}, list(Filter{Search: "a_x"}), "an underscore is itself")
		require.Equal(t, []string{"Alpha"}, list(Filter{Search: videos[0].Slug}))
		require.Equal(t, []string{"beta 100%"}, list(Filter{Search: fmt.Sprint(videos[1].ID)}))
		require.Equal(t, []string{"gamma_x", "Alpha"}, list(Filter{IDs: []int64{videos[0].ID, videos[2].ID, 1 << 40}}))
		require.Empty(t, list(Filter{Status: "ready"}))
		require.Empty(t, list(Filter{Page: 9}))
		found, total, err := f.Videos(t.Context(), f.other, Filter{Page: 1, PerPage: 10})
		require.NoError(t, err)
		require.Empty(t, found, "accounts never see each other's videos")
		require.Zero(t, total.N)
	})
}

// TestOrder orders lists alike on both databases, page by page, whatever they
// are narrowed to.
func TestOrder(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		videos := f.create("beta", "Alpha", "Ägypten", "alpha", "zebra", "A\u0308rger")
		dir, err := f.CreateDirectory(t.Context(), f.account, "folder", nil)
		require.NoError(t, err)
		for i, v := range videos {
			if i < 4 {
				_, err := f.db.W.NewUpdate().Model((*Video)(nil)).Set("duration = ?, origin_size = ?", 100*(i%3), 1000-i).Where("id = ?", v.ID).Exec(t.Context())
				require.NoError(t, err)
			}
			if i%2 == 0 {
				_, err := f.Catalog.Update(t.Context(), f.account, v.ID, VideoPatch{DirectoryID: opt.Some(dir.ID)})
				require.NoError(t, err)
			}
		}
		for _, c := range []struct {
			filter Filter
			want   string
		}{
			{Filter{Order: OrderName}, "alpha Alpha beta zebra Ägypten A\u0308rger"},
			{Filter{Order: "-" + OrderName}, "A\u0308rger Ägypten zebra beta alpha Alpha"},
			{Filter{Order: OrderDuration}, "alpha beta Alpha Ägypten A\u0308rger zebra"},
			{Filter{Order: "-" + OrderDuration}, "Ägypten Alpha alpha beta A\u0308rger zebra"},
			{Filter{Order: OrderSize}, "alpha Ägypten Alpha beta A\u0308rger zebra"},
			{Filter{Order: OrderCreated}, "beta Alpha Ägypten alpha zebra A\u0308rger"},
			{Filter{Order: OrderName, Search: "a"}, "alpha Alpha beta zebra"},
			{Filter{Order: OrderName, Search: "alph"}, "alpha Alpha"},
			{Filter{Order: OrderName, DirectoryID: new(int64)}, "alpha Alpha A\u0308rger"},
			{Filter{Order: OrderName, DirectoryID: &dir.ID, Search: "e"}, "beta zebra Ägypten"},
			{Filter{DirectoryID: &dir.ID}, "zebra Ägypten beta"},
			{Filter{DirectoryID: new(int64), Search: "a"}, "alpha Alpha"},
			{Filter{Order: OrderName, Status: "ready"}, ""},
		} {
			var names []string
			for page := 1; ; page++ {
				c.filter.Page, c.filter.PerPage = page, 4
				found, total, err := f.Videos(t.Context(), f.account, c.filter)
				require.NoError(t, err)
				if len(found) == 0 {
					break
				}
				require.Equal(t, len(strings.Fields(c.want)), total.N)
				for _, v := range found {
					names = append(names, v.Name)
				}
			}
			require.Equal(t, c.want, strings.Join(names, " "), "%+v", c.filter)
		}
	})
}

// TestOrderIsBounded refuses to read more than so many videos for a page.
func TestOrderIsBounded(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		f.create("a", "b", "c")
		f.Catalog.maxOrdered = 2
		_, _, err := f.Videos(t.Context(), f.account, Filter{Order: OrderName, Page: 1, PerPage: 10})
		require.Equal(t, fault.Invalid, fault.KindOf(err))
		require.ErrorContains(t, err, "narrow the list")
		_, _, err = f.Videos(t.Context(), f.account, Filter{Order: OrderName, Search: "a", Page: 1, PerPage: 10})
		require.NoError(t, err)
	})
}

func TestForeignVideosDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		v := f.create("mine")[0]
		_, err := f.Video(t.Context(), f.other, v.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.Update(t.Context(), f.other, v.ID, VideoPatch{Name: opt.Some("theirs")})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		require.Equal(t, fault.NotFound, fault.KindOf(f.Delete(t.Context(), f.other, v.ID)))
		_, err = f.Public(t.Context(), f.other, v.Slug)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.Public(t.Context(), f.account, v.Slug)
		require.NoError(t, err)
	})
}

func TestUpdateAndDelete(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		v := f.create("before")[0]
		dir, err := f.CreateDirectory(t.Context(), f.account, "folder", nil)
		require.NoError(t, err)
		v, err = f.Update(t.Context(), f.account, v.ID, VideoPatch{Name: opt.Some("after"), DirectoryID: opt.Some(dir.ID), Priority: opt.Some(int64(7))})
		require.NoError(t, err)
		require.Equal(t, "after", v.Name)
		require.Equal(t, 7, f.priority[v.ID])
		v, err = f.Update(t.Context(), f.account, v.ID, VideoPatch{DirectoryID: opt.Null[int64]()})
		require.NoError(t, err)
		require.Nil(t, v.DirectoryID)
		require.Equal(t, "after", v.Name, "what is absent stays")
		_, err = f.Update(t.Context(), f.account, v.ID, VideoPatch{Name: opt.Some(" ")})
		require.Equal(t, fault.Invalid, fault.KindOf(err))

		require.NoError(t, f.Delete(t.Context(), f.account, v.ID))
		require.Equal(t, []int64{v.ID}, f.deleted)
		require.Equal(t, fault.NotFound, fault.KindOf(f.Delete(t.Context(), f.account, v.ID)))
		_, err = f.ByID(t.Context(), v.ID)
		require.Equal(t, fault.Gone, fault.KindOf(err))
		require.Equal(t, fault.Gone, fault.KindOf(f.SetReceived(t.Context(), v.ID, 1)))
		_, err = f.Publish(t.Context(), v.ID, 0, Published{})
		require.Equal(t, fault.Gone, fault.KindOf(err))
	})
}

func TestDirectories(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		root, err := f.CreateDirectory(ctx, f.account, "root", nil)
		require.NoError(t, err)
		child, err := f.CreateDirectory(ctx, f.account, "child", &root.ID)
		require.NoError(t, err)
		leaf, err := f.CreateDirectory(ctx, f.account, "leaf", &child.ID)
		require.NoError(t, err)
		videos, err := f.Create(ctx, f.account, []NewVideo{{Name: "a", DirectoryID: &root.ID}, {Name: "b", DirectoryID: &leaf.ID}, {Name: "free"}})
		require.NoError(t, err)

		got, dirs, items, err := f.Directory(ctx, f.account, root.ID)
		require.NoError(t, err)
		require.EqualValues(t, 2, got.ItemsCount)
		require.Len(t, dirs, 1)
		require.Len(t, items, 1)
		tree, err := f.DirectoryTree(ctx, f.account)
		require.NoError(t, err)
		require.Equal(t, "leaf", tree[0].Descendants[0].Descendants[0].Name)

		for name, parent := range map[string]int64{"itself": root.ID, "below itself": leaf.ID, "unknown": 999} {
			_, err = f.UpdateDirectory(ctx, f.account, root.ID, opt.Opt[string]{}, opt.Some(parent))
			require.Equal(t, fault.Invalid, fault.KindOf(err), name)
		}
		_, err = f.UpdateDirectory(ctx, f.account, leaf.ID, opt.Some("twig"), opt.Null[int64]())
		require.NoError(t, err)
		_, err = f.UpdateDirectory(ctx, f.account, leaf.ID, opt.Opt[string]{}, opt.Some(child.ID))
		require.NoError(t, err)
		_, err = f.CreateDirectory(ctx, f.other, "intruder", &root.ID)
		require.Equal(t, fault.Invalid, fault.KindOf(err), "another account's directory is no parent")
		require.Equal(t, fault.NotFound, fault.KindOf(f.DeleteDirectory(ctx, f.other, root.ID)))

		require.NoError(t, f.DeleteDirectory(ctx, f.account, root.ID))
		require.Equal(t, []int64{root.ID}, f.directories)
		require.NoError(t, f.DismantleDirectory(ctx, root.ID))
		require.ElementsMatch(t, []int64{videos[0].ID, videos[1].ID}, f.deleted)
		tree, err = f.DirectoryTree(ctx, f.account)
		require.NoError(t, err)
		require.Empty(t, tree)
		_, err = f.Video(ctx, f.account, videos[2].ID)
		require.NoError(t, err, "what stood elsewhere stays")
	})
}

func TestDirectoryDepth(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		var parent *int64
		for range maxDepth {
			d, err := f.CreateDirectory(t.Context(), f.account, "d", parent)
			require.NoError(t, err)
			parent = &d.ID
		}
		_, err := f.CreateDirectory(t.Context(), f.account, "too deep", parent)
		require.Equal(t, fault.Invalid, fault.KindOf(err))
	})
}
