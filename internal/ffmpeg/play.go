package ffmpeg

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Played is what came out of playing a manifest to its end.
type Played struct {
	Frames   int64         // video frames decoded, of the first variant
	Duration time.Duration // time of the longest stream decoded
	Video    bool
	Sound    bool
	Variants int // video streams listed
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
	played, err := t.streamsAt(ctx, url)
	if err != nil {
		return played, err
	}
	// One at a time, for ffmpeg ends a DASH manifest with its first stream.
	if played.Video {
		last, err := t.playStream(ctx, url, "0:v:0")
		if err != nil {
			return played, err
		}
		played.Frames, played.Duration = last.Frame, last.Time
	}
	if played.Sound {
		last, err := t.playStream(ctx, url, "0:a:0")
		if err != nil {
			return played, err
		}
		played.Duration = max(played.Duration, last.Time)
	}
	return played, nil
}

// playStream decodes one stream and returns the last report.
func (t *Tools) playStream(ctx context.Context, url, stream string) (last Progress, err error) {
	p := process{
		path: t.ffmpeg, timeout: playTime,
		args: []string{
			"-nostdin", "-hide_banner", "-nostats", "-v", "error", "-xerror", "-progress", "pipe:3",
			"-protocol_whitelist", playProtocols, "-i", url, "-map", stream, "-fps_mode", "passthrough", "-f", "null", "-",
		},
		progress: func(now Progress) { last = now },
	}
	if err := p.run(ctx); err != nil {
		return last, fmt.Errorf("play %s: %w", url, err)
	}
	return last, nil
}

func (t *Tools) streamsAt(ctx context.Context, url string) (Played, error) {
	out := &limitedBuffer{max: 1 << 20}
	p := process{
		path: t.ffprobe, stdout: out, timeout: time.Minute,
		args: []string{"-v", "error", "-protocol_whitelist", playProtocols, "-show_entries", "stream=codec_type", "-of", "json", url},
	}
	if err := p.run(ctx); err != nil {
		return Played{}, err
	}
	var found struct {
		Streams []struct {
			Type string `json:"codec_type"`
		} `json:"streams"`
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		return Played{}, err
	}
	var played Played
	for _, s := range found.Streams {
		played.Video = played.Video || s.Type == "video"
		played.Sound = played.Sound || s.Type == "audio"
		if s.Type == "video" {
			played.Variants++
		}
	}
	if !played.Video && !played.Sound {
		return played, errors.New("nothing to play")
	}
	return played, nil
}
