package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
)

// TestEmptyDatabase refuses a new database beside storage with files of videos,
// unless it is told to begin anew.
func TestEmptyDatabase(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api"}
	key := filepath.Join(s.DataDir, "storage", "videos", "7", "source")
	require.NoError(t, os.MkdirAll(filepath.Dir(key), 0o750))
	require.NoError(t, os.WriteFile(key, []byte("kinora"), 0o640))
	open := func() error {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer listener.Close()
		a, err := newApp(t.Context(), s, listener, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		return a.close()
	}
	require.ErrorContains(t, open(), "the storage")
	s.AcceptEmptyDatabase = true
	require.NoError(t, open())
}

// TestReady says that a server whose database was taken away is not ready, and
// why.
func TestReady(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api"}
	a, _ := startApp(t, s)
	status := func() int {
		res, err := http.Get(a.settings.PublicURL + "/readyz")
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		return res.StatusCode
	}
	require.Equal(t, http.StatusOK, status())
	require.Contains(t, scrape(a), `kinora_ready{reason=""} 1`)
	require.NoError(t, os.Remove(filepath.Join(s.DataDir, "kinora.db")))
	require.Eventually(t, func() bool { return status() == http.StatusServiceUnavailable }, time.Minute, 100*time.Millisecond)
	require.ErrorContains(t, a.found(t.Context()), "the file of the database is gone")
	require.Regexp(t, `kinora_ready{reason="database: the file of the database is gone[^"]*"} 0`, scrape(a))
}

// TestFullDisk has a server whose reserve is in use: nothing can be added by the
// API, which says so, while reading, removing and trying again go on.
func TestFullDisk(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api", "upload"}
	a, api := startApp(t, s)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "before"}})
	require.NoError(t, err)
	a.settings.DiskReserve = 1 << 62
	video := fmt.Sprintf("/streaming/videos/%d", made[0].ID)
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/streaming/videos", `{"video":{"name":"more"}}`, http.StatusInsufficientStorage},
		{"POST", "/streaming/videos/batch", `{"videos":[{"name":"more"}]}`, http.StatusInsufficientStorage},
		{"PATCH", video, `{"name":"longer"}`, http.StatusInsufficientStorage},
		{"POST", video + "/subtitles", `{"language":"ger","vtt":"WEBVTT"}`, http.StatusInsufficientStorage},
		{"POST", "/streaming/playlists", `{"name":"p"}`, http.StatusInsufficientStorage},
		{"POST", video + "/retry", ``, http.StatusUnprocessableEntity},
		{"GET", video, ``, http.StatusOK},
		{"DELETE", video, ``, http.StatusNoContent},
	} {
		r, err := http.NewRequest(c.method, a.settings.PublicURL+c.path, strings.NewReader(c.body))
		require.NoError(t, err)
		r.Header.Set("Authorization", "APIKey "+testKey)
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		text, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		require.Equal(t, c.status, answer.StatusCode, "%s %s: %s", c.method, c.path, text)
	}
}

func scrape(a *app) string {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.Host = "localhost"
	a.admin().ServeHTTP(w, r)
	return w.Body.String()
}
