package ffmpeg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// ErrStalled is returned when a program made no progress for too long.
var ErrStalled = errors.New("no progress")

// ErrTimeout is returned when a program took longer than it may.
var ErrTimeout = errors.New("took too long")

// Error says how a program failed. It wraps syscall.ENOSPC when the disk was
// full, and ErrStalled or ErrTimeout when it was stopped for these.
type Error struct {
	Program string
	Stderr  string // the last lines it wrote, at most 4 KiB
	Err     error
}

func (e *Error) Error() string {
	text := e.Program + ": " + e.Err.Error()
	if e.Stderr != "" {
		text += ": " + e.Stderr
	}
	return text
}

// Unwrap returns how the process ended.
func (e *Error) Unwrap() []error {
	if strings.Contains(e.Stderr, "No space left on device") {
		return []error{e.Err, syscall.ENOSPC}
	}
	return []error{e.Err}
}

// Final reports whether err is a program's own verdict on its input, which
// another run would only repeat: it ended by itself, and not for want of room.
func Final(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.Exited() && !errors.Is(err, syscall.ENOSPC)
}

// Killed reports whether err is of a program that a signal ended, such as the
// kernel's where memory is short.
func Killed(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && !exit.Exited()
}

// process is one run of a program.
type process struct {
	path     string
	args     []string
	stdout   io.Writer
	to       *os.File   // in place of stdout
	banner   io.Writer  // what is written to standard error, too; may be nil
	pipes    []*os.File // further descriptors of the program, from 4 on
	stdin    *os.File   // nil = nothing; with it the pipes are the program's alone
	progress func(Progress)
	limits   Limits
	timeout  time.Duration // 0 = none
	sandbox  *sandbox      // nil = none
	reads    []string      // files
	dir      string        // all that may be written; "" = nothing
	alive    atomic.Int64  // grows with every sign of life
	started  chan struct{} // closed when the program runs; may be nil
	running  atomic.Pointer[os.Process]
}

// environment is all that a program inherits; secrets are not in it.
func environment() []string {
	env := []string{"LC_ALL=C", "AV_LOG_FORCE_NOCOLOR=1"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// run starts the program and waits for its end. The context's error is
// reported when the context ended it.
func (p *process) run(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if p.timeout > 0 {
		timer := time.AfterFunc(p.timeout, func() { stop(ErrTimeout) })
		defer timer.Stop()
	}
	stderr := &tail{max: 4096}
	ended := make(chan error, 1)
	go func() { ended <- p.startAndWait(inner, stop, stderr) }()
	err := <-ended
	if outer := ctx.Err(); outer != nil {
		return outer
	}
	if err == nil {
		return nil
	}
	return &Error{Program: filepath.Base(p.path), Stderr: stderr.String(), Err: err}
}

// startAndWait keeps to one thread: the kernel kills the child with the thread
// that started it. In a sandbox nothing else may run on that thread again, so it
// ends with the goroutine, which must be the caller's own.
func (p *process) startAndWait(ctx context.Context, stop context.CancelCauseFunc, stderr io.Writer) error {
	runtime.LockOSThread()
	if p.sandbox == nil {
		defer runtime.UnlockOSThread()
	} else if err := p.sandbox.enter(p.reads, p.dir); err != nil {
		return fmt.Errorf("enter sandbox: %w", err)
	}
	cmd := exec.CommandContext(ctx, p.path, p.args...)
	cmd.Env, cmd.Stderr = environment(), stderr
	if p.banner != nil {
		cmd.Stderr = io.MultiWriter(stderr, p.banner)
	}
	if p.stdout != nil {
		cmd.Stdout = &watched{w: p.stdout, alive: &p.alive}
	}
	if p.to != nil {
		cmd.Stdout = p.to
	}
	isolate(cmd)
	cmd.WaitDelay = time.Second
	ended, err := p.followProgress(cmd)
	if err != nil {
		return err
	}
	own := cmd.ExtraFiles
	cmd.ExtraFiles = append(slices.Clip(own), p.pipes...)
	if p.stdin != nil {
		cmd.Stdin = p.stdin
	}
	err = cmd.Start()
	closeAll(append(own, p.theirs()...)) // the child has its own copy
	if err != nil {
		<-ended
		return err
	}
	p.running.Store(cmd.Process)
	if p.started != nil {
		close(p.started)
	}
	if err := elsewhere(func() error { return p.limits.apply(cmd.Process.Pid) }); err != nil {
		stop(fmt.Errorf("limit process: %w", err))
	}
	watching := p.watch(ctx, stop)
	_ = elsewhere(func() error { endGroup(cmd.Process.Pid); return nil })
	err = cmd.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	stop(nil)
	<-ended
	<-watching
	return err
}

// theirs are the descriptors that only the program keeps.
func (p *process) theirs() []*os.File {
	if p.stdin == nil {
		return nil
	}
	return append([]*os.File{p.stdin}, p.pipes...)
}

// elsewhere does what a thread in a sandbox may not, on another one.
func elsewhere(do func() error) error {
	done := make(chan error)
	go func() { done <- do() }()
	return <-done
}

// watch ends the run when the program stands still, or has no room. The
// channel closes when the watch is over.
func (p *process) watch(ctx context.Context, stop context.CancelCauseFunc) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		stall := p.limits.stall()
		ticker := time.NewTicker(max(stall/8, time.Millisecond))
		defer ticker.Stop()
		room := time.NewTicker(time.Second)
		defer room.Stop()
		if p.limits.Room == nil {
			room.Stop()
		}
		seen, since := p.alive.Load(), time.Now()
		for {
			select {
			case <-ctx.Done():
				return
			case <-room.C:
				if err := p.limits.Room(); err != nil {
					stop(err)
					return
				}
			case now := <-ticker.C:
				if n := p.alive.Load(); n != seen {
					seen, since = n, now
				} else if now.Sub(since) >= stall {
					stop(fmt.Errorf("%w for %v", ErrStalled, stall))
					return
				}
			}
		}
	}()
	return over
}

// watched counts what passes as a sign of life.
type watched struct {
	w     io.Writer
	alive *atomic.Int64
}

func (w *watched) Write(b []byte) (int, error) {
	w.alive.Add(1)
	return w.w.Write(b)
}

// tail keeps the last max bytes written to it.
type tail struct {
	max int
	buf []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - t.max; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	return strings.ToValidUTF8(string(bytes.TrimSpace(t.buf)), "?")
}

// limitedBuffer refuses to grow beyond max bytes.
type limitedBuffer struct {
	bytes.Buffer
	max int
}

var errTooMuchOutput = errors.New("too much output")

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.max {
		return 0, errTooMuchOutput
	}
	return b.Buffer.Write(p)
}
