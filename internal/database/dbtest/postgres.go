package dbtest

import (
	"context"
	"crypto/rand"
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
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// PostgresURL creates an empty database and returns its URL; it is dropped
// when the test ends. The server is the one that KINORA_TEST_POSTGRES names (a
// user there must be allowed to create databases), else one that this process
// starts in a temporary folder and shares among its tests. Without either the
// test is skipped, or fails when CI is "true".
func PostgresURL(t testing.TB) string {
	t.Helper()
	return createPostgres(t, func() (string, error) { return "template1", nil })
}

// createPostgres creates a database as a copy of the one that template names.
func createPostgres(t testing.TB, template func() (string, error)) string {
	t.Helper()
	server, err := sharedServer()
	if errors.Is(err, errNoBinaries) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err)
	from, err := template()
	require.NoError(t, err)
	name := "t_" + strings.ToLower(rand.Text())
	require.NoError(t, admin(server, "CREATE DATABASE "+name+" TEMPLATE "+from))
	t.Cleanup(func() { require.NoError(t, admin(server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")) })
	return onServer(server, name)
}

// migratedPostgres names a database without rows that is the template of those
// that tests get; it goes with the server that this process started. On a
// server of somebody else's nothing is left behind, so each is migrated anew.
var migratedPostgres = sync.OnceValues(func() (string, error) {
	if os.Getenv("KINORA_TEST_POSTGRES") != "" {
		return "template1", nil
	}
	server, err := sharedServer()
	if err != nil {
		return "", err
	}
	const name = "migrated"
	if err := admin(server, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return name, migrate(onServer(server, name))
})

// onServer is the URL of a database on the server at url.
func onServer(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // sharedServer has connected there
	}
	u.Path = "/" + name
	return u.String()
}

func admin(server, statement string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

var errNoBinaries = errors.New("no PostgreSQL here: set KINORA_TEST_POSTGRES or install the server")

// sharedServer returns the URL of the server that all tests of the process
// share, started on first use.
var sharedServer = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv("KINORA_TEST_POSTGRES"); dsn != "" {
		return dsn, nil
	}
	bin, err := binaries()
	if err != nil {
		return "", err
	}
	return startServer(bin)
})

// binaries finds the folder that holds initdb and postgres, newest version
// first.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errNoBinaries
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// startServer runs a throw-away server reached through a socket in its own
// folder, so that no port is taken. A shell waits for the end of a pipe that
// only this process holds open, then stops the server and removes the folder,
// so nothing stays behind however the tests end.
func startServer(bin string) (string, error) {
	dir, err := os.MkdirTemp("", "kinora-postgres-")
	if err != nil {
		return "", err
	}
	credential, err := unprivileged(dir)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	cmd := exec.Command("/bin/sh", "-c", serverScript)
	cmd.Env = append(os.Environ(), "BIN="+bin, "DIR="+dir)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: credential}
	return watch(cmd, dir)
}

const serverScript = `
trap '' INT TERM
if "$BIN/initdb" -D "$DIR/data" -U kinora -A trust --no-sync -E UTF8 --locale=C >"$DIR/log" 2>&1 &&
   "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/log" -w -o "-h '' -k $DIR -c fsync=off -c max_connections=300 -c shared_buffers=32MB" start >>"$DIR/log" 2>&1
then echo ready
else cat "$DIR/log" >&2; echo failed
fi
exec >&- 2>&-
cat >/dev/null
"$BIN/pg_ctl" -D "$DIR/data" -m immediate -w stop >/dev/null 2>&1
cd / && rm -rf "$DIR"
`

// watch starts cmd and waits until the server answers. The write end of the
// pipe to its standard input is left open on purpose: its end is the signal to
// stop.
func watch(cmd *exec.Cmd, dir string) (string, error) {
	var trouble strings.Builder
	cmd.Stderr = &trouble
	if _, err := cmd.StdinPipe(); err != nil {
		return "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("start PostgreSQL: %w", err)
	}
	var answer string
	if _, err := fmt.Fscanln(out, &answer); err != nil || answer != "ready" {
		return "", fmt.Errorf("start PostgreSQL: %s %w", trouble.String(), err)
	}
	keep.Store(cmd)
	query := url.Values{"host": {dir}, "user": {"kinora"}, "sslmode": {"disable"}}
	return "postgres:///postgres?" + query.Encode(), nil
}

// keep holds the shell's pipe, which would close if it were collected.
var keep atomic.Pointer[exec.Cmd]

// unprivileged returns whom the server runs as: root may not. It gives dir to
// that user.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
	}
	return nil, errors.New("run PostgreSQL as root: refused, and there is no user postgres or nobody")
}
