package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"kinora/client"
)

// bars shows a line per video: redrawn in place on a terminal, elsewhere one
// for each step.
type bars struct {
	out      io.Writer
	terminal bool
	silent   bool
	drawn    int
	last     map[int64]string // step that was shown last
}

func newBars(out io.Writer, silent bool) *bars {
	b := &bars{out: out, silent: silent, last: map[int64]string{}}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

const barWidth = 30

func (b *bars) draw(videos []client.Video) {
	if b.silent {
		return
	}
	if b.terminal && b.drawn > 0 {
		fmt.Fprintf(b.out, "\x1b[%dA", b.drawn)
	}
	b.drawn = 0
	for i := range videos {
		v := &videos[i]
		if b.terminal {
			fmt.Fprintf(b.out, "\r\x1b[K%s\n", barLine(v))
			b.drawn++
		} else if step := stepOf(v); b.last[v.ID] != step.name {
			b.last[v.ID] = step.name
			fmt.Fprintf(b.out, "%s: %s\n", printable(v.Name), step)
		}
	}
}

func barLine(v *client.Video) string {
	full := v.Progress() * barWidth / 100
	bar := strings.Repeat("█", full) + strings.Repeat("░", barWidth-full)
	return fmt.Sprintf("%-24.24s %s %3d%% %s", printable(v.Name), bar, v.Progress(), stepOf(v))
}

// step is what happens to a video: a name, and how far it is or why.
type step struct{ name, detail string }

func (s step) String() string {
	if s.detail == "" {
		return s.name
	}
	return s.name + ", " + s.detail
}

// stepOf puts into words what is being done for a video, and what became of it.
func stepOf(v *client.Video) step {
	w := v.Work
	switch {
	case v.Error != nil:
		return step{"failed", *v.Error}
	case w == nil && v.Status == "empty":
		return step{"waiting for a file", ""}
	case w == nil:
		return step{v.Status, ""}
	case w.State == "queued" && w.Workers == 0:
		return step{"in the queue", "but no process with the role worker is running"}
	case w.State == "queued" && w.Ahead != nil && *w.Ahead > 0:
		return step{"in the queue", fmt.Sprintf("%d before it", *w.Ahead)}
	case w.State == "queued":
		return step{"in the queue", ""}
	case w.State == "checking":
		return step{"checking the file", ""}
	case w.State == "retrying":
		return retryStep(w)
	}
	name := w.State
	if v.Status == "viewable" {
		name = "viewable, " + name
	}
	return step{name, strings.Join(slices.DeleteFunc([]string{percent(w.Percent), speed(w.Speed)}, func(s string) bool { return s == "" }), ", ")}
}

// retryStep names the attempt, so that each has a line of its own.
func retryStep(w *client.Work) step {
	name := fmt.Sprintf("attempt %d of %d", w.Attempt, w.Attempts)
	if w.RetryAt != nil {
		if at, err := time.Parse(time.RFC3339, *w.RetryAt); err == nil {
			name += " at " + at.Local().Format(time.TimeOnly)
		}
	}
	return step{name, deref(w.Reason)}
}

func percent(n *int64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf("%d %%", *n)
}

func speed(n *int64) string {
	if n == nil {
		return ""
	}
	return humanize.Bytes(uint64(*n)) + "/s"
}
