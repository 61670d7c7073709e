package sweep

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
	"kinora/internal/library"
	"kinora/internal/storage"
)

// finished returns a sweeper and a ready video with one rendition, in whose
// folder dead attempts have left things too.
func finished(t *testing.T, keepSource bool) (*Sweeper, int64) {
	t.Helper()
	db := dbtest.SQLite(t)
	owner, _, err := account.New(db).Create(t.Context(), "owner", "owner@example.org")
	require.NoError(t, err)
	catalogue := library.New(db, library.Hooks{})
	videos, err := catalogue.Create(t.Context(), owner.ID, []library.NewVideo{{Name: "holiday"}})
	require.NoError(t, err)
	id := videos[0].ID
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		if err := catalogue.InspectedTx(ctx, tx, id, library.Inspection{Width: 640, Height: 360, Plan: "{}", Renditions: []library.Rendition{{Name: "vod360p"}}}); err != nil {
			return err
		}
		return catalogue.StillsTx(ctx, tx, id, 1, "1\n")
	}))
	_, err = catalogue.Publish(t.Context(), id, 0, library.Published{Object: library.ObjectPrefix(id) + "7-2/a.mp4", Duration: 1})
	require.NoError(t, err)

	store, err := storage.Open(t.Context(), "file:"+t.TempDir())
	require.NoError(t, err)
	for _, name := range []string{"source", "shot_1.jpg", "shot_2.jpg", "sprite.jpg", "7-1/a.mp4", "7-1/a.mp4.index", "7-2/a.mp4", "7-2/a.mp4.index"} {
		require.NoError(t, store.Put(t.Context(), library.ObjectPrefix(id)+name, strings.NewReader(name), -1))
	}
	require.NoError(t, store.Put(t.Context(), library.ObjectPrefix(id+10)+"source", strings.NewReader("another's"), -1))
	return New(Options{Library: catalogue, Store: store, KeepSource: keepSource, Log: slog.New(slog.DiscardHandler)}), id
}

func left(t *testing.T, s *Sweeper, id int64) (names []string) {
	for info, err := range s.o.Store.List(t.Context(), library.ObjectPrefix(id)) {
		require.NoError(t, err)
		names = append(names, strings.TrimPrefix(info.Key, library.ObjectPrefix(id)))
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
	v, err := s.o.Library.ByID(t.Context(), id)
	require.NoError(t, err)
	require.NoError(t, s.o.Library.Delete(t.Context(), v.AccountID, id))
	_, err = s.tidy(t.Context(), jobs.Job[TidyArgs]{Args: TidyArgs{VideoID: id}})
	require.NoError(t, err)
	require.Len(t, left(t, s, id), 8)
}
