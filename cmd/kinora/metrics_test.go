package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
)

// TestMetrics has one video made ready, one fail and one wait for a worker, and
// finds all of it told.
func TestMetrics(t *testing.T) {
	s := testSettings(t)
	s.AdminListen = "127.0.0.1:0"
	a, api := startApp(t, s)
	o := newOrigin(t)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{
		{Name: "good", OriginURL: o.clip(t, "a.mp4", join(picture("160x90", "25", 2), quick)...)}, {Name: "bad", OriginURL: o.URL + "/none.mp4"},
	})
	require.NoError(t, err)
	ready := followAll(t, api, idsOf(made))["good"]
	res, err := http.Get(ready.HLSURL)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	missing, err := http.Get(a.settings.PublicURL + "/videos/1_none/master.m3u8")
	require.NoError(t, err)
	require.NoError(t, missing.Body.Close())

	told := func() string { return scrape(a) }
	for _, line := range []string{
		`kinora_jobs{queue="\w+",state="completed"} \d`,
		`kinora_database_up 1`,
		`kinora_processes{role="worker"} 1`,
		`kinora_build_info{version="[^"]+"} 1`,
		`kinora_disk_room_bytes \S+`,
		`kinora_video_seconds_count{status="viewable"} 1`,
		`kinora_video_seconds_count{status="ready"} 1`,
		`kinora_attempts_total{cause="",kind="transcode",outcome="done"} 1`,
		`kinora_attempts_total{cause="not found",kind="fetch",outcome="given up"} 1`,
		`kinora_http_requests_total{code="404",route="manifest"} 1`,
		`kinora_http_requests_total{code="200",route="api"} \d+`,
		`kinora_http_sent_bytes_total{route="manifest"} \d{3,}`,
		`kinora_http_request_seconds_count{route="manifest"} 2`,
		`kinora_video_oldest_seconds 0`,
		`kinora_webhook_deliveries_waiting 0`,
	} {
		pattern := regexp.MustCompile(`(?m)^` + line)
		require.Eventually(t, func() bool { return pattern.MatchString(told()) }, 30*time.Second, 50*time.Millisecond, "%s in\n%s", line, told())
	}
}

// TestMetricsOfWhatWaits has no worker.
func TestMetricsOfWhatWaits(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api"}
	a, api := startApp(t, s)
	_, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "waits", OriginURL: "http://127.0.0.1:1/a.mp4"}, {Name: "has none"}})
	require.NoError(t, err)
	_, err = a.db.W.NewRaw("UPDATE videos SET created_at = created_at - 600000").Exec(t.Context())
	require.NoError(t, err)
	text := scrape(a)
	require.Contains(t, text, `kinora_jobs_due{kind="fetch",queue="download"} 1`)
	require.Regexp(t, `kinora_job_oldest_seconds{kind="fetch",queue="download"} \d`, text)
	require.Regexp(t, `kinora_video_oldest_seconds 60\d`, text)
	require.Contains(t, text, `kinora_processes{role="worker"} 0`)
}

func TestAdminAnswersOfItsHealth(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api"}
	a, _ := startApp(t, s)
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready"} {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "localhost"
		a.admin().ServeHTTP(w, r)
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, want, strings.TrimSpace(w.Body.String()))
	}
}

func TestRoutes(t *testing.T) {
	for path, want := range map[string]string{
		"/streaming/videos": "api", "//streaming/videos/7": "api", "/iam/clients/me": "api", "/console/own/system": "console", "/upload/X": "upload",
		"/videos/1_a/master.m3u8": "manifest", "/videos/1_a/master.mpd": "manifest", "/videos/1_a/qid1v1_h264_450_360.mp4": "media",
		"/videos/1_a/seg-1-v1.ts": "media", "/videos/1_a/x.m4s": "media", "/videos/1_a/screenshots/shot_1.jpg": "beside", "/videos/1_a/s.vtt": "beside",
		"/videos/1_a": "page", "/playlists/1_2": "page", "/assets/player.js": "assets", "/": "other", "/videos/": "other", "/wp-login.php": "other",
	} {
		require.Equal(t, want, routeOf(path), path)
	}
}

// A process that only works listens where it was told to, and else nowhere:
// several of them may share a machine.
func TestListen(t *testing.T) {
	for name, c := range map[string]struct {
		roles  []string
		listen string
		want   bool
	}{
		"lone worker":                 {[]string{"worker"}, "", false},
		"lone worker with an address": {[]string{"worker"}, "127.0.0.1:0", true},
		"worker and more":             {[]string{"worker", "api"}, "127.0.0.1:0", true},
		"no worker":                   {[]string{"delivery"}, "127.0.0.1:0", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := Settings{Roles: c.roles, Listen: c.listen}
			l, err := s.listen()
			require.NoError(t, err)
			require.Equal(t, c.want, l != nil)
			if l != nil {
				require.NoError(t, l.Close())
			}
		})
	}
	require.False(t, (&Settings{Roles: []string{"worker"}, Listen: defaultListen}).lone(), "the default, given as such, counts as given")
	require.Equal(t, defaultListen, (&Settings{Roles: []string{"api"}}).listenAddress())
}
