package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"slices"
	"time"

	"kinora/internal/catalog"
)

var names = []string{"segment-1-s0q3572v1-v1-a1.ts", "segment-1-s0q3572v1-v1.m4s", "master.m3u8", "index-s0q3572v1-v1-a1.m3u8"}

// single prints the time to the first byte of single requests, cold (nothing
// of the video was asked for before) and warm, and the memory afterwards.
func single(ctx context.Context, o options, data string, videos []catalog.Video) error {
	kinora, err := startKinora(ctx, o.program, data)
	if err != nil {
		return err
	}
	defer kinora.Stop()
	before, err := kinora.Memory()
	if err != nil {
		return err
	}
	if _, err := fetch(ctx, kinora.Base+"/healthz"); err != nil {
		return err
	}
	for _, round := range []string{"cold", "warm"} {
		times := make(map[string][]time.Duration)
		for i := range videos[:len(videos)/len(names)*len(names)] {
			name := names[i%len(names)] // one for each video, or the others would not be cold
			took, err := firstByte(ctx, fmt.Sprintf("%s/videos/%d_%s/%s", kinora.Base, accountID, videos[i].Slug, name))
			if err != nil {
				return err
			}
			times[name] = append(times[name], took)
		}
		for _, name := range names {
			list := slices.Sorted(slices.Values(times[name]))
			fmt.Printf("first byte, %s, %s: p50 %v, p99 %v\n", round, name, list[len(list)/2].Round(time.Microsecond), list[len(list)*99/100].Round(time.Microsecond))
		}
	}
	after, err := kinora.Memory()
	if err != nil {
		return err
	}
	fmt.Printf("memory: %d MB at start, %d MB after %d videos\n", before>>20, after>>20, len(videos))
	return nil
}

// firstByte fetches url on a kept connection and returns how long its first
// byte took.
func firstByte(ctx context.Context, url string) (time.Duration, error) {
	var first time.Time
	trace := &httptrace.ClientTrace{GotFirstResponseByte: func() { first = time.Now() }}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", url, res.Status)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return first.Sub(start), err
}
