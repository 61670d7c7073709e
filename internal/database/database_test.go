package database_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

type accountRow struct {
	bun.BaseModel `bun:"table:accounts"`
	ID            int64 `bun:",pk,autoincrement"`
	Name          string
	CreatedAt     int64
}

func count(t *testing.T, db *database.DB) int64 {
	t.Helper()
	n, err := db.R.NewSelect().Model((*accountRow)(nil)).Count(t.Context())
	require.NoError(t, err)
	return n
}

func insert(ctx context.Context, tx *database.Tx, rows ...accountRow) error {
	_, err := tx.NewInsert().Model(&rows).Exec(ctx)
	return err
}

func TestInTx(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		trouble := errors.New("trouble")
		err := db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			require.NoError(t, insert(ctx, tx, accountRow{Name: "a"}))
			return trouble
		})
		require.Equal(t, trouble, err, "an error of the function comes back as it is")
		require.EqualValues(t, 0, count(t, db))

		require.Panics(t, func() {
			_ = db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				require.NoError(t, insert(ctx, tx, accountRow{Name: "a"}))
				panic("out")
			})
		})
		require.EqualValues(t, 0, count(t, db))

		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return insert(ctx, tx, accountRow{Name: "it's \\ here"}, accountRow{Name: "b"})
		}))
		require.EqualValues(t, 2, count(t, db))
	})
}

func TestBothViewsOfATransaction(t *testing.T) {
	db := dbtest.Postgres(t)
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		require.NoError(t, insert(ctx, tx, accountRow{Name: "a"}))
		var n int
		require.NoError(t, tx.PgxTx().QueryRow(ctx, "SELECT count(*) FROM accounts WHERE name = $1", "a").Scan(&n))
		require.Equal(t, 1, n)
		require.Error(t, tx.PgxTx().Commit(ctx))
		require.Error(t, tx.PgxTx().Rollback(ctx))
		return nil
	}))
	require.EqualValues(t, 1, count(t, db))
}

// TestChanges counts what changes rows, in transactions and alone, and nothing
// that only reads.
func TestChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		before := db.Changes()
		require.Zero(t, count(t, db))
		require.Equal(t, before, db.Changes())
		_, err := db.W.NewInsert().Model(&accountRow{Name: "a"}).Exec(t.Context())
		require.NoError(t, err)
		alone := db.Changes()
		require.Greater(t, alone, before)
		var inside uint64
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			err := insert(ctx, tx, accountRow{Name: "b"})
			inside = db.Changes()
			return err
		}))
		require.Greater(t, db.Changes(), inside, "nobody else sees it before the commit")
	})
}

func TestIsUnique(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return insert(ctx, tx, accountRow{ID: 7, Name: "a"}, accountRow{ID: 7, Name: "b"})
		})
		require.True(t, database.IsUnique(err), "primary key: %v", err)

		_, err = db.W.NewRaw("INSERT INTO tokens (account_id, user_id, name, hash, created_at) VALUES (1, 1, 'x', 'x', 0)").Exec(t.Context())
		require.Error(t, err, "foreign keys hold")
		require.False(t, database.IsUnique(err))
		require.False(t, database.IsUnique(nil))
	})
}

// Five processes that start at the same moment must all come up.
func TestMigrateTogether(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLiteURL, "postgres": dbtest.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			at := url(t)
			var group sync.WaitGroup
			for range 5 {
				group.Go(func() {
					db, err := database.Open(t.Context(), at, quiet)
					if err != nil {
						t.Error(err)
						return
					}
					defer db.Close()
					if err := db.Migrate(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
		})
	}
}

func TestSQLiteReadPool(t *testing.T) {
	db := dbtest.SQLite(t)
	_, err := db.R.NewRaw("INSERT INTO accounts (name, created_at) VALUES ('x', 0)").Exec(t.Context())
	require.ErrorContains(t, err, "readonly")

	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		require.NoError(t, insert(ctx, tx, accountRow{Name: "a"}))
		require.EqualValues(t, 0, count(t, db), "readers go on during a write and see nothing of it")
		return nil
	}))
	var sync, journal string
	require.NoError(t, db.W.QueryRow("PRAGMA synchronous").Scan(&sync))
	require.NoError(t, db.W.QueryRow("PRAGMA journal_mode").Scan(&journal))
	require.Equal(t, "2 wal", sync+" "+journal)
}

func TestOpen(t *testing.T) {
	strange := "sqlite:" + filepath.Join(t.TempDir(), "ä b%20?c#d.db")
	db, err := database.Open(t.Context(), strange, quiet)
	require.NoError(t, err)
	require.NoError(t, db.Migrate(t.Context()))
	require.NoError(t, db.Close())
	require.NoError(t, db.Close(), "closing twice is fine")
	require.FileExists(t, strange[len("sqlite:"):])

	for _, url := range []string{"", "mysql://x", "sqlite:", "sqlite:/no/such/folder/x.db", "postgres://%zz", "postgres://127.0.0.1:1/x"} {
		_, err := database.Open(t.Context(), url, quiet)
		require.Error(t, err, url)
	}
}

// TestFilesArePrivate opens a new database, and one whose files all may read.
func TestFilesArePrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kinora.db")
	for range 2 {
		db, err := database.Open(t.Context(), "sqlite:"+path, quiet)
		require.NoError(t, err)
		require.NoError(t, db.Migrate(t.Context()))
		files, err := filepath.Glob(path + "*")
		require.NoError(t, err)
		require.Subset(t, files, []string{path, path + "-wal", path + "-shm", path + ".lock"})
		for _, file := range files {
			info, err := os.Stat(file)
			require.NoError(t, err)
			require.Zero(t, info.Mode().Perm()&0o077, file)
			require.NoError(t, os.Chmod(file, 0o644))
		}
		require.NoError(t, db.Close())
	}
}
