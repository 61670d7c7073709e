package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/storage"
	"kinora/internal/storage/storagetest"
)

// server is the program as an operator runs it.
type server struct {
	t    *testing.T
	bin  string
	env  []string
	log  *os.File
	cmd  *exec.Cmd
	url  string
	wait chan error
}

func buildServer(t *testing.T, dir string, env ...string) *server {
	t.Helper()
	s := &server{t: t, bin: filepath.Join(t.TempDir(), "kinora")}
	out, err := exec.Command("go", "build", "-o", s.bin, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	s.log, err = os.Create(filepath.Join(t.TempDir(), "log"))
	require.NoError(t, err)
	s.env = append(os.Environ(), append([]string{
		"KINORA_DATA_DIR=" + dir, "KINORA_API_KEY=" + testKey, "KINORA_LISTEN=127.0.0.1:" + strconv.Itoa(freePort(t)),
		"KINORA_ALLOW_PRIVATE_ORIGINS=127.0.0.0/8", "KINORA_ORIGIN_RETRY_PAUSES=50ms",
	}, env...)...)
	t.Cleanup(func() { s.end(os.Kill); s.showLog() })
	return s
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// start runs the program and returns once it accepts requests.
func (s *server) start() {
	s.t.Helper()
	s.cmd = exec.Command(s.bin, "serve")
	s.cmd.Env, s.cmd.Stderr = s.env, s.log
	out, err := s.cmd.StdoutPipe()
	require.NoError(s.t, err)
	require.NoError(s.t, s.cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(s.t, err, "the server did not start")
	s.url = strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
	s.wait = make(chan error, 1)
	go func() {
		_, _ = io.Copy(io.Discard, out)
		s.wait <- s.cmd.Wait()
	}()
}

// end signals the program and returns how it ended.
func (s *server) end(sig os.Signal) error {
	if s.cmd == nil {
		return nil
	}
	_ = s.cmd.Process.Signal(sig)
	err := <-s.wait
	s.cmd = nil
	return err
}

func (s *server) showLog() {
	if s.t.Failed() {
		text, _ := os.ReadFile(s.log.Name())
		s.t.Logf("server log:\n%s", text[max(0, len(text)-20000):])
	}
}

// TestKilledAgainAndAgain kills the server at random moments while it works on
// a batch. Everything goes on by itself each time; in the end every video is
// ready, every rendition there once, and nothing is left over.
// KINORA_TEST_KILLS and KINORA_TEST_LONG make it longer.
func TestKilledAgainAndAgain(t *testing.T) {
	kills := setting(t, "KINORA_TEST_KILLS", 4)
	t.Run("SQLite and a folder", func(t *testing.T) {
		killAgainAndAgain(t, kills, func(dir string) backend {
			return backend{database: "sqlite:" + filepath.Join(dir, "kinora.db"), storage: "file:" + filepath.Join(dir, "storage")}
		})
	})
	t.Run("PostgreSQL and S3", func(t *testing.T) { // work is taken over when a lease runs out, which takes longer
		killAgainAndAgain(t, (kills+1)/2, func(string) backend {
			return backend{database: dbtest.PostgresURL(t), storage: storagetest.S3(t)}
		})
	})
}

// setting is a number that the environment may set.
func setting(t *testing.T, name string, otherwise int) int {
	text, found := os.LookupEnv(name)
	if !found {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

// long is the number of the clip in the batch that is encoded in chunks.
const long = 3

const (
	chunkSeconds     = 8
	transcodeWorkers = 2
)

// backend is where a server keeps what it knows.
type backend struct{ database, storage string }

func killAgainAndAgain(t *testing.T, kills int, open func(dir string) backend) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	dir := t.TempDir()
	keep := open(dir)
	s := buildServer(t, dir, "KINORA_DATABASE_URL="+keep.database, "KINORA_STORAGE_URL="+keep.storage, "KINORA_CHUNK_DURATION="+strconv.Itoa(chunkSeconds)+"s", "KINORA_TRANSCODE_WORKERS="+strconv.Itoa(transcodeWorkers))
	o := newOrigin(t)
	s.start()
	api := client.New(s.url, testKey)
	chunks := setting(t, "KINORA_TEST_LONG", 24) / chunkSeconds
	var items []client.NewVideo
	frames := map[string]int64{}
	for i, size := range []string{"320x180", "640x360", "360x640", "854x480", "480x854", "640x480"} {
		name := fmt.Sprintf("clip%d.mp4", i)
		seconds := 6 + 2*i
		if i == long {
			seconds = chunks * chunkSeconds
		}
		o.clip(t, name, join(picture(size, "25", seconds), tone(seconds), quick)...)
		items = append(items, client.NewVideo{Name: name, OriginURL: o.URL + "/" + name})
		frames[name] = int64(25 * seconds)
	}
	made, err := api.CreateVideos(t.Context(), items)
	require.NoError(t, err)

	for range kills {
		moment := time.NewTimer(time.Duration(50+random.IntN(1200+100*chunks)) * time.Millisecond)
		select {
		case <-moment.C:
		case err := <-s.wait:
			t.Fatalf("the server ended by itself: %v", err)
		}
		require.Error(t, s.end(syscall.SIGKILL))
		s.start()
	}
	videos := followAll(t, api, idsOf(made))
	for name, v := range videos {
		require.Equal(t, "ready", v.Status, "%s: %s", name, deref(v.Error))
		played, err := ffmpegtest.Tools(t).Play(t.Context(), v.HLSURL)
		require.NoError(t, err)
		require.Equal(t, frames[name], played.Frames, name)
	}
	waitIdle(t, keep.database)
	require.NoError(t, s.end(syscall.SIGTERM), "a signalled server ends with status 0")
	checkChunks(t, s, keep.storage, chunks, kills)
	checkStored(t, keep.storage, videos)
	require.Empty(t, files(t, filepath.Join(dir, "scratch")))
	require.Empty(t, processes(t, dir), "no process is left behind")
}

// processes returns the command lines that name dir.
func processes(t *testing.T, dir string) (found []string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, path := range lines {
		if text, err := os.ReadFile(path); err == nil && strings.Contains(string(text), dir) {
			found = append(found, strings.ReplaceAll(string(text), "\x00", " "))
		}
	}
	return found
}

// waitIdle waits until the database holds no job that is still to be done.
func waitIdle(t *testing.T, url string) {
	t.Helper()
	db, err := database.Open(t.Context(), url, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	defer db.Close()
	require.Eventually(t, func() bool {
		var open int
		err := db.R.QueryRow("SELECT COUNT(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')").Scan(&open)
		return err == nil && open == 0
	}, 2*time.Minute, 100*time.Millisecond, "jobs are left")
}

// checkChunks finds that no part was encoded twice but those that ran when the
// server was killed, and that everything that was is in the cache once.
func checkChunks(t *testing.T, s *server, url string, chunks, kills int) {
	t.Helper()
	text, err := os.ReadFile(s.log.Name())
	require.NoError(t, err)
	count := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if _, chunk, found := strings.Cut(line, `msg="chunk encoded" `); found {
			count[strings.TrimSpace(chunk)]++
		}
	}
	parts := 1 + 2*chunks                                  // the sound, and each chunk in two tiers
	require.LessOrEqual(t, len(count), parts, "%v", count) // a kill may come between storing and telling
	for chunk, n := range count {
		require.Equal(t, 1, n, "%s is encoded once: it is told when all of it is stored", chunk)
	}
	begun := strings.Count(string(text), `msg="chunk begun"`)
	require.GreaterOrEqual(t, begun, parts)
	require.LessOrEqual(t, begun, parts+kills*transcodeWorkers, "what ran when the server was killed, and no more, is begun again")
	store, err := storage.Open(t.Context(), url)
	require.NoError(t, err)
	cached := 0
	for _, err := range store.List(t.Context(), address.CachePrefix) {
		require.NoError(t, err)
		cached++
	}
	require.Equal(t, 2+2*chunks, cached, "the sound at two rates, and each chunk of two rungs")
}

// checkStored finds exactly one MP4 and one index for each rendition, and no
// source.
func checkStored(t *testing.T, url string, videos map[string]client.Video) {
	t.Helper()
	renditions := 0
	for _, v := range videos {
		renditions += len(v.Renditions)
	}
	store, err := storage.Open(t.Context(), url)
	require.NoError(t, err)
	count := map[string]int{}
	for info, err := range store.List(t.Context(), "") {
		require.NoError(t, err)
		count[filepath.Ext(info.Key)]++
	}
	require.Equal(t, renditions, count[".mp4"], "%v", count)
	require.Equal(t, renditions, count[".index"], "%v", count)
	require.Equal(t, 0, count[""], "sources are gone: %v", count)
}

// TestStopsInTime hands running work back on SIGTERM, without counting it, and
// leaves no ffmpeg behind.
func TestStopsInTime(t *testing.T) {
	dir := t.TempDir()
	s := buildServer(t, dir)
	o := newOrigin(t)
	url := o.clip(t, "long.mp4", join(picture("1280x720", "30", 40), quick)...)
	s.start()
	api := client.New(s.url, testKey)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "long", OriginURL: url}})
	require.NoError(t, err)
	waitForProgress(t, api, made)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- s.end(syscall.SIGTERM) }()
	select {
	case err := <-done:
		require.NoError(t, err)
	case <-ctx.Done():
		t.Fatal("the server did not stop within 10 s")
	}
	require.Empty(t, processes(t, dir), "no process is left behind")
	db, err := database.Open(t.Context(), "sqlite:"+filepath.Join(dir, "kinora.db"), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	defer db.Close()
	var state string
	var attempt int
	require.NoError(t, db.R.QueryRow("SELECT state, attempt FROM river_job WHERE kind = 'transcode'").Scan(&state, &attempt))
	require.Equal(t, "available", state)
	require.Zero(t, attempt)
}
