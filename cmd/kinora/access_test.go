package main

import (
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/host"
)

// TestAccessLog comes to every door with everything that opens one, and finds a
// line for each request and none of that in the log.
func TestAccessLog(t *testing.T) {
	for _, on := range []bool{true, false} {
		s := testSettings(t)
		s.Roles, s.AccessLog = []string{"api", "upload", "delivery"}, on
		var log logText
		a, api := startAppWithLog(t, s, slog.New(slog.NewTextHandler(&log, nil)))
		v, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "waits"}})
		require.NoError(t, err)
		upload, err := api.StartUpload(t.Context(), v[0].ID, "a.mp4", 10)
		require.NoError(t, err)
		at, err := url.Parse(upload.URL)
		require.NoError(t, err)

		expires := strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10)
		token := host.PathToken("s3cret", "1_x", expires, "")
		send := func(method, path string, header ...string) *http.Response {
			t.Helper()
			r, err := http.NewRequestWithContext(t.Context(), method, a.settings.PublicURL+path, nil)
			require.NoError(t, err)
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			res, err := http.DefaultClient.Do(r)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			return res
		}
		secrets := []string{testKey, url.QueryEscape(testKey), token, "f1rst", strings.TrimPrefix(at.Path, "/upload/")}
		send("GET", "/videos/1_x/"+token+"/"+expires+"/master.m3u8")
		send("GET", "/videos/1_x/none.mp4?md5="+token+"&expires="+expires)
		send("GET", "/streaming/videos?token="+url.QueryEscape(testKey))
		send("GET", "/streaming/videos/"+testKey, "Authorization", "APIKey "+testKey)
		send("GET", "/console?first=f1rst")
		send("HEAD", at.Path, "Tus-Resumable", "1.0.0")

		if !on {
			require.NotContains(t, log.String(), "msg=access")
			continue
		}
		require.Eventually(t, func() bool { return strings.Count(log.String(), "msg=access") >= 8 }, 10*time.Second, 10*time.Millisecond)
		text := log.String()
		require.Regexp(t, `msg=access request=\S+ method=HEAD path=/upload/- status=200 bytes=0 dur=\S+ client=127.0.0.1 account=1\n`, text)
		require.Regexp(t, `msg=access request=\S+ method=POST path=/streaming/videos/batch status=20\d bytes=\d+ dur=\S+ client=127.0.0.1 account=1\n`, text)
		require.Regexp(t, `msg=access request=\S+ method=GET path=/videos/1_x/-/\d+/master.m3u8 status=404 `, text)
		for _, secret := range secrets {
			require.NotEmpty(t, secret)
			require.NotContains(t, text, secret)
		}
	}
}
