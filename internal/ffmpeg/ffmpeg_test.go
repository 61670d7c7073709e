package ffmpeg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// tools finds the programs, or skips where there are none.
func tools(t testing.TB) *Tools {
	t.Helper()
	tl, err := Locate(context.Background(), Options{})
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err)
	return tl
}

// clip makes a file by an ffmpeg command of our own.
func clip(t testing.TB, tl *Tools, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, tl.Run(context.Background(), Command{Args: append(args, path), Dir: filepath.Dir(path)}))
	return path
}

func TestLocate(t *testing.T) {
	tl := tools(t)
	require.NotEqual(t, "unknown", tl.Version())
	require.True(t, tl.Decodes("h264"))
	require.True(t, tl.Decodes("av1"))
	require.False(t, tl.Decodes("vvc"))
	require.True(t, tl.Encodes("libx264"))
	require.True(t, tl.Encodes("aac"))
	require.False(t, tl.Encodes("vvc"))
	require.False(t, tl.Encodes("="))
	_, err := Locate(context.Background(), Options{FFmpeg: "/nonexistent/ffmpeg"})
	require.Error(t, err)
}

func TestRunReportsProgress(t *testing.T) {
	tl := tools(t)
	var last Progress
	out := &bytes.Buffer{}
	err := tl.Run(context.Background(), Command{
		Args:     []string{"-f", "lavfi", "-i", "testsrc=size=64x48:rate=10", "-frames:v", "20", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"},
		Progress: func(p Progress) { last = p }, Stdout: out, Limits: Limits{Memory: 4 << 30, FileSize: 1 << 20, CPU: time.Minute, Nice: 1},
	})
	require.NoError(t, err)
	require.EqualValues(t, 20, last.Frame)
	require.Equal(t, 64*48*20, out.Len())
}

func TestRunFails(t *testing.T) {
	tl := tools(t)
	err := tl.Run(context.Background(), Command{Inputs: []Input{{Path: "/nonexistent", Demuxer: "mov"}}, Args: []string{"-f", "null", "-"}})
	var failed *Error
	require.ErrorAs(t, err, &failed)
	require.Contains(t, failed.Stderr, "No such file")
	require.NotErrorIs(t, err, syscall.ENOSPC)
	require.True(t, Final(err))
	require.ErrorIs(t, &Error{Stderr: "x: No space left on device", Err: errors.New("exit")}, syscall.ENOSPC)
}

func TestRunReadsNothingElse(t *testing.T) {
	tl := tools(t)
	script := filepath.Join(t.TempDir(), "list.mp4")
	require.NoError(t, os.WriteFile(script, []byte("ffconcat version 1.0\nfile http://127.0.0.1:9/x\n"), 0o600))
	err := tl.Run(context.Background(), Command{Inputs: []Input{{Path: script, Demuxer: "concat"}}, Args: []string{"-f", "null", "-"}})
	require.Error(t, err)
}

// endless is an input that never ends and is slowed to real time.
var endless = []string{"-re", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10", "-f", "null", "-"}

func TestRunCancelled(t *testing.T) {
	tl := tools(t)
	ctx, cancel := context.WithCancel(context.Background())
	begun := make(chan struct{}, 1000)
	ended := make(chan error, 1)
	go func() {
		ended <- tl.Run(ctx, Command{Args: endless, Progress: func(Progress) { begun <- struct{}{} }})
	}()
	<-begun
	cancel()
	select {
	case err := <-ended:
		require.ErrorIs(t, err, context.Canceled)
	case <-time.After(time.Minute):
		t.Fatal("still running")
	}
}

func TestRunStalls(t *testing.T) {
	tl := tools(t)
	fifo := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	err := tl.Run(context.Background(), Command{ // nothing is ever written to the pipe
		Inputs: []Input{{Path: fifo, Demuxer: "mov"}}, Args: []string{"-f", "null", "-"},
		Limits: Limits{Stall: 300 * time.Millisecond},
	})
	require.ErrorIs(t, err, ErrStalled)
	require.False(t, Final(err))
}

// TestRunRoom ends a program once the disk is too full for it.
func TestRunRoom(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	err := tools(t).Run(context.Background(), Command{ // nothing is ever written to the pipe
		Inputs: []Input{{Path: fifo, Demuxer: "mov"}}, Args: []string{"-f", "null", "-"},
		Limits: Limits{Room: func() error { return fmt.Errorf("no room: %w", syscall.ENOSPC) }},
	})
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.False(t, Final(err))
}

func TestRunLimits(t *testing.T) {
	tl, dir := tools(t), t.TempDir()
	err := tl.Run(context.Background(), Command{
		Args: []string{"-f", "lavfi", "-i", "testsrc=size=640x480:rate=30", "-t", "20", "-c:v", "rawvideo", filepath.Join(dir, "big.avi")}, Dir: dir,
		Limits: Limits{FileSize: 1 << 20},
	})
	require.Error(t, err)
}

func TestTail(t *testing.T) {
	tl := &tail{max: 4}
	for range 10 {
		_, _ = tl.Write([]byte("abc"))
	}
	require.Equal(t, "cabc", tl.String())
}

func TestProbeAndScan(t *testing.T) {
	tl := tools(t)
	path := clip(t, tl, "clip.mp4",
		"-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-f", "lavfi", "-i", "sine=r=48000", "-t", "4",
		"-c:v", "libx264", "-g", "50", "-bf", "3", "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-aspect", "16:9",
		"-c:a", "aac", "-metadata:s:a:0", "language=eng")
	m, err := tl.Probe(context.Background(), path, "mov")
	require.NoError(t, err)
	require.Len(t, m.Streams, 2)
	v, a := m.Streams[0], m.Streams[1]
	require.Equal(t, "h264", v.Codec)
	require.Equal(t, Ratio{4, 3}, v.SAR)
	require.Equal(t, 160, v.Width)
	require.True(t, v.Default)
	require.Equal(t, "eng", a.Language)
	require.Equal(t, 48000, a.SampleRate)
	tracks, err := tl.Scan(context.Background(), path, "mov", m)
	require.NoError(t, err)
	video := tracks[0]
	require.EqualValues(t, 100, video.Packets)
	require.Zero(t, video.First)
	require.Equal(t, 4*time.Second, video.End)
	require.EqualValues(t, 2, video.Keys)
	require.Equal(t, 2*time.Second, video.LongestGOP)
	require.Equal(t, 40*time.Millisecond, video.Interval)
	require.EqualValues(t, 99, video.IntervalN)
	require.True(t, video.ReorderSeen)
	require.InDelta(t, 4, tracks[1].End.Seconds(), 0.03)
}

func TestProbeRefuses(t *testing.T) {
	tl := tools(t)
	path := filepath.Join(t.TempDir(), "noise.mp4")
	require.NoError(t, os.WriteFile(path, bytes.Repeat([]byte("noise"), 100), 0o600))
	_, err := tl.Probe(context.Background(), path, "mov")
	var failed *Error
	require.ErrorAs(t, err, &failed)
	_, err = parseProbe([]byte(`{"streams":[` + strings.Repeat(`{},`, MaxStreams) + `{}]}`))
	require.ErrorIs(t, err, ErrTooManyStreams)
}

// TestProbeCaptions finds captions in the frames.
func TestProbeCaptions(t *testing.T) {
	m := &Media{Streams: []Stream{{Index: 0}, {Index: 1}}}
	require.NoError(t, m.addFrames([]byte(`{"frames":[{"stream_index":1},{"stream_index":1,"side_data_list":[{"side_data_type":"ATSC A53 Part 4 Closed Captions"}]}]}`)))
	require.False(t, m.Streams[0].Captions)
	require.True(t, m.Streams[1].Captions)
}

func TestProbeLight(t *testing.T) {
	tl := tools(t)
	path := clip(t, tl, "hdr.ts", "-f", "lavfi", "-i", "testsrc2=s=128x72:r=10", "-t", "0.5", "-pix_fmt", "yuv420p10le", "-c:v", "libx265",
		"-x265-params", "log-level=error:hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:"+
			"master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(6000000,1):max-cll=550,200")
	m, err := tl.Probe(context.Background(), path, "mpegts")
	require.NoError(t, err)
	require.Equal(t, Light{Mastering: 600, Content: 550}, m.Streams[0].Light, "only the frames have it")
	m, err = parseProbe([]byte(`{"streams":[{"side_data_list":[{"side_data_type":"Mastering display metadata","max_luminance":"10000000/10000"},` +
		`{"side_data_type":"Content light level metadata","max_content":1100}]}]}`))
	require.NoError(t, err)
	require.Equal(t, Light{Mastering: 1000, Content: 1100}, m.Streams[0].Light)
}

func FuzzLight(f *testing.F) {
	f.Add([]byte(`{"frames":[{"stream_index":0,"side_data_list":[{"side_data_type":"Mastering display metadata","max_luminance":"1/0"}]}]}`))
	f.Fuzz(func(_ *testing.T, b []byte) { _ = (&Media{Streams: []Stream{{}}}).addFrames(b) })
}

func FuzzParseProbe(f *testing.F) {
	f.Add([]byte(`{"format":{"start_time":"1e9"},"streams":[{"index":0,"time_base":"1/90000","side_data_list":[{"side_data_type":"Display Matrix","displaymatrix":"\n0: 0 65536 0\n1: -65536 0 0\n2: 0 0 1\n"}]}]}`))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = parseProbe(b) })
}
