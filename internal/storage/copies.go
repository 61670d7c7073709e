package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"kinora/internal/disk"
)

// Copies lends objects as local files. Of an object that lies elsewhere a copy
// is made once for everybody who asks for it, and kept for a while after, so
// that the many steps which read one source fetch it once on each machine.
type Copies struct {
	Reserve disk.Reserve // what a copy leaves free of dir's disk; set before use

	store Store
	dir   string
	idle  time.Duration

	mu   sync.Mutex
	held map[string]*loan
}

// loan is one copy. Whoever holds turn may look at path and fill it.
type loan struct {
	key   string
	turn  chan struct{} // of capacity 1
	path  string        // empty before it is fetched
	users int
	spent bool        // nobody will ask for it again
	evict *time.Timer // runs while users is 0
}

// NewCopies keeps copies in dir, an existing folder that the caller removes,
// and each for the time idle after its last use.
func NewCopies(s Store, dir string, idle time.Duration) *Copies {
	return &Copies{store: s, dir: dir, idle: idle, held: map[string]*loan{}}
}

// Borrow returns the path of an object as a local file, which must not be
// changed, and a function to be called once it is no longer read. A missing
// object is a fault.NotFound.
func (c *Copies) Borrow(ctx context.Context, key string) (path string, done func(), err error) {
	info, err := c.store.Stat(ctx, key)
	if err != nil {
		return "", nil, err
	}
	if OnDisk(c.store) {
		path, err = Local(ctx, c.store, key, "")
		return path, func() {}, err
	}
	version := fmt.Sprintf("%s %d %d", key, info.Size, info.ModTime.UnixNano())
	l := c.take(version, key)
	done = sync.OnceFunc(func() { c.release(version, l) })
	if err := l.fill(ctx, c, key, info.Size); err != nil {
		done()
		return "", nil, err
	}
	return l.path, done, nil
}

func (c *Copies) take(version, key string) *loan {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.held[version]
	if l == nil {
		l = &loan{key: key, turn: make(chan struct{}, 1)}
		c.held[version] = l
	}
	if l.evict != nil {
		l.evict.Stop()
	}
	l.users++
	return l
}

func (c *Copies) release(version string, l *loan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.users--
	switch {
	case l.users > 0:
	case l.spent:
		c.drop(version, l)
	default:
		l.evict = time.AfterFunc(c.idle, func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.drop(version, l)
		})
	}
}

// Forget removes the copies of the objects under prefix, those that are being
// read as soon as they no longer are. It is for objects that were deleted.
func (c *Copies) Forget(prefix string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for version, l := range c.held {
		if strings.HasPrefix(l.key, prefix) {
			l.spent = true
			c.drop(version, l)
		}
	}
}

// drop removes a copy that nobody uses. The caller holds mu.
func (c *Copies) drop(version string, l *loan) {
	if l.users > 0 || c.held[version] != l {
		return
	}
	delete(c.held, version)
	if l.path != "" {
		os.Remove(l.path)
	}
}

// fill fetches the object unless it is there. One caller does while the others
// wait; when it fails, the next one tries.
func (l *loan) fill(ctx context.Context, c *Copies, key string, size int64) (err error) {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if l.path == "" {
		if err := c.Reserve.Check(c.dir, size); err != nil {
			return errors.Join(ErrNoSpace, err)
		}
		l.path, err = Local(ctx, c.store, key, c.dir)
	}
	return err
}
