package plan

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg/ffmpegtest"
)

// clip makes a file by an ffmpeg command of our own.
func clip(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ffmpegtest.Clip(t, path, args...)
	return path
}

// planFile plans a file, of which only a movie is read further.
func planFile(t *testing.T, path string, set Settings) (*Plan, error) {
	t.Helper()
	tl := ffmpegtest.Tools(t)
	m, tracks, err := tl.Describe(t.Context(), path, "")
	require.NoError(t, err)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(t, err)
	demuxer, _, _ := strings.Cut(m.Demuxer, ",")
	return New(Source{Demuxer: demuxer, Size: info.Size(), File: f, Media: m, Tracks: tracks, Decodes: tl.Decodes}, set)
}
