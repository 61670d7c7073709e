package feed

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"

	"github.com/stretchr/testify/require"
)

// fixture is a catalogue with two accounts.
type fixture struct {
	*catalog.Catalog
	t              *testing.T
	db             *database.DB
	account, other int64
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		mine, _, err := accounts.Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(t.Context(), "other", "other@example.org")
		require.NoError(t, err)
		run(t, &fixture{catalog.New(db, catalog.Hooks{}), t, db, mine.ID, other.ID})
	})
}

func (f *fixture) create(names ...string) []catalog.Video {
	items := make([]catalog.NewVideo, len(names))
	for i, name := range names {
		items[i] = catalog.NewVideo{Name: name}
	}
	videos, err := f.Create(f.t.Context(), f.account, items)
	require.NoError(f.t, err)
	return videos
}

func (f *fixture) inspect(id int64, renditions int) {
	in := catalog.Inspection{Duration: 5000, Plan: "{}", Renditions: make([]catalog.Rendition, renditions)}
	require.NoError(f.t, f.db.InTx(f.t.Context(), func(ctx context.Context, tx *database.Tx) error { return f.InspectedTx(ctx, tx, id, in) }))
}

// startFeed runs a feed for the test.
func startFeed(t *testing.T, l *catalog.Catalog) *Feed {
	t.Helper()
	f := New(l, slog.New(slog.DiscardHandler))
	f.pause = 5 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-done)
	})
	return f
}

func listen(t *testing.T, f *Feed, account int64, videos ...int64) *Listener {
	t.Helper()
	l, err := f.Listen(account, videos...)
	require.NoError(t, err)
	t.Cleanup(l.Close)
	return l
}

// until waits for a change that is as wanted.
func until(t *testing.T, l *Listener, want func(v *catalog.Video) bool) *catalog.Video {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		videos, err := l.Next(ctx)
		require.NoError(t, err)
		for _, v := range videos {
			if want(v) {
				return v
			}
		}
	}
}

// TestFeed follows one video through its life, as told by another process.
func TestFeed(t *testing.T) {
	each(t, func(t *testing.T, there *fixture) {
		ctx := t.Context()
		f := startFeed(t, catalog.New(there.db, catalog.Hooks{}))
		all, foreign := listen(t, f, there.account), listen(t, f, there.other)

		made := there.create("a", "b")
		a, b := made[0].ID, made[1].ID
		until(t, all, func(v *catalog.Video) bool { return v.ID == a && v.Status == catalog.StatusEmpty })
		one := listen(t, f, there.account, a)

		there.inspect(a, 2)
		until(t, all, func(v *catalog.Video) bool { return v.ID == a && v.Status == catalog.StatusPending })
		for percent := int64(1); percent < 100; percent++ { // many in a millisecond: the last one must come
			require.NoError(t, there.SetProgress(ctx, a, percent))
			require.NoError(t, there.SetProgress(ctx, b, percent))
		}
		v := until(t, all, func(v *catalog.Video) bool { return v.ID == a && v.Renditions[0].Progress == 99 })
		require.Len(t, v.Renditions, 2)
		require.Equal(t, there.account, v.AccountID)

		require.NoError(t, there.Delete(ctx, there.account, b))
		until(t, all, func(v *catalog.Video) bool { return v.ID == b && v.DeletedAt != nil })
		until(t, one, func(v *catalog.Video) bool {
			require.Equal(t, a, v.ID)
			return v.Renditions[0].Progress == 99
		})

		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		_, err := foreign.Next(short)
		require.ErrorIs(t, err, context.DeadlineExceeded, "another account's changes are nobody else's")
	})
}

// TestFeedSeesLateCommits holds that a change counts from when it shows, not
// from when it was made.
func TestFeedSeesLateCommits(t *testing.T) {
	each(t, func(t *testing.T, l *fixture) {
		ctx := t.Context()
		made := l.create("late", "early")
		_, err := l.db.W.ExecContext(ctx, "UPDATE videos SET updated_at = ? WHERE id = ?", time.Now().Add(-time.Hour).UnixMilli(), made[0].ID)
		require.NoError(t, err)
		f := startFeed(t, l.Catalog)
		listener := listen(t, f, l.account)
		until(t, listener, func(v *catalog.Video) bool { return v.ID == made[1].ID })
		_, err = l.db.W.ExecContext(ctx, "UPDATE videos SET name = 'renamed', updated_at = ? WHERE id = ?", // by a machine whose clock is behind
			time.Now().Add(-20*time.Second).UnixMilli(), made[0].ID)
		require.NoError(t, err)
		until(t, listener, func(v *catalog.Video) bool { return v.ID == made[0].ID && v.Name == "renamed" })
	})
}

func TestChangedPages(t *testing.T) {
	each(t, func(t *testing.T, l *fixture) {
		names := make([]string, page+1)
		for i := range names {
			names[i] = "v"
		}
		made := l.create(names...)
		f, seen := New(l.Catalog, nil), 0
		for next := (&catalog.Mark{}); next != nil; {
			var videos []catalog.Video
			var err error
			videos, next, err = f.Changed(t.Context(), l.account, *next)
			require.NoError(t, err)
			for _, v := range videos {
				require.Equal(t, made[seen].ID, v.ID)
				seen++
			}
		}
		require.Equal(t, len(names), seen)
	})
}

func TestListenersAreBounded(t *testing.T) {
	f := New(catalog.New(nil, catalog.Hooks{}), nil)
	var last *Listener
	for range maxListeners {
		last = listen(t, f, 1)
	}
	_, err := f.Listen(1)
	require.ErrorContains(t, err, "too many listeners")
	listen(t, f, 2)
	last.Close()
	last = listen(t, f, 1)

	videos := make([]catalog.Video, maxPending+1)
	for i := range videos {
		videos[i].ID = int64(i + 1)
	}
	last.add(videos[:maxPending])
	last.add(videos[:maxPending])
	got, err := last.Next(t.Context())
	require.NoError(t, err)
	require.Len(t, got, maxPending, "each video once")
	last.add(videos)
	_, err = last.Next(t.Context())
	require.ErrorIs(t, err, ErrBehind)
}
