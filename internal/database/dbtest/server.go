package dbtest

import (
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// Server is a PostgreSQL server of one test's own, which it may stop and start.
type Server struct {
	URL string // of its one database
	bin string
	dir string
	who *syscall.Credential
}

// StartServer starts a server that is stopped when the test ends. Without its
// programs the test is skipped, or fails when CI is "true".
func StartServer(t testing.TB) *Server {
	t.Helper()
	bin, err := binaries()
	if errors.Is(err, errNoBinaries) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err)
	dir, err := os.MkdirTemp("", "kinora-postgres-") // t.TempDir is closed to other users
	require.NoError(t, err)
	s := &Server{bin: bin, dir: dir}
	s.who, err = unprivileged(dir)
	require.NoError(t, err)
	t.Cleanup(func() {
		_ = s.command("pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop").Run() // it may have stopped
		require.NoError(t, os.RemoveAll(dir))
	})
	s.must(t, "initdb", "-D", s.data(), "-U", "kinora", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	query := url.Values{"host": {dir}, "user": {"kinora"}, "sslmode": {"disable"}}
	s.URL = "postgres:///postgres?" + query.Encode()
	s.Start(t)
	return s
}

// Start starts a server that was stopped, and waits until it answers.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	s.must(t, "pg_ctl", "-D", s.data(), "-l", filepath.Join(s.dir, "log"), "-w",
		"-o", "-h '' -k "+s.dir+" -c fsync=off -c shared_buffers=16MB", "start")
}

// Stop ends all connections and the server: in an orderly way, or by mode
// "immediate" as a crash would.
func (s *Server) Stop(t testing.TB, mode string) {
	t.Helper()
	s.must(t, "pg_ctl", "-D", s.data(), "-m", mode, "-w", "stop")
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir, c.SysProcAttr = s.dir, &syscall.SysProcAttr{Credential: s.who}
	return c
}

// must runs a program without a pipe, which the server would inherit and hold
// open.
func (s *Server) must(t testing.TB, program string, args ...string) {
	t.Helper()
	require.NoError(t, s.command(program, args...).Run(), program)
}
