// Command bench-api measures the management API of a kinora with a great
// catalogue, on SQLite and on PostgreSQL: lists, details and searches with 20
// requests in flight, batches of 500 videos one after another, and the memory
// of a server that reads the largest batch there may be.
//
// kinora runs as a process of its own, and the client on the same machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

// options are the flags.
type options struct {
	program  string        // kinora
	dir      string        // for everything that is made
	only     string        // database: sqlite or postgres
	postgres string        // URL of an empty database; none: a server is started
	videos   int           // in the catalogue
	run      time.Duration // of one case
	batches  int           // to create
	cases    *regexp.Regexp
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench-api:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var o options
	flag.StringVar(&o.program, "kinora", "bin/kinora", "the kinora program")
	flag.StringVar(&o.only, "database", "", "sqlite or postgres; both otherwise")
	flag.StringVar(&o.postgres, "postgres", "", "URL of an empty PostgreSQL database; otherwise a server is started")
	flag.IntVar(&o.videos, "videos", 1_000_000, "videos in the catalogue")
	flag.DurationVar(&o.run, "duration", 10*time.Second, "length of one case")
	flag.IntVar(&o.batches, "batches", 20, "batches of 500 videos")
	flag.StringVar(&o.dir, "dir", "", "folder whose catalogue is kept and used again; otherwise a new one that is removed")
	cases := flag.String("cases", "", "regular expression of the cases of reading to run")
	flag.Parse()
	var err error
	if o.cases, err = regexp.Compile(*cases); err != nil {
		return err
	}
	if o.dir == "" {
		dir, err := os.MkdirTemp("", "bench-api-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // PostgreSQL is another user
			return err
		}
		o.dir = dir
	}
	if o.only != "postgres" {
		if err := measure(ctx, o, "sqlite", "sqlite:"+filepath.Join(o.dir, "kinora.db"), time.Second); err != nil {
			return err
		}
	}
	if o.only == "sqlite" {
		return nil
	}
	if o.postgres == "" {
		postgres, err := startPostgres(ctx, o.dir)
		if err != nil {
			return err
		}
		defer postgres.Stop()
		o.postgres = postgres.Base
	}
	return measure(ctx, o, "postgres", o.postgres, 2*time.Second)
}
