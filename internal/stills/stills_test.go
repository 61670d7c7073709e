package stills

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/jobs"
	"kinora/internal/plan"
	"kinora/internal/storage"
)

// clip makes a file by an ffmpeg command of our own.
func clip(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ffmpegtest.Clip(t, path, args...)
	return path
}

// ramp gets brighter with every second: grey of 2 t + 20.
func ramp(t *testing.T, seconds int, options ...string) string {
	args := []string{
		"-f", "lavfi", "-i", "color=black:s=160x90:r=10,format=gray,geq=lum='2*T+20'", "-t", fmt.Sprint(seconds),
		"-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "10",
	}
	return clip(t, "ramp.mp4", append(args, options...)...)
}

// grey is the brightness of ramp at a time.
func grey(seconds float64) float64 { return 2*seconds + 20 }

func planned(t *testing.T, path string, set plan.Settings) *plan.Plan {
	t.Helper()
	ctx, tl := t.Context(), ffmpegtest.Tools(t)
	m, err := tl.Probe(ctx, path, "")
	require.NoError(t, err)
	tracks, err := tl.Scan(ctx, path, "", m)
	require.NoError(t, err)
	p, err := plan.New(plan.Source{Media: m, Tracks: tracks, Decodes: tl.Decodes}, set)
	require.NoError(t, err)
	return p
}

func shootFile(t *testing.T, path string, set plan.Settings) (*shoot, []string) {
	t.Helper()
	m := New(Options{Tools: ffmpegtest.Tools(t), Log: slog.New(slog.DiscardHandler)})
	s := newShoot(planned(t, path, set), path, t.TempDir())
	shots, err := m.make(t.Context(), s)
	require.NoError(t, err)
	return s, shots
}

func decode(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	picture, err := jpeg.Decode(f)
	require.NoError(t, err)
	return picture
}

func brightness(picture image.Image, x, y int) float64 {
	return float64(color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y)
}

// check compares every picture of a ramp with the time it should show, give or
// take some seconds.
func check(t *testing.T, s *shoot, shots []string, begin, slack float64) {
	t.Helper()
	sprite := decode(t, s.spriteFile())
	require.Equal(t, s.sheet.columns*100, sprite.Bounds().Dx())
	require.Equal(t, s.sheet.columns*s.sheet.height, sprite.Bounds().Dy())
	for i := range s.sheet.count {
		x, y := s.sheet.at(i)
		at := begin + s.sheet.middle(i, s.plan.Duration).Seconds()
		require.InDelta(t, grey(at), brightness(sprite, x+50, y+20), 3+slack*2, "tile %d", i)
	}
	require.Len(t, shots, len(s.shots))
	for i, path := range shots {
		picture := decode(t, path)
		require.Equal(t, 90, picture.Bounds().Dy())
		require.InDelta(t, grey(begin+s.shots[i].Seconds()), brightness(picture, 80, 45), 3+slack*2, "screenshot %d", i)
	}
}

func TestShootWhole(t *testing.T) {
	s, shots := shootFile(t, ramp(t, 33), plan.Settings{})
	require.False(t, s.keysOnly)
	check(t, s, shots, 0, 0)
}

func TestShootKeys(t *testing.T) {
	s, shots := shootFile(t, ramp(t, 75, "-g", "20"), plan.Settings{})
	require.True(t, s.keysOnly)
	check(t, s, shots, 0, 1.2)
	s, _ = shootFile(t, ramp(t, 75, "-g", "300", "-sc_threshold", "0"), plan.Settings{})
	require.False(t, s.keysOnly)
}

// TestShootSparseKeys has key frames a minute apart: of a picture that is too
// long to be decoded whole they do.
func TestShootSparseKeys(t *testing.T) {
	path := ramp(t, 90, "-g", "600", "-keyint_min", "600", "-sc_threshold", "0")
	p := planned(t, path, plan.Settings{})
	require.False(t, newShoot(p, "", "").keysOnly)
	p.Video.Frames = int64(decodable)/(160*90) + 1
	s := newShoot(p, path, t.TempDir())
	require.True(t, s.keysOnly)
	m := New(Options{Tools: ffmpegtest.Tools(t), Log: slog.New(slog.DiscardHandler)})
	shots, err := m.make(t.Context(), s)
	require.NoError(t, err)
	require.True(t, s.keysOnly, "not decoded once more")
	require.Len(t, shots, 2, "each key frame once")
	for i, want := range []float64{grey(0), grey(60)} {
		require.InDelta(t, want, brightness(decode(t, shots[i]), 80, 45), 3)
	}
}

func TestShootClip(t *testing.T) {
	s, shots := shootFile(t, ramp(t, 40), plan.Settings{ClipStart: 20 * time.Second, ClipDuration: 10 * time.Second})
	require.Len(t, shots, 1)
	check(t, s, shots, 20, 0)
}

func TestShootShortVideoWithLongSound(t *testing.T) {
	path := clip(t, "in.mkv", "-f", "lavfi", "-i", "testsrc=s=160x90:r=10:d=1", "-f", "lavfi", "-i", "sine=d=20", "-pix_fmt", "yuv420p")
	_, shots := shootFile(t, path, plan.Settings{})
	require.Len(t, shots, 1, "the last frame is taken once")
}

// TestShootMedia takes pictures of odd files.
func TestShootMedia(t *testing.T) {
	dir := os.Getenv("KINORA_TEST_MEDIA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "media")
	}
	if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err != nil {
		t.Skip("no test media; KINORA_TEST_MEDIA names their folder")
	}
	for name, size := range map[string]image.Point{
		"iphone_dolbyvision_hlg_5frames.mov": {X: 606, Y: 1080}, "mirrored_matrix_rotate_reflect.mp4": {X: 720, Y: 1080},
		"dv_ntsc_interlaced_1s.mov": {X: 654, Y: 480}, "h264_32x24_sar29_32.mp4": {X: 28, Y: 24},
		"prores4444_alpha_1s.mov": {X: 320, Y: 180}, "h264_one_frame_noaudio.mp4": {X: 960, Y: 540},
		"h264_1fps_slides_30s.mp4": {X: 1280, Y: 720}, "ts_skip_1_start12s.ts": {X: 128, Y: 72},
	} {
		t.Run(name, func(t *testing.T) {
			s, shots := shootFile(t, filepath.Join(dir, name), plan.Settings{})
			require.Equal(t, size, decode(t, shots[0]).Bounds().Size())
			require.Len(t, shots, len(s.shots))
		})
	}
}

func TestWork(t *testing.T) {
	ctx, path := t.Context(), ramp(t, 16)
	db := dbtest.SQLite(t)
	require.NoError(t, account.New(db).Ensure(ctx, "1$0123456789abcdef0123456789abcdef"))
	lib := catalog.New(db, catalog.Hooks{})
	made, err := lib.Create(ctx, 1, []catalog.NewVideo{{Name: "Harbour"}})
	require.NoError(t, err)
	id := made[0].ID
	store, err := storage.Open(ctx, "file:"+t.TempDir())
	require.NoError(t, err)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, store.Put(ctx, address.SourceKey(id), f, -1))
	p := planned(t, path, plan.Settings{})
	in, err := catalog.InspectionOf(p)
	require.NoError(t, err)
	require.NoError(t, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		return lib.InspectedTx(ctx, tx, id, in)
	}))

	m := New(Options{Catalog: lib, Store: store, Sources: storage.NewCopies(store, t.TempDir(), 0), Tools: ffmpegtest.Tools(t), Scratch: t.TempDir(), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	job := jobs.Job[Args]{ID: 1, Attempt: 1, Args: Args{VideoID: id}}
	finish, err := m.work(ctx, job)
	require.NoError(t, err)
	require.NoError(t, db.InTx(ctx, finish))
	v, err := lib.ByID(ctx, id)
	require.NoError(t, err)
	require.Equal(t, catalog.StillsDone, v.Stills)
	require.EqualValues(t, 5, v.Screenshots)
	storyboard, err := lib.Storyboard(ctx, id)
	require.NoError(t, err)
	require.Contains(t, storyboard, v.Slug+"_sprite.jpg#xywh=0,0,100,56\n")
	for _, key := range []string{address.ScreenshotKey(id, int64(1)), address.ScreenshotKey(id, int64(5)), address.SpriteKey(id)} {
		_, err := store.Stat(ctx, key)
		require.NoError(t, err)
	}
	finish, err = m.work(ctx, job)
	require.NoError(t, err)
	require.Nil(t, finish, "nothing left to do")
}

func TestChoose(t *testing.T) {
	seconds := func(list ...float64) (times []time.Duration) {
		for _, s := range list {
			times = append(times, time.Duration(s*float64(time.Second)))
		}
		return times
	}
	for name, c := range map[string]struct {
		wanted, times []time.Duration
		detail        []int64
		want          []int
	}{
		"the nearest":              {seconds(5), seconds(3, 4, 5, 6), []int64{90, 100, 80, 100}, []int{2}},
		"not a poor one":           {seconds(5), seconds(3, 4, 5, 6), []int64{90, 100, 20, 80}, []int{1}},
		"a poor one beside others": {seconds(5), seconds(4, 5, 6), []int64{20, 21, 22}, []int{1}},
		"a better one far away":    {seconds(5), seconds(2.9, 5, 7.1), []int64{99, 10, 99}, []int{1}},
		"none in the window":       {seconds(5), seconds(1, 9), []int64{10, 99}, []int{0}},
		"none twice":               {seconds(1, 2, 9), seconds(1.5, 9), []int64{50, 50}, []int{0, 1}},
		"none at all":              {seconds(1), nil, nil, nil},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, choose(c.wanted, c.times, c.detail)) })
	}
}

// TestShootAvoidsPoorPictures has nothing to see at the moment that is wanted.
func TestShootAvoidsPoorPictures(t *testing.T) {
	for name, filter := range map[string]string{
		"black":   "drawbox=t=fill:c=black:enable='between(t,4.2,5.9)'",
		"blurred": "gblur=sigma=30:steps=3:enable='between(t,4.2,5.9)'",
	} {
		t.Run(name, func(t *testing.T) {
			path := clip(t, "in.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=10:d=10", "-vf", filter, "-pix_fmt", "yuv420p", "-qp", "10")
			_, shots := shootFile(t, path, plan.Settings{})
			require.Len(t, shots, 1)
			picture := decode(t, shots[0])
			least, most := 255.0, 0.0
			for x := range 320 {
				least, most = min(least, brightness(picture, x, 90)), max(most, brightness(picture, x, 90))
			}
			require.Greater(t, most-least, 150.0, "sharp contrasts")
		})
	}
}
