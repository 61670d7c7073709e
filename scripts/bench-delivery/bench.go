package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"kinora/internal/catalog"
	"kinora/scripts/server"
)

// trial is one line of the table.
type trial struct {
	name   string
	target float64 // least ratio of requests per second
	paths  []string
	ranges []string // of the one path, or none
}

// trials spread over the shared videos, so that no two connections often ask
// for the same thing at the same time.
func trials(videos []catalog.Video, size int64) []trial {
	each := func(format string, numbers int) []string {
		var paths []string
		for i := range videos {
			base := fmt.Sprintf("/videos/%d_%s/", accountID, videos[i].Slug)
			if numbers == 0 {
				paths = append(paths, base+format)
			}
			for n := range numbers {
				paths = append(paths, base+fmt.Sprintf(format, n+1))
			}
		}
		return paths
	}
	var ranges []string
	for at := int64(0); at+1<<20 <= size; at += 1 << 20 {
		ranges = append(ranges, fmt.Sprintf("bytes=%d-%d", at, at+1<<20-1))
	}
	return []trial{
		{"MP4 ranges of 1 MB", 0.85, each(videos[0].Renditions[2].File, 0), ranges},
		{"CMAF video segments", 0.88, each("segment-%d-s0q3572v1-v1.m4s", segments), nil},
		{"TS segments", 0.80, each("segment-%d-s0q3572v1-v1-a1.ts", segments), nil},
		{"master playlist", 0.60, each("master.m3u8", 0), nil},
		{"MPD", 0.60, each("master.mpd", 0), nil},
		{"media playlist, TS", 0.60, each("index-s0q3572v1-v1-a1.m3u8", 0), nil},
		{"media playlist, CMAF", 0.60, each("index-cmaf-s0q3572v1-v1.m3u8", 0), nil},
	}
}

func bench(ctx context.Context, o options) error {
	fmt.Println("encoding …")
	ladder, err := encodeLadder(ctx, o.dir)
	if err != nil {
		return err
	}
	data := filepath.Join(o.dir, "data")
	videos, err := catalogue(ctx, data, max(shared, o.videos), ladder)
	if err != nil {
		return err
	}
	if err := ratios(ctx, o, data, videos[:shared], ladder[2].size); err != nil {
		return err
	}
	if o.videos == 0 {
		return nil
	}
	return single(ctx, o, data, videos)
}

// ratios prints the table of the comparison.
func ratios(ctx context.Context, o options, data string, videos []catalog.Video, size int64) (err error) {
	args := []string{}
	admin := ""
	if o.profile != "" {
		port, err := freePort(ctx)
		if err != nil {
			return err
		}
		admin = "127.0.0.1:" + strconv.Itoa(port)
		args = append(args, "--admin-listen", admin)
	}
	other, err := startOther(ctx, o, data)
	if err != nil {
		return err
	}
	defer other.Stop()
	kinora, err := startKinora(ctx, o.program, data, args...)
	if err != nil {
		return err
	}
	defer kinora.Stop()
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	defer func() { err = errors.Join(err, table.Flush()) }()
	fmt.Fprintln(table, "what\tkinora req/s\tother req/s\tratio\trange\tby CPU\tat least\tcores per Gbit/s")
	for _, c := range trials(videos, size) {
		if !o.only.MatchString(c.name) {
			continue
		}
		if err := copyTo(ctx, kinora.Base, filepath.Join(o.dir, "www"), c.paths); err != nil {
			return err
		}
		if err := compare(ctx, o, c, kinora, other, admin, table); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		_ = table.Flush()
	}
	return nil
}

// startOther starts what kinora is compared with.
func startOther(ctx context.Context, o options, data string) (*server.Server, error) {
	if o.against != "" {
		other := data + "-other" // two do not share a folder
		if out, err := exec.CommandContext(ctx, "cp", "-a", data, other).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w", out, err)
		}
		return startKinora(ctx, o.against, other)
	}
	return startNginx(ctx, o.dir)
}

// copyTo saves what kinora answers as the files that nginx serves.
func copyTo(ctx context.Context, base, root string, paths []string) error {
	for _, path := range paths {
		file := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // nginx reads it as another user
			return err
		}
		body, err := fetch(ctx, base+path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, body, 0o644); err != nil { //nolint:gosec // as above
			return err
		}
	}
	return nil
}

func fetch(ctx context.Context, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, res.Status)
	}
	return io.ReadAll(res.Body)
}

// compare runs the pairs of one trial and prints its line.
func compare(ctx context.Context, o options, c trial, kinora, rival *server.Server, admin string, out io.Writer) error {
	script, err := c.script(o.dir)
	if err != nil {
		return err
	}
	profiled := make(chan error, 1)
	if admin != "" {
		go func() { profiled <- profile(ctx, admin, o, c) }()
	}
	var ours, theirs, rates, costs, cores []float64
	for i := range o.pairs {
		order := []*server.Server{kinora, rival}
		if i%2 == 1 {
			slices.Reverse(order)
		}
		loads := map[*server.Server]load{}
		for _, s := range order {
			if loads[s], err = wrk(ctx, o, script, s); err != nil {
				return err
			}
		}
		mine, other := loads[kinora], loads[rival]
		ours, theirs = append(ours, mine.rate), append(theirs, other.rate)
		rates, costs = append(rates, mine.rate/other.rate), append(costs, other.cost/mine.cost)
		cores = append(cores, mine.server.Seconds()/(mine.bytes*8/1e9))
	}
	if admin != "" {
		if err := <-profiled; err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s\t%.0f\t%.0f\t%.3f\t%.2f–%.2f\t%.3f\t%.2f\t%.3f\n", c.name, server.Median(ours), server.Median(theirs), server.Median(rates),
		slices.Min(rates), slices.Max(rates), server.Median(costs), c.target, server.Median(cores))
	return nil
}

func profile(ctx context.Context, admin string, o options, c trial) error {
	length := int(o.run.Seconds()*2*float64(o.pairs)) + 1
	body, err := fetch(ctx, fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", admin, length))
	if err != nil {
		return err
	}
	name := regexp.MustCompile(`\W+`).ReplaceAllString(c.name, "-")
	return os.WriteFile(o.profile+"-"+name, body, 0o600)
}

// script tells wrk to go through the paths, each thread from another start.
func (c trial) script(dir string) (string, error) {
	var b strings.Builder
	b.WriteString("local list = {}\n")
	if len(c.ranges) == 0 {
		for _, p := range c.paths {
			fmt.Fprintf(&b, "list[#list+1] = {%q, nil}\n", p)
		}
	}
	for _, r := range c.ranges {
		for _, p := range c.paths {
			fmt.Fprintf(&b, "list[#list+1] = {%q, {[\"Range\"] = %q}}\n", p, r)
		}
	}
	b.WriteString(`
local ready, next, threads = {}, 0, 0
function setup(thread) thread:set("offset", threads * 37) threads = threads + 1 end
function init(args)
	for i, e in ipairs(list) do ready[i] = wrk.format("GET", e[1], e[2]) end
	next = offset
end
function request() next = next % #ready + 1 return ready[next] end
`)
	path := filepath.Join(dir, "wrk.lua")
	return path, os.WriteFile(path, []byte(b.String()), 0o600)
}

// load is one run of wrk.
type load struct {
	rate   float64 // requests per second
	bytes  float64
	server time.Duration // processor time of the server
	cost   float64       // processor time of server and client per request, in seconds
}

var (
	rateLine   = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	totalLine  = regexp.MustCompile(`(\d+) requests in [\d.]+\w+, ([\d.]+)(K|M|G|T)?B read`)
	brokenLine = regexp.MustCompile(`Non-2xx|Socket errors: connect [1-9]|, read [1-9]|, write [1-9]`)
	units      = map[string]float64{"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
)

func wrk(ctx context.Context, o options, script string, s *server.Server) (load, error) {
	before, err := s.CPU()
	if err != nil {
		return load{}, err
	}
	cmd := exec.CommandContext(ctx, "wrk", "-c16", "-t2", "-d"+strconv.Itoa(max(1, int(o.run.Seconds())))+"s", "-s", script, s.Base)
	raw, err := cmd.CombinedOutput()
	out := string(raw)
	rate, total := rateLine.FindStringSubmatch(out), totalLine.FindStringSubmatch(out)
	if err != nil || rate == nil || total == nil || brokenLine.MatchString(out) {
		return load{}, errors.Join(fmt.Errorf("wrk on %s:\n%s", s.Base, out), err)
	}
	after, err := s.CPU()
	perSecond, err2 := strconv.ParseFloat(rate[1], 64)
	requests, err3 := strconv.ParseFloat(total[1], 64)
	read, err4 := strconv.ParseFloat(total[2], 64)
	spent := after - before
	client := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return load{perSecond, read * units[total[3]], spent, (spent + client).Seconds() / requests}, errors.Join(err, err2, err3, err4)
}
