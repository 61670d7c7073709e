package disk

import (
	"errors"
	"math"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReserve(t *testing.T) {
	for name, c := range map[string]struct {
		bytes, free, total, room int64
	}{
		"5 %":          {-1, 30 << 20, 40 << 20, 28 << 20},
		"1 GB":         {-1, 3 << 30, 1 << 40, 2 << 30},
		"as set":       {100, 1000, 5000, 900},
		"nothing":      {0, 1000, 5000, 1000},
		"used already": {100, 40, 5000, -60},
		"not told":     {100, 0, 0, math.MaxInt64},
	} {
		r := Reserve{Bytes: c.bytes, Measure: func(string) (int64, int64, error) { return c.free, c.total, nil }}
		room, err := r.Room("/")
		require.NoError(t, err)
		require.Equal(t, c.room, room, name)
		if room > 0 {
			require.NoError(t, r.Check("/", room), name)
		}
		if room < math.MaxInt64 {
			require.ErrorIs(t, r.Check("/", room+1), syscall.ENOSPC, name)
		}
	}
	broken := errors.New("no disk")
	require.ErrorIs(t, Reserve{Measure: func(string) (int64, int64, error) { return 0, 0, broken }}.Check("/", 0), broken)
	free, total, err := Free(t.TempDir())
	require.NoError(t, err)
	require.LessOrEqual(t, free, total)
	_, _, err = Free(t.TempDir() + "/none")
	require.ErrorIs(t, err, syscall.ENOENT)
}
