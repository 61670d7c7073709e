package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// call runs the program as a shell would, without a settings file around.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func configOf(t *testing.T, args ...string) map[string]any {
	t.Helper()
	code, out, errs := call(t, append(args, "config")...)
	require.Zero(t, code, errs)
	values := map[string]any{}
	require.NoError(t, yaml.Unmarshal([]byte(out), &values))
	return values
}

func TestSettingsPrecedence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kinora.yaml")
	require.NoError(t, os.WriteFile(file, []byte("log-level: debug\ndownload-workers: 7\nsegment-duration: 6s\nroles: [api, worker]\n"), 0o600))

	values := configOf(t, "--config", file)
	require.Equal(t, "debug", values["log-level"], "the file goes before the default")
	require.Equal(t, 7, values["download-workers"])
	require.Equal(t, "6s", values["segment-duration"])
	require.Equal(t, []any{"api", "worker"}, values["roles"])

	t.Setenv("KINORA_LOG_LEVEL", "warn")
	t.Setenv("KINORA_ROLES", "delivery")
	values = configOf(t, "--config", file)
	require.Equal(t, "warn", values["log-level"], "the environment goes before the file")
	require.Equal(t, []any{"delivery"}, values["roles"])

	code, out, errs := call(t, "--config", file, "config", "--log-level", "error")
	require.Zero(t, code, errs)
	require.Contains(t, out, `log-level: "error"`, "a flag goes before the environment")
}

func TestExampleFileHoldsTheDefaults(t *testing.T) {
	raw, err := os.ReadFile("../../kinora.example.yaml")
	require.NoError(t, err)
	example := map[string]any{}
	require.NoError(t, yaml.Unmarshal(raw, &example))
	var keys []string
	for key := range example {
		keys = append(keys, key)
	}
	require.ElementsMatch(t, settingKeys(), keys)
	require.Equal(t, configOf(t), configOf(t, "--config", "../../kinora.example.yaml"))
}

func TestConfigHidesSecrets(t *testing.T) {
	t.Setenv("KINORA_API_KEY", "1$secretsecretsecretsecret")
	t.Setenv("KINORA_DATABASE_URL", "postgres://user:secretsecret@db/kinora")
	for _, args := range [][]string{{"config"}, {"config", "--json"}} {
		code, out, errs := call(t, args...)
		require.Zero(t, code, errs)
		require.NotContains(t, out, "secretsecret")
		require.Contains(t, out, "user:xxxxx@db")
	}
}

func TestRedactURL(t *testing.T) {
	for text, want := range map[string]string{
		"postgres://user:hush@db/kinora?sslmode=verify-full":             "postgres://user:xxxxx@db/kinora?sslmode=verify-full",
		"postgres://db/kinora?password=hush&sslpassword=hush&user=u":     "postgres://db/kinora?password=xxxxx&sslpassword=xxxxx&user=xxxxx",
		"postgres://db/kinora?passfile=hush&PASSWORD=hush&sslpassword=":  "postgres://db/kinora?PASSWORD=xxxxx&passfile=xxxxx&sslpassword=xxxxx",
		"s3://b/p?region=eu-1&endpoint=http://u:hush@store:9000":         "s3://b/p?endpoint=http%3A%2F%2Fxxxxx%40store%3A9000&region=eu-1",
		"s3://b/p?endpoint=http://hush@store/x%3Fkey=hush":               "s3://b/p?endpoint=http%3A%2F%2Fxxxxx%40store%2Fx",
		"s3://b?secret_access_key=hush&region=eu-1&region=eu-2&sse=hush": "s3://b?region=eu-1&region=eu-2&secret_access_key=xxxxx&sse=xxxxx",
		"s3://b?endpoint=hush:hush":                                      "s3://b?endpoint=xxxxx",
		"s3://key:hush@b#hush":                                           "s3://key:xxxxx@b#xxxxx",
		"sqlite:data/kinora.db?_pragma_key=hush":                         "sqlite:data/kinora.db?_pragma_key=xxxxx",
		"file:/srv/media":                                                "file:/srv/media",
		"postgres://u:hu%sh@db":                                          "(not a URL)",
	} {
		got := redactURL(text)
		require.NotContains(t, got, "hush")
		require.Equal(t, want, got)
	}
}

func TestAPIKeys(t *testing.T) {
	const quotes = "Put it in single quotes."
	for key, want := range map[string]string{
		"": "", "1$0123456789abcdef012345": "", "1_0123456789abcdef012345": "", "a-key-of-24-characters-ab": "",
		"1": quotes, "1$": quotes, "a": quotes, "12$": quotes, "1-a-long-secret": quotes, "hunter2": quotes, "111111111111111111111111111$": quotes,
		"1$x": "at least 24", "1$0123456789abcdef01234": "at least 24",
	} {
		err := checkAPIKey(key)
		if want == "" {
			require.NoError(t, err, key)
			continue
		}
		require.ErrorContains(t, err, "setting api-key: ", key)
		require.ErrorContains(t, err, want, key)
		require.NotContains(t, err.Error(), "01234567", "it may be a secret all the same")
	}
	code, _, errs := call(t, "serve", "--api-key=1")
	require.NotZero(t, code)
	require.Contains(t, errs, "was a `$` eaten by the shell?")
}

func TestLoopback(t *testing.T) {
	for listening, want := range map[string]string{
		"127.0.0.1:8080": "127.0.0.1:8080", "0.0.0.0:8080": "127.0.0.1:8080", "[::]:80": "127.0.0.1:80", "[::1]:80": "[::1]:80", "10.0.0.1:80": "",
	} {
		at := netip.MustParseAddrPort(listening)
		got, ok := loopback(net.TCPAddrFromAddrPort(at))
		require.Equal(t, want, got)
		require.Equal(t, want != "", ok)
	}
}

// TestWayIn starts a server without a key, and opens the link that it prints.
func TestWayIn(t *testing.T) {
	s := defaultSettings()
	s.DataDir, s.Roles = t.TempDir(), []string{"api"}
	start := func() *app {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		t.Cleanup(func() { _ = listener.Close() })
		a, err := newApp(t.Context(), s, listener, slog.New(slog.DiscardHandler))
		require.NoError(t, err)
		return a
	}
	a := start()
	link := regexp.MustCompile("^no API key yet: run `kinora token create`, or open (http://127.0.0.1:[0-9]+/console[?]first=[A-Z2-7]{26}) ").FindStringSubmatch(a.wayIn())
	require.Len(t, link, 2, a.wayIn())
	server := httptest.NewUnstartedServer(a.handler)
	server.Listener = a.listener
	server.Start()
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, want := range []int{http.StatusSeeOther, http.StatusForbidden} {
		res, err := client.Get(link[1])
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, want, res.StatusCode)
	}
	_, _, err := a.accounts.CreateToken(t.Context(), 1, "a", nil)
	require.NoError(t, err)
	require.NoError(t, a.close())
	a = start()
	defer a.close()
	require.Empty(t, a.wayIn())
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"unknown role":    {[]string{"--roles=api,cook"}, []string{"roles", "api,cook", "worker"}},
		"no address":      {[]string{"--listen=8080"}, []string{"listen", "8080", "HOST:PORT"}},
		"odd segment":     {[]string{"--segment-duration=3s"}, []string{"segment-duration", "3s", "4s"}},
		"not a network":   {[]string{"--allow-private-origins=ten"}, []string{"allow-private-origins", "ten", "10.0.0.0/8"}},
		"not a database":  {[]string{"--database-url=mysql://u:hush@h/d"}, []string{"database-url", "postgres://"}},
		"not a proxy":     {[]string{"--trusted-proxies=10.0.0.0/8,ten"}, []string{"trusted-proxies", "ten", "203.0.113.0/24"}},
		"other header":    {[]string{"--forwarded-header=X-Real-IP"}, []string{"forwarded-header", "X-Real-IP", "Forwarded"}},
		"not a store":     {[]string{"--storage-url=ftp://x"}, []string{"storage-url", "s3://"}},
		"too few workers": {[]string{"--download-workers=0"}, []string{"download-workers", "0", "1 to 1000"}},
		"not a web URL":   {[]string{"--public-url=video.example.org"}, []string{"public-url", "http or https"}},
		"unknown level":   {[]string{"--log-level=loud"}, []string{"log-level", "loud", "debug"}},
		"unknown reply":   {[]string{"--single-reply=both"}, []string{"single-reply", "both", "array"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := call(t, append([]string{"serve"}, c.args...)...)
			require.NotZero(t, code)
			for _, want := range c.want {
				require.Contains(t, errs, want)
			}
			require.NotContains(t, errs, "hush")
		})
	}
}

func TestSettingsFileFaults(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kinora.yaml")
	require.NoError(t, os.WriteFile(file, []byte("lisen: 127.0.0.1:1\n"), 0o600))
	code, _, errs := call(t, "--config", file, "config")
	require.Equal(t, 2, code)
	require.Contains(t, errs, `unknown key "lisen", did you mean "listen"?`)

	code, _, errs = call(t, "--config", filepath.Join(t.TempDir(), "none.yaml"), "config")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "none.yaml")
}

func TestHelpOfEveryCommand(t *testing.T) {
	for _, command := range []string{
		"", "serve", "video", "video add", "video list", "video watch", "video show", "video retry", "video rm", "video plan",
		"account", "account create", "account list", "account show", "account set", "account audit",
		"user", "user create", "user list", "user password", "user rm", "host", "host add", "host list", "host show", "host set", "host rm", "host sign",
		"token", "token create", "token list", "token revoke", "demo", "doctor", "config", "migrate", "version",
	} {
		code, out, errs := call(t, append(strings.Fields(command), "--help")...)
		require.Zero(t, code, "%s: %s", command, errs)
		require.Contains(t, out, "Usage: kinora "+command)
	}
}

func TestAccountsAndTokens(t *testing.T) {
	dir := t.TempDir()
	code, id, errs := call(t, "account", "create", "--data-dir", dir, "Second", "second@example.org")
	require.Zero(t, code, errs)
	require.Equal(t, "2\n", id, "account 1 is there from the start")
	code, token, errs := call(t, "token", "create", "--data-dir", dir, "--account", "2", "--name", "robot")
	require.Zero(t, code, errs)
	require.Regexp(t, `^1_[0-9a-f]{64}\n$`, token)
	code, out, errs := call(t, "token", "list", "--data-dir", dir, "--account", "2")
	require.Zero(t, code, errs)
	require.Contains(t, out, "robot")
	require.NotContains(t, out, strings.TrimSpace(token)[2:])
	code, out, _ = call(t, "token", "list", "--data-dir", dir)
	require.Zero(t, code)
	require.NotContains(t, out, "robot", "account 1 has its own tokens")
	code, _, errs = call(t, "token", "revoke", "--data-dir", dir, "--account", "2", "1")
	require.Zero(t, code, errs)
	code, _, errs = call(t, "token", "revoke", "--data-dir", dir, "--account", "2", "1")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "not found")
	code, _, errs = call(t, "account", "create", "--data-dir", dir, "Third", "second@example.org")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "already been taken")
	code, out, _ = call(t, "account", "list", "--data-dir", dir)
	require.Zero(t, code)
	require.Contains(t, out, "Second")
	code, id, errs = call(t, "user", "create", "--data-dir", dir, "--account", "2", "--role", "Engineers", "Third@example.org")
	require.Zero(t, code, errs)
	code, out, _ = call(t, "user", "list", "--data-dir", dir, "--account", "2")
	require.Zero(t, code)
	require.Regexp(t, `third@example\.org +Third@example\.org +Engineers +false`, out)
	code, _, errs = call(t, "user", "rm", "--data-dir", dir, strings.TrimSpace(id))
	require.Zero(t, code, errs)
	code, _, errs = call(t, "user", "create", "--data-dir", dir, "--role", "Gods", "x@example.org")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "must be Administrators, Engineers or Users")
	code, out, _ = call(t, "account", "audit", "--data-dir", dir, "--json", "2")
	require.Zero(t, code)
	require.JSONEq(t, "[]", out)
}

func TestAccountQuota(t *testing.T) {
	dir := t.TempDir()
	code, out, errs := call(t, "account", "show", "--data-dir", dir, "1")
	require.Zero(t, code, errs)
	require.Regexp(t, `minutes stored +0, no limit\n`, out)
	code, out, errs = call(t, "account", "set", "--data-dir", dir, "1", "--max-minutes=30", "--max-transcoded=60", "--max-bytes=5000000")
	require.Zero(t, code, errs)
	require.Regexp(t, `minutes stored +0 of 30\nminutes transcoded +0 of 60 in \d{4}-\d\d\nbytes stored +0 of 5000000\n`, out)
	code, _, errs = call(t, "account", "set", "--data-dir", dir, "1", "--max-minutes=0")
	require.Zero(t, code, errs)
	code, out, errs = call(t, "account", "show", "--data-dir", dir, "--json", "1")
	require.Zero(t, code, errs)
	var shown map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &shown))
	require.Equal(t, 0.0, shown["max_minutes"])
	require.Equal(t, 60.0, shown["max_transcoded"], "what is not given stays")
	require.Equal(t, "off", shown["encryption"])
	code, _, errs = call(t, "account", "set", "--data-dir", dir, "1", "--encryption=on", "--key-server=https://keys.example.org", "--max-bytes=-1")
	require.NotZero(t, code)
	require.Contains(t, errs, "max-bytes")
	code, out, _ = call(t, "account", "show", "--data-dir", dir, "1")
	require.Zero(t, code)
	require.Regexp(t, `encryption +off`, out, "nothing half-made")
	code, _, errs = call(t, "account", "show", "--data-dir", dir, "9")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "account 9 was not found")
}
