package ffmpeg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// A program that its source has taken over may leave anything in its folder,
// under any name: links to files of ours, pipes that block whoever opens them.
// Whatever a program made is therefore opened by OpenOutput alone, and what we
// write beside it by CreateOutput. Only the last part of a path can be its doing:
// it may not change the folder that it was given.

// ErrOutput says that something else than a file of its own was left by a program.
var ErrOutput = errors.New("no regular file of its own")

// OpenOutput opens a file for reading that a program wrote into its folder.
// What is no regular file, or has another name besides, is an ErrOutput.
func OpenOutput(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENXIO) { // a link, a socket
		return nil, fmt.Errorf("%s: %w", path, ErrOutput)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !ownFile(info) {
		err = fmt.Errorf("%s: %w", path, ErrOutput)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// OutputSize is the size in bytes of a file that OpenOutput opens.
func OutputSize(path string) (int64, error) {
	f, err := OpenOutput(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// ownFile reports whether a file is a regular one under one name.
func ownFile(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().IsRegular() && ok && stat.Nlink == 1
}

// CreateOutput makes a new file in a program's folder, for reading and writing,
// in place of whatever a program left there.
func CreateOutput(path string) (*os.File, error) {
	if err := os.RemoveAll(path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}
