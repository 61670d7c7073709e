package ffmpeg

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"strconv"
	"time"
)

// Live is a run of ffmpeg that lasts as long as its caller writes to it, such
// as that of a live broadcast.
type Live struct {
	Demuxer  string         // of the input, such as "flv" or "mpegts"
	Input    []string       // its options, such as "-probesize", "32768"
	Args     []string       // global options, filters and outputs; output i writes to OutputPipe(i)
	Outputs  int            // pipes that are written to
	Line     func(string)   // takes lines of standard error, of at most 64 KiB each, by one goroutine at a time; may be nil
	Progress func(Progress) // called by one goroutine at a time; may be nil
	Limits   Limits         // without a Stall none: the caller knows how long a source may be silent
}

// OutputPipe is what an output of a Live is told to write to, counted from 0.
func OutputPipe(i int) string { return "pipe:" + strconv.Itoa(firstPipe+i) }

// ErrKilled is returned for a run that Kill has ended.
var ErrKilled = errors.New("killed by its caller")

// Running is a Live that has been started. Its methods may be called by
// several goroutines; each output is read by one.
type Running struct {
	p     *process
	stop  context.CancelCauseFunc
	input *os.File
	out   []*os.File
	ended chan struct{}
	err   error // once ended is closed
}

// Start starts a run in the same sandbox as Run. The caller reads all outputs,
// or the program stands still, and calls Close in the end.
func (t *Tools) Start(ctx context.Context, l Live) (*Running, error) {
	args := append([]string{"-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-progress", "pipe:3"}, l.Input...)
	args = append(args, "-protocol_whitelist", "pipe", "-f", l.Demuxer, "-i", "pipe:0")
	p := &process{
		path: t.ffmpeg, args: append(args, l.Args...), limits: l.Limits, progress: l.Progress, sandbox: t.sandbox, started: make(chan struct{}),
	}
	if p.limits.Stall == 0 {
		p.limits.Stall = math.MaxInt64
	}
	if p.progress == nil {
		p.progress = func(Progress) {}
	}
	if l.Line != nil {
		p.banner = &Lines{Line: l.Line}
	}
	r := &Running{p: p, ended: make(chan struct{})}
	if err := r.makePipes(l.Outputs); err != nil {
		r.closePipes()
		closeAll(p.theirs())
		return nil, err
	}
	inner, stop := context.WithCancelCause(ctx)
	r.stop = stop
	go func() {
		defer close(r.ended)
		r.err = p.run(inner)
		if r.err != nil && errors.Is(context.Cause(inner), ErrKilled) {
			r.err = &Error{Program: "ffmpeg", Err: ErrKilled}
		}
		stop(nil)
		closeAll(p.theirs()) // of a program that has not started
	}()
	select {
	case <-p.started:
		return r, nil
	case <-r.ended:
		r.closePipes()
		return nil, r.err
	}
}

func (r *Running) makePipes(outputs int) (err error) {
	if r.p.stdin, r.input, err = os.Pipe(); err != nil {
		return err
	}
	for range outputs {
		from, to, err := os.Pipe()
		if err != nil {
			return err
		}
		r.out, r.p.pipes = append(r.out, from), append(r.p.pipes, to)
	}
	return nil
}

func (r *Running) closePipes() {
	if r.input != nil {
		r.input.Close()
	}
	closeAll(r.out)
}

// Write gives the program some of its input, and waits while it has no room for
// it. It fails once the program has ended, of which Wait tells more.
func (r *Running) Write(b []byte) (int, error) { return r.input.Write(b) }

// SetWriteDeadline lets writes fail with os.ErrDeadlineExceeded from a time on.
func (r *Running) SetWriteDeadline(t time.Time) error { return r.input.SetWriteDeadline(t) }

// CloseInput says that no more input follows: the program ends once it has
// written everything.
func (r *Running) CloseInput() error { return r.input.Close() }

// Output is what the program writes to an output. It ends with the program.
func (r *Running) Output(i int) io.Reader { return r.out[i] }

// Kill ends the program at once.
func (r *Running) Kill() {
	r.stop(ErrKilled)
	if process := r.p.running.Load(); process != nil {
		_ = process.Kill() // one that has ended needs none
	}
}

// Wait waits for the program's end and says what it ended for: as Run does, or
// an *Error around ErrKilled.
func (r *Running) Wait() error {
	<-r.ended
	return r.err
}

// Close kills a program that still runs, and closes its pipes. What was not read
// of its outputs is lost.
func (r *Running) Close() error {
	r.Kill()
	<-r.ended
	r.closePipes()
	return nil
}
