package ffmpeg

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Input is one file that ffmpeg reads, or what another run of it writes.
type Input struct {
	Path    string   // a local file, never taken for a protocol
	From    *Command // in its place: runs beside, and writes to "pipe:1"
	Demuxer string   // as chosen by a look at the file; "" lets ffmpeg choose
	Args    []string // input options, such as "-ss", "1.5"
	Probe   int64    // bytes in which streams are looked for; 0 = 20 MB and 20 s
}

// args are the options that come before and with -i, for the program's given
// descriptor if it is not a file. Only local files are readable, and nothing a
// file refers to.
func (in Input) args(descriptor int) []string {
	args := append([]string{}, in.Args...)
	args = append(args, "-protocol_whitelist", "file,pipe")
	if in.Demuxer != "" {
		args = append(args, "-f", in.Demuxer)
	}
	args = append(args, probeArgs(in.Probe)...)
	if in.From != nil {
		return append(args, "-i", "pipe:"+strconv.Itoa(descriptor))
	}
	return append(args, "-i", "file:"+in.Path)
}

// Decimal is a time in seconds, as options of ffmpeg take it.
func Decimal(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 6, 64) }

// Within what streams are looked for unless more is asked for.
const (
	probeBytes = 20_000_000
	probeSpan  = 20 * time.Second
)

// probeArgs bound how much of a file is read to find its streams, which every
// program keeps in memory. They are the same for every program, so that stream
// numbers mean the same.
func probeArgs(bytes int64) []string {
	span := probeSpan
	if bytes > 0 {
		span = 1000 * time.Hour // the bytes decide
	}
	return []string{
		"-probesize", strconv.FormatInt(cmp.Or(bytes, probeBytes), 10),
		"-analyzeduration", strconv.FormatInt(span.Microseconds(), 10),
	}
}

// Command is one run of ffmpeg.
type Command struct {
	Inputs   []Input
	Args     []string       // global options, filters and outputs; outputs are overwritten
	Dir      string         // the folder of all outputs that are files
	Progress func(Progress) // called by one goroutine at a time; may be nil
	Stdout   io.Writer      // may be nil
	Limits   Limits
}

// Limits bound a process. A zero field is no limit, except for Stall.
type Limits struct {
	Memory   int64         // bytes of address space; of those allocated never more than the machine's share
	FileSize int64         // bytes of one written file
	CPU      time.Duration // processor time
	Stall    time.Duration // longest time without progress; 0 = 2 minutes
	Nice     int           // lower priority, 0-19
	Room     func() error  // asked every second; its error ends the process. nil = not asked
}

func (l Limits) stall() time.Duration {
	if l.Stall > 0 {
		return l.Stall
	}
	return 2 * time.Minute
}

// Progress is a report of ffmpeg on its work.
type Progress struct {
	Frame int64         // frames written to the first video output
	Time  time.Duration // time written
	Size  int64         // bytes written
	Speed float64       // times real time, 0 = unknown
	FPS   float64       // frames that are written in a second
}

// Run runs ffmpeg to its end. A cancelled context gives the context's error;
// anything else that goes wrong an *Error.
func (t *Tools) Run(ctx context.Context, c Command) error {
	return t.run(ctx, c, nil)
}

// run runs a command, and beside it those that it reads from. What it writes
// goes to to, unless that is nil. The others wait for it, so that it alone is
// watched for standing still, and are ended with it: what is not read any more
// is not needed. If one of them fails, everything does.
func (t *Tools) run(ctx context.Context, c Command, to *os.File) error {
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var beside sync.WaitGroup
	var pipes []*os.File
	defer func() {
		stop(nil)
		closeAll(pipes)
		beside.Wait()
	}()
	for _, in := range c.Inputs {
		if in.From == nil {
			continue
		}
		r, w, err := os.Pipe()
		if err != nil {
			return err
		}
		pipes = append(pipes, r)
		from := *in.From
		from.Limits = c.Limits
		from.Limits.Stall = math.MaxInt64
		beside.Go(func() {
			defer w.Close()
			if err := t.run(inner, from, w); err != nil {
				stop(err)
			}
		})
	}
	err := t.runOne(inner, c, pipes, to)
	if cause := context.Cause(inner); cause != nil && ctx.Err() == nil {
		return cause
	}
	return err
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// firstPipe is the descriptor behind the standard ones and that of the progress.
const firstPipe = 4

func (t *Tools) runOne(ctx context.Context, c Command, pipes []*os.File, to *os.File) error {
	args := []string{"-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y", "-progress", "pipe:3"}
	descriptor := firstPipe
	for _, in := range c.Inputs {
		args = append(args, in.args(descriptor)...)
		if in.From != nil {
			descriptor++
		}
	}
	p := process{
		path: t.ffmpeg, args: append(args, c.Args...), stdout: c.Stdout, to: to, pipes: pipes, limits: c.Limits,
		progress: c.Progress, sandbox: t.sandbox, dir: c.Dir,
	}
	for _, in := range c.Inputs {
		if in.From == nil {
			p.reads = append(p.reads, in.Path)
		}
	}
	if p.progress == nil {
		p.progress = func(Progress) {}
	}
	return p.run(ctx)
}

// followProgress gives cmd a pipe as descriptor 3 and reads the reports from
// it. The channel closes when the pipe ended.
func (p *process) followProgress(cmd *exec.Cmd) (<-chan struct{}, error) {
	ended := make(chan struct{})
	if p.progress == nil {
		close(ended)
		return ended, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.ExtraFiles = []*os.File{w}
	go func() {
		defer close(ended)
		defer r.Close()
		p.readProgress(r)
	}()
	return ended, nil
}

// readProgress hands on each report; one that says something new is a sign of
// life.
func (p *process) readProgress(r io.Reader) {
	var last, now Progress
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), "=")
		if key != "progress" {
			now.set(key, strings.TrimSpace(value))
			continue
		}
		if now.Frame != last.Frame || now.Time != last.Time || now.Size != last.Size {
			p.alive.Add(1)
		}
		last = now
		p.progress(now)
	}
	_, _ = io.Copy(io.Discard, r)
}

func (p *Progress) set(key, value string) {
	switch key {
	case "frame":
		p.Frame = number(value, p.Frame)
	case "out_time_us":
		p.Time = time.Duration(number(value, p.Time.Microseconds())) * time.Microsecond
	case "total_size":
		p.Size = number(value, p.Size)
	case "fps":
		p.FPS, _ = strconv.ParseFloat(value, 64)
	case "speed":
		p.Speed, _ = strconv.ParseFloat(strings.TrimSuffix(value, "x"), 64)
	}
}

func number(s string, otherwise int64) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return otherwise
	}
	return n
}
