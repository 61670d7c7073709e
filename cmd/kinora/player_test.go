package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/host"
	"kinora/internal/opt"
	"kinora/internal/player"
	"kinora/internal/playlist"
)

// described is what a player page tells its script.
type described struct {
	HLS, DASH, State, Embed, TokenURL string
	Bound                             bool
	Begins                            float64
	Settings                          struct {
		Background string
		Speeds     bool
		NoSharing  bool
		Code       struct{ Design string }
	}
}

// pageOf fetches a player page by path, asked for at a host.
func pageOf(t *testing.T, a *app, path, hostname string) (described, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.settings.PublicURL+path, http.NoBody)
	require.NoError(t, err)
	if hostname != "" {
		r.Host = hostname
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode, "%s", body)
	text := regexp.MustCompile(`(?s)<script id="video" type="application/json">(.*?)</script>`).FindSubmatch(body)
	require.Len(t, text, 2)
	var d described
	require.NoError(t, json.Unmarshal(text[1], &d))
	return d, string(body), res.Header
}

func emptyVideo(t *testing.T, api *client.Client) string {
	t.Helper()
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "clip"}})
	require.NoError(t, err)
	_, path, ok := strings.Cut(made[0].HLSURL, "/videos/")
	require.True(t, ok)
	return "/videos/" + strings.TrimSuffix(path, "/master.m3u8")
}

func TestPlayerPage(t *testing.T) {
	a, api := startApp(t, testSettings(t))
	path := emptyVideo(t, api)
	wishes := player.Patch{
		Name: opt.Some("mine"), BGColor: opt.Some("#102030"), ShowSharing: opt.Some(false),
		CustomCSS: opt.Some("h1{color:red}"), Design: opt.Some("{}"), JSURL: opt.Some("https://code.example/a.js"),
	}
	mine, err := a.players.Create(t.Context(), 1, wishes)
	require.NoError(t, err)

	d, _, _ := pageOf(t, a, path, "")
	require.Equal(t, "empty", d.State)
	require.Equal(t, a.settings.PublicURL+path+"/master.m3u8", d.HLS)
	require.Contains(t, d.Embed, `src="`+a.settings.PublicURL+path+`"`)
	require.True(t, d.Settings.Speeds, "the system's own player has all that is of use")
	require.False(t, d.Settings.NoSharing)

	d, page, header := pageOf(t, a, path+"?player_id="+jsonText(mine.ID), "")
	require.Equal(t, "#102030", d.Settings.Background)
	require.True(t, d.Settings.NoSharing)
	require.False(t, d.Settings.Speeds)
	require.NotRegexp(t, `code\.example|color:red`, page, "the server does not allow code of accounts")
	require.Empty(t, d.Settings.Code.Design)
	require.NotContains(t, header.Get("Content-Security-Policy"), "sandbox")

	other, _, err := a.accounts.Create(t.Context(), "Other", "other@example.org")
	require.NoError(t, err)
	theirs, err := a.players.Create(t.Context(), other.ID, wishes)
	require.NoError(t, err)
	d, _, _ = pageOf(t, a, path+"?player_id="+jsonText(theirs.ID), "")
	require.Empty(t, d.Settings.Background, "a player of somebody else")
}

func TestPlayerCode(t *testing.T) {
	s := testSettings(t)
	s.PlayerCode = true
	a, api := startApp(t, s)
	path := emptyVideo(t, api)
	_, err := a.players.Create(t.Context(), 1, player.Patch{
		Name: opt.Some("mine"), Standard: opt.Some(true), CustomCSS: opt.Some("h1{color:red}"),
		Design: opt.Some("{}"), SkinJSURL: opt.Some("https://code.example/a.js"),
	})
	require.NoError(t, err)
	d, page, header := pageOf(t, a, path, "")
	require.Equal(t, "{}", d.Settings.Code.Design)
	require.Contains(t, page, "h1{color:red}")
	require.Contains(t, page, `src="https://code.example/a.js"`)
	require.Contains(t, header.Get("Content-Security-Policy"), "; sandbox allow-scripts ")
}

// A page plays from the host it is on when that is the account's own.
func TestPlayerPageOnAccountsHost(t *testing.T) {
	a, api := startApp(t, testSettings(t))
	path := emptyVideo(t, api)
	_, err := a.hosts.Add(t.Context(), host.Host{AccountID: 1, Name: "cdn.example.org", Token: true, Secret: "s3cret-of-cdn", BindIP: true})
	require.NoError(t, err)
	d, _, header := pageOf(t, a, path+"?token_url=https://tokens.example/t%3Fa=b", "cdn.example.org")
	require.Equal(t, path+"/master.m3u8", d.HLS)
	require.Equal(t, path+"/master.mpd", d.DASH)
	require.True(t, d.Bound)
	require.Equal(t, "https://tokens.example/t?a=b", d.TokenURL)
	require.Contains(t, header.Get("Content-Security-Policy"), "connect-src 'self' https://tokens.example;")

	d, _, _ = pageOf(t, a, path+"?token_url=javascript:alert(1)", "elsewhere.example")
	require.Equal(t, a.settings.PublicURL+path+"/master.m3u8", d.HLS)
	require.False(t, d.Bound)
	require.Empty(t, d.TokenURL)
}

func TestRemoteScript(t *testing.T) {
	a, _ := startApp(t, testSettings(t))
	require.Contains(t, get(t, a.settings.PublicURL+"/gplayerAPI.min.js"), "GcorePlayer")
}

func jsonText(v any) string {
	text, _ := json.Marshal(v) // numbers and text always do
	return string(text)
}

// TestCountdown looks for what a playlist's page needs to count down.
func TestCountdown(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api", "delivery"}
	a, _ := startApp(t, s)
	soon, past, yes := opt.Some(time.Now().Add(time.Hour).UnixMilli()), opt.Some(int64(0)), opt.Some(true)
	for name, c := range map[string]struct {
		list playlist.Patch
		want float64
	}{
		"in an hour":  {playlist.Patch{StartTime: soon, Countdown: yes}, 3600},
		"begun":       {playlist.Patch{StartTime: past, Countdown: yes}, 0},
		"no time":     {playlist.Patch{Countdown: yes}, 0},
		"not wished":  {playlist.Patch{StartTime: soon}, 0},
		"not at once": {playlist.Patch{StartTime: soon, Countdown: yes, Type: opt.Some(playlist.VOD)}, 0},
	} {
		made, err := a.playlists.Create(t.Context(), 1, c.list, 10)
		require.NoError(t, err, name)
		page, _, _ := pageOf(t, a, fmt.Sprintf("/playlists/1_%d", made.ID), "")
		require.InDelta(t, c.want, page.Begins, 100, name)
	}
}
