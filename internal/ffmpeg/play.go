package ffmpeg

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Played is what came out of playing a manifest to its end.
type Played struct {
	Frames   int64         // video frames decoded, of the first variant
	Duration time.Duration // end of the longest stream decoded
	Video    bool
	Sound    bool
}

// playTime is the longest that playing may take.
const playTime = 10 * time.Minute

// playProtocols are what a manifest of ours may lead to, encrypted segments
// included.
const playProtocols = "http,tcp,crypto"

// Play decodes a manifest or file of a kinora server over HTTP from end to
// end, first variant and first audio track. Anything that ffmpeg complains of
// is an error. It is for checking what a server delivers, never for reading a
// source: url must be the server's own.
func (t *Tools) Play(ctx context.Context, url string) (Played, error) {
	if path, _, _ := strings.Cut(url, "?"); !strings.HasSuffix(path, ".mpd") {
		return t.play(ctx, url, "-map", "0:v:0?", "-map", "0:a:0?")
	}
	// ffmpeg ends a DASH manifest with the first of its streams that ends, so
	// each is played by itself.
	var all Played
	begin, err := t.play(ctx, url, "-map", "0:v:0?", "-map", "0:a:0?", "-t", "0.1")
	if err == nil && begin.Video {
		all, err = t.play(ctx, url, "-map", "0:v:0")
	}
	if err == nil && begin.Sound {
		var sound Played
		sound, err = t.play(ctx, url, "-map", "0:a:0")
		all.Sound, all.Duration = true, max(all.Duration, sound.Duration)
	}
	return all, err
}

// play decodes what the output options choose.
func (t *Tools) play(ctx context.Context, url string, choice ...string) (Played, error) {
	list := frameList{bases: map[string]Ratio{}, kinds: map[string]string{}}
	args := []string{"-nostdin", "-hide_banner", "-nostats", "-v", "error", "-xerror", "-protocol_whitelist", playProtocols, "-i", url}
	args = append(args, choice...)
	p := process{
		path: t.ffmpeg, timeout: playTime, stdout: &Lines{Line: list.line},
		args: append(args, "-fps_mode", "passthrough", "-c:v", "wrapped_avframe", "-f", "framecrc", "-"),
	}
	if err := p.run(ctx); err != nil {
		return list.played, fmt.Errorf("play %s: %w", url, err)
	}
	return list.played, nil
}

// frameList reads what ffmpeg's framecrc muxer writes: of each stream lines
// such as "#tb 0: 1/25" and "#media_type 0: video", and of each frame its
// stream, decoding and presentation time, duration, size and sum.
type frameList struct {
	played Played
	bases  map[string]Ratio  // of time, by stream
	kinds  map[string]string // video or audio
}

func (l *frameList) line(text string) {
	if about, is := strings.CutPrefix(text, "#"); is {
		name, value, _ := strings.Cut(about, ": ")
		switch kind, stream, _ := strings.Cut(name, " "); kind {
		case "tb":
			l.bases[stream] = parseRatio(value)
		case "media_type":
			l.kinds[stream] = value
			l.played.Video = l.played.Video || value == "video"
			l.played.Sound = l.played.Sound || value == "audio"
		}
		return
	}
	f := strings.Split(strings.ReplaceAll(text, " ", ""), ",")
	if len(f) < 4 {
		return
	}
	if l.kinds[f[0]] == "video" {
		l.played.Frames++
	}
	l.played.Duration = max(l.played.Duration, l.bases[f[0]].ticks(number(f[2], 0)+number(f[3], 0)))
}
