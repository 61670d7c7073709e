package packaging

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/media"
	"kinora/internal/media/mp4"
)

func TestParseIndexRefuses(t *testing.T) {
	ix, _ := synthetic(t)
	stored, err := ix.MarshalBinary()
	require.NoError(t, err)
	for n := range 200 {
		_, err := ParseIndex(stored[:len(stored)*n/200])
		require.ErrorIs(t, err, ErrIndex)
	}
	for i := range 100 {
		b := bytes.Clone(stored)
		b[len(b)*i/100] ^= 0x10
		_, err := ParseIndex(b)
		require.ErrorIs(t, err, ErrIndex, "byte %d", len(b)*i/100)
	}
}

// sign puts the checksum behind a body, so that what is in it gets read.
func sign(body []byte) []byte {
	b := append([]byte(magic), body...)
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// Whatever an index says, it can be used without a panic and within memory.
func FuzzParseIndex(f *testing.F) {
	for _, video := range []*Source{nil, intermediate(f, picture(f, 120, 50))} {
		ix, err := Assemble(io.Discard, segmentLength, video, []Source{*intermediate(f, sound(f, 100))})
		require.NoError(f, err)
		stored, err := ix.MarshalBinary()
		require.NoError(f, err)
		f.Add(stored[len(magic) : len(stored)-4])
	}
	ix, _ := av1(f)
	stored, err := ix.MarshalBinary()
	require.NoError(f, err)
	f.Add(stored[len(magic) : len(stored)-4])
	file := bytes.NewReader(make([]byte, 1<<16))
	f.Fuzz(func(t *testing.T, body []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ix, err := ParseIndex(sign(body))
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > uint64(len(body))*1000+1<<20 {
			t.Fatalf("%d bytes of memory for an index of %d", used, len(body))
		}
		if err != nil {
			return
		}
		ix.Duration()
		ix.KeyFrameBitRate()
		ix.BitRate()
		_, _ = ix.SegmentSeconds()
		for _, track := range ix.Tracks() {
			track.FrameRate()
			ix.AppendInit(nil, track.Number)
			if track.Segments[0].Size < 1<<20 {
				_, _ = ix.AppendFragment(nil, file, track.Number, 0)
				_, _ = ix.AppendTS(nil, file, 0, track.Number)
				ix.AppendWebMInit(nil, track.Number)
				_, _ = ix.AppendWebM(nil, file, track.Number, 0)
			}
		}
	})
}

func TestMissing(t *testing.T) {
	ix, file := synthetic(t)
	for name, f := range map[string]func() ([]byte, error){
		"TS past the end":       func() ([]byte, error) { return ix.AppendTS(nil, file, 15) },
		"TS before the start":   func() ([]byte, error) { return ix.AppendTS(nil, file, -1) },
		"TS of no track":        func() ([]byte, error) { return ix.AppendTS(nil, file, 0, 2) },
		"fragment past the end": func() ([]byte, error) { return ix.AppendFragment(nil, file, 0, 15) },
		"fragment of no track":  func() ([]byte, error) { return ix.AppendFragment(nil, file, 2, 0) },
	} {
		_, err := f()
		require.Equal(t, fault.NotFound, fault.KindOf(err), name)
	}
	require.Empty(t, ix.AppendInit(nil, 2))
	_, err := ix.AppendTS(nil, file, 0, 0, 0)
	require.Equal(t, fault.Invalid, fault.KindOf(err))
}

// A file shorter than its index leaves dst as it was.
func TestShortFile(t *testing.T) {
	ix, _ := synthetic(t)
	short := bytes.NewReader(make([]byte, 1000))
	before := []byte("before")
	b, err := ix.AppendTS(before, short, 0)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Equal(t, before, b)
	b, err = ix.AppendFragment(before, short, 0, 0)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Equal(t, before, b)
}

type failingWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAssembleFails(t *testing.T) {
	video := intermediate(t, picture(t, 100, 50))
	for _, room := range []int{0, 3000} {
		_, err := Assemble(&failingWriter{room}, segmentLength, video, nil)
		require.ErrorIs(t, err, errFull)
	}
	_, err := Assemble(io.Discard, segmentLength, nil, nil)
	require.Error(t, err)
	_, err = Assemble(io.Discard, segmentLength, nil, []Source{*video})
	require.ErrorContains(t, err, "audio source")
	_, err = Assemble(io.Discard, 0, video, nil)
	require.Error(t, err)
	cut := *video
	cut.R = io.NewSectionReader(video.R, 0, video.Size-10)
	_, err = Assemble(io.Discard, segmentLength, &cut, nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestNormalizeVideo(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*media.Track)
		fails  string
	}{
		{"edit list cuts", func(t *media.Track) { t.Shift = -12800 }, "edit list"},
		{"no sync sample first", func(t *media.Track) { t.Samples[0].Sync = false }, "not a sync sample"},
		{"frame after the next sync sample", func(t *media.Track) { t.Samples[49].Composition = 4000 }, "sync sample is shown"},
		{"open GOP", func(t *media.Track) { t.Samples[51].Composition = -100 }, "open GOP"},
		{"nothing", func(t *media.Track) { t.Samples = nil }, "no samples"},
		{"as is", func(*media.Track) {}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			track := picture(t, 100, 10)
			c.change(&track)
			err := normalize(&track)
			if c.fails == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.fails)
		})
	}
}

// A video that starts late shows its first frame longer.
func TestLateVideo(t *testing.T) {
	track := picture(t, 100, 10)
	track.Shift += 1280 // 0.1 s
	var out bytes.Buffer
	ix, err := Assemble(&out, segmentLength, intermediate(t, track), nil)
	require.NoError(t, err)
	require.Equal(t, 4100*time.Millisecond, ix.Duration())
	require.Zero(t, ix.Video().Segments[0].Start)
	rebuilt, err := BuildIndex(bytes.NewReader(out.Bytes()), int64(out.Len()), segmentLength)
	require.NoError(t, err)
	require.Equal(t, ix, rebuilt)
}

// Audio that starts late keeps its distance; of audio that starts before 0 the
// sample in front of the first that is heard is kept.
func TestAudioStarts(t *testing.T) {
	for _, c := range []struct{ shift, start int64 }{
		{0, 0}, {-1024, 0}, {-2048, 0}, {-1030, 0}, {-1500, 0}, {22050, 22050}, {441000, 441000},
	} {
		track := sound(t, 1000)
		track.Shift = c.shift
		var out bytes.Buffer
		ix, err := Assemble(&out, segmentLength, nil, []Source{*intermediate(t, track)})
		require.NoError(t, err)
		audio := ix.Audio()[0]
		for i := range audio.Segments {
			if audio.Segments[i].Count > 0 {
				require.Equal(t, c.start, audio.Segments[i].Decode, "shift %d", c.shift)
				break
			}
		}
		rebuilt, err := BuildIndex(bytes.NewReader(out.Bytes()), int64(out.Len()), segmentLength)
		require.NoError(t, err)
		require.Equal(t, ix, rebuilt)
		var ts []byte
		for i := range audio.Segments {
			before := len(ts)
			ts, err = ix.AppendTS(ts, bytes.NewReader(out.Bytes()), i)
			require.NoError(t, err)
			require.Greater(t, len(ts), before)
			_, err = ix.AppendFragment(nil, bytes.NewReader(out.Bytes()), 0, i)
			require.NoError(t, err)
		}
		requireContinuous(t, ts)
	}
}

// A file past 4 GiB has 64-bit chunk offsets and a 64-bit mdat.
func TestHugeFile(t *testing.T) {
	track := picture(t, 1000, 5<<20)
	require.NoError(t, normalize(&track))
	track.Offsets = make([]int64, len(track.Samples))
	cuts, err := cut([]*media.Track{&track}, segmentLength)
	require.NoError(t, err)
	var head bytes.Buffer
	require.NoError(t, writeHead(&head, cuts))
	size := int64(head.Len()) + 1000*5<<20
	movie, err := mp4.Read(bytes.NewReader(head.Bytes()), size)
	require.NoError(t, err)
	require.Equal(t, cuts[0].Offsets, movie.Tracks[0].Offsets)
	require.Equal(t, int64(head.Len()), movie.Tracks[0].Offsets[0])
	require.Greater(t, movie.Tracks[0].Offsets[999], int64(math.MaxUint32))
	require.Contains(t, head.String(), "co64")
}

func TestTicksAt(t *testing.T) {
	require.Equal(t, int64(120000), ticksAt(1, segmentLength, 30000))
	require.Equal(t, int64(14), ticksAt(1, 1334*time.Millisecond, 10))
	require.Equal(t, int64(648000*44100), ticksAt(162000, segmentLength, 44100))
}

func TestToClock(t *testing.T) {
	for _, c := range []struct{ ticks, scale, want int64 }{
		{0, 12800, 0}, {512, 12800, 3600}, {-1024, 12800, -7200}, {1001, 30000, 3003}, {1, 44100, 2}, {-1, 44100, -2},
	} {
		require.Equal(t, c.want, toClock(c.ticks, c.scale), "%d/%d", c.ticks, c.scale)
	}
}
