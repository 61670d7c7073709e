package transcode

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
)

func planMovie(t *testing.T, path string, set plan.Settings) (*plan.Plan, error) {
	t.Helper()
	tl := ffmpegtest.Tools(t)
	m, err := tl.Probe(t.Context(), path, "")
	require.NoError(t, err)
	tracks, err := tl.Scan(t.Context(), path, "", m)
	require.NoError(t, err)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	info, err := f.Stat()
	require.NoError(t, err)
	return plan.New(plan.Source{Demuxer: "mov", Size: info.Size(), File: f, Media: m, Tracks: tracks, Decodes: tl.Decodes}, set)
}

// runCopy does one attempt at the copy, and what the queue does with its
// answer. It returns the plan that the other work is told of.
func (b *bench) runCopy(t *testing.T, ctx context.Context) (told *plan.Plan, err error) {
	t.Helper()
	b.o.Copied = func(_ context.Context, _ *database.Tx, v catalog.Video, p *plan.Plan) error {
		require.Equal(t, b.video, v.ID)
		told = p
		return nil
	}
	finish, err := b.copy(ctx, jobs.Job[CopyArgs]{ID: 5, Attempt: 1, MaxAttempts: 3, Args: CopyArgs{VideoID: b.video}})
	if finish != nil {
		require.NoError(t, b.db.InTx(context.Background(), finish))
	}
	return told, err
}

func newCopyBench(t *testing.T, path string) *bench {
	return newBench(t, path, func(p *plan.Plan) {
		q, err := planMovie(t, path, plan.Settings{})
		require.NoError(t, err)
		require.NotNil(t, q.Copy, q.NoCopy)
		*p = *q
	})
}

// hash of what a stream of a file decodes to, without its times.
func hash(t *testing.T, path, stream string) string {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-map", "0:"+stream, "-f", "hash", "-").Output()
	require.NoError(t, err)
	return string(out)
}

func TestCopyIsTheSource(t *testing.T) {
	path := clip(t, "in.mp4", append(slices.Clone(ffmpegtest.Servable), "-metadata", "location=+48.2+016.3/", "-metadata:s:v", "handler_name=Phone")...)
	b := newCopyBench(t, path)
	plan, err := b.runCopy(t, t.Context())
	require.NoError(t, err)
	require.NotNil(t, plan.Copy)
	v := b.get(t)
	require.Equal(t, catalog.StatusViewable, v.Status, "before anything is encoded")
	copied := v.Renditions[len(v.Renditions)-1]
	require.Equal(t, catalog.RenditionComplete, copied.Status)

	require.NoError(t, b.run(t, t.Context()))
	v = b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	again := v.Renditions[len(v.Renditions)-1]
	require.Equal(t, copied.Object, again.Object, "the copy stays")

	object := b.local(t, *copied.Object)
	for _, stream := range []string{"v", "a"} {
		require.Equal(t, hash(t, path, stream), hash(t, object, stream), stream)
	}
	raw, err := os.ReadFile(object)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "48.2")
	require.NotContains(t, string(raw), "Phone")
	first := b.index(t, *v.Renditions[0].Object)
	for _, r := range v.Renditions {
		index := b.index(t, *r.Object)
		require.Equal(t, 6*time.Second, index.Video().Duration())
		require.Equal(t, first.SegmentCount(0), index.SegmentCount(0))
		require.Equal(t, 48000, index.Audio()[0].Config.SampleRate, "players change between the renditions' sound")
		for i, at := range index.Video().KeyFrameStarts() {
			require.InDelta(t, float64(2*i), index.Video().Seconds(at), 1e-6, "key frame %d", i)
		}
	}

	told, err := b.runCopy(t, t.Context())
	require.NoError(t, err, "a repeated job has nothing to copy")
	require.NotNil(t, told)
}

// offset is how much later than the picture a file's sound begins, in seconds,
// once both are decoded.
func offset(t *testing.T, path string) float64 {
	t.Helper()
	var first [2]float64
	for i, stream := range []string{"v", "a"} {
		out, err := exec.Command("ffprobe", "-v", "error", "-select_streams", stream, "-read_intervals", "%+1",
			"-show_entries", "frame=pts_time", "-of", "csv=p=0", path).Output()
		require.NoError(t, err)
		line, _, _ := strings.Cut(string(out), "\n")
		first[i], err = strconv.ParseFloat(strings.Trim(line, ","), 64)
		require.NoError(t, err)
	}
	return first[1] - first[0]
}

// TestCopyKeepsSoundWithPicture has sources whose tracks begin apart.
func TestCopyKeepsSoundWithPicture(t *testing.T) {
	for name, args := range map[string][]string{
		"together":    nil,
		"later sound": {"-af", "asetpts=PTS+0.01/TB"},
	} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, "in.mp4", append(slices.Clone(ffmpegtest.Servable), args...)...)
			b := newCopyBench(t, path)
			_, err := b.runCopy(t, t.Context())
			require.NoError(t, err)
			v := b.get(t)
			object := b.local(t, *v.Renditions[len(v.Renditions)-1].Object)
			require.InDelta(t, offset(t, path), offset(t, object), 0.002)
		})
	}
}

func TestCopyThatDoesNotDecodeIsEncoded(t *testing.T) {
	path := clip(t, "in.mp4", ffmpegtest.Servable...)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	at := regexp.MustCompile(`(?s)\x00\x00..\x65`).FindIndex(raw)
	require.NotNil(t, at, "an IDR slice")
	copy(raw[at[1]+100:], strings.Repeat("\xa5", 1000))
	require.NoError(t, os.WriteFile(path, raw, 0o600))

	b := newCopyBench(t, path)
	told, err := b.runCopy(t, t.Context())
	require.NoError(t, err)
	require.Nil(t, told.Copy)
	require.NotEmpty(t, told.NoCopy)
	stored, err := b.o.Catalog.Plan(t.Context(), b.video)
	require.NoError(t, err)
	require.Equal(t, told, stored)

	require.NoError(t, b.run(t, t.Context()))
	v := b.get(t)
	require.Equal(t, catalog.StatusReady, v.Status)
	for _, r := range v.Renditions {
		require.Equal(t, catalog.RenditionComplete, r.Status)
	}
}

func TestCopyFailed(t *testing.T) {
	b := newCopyBench(t, clip(t, "in.mp4", ffmpegtest.Servable...))
	require.NoError(t, b.store.Delete(t.Context(), address.SourceKey(b.video)))
	_, err := b.runCopy(t, t.Context())
	require.Error(t, err)
	require.NoError(t, b.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return b.copyFailed(ctx, tx, jobs.Job[CopyArgs]{Args: CopyArgs{VideoID: b.video}}, errors.New("the disk is on fire"))
	}))
	plan, err := b.o.Catalog.Plan(t.Context(), b.video)
	require.NoError(t, err)
	require.Nil(t, plan.Copy)
	require.Equal(t, "the disk is on fire", plan.NoCopy)
}

func TestCopyOfADeletedVideo(t *testing.T) {
	b := newCopyBench(t, clip(t, "in.mp4", ffmpegtest.Servable...))
	require.NoError(t, b.o.Catalog.Delete(t.Context(), 1, b.video))
	told, err := b.runCopy(t, t.Context())
	require.NoError(t, err)
	require.Nil(t, told)
}
