// Package storage keeps objects, immutable byte strings under a key, in a
// local folder or in an S3 compatible service.
//
// A key is made of parts joined by "/"; each part consists of letters, digits,
// ".", "_" and "-" and is neither "." nor "..". An object appears under its
// key whole or not at all, and is replaced the same way.
package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kinora/internal/fault"
)

// Store keeps objects. All methods are safe for concurrent use. The two
// implementations differ in speed only.
type Store interface {
	// Put stores all of r under key, replacing an earlier object. A size other
	// than -1 promises that r yields exactly that many bytes; one more or less
	// is an error. On any error, including one of r, which is then in the
	// returned chain, nothing of r is kept and an earlier object stays. Put
	// does not close r. Without room the error is an ErrNoSpace.
	Put(ctx context.Context, key string, r io.Reader, size int64) error
	// Open returns the object for reading; the caller closes it. Reads may end
	// with ctx. A missing object is a fault.NotFound.
	Open(ctx context.Context, key string) (Object, error)
	// Stat describes an object. A missing one is a fault.NotFound.
	Stat(ctx context.Context, key string) (Info, error)
	// Delete removes an object; removing a missing one is no error.
	Delete(ctx context.Context, key string) error
	// DeletePrefix removes every object whose key begins with prefix, which
	// ends in "/", and what interrupted writes below it left in the service.
	DeletePrefix(ctx context.Context, prefix string) error
	// List yields the objects whose keys begin with prefix, in no promised
	// order. It ends after the first error.
	List(ctx context.Context, prefix string) iter.Seq2[Info, error]

	Drafts
}

// Object is an open object. It is safe for concurrent reads. What it yields
// is never a mixture of two versions: once the object is replaced, reads give
// the old bytes or fail.
type Object interface {
	io.ReaderAt
	io.Closer
	// Size is in bytes.
	Size() int64
	// ModTime is when the object was stored.
	ModTime() time.Time
}

// Info describes a stored object.
type Info struct {
	Key     string
	Size    int64 // bytes
	ModTime time.Time
}

// ErrNoSpace says that the disk or the service has no room left for an object,
// or that a quota is used up. Nothing of the object was kept.
var ErrNoSpace = errors.New("no space left in storage")

// Open opens the store that url names: "file:/path", where the path is taken
// literally and created when missing, or
// "s3://bucket/prefix?region=…&endpoint=https://…", where all but the bucket
// may be left out and the keys come from AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
func Open(ctx context.Context, url string) (Store, error) {
	switch scheme, rest, _ := strings.Cut(url, ":"); scheme {
	case "file":
		if after, ok := strings.CutPrefix(rest, "///"); ok {
			rest = "/" + after
		}
		return openLocal(rest)
	case "s3":
		return openS3(ctx, url)
	default:
		return nil, fmt.Errorf("storage url %q: want file:/path or s3://bucket", url)
	}
}

// File returns the local file behind an object, for sendfile, or false when
// there is none. The file belongs to the object: it is read with ReadAt, not
// moved or closed.
func File(o Object) (*os.File, bool) {
	l, ok := o.(*localObject)
	if !ok {
		return nil, false
	}
	return l.File, true
}

// OnDisk reports whether the objects of a store are local files, so that File
// finds one for each.
func OnDisk(s Store) bool {
	_, ok := s.(*local)
	return ok
}

// Stream returns a reader of n bytes of an object from offset off, fewer where
// the object ends. It costs one request where ReadAt would cost many. The
// caller closes it; the object must stay open until then.
func Stream(o Object, off, n int64) (io.ReadCloser, error) {
	if s, ok := o.(*s3Object); ok {
		return s.stream(off, n)
	}
	return io.NopCloser(io.NewSectionReader(o, off, n)), nil
}

// Local returns the path of an object as a local file: the object itself where
// it lies on disk, which must not be changed, else a copy made in dir, which
// is the caller's to remove.
func Local(ctx context.Context, s Store, key, dir string) (string, error) {
	if l, ok := s.(*local); ok {
		_, err := l.Stat(ctx, key)
		return l.path(key), err
	}
	o, err := s.Open(ctx, key)
	if err != nil {
		return "", err
	}
	defer o.Close()
	r, err := Stream(o, 0, o.Size())
	if err != nil {
		return "", fmt.Errorf("fetch %s: %w", key, err)
	}
	defer r.Close()
	path, err := copyTo(dir, filepath.Base(key), r, o.Size())
	if err != nil {
		return "", fmt.Errorf("fetch %s: %w", key, noSpace(err))
	}
	return path, nil
}

// copyTo writes r, which must yield size bytes, to a new file in dir.
func copyTo(dir, name string, r io.Reader, size int64) (path string, err error) {
	f, err := os.CreateTemp(dir, "*-"+name)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := io.Copy(f, &exactReader{r: r, left: size}); err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// checkKey refuses what is not a key.
func checkKey(key string) error {
	for part := range strings.SplitSeq(key, "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsFunc(part, foreign) {
			return fmt.Errorf("storage key %q is not allowed", key)
		}
	}
	return nil
}

// checkPrefix refuses what is neither empty nor the beginning of a key.
func checkPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	return checkKey(strings.TrimSuffix(prefix, "/"))
}

// checkFolder refuses what is not a key with a "/" behind it.
func checkFolder(prefix string) error {
	key, ok := strings.CutSuffix(prefix, "/")
	if !ok {
		return fmt.Errorf("storage prefix %q does not end in /", prefix)
	}
	return checkKey(key)
}

// foreign reports whether a rune may not be part of a key.
func foreign(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return false
	}
	return r != '.' && r != '_' && r != '-'
}

// missing is the error for an object that is not there.
func missing(key string, cause error) error {
	return fault.Wrap(fault.NotFound, "object "+key+" was not found", cause)
}

// noSpace makes an ErrNoSpace of the system's ways to say so.
func noSpace(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrNoSpace, err)
	}
	return err
}

// PutFile stores all of an open file of this machine under a key. The file must
// not be changed any more: where it can, the object is another name of it. The
// caller closes it; what its path leads to by then does not matter.
func PutFile(ctx context.Context, s Store, key string, f *os.File) error {
	if l, ok := s.(*local); ok {
		return l.putFile(ctx, key, f)
	}
	return putCopy(ctx, s, key, f)
}

func putCopy(ctx context.Context, s Store, key string, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return s.Put(ctx, key, io.NewSectionReader(f, 0, info.Size()), info.Size())
}
