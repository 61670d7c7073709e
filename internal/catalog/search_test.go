package catalog

import (
	"cmp"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/opt"
	"kinora/internal/search"
)

// checkDerived fails unless the counts and the grams are what the videos say.
func (f *fixture) checkDerived() {
	f.t.Helper()
	ctx := f.t.Context()
	type row struct {
		AccountID int64
		Status    string
		N         int64
	}
	var kept, counted []row
	require.NoError(f.t, f.db.R.NewSelect().Table("video_counts").Column("account_id", "status", "n").
		Where("n <> 0").Order("account_id", "status").Scan(ctx, &kept))
	require.NoError(f.t, f.db.R.NewSelect().Table("videos").Column("account_id", "status").ColumnExpr("COUNT(*) AS n").
		Where("deleted_at IS NULL").Group("account_id", "status").Order("account_id", "status").Scan(ctx, &counted))
	require.Equal(f.t, counted, kept, "counts")

	var videos []Video
	require.NoError(f.t, f.db.R.NewSelect().Model(&videos).
		Where("v.deleted_at IS NULL OR v.directory_id IS NOT NULL").Scan(ctx)) // what is not taken apart yet is still indexed
	var grams []search.Row
	require.NoError(f.t, f.db.R.NewSelect().Model(&grams).Order("account_id", "gram", "block").Scan(ctx))
	require.Equal(f.t, append([]search.Row{}, search.Rows(entries(videos))...), append([]search.Row{}, grams...), "grams")
}

// wantFound is what a search over videos has to find, the plain way.
func wantFound(videos []Video, f Filter) (ids []int64) {
	for _, v := range videos {
		if f.Status != "" && f.Status != v.Status || f.ClientUserID != nil && (v.ClientUserID == nil || *v.ClientUserID != *f.ClientUserID) ||
			f.IDs != nil && !slices.Contains(f.IDs, v.ID) {
			continue
		}
		if strings.Contains(strings.ToLower(v.Name), strings.ToLower(f.Search)) || v.Slug == f.Search || strconv.FormatInt(v.ID, 10) == f.Search {
			ids = append(ids, v.ID)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	return ids
}

func idsOf(videos []Video) (ids []int64) {
	for _, v := range videos {
		ids = append(ids, v.ID)
	}
	return ids
}

// words make names in which some grams are in all, some in few and some in one.
var words = []string{"Harbour", "harbor", "TIME", "timelapse", "Ünter", "über", "водопад", "ВОДА", "水", "滝 水", "a", "zz", "100%", "x_y", "!", "🎬"}

func randomName(r *rand.Rand) string {
	parts := make([]string, 1+r.IntN(4))
	for i := range parts {
		parts[i] = words[r.IntN(len(words))]
	}
	if r.IntN(3) == 0 {
		parts = append(parts, strconv.Itoa(r.IntN(100_000)))
	}
	return strings.Join(parts, " ")
}

func TestSearchFindsWhatReadingAllNamesFinds(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, r := t.Context(), rand.New(rand.NewPCG(7, 11))
		live := map[int64]Video{}
		for range 6 {
			items := make([]NewVideo, 400)
			for i := range items {
				user := int64(i % 3)
				items[i] = NewVideo{Name: randomName(r), ClientUserID: &user}
			}
			made, err := f.Create(ctx, f.account, items)
			require.NoError(t, err)
			for _, v := range made {
				live[v.ID] = v
			}
			_, err = f.Create(ctx, f.other, []NewVideo{{Name: randomName(r)}})
			require.NoError(t, err)
		}
		ids := []int64{}
		for id := range live {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for i, id := range ids[:300] {
			if i%2 == 0 {
				require.NoError(t, f.Delete(ctx, f.account, id))
				delete(live, id)
				continue
			}
			v, err := f.Update(ctx, f.account, id, VideoPatch{Name: opt.Some(randomName(r))})
			require.NoError(t, err)
			live[id] = v
		}
		f.checkDerived()
		var videos []Video
		for _, id := range ids {
			if v, ok := live[id]; ok {
				videos = append(videos, v)
			}
		}

		user := int64(1)
		needles := append([]string{
			"e", "ha", "our", "HARBOUR", "bour t", "ÜB", "вод", "Вода в", "水", "滝", "🎬 ", "0%", "_", "!", "no such", "zz zz", "harbor harbor harbor",
			videos[5].Slug, fmt.Sprint(videos[9].ID), strings.Repeat("x", 600),
		}, words...)
		for range 60 {
			runes := []rune(randomName(r))
			from := r.IntN(len(runes))
			if s := strings.TrimSpace(string(runes[from : from+1+r.IntN(len(runes)-from)])); s != "" {
				needles = append(needles, s)
			}
		}
		for _, s := range needles {
			for _, filter := range []Filter{
				{Search: s, Page: 1, PerPage: 25},
				{Search: s, Page: 3, PerPage: 100},
				{Search: s, Page: 14, PerPage: 100},
				{Search: s, Page: 1, PerPage: 25, ClientUserID: &user},
				{Search: s, Page: 1, PerPage: 25, Status: StatusReady},
				{Search: s, Page: 1, PerPage: 25, IDs: idsOf(videos[3:90])},
			} {
				want := wantFound(videos, filter)
				found, total, err := f.Videos(ctx, f.account, filter)
				require.NoError(t, err)
				end := min(filter.offset()+filter.PerPage, len(want))
				require.Equal(t, append([]int64{}, want[min(filter.offset(), end):end]...), append([]int64{}, idsOf(found)...), "%q page %d", s, filter.Page)
				require.Equal(t, Total{N: max(min(len(want), 100), end), More: len(want) > max(100, end)}, total, "%q page %d", s, filter.Page)
			}
		}
	})
}

func TestTotals(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, user := t.Context(), int64(4)
		for range 3 {
			items := make([]NewVideo, 500)
			for i := range items {
				items[i] = NewVideo{Name: "same", ClientUserID: &user}
			}
			_, err := f.Create(ctx, f.account, items)
			require.NoError(t, err)
		}
		for name, c := range map[string]struct {
			filter Filter
			shown  int
			total  Total
		}{
			"all":              {Filter{Page: 1, PerPage: 10}, 10, Total{N: 1500}},
			"the last page":    {Filter{Page: 30, PerPage: 50}, 50, Total{N: 1500}},
			"past the end":     {Filter{Page: 31, PerPage: 50}, 0, Total{N: 1500}},
			"far past the end": {Filter{Page: 1 << 31, PerPage: 100}, 0, Total{N: 1500}},
			"a status":         {Filter{Page: 2, PerPage: 10, Status: StatusEmpty}, 10, Total{N: 1500}},
			"another status":   {Filter{Page: 1, PerPage: 10, Status: StatusReady}, 0, Total{}},
			"a user":           {Filter{Page: 1, PerPage: 10, ClientUserID: &user}, 10, Total{N: 1000, More: true}},
			"a user, deep":     {Filter{Page: 30, PerPage: 50, ClientUserID: &user}, 50, Total{N: 1000, More: true}},
			"a name":           {Filter{Page: 1, PerPage: 10, Search: "AM"}, 10, Total{N: 100, More: true}},
			"a name, deep":     {Filter{Page: 15, PerPage: 100, Search: "AM"}, 100, Total{N: 1500}},
			"a name, too far":  {Filter{Page: 1 << 31, PerPage: 100, Search: "AM"}, 0, Total{N: 1500}},
		} {
			found, total, err := f.Videos(ctx, f.account, c.filter)
			require.NoError(t, err, name)
			require.Len(t, found, c.shown, name)
			require.Equal(t, c.total, total, name)
		}
	})
}

// TestLongNamesAreSearchedByTheirBeginning searches a name that is longer in
// the form that is searched, where each ligature is three letters.
func TestLongNamesAreSearchedByTheirBeginning(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		f.create(strings.Repeat("ﬃ", 165) + "éthe end, and more")
		for search, n := range map[string]int{"the ": 1, "the e": 0, "more": 0, strings.Repeat("ffi", 165) + "éTHE ": 1, strings.Repeat("ffi", 167): 0} {
			_, total, err := f.Videos(t.Context(), f.account, Filter{Search: search, Page: 1, PerPage: 10})
			require.NoError(t, err)
			require.Equal(t, Total{N: n}, total, search)
		}
	})
}

// TestNamesOfBefore indexes videos that were there before the index.
func TestNamesOfBefore(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		for range 5 {
			items := make([]NewVideo, 500)
			for i := range items {
				items[i] = NewVideo{Name: fmt.Sprintf("video %d", i)}
			}
			_, err := f.Create(ctx, f.account, items)
			require.NoError(t, err)
		}
		_, err := f.db.W.ExecContext(ctx, "INSERT INTO unindexed_videos SELECT id FROM videos")
		require.NoError(t, err)
		_, err = f.db.W.ExecContext(ctx, "DELETE FROM video_grams")
		require.NoError(t, err)
		require.NoError(t, f.IndexNames(ctx, slog.New(slog.DiscardHandler)))
		f.checkDerived()
		require.NoError(t, f.IndexNames(ctx, slog.New(slog.DiscardHandler)))
	})
}

// TestWritersDoNotWaitInACircle lets many transactions touch the same grams
// and counts at once.
func TestWritersDoNotWaitInACircle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		mine, _, err := account.New(db).Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		f := &fixture{t: t, account: mine.ID, Catalog: New(db, Hooks{})}
		group := new(errgroup.Group)
		for writer := range 8 {
			group.Go(func() error {
				r := rand.New(rand.NewPCG(1, uint64(writer)))
				for range 10 {
					made, err := f.Create(t.Context(), f.account, []NewVideo{{Name: randomName(r)}, {Name: randomName(r)}, {Name: randomName(r)}})
					if err != nil {
						return err
					}
					if _, err := f.Update(t.Context(), f.account, made[1].ID, VideoPatch{Name: opt.Some(randomName(r))}); err != nil {
						return err
					}
					if err := f.Delete(t.Context(), f.account, made[2].ID); err != nil {
						return err
					}
				}
				return nil
			})
		}
		require.NoError(t, group.Wait())
		f.checkDerived()
	})
}

// TestSearchInEitherForm finds a name whichever of Unicode's forms it and the
// search are in.
func TestSearchInEitherForm(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		names := []string{"Café Zürich", "Übung", "한국어 강의", "Ὀδύσσεια", "Việt Nam", "ﬁlm"}
		for _, stored := range []norm.Form{norm.NFC, norm.NFD} {
			var made []string
			for _, name := range names {
				made = append(made, stored.String(name))
			}
			videos := f.create(made...)
			for i, name := range names {
				for _, asked := range []norm.Form{norm.NFC, norm.NFD} {
					found, total, err := f.Videos(t.Context(), f.account, Filter{Search: asked.String(name), Page: 1, PerPage: 10})
					require.NoError(t, err)
					require.Equal(t, 1, total.N, "%q", name)
					require.Equal(t, videos[i].ID, found[0].ID)
				}
			}
			found, _, err := f.Videos(t.Context(), f.account, Filter{Search: "FILM", Page: 1, PerPage: 10})
			require.NoError(t, err)
			require.Len(t, found, 1)
			for _, v := range videos {
				require.NoError(t, f.Delete(t.Context(), f.account, v.ID))
			}
			left, err := f.db.R.NewSelect().Table("video_grams").Count(t.Context())
			require.NoError(t, err)
			require.Zero(t, left, "what is indexed is taken out again")
		}
	})
}
