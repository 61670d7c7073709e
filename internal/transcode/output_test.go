package transcode

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// TestTranscodeTrustsNoFile has an ffmpeg that was taken over and leaves links
// in its folder, where there is no sandbox: in place of what it wrote, and where
// we are about to write.
func TestTranscodeTrustsNoFile(t *testing.T) {
	path := clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc=s=160x90:r=25", "-t", "2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
	for name, test := range map[string]struct {
		script string // with $video and $final, the name of the final file
		status string
	}{
		"link in place of a file":      {`mv "$video" "$1/x-$name"; ln -s "$1/x-$name" "$video"`, catalog.StatusError},
		"hard link in place of a file": {`ln -f "$video" "$1/x-$name"`, catalog.StatusError},
		"link where we write":          {`ln -s SECRET "$final"`, catalog.StatusReady},
		"pipe where we write":          {`mkfifo "$final"`, catalog.StatusReady},
	} {
		t.Run(name, func(t *testing.T) {
			secret := filepath.Join(t.TempDir(), "secret")
			require.NoError(t, os.WriteFile(secret, []byte("secret"), 0o600))
			script := filepath.Join(t.TempDir(), "ffmpeg")
			require.NoError(t, os.WriteFile(script, bytes.ReplaceAll([]byte(`#!/bin/sh
ffmpeg "$@" || exit 1
for last; do :; done
set -- "$(dirname "$last")"
for video in "$1"/video-*; do
	name=${video#"$1"/video-}
	final="$1/final-$name"
	if [ -e "$video" ] && [ ! -L "$video" ] && [ ! -L "$final" ] && [ ! -e "$final" ]; then `+test.script+`; fi
done
`), []byte("SECRET"), []byte(secret)), 0o755))
			b := newBench(t, path, func(p *plan.Plan) { p.Copy = nil })
			var err error
			b.o.Tools, err = ffmpeg.Locate(t.Context(), ffmpeg.Options{FFmpeg: script, Sandbox: ffmpeg.SandboxOff})
			require.NoError(t, err)
			_ = b.run(t, t.Context())
			require.Equal(t, test.status, b.get(t).Status)
			text, err := os.ReadFile(secret)
			require.NoError(t, err)
			require.Equal(t, "secret", string(text))
			for _, key := range b.objects(t) {
				o, err := b.store.Open(t.Context(), key)
				require.NoError(t, err)
				defer o.Close()
				f, _ := storage.File(o)
				info, err := os.Lstat(f.Name())
				require.NoError(t, err)
				require.True(t, info.Mode().IsRegular(), key)
				all, err := io.ReadAll(io.NewSectionReader(o, 0, o.Size()))
				require.NoError(t, err)
				require.NotContains(t, string(all), "secret")
			}
		})
	}
}
