package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/database/dbtest"
)

// logText is a log that may be read while it is written.
type logText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logText) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// The database is stopped in the middle of a transcode, and started again. Every
// door asks to come again meanwhile; then the videos get ready as if nothing had
// been, each by one attempt.
func TestDatabaseOutage(t *testing.T) {
	server := dbtest.StartServer(t)
	s := testSettings(t)
	s.DatabaseURL, s.TranscodeWorkers = server.URL, 1
	log := &logText{}
	a, api := startAppWithLog(t, s, newLogger(s, log))
	o := newOrigin(t)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{
		{Name: "a", OriginURL: o.clip(t, "a.mp4", join(picture("640x360", "25", 12), tone(12), quick)...)},
		{Name: "b", OriginURL: o.clip(t, "b.mp4", join(picture("160x90", "25", 2), tone(2), quick)...)},
	})
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		var running int
		err := a.db.R.NewRaw("SELECT count(*) FROM river_job WHERE state = 'running' AND kind = 'transcode'").Scan(t.Context(), &running)
		return err == nil && running > 0
	}, time.Minute, 5*time.Millisecond)
	server.Stop(t, "fast")
	t.Run("doors", func(t *testing.T) { doorsWhileAway(t, a, made[0]) })
	server.Start(t)

	for name, v := range followAll(t, api, idsOf(made)) {
		require.Equal(t, "ready", v.Status, "%s: %s", name, deref(v.Error))
	}
	waitIdle(t, server.URL)
	var counted int
	require.NoError(t, a.db.R.NewRaw("SELECT count(*) FROM river_job WHERE attempt <> 1").Scan(t.Context(), &counted))
	require.Zero(t, counted, "jobs with another attempt than the first")
	require.Equal(t, 1, strings.Count(log.String(), "the database is away"), log.String())
	require.Equal(t, 1, strings.Count(log.String(), "the database is back"), log.String())
	require.Equal(t, 1, strings.Count(log.String(), "level=ERROR"), log.String())
}

func doorsWhileAway(t *testing.T, a *app, v client.Video) {
	requests := map[string]struct{ method, path, header, value string }{
		"API":           {"GET", "/streaming/videos", "Authorization", "APIKey " + testKey},
		"console":       {"GET", "/console/own/system", "Cookie", "kinora_console=" + strings.Repeat("a", 40)},
		"console's API": {"GET", "/console/api/streaming/videos", "Cookie", "kinora_console=" + strings.Repeat("a", 40)},
		"upload":        {"HEAD", "/upload/" + strings.Repeat("A", 26), "Tus-Resumable", "1.0.0"},
		"manifest":      {"GET", strings.TrimPrefix(v.HLSURL, a.settings.PublicURL), "Accept", "*/*"},
		"page":          {"GET", strings.TrimPrefix(v.IframeURL, a.settings.PublicURL), "Accept", "text/html"},
		"readiness":     {"GET", "/readyz", "Accept", "*/*"},
	}
	for name, q := range requests {
		r, err := http.NewRequest(q.method, a.settings.PublicURL+q.path, nil)
		require.NoError(t, err)
		r.Header.Set(q.header, q.value)
		r.Header.Set("X-Kinora-Console", "1")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err, name)
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		require.Equal(t, http.StatusServiceUnavailable, answer.StatusCode, "%s: %s", name, body)
		require.NotEmpty(t, answer.Header.Get("Retry-After"), name)
	}
}
