package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/packaging"
)

// The videos that are served. Their bytes are the same, so that the page cache
// holds one, but they are different videos to the server.
const (
	seconds   = 40
	segments  = seconds / 4
	shared    = 8 // videos that the cases spread their requests over
	accountID = 1
)

// rung is one quality of the ladder.
type rung struct {
	height, videoKbps, audioKbps int
}

var ladder = []rung{{360, 500, 96}, {480, 900, 96}, {720, 2000, 128}}

// media is a rung, encoded.
type media struct {
	rung
	path string // of the MP4; the index is beside it
	size int64
	ix   *packaging.Index
}

// encodeLadder makes the MP4 and the index of each rung in dir. The picture is
// noisy, so that its bit rate is what was asked for.
func encodeLadder(ctx context.Context, dir string) ([]media, error) {
	var list []media
	for _, r := range ladder {
		size := strconv.Itoa((r.height*16/9+1)&^1) + "x" + strconv.Itoa(r.height)
		rate := strconv.Itoa(r.videoKbps) + "k"
		video, err := encode(ctx, dir, "video.mp4", "-f", "lavfi", "-i", "testsrc2=rate=25:size="+size, "-vf", "noise=alls=20:allf=t", "-t", strconv.Itoa(seconds),
			"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-flags", "+cgop",
			"-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-x264-params", "nal-hrd=vbr")
		if err != nil {
			return nil, err
		}
		audio, err := encode(ctx, dir, "audio.mp4", "-f", "lavfi", "-i", "anoisesrc=r=48000", "-t", strconv.Itoa(seconds), "-ac", "2", "-c:a", "aac", "-b:a", strconv.Itoa(r.audioKbps)+"k")
		if err != nil {
			return nil, err
		}
		m, err := assemble(filepath.Join(dir, strconv.Itoa(r.height)+".mp4"), r, video, audio)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

func encode(ctx context.Context, dir, name string, args ...string) (packaging.Source, error) {
	path := filepath.Join(dir, name)
	args = append(append([]string{"-v", "error", "-nostdin", "-y"}, args...), path)
	if out, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput(); err != nil {
		return packaging.Source{}, fmt.Errorf("ffmpeg: %w\n%s", err, out)
	}
	body, err := os.ReadFile(path)
	return packaging.Source{R: bytes.NewReader(body), Size: int64(len(body))}, err
}

func assemble(path string, r rung, video, audio packaging.Source) (media, error) {
	audio.Language = "eng"
	var out bytes.Buffer
	ix, err := packaging.Assemble(&out, 4*time.Second, &video, []packaging.Source{audio})
	if err != nil {
		return media{}, err
	}
	raw, err := ix.MarshalBinary()
	if err != nil {
		return media{}, err
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil { //nolint:gosec // nginx reads it as another user
		return media{}, err
	}
	return media{r, path, int64(out.Len()), ix}, os.WriteFile(path+".index", raw, 0o600)
}

// catalogue writes the rows and links the objects of n videos into the data
// folder of a kinora that does not run.
func catalogue(ctx context.Context, data string, n int, ladder []media) ([]catalog.Video, error) {
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, "sqlite:"+filepath.Join(data, "kinora.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	if err := account.New(db).Ensure(ctx, "1$00"); err != nil {
		return nil, err
	}
	videos := make([]catalog.Video, n)
	err = db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		for i := range videos {
			v, err := insert(ctx, tx, data, i, ladder)
			if err != nil {
				return err
			}
			videos[i] = v
		}
		return nil
	})
	return videos, err
}

func insert(ctx context.Context, tx *database.Tx, data string, i int, ladder []media) (catalog.Video, error) {
	now, duration := time.Now().UnixMilli(), int64(seconds*1000)
	v := catalog.Video{
		AccountID: accountID, Slug: fmt.Sprintf("bench%05d", i), Name: "bench", Status: catalog.StatusReady, Duration: &duration,
		Projection: "regular", AutoTranscribe: "disable", AutoTranslate: "disable", Stills: catalog.StillsFailed, CreatedAt: now, UpdatedAt: now,
	}
	if _, err := tx.NewInsert().Model(&v).Exec(ctx); err != nil {
		return v, err
	}
	for position, m := range ladder {
		r, err := publish(data, v.ID, int64(position), m)
		if err != nil {
			return v, err
		}
		if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
			return v, err
		}
		v.Renditions = append(v.Renditions, r)
	}
	for _, language := range []string{"eng", "deu"} {
		s := catalog.Subtitle{VideoID: v.ID, Language: language, Name: language, VTT: "WEBVTT\n\n00:01.000 --> 00:02.000\nText\n", UpdatedAt: now}
		if _, err := tx.NewInsert().Model(&s).Exec(ctx); err != nil {
			return v, err
		}
	}
	return v, nil
}

// publish links an MP4 and its index to where the store keeps them, and
// describes them.
func publish(data string, video, position int64, m media) (*catalog.Rendition, error) {
	file := fmt.Sprintf("qid%dv1_h264_%d_%d.mp4", 3570+position, m.videoKbps, m.height)
	object := fmt.Sprintf("videos/%d/%s", video, file)
	path := filepath.Join(data, "storage", object)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, err
	}
	for _, suffix := range []string{"", ".index"} {
		if err := os.Link(m.path+suffix, path+suffix); err != nil {
			return nil, err
		}
	}
	v, a := m.ix.Video(), m.ix.Audio()[0]
	num, den := v.FrameRate()
	width, height, duration, bps := int64(v.Config.Width), int64(v.Config.Height), int64(seconds*1000), m.ix.KeyFrameBitRate()
	videoCodecs, audioCodecs := v.Config.String(), a.Config.String()
	return &catalog.Rendition{
		VideoID: video, Position: position, Name: strconv.Itoa(m.height) + "p", QualityID: 3570 + position, Version: 1, Codec: "h264", ShortSide: int64(m.height),
		Width: &width, Height: &height, FrameWidth: &width, FrameHeight: &height, VideoKbps: int64(m.videoKbps), AudioKbps: int64(m.audioKbps),
		File: file, Object: &object, Status: catalog.RenditionComplete, Progress: 100, Size: &m.size, Duration: &duration,
		VideoCodecs: &videoCodecs, AudioCodecs: &audioCodecs, FPSNum: &num, FPSDen: &den, KeyFrameBPS: &bps,
		AudioTracks: []catalog.AudioTrack{{Language: "eng", Codecs: audioCodecs, Channels: 2}},
	}, nil
}
