// Testserver serves the player page for the browser tests: a video in each
// state over one folder of media. It prints its address on the first line and
// stops when its standard input ends.
//
//	go run ./testserver -dir media
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kinora/web"
)

func main() {
	dir := flag.String("dir", ".", "folder with master.m3u8, poster.jpg, sprite.jpg and sprite.vtt")
	flag.Parse()
	if err := run(*dir); err != nil {
		log.Fatal(err)
	}
}

func run(dir string) error {
	cues, err := os.ReadFile(filepath.Join(dir, "sprite.vtt"))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", l.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = l.Close()
	}()
	s := &server{dir: dir, cues: string(cues), page: web.Player()}
	_ = http.Serve(l, s.routes()) // ends when the listener is closed
	return nil
}

type server struct {
	dir, cues string
	page      *web.Page
	ready     atomic.Bool  // whether the video "processing" has become playable
	begin     atomic.Int64 // when the video "soon" begins, in Unix milliseconds
	told      told
	token     atomic.Int64 // number of the one token that opens the video "1_sealed"
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/assets/", web.Assets())
	mux.Handle("GET "+web.RemoteScript, web.Assets())
	mux.HandleFunc("GET /videos/{name}", s.player)
	mux.HandleFunc("GET /videos/{name}/{file}", s.media)
	mux.HandleFunc("GET /videos/{name}/{token}/{expires}", s.player)
	mux.HandleFunc("GET /videos/{name}/{token}/{expires}/{file}", s.sealed)
	mux.HandleFunc("GET /token", s.giveToken)
	mux.Handle("/stats", &s.told)
	mux.HandleFunc("GET /skin.js", skin)
	mux.HandleFunc("GET /site", site)
	mux.HandleFunc("POST /ready", func(http.ResponseWriter, *http.Request) { s.ready.Store(true) })
	mux.HandleFunc("GET /frame", frame)
	mux.HandleFunc("GET /frames", frames)
	mux.HandleFunc("GET "+web.IconPath, web.Icon)
	return mux
}

// told keeps what players tell by POST, and shows it, a line each.
type told struct {
	mu    sync.Mutex
	lines []string
}

func (t *told) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r.Method == http.MethodPost {
		text, _ := io.ReadAll(r.Body)
		t.lines = append(t.lines, string(text))
		w.WriteHeader(http.StatusNoContent)
		return
	}
	_, _ = io.WriteString(w, strings.Join(t.lines, "\n"))
}

// state is what the name of a video says.
func (s *server) state(name string) string {
	switch name {
	case "empty":
		return web.Empty
	case "processing":
		if s.ready.Load() {
			return web.Playable
		}
		return web.Processing
	case "failed":
		return web.Failed
	}
	return web.Playable
}

func (s *server) player(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name == "unknown" {
		s.page.NotFound(w)
		return
	}
	base := "http://" + r.Host + "/videos/" + name
	v := web.PlayerVideo{Title: "The <b>long</b> way home & other journeys", HLS: base + "/master.m3u8", State: s.state(name)}
	if v.State == web.Playable {
		v.Poster, v.Sprite, v.SpriteVTT = base+"/poster.jpg", base+"/sprite.jpg", s.cues
		v.Duration, v.DASH = 12, base+"/master.mpd"
	}
	if r.URL.Query().Has("token_url") {
		v.TokenURL = "http://" + r.Host + "/token"
	}
	if name == "soon" {
		v.Live, v.Begins = true, 15 // seconds, which a busy machine's browser needs to run the page
		s.begin.Store(time.Now().Add(15 * time.Second).UnixMilli())
	}
	wish(&v, name, base)
	s.page.Serve(w, r, v)
}

// wish makes of a video what its name says.
func wish(v *web.PlayerVideo, name, base string) {
	v.Settings.Speeds = name != "slow"
	v.Embed = `<iframe width="100%" height="100%" src="` + base + `" allowfullscreen></iframe>`
	switch name {
	case "counted":
		v.Counted = web.Counted{Type: "vod", ID: 7, Account: 3}
	case "named":
		v.Lines = map[int64]int64{360: 480}
	case "audio":
		v.Audio, v.HLS, v.DASH, v.Sprite, v.SpriteVTT = true, base+"/audio.m3u8", "", "", ""
	case "dressed":
		v.ShareURL = "https://example.org/films/1?a=b&c=d"
		v.Settings.Background, v.Settings.Foreground = "#123456", "#ffcc00"
		v.Settings.Text, v.Settings.Hover = "#ccffcc", "#ff3300"
		v.Settings.Logo, v.Settings.LogoPosition = base+"/logo.png", "br"
	case "plain":
		v.Settings.NoSharing, v.Settings.NoMemory, v.Settings.NoControls = true, true, true
	case "slow":
		v.Settings.Autoplay, v.Settings.Mute = true, true
	case "coded":
		v.Settings.Code = web.Code{CSS: ".title h1 { letter-spacing: 3px }", Skin: base[:strings.Index(base, "/videos/")] + "/skin.js", Design: `{"a":1}`}
	case "vr360", "vr180", "vr360tb":
		v.Projection = name
	}
}

func (s *server) media(w http.ResponseWriter, r *http.Request) {
	if s.state(r.PathValue("name")) != web.Playable {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	file := r.PathValue("file")
	if r.PathValue("name") == "soon" && strings.HasSuffix(file, ".m3u8") && file != "master.m3u8" && time.Now().UnixMilli() < s.begin.Load() {
		fmt.Fprint(w, "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n")
		return
	}
	http.ServeFile(w, r, filepath.Join(s.dir, filepath.Base(r.PathValue("file"))))
}

// sealed serves what the path opens with the present token; another is wrong,
// and an old one is over.
func (s *server) sealed(w http.ResponseWriter, r *http.Request) {
	expires, err := strconv.ParseInt(r.PathValue("expires"), 10, 64)
	if err != nil || r.PathValue("token") != tokenText(s.token.Load()) || time.Now().Unix() >= expires {
		http.Error(w, "no valid token", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store") // a kept one would open without its token
	s.media(w, r)
}

func tokenText(n int64) string { return fmt.Sprintf("token-%06d", n) }

// giveToken ends the last token and hands out the next, good for ?expire
// seconds.
func (s *server) giveToken(w http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.ParseInt(r.FormValue("expire"), 10, 64)
	if err != nil {
		seconds = 6
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"token":%q,"expires":%d,"video":%q}`, tokenText(s.token.Add(1)), time.Now().Unix()+seconds, r.FormValue("video"))
}

// skin is a script of an account: it says what it may.
func skin(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	fmt.Fprint(w, `const code = JSON.parse(document.getElementById('video').textContent).settings.code;
document.documentElement.dataset.design = code.design;
document.documentElement.dataset.origin = self.origin;`)
}

// site is a page on another host, which embeds a player and steers it.
func site(w http.ResponseWriter, r *http.Request) {
	_, port, _ := net.SplitHostPort(r.Host)
	fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><title>A site</title><body style="margin:20px;background:#ddd"><h1>A site</h1><iframe width="560" height="315" src="http://127.0.0.1:%[1]s/videos/playable" frameborder="0" allow="autoplay; fullscreen; encrypted-media; picture-in-picture" allowfullscreen></iframe>
<script src="http://127.0.0.1:%[1]s/gplayerAPI.min.js"></script>
<script>
const heard = {}, player = new GcorePlayer.gplayerAPI(document.querySelector('iframe'));
for (const event of ['ready', 'play', 'pause', 'ended', 'stop', 'seek', 'resize', 'timeupdate', 'volumeupdate', 'error'])
  player.on(event, (data) => (heard[event] ??= []).push(data));
const call = (name, params) => new Promise((callback) => player.method({ name, params, callback }));
</script>`, port)
}

// frame embeds a page as other sites do; ?sandbox takes its origin away.
func frame(w http.ResponseWriter, r *http.Request) {
	sandbox := ""
	if r.URL.Query().Has("sandbox") {
		sandbox = ` sandbox="allow-scripts"`
	}
	fmt.Fprintf(w, `<!DOCTYPE html><body style="margin:20px;background:#ddd"><h1>A site</h1><iframe width="560" height="315" src="/videos/playable?autoplay&amp;mute" frameborder="0" allow="autoplay; fullscreen; encrypted-media; picture-in-picture"%s></iframe>`, sandbox)
}

// frames is a page of three players, the last one below the screen.
func frames(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, `<!DOCTYPE html><html lang="en"><title>Frames</title><link rel="icon" href="data:,"><body style="margin:0">`)
	for _, name := range []string{"one", "two", "far"} {
		if name == "far" {
			fmt.Fprint(w, `<div style="height:3000px"></div>`)
		}
		fmt.Fprintf(w, `<iframe name="%[1]s" width="560" height="315" style="border:0;display:block" src="/videos/%[1]s" allow="autoplay"></iframe>`, name)
	}
}
