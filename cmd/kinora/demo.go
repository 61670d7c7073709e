package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kinora/client"
	"kinora/internal/ffmpeg"
)

type demoCommand struct {
	Exit    bool   `help:"Leave when the videos are done: status 0 when all of them play, else 1."`
	Listen  string `default:"127.0.0.1:0" help:"Address to serve on."`
	LogFile string `help:"Write the server's log here. Default: a file in the temporary folder."`
}

// demoKey is the API key of a demo's account; the server and its data are
// gone when the demo ends.
const demoKey = "1$64656d6f64656d6f64656d6f"

// clip is one generated source.
type clip struct {
	name, file string
	width      int
	height     int
	seconds    int
	rate       string
	sound      bool
}

var clips = []clip{
	{"Landscape with sound", "landscape.mp4", 1280, 720, 12, "30000/1001", true},
	{"Portrait", "portrait.mp4", 720, 1280, 8, "25", true},
	{"Silent", "silent.mp4", 640, 360, 20, "24", false},
}

const demoSubtitles = "WEBVTT\n\n00:00:00.500 --> 00:00:03.000\nWelcome to kinora.\n\n00:00:03.500 --> 00:00:07.000\nThese words came with the batch.\n"

// Run shows the whole way of a batch, from three files to three players.
func (c *demoCommand) Run(env *environment) error {
	dir, err := os.MkdirTemp("", "kinora-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d := &demo{env: env, dir: dir}
	if err := d.start(c); err != nil {
		return err
	}
	err = d.play()
	if err == nil && !c.Exit {
		fmt.Fprintln(env.out, "\nServing until Ctrl-C; the console: "+d.app.settings.PublicURL+"/console, API key "+demoKey)
		<-env.ctx.Done()
	}
	return errors.Join(err, d.stop())
}

// demo is one run of the demo command.
type demo struct {
	env     *environment
	dir     string
	tools   *ffmpeg.Tools
	origin  *http.Server
	files   string // base URL of the generated clips
	app     *app
	cancel  context.CancelFunc
	stopped chan error
	api     *client.Client
}

// start brings up the clips' origin and the server, in this process.
func (d *demo) start(c *demoCommand) error {
	var err error
	if d.tools, err = ffmpeg.Locate(d.env.ctx, ffmpeg.Options{}); err != nil {
		return fmt.Errorf("%w\n'make demo' installs what is missing", err)
	}
	if err := d.makeClips(); err != nil {
		return err
	}
	if err := d.serveClips(); err != nil {
		return err
	}
	log, err := d.logger(c.LogFile)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	s := defaultSettings()
	s.DataDir, s.APIKey = filepath.Join(d.dir, "data"), demoKey
	s.AllowPrivateOrigins = []string{"127.0.0.0/8"}
	if d.app, err = newApp(d.env.ctx, s, listener, log); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.env.ctx))
	d.cancel, d.stopped = cancel, make(chan error, 1)
	go func() { d.stopped <- d.app.run(ctx) }()
	d.api = client.New(d.app.settings.PublicURL, demoKey)
	fmt.Fprintf(d.env.out, "server   %s\nconsole  %s/console\nAPI key  %s\n\n", d.app.settings.PublicURL, d.app.settings.PublicURL, demoKey)
	return nil
}

func (d *demo) logger(file string) (*slog.Logger, error) {
	if file == "" {
		file = filepath.Join(d.dir, "server.log")
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	return newLogger(defaultSettings(), f), nil
}

func (d *demo) makeClips() error {
	for _, c := range clips {
		fmt.Fprintf(d.env.out, "making %-22s %d×%d, %d s\n", c.name, c.width, c.height, c.seconds)
		args := []string{"-f", "lavfi", "-i", fmt.Sprintf("testsrc2=size=%dx%d:rate=%s:duration=%d", c.width, c.height, c.rate, c.seconds)}
		if c.sound {
			args = append(args, "-f", "lavfi", "-i", fmt.Sprintf("sine=frequency=440:beep_factor=4:duration=%d", c.seconds))
		}
		args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", filepath.Join(d.dir, c.file))
		if err := d.tools.Run(d.env.ctx, ffmpeg.Command{Args: args, Dir: d.dir}); err != nil {
			return fmt.Errorf("make %s: %w", c.file, err)
		}
	}
	return nil
}

func (d *demo) serveClips() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	for _, c := range clips {
		mux.HandleFunc("GET /"+c.file, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFile(w, r, filepath.Join(d.dir, c.file))
		})
	}
	d.origin = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	d.files = "http://" + listener.Addr().String() + "/"
	go func() { _ = d.origin.Serve(listener) }() // ends with stop
	return nil
}

// play sends the batch, follows it, and plays what came out.
func (d *demo) play() error {
	folder, err := d.api.CreateDirectory(d.env.ctx, "Demo", nil)
	if err != nil {
		return err
	}
	items := make([]client.NewVideo, len(clips))
	for i, c := range clips {
		items[i] = client.NewVideo{
			Name: c.name, OriginURL: d.files + c.file, DirectoryID: &folder.ID,
			Subtitles: []client.Subtitle{{Language: "eng", Name: "English", VTT: demoSubtitles}},
		}
	}
	began := time.Now()
	made, err := d.api.CreateVideos(d.env.ctx, items)
	if err != nil {
		return err
	}
	videos, err := follow(d.env.ctx, d.api, idsOf(made), newBars(d.env.out, false).draw)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.env.out, "\ndone after %.1f s; playing them:\n", time.Since(began).Seconds())
	for i := range videos {
		if err := d.verify(&videos[i], clips[i]); err != nil {
			return fmt.Errorf("%s: %w", videos[i].Name, err)
		}
	}
	return nil
}

// verify plays a video's manifests from end to end and compares what comes
// out with the clip that went in.
func (d *demo) verify(v *client.Video, c clip) error {
	if v.Status != "ready" {
		return fmt.Errorf("status %s: %s", v.Status, deref(v.Error))
	}
	var played []string
	for _, m := range []struct{ name, url string }{{"HLS", v.HLSURL}, {"HLS CMAF", v.HLSCMAFURL}, {"DASH", v.DASHURL}} {
		got, err := d.tools.Play(d.env.ctx, m.url)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		if off := got.Duration.Seconds() - float64(c.seconds); off < -0.2 || off > 0.2 || got.Sound != c.sound {
			return fmt.Errorf("%s: %s (sound: %t) came out of %d s (sound: %t)", m.name, got.Duration, got.Sound, c.seconds, c.sound)
		}
		played = append(played, fmt.Sprintf("%s %d frames", m.name, got.Frames))
	}
	fmt.Fprintf(d.env.out, "\n%s: %s\n  player  %s\n  HLS     %s\n  DASH    %s\n", v.Name, strings.Join(played, ", "), v.IframeURL, v.HLSURL, v.DASHURL)
	for _, r := range v.Renditions {
		fmt.Fprintf(d.env.out, "  MP4     %s\n", r.MP4URL)
	}
	return nil
}

func (d *demo) stop() error {
	d.cancel()
	err := <-d.stopped
	return errors.Join(err, d.app.close(), d.origin.Close())
}
