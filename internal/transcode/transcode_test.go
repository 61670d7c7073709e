package transcode

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/packaging"
	"kinora/internal/plan"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// bench is a transcoder with a video whose source is stored.
type bench struct {
	*Transcoder
	db    *database.DB
	store storage.Store
	video int64
}

func newBench(t *testing.T, path string, change func(p *plan.Plan)) *bench {
	t.Helper()
	ctx, tl := t.Context(), ffmpegtest.Tools(t)
	db := dbtest.SQLite(t)
	store, err := storage.Open(ctx, "file:"+t.TempDir())
	require.NoError(t, err)
	owner := newAccount(t, db)
	lib := catalog.New(db, catalog.Hooks{})
	made, err := lib.Create(ctx, owner, []catalog.NewVideo{{Name: "Harbour"}})
	require.NoError(t, err)
	id := made[0].ID
	b := &bench{db: db, store: store, video: id, Transcoder: New(Options{
		DB: db, Catalog: lib, Store: store, Sources: storage.NewCopies(store, t.TempDir(), 0), Tools: tl, Scratch: filepath.Join(t.TempDir(), "scratch"), Threads: 2,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})}
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, store.Put(ctx, address.SourceKey(id), f, -1))
	p, err := planFile(t, tl, path, plan.Settings{})
	require.NoError(t, err)
	if change != nil {
		change(p)
	}
	in, err := catalog.InspectionOf(p)
	require.NoError(t, err)
	require.NoError(t, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		return errors.Join(lib.InspectedTx(ctx, tx, id, in), lib.StillsTx(ctx, tx, id, 0, ""))
	}))
	return b
}

func newAccount(t testing.TB, db *database.DB) int64 {
	t.Helper()
	require.NoError(t, account.New(db).Ensure(t.Context(), "1$0123456789abcdef0123456789abcdef"))
	return 1
}

// run does one attempt and what the queue does with its answer.
func (b *bench) run(t *testing.T, ctx context.Context) error {
	t.Helper()
	job := jobs.Job[Args]{ID: 7, Attempt: 1, MaxAttempts: 3, Args: Args{VideoID: b.video}}
	finish, err := b.work(ctx, job)
	if finish != nil {
		require.NoError(t, b.db.InTx(context.Background(), finish))
	}
	left, _ := filepath.Glob(filepath.Join(b.o.Scratch, "*"))
	require.Empty(t, left, "scratch is removed")
	return err
}

func (b *bench) get(t *testing.T) catalog.Video {
	t.Helper()
	v, err := b.o.Catalog.ByID(context.Background(), b.video)
	require.NoError(t, err)
	return v
}

func (b *bench) objects(t *testing.T) []string {
	t.Helper()
	var keys []string
	for info, err := range b.store.List(context.Background(), "videos/") {
		require.NoError(t, err)
		keys = append(keys, info.Key)
	}
	return keys
}

// film is five seconds of 854x480 with sound.
func film(t *testing.T) string {
	return clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc=s=854x480:r=25", "-f", "lavfi", "-i", "sine=r=48000",
		"-t", "5", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-metadata:s:a:0", "language=spa")
}

func TestTranscode(t *testing.T) {
	b := newBench(t, film(t), nil)
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	require.EqualValues(t, 5000, *v.Duration)
	require.Len(t, v.Renditions, 2)
	for _, r := range v.Renditions {
		require.Equal(t, fmt.Sprintf("videos/%d/7-1/%s", b.video, r.File), *r.Object)
		require.EqualValues(t, 100, r.Progress)
		require.EqualValues(t, 25, *r.FPSNum)
		require.Equal(t, "mp4a.40.2", *r.AudioCodecs)
		require.Equal(t, []catalog.AudioTrack{{Language: "spa", Codecs: "mp4a.40.2", Channels: 2}}, r.AudioTracks)
		require.True(t, strings.HasPrefix(*r.VideoCodecs, "avc1.4d"), *r.VideoCodecs)
		require.Positive(t, *r.KeyFrameBPS)
		index := b.index(t, *r.Object)
		require.EqualValues(t, *r.FrameHeight, index.Video().Config.Height)
		require.Equal(t, 2, index.SegmentCount(0))
		require.Equal(t, index.Video().Duration(), 5*time.Second)
	}
	require.NoError(t, b.run(t, t.Context()), "a repeated job has nothing to do")
	require.Len(t, b.objects(t), 5)
}

// TestTranscodeVoices has three languages: each comes whole, in order, told
// apart by its pitch.
func TestTranscodeVoices(t *testing.T) {
	path := clip(t, "in.mkv", "-f", "lavfi", "-i", "testsrc=s=854x480:r=25", "-f", "lavfi", "-i", "sine=300:r=48000",
		"-f", "lavfi", "-i", "sine=600:r=44100", "-f", "lavfi", "-i", "sine=1200:r=48000", "-map", "0", "-map", "1", "-map", "2", "-map", "3",
		"-t", "3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "flac", "-disposition:a:0", "0", "-disposition:a:1", "default",
		"-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre", "-metadata:s:a:2", "language=eng",
		"-disposition:a:2", "comment")
	b := newBench(t, path, nil)
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	require.Len(t, v.Renditions, 2)
	for _, r := range v.Renditions {
		require.Equal(t, []catalog.AudioTrack{
			{Language: "fre", Codecs: "mp4a.40.2", Channels: 2},
			{Language: "eng", Codecs: "mp4a.40.2", Channels: 2},
			{Language: "eng", Title: "Commentary", Codecs: "mp4a.40.2", Channels: 2},
		}, r.AudioTracks)
		for i, track := range b.index(t, *r.Object).Audio() {
			require.Equal(t, r.AudioTracks[i].Language, track.Config.Language)
			require.InDelta(t, 3, track.Duration().Seconds(), 0.024)
		}
		object := b.local(t, *r.Object)
		for i, pitch := range []float64{600, 300, 1200} {
			require.InDelta(t, pitch, hertz(t, object, i), 10)
		}
	}
}

// local copies an object into a file.
func (b *bench) local(t *testing.T, key string) string {
	t.Helper()
	path, err := storage.Local(t.Context(), b.store, key, t.TempDir())
	require.NoError(t, err)
	return path
}

// hertz measures the pitch of a tone by its crossings of zero.
func hertz(t *testing.T, path string, track int) float64 {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-map", fmt.Sprintf("0:a:%d", track), "-ss", "1", "-t", "1",
		"-ac", "1", "-ar", "44100", "-f", "s16le", "-").Output()
	require.NoError(t, err)
	crossings, samples := 0, len(out)/2
	for i := 1; i < samples; i++ {
		if out[2*i-1] < 0x80 != (out[2*i+1] < 0x80) {
			crossings++
		}
	}
	return float64(crossings) / 2 / (float64(samples) / 44100)
}

// index reads the index of an object and checks the object against it.
func (b *bench) index(t *testing.T, key string) *packaging.Index {
	t.Helper()
	raw, err := b.store.Open(t.Context(), address.IndexKey(key))
	require.NoError(t, err)
	defer raw.Close()
	text := make([]byte, raw.Size())
	_, err = raw.ReadAt(text, 0)
	require.NoError(t, err)
	index, err := packaging.ParseIndex(text)
	require.NoError(t, err)
	return index
}

func TestTranscodeOnlySound(t *testing.T) {
	path := clip(t, "in.ogg", "-f", "lavfi", "-i", "sine=r=48000", "-t", "3", "-c:a", "libvorbis")
	b := newBench(t, path, nil)
	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	require.InDelta(t, 3000, *v.Duration, 30)
	require.Nil(t, v.Renditions[0].Width)
	require.Nil(t, v.Renditions[0].VideoCodecs)
}

func TestTranscodeOneRenditionFails(t *testing.T) {
	b := newBench(t, film(t), nil)
	ctx := t.Context()
	require.NoError(t, b.db.InTx(ctx, b.finish(b.video, map[int64]error{1: errors.New("broken")})))
	require.NoError(t, b.run(t, ctx))
	v := b.get(t)
	require.Equal(t, catalog.StatusViewable, v.Status)
	require.Equal(t, plan.TextEncodingFailed, *v.Error)
	require.Len(t, b.objects(t), 3)
}

func TestTranscodeFails(t *testing.T) {
	b := newBench(t, film(t), func(p *plan.Plan) { p.Demuxer = "avi" })
	err := b.run(t, t.Context())
	require.Error(t, err)
	require.ErrorContains(t, err, "given up")
	require.Equal(t, catalog.StatusPending, b.get(t).Status)
	require.NoError(t, b.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return b.failed(ctx, tx, jobs.Job[Args]{Args: Args{VideoID: b.video}}, err)
	}))
	v := b.get(t)
	require.Equal(t, catalog.StatusError, v.Status)
	require.Equal(t, plan.TextEncodingFailed, *v.Error)
}

// TestTranscodeNothingDecodes has a picture whose packets hold no frames.
func TestTranscodeNothingDecodes(t *testing.T) {
	path := film(t)
	b := newBench(t, path, nil)
	b.garble(t, path, "v")
	err := b.run(t, t.Context())
	if err == nil {
		require.Equal(t, catalog.StatusError, b.get(t).Status)
	}
	require.Len(t, b.objects(t), 1, "only the source")
}

// TestTranscodeSilence has sound whose packets hold none: the picture is worth
// publishing.
func TestTranscodeSilence(t *testing.T) {
	path := film(t)
	b := newBench(t, path, nil)
	b.garble(t, path, "a")
	require.NoError(t, b.run(t, t.Context()))
	require.Equal(t, catalog.StatusReady, b.get(t).Status)
}

// garble overwrites the packets of one kind of stream in the stored source.
func (b *bench) garble(t *testing.T, path, stream string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	out, err := exec.Command("ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=pos,size", "-of", "csv=p=0", path).Output()
	require.NoError(t, err)
	for _, line := range strings.Fields(string(out)) {
		var size, pos int
		_, err := fmt.Sscanf(line, "%d,%d", &size, &pos)
		require.NoError(t, err)
		for i := range size {
			data[pos+i] = 0xff
		}
	}
	require.NoError(t, b.store.Put(t.Context(), address.SourceKey(b.video), bytes.NewReader(data), -1))
}

func TestTranscodeDeleted(t *testing.T) {
	b := newBench(t, film(t), nil)
	require.NoError(t, b.o.Catalog.Delete(t.Context(), 1, b.video))
	require.NoError(t, b.run(t, t.Context()))
	require.Len(t, b.objects(t), 1)
}

func TestTranscodeCancelled(t *testing.T) {
	b := newBench(t, film(t), nil)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	require.Error(t, b.run(t, ctx))
	require.Equal(t, catalog.StatusPending, b.get(t).Status)
}

func TestOutcome(t *testing.T) {
	ctx := t.Context()
	retried := func(err error) bool { return outcome(ctx, err) == err } //nolint:errorlint // the very error, not one around it
	require.True(t, retried(&ffmpeg.Error{Err: ffmpeg.ErrStalled}))
	require.True(t, retried(&ffmpeg.Error{Err: errors.New("x"), Stderr: "No space left on device"}))
	require.True(t, retried(fmt.Errorf("put: %w", storage.ErrNoSpace)))
	require.True(t, retried(syscall.ENOSPC))
	full := fmt.Errorf("publish vod720p: %w", quota.ErrQuota)
	require.False(t, retried(full), "it would be encoded in vain again")
	require.Equal(t, quota.ErrQuota.Detail, reason(full))
	err := ffmpegtest.Tools(t).Run(ctx, ffmpeg.Command{Inputs: []ffmpeg.Input{{Path: "/nonexistent"}}})
	require.False(t, retried(err))
}

func TestReport(t *testing.T) {
	r := newReport(&plan.Plan{Video: &plan.Video{Frames: 200}})
	r.take(ffmpeg.Progress{Frame: 50})
	require.EqualValues(t, 25, r.percent.Load())
	r.take(ffmpeg.Progress{Frame: 200})
	require.EqualValues(t, 99, r.percent.Load())
	r = newReport(&plan.Plan{Duration: 10 * time.Second})
	r.take(ffmpeg.Progress{Time: time.Second})
	require.EqualValues(t, 10, r.percent.Load())
	r.take(ffmpeg.Progress{Time: -time.Second})
	require.Zero(t, r.percent.Load())
}
