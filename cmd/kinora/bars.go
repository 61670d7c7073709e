package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"kinora/client"
)

// bars shows a line per video: redrawn in place on a terminal, one line per
// change elsewhere.
type bars struct {
	out      io.Writer
	terminal bool
	silent   bool
	drawn    int
	last     map[int64]string
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
		line := barLine(&videos[i])
		if b.terminal {
			fmt.Fprintf(b.out, "\r\x1b[K%s\n", line)
			b.drawn++
		} else if b.last[videos[i].ID] != line {
			b.last[videos[i].ID] = line
			fmt.Fprintln(b.out, line)
		}
	}
}

func barLine(v *client.Video) string {
	full := v.Progress() * barWidth / 100
	bar := strings.Repeat("█", full) + strings.Repeat("░", barWidth-full)
	line := fmt.Sprintf("%-24.24s %s %3d%% %-8s", printable(v.Name), bar, v.Progress(), v.Status)
	if v.Error != nil {
		line += " " + *v.Error
	}
	return line
}
