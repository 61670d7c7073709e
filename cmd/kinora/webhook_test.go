package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWebhookCommands(t *testing.T) {
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		code, out, errs := call(t, append([]string{"webhook", args[0], "--data-dir", dir}, args[1:]...)...)
		require.Zero(t, code, errs)
		return out
	}
	refused := func(want string, args ...string) {
		t.Helper()
		code, out, errs := call(t, append([]string{"webhook", args[0], "--data-dir", dir}, args[1:]...)...)
		require.NotZero(t, code, out)
		require.Contains(t, errs, want)
	}
	object := func(out string) (v map[string]any) {
		t.Helper()
		require.NoError(t, json.Unmarshal([]byte(out), &v), out)
		return v
	}

	made := object(do("add", "--json", "--events=video_delete", "--name=clean up", "https://example.com/kinora"))
	require.Regexp(t, "^whsec_", made["secret"])
	require.Equal(t, []any{"video_delete"}, made["events"])
	require.Contains(t, do("add", "--unsigned", "https://example.com/plain"), "(not signed)")
	refused("url is invalid", "add", "example.com")
	refused("video, video_delete", "add", "--events=birthday", "https://example.com/")
	refused("account 9 was not found", "add", "--account=9", "https://example.com/")

	changed := object(do("set", "--json", "1", "--rotate", "--no-active"))
	require.Regexp(t, "^whsec_", changed["secret"])
	require.NotEqual(t, made["secret"], changed["secret"])
	refused("the webhook is off", "test", "1")
	text := do("set", "1", "--active")
	require.Contains(t, text, "(hidden;")
	require.Contains(t, text, "video_delete")
	require.Regexp(t, `1 +https://example.com/kinora +video_delete +on\n2 +https://example.com/plain +all +on\n`, do("list"))
	require.NotContains(t, do("list", "--json"), "whsec_")

	require.Contains(t, do("test", "1"), "kinora webhook log 1")
	require.Regexp(t, `1 +test +test +pending +0 `, do("log", "1"))
	refused("still to be sent", "replay", "1", "1")
	refused("not found", "log", "3")
	refused("not found", "log", "--account=2", "1")
	do("rm", "1")
	refused("not found", "rm", "1")
}
