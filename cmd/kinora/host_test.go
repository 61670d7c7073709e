package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/ffmpeg/ffmpegtest"
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
	shows := func(want string) {
		t.Helper()
		var all map[string]json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(out), &all))
		kept := map[string]json.RawMessage{}
		for _, key := range []string{"id", "encryption", "key_server", "key_networks"} {
			kept[key] = all[key]
		}
		got, err := json.Marshal(kept)
		require.NoError(t, err)
		require.JSONEq(t, want, string(got))
	}
	shows(`{"id":1,"encryption":"on","key_server":"https://keys.example.org","key_networks":["203.0.113.9/32","10.0.0.0/8"]}`)
	code, out, errs = set("1", "--key-networks=")
	require.Zero(t, code, errs)
	shows(`{"id":1,"encryption":"on","key_server":"https://keys.example.org","key_networks":[]}`)
	code, _, _ = set("7", "--encryption=off")
	require.Equal(t, 1, code)
}

// TestProtected protects a running server from the command line, first by
// tokens, then by encryption with a key server of the account's own.
func TestProtected(t *testing.T) {
	s := testSettings(t)
	_, api := startApp(t, s)
	o := newOrigin(t)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{
		Name: "clip", OriginURL: o.clip(t, "clip.mp4", join(picture("320x180", "25", 5), tone(5), quick)...),
	}})
	require.NoError(t, err)
	v := followAll(t, api, idsOf(made))["clip"]
	require.Equal(t, "ready", v.Status)
	cli := func(args ...string) string {
		t.Helper()
		code, out, errs := call(t, append([]string{args[0], args[1], "--data-dir", s.DataDir}, args[2:]...)...)
		require.Zero(t, code, errs)
		return strings.TrimSpace(out)
	}
	status := func(url string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
		require.NoError(t, err)
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer res.Body.Close()
		_, _ = io.Copy(io.Discard, res.Body)
		return res.StatusCode
	}
	becomes := func(want int, url string) {
		t.Helper()
		require.Eventually(t, func() bool { return status(url) == want }, 30*time.Second, 50*time.Millisecond)
	}

	cli("host", "add", "127.0.0.1", "--token=required")
	becomes(403, v.HLSURL)
	signed := cli("host", "sign", v.HLSURL)
	for _, url := range []string{signed, cli("host", "sign", v.DASHURL), cli("host", "sign", "--query", v.Renditions[0].MP4URL)} {
		played, err := ffmpegtest.Tools(t).Play(t.Context(), url)
		require.NoError(t, err, url)
		require.Equal(t, int64(125), played.Frames)
	}

	path := fmt.Sprintf("/videos/%d_%s/encryption", v.ClientID, v.Slug)
	key := func(token string) (int, []byte) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Split(v.HLSURL, "/videos/")[0]+"/streaming"+path, http.NoBody)
		require.NoError(t, err)
		if token != "" {
			r.Header.Set("Authorization", "APIKey "+token)
		}
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		return res.StatusCode, body
	}
	keys := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			http.NotFound(w, r)
			return
		}
		_, body := key(testKey)
		_, _ = w.Write(body)
	}))
	defer keys.Close()
	cli("account", "set", "1", "--encryption=on", "--key-server="+keys.URL)
	becomes(403, cli("host", "sign", v.DASHURL))
	becomes(404, strings.Replace(signed, "master.m3u8", "segment-1-s0q0v1-v1-a1.ts", 1))
	played, err := ffmpegtest.Tools(t).Play(t.Context(), signed)
	require.NoError(t, err)
	require.Equal(t, int64(125), played.Frames)

	code, _ := key("")
	require.Equal(t, 401, code)
	other := strings.TrimSpace(cli("account", "create", "Other", "other@example.org"))
	code, body := key(cli("token", "create", "--account="+other))
	require.Equal(t, 404, code, "%s", body)
	cli("account", "set", "1", "--key-networks=127.0.0.1")
	code, body = key("")
	require.Equal(t, 200, code)
	require.Len(t, body, 16)
}
