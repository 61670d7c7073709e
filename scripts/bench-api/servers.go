package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"kinora/scripts/server"
)

// apiKey opens account 1.
const apiKey = "1_0123456789abcdef0123456789abcdef"

// startKinora serves the API on a database.
func startKinora(ctx context.Context, o options, database string) (*server.Server, error) {
	return server.Kinora(ctx, o.program, os.Stderr, "--data-dir", filepath.Join(o.dir, "data"),
		"--database-url", database, "--roles", "api", "--api-key", apiKey, "--rate-limit", "0")
}

// startPostgres runs a server with its data below dir, reached by a socket
// there, with the settings of Debian and durable commits.
func startPostgres(ctx context.Context, dir string) (*server.Server, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, errors.New("no PostgreSQL here: install it or name one by -postgres")
	}
	slices.Sort(found)
	bin := filepath.Dir(found[len(found)-1])
	data := filepath.Join(dir, "postgres")
	attr, err := unprivileged(data)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(data, "db")); err != nil {
		initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(data, "db"), "-U", "kinora", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
		initdb.SysProcAttr, initdb.Dir = attr, data
		if out, err := initdb.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("initdb: %w\n%s", err, out)
		}
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "-D", filepath.Join(data, "db"), "-h", "", "-k", data)
	cmd.SysProcAttr, cmd.Dir = attr, data
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	query := url.Values{"host": {data}, "user": {"kinora"}, "sslmode": {"disable"}}
	s := &server.Server{Cmd: cmd, Base: "postgres:///postgres?" + query.Encode()}
	for range 300 {
		ask := exec.CommandContext(ctx, filepath.Join(bin, "pg_isready"), "-q", "-h", data)
		if ask.Run() == nil {
			return s, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.Stop()
	return nil, errors.New("PostgreSQL did not start")
}

// unprivileged makes dir for whom PostgreSQL runs as: root may not.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	attr := &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)} //nolint:gosec // as the system gave them
	return attr, os.Chown(dir, uid, gid)
}
