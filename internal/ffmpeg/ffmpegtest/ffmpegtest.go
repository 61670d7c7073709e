// Package ffmpegtest gives tests the located programs, and clips that they make.
package ffmpegtest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
)

var locate = sync.OnceValues(func() (*ffmpeg.Tools, error) {
	return ffmpeg.Locate(context.Background(), ffmpeg.Options{})
})

// Tools are the installed programs, looked for once. Without them a test is
// skipped, but not in continuous integration.
func Tools(t testing.TB) *ffmpeg.Tools {
	t.Helper()
	tools, err := locate()
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err)
	return tools
}

// clips are the bytes of files by what made them: to start ffmpeg takes longer
// than to write a short one again.
var clips sync.Map

// Clip makes a file in a test's folder by the arguments of ffmpeg that come
// before its path. What they read must never change.
func Clip(t testing.TB, path string, args ...string) {
	t.Helper()
	key := strings.Join(append(args, filepath.Base(path)), "\x00")
	if made, found := clips.Load(key); found {
		require.NoError(t, os.WriteFile(path, made.([]byte), 0o600))
		return
	}
	require.NoError(t, Tools(t).Run(context.Background(), ffmpeg.Command{Args: append(args, path), Dir: os.TempDir()}))
	made, err := os.ReadFile(path)
	require.NoError(t, err)
	clips.Store(key, made)
}
