// Package dbtest gives tests a fresh, migrated database of either kind.
package dbtest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
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
	migrated, err := migratedFile()
	require.NoError(t, err)
	url := SQLiteURL(t)
	require.NoError(t, os.WriteFile(strings.TrimPrefix(url, "sqlite:"), migrated, 0o600))
	return Open(t, url)
}

// migratedFile is a SQLite database without rows, as a file: migrating once and
// copying is many times faster than migrating for each test.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kinora-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "migrated.db")
	if err := migrate("sqlite:" + file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// migrate brings the schema of the database at url up to date.
func migrate(url string) error {
	db, err := database.Open(context.Background(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(context.Background()), db.Close())
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
	return Open(t, createPostgres(t, migratedPostgres))
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
