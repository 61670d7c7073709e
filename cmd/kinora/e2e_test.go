package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/stats"
	"kinora/internal/storage/storagetest"
)

const testKey = "1$0123456789abcdef0123456789abcdef"

// testSettings are those of a quick server on a fresh folder.
func testSettings(t *testing.T) Settings {
	s := defaultSettings()
	s.DataDir, s.APIKey = t.TempDir(), testKey
	s.AllowPrivateOrigins = []string{"127.0.0.0/8"}
	s.OriginRetryPauses = []time.Duration{10 * time.Millisecond}
	s.OriginIdleTimeout = 2 * time.Second
	return s
}

// startApp runs a whole server in this process until the test ends.
func startApp(t *testing.T, s Settings) (*app, *client.Client) {
	t.Helper()
	return startAppWithLog(t, s, slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
}

func startAppWithLog(t *testing.T, s Settings, log *slog.Logger) (*app, *client.Client) {
	t.Helper()
	require.NoError(t, s.Validate())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	a, err := newApp(t.Context(), s, listener, log)
	require.NoError(t, err)
	a.handler = asDescribed(t, a.handler)
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- a.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-stopped)
		require.NoError(t, a.close())
	})
	return a, client.New(a.settings.PublicURL, testKey)
}

// asDescribed holds every answer of the API to its description.
func asDescribed(t *testing.T, next http.Handler) http.Handler {
	description, err := apitest.Read(api.Description)
	require.NoError(t, err)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/streaming/") && !strings.HasPrefix(r.URL.Path, "/iam/") || r.URL.Path == "/streaming/videos/events" { // a stream cannot be kept
			next.ServeHTTP(w, r)
			return
		}
		kept := httptest.NewRecorder()
		next.ServeHTTP(kept, r)
		if err := description.Check(r.Method, r.URL.Path, kept.Code, kept.Header(), kept.Body.Bytes()); err != nil {
			t.Error(err)
		}
		maps.Copy(w.Header(), kept.Header())
		w.WriteHeader(kept.Code)
		_, _ = w.Write(kept.Body.Bytes()) // as the door itself does
	})
}

// origin serves generated clips and every kind of trouble.
type origin struct {
	*httptest.Server
	dir string
}

func newOrigin(t *testing.T) *origin {
	o := &origin{dir: t.TempDir()}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServer(http.Dir(o.dir)))
	mux.HandleFunc("GET /forbidden.mp4", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) })
	mux.HandleFunc("GET /endless.mp4", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000000")
		_, _ = io.WriteString(w, "x")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("GET /private.mp4", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	})
	o.Server = httptest.NewServer(mux)
	t.Cleanup(o.Close)
	return o
}

// clip makes a source by ffmpeg's generators.
func (o *origin) clip(t *testing.T, name string, args ...string) string {
	t.Helper()
	ffmpegtest.Clip(t, filepath.Join(o.dir, name), args...)
	return o.URL + "/" + name
}

func (o *origin) file(t *testing.T, name, content string) string {
	require.NoError(t, os.WriteFile(filepath.Join(o.dir, name), []byte(content), 0o600))
	return o.URL + "/" + name
}

func picture(size, rate string, seconds int) []string {
	return []string{"-f", "lavfi", "-i", fmt.Sprintf("testsrc2=size=%s:rate=%s:duration=%d", size, rate, seconds)}
}

func tone(seconds int) []string {
	return []string{"-f", "lavfi", "-i", fmt.Sprintf("sine=duration=%d", seconds), "-c:a", "aac"}
}

var quick = []string{"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"}

func join(parts ...[]string) (all []string) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func followAll(t *testing.T, api *client.Client, ids []int64) map[string]client.Video {
	t.Helper()
	videos, err := follow(t.Context(), api, ids, func([]client.Video) {})
	require.NoError(t, err)
	byName := map[string]client.Video{}
	for _, v := range videos {
		byName[v.Name] = v
	}
	return byName
}

// TestBatch sends good and bad sources together; each ends as it should, and
// what is good plays in every form.
func TestBatch(t *testing.T) {
	backends := map[string]func(t *testing.T, s *Settings){
		"SQLite and a folder": func(*testing.T, *Settings) {},
		"PostgreSQL and S3": func(t *testing.T, s *Settings) {
			s.DatabaseURL, s.StorageURL = dbtest.PostgresURL(t), storagetest.S3(t)
		},
	}
	for name, set := range backends {
		t.Run(name, func(t *testing.T) {
			s := testSettings(t)
			set(t, &s)
			a, api := startApp(t, s)
			o := newOrigin(t)
			sources := map[string]string{
				"landscape": o.clip(t, "landscape.mp4", join(picture("640x480", "30000/1001", 6), tone(6), quick)...),
				"portrait":  o.clip(t, "portrait.mov", join(picture("270x480", "25", 5), tone(5), quick)...),
				"fit": o.clip(t, "fit.mp4", join(picture("832x468", "25", 8), tone(8), quick,
					[]string{"-b:v", "500k", "-ac", "2", "-ar", "48000", "-x264-params", "keyint=50:min-keyint=50:scenecut=0"})...),
				"silent":    o.clip(t, "silent.mkv", join(picture("322x182", "15", 9), quick)...),
				"sound":     o.clip(t, "sound.m4a", tone(7)...),
				"playlist":  o.file(t, "playlist.mp4", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"),
				"page":      o.file(t, "page.mp4", "<html><body>Not found</body></html>"),
				"nothing":   o.file(t, "nothing.mp4", ""),
				"missing":   o.URL + "/missing.mp4",
				"forbidden": o.URL + "/forbidden.mp4",
				"endless":   o.URL + "/endless.mp4",
				"private":   o.URL + "/private.mp4",
			}
			folder, err := api.CreateDirectory(t.Context(), "batch", nil)
			require.NoError(t, err)
			var items []client.NewVideo
			for name, url := range sources {
				items = append(items, client.NewVideo{
					Name: name, OriginURL: url, DirectoryID: &folder.ID,
					Subtitles: []client.Subtitle{{Language: "ger", VTT: "1\n00:00:01,000 --> 00:00:02,000\nHallo\n"}},
				})
			}
			made, err := api.CreateVideos(t.Context(), items)
			require.NoError(t, err)
			videos := followAll(t, api, idsOf(made))

			for name, text := range map[string]string{
				"playlist": "File Invalid", "page": "Video file is invalid", "nothing": "Video file is invalid",
				"missing": "The requested origin was not found", "forbidden": "Access to the origin is forbidden",
				"endless": "Network timeout occurred", "private": "Access to the origin is forbidden",
			} {
				require.Equal(t, "empty", videos[name].Status, name)
				require.NotNil(t, videos[name].Error, name)
				require.Equal(t, text, *videos[name].Error, name)
				require.Empty(t, videos[name].Renditions, name)
			}
			checkPlayable(t, videos["landscape"], playable{renditions: 2, frames: 180, seconds: 6, width: 640, height: 480, sound: true})
			checkPlayable(t, videos["portrait"], playable{renditions: 1, frames: 125, seconds: 5, sound: true})
			checkPlayable(t, videos["fit"], playable{renditions: 2, frames: 200, seconds: 8, width: 832, height: 468, sound: true})
			top := videos["fit"].Renditions[1].MP4URL
			require.Equal(t, pictures(t, sources["fit"]), pictures(t, top), "the picture is copied")
			checkPlayable(t, videos["silent"], playable{renditions: 1, frames: 135, seconds: 9})
			checkPlayable(t, videos["sound"], playable{renditions: 1, seconds: 7, sound: true})
			checkCounted(t, a, videos["silent"], 9*time.Second)
			checkNothingLeft(t, a)
		})
	}
}

// checkCounted waits for what was played of a video to be counted: ffmpeg, on this
// machine, is one viewer, whom all of it was sent to at least once.
func checkCounted(t *testing.T, a *app, v client.Video, length time.Duration) {
	t.Helper()
	q := stats.Sent{Account: v.ClientID, Kinds: []string{stats.Video}, Entities: []int64{v.ID}, From: time.Now().Add(-time.Hour)}
	require.Eventually(t, func() bool {
		q.To = time.Now()
		sent, err := a.stats.Total(t.Context(), q)
		require.NoError(t, err)
		return sent.Viewers == 1 && sent.Media >= length
	}, 30*time.Second, 100*time.Millisecond, "what was played is not counted")
	views, err := a.stats.Counts(t.Context(), stats.Video, v.ID)
	require.NoError(t, err)
	require.Equal(t, stats.Views{Any: 1}, views[v.ID])
}

// pictures is the hash of all that a video decodes to.
func pictures(t *testing.T, url string) string {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", url, "-map", "0:v", "-f", "hash", "-").Output()
	require.NoError(t, err)
	return string(out)
}

type playable struct {
	renditions    int
	frames        int64
	seconds       float64
	width, height int64
	sound         bool
}

func checkPlayable(t *testing.T, v client.Video, want playable) {
	t.Helper()
	require.Equal(t, "ready", v.Status, "%s: %s", v.Name, deref(v.Error))
	require.Len(t, v.Renditions, want.renditions, v.Name)
	if want.width > 0 {
		require.Equal(t, want.width, *v.OriginWidth, v.Name)
		require.Equal(t, want.height, *v.OriginHeight, v.Name)
	}
	urls := []string{v.HLSURL, v.HLSCMAFURL, v.DASHURL}
	for _, r := range v.Renditions {
		require.Equal(t, "complete", r.Status)
		urls = append(urls, r.MP4URL)
	}
	for _, url := range urls {
		played, err := ffmpegtest.Tools(t).Play(t.Context(), url)
		require.NoError(t, err, url)
		require.Equal(t, want.frames, played.Frames, url)
		// ffmpeg shows CMAF pictures late by the depth of reordering.
		require.InDelta(t, want.seconds, played.Duration.Seconds(), 0.15, url)
		require.Equal(t, want.sound, played.Sound, url)
	}
	master := get(t, v.HLSURL)
	require.Contains(t, master, `LANGUAGE="de"`, v.Name)
	if want.frames > 0 {
		require.NotEmpty(t, v.Screenshots, v.Name)
		for _, url := range append(v.Screenshots, *v.Sprite) {
			require.True(t, strings.HasPrefix(get(t, url), "\xff\xd8\xff"), "%s is no JPEG", url)
		}
		require.Contains(t, *v.SpriteVTT, "#xywh=0,0,100,", v.Name)
	}
	require.Contains(t, get(t, v.IframeURL), "<html", v.Name)
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode, "%s: %.200s", url, body)
	return string(body)
}

// checkNothingLeft waits for the sweeping to end and then finds no source, no
// scratch file and no job.
func checkNothingLeft(t *testing.T, a *app) {
	t.Helper()
	require.Eventually(t, func() bool {
		stats, err := a.engine.Stats(t.Context())
		require.NoError(t, err)
		for _, s := range stats {
			if s.Count > 0 && (s.State == "available" || s.State == "running" || s.State == "retryable" || s.State == "scheduled") {
				return false
			}
		}
		return true
	}, time.Minute, 50*time.Millisecond, "jobs are left")
	for info, err := range a.store.List(t.Context(), "videos/") {
		require.NoError(t, err)
		require.NotContains(t, info.Key, "/source")
	}
	require.Empty(t, files(t, filepath.Join(a.settings.DataDir, "scratch")))
}

func files(t *testing.T, dir string) (found []string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err == nil && !d.IsDir() {
			found = append(found, path)
		}
		return err
	})
	require.NoError(t, err)
	return found
}

// TestDeleteWhileWorking removes videos in every state of their way; nothing
// of them stays.
func TestDeleteWhileWorking(t *testing.T) {
	a, api := startApp(t, testSettings(t))
	o := newOrigin(t)
	url := o.clip(t, "long.mp4", join(picture("1280x720", "30", 60), quick)...)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{
		{Name: "one", OriginURL: url}, {Name: "another", OriginURL: url}, {Name: "downloading", OriginURL: o.URL + "/endless.mp4"},
	})
	require.NoError(t, err)
	waitForProgress(t, api, made[:2]) // one is being transcoded, one waits
	for _, v := range made {
		require.NoError(t, api.DeleteVideo(t.Context(), v.ID))
	}
	deleted := time.Now()
	require.Eventually(t, func() bool { return len(processes(t, a.settings.DataDir)) == 0 }, 10*time.Second, 20*time.Millisecond, "work goes on")
	t.Logf("work ended %v after the deletion", time.Since(deleted))
	checkNothingLeft(t, a)
	for info, err := range a.store.List(t.Context(), "videos/") {
		require.NoError(t, err)
		t.Errorf("%s is left", info.Key)
	}
}

// waitForProgress waits until one of the videos is being transcoded.
func waitForProgress(t *testing.T, api *client.Client, videos []client.Video) {
	t.Helper()
	require.Eventually(t, func() bool {
		return slices.ContainsFunc(videos, func(made client.Video) bool {
			v, err := api.Video(t.Context(), made.ID)
			require.NoError(t, err)
			return v.Status == "pending" && v.Progress() > 0
		})
	}, time.Minute, 50*time.Millisecond)
}

// TestUnknownVideo answers a viewer in words, and whoever asks for a manifest
// with nothing but the status.
func TestUnknownVideo(t *testing.T) {
	a, _ := startApp(t, testSettings(t))
	for path, want := range map[string]string{"/videos/1_nosuchvideo": "Video not found", "/videos/1_nosuchvideo/master.m3u8": ""} {
		res, err := http.Get(a.settings.PublicURL + path)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusNotFound, res.StatusCode)
		require.Contains(t, string(body), want)
		require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"))
	}
}

// TestSecondServer is refused a data folder that is in use.
func TestSecondServer(t *testing.T) {
	s := testSettings(t)
	startApp(t, s)
	code, _, errs := call(t, "serve", "--listen=127.0.0.1:0", "--data-dir", s.DataDir)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "in use")
}
