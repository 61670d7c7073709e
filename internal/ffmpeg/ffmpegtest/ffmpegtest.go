// Package ffmpegtest gives tests the located programs, and clips that they make.
package ffmpegtest

import (
	"context"
	"io"
	"math"
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

// clips are copies of files, open and without a name, by what made them: to
// start ffmpeg takes longer than to write a short one again.
var clips sync.Map

// Clip makes a file in a test's folder by the arguments of ffmpeg that come
// before its path. What they read must never change.
func Clip(t testing.TB, path string, args ...string) {
	t.Helper()
	key := strings.Join(append(args, filepath.Base(path)), "\x00")
	if made, found := clips.Load(key); found {
		write(t, path, io.NewSectionReader(made.(*os.File), 0, math.MaxInt64))
		return
	}
	require.NoError(t, Tools(t).Run(context.Background(), ffmpeg.Command{Args: append(args, path), Dir: os.TempDir()}))
	made, err := os.Open(path)
	require.NoError(t, err)
	defer made.Close()
	kept, err := os.CreateTemp("", "clip-")
	require.NoError(t, err)
	require.NoError(t, os.Remove(kept.Name()))
	_, err = io.Copy(kept, made)
	require.NoError(t, err)
	clips.Store(key, kept)
}

func write(t testing.TB, path string, from io.Reader) {
	t.Helper()
	to, err := os.Create(path)
	require.NoError(t, err)
	_, err = io.Copy(to, from)
	require.NoError(t, err)
	require.NoError(t, to.Close())
}

// Servable are the options of a source that can be served as it is: six seconds of
// 832x468, a key frame every two.
var Servable = []string{
	"-f", "lavfi", "-i", "testsrc=s=832x468:r=25", "-f", "lavfi", "-i", "sine=r=48000", "-t", "6",
	"-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-x264-params", "keyint=50:min-keyint=50:scenecut=0:bframes=2",
	"-c:a", "aac", "-ac", "2",
}
