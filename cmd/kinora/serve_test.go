package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/serve"
)

// TestBodiesThatNeverCome has no path keep a connection whose body is announced
// and does not come.
func TestBodiesThatNeverCome(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api", "upload", "delivery"}
	a, _ := startApp(t, s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- serve.HTTP(ctx, listener, nil, a.handler, serve.Limits{Silence: 300 * time.Millisecond, Unread: 100 * time.Millisecond}, slog.New(slog.DiscardHandler))
	}()
	defer func() { cancel(); require.NoError(t, <-done) }()
	t.Run("paths", func(t *testing.T) {
		for _, call := range []string{
			"POST /", "GET /healthz", "GET /readyz", "POST /nothing", "POST /streaming/videos", "POST /streaming/videos/batch", "PATCH /streaming/videos/1",
			"POST /iam/auth/jwt/login", "POST /iam/auth/jwt/refresh", "POST /console/login", "POST /console/", "POST /upload/", "PATCH /upload/abc", "POST /videos/1_a/master.m3u8",
			"GET /videos/1_a/master.m3u8", "GET /assets/player.js",
		} {
			t.Run(call, func(t *testing.T) {
				t.Parallel()
				c, err := net.Dial("tcp", listener.Addr().String())
				require.NoError(t, err)
				defer c.Close()
				require.NoError(t, c.SetDeadline(time.Now().Add(time.Minute)))
				fmt.Fprintf(c, "%s HTTP/1.1\r\nHost: %s\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/json\r\nAuthorization: APIKey %s\r\nContent-Length: 900\r\n\r\n{\"", call, listener.Addr(), testKey)
				_, err = io.Copy(io.Discard, c)
				var late net.Error
				require.False(t, errors.As(err, &late) && late.Timeout(), "the connection is still open")
			})
		}
	})
}

// TestAdminHost has the admin address answer to names that no stranger can give
// it.
func TestAdminHost(t *testing.T) {
	handler := onlyHere("metrics.example:9090", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for host, status := range map[string]int{
		"127.0.0.1:9090": 200, "127.0.0.1": 200, "[::1]:9090": 200, "[::1]": 200, "localhost:9090": 200, "LOCALHOST": 200, "metrics.example:9090": 200,
		"evil.example:9090": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example:9090": 421, "": 421, "localhost@evil.example": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.Host = host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		require.Equal(t, status, w.Code, "host %q", host)
	}
}
