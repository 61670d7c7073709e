// Package dbtest gives tests a fresh, migrated database of either kind.
package dbtest

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
)

// Each runs test twice, on a fresh SQLite file and on a fresh PostgreSQL
// database. See Postgres for where the server comes from.
func Each(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite returns a migrated database in a file of its own, closed when the
// test ends.
func SQLite(t testing.TB) *database.DB {
	t.Helper()
	return Open(t, SQLiteURL(t))
}

// SQLiteURL names a database file that does not exist yet and goes away with
// the test.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
}

// Postgres returns a migrated PostgreSQL database of its own, dropped when the
// test ends. See PostgresURL.
func Postgres(t testing.TB) *database.DB {
	t.Helper()
	return Open(t, PostgresURL(t))
}

// Open opens and migrates the database at url, and closes it when the test
// ends. It helps tests that want a second process's view of a database.
func Open(t testing.TB, url string) *database.DB {
	t.Helper()
	ctx := context.Background()
	db, err := database.Open(ctx, url, slog.New(slog.NewTextHandler(io.Discard, nil)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	require.NoError(t, db.Migrate(ctx))
	return db
}
