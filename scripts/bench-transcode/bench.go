package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"kinora/client"
	"kinora/scripts/server"
)

const apiKey = "1$0123456789abcdef0123456789abcdef"

// started is a server with an empty queue.
type started struct {
	*server.Server
	api  *client.Client
	data string
	log  *bytes.Buffer // to be read once it stopped
}

func (b *bench) start(ctx context.Context, args ...string) (*started, error) {
	data, err := os.MkdirTemp(b.dir, "data-*")
	if err != nil {
		return nil, err
	}
	s := &started{data: data, log: &bytes.Buffer{}}
	s.Server, err = server.Kinora(ctx, b.program, s.log, append([]string{"--data-dir", data, "--api-key", apiKey,
		"--allow-private-origins", "127.0.0.0/8", "--log-level", "info", "--log-format", "json"}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, s.log)
	}
	s.api = client.New(s.Base, apiKey)
	return s, nil
}

// end stops the server and removes what it made.
func (s *started) end() {
	s.Stop()
	os.RemoveAll(s.data)
}

// send has a source fetched and returns the video once it has come so far.
func (b *bench) send(ctx context.Context, s *started, source string, pause time.Duration, far func(client.Video) bool) (client.Video, error) {
	made, err := s.api.CreateVideos(ctx, []client.NewVideo{{Name: "bench", OriginURL: b.origin + "/" + source}})
	if err != nil {
		return client.Video{}, err
	}
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		v, err := s.api.Video(ctx, made[0].ID)
		switch {
		case err != nil:
			return v, err
		case v.Status == "error" || v.Error != nil:
			return v, fmt.Errorf("the video ended as %s: %s", v.Status, *v.Error)
		case far(v):
			return v, nil
		}
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case <-ticker.C:
		}
	}
}

func ready(v client.Video) bool { return v.Status == "ready" }

// ladder is that of 1080p, top first, as somebody would write it down who makes
// nothing but these files.
var ladder = []struct {
	width, height, kbps, audio int
	profile                    string
}{{1920, 1080, 4050, 128, "high"}, {1280, 720, 1800, 128, "high"}, {832, 468, 800, 128, "main"}, {640, 360, 450, 64, "main"}}

// byHand makes the ladder by one command.
func (b *bench) byHand(ctx context.Context, source string) (usage, error) {
	args := []string{"-i", b.path(source), "-filter_complex",
		"[0:v]split=4[v0][a][b][c];[a]scale=1280:720:flags=bicubic[v1];[b]scale=832:468:flags=bicubic[v2];[c]scale=640:360:flags=bicubic[v3]"}
	for i, r := range ladder {
		rate := strconv.Itoa(r.kbps) + "k"
		args = append(args, "-map", fmt.Sprintf("[v%d]", i), "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", r.profile,
			"-crf", "23", "-maxrate", rate, "-bufsize", strconv.Itoa(2*r.kbps)+"k", "-g", "60", "-keyint_min", "60", "-sc_threshold", "0",
			"-flags", "+cgop", "-bf", "3", "-threads", "4", "-c:a", "aac", "-ar", "44100", "-b:a", strconv.Itoa(r.audio)+"k", b.path(fmt.Sprintf("by-hand-%d.mp4", i)))
	}
	_, took, err := ffmpeg(ctx, args...)
	return took, err
}

// work compares all that is done for a video with the encoding alone.
func (b *bench) work(ctx context.Context) error {
	source, err := b.irregular(ctx)
	if err != nil {
		return err
	}
	var walls, cpus, hands, checks, stills []float64
	for range b.rounds {
		hand, err := b.byHand(ctx, source)
		if err != nil {
			return err
		}
		took, parts, err := b.whole(ctx, source)
		if err != nil {
			return err
		}
		hands = append(hands, hand.wall.Seconds())
		walls = append(walls, took.wall.Seconds()/hand.wall.Seconds())
		cpus = append(cpus, took.cpu.Seconds()/hand.cpu.Seconds())
		checks = append(checks, parts["verify"].Seconds()/hand.wall.Seconds())
		stills = append(stills, parts["stills"].Seconds()/hand.wall.Seconds())
	}
	fmt.Printf("work: 60 s of 1080p30 into 4 renditions, by hand %.1f s\n", server.Median(hands))
	fmt.Printf("  wall   %.3f of it (target at most 1.20)\n  CPU    %.3f of it (target at most 1.20)\n", server.Median(walls), server.Median(cpus))
	fmt.Printf("  of its wall time, summed up: verification %.3f (two renditions at a time), stills %.3f\n", server.Median(checks), server.Median(stills))
	return nil
}

// whole takes a source to ready on a new server. parts are the times of the
// verification and the stills, as the log has them.
func (b *bench) whole(ctx context.Context, source string) (took usage, parts map[string]time.Duration, err error) {
	s, err := b.start(ctx)
	if err != nil {
		return took, nil, err
	}
	defer s.end()
	before, err := s.CPU()
	if err != nil {
		return took, nil, err
	}
	begun := time.Now()
	v, err := b.send(ctx, s, source, 100*time.Millisecond, ready)
	if err != nil {
		return took, nil, err
	}
	took.wall = time.Since(begun)
	if took.cpu, err = s.CPU(); err != nil {
		return took, nil, err
	}
	took.cpu -= before
	if err := b.sameFiles(v); err != nil {
		return took, nil, err
	}
	s.Stop()
	return took, times(s.log), nil
}

// sameFiles makes sure that the renditions are those that were made by hand.
func (b *bench) sameFiles(v client.Video) error {
	if len(v.Renditions) != len(ladder) {
		return fmt.Errorf("%d renditions instead of %d", len(v.Renditions), len(ladder))
	}
	for i, r := range ladder {
		got := v.Renditions[len(ladder)-1-i]
		info, err := os.Stat(b.path(fmt.Sprintf("by-hand-%d.mp4", i)))
		if err != nil {
			return err
		}
		if share := float64(*got.Size) / float64(info.Size()); share < 0.97 || share > 1.03 {
			return fmt.Errorf("%s has %.2f of the bytes of that of %dx%d by hand", got.Name, share, r.width, r.height)
		}
	}
	return nil
}

// times sums up what the log says of the parts of the work.
func times(log *bytes.Buffer) map[string]time.Duration {
	sums := map[string]time.Duration{}
	for line := range strings.Lines(log.String()) {
		var entry struct {
			Message string        `json:"msg"`
			Kind    string        `json:"kind"`
			Took    time.Duration `json:"dur"`
			Verify  time.Duration `json:"verify"`
		}
		if json.Unmarshal([]byte(line), &entry) != nil {
			continue
		}
		sums["verify"] += entry.Verify
		if entry.Message == "job" {
			sums[entry.Kind] += entry.Took
		}
	}
	return sums
}

// viewable compares the time after which a long video plays with that of
// ffmpeg's copying alone, until its copy is on disk as kinora's is.
func (b *bench) viewable(ctx context.Context) error {
	source, err := b.fit(ctx)
	if err != nil {
		return err
	}
	var waits, copies, unsafe []float64
	for range b.rounds {
		begun := time.Now()
		_, took, err := ffmpeg(ctx, "-i", b.path(source), "-c", "copy", b.path("copy.mp4"))
		if err != nil {
			return err
		}
		if err := flush(b.path("copy.mp4")); err != nil {
			return err
		}
		copies, unsafe = append(copies, time.Since(begun).Seconds()), append(unsafe, took.wall.Seconds())
		if err := os.Remove(b.path("copy.mp4")); err != nil {
			return err
		}
		wait, err := b.wait(ctx, source)
		if err != nil {
			return err
		}
		waits = append(waits, wait.Seconds())
	}
	wait, copied := server.Median(waits), server.Median(copies)
	fmt.Printf("viewable: half an hour of 1080p30 that is copied, ffmpeg -c copy %.2f s, %.2f s until it is on disk\n", server.Median(unsafe), copied)
	fmt.Printf("  %.2f s, %.2f of the latter (targets under 6 s and at most 3.0)\n", wait, wait/copied)
	return nil
}

// flush brings a file to disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (b *bench) wait(ctx context.Context, source string) (time.Duration, error) {
	s, err := b.start(ctx)
	if err != nil {
		return 0, err
	}
	defer s.end()
	begun := time.Now()
	v, err := b.send(ctx, s, source, 50*time.Millisecond, func(v client.Video) bool { return v.Status == "viewable" || v.Status == "ready" })
	if err != nil {
		return 0, err
	}
	took := time.Since(begun)
	if top := v.Renditions[len(v.Renditions)-1]; top.Status != "complete" {
		plan, _ := exec.CommandContext(ctx, b.program, "video", "plan", b.path(source)).Output() //nolint:gosec // the program that is measured
		return 0, fmt.Errorf("the source was not copied\n%s", plan)
	}
	return took, nil
}

// quality compares the renditions with two-pass encodes.
func (b *bench) quality(ctx context.Context) error {
	source, err := b.irregular(ctx)
	if err != nil {
		return err
	}
	s, err := b.start(ctx, "--chunk-duration", "10s")
	if err != nil {
		return err
	}
	defer s.end()
	v, err := b.send(ctx, s, source, 100*time.Millisecond, ready)
	if err != nil {
		return err
	}
	fmt.Println("quality: SSIM of the renditions, encoded in chunks of 10 s, and of two-pass encodes of the whole")
	for i, r := range ladder {
		got := v.Renditions[len(ladder)-1-i]
		file := b.path("rendition.mp4")
		if err := download(ctx, got.MP4URL, file); err != nil {
			return err
		}
		rate, err := bitRate(ctx, file)
		if err != nil {
			return err
		}
		scale := fmt.Sprintf("scale=%d:%d:flags=bicubic", r.width, r.height)
		for _, pass := range []string{"1", "2"} {
			if _, _, err := ffmpeg(ctx, "-i", b.path(source), "-an", "-vf", scale, "-c:v", "libx264", "-preset", "veryfast", "-profile:v", r.profile,
				"-b:v", rate, "-g", "60", "-keyint_min", "60", "-sc_threshold", "0", "-bf", "3",
				"-pass", pass, "-passlogfile", b.path("pass"), b.path("two-pass.mp4")); err != nil {
				return err
			}
		}
		ours, err := b.ssim(ctx, source, scale, file)
		if err != nil {
			return err
		}
		twice, err := b.ssim(ctx, source, scale, b.path("two-pass.mp4"))
		if err != nil {
			return err
		}
		second, err := bitRate(ctx, b.path("two-pass.mp4"))
		if err != nil {
			return err
		}
		fmt.Printf("  %4dx%-4d %.4f at %s bit/s, two passes %.4f at %s: %+.4f (target at least -0.002)\n", r.width, r.height, ours, rate, twice, second, ours-twice)
	}
	return nil
}

// ssim is the mean structural similarity of a file's frames to the source.
func (b *bench) ssim(ctx context.Context, source, scale, file string) (float64, error) {
	messages, _, err := ffmpeg(ctx, "-i", b.path(source), "-i", file, "-filter_complex", "[0:v]"+scale+"[s];[1:v][s]ssim", "-f", "null", "-")
	if err != nil {
		return 0, err
	}
	_, rest, found := strings.Cut(messages, "All:")
	text, _, _ := strings.Cut(rest, " ")
	if !found {
		return 0, fmt.Errorf("ffmpeg told no SSIM: %s", messages)
	}
	return strconv.ParseFloat(text, 64)
}

// bitRate is that of a file's picture in bit/s.
func bitRate(ctx context.Context, file string) (string, error) {
	out, err := exec.CommandContext(ctx, "ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=bit_rate", "-of", "csv=p=0", file).Output()
	return strings.TrimSpace(string(out)), err
}

func download(ctx context.Context, url, path string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, res.Status)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, res.Body)
	return err
}
