// Command bench-delivery compares kinora's delivery with Debian's nginx serving
// the same bytes as ready-made files, on one machine.
//
// Both servers run as processes of their own; wrk drives them in turns, and
// what is reported is the median of the ratios of neighbouring runs, so that
// other load on the machine disturbs both alike.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"time"
)

// options are the flags.
type options struct {
	program string         // kinora
	against string         // another kinora, in nginx's place
	dir     string         // for everything that is made
	pairs   int            // neighbouring runs per case
	run     time.Duration  // of one run
	only    *regexp.Regexp // cases by name
	videos  int            // different videos for the memory figure, 0 = not measured
	profile string         // file for a CPU profile of kinora
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench-delivery:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var o options
	flag.StringVar(&o.program, "kinora", "bin/kinora", "the kinora program")
	flag.StringVar(&o.against, "against", "", "another kinora program to compare with, instead of nginx")
	flag.IntVar(&o.pairs, "pairs", 7, "pairs of neighbouring runs per case")
	flag.DurationVar(&o.run, "duration", 3*time.Second, "length of one run")
	only := flag.String("only", "", "regular expression of the cases to run")
	flag.IntVar(&o.videos, "videos", 1000, "different videos to serve before memory is read; 0 leaves that and the time to the first byte out")
	flag.StringVar(&o.profile, "cpuprofile", "", "file for a CPU profile of kinora while the cases run")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return err
	}
	if o.dir, err = os.MkdirTemp("", "bench-delivery-*"); err != nil {
		return err
	}
	defer os.RemoveAll(o.dir)
	// nginx's workers are another user, and need to get here
	if err := os.Chmod(o.dir, 0o755); err != nil { //nolint:gosec // see above
		return err
	}
	return bench(ctx, o)
}
