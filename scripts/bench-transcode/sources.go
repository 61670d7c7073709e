package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// usage is what something took.
type usage struct{ wall, cpu time.Duration }

// ffmpeg runs it and returns what it wrote as messages.
func ffmpeg(ctx context.Context, args ...string) (messages string, took usage, err error) {
	begun := time.Now()
	cmd := exec.CommandContext(ctx, "ffmpeg", append([]string{"-nostdin", "-hide_banner", "-nostats", "-y"}, args...)...) //nolint:gosec // a benchmark's own arguments
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Run(); err != nil {
		return "", took, fmt.Errorf("ffmpeg %s: %w\n%s", strings.Join(args, " "), err, out.String())
	}
	used, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return out.String(), usage{time.Since(begun), time.Duration(used.Utime.Nano() + used.Stime.Nano())}, nil
}

// pictures are the inputs and filters of film without end.
func (b *bench) pictures() []string {
	if b.film != "" {
		return []string{"-stream_loop", "-1", "-i", b.film, "-map", "0:v:0", "-map", "0:a:0",
			"-vf", "scale=1920:1080:force_original_aspect_ratio=decrease,pad=1920:1080:-1:-1,setsar=1,fps=30,format=yuv420p"}
	}
	// A zoom into fractals with grain and things that move: sharp and soft parts.
	return []string{"-f", "lavfi", "-i", "mandelbrot=s=960x540:r=30:maxiter=300:end_pts=300", "-f", "lavfi", "-i", "anoisesrc=a=0.05:c=pink:r=48000",
		"-vf", "scale=1920:1080,noise=alls=6:allf=t,format=yuv420p"}
}

// irregular makes a minute of 1080p30 whose key frames stand where scenes
// change, so that all of it has to be encoded, of more bits than any rendition.
func (b *bench) irregular(ctx context.Context) (name string, err error) {
	args := append(b.pictures(), "-t", "60", "-c:v", "libx264", "-preset", "fast", "-crf", "13", "-g", "250",
		"-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-c:a", "aac", "-b:a", "160k", "-ac", "2", "-ar", "48000", b.path("minute.mp4"))
	if _, err := os.Stat(b.path("minute.mp4")); err == nil {
		return "minute.mp4", nil
	}
	_, _, err = ffmpeg(ctx, args...)
	return "minute.mp4", err
}

// fit makes half an hour of 1080p30 that can be served as it is.
func (b *bench) fit(ctx context.Context) (name string, err error) {
	args := append(b.pictures(), "-t", "60", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "2500k", "-maxrate", "3500k", "-bufsize", "5000k",
		"-x264-params", "keyint=60:min-keyint=60:scenecut=0", "-color_range", "tv",
		"-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000", b.path("part.mp4"))
	if _, _, err := ffmpeg(ctx, args...); err != nil {
		return "", err
	}
	list := slices.Repeat([]string{"file part.mp4"}, 30)
	if err := os.WriteFile(b.path("list.txt"), []byte(strings.Join(list, "\n")), 0o600); err != nil {
		return "", err
	}
	if _, _, err := ffmpeg(ctx, "-f", "concat", "-i", b.path("list.txt"), "-map", "0:v", "-c", "copy", "-an", b.path("silent.mp4")); err != nil {
		return "", err
	}
	// Sound of its own: joined packets of AAC would be longer than the picture.
	_, _, err = ffmpeg(ctx, "-i", b.path("silent.mp4"), "-f", "lavfi", "-i", "anoisesrc=a=0.05:c=pink:r=48000", "-map", "0:v", "-map", "1:a",
		"-c:v", "copy", "-c:a", "aac", "-ac", "2", "-b:a", "128k", "-t", "1800", b.path("half-hour.mp4"))
	return "half-hour.mp4", err
}
