package ffmpeg

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestScratch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "scratch")
	require.NoError(t, CleanScratch(dir))
	mine, err := NewScratch(dir)
	require.NoError(t, err)
	stale := filepath.Join(dir, scratchPrefix+"stale")
	require.NoError(t, os.MkdirAll(stale, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(stale, "x"), nil, 0o600))
	other := filepath.Join(dir, "other")
	require.NoError(t, os.Mkdir(other, 0o700))
	require.NoError(t, CleanScratch(dir))
	require.NoDirExists(t, stale)
	require.DirExists(t, mine.Path)
	require.DirExists(t, other)
	require.NoError(t, mine.Remove())
	require.NoDirExists(t, mine.Path)
}
