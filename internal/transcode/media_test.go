package transcode

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
)

// mediaFolder holds real files with a manifest of what should become of them.
// It is not part of the project; tests that need it are skipped without it.
func mediaFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("KINORA_TEST_MEDIA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "media")
	}
	if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err != nil {
		t.Skip("no test media; KINORA_TEST_MEDIA names their folder")
	}
	return dir
}

func planFile(t *testing.T, tl *ffmpeg.Tools, path string, set plan.Settings) (*plan.Plan, error) {
	t.Helper()
	ctx := context.Background()
	m, tracks, err := tl.Describe(ctx, path, "")
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	demuxer, _, _ := strings.Cut(m.Demuxer, ",")
	return plan.New(plan.Source{Demuxer: demuxer, Size: info.Size(), Media: m, Tracks: tracks, Decodes: tl.Decodes}, set)
}
