package ffmpeg

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// broadcast is 75 frames in a transport stream, and what is told to make three
// outputs of it.
func broadcast(t *testing.T, tl *Tools) ([]byte, Live) {
	t.Helper()
	path := clip(t, tl, "in.ts", "-f", "lavfi", "-i", "testsrc=s=64x36:r=25", "-t", "3", "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data, Live{
		Demuxer: "mpegts", Input: []string{"-probesize", "32768", "-threads", "1"}, Outputs: 3,
		Args: []string{
			"-map", "0:v", "-c:v", "copy", "-f", "mp4", "-movflags", "frag_every_frame+empty_moov+default_base_moof", OutputPipe(0),
			"-map", "0:v", "-c:v", "mpeg2video", "-f", "mpegts", OutputPipe(1),
			"-map", "0:v", "-c:v", "rawvideo", "-pix_fmt", "gray", "-f", "rawvideo", OutputPipe(2),
		},
	}
}

const rawFrame = 64 * 36 // bytes of the third output

// descriptors are how many this process has open.
func descriptors(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	return len(list)
}

// gone closes a run: the program has ended then and was waited for, and no
// descriptor is left.
func gone(t *testing.T, r *Running, before int) {
	t.Helper()
	pid := r.p.running.Load().Pid
	require.NoError(t, r.Close())
	require.ErrorIs(t, syscall.Kill(pid, 0), syscall.ESRCH)
	require.Equal(t, before, descriptors(t))
	require.NoError(t, r.Close(), "a second time")
}

// TestLive gives the input in pieces and reads three outputs, each in its own
// way: every frame comes out, once.
func TestLive(t *testing.T) {
	tl := tools(t)
	data, l := broadcast(t, tl)
	before := descriptors(t)
	var last Progress
	l.Progress = func(p Progress) { last = p }
	r, err := tl.Start(t.Context(), l)
	require.NoError(t, err)
	var readers sync.WaitGroup
	out := make([]bytes.Buffer, l.Outputs)
	begun := make(chan struct{})
	readers.Go(func() { _, _ = io.Copy(&out[0], r.Output(0)) })
	readers.Go(func() { // in small pieces
		for {
			if _, err := io.CopyN(&out[1], r.Output(1), 100); err != nil {
				return
			}
		}
	})
	readers.Go(func() { // not before a part of the input is written
		<-begun
		_, _ = io.Copy(&out[2], r.Output(2))
	})
	for n := 0; n < len(data); n += 1000 {
		if n == 10_000 {
			close(begun)
		}
		_, err := r.Write(data[n:min(n+1000, len(data))])
		require.NoError(t, err)
	}
	require.NoError(t, r.CloseInput())
	readers.Wait()
	require.NoError(t, r.Wait())
	require.EqualValues(t, 75, last.Frame)
	gone(t, r, before)

	require.Equal(t, 75*rawFrame, out[2].Len())
	for i, demuxer := range []string{"mov", "mpegts"} {
		path := filepath.Join(t.TempDir(), "out")
		require.NoError(t, os.WriteFile(path, out[i].Bytes(), 0o600))
		m, err := tl.Probe(t.Context(), path, demuxer)
		require.NoError(t, err)
		tracks, err := tl.Scan(t.Context(), path, demuxer, m)
		require.NoError(t, err)
		require.EqualValues(t, 75, tracks[0].Packets, demuxer)
	}
}

// TestLiveEnds has a run that its reader, its caller or its input ends.
func TestLiveEnds(t *testing.T) {
	tl := tools(t)
	data, l := broadcast(t, tl)
	running := func(t *testing.T, ctx context.Context, l Live) (*Running, int) {
		t.Helper()
		before := descriptors(t)
		r, err := tl.Start(ctx, l)
		require.NoError(t, err)
		return r, before
	}
	t.Run("nobody reads", func(t *testing.T) {
		l := l
		l.Args, l.Outputs = []string{"-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "640x360", OutputPipe(0)}, 1
		r, before := running(t, t.Context(), l)
		require.NoError(t, r.SetWriteDeadline(time.Now().Add(300*time.Millisecond)))
		err := error(nil)
		for n := 0; n < 1000 && err == nil; n++ {
			_, err = r.Write(data)
		}
		require.ErrorIs(t, err, os.ErrDeadlineExceeded, "a full pipe holds the writer up, and no longer than he wants")
		gone(t, r, before)
		require.ErrorIs(t, r.Wait(), ErrKilled)
	})
	t.Run("killed", func(t *testing.T) {
		r, before := running(t, t.Context(), l)
		r.Kill()
		require.ErrorIs(t, r.Wait(), ErrKilled)
		require.False(t, Final(r.Wait()))
		_, err := r.Write(data)
		require.ErrorIs(t, err, syscall.EPIPE)
		gone(t, r, before)
	})
	t.Run("killed by the system", func(t *testing.T) {
		r, before := running(t, t.Context(), l)
		require.NoError(t, syscall.Kill(r.p.running.Load().Pid, syscall.SIGKILL))
		require.True(t, Killed(r.Wait()))
		_, err := io.ReadAll(r.Output(0))
		require.NoError(t, err, "outputs end with the program")
		gone(t, r, before)
	})
	t.Run("context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r, before := running(t, ctx, l)
		cancel()
		require.ErrorIs(t, r.Wait(), context.Canceled)
		gone(t, r, before)
	})
	t.Run("garbage", func(t *testing.T) {
		var lines []string
		l := l
		l.Line = func(s string) { lines = append(lines, s) }
		r, before := running(t, t.Context(), l)
		_, _ = r.Write(bytes.Repeat([]byte("garbage "), 10000)) // of which not all may be read
		require.NoError(t, r.CloseInput())
		var failed *Error
		require.ErrorAs(t, r.Wait(), &failed)
		require.True(t, Final(failed))
		require.NotEmpty(t, failed.Stderr)
		require.Contains(t, failed.Stderr, strings.TrimSpace(lines[len(lines)-1]))
		gone(t, r, before)
	})
	t.Run("not there", func(t *testing.T) {
		before := descriptors(t)
		missing := *tl
		missing.ffmpeg = filepath.Join(t.TempDir(), "ffmpeg")
		_, err := missing.Start(t.Context(), l)
		require.Error(t, err)
		require.Equal(t, before, descriptors(t))
	})
}

// TestLiveIsConfined has a run that is told to read and write files.
func TestLiveIsConfined(t *testing.T) {
	tl, _ := confined(t)
	data, l := broadcast(t, tl)
	path := filepath.Join(t.TempDir(), "out.ts")
	l.Args, l.Outputs = []string{"-c", "copy", "-f", "mpegts", path}, 0
	r, err := tl.Start(t.Context(), l)
	require.NoError(t, err)
	defer r.Close()
	_, _ = r.Write(data)
	_ = r.CloseInput()
	require.ErrorContains(t, r.Wait(), "Permission denied")
	require.NoFileExists(t, path)
}

func TestProgress(t *testing.T) {
	var got []Progress
	p := &process{progress: func(p Progress) { got = append(got, p) }}
	p.readProgress(strings.NewReader("frame=12\nfps=25.5\nout_time_us=480000\ntotal_size=N/A\nspeed=1.01x\nprogress=continue\nframe=13\nspeed=N/A\nprogress=end\n"))
	require.Equal(t, []Progress{
		{Frame: 12, FPS: 25.5, Time: 480 * time.Millisecond, Speed: 1.01}, {Frame: 13, FPS: 25.5, Time: 480 * time.Millisecond},
	}, got)
}

func FuzzProgress(f *testing.F) {
	f.Add([]byte("frame=12\nfps=25.0\nout_time_us=480000\ntotal_size=N/A\nspeed=1.01x\nprogress=continue\n"))
	f.Add([]byte("frame=-1\nspeed=NaN\nprogress=end"))
	f.Fuzz(func(t *testing.T, text []byte) {
		reports := 0
		p := &process{progress: func(Progress) { reports++ }}
		p.readProgress(bytes.NewReader(text))
		require.LessOrEqual(t, reports, bytes.Count(text, []byte("progress")), strconv.Quote(string(text)))
	})
}

// FuzzLines hands on what is written, whatever the pieces, in lines of bounded
// length.
func FuzzLines(f *testing.F) {
	f.Add([]byte("one\ntwo\n"), 3)
	f.Fuzz(func(t *testing.T, text []byte, size int) {
		var got []string
		l := &Lines{Line: func(s string) { got = append(got, s) }}
		for rest := text; len(rest) > 0; {
			n := min(max(size, 1), len(rest))
			_, err := l.Write(rest[:n])
			require.NoError(t, err)
			rest = rest[n:]
		}
		want := strings.Split(string(text), "\n")
		require.Len(t, got, len(want)-1)
		for i, line := range got {
			require.Equal(t, want[i][:min(len(want[i]), maxLine)], line)
		}
	})
}
