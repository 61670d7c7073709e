package storagetest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Keys and name of the bucket of the test server.
const (
	accessKey = "kinora-test"
	secretKey = "kinora-test-secret"
	bucket    = "objects"
)

// S3 starts an S3 server for the test, on a free port and in a temporary
// folder, and returns the storage URL of an empty bucket. It sets the AWS_*
// variables, so the test cannot be parallel. The server program is built from
// the tools module on first use, which takes a minute or two, and kept in the
// user's cache. Where it cannot be built the test is skipped, except with
// CI=true, when it fails.
func S3(t *testing.T) string {
	t.Helper()
	program, err := gateway()
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("build the S3 test server: ", err)
	}
	if err != nil {
		t.Skip("no S3 test server: ", err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", accessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secretKey)
	t.Setenv("AWS_SESSION_TOKEN", "")
	address := freeAddress(t)
	start(t, program, address)
	return "s3://" + bucket + "?region=us-east-1&endpoint=http://" + address
}

// gateway returns the path of the server program, built once per version of
// the tools module.
var gateway = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	_, here, _, _ := runtime.Caller(0)
	tools := filepath.Join(filepath.Dir(here), "..", "..", "..", "tools")
	program := filepath.Join(cache, "kinora", "tools", "versitygw")
	if newer(program, filepath.Join(tools, "go.mod")) {
		return program, nil
	}
	return program, build(tools, program)
})

// newer reports whether file a exists and was changed after file b.
func newer(a, b string) bool {
	left, err := os.Stat(a)
	if err != nil {
		return false
	}
	right, err := os.Stat(b)
	return err == nil && left.ModTime().After(right.ModTime())
}

// build compiles the server beside program and then renames it, so that test
// processes that build at the same time do not meet.
func build(tools, program string) error {
	if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(program), "build-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	defer cancel()
	temp := filepath.Join(dir, "versitygw")
	cmd := exec.CommandContext(ctx, "go", "build", "-C", tools, "-o", temp, "github.com/versity/versitygw/cmd/versitygw")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return os.Rename(temp, program)
}

// start runs the server until the test ends and waits until it answers. A
// folder below its root is a bucket.
func start(t *testing.T, program, address string) {
	t.Helper()
	root := t.TempDir()
	sidecar := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(root, bucket), 0o755))
	log, err := os.Create(filepath.Join(t.TempDir(), "versitygw.log"))
	require.NoError(t, err)
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), program, "--access", accessKey, "--secret", secretKey, "--port", address,
		"--keep-alive", "--quiet", "posix", "--sidecar", sidecar, root)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(t, cmd.Start())
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		log.Close()
	})
	await(t, "http://"+address, done, log.Name())
}

// await returns once the server answers a request.
func await(t *testing.T, url string, ended <-chan struct{}, log string) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for {
		if answers(t.Context(), url) {
			return
		}
		select {
		case <-tick.C:
		case <-ended:
			text, _ := os.ReadFile(log)
			t.Fatalf("the S3 test server ended: %s", text)
		case <-late:
			t.Fatal("the S3 test server does not answer")
		}
	}
}

// answers reports whether a server answers at all.
func answers(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return true
}

// freeAddress returns a loopback address that nothing listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
