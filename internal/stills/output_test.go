package stills

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/ffmpeg"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// TestReadTimesIsBounded reads as many as there may be, and one more.
func TestReadTimesIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "times.txt")
	text := bytes.Repeat([]byte("0,1,2\n"), maxTimes)
	require.NoError(t, os.WriteFile(path, text, 0o600))
	times, err := readTimes(path)
	require.NoError(t, err)
	require.Len(t, times, maxTimes)
	require.NoError(t, os.WriteFile(path, append(text, "0,1,2\n"...), 0o600))
	_, err = readTimes(path)
	require.ErrorContains(t, err, "more than")
}

// TestShootTrustsNoFile has an ffmpeg that was taken over and leaves something
// else in place of each of its files, where there is no sandbox.
func TestShootTrustsNoFile(t *testing.T) {
	path := ramp(t, 3)
	p := planned(t, path, plan.Settings{})
	secret := filepath.Join(t.TempDir(), "secret")
	for _, file := range []string{"shot-1.jpg", "times.txt", "shots.txt"} {
		for name, leave := range map[string]string{
			"link": "ln -s " + secret, "hard link": "ln " + secret, "pipe": "mkfifo", "folder": "mkdir",
		} {
			t.Run(file+" "+name, func(t *testing.T) {
				require.NoError(t, os.WriteFile(secret, []byte("#secret\n0, 0, 0, 1, 1, x\n"), 0o600))
				script := filepath.Join(t.TempDir(), "ffmpeg")
				require.NoError(t, os.WriteFile(script, []byte(`#!/bin/sh
ffmpeg "$@" || exit 1
for last; do :; done
dir=$(dirname "$last")
if [ -e "$dir/`+file+`" ]; then rm "$dir/`+file+`"; `+leave+` "$dir/`+file+`"; fi
`), 0o755))
				tl, err := ffmpeg.Locate(t.Context(), ffmpeg.Options{FFmpeg: script, Sandbox: ffmpeg.SandboxOff})
				require.NoError(t, err)
				store, err := storage.Open(t.Context(), "file:"+t.TempDir())
				require.NoError(t, err)
				m := New(Options{Tools: tl, Store: store, Log: slog.New(slog.DiscardHandler)})
				s := newShoot(p, path, t.TempDir())
				shots, err := m.make(t.Context(), s)
				if err == nil {
					err = m.store(t.Context(), 1, shots, s.spriteFile())
				}
				require.ErrorIs(t, err, ffmpeg.ErrOutput)
			})
		}
	}
}
