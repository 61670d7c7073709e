package main

import (
	"golang.org/x/sys/unix"

	"kinora/internal/console"
)

// diskOf measures the file system that a folder is on.
func diskOf(folder string) *console.Disk {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) != nil {
		return nil
	}
	return &console.Disk{Free: int64(s.Bavail) * s.Bsize, Total: int64(s.Blocks) * s.Bsize}
}
