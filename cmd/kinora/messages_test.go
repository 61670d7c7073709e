package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
)

// TestEveryCommandHasExamples parses what --help shows of each command.
func TestEveryCommandHasExamples(t *testing.T) {
	parser, err := newParser(nil, os.Stdout, os.Stderr, func(int) {})
	require.NoError(t, err)
	for _, leaf := range parser.Model.Leaves(false) {
		path := commandPath(leaf)
		require.Len(t, examples[path], 2, path)
		for _, example := range examples[path] {
			require.True(t, strings.HasPrefix(example+" ", path+" "), example)
			_, err := parser.Parse(strings.Fields(strings.ReplaceAll(example, "'Second team'", "Second")))
			require.NoError(t, err, example)
		}
	}
	_, out, _ := call(t, "help", "video", "add")
	require.Contains(t, out, "kinora video add --watch holiday.mov")
}

// TestOnlySettingsHaveVariables keeps names that nobody means, such as
// $KINORA_PAGE, from changing what a command does.
func TestOnlySettingsHaveVariables(t *testing.T) {
	parser, err := newParser(nil, os.Stdout, os.Stderr, func(int) {})
	require.NoError(t, err)
	known := append(settingKeys(), "config", "server")
	require.NoError(t, kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok && len(flag.Envs) > 0 {
			require.Contains(t, known, flag.Name)
		}
		return next(nil)
	}))
	t.Setenv("KINORA_LOG_LEVEL", "warn")
	require.Equal(t, "warn", configOf(t)["log-level"])
}

func TestVersionOfEachForm(t *testing.T) {
	code, out, _ := call(t, "--version")
	require.Zero(t, code)
	require.Equal(t, "kinora "+buildVersion()+"\n", out)
	code, out, _ = call(t, "version", "--json")
	require.Zero(t, code)
	require.Contains(t, out, `"version": "`+buildVersion()+`"`)
}

// TestMessages calls commands as people do by mistake, and looks whether the
// answer says what to do.
func TestMessages(t *testing.T) {
	t.Setenv("KINORA_API_KEY", "")
	refuse := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.mp4")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	stranger := refuse(401, `{"status":401,"error":"Bad permanent token: 1","detail":"x"}`)
	missing := refuse(404, `{"status":404,"error":"Not Found. Video was not found."}`)
	invalid := refuse(422, `{"errors":{"name":["can't be blank"],"origin_url":["is invalid"]}}`)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"video", "list"}, "no API key; set KINORA_API_KEY"},
		{[]string{"video", "list", "--api-key=x", "--server", "127.0.0.1:8080/x"}, `--server "127.0.0.1:8080/x": begin with http:// or https://`},
		{[]string{"video", "list", "--api-key=x", "--server", closed.URL}, "no server answers at " + closed.URL + " (is 'kinora serve' running? another address: --server)"},
		{[]string{"video", "list", "--api-key=x", "--server", stranger}, "the server at " + stranger + " does not know this API key"},
		{[]string{"video", "rm", "--api-key=x", "--server", missing, "999"}, "there is no video 999"},
		{[]string{"video", "show", "--api-key=x", "--server", missing, "999"}, "there is no video 999"},
		{[]string{"video", "add", "--api-key=x", "--server", invalid, "https://example.com/a.mp4"}, "name can't be blank; origin_url is invalid"},
		{[]string{"video", "rm"}, "which? kinora video rm <id>"},
		{[]string{"video", "add", "--api-key=x", dir}, "is a folder; name its files"},
		{[]string{"video", "add", "--api-key=x", empty}, "empty.mp4 is empty"},
		{[]string{"video", "add", "--api-key=x", filepath.Join(dir, "none.mp4")}, "none.mp4 is not there"},
		{[]string{"video", "plan", filepath.Join(dir, "none.mp4")}, "none.mp4 is not there"},
		{[]string{"serve", "--data-dir", dir, "--listen=127.0.0.1:0", "--ffmpeg=no-such-program"}, "ffmpeg is not installed (Debian: apt install ffmpeg), or name it with --ffmpeg"},
		{[]string{"video", "lst"}, "Try 'kinora video --help'"},
	} {
		code, _, errs := call(t, c.args...)
		require.NotZero(t, code, c.args)
		require.Contains(t, errs, c.want, c.args)
		require.NotContains(t, errs, `{"`, c.args)
	}
	require.NoFileExists(t, filepath.Join(dir, "kinora.db"), "nothing is made before ffmpeg was found")
}

func TestTakenPortIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	code, _, errs := call(t, "serve", "--data-dir", t.TempDir(), "--listen", taken.Addr().String())
	require.Equal(t, 1, code)
	require.Contains(t, errs, taken.Addr().String()+" is taken by another program (another kinora?); choose one with --listen")
}

func TestEmptyListSaysHowToBegin(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("[]")) }))
	defer server.Close()
	_, out, _ := call(t, "video", "list", "--api-key=x", "--server", server.URL)
	require.Equal(t, "No videos yet. Send one: kinora video add FILE\n", out)
	_, out, _ = call(t, "video", "list", "--api-key=x", "--server", server.URL, "--search=x")
	require.Equal(t, "No such videos.\n", out)
}

// TestDoctorChangesNothing looks at a folder without data, at one with, and at
// a database of PostgreSQL.
func TestDoctorChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	doctor := func(args ...string) (int, string) {
		code, out, errs := call(t, append([]string{"doctor", "--data-dir", dir, "--listen=127.0.0.1:0"}, args...)...)
		require.Empty(t, errs)
		return code, out
	}
	code, out := doctor()
	require.Zero(t, code, out)
	require.Regexp(t, `(?m)^ok   database .*made at the first start$`, out)
	require.Regexp(t, `(?m)^ok   storage .*made at the first start$`, out)
	require.NoDirExists(t, dir)

	code, out, _ = call(t, "migrate", "--data-dir", dir)
	require.Zero(t, code, out)
	before := listing(t, dir)
	code, out = doctor()
	require.Zero(t, code, out)
	require.Regexp(t, `(?m)^ok   database .*schema \d+$`, out)
	require.Regexp(t, `(?m)^ok   quotas `, out)
	require.Equal(t, before, listing(t, dir))
	code, out = doctor("--write")
	require.Zero(t, code, out)
	require.Regexp(t, `(?m)^ok   storage .*written, read and removed$`, out)

	code, out = doctor("--ffmpeg=no-such-program")
	require.Equal(t, 1, code)
	require.Equal(t, 1, strings.Count(out, "not installed"), out)
	code, out = doctor("--public-url=http://127.0.0.1:1")
	require.Equal(t, 1, code)
	require.Regexp(t, `(?m)^FAIL public +kinora does not answer at http://127.0.0.1:1`, out)
	code, out = doctor("--database-url", dbtest.PostgresURL(t))
	require.Zero(t, code, out)
	require.Regexp(t, `(?m)^ok   database .*schema 0; the next start brings it to \d+$`, out)
	require.Error(t, tooOld("4.4.1"))
	require.NoError(t, tooOld("5.1.9-0+deb12u1"))
	require.NoError(t, tooOld("N-12345-gabcdef"))
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
