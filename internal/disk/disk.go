// Package disk tells how much room there is on a disk, and keeps some of it
// free: the database and everything that removes things need it when the rest
// is full.
package disk

import (
	"fmt"
	"math"
	"syscall"
)

// Default bounds of what is kept free.
const (
	mostKept  = 1 << 30
	shareKept = 20 // the twentieth part of the disk, where that is less
)

// Reserve is what is kept free of a disk.
type Reserve struct {
	Bytes int64 // negative: 1 GB or 5 % of the disk, whichever is less
	Half  bool  // keep half of it only: for what is small, and goes on longer
	// Measure tells the size of the disk that a folder is on, and how much of
	// it is free for us, in bytes; nil asks the system.
	Measure func(folder string) (free, total int64, err error)
}

// Room is how many bytes may be written to the disk of a folder; it may be
// negative. Where the system does not tell it is as many as there are.
func (r Reserve) Room(folder string) (int64, error) {
	measure := r.Measure
	if measure == nil {
		measure = Free
	}
	free, total, err := measure(folder)
	if err != nil {
		return 0, fmt.Errorf("measure the disk of %s: %w", folder, err)
	}
	if total == 0 {
		return math.MaxInt64, nil
	}
	kept := r.Bytes
	if kept < 0 {
		kept = min(mostKept, total/shareKept)
	}
	if r.Half {
		kept /= 2
	}
	return free - kept, nil
}

// Check is an ENOSPC if need more bytes would use what is kept free.
func (r Reserve) Check(folder string, need int64) error {
	room, err := r.Room(folder)
	if err == nil && room < need {
		err = fmt.Errorf("a reserve is kept free on the disk of %s: %w", folder, syscall.ENOSPC)
	}
	return err
}
