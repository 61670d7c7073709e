// Command bench-transcode measures how fast a video becomes playable, and how
// well it looks, against ffmpeg on the same machine:
//
//	work      a minute of 1080p30 from the request to ready, over one ffmpeg
//	          command that makes the same renditions and nothing else
//	viewable  half an hour that needs no encoding from the request to viewable,
//	          over ffmpeg -c copy
//	quality   SSIM of each rendition, encoded in chunks, less that of a two-pass
//	          encode of the whole to as many bytes
//
// kinora runs as a process of its own with an empty data folder, and fetches the
// source from this one.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

// options are the flags.
type options struct {
	program string // kinora
	film    string // real pictures for the sources
	rounds  int
	only    *regexp.Regexp
}

// bench is what all measurements use.
type bench struct {
	options
	dir    string // for everything that is made; its files are served at origin
	origin string // URL
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench-transcode:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var o options
	flag.StringVar(&o.program, "kinora", "bin/kinora", "the kinora program")
	flag.StringVar(&o.film, "film", "", "video whose pictures and sound are used; otherwise some are generated")
	flag.IntVar(&o.rounds, "rounds", 5, "how often each is measured; the medians count")
	only := flag.String("only", "", "regular expression of what to measure: work, viewable, quality")
	flag.Parse()
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench-transcode-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{options: o, dir: dir}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.origin = "http://" + listener.Addr().String()
	origin := &http.Server{Handler: http.FileServer(http.Dir(dir)), ReadHeaderTimeout: time.Minute}
	go func() { _ = origin.Serve(listener) }()
	defer func() { _ = origin.Close() }()
	for _, m := range []struct {
		name    string
		measure func(ctx context.Context) error
	}{{"work", b.work}, {"viewable", b.viewable}, {"quality", b.quality}} {
		if !o.only.MatchString(m.name) {
			continue
		}
		if err := m.measure(ctx); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

// path of a file in the bench's folder.
func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }
