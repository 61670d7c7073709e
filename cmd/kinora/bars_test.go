package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
)

// TestLinesOfSteps follows a video into a pipe: each step has one line, however
// often its numbers change.
func TestLinesOfSteps(t *testing.T) {
	n := func(i int64) *int64 { return &i }
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local).Format(time.RFC3339)
	reason, failure := "host not found", "The requested origin was not found"
	states := []client.Video{
		{Status: "empty"},
		{Status: "empty", Work: &client.Work{State: "queued", Workers: 0}},
		{Status: "empty", Work: &client.Work{State: "queued", Workers: 1, Ahead: n(475)}},
		{Status: "empty", Work: &client.Work{State: "downloading", Percent: n(34), Speed: n(12e6)}},
		{Status: "empty", Work: &client.Work{State: "downloading", Percent: n(35), Speed: n(11e6)}},
		{Status: "empty", Work: &client.Work{State: "retrying", Attempt: 2, Attempts: 3, RetryAt: &at, Reason: &reason}},
		{Status: "empty", Work: &client.Work{State: "checking"}},
		{Status: "pending", Work: &client.Work{State: "processing", Percent: n(1)}},
		{Status: "viewable", Work: &client.Work{State: "processing", Percent: n(50)}},
		{Status: "viewable", Work: &client.Work{State: "verifying", Percent: n(80)}},
		{Status: "ready"},
		{Status: "error", Error: &failure},
	}
	var out bytes.Buffer
	b := newBars(&out, false)
	for _, v := range states {
		v.ID, v.Name = 1, "film"
		b.draw([]client.Video{v})
	}
	require.Equal(t, `film: waiting for a file
film: in the queue, but no process with the role worker is running
film: downloading, 34 %, 12 MB/s
film: attempt 2 of 3 at 03:04:05, host not found
film: checking the file
film: processing, 1 %
film: viewable, processing, 50 %
film: viewable, verifying, 80 %
film: ready
film: failed, The requested origin was not found
`, out.String())
}
