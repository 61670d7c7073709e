package catalog

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// startFeed runs a feed for the test.
func startFeed(t *testing.T, l *Catalog) *Feed {
	t.Helper()
	f := NewFeed(l, slog.New(slog.DiscardHandler))
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
func until(t *testing.T, l *Listener, want func(v *Video) bool) *Video {
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
		f := startFeed(t, New(there.db, Hooks{}))
		all, foreign := listen(t, f, there.account), listen(t, f, there.other)

		made := there.create("a", "b")
		a, b := made[0].ID, made[1].ID
		until(t, all, func(v *Video) bool { return v.ID == a && v.Status == StatusEmpty })
		one := listen(t, f, there.account, a)

		there.inspect(a, 2)
		until(t, all, func(v *Video) bool { return v.ID == a && v.Status == StatusPending })
		for percent := int64(1); percent < 100; percent++ { // many in a millisecond: the last one must come
			require.NoError(t, there.SetProgress(ctx, a, percent))
			require.NoError(t, there.SetProgress(ctx, b, percent))
		}
		v := until(t, all, func(v *Video) bool { return v.ID == a && v.Renditions[0].Progress == 99 })
		require.Len(t, v.Renditions, 2)
		require.Equal(t, there.account, v.AccountID)

		require.NoError(t, there.Delete(ctx, there.account, b))
		until(t, all, func(v *Video) bool { return v.ID == b && v.DeletedAt != nil })
		until(t, one, func(v *Video) bool {
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
		slow := New(l.db, Hooks{}) // on a machine whose clock is behind
		slow.now = func() time.Time { return time.Now().Add(-20 * time.Second) }
		_, err := l.db.W.ExecContext(ctx, "UPDATE videos SET updated_at = ? WHERE id = ?", time.Now().Add(-time.Hour).UnixMilli(), made[0].ID)
		require.NoError(t, err)
		f := startFeed(t, l.Catalog)
		listener := listen(t, f, l.account)
		until(t, listener, func(v *Video) bool { return v.ID == made[1].ID })
		_, err = slow.Update(ctx, l.account, made[0].ID, VideoPatch{Name: Some("renamed")})
		require.NoError(t, err)
		until(t, listener, func(v *Video) bool { return v.ID == made[0].ID && v.Name == "renamed" })
	})
}

func TestChangedPages(t *testing.T) {
	each(t, func(t *testing.T, l *fixture) {
		names := make([]string, feedPage+1)
		for i := range names {
			names[i] = "v"
		}
		made := l.create(names...)
		f, seen := NewFeed(l.Catalog, nil), 0
		for next := (&Mark{}); next != nil; {
			var videos []Video
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
	f := NewFeed(New(nil, Hooks{}), nil)
	var last *Listener
	for range maxListeners {
		last = listen(t, f, 1)
	}
	_, err := f.Listen(1)
	require.ErrorContains(t, err, "too many listeners")
	listen(t, f, 2)
	last.Close()
	last = listen(t, f, 1)

	videos := make([]Video, maxPending+1)
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
	require.ErrorIs(t, err, ErrFeedBehind)
}
