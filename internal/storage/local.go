package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"kinora/internal/disk"
)

// tempDir holds files being written. The "~" keeps it apart from every key.
const tempDir = "tmp~"

// leftover is the age from which an unlocked temporary file has no owner. It
// covers the moment between creating a file and locking it.
const leftover = time.Minute

// local keeps objects as files below root, named like their keys.
type local struct {
	root    string
	reserve disk.Reserve // of the disk; none at first
	// folders lets an object get its name only while no folder is being taken
	// away: publishing reads, removing folders writes.
	folders sync.RWMutex
}

// openLocal opens the folder root, creating it when missing, and removes what
// writers that died left in it.
func openLocal(root string) (*local, error) {
	if root == "" {
		return nil, errors.New("storage url file: has no path")
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	l := &local{root: root}
	if err := os.MkdirAll(l.temp(), 0o750); err != nil {
		return nil, fmt.Errorf("open storage folder: %w", err)
	}
	return l, l.sweep()
}

func (l *local) temp() string { return filepath.Join(l.root, tempDir) }

func (l *local) path(key string) string {
	return filepath.Join(l.root, filepath.FromSlash(key))
}

// sweep removes temporary files without a living writer. Every writer holds a
// lock on its file, so a store that another process uses loses nothing.
func (l *local) sweep() error {
	entries, err := os.ReadDir(l.temp())
	if err != nil {
		return fmt.Errorf("sweep storage folder: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && time.Since(info.ModTime()) > leftover {
			removeUnlocked(filepath.Join(l.temp(), e.Name()))
		}
	}
	return nil
}

// removeUnlocked removes a file that nobody holds a lock on. One that cannot
// be removed is left to the next sweep.
func removeUnlocked(path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	if lock(f) == nil {
		os.Remove(path)
	}
}

// lock takes the lock of an open file, or fails at once.
func lock(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

func (l *local) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := l.reserve.Check(l.root, max(size, 0)); err != nil {
		return fmt.Errorf("store %s: %w", key, noSpace(err))
	}
	if err := l.put(ctx, key, &exactReader{r: r, left: size}); err != nil {
		return fmt.Errorf("store %s: %w", key, noSpace(err))
	}
	return nil
}

// put writes r to a temporary file and, once that is safe on disk, gives it
// its name.
func (l *local) put(ctx context.Context, key string, r io.Reader) error {
	f, err := os.CreateTemp(l.temp(), "put-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once renamed
	defer f.Close()
	if err := lock(f); err != nil {
		return err
	}
	if _, err := io.Copy(&reserved{w: f, l: l}, &ctxReader{ctx, r}); err != nil {
		return err
	}
	if err := f.Chmod(0o640); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return l.publish(f.Name(), l.path(key))
}

// putFile gives a file a second name in the store, or copies one that lies on
// another file system.
func (l *local) putFile(ctx context.Context, key string, f *os.File) error {
	if err := checkKey(key); err != nil {
		return err
	}
	temp := filepath.Join(l.temp(), "link-"+rand.Text())
	open := fmt.Sprintf("/proc/self/fd/%d", f.Fd()) // a name that nobody else can give to another file
	if unix.Linkat(unix.AT_FDCWD, open, unix.AT_FDCWD, temp, unix.AT_SYMLINK_FOLLOW) != nil {
		return putCopy(ctx, l, key, f)
	}
	defer os.Remove(temp) // fails once renamed
	if err := l.publishFile(temp, l.path(key)); err != nil {
		return fmt.Errorf("store %s: %w", key, noSpace(err))
	}
	return nil
}

// publishFile gives a whole file that is not on disk yet its name.
func (l *local) publishFile(temp, path string) error {
	f, err := os.Open(temp)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := lock(f); err != nil {
		return err
	}
	now := time.Now()
	if err := errors.Join(f.Chmod(0o640), os.Chtimes(temp, now, now), f.Sync()); err != nil {
		return err
	}
	return l.publish(temp, path)
}

// publish renames a temporary file and syncs the folders that changed.
func (l *local) publish(temp, path string) error {
	dir := filepath.Dir(path)
	if err := l.rename(temp, path, dir); err != nil {
		return err
	}
	return l.syncUp(dir)
}

// rename gives a temporary file its name. A folder that another process takes
// away in between is made again.
func (l *local) rename(temp, path, dir string) (err error) {
	l.folders.RLock()
	defer l.folders.RUnlock()
	for range 20 {
		if err = os.MkdirAll(dir, 0o750); err == nil {
			err = os.Rename(temp, path)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return err
}

// syncUp syncs dir and the folders above it as far as root: any of them may be
// new. One removed meanwhile took the object with it, which is no error.
func (l *local) syncUp(dir string) error {
	for {
		d, err := os.Open(dir)
		if err == nil {
			err = errors.Join(d.Sync(), d.Close())
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if len(dir) <= len(l.root) {
			return nil
		}
		dir = filepath.Dir(dir)
	}
}

func (l *local) Open(_ context.Context, key string) (Object, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	f, err := os.Open(l.path(key))
	if err != nil {
		return nil, localError(key, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		f.Close()
		return nil, localError(key, err)
	}
	return &localObject{File: f, info: info}, nil
}

func (l *local) Stat(_ context.Context, key string) (Info, error) {
	if err := checkKey(key); err != nil {
		return Info{}, err
	}
	info, err := os.Stat(l.path(key))
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return Info{}, localError(key, err)
	}
	return Info{Key: key, Size: info.Size(), ModTime: info.ModTime()}, nil
}

func (l *local) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if info, err := os.Stat(l.path(key)); err == nil && info.IsDir() {
		return nil
	}
	if err := os.Remove(l.path(key)); err != nil && !gone(err) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	l.prune(filepath.Dir(l.path(key)))
	return nil
}

func (l *local) DeletePrefix(_ context.Context, prefix string) error {
	if err := checkFolder(prefix); err != nil {
		return err
	}
	dir := l.path(prefix)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil
	}
	l.folders.Lock()
	err := removeAll(dir)
	l.folders.Unlock()
	if err != nil && !gone(err) {
		return fmt.Errorf("delete %s: %w", prefix, err)
	}
	l.prune(filepath.Dir(dir))
	return nil
}

// removeAll removes a folder, also one that is being written into.
func removeAll(dir string) (err error) {
	for range 20 {
		if err = os.RemoveAll(dir); !errors.Is(err, syscall.ENOTEMPTY) {
			break
		}
	}
	return err
}

// prune removes the folder dir and those above it that are empty.
func (l *local) prune(dir string) {
	l.folders.Lock()
	defer l.folders.Unlock()
	for len(dir) > len(l.root) && os.Remove(dir) == nil {
		dir = filepath.Dir(dir)
	}
}

func (l *local) List(ctx context.Context, prefix string) iter.Seq2[Info, error] {
	return func(yield func(Info, error) bool) {
		if err := checkPrefix(prefix); err != nil {
			yield(Info{}, err)
			return
		}
		start := prefix[:strings.LastIndexByte(prefix, '/')+1]
		err := filepath.WalkDir(l.path(start), func(path string, d fs.DirEntry, err error) error {
			return l.visit(ctx, prefix, path, d, err, yield)
		})
		if err != nil {
			yield(Info{}, fmt.Errorf("list %s: %w", prefix, err))
		}
	}
}

// visit yields one entry of a walk, or steps over it.
func (l *local) visit(ctx context.Context, prefix, path string, d fs.DirEntry, err error, yield func(Info, error) bool) error {
	if err == nil {
		err = ctx.Err()
	}
	if gone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	rel, _ := filepath.Rel(l.root, path)
	key := filepath.ToSlash(rel)
	if d.IsDir() {
		if skipFolder(key, prefix) {
			return fs.SkipDir
		}
		return nil
	}
	if !strings.HasPrefix(key, prefix) || checkKey(key) != nil {
		return nil
	}
	info, err := d.Info()
	if err != nil || !info.Mode().IsRegular() {
		return nil // removed meanwhile, or not ours
	}
	if !yield(Info{Key: key, Size: info.Size(), ModTime: info.ModTime()}, nil) {
		return fs.SkipAll
	}
	return nil
}

// skipFolder reports whether a folder holds no key with the prefix.
func skipFolder(dir, prefix string) bool {
	if dir == "." {
		return false
	}
	dir += "/"
	return dir == tempDir+"/" || !strings.HasPrefix(dir, prefix) && !strings.HasPrefix(prefix, dir)
}

// gone reports whether an error says that a path does not exist; a file where
// a folder was expected says the same.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// localError names the object that a system error is about.
func localError(key string, err error) error {
	if gone(err) {
		return missing(key, err)
	}
	return fmt.Errorf("open %s: %w", key, err)
}

// localObject is an object that is a file.
type localObject struct {
	*os.File
	info fs.FileInfo
}

func (o *localObject) Size() int64        { return o.info.Size() }
func (o *localObject) ModTime() time.Time { return o.info.ModTime() }

// ctxReader ends with its context.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *ctxReader) Read(p []byte) (int, error) {
	if err := context.Cause(c.ctx); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
