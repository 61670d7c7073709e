package ffmpeg

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// confined are tools in the strictest sandbox, free ones have none.
func confined(t *testing.T) (confined, free *Tools) {
	t.Helper()
	if landlockVersion() == 0 || !hasSeccomp() {
		if os.Getenv("CI") == "true" {
			t.Fatal("this kernel has no sandbox")
		}
		t.Skip("this kernel has no sandbox")
	}
	confined, err := Locate(t.Context(), Options{Sandbox: SandboxRequired})
	require.NoError(t, err)
	require.Regexp(t, `^files closed by Landlock \d+; network closed by seccomp$`, confined.Sandbox())
	free, err = Locate(t.Context(), Options{Sandbox: SandboxOff})
	require.NoError(t, err)
	require.Equal(t, "off", free.Sandbox())
	return confined, free
}

// raw reads any number of bytes as sound, whatever protocol they come by.
func raw(from string) []string {
	return []string{"-protocol_whitelist", "file,http,tcp,udp", "-f", "u8", "-ar", "8000", "-i", from}
}

var nowhere = []string{"-f", "null", "-"}

// TestSandboxFiles has ffmpeg told to read and write beside what it was given,
// as one that is taken over by a source would.
func TestSandboxFiles(t *testing.T) {
	closed, free := confined(t)
	outside, inside := t.TempDir(), t.TempDir()
	canary := filepath.Join(outside, "canary")
	require.NoError(t, os.WriteFile(canary, make([]byte, 16*16), 0o600))
	link := filepath.Join(inside, "link")
	require.NoError(t, os.Symlink(canary, link))
	source := filepath.Join(t.TempDir(), "source")
	require.NoError(t, os.WriteFile(source, make([]byte, 16*16), 0o600))

	for _, from := range []string{canary, link, "/etc/passwd", "/proc/self/environ"} {
		require.NoError(t, free.Run(t.Context(), Command{Args: append(raw(from), nowhere...), Dir: inside}), from)
		var failed *Error
		require.ErrorAs(t, closed.Run(t.Context(), Command{Args: append(raw(from), nowhere...), Dir: inside}), &failed, from)
		require.Contains(t, failed.Stderr, "Permission denied", from)
	}
	input := []Input{{Path: source, Demuxer: "rawvideo", Args: []string{"-video_size", "16x16", "-pixel_format", "gray"}}}
	write := func(tl *Tools, path string) error {
		return tl.Run(t.Context(), Command{Inputs: input, Args: []string{"-f", "rawvideo", path}, Dir: inside})
	}
	require.NoError(t, write(closed, filepath.Join(inside, "out")))
	require.Error(t, write(closed, filepath.Join(outside, "out")))
	require.NoFileExists(t, filepath.Join(outside, "out"))
	require.NoError(t, write(free, filepath.Join(outside, "out")))
	require.Error(t, write(closed, source), "a source is read only")
	require.Error(t, write(closed, canary))
	left, err := os.ReadFile(canary)
	require.NoError(t, err)
	require.Len(t, left, 16*16, "it was not cut either")
}

func TestSandboxNetwork(t *testing.T) {
	closed, free := confined(t)
	var asked atomic.Int32
	canary := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = w.Write(make([]byte, 16*16))
	}))
	defer canary.Close()
	require.NoError(t, free.Run(t.Context(), Command{Args: append(raw(canary.URL+"/x"), nowhere...)}))
	require.EqualValues(t, 1, asked.Load(), "the canary sings")
	require.Error(t, closed.Run(t.Context(), Command{Args: append(raw(canary.URL+"/x"), nowhere...)}))
	require.EqualValues(t, 1, asked.Load())

	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	defer socket.Close()
	send := append(append([]string{"-f", "lavfi", "-i", "color=s=16x16:d=1"}, "-c:v", "mpeg2video", "-f", "mpegts"), "udp://"+socket.LocalAddr().String())
	require.NoError(t, free.Run(t.Context(), Command{Args: send}))
	require.Error(t, closed.Run(t.Context(), Command{Args: send}))
}

// TestSandboxIsTheChilds makes sure that nothing of it sticks to this process.
func TestSandboxIsTheChilds(t *testing.T) {
	closed, _ := confined(t)
	for range 20 {
		require.NoError(t, closed.Run(t.Context(), Command{Args: []string{"-f", "lavfi", "-i", "color=s=16x16:d=0.1", "-f", "null", "-"}}))
		_, err := os.ReadFile("/etc/passwd")
		require.NoError(t, err)
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		require.NoError(t, listener.Close())
	}
}

func TestSandboxModes(t *testing.T) {
	_, err := Locate(t.Context(), Options{Sandbox: "maybe"})
	require.ErrorContains(t, err, "maybe")
	require.Equal(t, "files open, as the kernel has no Landlock; network open, as the kernel has no seccomp", (&sandbox{}).String())
}
