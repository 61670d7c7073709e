package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHostCommands(t *testing.T) {
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		code, out, errs := call(t, append([]string{args[0], args[1], "--data-dir", dir}, args[2:]...)...)
		require.Zero(t, code, errs)
		return out
	}
	refused := func(want string, args ...string) {
		t.Helper()
		code, out, errs := call(t, append([]string{args[0], args[1], "--data-dir", dir}, args[2:]...)...)
		require.NotZero(t, code, out)
		require.Contains(t, errs, want)
	}
	fields := func(out string) map[string]any {
		t.Helper()
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(out), &v), out)
		return v
	}

	made := fields(do("host", "add", "--json", "--token=required", "cdn.example.org"))
	require.Len(t, made["secret"], 26, "a secret that was made is shown once")
	require.Equal(t, "required", made["token"])
	require.Equal(t, 1.0, made["account"])
	out := do("host", "add", "--token=required", "--secret=k3y-of-my-edge", "--bind-ip", "ip.example.org")
	require.NotContains(t, out, "k3y")
	require.Contains(t, out, "bound to the address")
	refused("already been taken", "host", "add", "cdn.example.org")
	refused("account 9", "host", "add", "--account=9", "x.example.org")
	refused("6 to 32", "host", "add", "--secret=123", "x.example.org")
	refused("can't be used together", "host", "add", "--allow-countries=IT", "--block-countries=FR", "x.example.org")
	refused("none", "host", "add", "--token=maybe", "x.example.org")

	require.NotContains(t, do("host", "show", "cdn.example.org"), made["secret"])
	require.Contains(t, do("host", "show", "--secret", "cdn.example.org"), made["secret"])
	changed := fields(do("host", "set", "--json", "--secret=k3y-of-my-edge", "--allow-referrers=example.org,*.example.net", "--block-countries=it",
		"--allow-networks=203.0.113.0/24,2001:db8::/32", "--block-agent=~*bot,|x", "--block-agent=", "cdn.example.org"))
	require.NotContains(t, changed, "secret")
	require.Equal(t, map[string]any{"allow": []any{"*.example.net", "example.org"}}, changed["referrers"])
	require.Equal(t, map[string]any{"block": []any{"IT"}}, changed["countries"])
	require.Equal(t, map[string]any{"allow": []any{"2001:db8::/32", "203.0.113.0/24"}}, changed["networks"])
	require.Equal(t, map[string]any{"block": []any{"", "~*bot,|x"}}, changed["agents"])
	require.Contains(t, do("host", "show", "cdn.example.org"), `block ["" "~*bot,|x"]`)
	changed = fields(do("host", "set", "--json", "--clear=countries,agents", "--clear=networks", "cdn.example.org"))
	require.NotContains(t, changed, "countries")
	require.NotContains(t, changed, "agents")
	require.NotContains(t, changed, "networks")
	require.Contains(t, changed, "referrers", "what is not given stays")
	require.Equal(t, "required", changed["token"])
	require.Equal(t, "required", fields(do("host", "set", "--json", "--no-bind-ip", "ip.example.org"))["token"])
	do("host", "set", "--bind-ip", "ip.example.org")

	list := do("host", "list")
	require.Regexp(t, `cdn\.example\.org +1 +required +allow 2 `, list)
	require.NotContains(t, list, "k3y")
	require.Equal(t, "[]\n", do("host", "list", "--json", "--account=2"))

	const video = "https://cdn.example.org/videos/4321_Ab3dE5gH7jK9mN1p/"
	require.Regexp(t, `^`+video+`[A-Za-z0-9_-]{22}/1\d{9}/master\.m3u8\n$`, do("host", "sign", video+"master.m3u8"))
	require.Regexp(t, `^`+video+`720\.mp4\?md5=[A-Za-z0-9_-]{22}&expires=1\d{9}&speed=500k&buffer=10M\n$`,
		do("host", "sign", "--speed=500k", "--buffer=10M", "--expires=2h", video+"720.mp4"))
	require.True(t, strings.HasPrefix(do("host", "sign", "--host=ip.example.org", "--ip=203.0.113.9", video+"master.mpd"), "https://ip.example.org/videos/4321_"))
	refused("one address", "host", "sign", "--host=ip.example.org", video+"master.mpd")
	refused("not found", "host", "sign", "https://video.example.org/videos/1_a/master.mpd")
	refused("is not a URL", "host", "sign", "master.mpd")

	do("host", "rm", "ip.example.org")
	refused("not found", "host", "rm", "ip.example.org")
	refused("not found", "host", "show", "ip.example.org")
}

func TestAccountEncryption(t *testing.T) {
	dir := t.TempDir()
	set := func(args ...string) (int, string, string) {
		return call(t, append([]string{"account", "set", "--data-dir", dir, "--json"}, args...)...)
	}
	code, _, errs := set("1", "--encryption=on")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "key_server is needed")
	code, out, errs := set("1", "--encryption=on", "--key-server=https://keys.example.org/", "--key-networks=203.0.113.9,10.0.0.0/8")
	require.Zero(t, code, errs)
	require.JSONEq(t, `{"id":1,"encryption":"on","key_server":"https://keys.example.org","key_networks":["203.0.113.9/32","10.0.0.0/8"]}`, out)
	code, out, errs = set("1", "--key-networks=")
	require.Zero(t, code, errs)
	require.JSONEq(t, `{"id":1,"encryption":"on","key_server":"https://keys.example.org","key_networks":[]}`, out)
	code, _, _ = set("7", "--encryption=off")
	require.Equal(t, 1, code)
}
