package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kinora/internal/fault"
)

// How much of an arrival a crash may cost: what came since the last sync.
const (
	localSyncBytes = 64 << 20
	localSyncPause = 2 * time.Second
)

// copyBuffers are what bytes pass through on their way into a file.
var copyBuffers = sync.Pool{New: func() any { return new([256 << 10]byte) }}

func (l *local) draftPath(d Draft) string { return filepath.Join(l.root, draftDir, d.Name) }

// Append writes behind the saved bytes of the draft's file. What lies there is
// of an arrival that was not saved. Where there is no room, all of the file is
// cut off, so that it stands in nobody's way.
func (l *local) Append(ctx context.Context, d Draft, a Arrival) (Draft, error) {
	if err := checkDraft(d); err != nil {
		return d, err
	}
	f, err := l.openDraft(d)
	if err != nil {
		return d, err
	}
	defer f.Close()
	buf := copyBuffers.Get().(*[256 << 10]byte)
	defer copyBuffers.Put(buf)
	w := localAppend{f: f, room: reserved{l: l}, draft: d, arrival: a, pace: pacer{bytes: localSyncBytes, pause: localSyncPause}}
	err = w.copy(ctx, buf[:])
	if errors.Is(err, ErrNoSpace) {
		err = errors.Join(err, f.Truncate(0))
	}
	return w.draft, err
}

// openDraft opens a draft's file, made when nothing was saved yet, takes its
// lock and cuts off what was not saved.
func (l *local) openDraft(d Draft) (*os.File, error) {
	flags := os.O_RDWR
	if d.Size == 0 {
		flags |= os.O_CREATE
		if err := os.MkdirAll(filepath.Dir(l.draftPath(d)), 0o750); err != nil {
			return nil, fmt.Errorf("draft %s: %w", d.Name, noSpace(err))
		}
	}
	f, err := os.OpenFile(l.draftPath(d), flags, 0o640)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, lostDraft(d, err)
	}
	if err == nil {
		err = prepare(f, d)
	}
	if err != nil {
		if f != nil {
			f.Close()
		}
		return nil, fmt.Errorf("draft %s: %w", d.Name, noSpace(err))
	}
	return f, nil
}

// prepare locks a draft's file and brings it to its saved size.
func prepare(f *os.File, d Draft) error {
	if err := lock(f); err != nil {
		return fault.Wrap(fault.Busy, "the upload is being written", err)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < d.Size {
		return lostDraft(d, errShrunk)
	}
	if info.Size() > d.Size {
		return f.Truncate(d.Size)
	}
	if d.Size == 0 {
		return syncDir(filepath.Dir(f.Name()))
	}
	return nil
}

// syncDir makes the names in a folder safe on disk.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// localAppend is one arrival on its way into a file.
type localAppend struct {
	f       *os.File
	room    reserved
	draft   Draft // as last saved
	arrival Arrival
	pace    pacer
}

func (w *localAppend) copy(ctx context.Context, buf []byte) error {
	for {
		n, end := w.arrival.R.Read(buf)
		w.room.w = io.NewOffsetWriter(w.f, w.draft.Size+w.pace.unsaved)
		if _, err := w.room.Write(buf[:n]); err != nil {
			return fmt.Errorf("draft %s: %w", w.draft.Name, noSpace(err))
		}
		due := w.pace.took(n) && !w.arrival.Whole
		if end != nil {
			due = w.arrival.worthSaving(end)
		}
		if due {
			if err := w.save(ctx); err != nil {
				return err
			}
		}
		if end != nil {
			return ended(end)
		}
	}
}

// save syncs what was written and has it recorded.
func (w *localAppend) save(ctx context.Context) error {
	if err := w.f.Sync(); err != nil {
		return fmt.Errorf("draft %s: %w", w.draft.Name, noSpace(err))
	}
	next := w.draft
	next.Size += w.pace.unsaved
	if err := w.arrival.Save(ctx, next); err != nil {
		return err
	}
	w.draft, w.pace.unsaved = next, 0
	return nil
}

// Finish renames the draft's file. One that is gone was renamed before, if the
// object is there.
func (l *local) Finish(ctx context.Context, d Draft) error {
	if err := checkDraft(d); err != nil {
		return err
	}
	f, err := l.openDraft(d)
	if fault.KindOf(err) == fault.Gone {
		return l.finished(ctx, d, err)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if d.Size == 0 { // one of nothing may be renamed already, and just made again
		if info, err := l.Stat(ctx, d.Key); err == nil && info.Size == 0 {
			return os.Remove(f.Name())
		}
	}
	if err := errors.Join(f.Sync(), f.Chmod(0o640)); err != nil {
		return fmt.Errorf("finish %s: %w", d.Key, noSpace(err))
	}
	if err := l.publish(f.Name(), l.path(d.Key)); err != nil {
		return fmt.Errorf("finish %s: %w", d.Key, noSpace(err))
	}
	return syncDir(filepath.Dir(f.Name()))
}

// finished accepts the object in place of a draft that is gone.
func (l *local) finished(ctx context.Context, d Draft, gone error) error {
	info, err := l.Stat(ctx, d.Key)
	if err != nil || info.Size != d.Size {
		return gone
	}
	return nil
}

func (l *local) Discard(_ context.Context, d Draft) error {
	if err := checkKey(d.Name); err != nil {
		return err
	}
	if err := os.Remove(l.draftPath(d)); err != nil && !gone(err) {
		return fmt.Errorf("discard draft %s: %w", d.Name, err)
	}
	return nil
}
