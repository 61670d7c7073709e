package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/database/dbtest"
)

// BenchmarkBatchOf500 creates 500 videos with subtitles by one HTTP request
// into a server that accepts work but does none.
func BenchmarkBatchOf500(b *testing.B) {
	for name, url := range map[string]func() string{
		"sqlite":   func() string { return "" },
		"postgres": func() string { return dbtest.PostgresURL(b) },
	} {
		b.Run(name, func(b *testing.B) {
			s := defaultSettings()
			s.DataDir, s.APIKey, s.DatabaseURL, s.Roles = b.TempDir(), testKey, url(), []string{"api"}
			base := serveBench(b, s)
			body := batchBody(b)
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, base+"/streaming/videos/batch", bytes.NewReader(body))
				require.NoError(b, err)
				req.Header.Set("Authorization", "APIKey "+testKey)
				res, err := http.DefaultClient.Do(req)
				require.NoError(b, err)
				require.Equal(b, http.StatusOK, res.StatusCode)
				require.NoError(b, res.Body.Close())
			}
		})
	}
}

func batchBody(b *testing.B) []byte {
	items := make([]client.NewVideo, 500)
	for i := range items {
		items[i] = client.NewVideo{
			Name: fmt.Sprintf("video %d", i), OriginURL: fmt.Sprintf("https://example.org/%d.mp4", i),
			Subtitles: []client.Subtitle{{Language: "eng", VTT: demoSubtitles}},
		}
	}
	body, err := json.Marshal(map[string]any{"videos": items})
	require.NoError(b, err)
	return body
}

// serveBench runs a server until the benchmark ends and returns its base URL.
func serveBench(b *testing.B, s Settings) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	a, err := newApp(b.Context(), s, listener, slog.New(slog.DiscardHandler))
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- a.run(ctx) }()
	b.Cleanup(func() {
		cancel()
		require.NoError(b, <-stopped)
		require.NoError(b, a.close())
	})
	return a.settings.PublicURL
}

// BenchmarkStart measures a server's way from nothing to answering, on a new
// and on a known data folder.
func BenchmarkStart(b *testing.B) {
	for _, known := range []bool{false, true} {
		b.Run(fmt.Sprintf("known=%t", known), func(b *testing.B) {
			s := defaultSettings()
			s.APIKey, s.DataDir = testKey, b.TempDir()
			for b.Loop() {
				if !known {
					dir, err := os.MkdirTemp(b.TempDir(), "")
					require.NoError(b, err)
					s.DataDir = dir
				}
				startAndStop(b, s)
			}
		})
	}
}

func startAndStop(b *testing.B, s Settings) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	a, err := newApp(ctx, s, listener, slog.New(slog.DiscardHandler))
	require.NoError(b, err)
	require.NoError(b, a.check(ctx))
	require.NoError(b, listener.Close())
	require.NoError(b, a.close())
}
