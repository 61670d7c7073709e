package database_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
)

func openFile(t *testing.T, path string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), "sqlite:"+path, quiet)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	require.NoError(t, db.Migrate(t.Context()))
	return db
}

// TestBallast gives the ballast up for the first write that finds no room, in
// and out of a transaction.
func TestBallast(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	db := openFile(t, path)
	full := accountRow{Name: strings.Repeat("x", 1<<20)}
	for name, write := range map[string]func() error{
		"a statement": func() error { _, err := db.W.NewInsert().Model(&full).Exec(t.Context()); return err },
		"a transaction": func() error {
			return db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error { return insert(ctx, tx, full) })
		},
	} {
		require.NoError(t, db.KeepBallast(), name)
		info, err := os.Stat(path + ".ballast")
		require.NoError(t, err, name)
		require.Positive(t, info.Size())
		_, err = db.W.ExecContext(t.Context(), "PRAGMA max_page_count = 1") // which is then as many as there are
		require.NoError(t, err)
		require.NoError(t, db.CheckWrite(t.Context()), "no new page is needed")
		require.FileExists(t, path+".ballast")
		err = write()
		require.True(t, database.IsFull(err), "%s: %v", name, err)
		require.NoFileExists(t, path+".ballast", name)
		_, err = db.W.ExecContext(t.Context(), "PRAGMA max_page_count = 1000000")
		require.NoError(t, err)
	}
	require.False(t, database.IsFull(nil))
	require.False(t, database.IsFull(os.ErrNotExist))
}

// TestAnotherFile notices that the file of the database was removed, replaced
// or overwritten.
func TestAnotherFile(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, path, other string){
		"removed":  func(t *testing.T, path, _ string) { require.NoError(t, os.Remove(path)) },
		"replaced": func(t *testing.T, path, other string) { require.NoError(t, os.Rename(other, path)) },
		"overwritten by another": func(t *testing.T, path, other string) {
			content, err := os.ReadFile(other)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, content, 0o600))
		},
		"overwritten": func(t *testing.T, path, _ string) {
			require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("x", 5000)), 0o600))
		},
		"emptied": func(t *testing.T, path, _ string) { require.NoError(t, os.Truncate(path, 0)) },
	} {
		t.Run(name, func(t *testing.T) {
			path, other := filepath.Join(t.TempDir(), "k.db"), filepath.Join(t.TempDir(), "o.db")
			require.NoError(t, openFile(t, other).Close())
			db := openFile(t, path)
			require.NoError(t, db.CheckWrite(t.Context()))
			change(t, path, other)
			require.Error(t, db.CheckWrite(t.Context()))
		})
	}
}
