package packaging

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

// A fragmented file is as good as a progressive one, whoever wrote it.
func TestFragmentedSources(t *testing.T) {
	dir := t.TempDir()
	video, audio := clips[0].sources(t, dir)
	want, silent := assembled(t, video, audio), assembled(t, video, nil)
	for name, flags := range map[string]string{
		"moov without samples":  "frag_keyframe+empty_moov+delay_moov",
		"offsets from the moof": "frag_keyframe+default_base_moof+delay_moov+empty_moov",
		"offsets left out":      "frag_keyframe+omit_tfhd_offset+delay_moov+empty_moov",
		"CMAF":                  "cmaf+delay_moov",
		"a fragment per frame":  "frag_every_frame+delay_moov+empty_moov",
		"negative compositions": "frag_keyframe+empty_moov+negative_cts_offsets+default_base_moof",
		"index in front":        "frag_keyframe+empty_moov+delay_moov+default_base_moof+global_sidx",
	} {
		t.Run(name, func(t *testing.T) {
			remux := func(from string) Source {
				path := filepath.Join(dir, "fragmented-"+from)
				ffmpeg(t, "-i", filepath.Join(dir, from), "-c", "copy", "-movflags", flags, "-frag_duration", "500000", path)
				return source(t, path, "")
			}
			v := remux("video.mp4")
			require.True(t, bytes.Equal(silent, assembled(t, &v, nil)))
			if strings.Contains(flags, "cmaf") || strings.Contains(flags, "negative") {
				return // ffmpeg leaves out the edit list of sound there
			}
			a := remux("audio1.mp4")
			a.Language = "eng"
			require.True(t, bytes.Equal(want, assembled(t, &v, []Source{a})))
		})
	}
}

func assembled(t *testing.T, video *Source, audio []Source) []byte {
	t.Helper()
	var out bytes.Buffer
	_, err := Assemble(&out, segmentLength, video, audio)
	require.NoError(t, err)
	return out.Bytes()
}

// The first samples may be in the moov box. ffmpeg writes no edit list then, so
// the frames are late by what reordering takes.
func TestHybridSource(t *testing.T) {
	dir := t.TempDir()
	video, _ := clips[0].sources(t, dir)
	want, err := readTrack(video.R, video.Size, media.Video)
	require.NoError(t, err)
	path := filepath.Join(dir, "hybrid.mp4")
	ffmpeg(t, "-i", filepath.Join(dir, "video.mp4"), "-c", "copy", "-movflags", "frag_keyframe", path)
	hybrid := source(t, path, "")
	read, err := readTrack(hybrid.R, hybrid.Size, media.Video)
	require.NoError(t, err)
	require.Zero(t, read.Shift)
	require.Equal(t, want.Samples, read.Samples)
	for i := range want.Samples {
		require.Equal(t, bytesAt(t, video, want.Offsets[i], want.Samples[i].Size),
			bytesAt(t, &hybrid, read.Offsets[i], read.Samples[i].Size))
	}
}

func bytesAt(t *testing.T, s *Source, offset int64, size uint32) []byte {
	b := make([]byte, size)
	require.NoError(t, readFull(s.R, b, offset))
	return b
}

// Edit lists cut whole GOPs off the front, and what is decoded last off the
// end.
func TestCutSources(t *testing.T) {
	whole := picture(t, 200, 50)
	for _, c := range []struct {
		name        string
		shift, end  int64
		first, last int
		fails       string
	}{
		{name: "nothing", shift: -512, first: 0, last: 200},
		{name: "two GOPs", shift: -512 - 100*512, first: 100, last: 200},
		{name: "half a GOP", shift: -512 - 25*512, fails: "starts inside"},
		{name: "everything", shift: -512 - 200*512, fails: "behind the last sample"},
		{name: "the end", shift: -512, end: 150 * 512, first: 0, last: 150},
		{name: "both", shift: -512 - 50*512, end: 50 * 512, first: 50, last: 100},
		{name: "part of the last frame", shift: -512, end: 150*512 - 200, first: 0, last: 150},
		{name: "between reordered frames", shift: -512, end: 152 * 512, fails: "is decoded before"},
	} {
		t.Run(c.name, func(t *testing.T) {
			track := whole
			track.Samples = append([]media.Sample(nil), whole.Samples...)
			track.Shift, track.End = c.shift, c.end
			for i := range track.Samples {
				track.Samples[i].Size = uint32(100 + i)
			}
			source := intermediate(t, track)
			read, err := readTrack(source.R, source.Size, media.Video)
			require.NoError(t, err)
			require.Equal(t, c.end, read.End)
			err = normalize(read)
			if c.fails != "" {
				require.ErrorContains(t, err, c.fails)
				return
			}
			require.NoError(t, err)
			require.Len(t, read.Samples, c.last-c.first)
			require.Len(t, read.Offsets, c.last-c.first)
			require.Equal(t, uint32(100+c.first), read.Samples[0].Size)
			require.Zero(t, int64(read.Samples[0].Composition)+read.Shift)
		})
	}
}

// Sound that an edit list cuts keeps what a decoder needs to settle.
func TestCutSound(t *testing.T) {
	track := sound(t, 1000)
	track.Shift, track.End = -1024*500, 1024*200
	source := intermediate(t, track)
	read, err := readTrack(source.R, source.Size, media.Audio)
	require.NoError(t, err)
	require.NoError(t, normalize(read))
	require.Equal(t, int64(-6*1024), read.Shift)
	require.Len(t, read.Samples, 206)
}
