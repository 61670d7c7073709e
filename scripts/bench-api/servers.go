package main

import (
	"bufio"
	"bytes"
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
	"strings"
	"syscall"
	"time"
)

// apiKey opens account 1.
const apiKey = "1_bench"

// server is a process that answers at base.
type server struct {
	cmd  *exec.Cmd
	base string
}

// stop ends the server and waits for it.
func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	_ = s.cmd.Wait()
}

// startKinora serves the API on a database.
func startKinora(ctx context.Context, o options, database string) (*server, error) {
	cmd := exec.CommandContext(ctx, o.program, "serve", "--listen", "127.0.0.1:0", "--data-dir", filepath.Join(o.dir, "data"),
		"--database-url", database, "--roles", "api", "--api-key", apiKey, "--rate-limit", "0", "--log-level", "warn")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			return &server{cmd, base}, nil
		}
	}
	return nil, errors.Join(errors.New("kinora did not start"), cmd.Wait())
}

// peak returns the most memory that the server has held, in bytes.
func (s *server) peak() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0, errors.New("the kernel does not tell the peak of the memory")
	}
	kilobytes, err := strconv.ParseInt(string(fields[0]), 10, 64)
	return kilobytes << 10, err
}

// used returns how much processor time the server has had.
func (s *server) used() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, errors.New("the kernel does not tell the time of the processor")
	}
	user, err := strconv.ParseInt(string(fields[11]), 10, 64)
	system, err2 := strconv.ParseInt(string(fields[12]), 10, 64)
	return time.Duration(user+system) * time.Second / 100, errors.Join(err, err2) // in hundredths on Linux
}

// startPostgres runs a server with its data below dir, reached by a socket
// there, with the settings of Debian and durable commits.
func startPostgres(ctx context.Context, dir string) (*server, error) {
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
	s := &server{cmd, "postgres:///postgres?" + query.Encode()}
	for range 300 {
		ask := exec.CommandContext(ctx, filepath.Join(bin, "pg_isready"), "-q", "-h", data)
		if ask.Run() == nil {
			return s, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.stop()
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
