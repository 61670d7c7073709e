package sweep

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/opt"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// finished returns a sweeper and a ready video with one rendition, in whose
// folder dead attempts have left things too.
func finished(t *testing.T, keepSource bool) (*Sweeper, int64) {
	t.Helper()
	db := dbtest.SQLite(t)
	owner, _, err := account.New(db).Create(t.Context(), "owner", "owner@example.org")
	require.NoError(t, err)
	catalogue := catalog.New(db, catalog.Hooks{})
	videos, err := catalogue.Create(t.Context(), owner.ID, []catalog.NewVideo{{Name: "holiday"}})
	require.NoError(t, err)
	id := videos[0].ID
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		if err := catalogue.FetchedTx(ctx, tx, id, 6); err != nil {
			return err
		}
		if err := catalogue.InspectedTx(ctx, tx, id, catalog.Inspection{Width: 640, Height: 360, Plan: "{}", Renditions: []catalog.Rendition{{Name: "vod360p"}}}); err != nil {
			return err
		}
		return catalogue.StillsTx(ctx, tx, id, 1, "1\n")
	}))
	_, err = catalogue.Publish(t.Context(), id, 0, catalog.Published{Object: address.VideoPrefix(id) + "7-2/a.mp4", Duration: 1})
	require.NoError(t, err)

	store, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	for _, name := range []string{"source", "shot_1.jpg", "shot_2.jpg", "sprite.jpg", "7-1/a.mp4", "7-1/a.mp4.index", "7-2/a.mp4", "7-2/a.mp4.index"} {
		require.NoError(t, store.Put(t.Context(), address.VideoPrefix(id)+name, strings.NewReader(name), -1))
	}
	require.NoError(t, store.Put(t.Context(), address.VideoPrefix(id+10)+"source", strings.NewReader("another's"), -1))
	return New(Options{Catalog: catalogue, Store: store, Sources: storage.NewCopies(store, "", 0), KeepSource: keepSource, Log: slog.New(slog.DiscardHandler)}), id
}

func left(t *testing.T, s *Sweeper, id int64) (names []string) {
	for info, err := range s.o.Store.List(t.Context(), address.VideoPrefix(id)) {
		require.NoError(t, err)
		names = append(names, strings.TrimPrefix(info.Key, address.VideoPrefix(id)))
	}
	return names
}

func TestTidyKeepsWhatIsReferredTo(t *testing.T) {
	for keep, want := range map[bool][]string{
		false: {"shot_1.jpg", "sprite.jpg", "7-2/a.mp4", "7-2/a.mp4.index"},
		true:  {"source", "shot_1.jpg", "sprite.jpg", "7-2/a.mp4", "7-2/a.mp4.index"},
	} {
		s, id := finished(t, keep)
		_, err := s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
		require.NoError(t, err)
		require.ElementsMatch(t, want, left(t, s, id))
		require.Equal(t, []string{"source"}, left(t, s, id+10), "another video's objects are not touched")
	}
}

func TestPurgeTakesEverything(t *testing.T) {
	s, id := finished(t, true)
	for range 2 { // an interrupted purge is done again
		_, err := s.purge(t.Context(), jobs.Job[PurgeArgs]{Args: PurgeArgs{VideoID: id}})
		require.NoError(t, err)
	}
	require.Empty(t, left(t, s, id))
	require.Equal(t, []string{"source"}, left(t, s, id+10))
}

// A video deleted before its turn is left to its purge.
func TestTidyOfADeletedVideo(t *testing.T) {
	s, id := finished(t, false)
	v, err := s.o.Catalog.ByID(t.Context(), id)
	require.NoError(t, err)
	require.NoError(t, s.o.Catalog.Delete(t.Context(), v.AccountID, id))
	_, err = s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
	require.NoError(t, err)
	require.Len(t, left(t, s, id), 8)
}

// Posters that no row names go once nobody can be about to name them.
func TestPosters(t *testing.T) {
	s, id := finished(t, false)
	v, err := s.o.Catalog.ByID(t.Context(), id)
	require.NoError(t, err)
	_, err = s.o.Catalog.Update(t.Context(), v.AccountID, id, catalog.VideoPatch{Poster: opt.Some(catalog.Poster{Name: "new.jpeg"})})
	require.NoError(t, err)
	put := func(slug string, names ...string) {
		for _, name := range names {
			require.NoError(t, s.o.Store.Put(t.Context(), address.PosterPrefix(slug)+name, strings.NewReader(name), -1))
		}
	}
	there := func(slug string) (names []string) {
		for info, err := range s.o.Store.List(t.Context(), address.PosterPrefix(slug)) {
			require.NoError(t, err)
			names = append(names, strings.TrimPrefix(info.Key, address.PosterPrefix(slug)))
		}
		return names
	}
	put(v.Slug, "new.jpeg", "thumb_new.jpeg", "old.jpeg", "thumb_old.jpeg")
	put("neverborn", "a.jpeg")
	care := func() {
		_, err := s.posters(t.Context(), jobs.Job[PostersArgs]{Args: PostersArgs{Slugs: []string{v.Slug, "neverborn"}}})
		require.NoError(t, err)
	}
	care()
	require.Len(t, append(there(v.Slug), there("neverborn")...), 5, "somebody may be about to name them")
	s.now = func() time.Time { return time.Now().Add(time.Hour) }
	care()
	require.ElementsMatch(t, []string{"new.jpeg", "thumb_new.jpeg"}, there(v.Slug))
	require.Empty(t, there("neverborn"))
	_, err = s.purge(t.Context(), jobs.Job[PurgeArgs]{Args: PurgeArgs{VideoID: id, Slug: v.Slug}})
	require.NoError(t, err)
	require.Empty(t, there(v.Slug))
}

// refused is a video whose source was stored and then not accepted.
func refused(t *testing.T, db *database.DB, store storage.Store) (*catalog.Catalog, int64) {
	t.Helper()
	require.NoError(t, account.New(db).Ensure(t.Context(), ""))
	catalogue := catalog.New(db, catalog.Hooks{})
	videos, err := catalogue.Create(t.Context(), 1, []catalog.NewVideo{{Name: "not a video"}})
	require.NoError(t, err)
	id := videos[0].ID
	require.NoError(t, store.Put(t.Context(), address.SourceKey(id), strings.NewReader("first"), -1))
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		if err := catalogue.FetchedTx(ctx, tx, id, 5); err != nil {
			return err
		}
		return catalogue.RejectedTx(ctx, tx, id, catalog.Failure{Text: "Video file is invalid"})
	}))
	return catalogue, id
}

func storedSource(t *testing.T, store storage.Store, id int64) string {
	o, err := store.Open(t.Context(), address.SourceKey(id))
	if fault.KindOf(err) == fault.NotFound {
		return ""
	}
	require.NoError(t, err)
	defer o.Close()
	text := make([]byte, o.Size())
	_, err = o.ReadAt(text, 0)
	if !errors.Is(err, io.EOF) {
		require.NoError(t, err)
	}
	return string(text)
}

func TestTidyOfARefusedSource(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		store, err := storage.Open(t.Context(), "file:"+t.TempDir())
		require.NoError(t, err)
		catalogue, id := refused(t, db, store)
		s := New(Options{Catalog: catalogue, Store: store, Sources: storage.NewCopies(store, "", 0)})
		for range 2 {
			_, err = s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
			require.NoError(t, err)
			require.Empty(t, storedSource(t, store, id))
			q, err := quota.New(db).Of(t.Context(), 1)
			require.NoError(t, err)
			require.Zero(t, q.Bytes)
		}
	})
}

// slowDelete calls before ahead of each removal.
type slowDelete struct {
	storage.Store
	before func()
}

func (s slowDelete) Delete(ctx context.Context, key string) error {
	s.before()
	return s.Store.Delete(ctx, key)
}

// TestTidyWhileAnotherSourceArrives has a second upload come at the worst
// moment: when the refused one is just about to be removed. It has to come
// again; whatever else there is to be written to the database need not wait.
func TestTidyWhileAnotherSourceArrives(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		store, err := storage.Open(t.Context(), "file:"+t.TempDir())
		require.NoError(t, err)
		catalogue, id := refused(t, db, store)
		arrive := func() error {
			return db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error { return catalogue.UploadedTx(ctx, tx, id) })
		}
		removed := 0
		s := New(Options{Catalog: catalogue, Store: slowDelete{store, func() {
			removed++
			require.Equal(t, fault.Busy, fault.KindOf(arrive()))
			_, err := catalogue.Retry(t.Context(), 1, id, catalog.Origin{})
			require.Equal(t, fault.Busy, fault.KindOf(err))
			_, err = catalogue.Create(t.Context(), 1, []catalog.NewVideo{{Name: "another"}})
			require.NoError(t, err)
		}}, Sources: storage.NewCopies(store, "", 0)})
		_, err = s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
		require.NoError(t, err)
		require.Equal(t, 1, removed)
		require.NoError(t, arrive())
		require.NoError(t, store.Put(t.Context(), address.SourceKey(id), strings.NewReader("second"), -1))

		s.o.Store = slowDelete{store, func() { t.Error("the second source is removed") }}
		_, err = s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
		require.NoError(t, err)
		require.Equal(t, "second", storedSource(t, store, id))
	})
}
