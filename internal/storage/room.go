package storage

import (
	"io"
	"math"

	"kinora/internal/disk"
)

// checkEvery is how many bytes are written before the disk is looked at again.
const checkEvery = 1 << 20

// Keep has a store leave a reserve of the disk that it writes to. It is to be
// called before the store is used.
func Keep(s Store, r disk.Reserve) {
	if l, ok := s.(*local); ok {
		l.reserve = r
	}
}

// Room is how many bytes a store may still take; negative where its reserve is
// in use already. A service does not tell.
func Room(s Store) (int64, error) {
	if l, ok := s.(*local); ok {
		return l.reserve.Room(l.root)
	}
	return math.MaxInt64, nil
}

// reserved writes while there is room.
type reserved struct {
	w       io.Writer
	l       *local
	checked int64 // bytes that may be written before the next look
}

// Write implements io.Writer.
func (r *reserved) Write(p []byte) (int, error) {
	if r.checked -= int64(len(p)); r.checked < 0 {
		if err := r.l.reserve.Check(r.l.root, int64(len(p))); err != nil {
			return 0, err
		}
		r.checked = checkEvery
	}
	return r.w.Write(p)
}
