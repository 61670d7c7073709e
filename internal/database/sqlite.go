package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"syscall"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
)

// readers is how many connections read a SQLite file at a time.
const readers = 8

// openSQLite opens the file at path with one connection for writing, which
// gives writers a fair queue in place of SQLITE_BUSY, and a pool for reading.
// The caches (KiB) hold what a batch changes in great indexes, and the upper
// pages of those.
func openSQLite(ctx context.Context, path string, log *slog.Logger) (d *DB, err error) {
	if path == "" {
		return nil, errors.New("database URL names no file: want sqlite:/path/to/file.db")
	}
	room := ballast{path: path + ".ballast"}
	room.makeRoom()
	if err := keepPrivate(path); err != nil {
		return nil, err
	}
	// A new file is switched to WAL, which does not wait for others that are
	// about the same.
	unlock, err := lockSQLite(ctx, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	w, err := sqlitePool(ctx, path, 1, url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "cache_size(-32768)"},
	})
	if err != nil {
		return nil, err
	}
	r, err := sqlitePool(ctx, path, readers, url.Values{
		"_pragma": {"busy_timeout(10000)", "query_only(ON)", "foreign_keys(ON)", "cache_size(-8192)"},
	})
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	d = &DB{W: w, R: r, path: path, log: log}
	d.ballast.path = room.path
	if err := d.identify(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// keepPrivate takes a database's files from everybody but their owner: secrets
// are in them. Files that SQLite makes beside the database take after it.
func keepPrivate(path string) error {
	for _, name := range []string{path, path + ".lock"} {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	for _, end := range []string{"", ".lock", "-wal", "-shm", "-journal", ".lock-journal"} {
		info, err := os.Stat(path + end)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err == nil {
			err = os.Chmod(path+end, 0o600)
		}
		if err != nil && !errors.Is(err, fs.ErrPermission) { // who owns it decides
			return fmt.Errorf("keep %s private: %w", path+end, err)
		}
	}
	return nil
}

func sqlitePool(ctx context.Context, path string, conns int, options url.Values) (*bun.DB, error) {
	db, err := sql.Open("sqlite", sqliteDSN(path, options))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return bun.NewDB(db, sqlitedialect.New()), nil
}

// sqliteDSN escapes path, which may hold any character, as SQLite's own URI
// reader undoes it.
func sqliteDSN(path string, options url.Values) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode()
}

// lockSQLite holds an exclusive lock on a file beside the database until unlock
// is called. It writes nothing, so that a full disk is no reason not to start,
// and dies with the process.
func lockSQLite(ctx context.Context, path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	again := time.NewTicker(20 * time.Millisecond) // a waiting flock cannot be called off
	defer again.Stop()
	late := time.After(2 * time.Minute)
	for {
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			return f.Close, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(fmt.Errorf("lock %s: %w", f.Name(), err), f.Close())
		}
		select {
		case <-again.C:
		case <-late:
			return nil, errors.Join(fmt.Errorf("lock %s: %w", f.Name(), err), f.Close())
		case <-ctx.Done():
			return nil, errors.Join(context.Cause(ctx), f.Close())
		}
	}
}

// newID is a number that no other file is likely to have.
func newID() int32 { return rand.Int32N(1<<31-1) + 1 }
