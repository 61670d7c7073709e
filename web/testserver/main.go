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
	"sync/atomic"

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
	ready     atomic.Bool // whether the video "processing" has become playable
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/assets/", web.Assets())
	mux.HandleFunc("GET /videos/{name}", s.player)
	mux.HandleFunc("GET /videos/{name}/{file}", s.media)
	mux.HandleFunc("POST /ready", func(http.ResponseWriter, *http.Request) { s.ready.Store(true) })
	mux.HandleFunc("GET /frame", frame)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	return mux
}

// state is what the name of a video says.
func (s *server) state(name string) string {
	switch name {
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
	base := "http://" + r.Host + r.URL.Path
	v := web.PlayerVideo{Title: "The <b>long</b> way home & other journeys", HLS: base + "/master.m3u8", State: s.state(name)}
	if v.State == web.Playable {
		v.Poster, v.Sprite, v.SpriteVTT = base+"/poster.jpg", base+"/sprite.jpg", s.cues
		v.Duration, v.DASH = 12, base+"/master.mpd"
	}
	if name == "audio" {
		v.Audio, v.HLS, v.Sprite, v.SpriteVTT = true, base+"/audio.m3u8", "", ""
	}
	s.page.Serve(w, r, v)
}

func (s *server) media(w http.ResponseWriter, r *http.Request) {
	if s.state(r.PathValue("name")) != web.Playable {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", "*")
	http.ServeFile(w, r, filepath.Join(s.dir, filepath.Base(r.PathValue("file"))))
}

// frame embeds a page as other sites do; ?sandbox takes its origin away.
func frame(w http.ResponseWriter, r *http.Request) {
	sandbox := ""
	if r.URL.Query().Has("sandbox") {
		sandbox = ` sandbox="allow-scripts"`
	}
	fmt.Fprintf(w, `<!DOCTYPE html><body style="margin:20px;background:#ddd"><h1>A site</h1><iframe width="560" height="315" src="/videos/playable?autoplay&amp;mute" frameborder="0" allow="autoplay; fullscreen; encrypted-media; picture-in-picture"%s></iframe>`, sandbox)
}
