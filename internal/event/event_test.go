package event

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// each runs test on databases that have an account.
func each(t *testing.T, test func(t *testing.T, db *database.DB)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		withAccount(t, db)
		test(t, db)
	})
}

func withAccount(t *testing.T, db *database.DB) {
	t.Helper()
	_, err := db.W.ExecContext(t.Context(), "INSERT INTO accounts (id, name, created_at) VALUES (1, 'mine', 0)")
	require.NoError(t, err)
}

// record writes an event of an entity as a change would.
func record(t *testing.T, db *database.DB, entity, kind string) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error { return recordTx(ctx, tx, entity, kind) }))
}

func recordTx(ctx context.Context, tx *database.Tx, entity, kind string) error {
	e, err := New(1, entity, kind, map[string]string{"of": entity}, time.UnixMilli(5000))
	if err != nil {
		return err
	}
	return Record(ctx, tx, e)
}

// read returns the types of the next events.
func read(t *testing.T, l *Log, name string, limit int) (types []string) {
	t.Helper()
	_, err := l.Read(t.Context(), name, limit, func(_ context.Context, _ *database.Tx, events []Event) error {
		for _, e := range events {
			types = append(types, e.Type)
		}
		return nil
	})
	require.NoError(t, err)
	return types
}

func TestReadersGoOnWhereTheyStopped(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		l := NewLog(db)
		record(t, db, "video:1", "before")
		require.Empty(t, read(t, l, "first", 10), "a new reader begins with what is to come")
		for i := range 5 {
			record(t, db, "video:1", fmt.Sprint("e", i))
		}
		require.Equal(t, []string{"e0", "e1"}, read(t, l, "first", 2))
		require.Empty(t, read(t, l, "second", 10))
		record(t, db, "video:2", "e5")
		require.Equal(t, []string{"e2", "e3", "e4", "e5"}, read(t, l, "first", 10))
		require.Empty(t, read(t, l, "first", 10))
		require.Equal(t, []string{"e5"}, read(t, l, "second", 10))
		require.Equal(t, []string{}, append([]string{}, read(t, NewLog(db), "second", 10)...))
	})
}

// TestNewReaderOfALongList begins behind more events than get their number at
// a time.
func TestNewReaderOfALongList(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return Record(ctx, tx, slices.Repeat([]Event{{AccountID: 1, Entity: "video:1", Type: "old", Payload: "{}", CreatedAt: 5000}}, numbered+2)...)
		}))
		l := NewLog(db)
		require.Empty(t, read(t, l, "r", 10))
		record(t, db, "video:1", "new")
		require.Equal(t, []string{"new"}, read(t, l, "r", 10))
	})
}

func TestFailedReaderReadsAgain(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		l := NewLog(db)
		require.Empty(t, read(t, l, "r", 10))
		record(t, db, "video:1", "e")
		failure := errors.New("failure")
		_, err := l.Read(t.Context(), "r", 10, func(context.Context, *database.Tx, []Event) error { return failure })
		require.ErrorIs(t, err, failure)
		require.Equal(t, []string{"e"}, read(t, l, "r", 10))
	})
}

// TestLateCommit commits a transaction after one that began later and was read.
func TestLateCommit(t *testing.T) {
	db := dbtest.Postgres(t) // SQLite has one writer at a time
	withAccount(t, db)
	l := NewLog(db)
	require.Empty(t, read(t, l, "r", 10))
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		if err := recordTx(ctx, tx, "video:1", "late"); err != nil {
			return err
		}
		record(t, db, "video:2", "early")
		require.Equal(t, []string{"early"}, read(t, l, "r", 10))
		return nil
	}))
	require.Equal(t, []string{"late"}, read(t, l, "r", 10))
}

// TestEachEventOnce has writers and readers of one name beside each other.
func TestEachEventOnce(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		const writers, each = 4, 25
		require.Empty(t, read(t, NewLog(db), "r", 1))
		var mu sync.Mutex
		got := map[string][]string{}
		reading, stop := context.WithCancel(t.Context())
		readers, writing := errgroup.Group{}, errgroup.Group{}
		for range 3 {
			readers.Go(func() error {
				for {
					ended := reading.Err() != nil
					n, err := NewLog(db).Read(t.Context(), "r", 7, func(_ context.Context, _ *database.Tx, events []Event) error {
						mu.Lock()
						defer mu.Unlock()
						for _, e := range events {
							got[e.Entity] = append(got[e.Entity], e.Type)
						}
						return nil
					})
					if err != nil || n == 0 && ended {
						return err
					}
				}
			})
		}
		for w := range writers {
			writing.Go(func() error {
				for i := range each {
					if err := db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
						return recordTx(ctx, tx, fmt.Sprint("video:", w), fmt.Sprint(i))
					}); err != nil {
						return err
					}
				}
				return nil
			})
		}
		require.NoError(t, writing.Wait())
		stop()
		require.NoError(t, readers.Wait())
		for w := range writers {
			types := got[fmt.Sprint("video:", w)]
			require.Len(t, types, each)
			for i, text := range types {
				require.Equal(t, fmt.Sprint(i), text, "in order")
			}
		}
	})
}

func TestPrune(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB) {
		l := NewLog(db)
		require.Empty(t, read(t, l, "r", 10))
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			old := slices.Repeat([]Event{{AccountID: 1, Entity: "video:1", Type: "old", Payload: "{}", CreatedAt: 5000}}, database.RemoveStep+2)
			if err := Record(ctx, tx, old...); err != nil {
				return err
			}
			return Record(ctx, tx, Event{AccountID: 1, Entity: "video:1", Type: "new", Payload: "{}", CreatedAt: 6000})
		}))
		require.NoError(t, l.Prune(t.Context(), time.UnixMilli(5001)))
		left, err := l.Of(t.Context(), 1, 0, 10)
		require.NoError(t, err)
		require.Len(t, left, 1)
		require.Equal(t, []string{"new"}, read(t, l, "r", 10), "what is gone is passed over")
	})
}
