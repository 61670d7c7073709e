package ffmpeg

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Scratch is a folder for the intermediate files of one run. It is locked for
// as long as its owner lives, so that CleanScratch knows it from what a dead
// process left behind.
type Scratch struct {
	Path string
	lock *os.File
}

// scratchPrefix marks folders that CleanScratch may remove.
const scratchPrefix = "scratch-"

// NewScratch makes a folder below dir, which is made when missing. The caller
// removes it.
func NewScratch(dir string) (*Scratch, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	parent, err := lockFolder(dir, syscall.LOCK_SH)
	if err != nil {
		return nil, err
	}
	defer parent.Close()
	path, err := os.MkdirTemp(dir, scratchPrefix)
	if err != nil {
		return nil, err
	}
	lock, err := lockFolder(path, syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	return &Scratch{Path: path, lock: lock}, nil
}

// Remove deletes the folder with everything in it.
func (s *Scratch) Remove() error {
	return errors.Join(os.RemoveAll(s.Path), s.lock.Close())
}

// CleanScratch removes the folders below dir whose owners are dead. A missing
// dir is clean.
func CleanScratch(dir string) error {
	parent, err := lockFolder(dir, syscall.LOCK_EX)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer parent.Close()
	found, err := filepath.Glob(filepath.Join(dir, scratchPrefix+"*"))
	for _, path := range found {
		err = errors.Join(err, removeUnlocked(path))
	}
	return err
}

func removeUnlocked(path string) error {
	lock, err := lockFolder(path, syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK), errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return errors.Join(os.RemoveAll(path), lock.Close())
}

func lockFolder(path string, how int) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}
