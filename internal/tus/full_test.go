package tus

import (
	"bytes"
	"io/fs"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
	"kinora/internal/disk"
	"kinora/internal/storage"
)

// TestFullDisk refuses uploads that the disk has no room for before a byte of
// them is taken, and removes at once those that run into its end.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	p := newPlace(t, dbtest.SQLite(t), "file:"+dir)
	storage.Keep(p.store, disk.Reserve{Bytes: 1 << 20, Measure: func(string) (free, total int64, err error) {
		free = 8 << 20 // less what is stored
		err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
			if info, known := d.Info(); known == nil && d.Type().IsRegular() {
				free -= info.Size()
			}
			return err
		})
		return free, 8 << 20, err
	}})
	d := open(t, p)
	v := p.video(t)
	create := func(status int, length string) string {
		return d.expect(status, http.MethodPost, "/upload/", nil, "Upload-Metadata: "+p.metadataFor(t, v), length).Header.Get("Location")
	}
	size := func(n int) string { return "Upload-Length: " + strconv.Itoa(n) }

	create(http.StatusInsufficientStorage, size(60<<20))
	first := create(http.StatusCreated, size(4<<20))
	create(http.StatusInsufficientStorage, size(4<<20)) // what the first announced counts
	d.patch(http.StatusNoContent, first, 0, make([]byte, 2<<20))

	deferred := create(http.StatusCreated, "Upload-Defer-Length: 1")
	d.patch(http.StatusInsufficientStorage, deferred, 0, make([]byte, 6<<20))
	d.expect(http.StatusNotFound, http.MethodHead, deferred, nil)
	room, err := storage.Room(p.store)
	require.NoError(t, err)
	require.EqualValues(t, 5<<20, room, "nothing is left of it")

	d.patch(http.StatusNoContent, first, 2<<20, bytes.Repeat([]byte("x"), 2<<20))
}
