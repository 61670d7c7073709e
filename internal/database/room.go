package database

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kinora/internal/disk"
)

// IsFull tells whether err says that the database has no room on its disk.
func IsFull(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "53100"
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE
	}
	return false
}

// ballast is a file beside a SQLite database that does nothing but take room on
// its disk. It is given up when a write finds none, so that what removes things
// can go on.
type ballast struct {
	mu   sync.Mutex
	path string
}

// size of the ballast in bytes, on a disk of total: 16 MiB, or a tenth.
func ballastSize(total int64) int64 { return min(16<<20, total/10) }

// KeepBallast makes the ballast of a SQLite database where it is missing and
// there is room for it.
func (d *DB) KeepBallast() error {
	if d.Postgres() {
		return nil
	}
	d.ballast.mu.Lock()
	defer d.ballast.mu.Unlock()
	free, total, err := disk.Free(filepath.Dir(d.path))
	if err != nil {
		return err
	}
	size := ballastSize(total)
	if info, err := os.Stat(d.ballast.path); err == nil && info.Size() == size || free < 3*size {
		return nil
	}
	return fill(d.ballast.path, size)
}

// fill writes a file of zeros that takes its room, or leaves none behind.
func fill(path string, size int64) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<20)
	for left := size; left > 0 && err == nil; left -= int64(len(zeros)) {
		_, err = f.Write(zeros[:min(left, int64(len(zeros)))])
	}
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// drop gives the ballast up.
func (b *ballast) drop() {
	if b.path != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		_ = os.Remove(b.path) // missing: it was given up before
	}
}

// makeRoom gives the ballast up if the disk is too full to open the database.
func (b *ballast) makeRoom() {
	if free, total, err := disk.Free(filepath.Dir(b.path)); err == nil && total > 0 && free < ballastSize(total)/2 {
		b.drop()
	}
}

// header is how much of a SQLite file tells which one it is.
const (
	header = 100
	magic  = "SQLite format 3\x00"
	idAt   = 68 // application_id
)

// CheckWrite writes a row, and finds out whether the file of a SQLite database
// is still the one that was opened.
func (d *DB) CheckWrite(ctx context.Context) error {
	if err := d.checkFile(); err != nil {
		return err
	}
	_, err := d.W.NewRaw("INSERT INTO liveness (id, written) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET written = liveness.written + 1").Exec(ctx)
	return err
}

func (d *DB) checkFile() error {
	if d.Postgres() || d.file == nil {
		return nil
	}
	info, err := os.Stat(d.path)
	if err != nil {
		return fmt.Errorf("the file of the database is gone, and with it what is changed from now on: %w", err)
	}
	if !os.SameFile(info, d.file) {
		return fmt.Errorf("%s is not the file that was opened: another one was put in its place", d.path)
	}
	id, err := fileID(d.path)
	if err == nil && d.id != 0 && id != d.id {
		err = fmt.Errorf("%s is another database than the one that was opened", d.path)
	}
	return err
}

// fileID reads the number that tells one of our files from others; 0 where it
// has none.
func fileID(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var head [header]byte
	if _, err := f.ReadAt(head[:], 0); err != nil || !bytes.HasPrefix(head[:], []byte(magic)) {
		return 0, errors.Join(fmt.Errorf("%s is no SQLite database any more", path), err)
	}
	return binary.BigEndian.Uint32(head[idAt:]), nil
}

// identify gives a new file its number, and notes it. A file that has none, on
// a disk that is full, goes without.
func (d *DB) identify(ctx context.Context) error {
	var err error
	if d.file, err = os.Stat(d.path); err != nil {
		return err
	}
	if d.id, err = fileID(d.path); err != nil || d.id != 0 {
		return nil // a file of nothing is still in its log
	}
	number := newID()
	for _, query := range []string{fmt.Sprintf("PRAGMA application_id = %d", number), "PRAGMA wal_checkpoint(PASSIVE)"} {
		if _, err := d.W.ExecContext(ctx, query); err != nil {
			if IsFull(err) {
				return nil
			}
			return err
		}
	}
	d.id, _ = fileID(d.path) // 0 while others read
	return nil
}
