package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"kinora/scripts/server"
)

// inFlight is how many requests are asked at a time.
const inFlight = 20

// measure takes all figures on one database and prints them; the target is that
// of a batch.
func measure(ctx context.Context, o options, kind, database string, target time.Duration) error {
	began := time.Now()
	if err := fill(ctx, database, o.videos); err != nil {
		return fmt.Errorf("fill %s: %w", kind, err)
	}
	filled := time.Since(began)
	kinora, err := startKinora(ctx, o, database)
	if err != nil {
		return err
	}
	fmt.Printf("%s, %d videos (filled in %.0f s, indexed in %.0f s)\n", kind, o.videos, filled.Seconds(), (time.Since(began) - filled).Seconds())
	err = errors.Join(measureReads(ctx, o, kinora), measureBatches(ctx, o, kinora, target))
	kinora.Stop()
	if err != nil {
		return err
	}
	return measureMemory(ctx, o, database)
}

// reads are the cases of reading, each a way to make up the next request.
var reads = []struct {
	name   string
	target time.Duration // of the 99th percentile; 0 = none
	path   func(r *rand.Rand, videos int) string
}{
	{"list", 20 * time.Millisecond, func(r *rand.Rand, videos int) string {
		return []string{
			"/streaming/videos",
			fmt.Sprint("/streaming/videos?page=", 2+r.IntN(20)),
			"/streaming/videos?status=" + statuses[r.IntN(len(statuses))],
			fmt.Sprint("/streaming/videos?client_user_id=", r.IntN(10_000)),
			fmt.Sprintf("/streaming/videos?id=%d,%d,%d", 1+r.IntN(videos), 1+r.IntN(videos), 1+r.IntN(videos)),
		}[r.IntN(5)]
	}},
	{"get", 5 * time.Millisecond, func(r *rand.Rand, videos int) string {
		return fmt.Sprint("/streaming/videos/", 1+r.IntN(videos))
	}},
	{"search", 50 * time.Millisecond, func(r *rand.Rand, videos int) string {
		word := words[r.IntN(len(words))]
		text := []string{
			word,
			word + " " + words[r.IntN(len(words))],
			word[:1+r.IntN(len(word)-1)],
			fmt.Sprint(r.IntN(100_000)),
			word + " " + fmt.Sprint(r.IntN(1000)),
			"no such " + word,
			fmt.Sprintf("bench%011d", r.IntN(videos)),
		}[r.IntN(7)]
		return "/streaming/videos?search=" + url.QueryEscape(text)
	}},
	{"list, 100,000 to 990,000 deep", 0, func(r *rand.Rand, videos int) string {
		return fmt.Sprint("/streaming/videos?per_page=100&page=", videos/1000+r.IntN(max(1, videos*89/10000)))
	}},
}

func measureReads(ctx context.Context, o options, s *server.Server) error {
	for _, c := range reads {
		if !o.cases.MatchString(c.name) {
			continue
		}
		if _, err := load(ctx, s, time.Second, func(r *rand.Rand) string { return c.path(r, o.videos) }); err != nil {
			return err
		}
		before, err := s.CPU()
		if err != nil {
			return err
		}
		times, err := load(ctx, s, o.run, func(r *rand.Rand) string { return c.path(r, o.videos) })
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		after, err := s.CPU()
		if err != nil {
			return err
		}
		report(c.name, times, 0.99, c.target)
		fmt.Printf("  %-32s %.2f ms of processor time in kinora for an answer\n", "", (after-before).Seconds()*1000/float64(len(times)))
	}
	return nil
}

// load asks for paths for a while, inFlight at a time, and returns how long
// the answers took.
func load(ctx context.Context, s *server.Server, d time.Duration, path func(r *rand.Rand) string) ([]time.Duration, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: inFlight}}
	defer client.CloseIdleConnections()
	var (
		mu    sync.Mutex
		times []time.Duration
		wrong error
		wait  sync.WaitGroup
	)
	end := time.Now().Add(d)
	for worker := range inFlight {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(3, uint64(worker))) //nolint:gosec // the same requests each time
			var mine []time.Duration
			var err error
			for time.Now().Before(end) && err == nil {
				at := path(r)
				began := time.Now()
				err = send(ctx, client, http.MethodGet, s.Base+at, nil)
				mine = append(mine, time.Since(began))
			}
			mu.Lock()
			times, wrong = append(times, mine...), errors.Join(wrong, err)
			mu.Unlock()
		})
	}
	wait.Wait()
	return times, wrong
}

func send(ctx context.Context, client *http.Client, method, url string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "APIKey "+apiKey)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s\n%s", method, url, res.Status, answer)
	}
	return err
}

// report prints how long a case took, and whether the share of answers that
// counts came within the target.
func report(name string, times []time.Duration, share float64, target time.Duration) {
	slices.Sort(times)
	at := func(p float64) time.Duration { return times[int(p*float64(len(times)-1))] }
	verdict := ""
	if target > 0 {
		verdict = fmt.Sprintf("  (target p%.0f %v: met)", share*100, target)
		if at(share) > target {
			verdict = fmt.Sprintf("  (target p%.0f %v: MISSED)", share*100, target)
		}
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("  %-32s p50 %8.1f ms  p95 %8.1f ms  p99 %8.1f ms  %6d answers%s\n",
		name, ms(at(0.5)), ms(at(0.95)), ms(at(0.99)), len(times), verdict)
}

// batch is a body of 500 videos with a subtitle each, of some size if that is
// more than they need.
func batch(r *rand.Rand, size int) ([]byte, error) {
	const videos, cue = 500, "\n00:00:01.000 --> 00:00:03.000\nWhat is said in this second.\n"
	cues := max(100, size/videos/(len(cue)+9)-10)
	var list []map[string]any
	for i := range videos {
		list = append(list, map[string]any{
			"name": name(r), "origin_url": fmt.Sprintf("https://example.org/%d.mp4", i),
			"subtitles": []map[string]string{{"language": "eng", "name": "English", "vtt": "WEBVTT\n" + strings.Repeat(cue, cues)}},
		})
	}
	return json.Marshal(map[string]any{"videos": list})
}

func measureBatches(ctx context.Context, o options, s *server.Server, target time.Duration) error {
	r := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // the same batches each time
	var times []time.Duration
	for range o.batches {
		body, err := batch(r, 0)
		if err != nil {
			return err
		}
		began := time.Now()
		if err := send(ctx, http.DefaultClient, http.MethodPost, s.Base+"/streaming/videos/batch", body); err != nil {
			return err
		}
		times = append(times, time.Since(began))
	}
	if len(times) == 0 {
		return nil
	}
	report("batch of 500 with subtitles", times, 0.95, target)
	return nil
}

// measureMemory sends three batches of nearly 64 MB to a new server.
func measureMemory(ctx context.Context, o options, database string) error {
	const limit, target = 64 << 20, 400 << 20
	body, err := batch(rand.New(rand.NewPCG(7, 8)), limit) //nolint:gosec // as above
	if err != nil {
		return err
	}
	if len(body) > limit || len(body) < limit*9/10 {
		return fmt.Errorf("the largest batch came out as %d bytes", len(body))
	}
	s, err := startKinora(ctx, o, database)
	if err != nil {
		return err
	}
	defer s.Stop()
	var times []time.Duration
	for range 3 {
		began := time.Now()
		if err := send(ctx, http.DefaultClient, http.MethodPost, s.Base+"/streaming/videos/batch", body); err != nil {
			return err
		}
		times = append(times, time.Since(began))
	}
	report(fmt.Sprintf("batch of %d MB", len(body)>>20), times, 1, 0)
	peak, err := s.Peak()
	if err != nil {
		return err
	}
	verdict := "met"
	if peak > target {
		verdict = "MISSED"
	}
	fmt.Printf("  %-32s %d MB  (target %d MB: %s)\n", "memory at its most", peak>>20, target>>20, verdict)
	return nil
}
