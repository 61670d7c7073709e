package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"kinora/scripts/server"
)

// startKinora serves the data folder.
func startKinora(ctx context.Context, program, data string, args ...string) (*server.Server, error) {
	return server.Kinora(ctx, program, os.Stderr, append([]string{"--data-dir", data, "--roles", "delivery"}, args...)...)
}

// nginxConf serves static files as fast as nginx does.
const nginxConf = `
daemon off;
worker_processes auto;
pid %[1]s/nginx.pid;
error_log %[1]s/nginx.log;
events { worker_connections 1024; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 1000000000;
	types { video/mp4 mp4; video/MP2T ts; video/iso.segment m4s; application/vnd.apple.mpegurl m3u8; application/dash+xml mpd; }
	server { listen 127.0.0.1:%[2]d; root %[1]s/www; }
}
`

// startNginx serves the folder www below dir.
func startNginx(ctx context.Context, dir string) (*server.Server, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, port), 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "nginx", "-c", conf, "-p", dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server.Server{Cmd: cmd, Base: "http://127.0.0.1:" + strconv.Itoa(port)}
	for deadline := time.Now().Add(10 * time.Second); ; {
		res, err := http.Get(s.Base + "/") //nolint:gosec,noctx // our own server
		if err == nil {
			return s, res.Body.Close()
		}
		if time.Now().After(deadline) {
			s.Stop()
			return nil, fmt.Errorf("nginx did not start: %w", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
