package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"syscall"
)

func makeDataDir(dir string) error {
	err := os.MkdirAll(dir, 0o750)
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("data folder: %w as user %s; make it, or choose another with --data-dir", err, userName())
	}
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

// userName is who this process runs as.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprint(os.Getuid())
}

// warnOfOthers tells of a data folder, made by somebody else, that all users of
// the machine may look into.
func warnOfOthers(dir string, log *slog.Logger) {
	if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o007 != 0 {
		log.Warn("all users of this machine may look into the data folder; close it with: chmod o= "+dir, "mode", info.Mode().Perm().String())
	}
}

// lockDir takes the data folder for this process; the lock dies with it.
func lockDir(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "kinora.lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("the data folder %s is in use by another kinora (several processes need PostgreSQL)", dir)
	}
	return f, nil
}
