package packaging

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/asticode/go-astits"
	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/media"
)

// A video with three audio tracks: one as long as it, one that outlasts it at
// another rate, and a short one of another codec.
func packTracks(t *testing.T) *packed {
	p := &packed{clip: clips[0], dir: t.TempDir(), measured: map[string][]float64{}}
	path := func(i int) string { return filepath.Join(p.dir, fmt.Sprintf("audio%d.mp4", i)) }
	makeAudio(t, "10", "440", path(0))
	ffmpeg(t, "-f", "lavfi", "-i", "sine=frequency=660:sample_rate=48000", "-t", "17", "-c:a", "aac", "-b:a", "64k", "-ac", "1", path(1))
	ffmpeg(t, "-f", "lavfi", "-i", "sine=frequency=880:sample_rate=48000", "-t", "5", "-c:a", "libopus", "-b:a", "48k", path(2))
	p.makeVideo(t, filepath.Join(p.dir, "video.mp4"))
	video := source(t, filepath.Join(p.dir, "video.mp4"), "")
	var audio []Source
	for i, language := range []string{"eng", "deu", "fra"} {
		audio = append(audio, source(t, path(i), language))
	}
	var out bytes.Buffer
	ix, err := Assemble(&out, segmentLength, &video, audio)
	require.NoError(t, err)
	p.ix, p.data = ix, bytes.NewReader(out.Bytes())
	p.path = p.write(t, "final.mp4", out.Bytes())
	return p
}

func TestTracks(t *testing.T) {
	t.Parallel()
	p := packTracks(t)
	require.Equal(t, []int{3, 3, 5, 2}, []int{
		p.ix.SegmentCount(0), p.ix.SegmentCount(1), p.ix.SegmentCount(2), p.ix.SegmentCount(3),
	})
	t.Run("MP4", p.testMP4)
	t.Run("index", p.testIndex)
	t.Run("index size", p.testIndexSize)
	t.Run("CMAF", func(t *testing.T) {
		for i, track := range p.ix.Tracks() {
			all := p.ix.AppendInit(nil, i)
			for n := range track.Segments {
				var err error
				all, err = p.ix.AppendFragment(all, p.data, i, n)
				require.NoError(t, err)
			}
			p.requireStream(t, p.write(t, "cmaf.mp4", all), "0", i, 0)
		}
	})
	for _, tracks := range [][]int{nil, {0, 1}, {0, 2}, {2, 0}, {0}, {1}, {2}} {
		t.Run(fmt.Sprintf("TS of %v", tracks), func(t *testing.T) { p.testTracksTS(t, tracks) })
	}
	_, err := p.ix.AppendTS(nil, p.data, 0, 0, 3)
	require.Equal(t, fault.Unsupported, fault.KindOf(err))
}

// requireStream compares a stream of a file, with times that are shifted, with
// a track of the final MP4.
func (p *packed) requireStream(t *testing.T, path, stream string, track int, shift float64) {
	t.Helper()
	original := "v:0"
	if track > 0 {
		original = fmt.Sprintf("a:%d", track-1)
	}
	want := p.times(t, original)
	requireTimes(t, want, times(t, path, stream), shift, 0.001)
	decoded := frames(t, path, stream)
	if track == 0 {
		require.Equal(t, p.frames(t), decoded)
		return
	}
	require.InDelta(t, len(frames(t, p.path, original)), len(decoded), 1) // a frame may be cut off at its end
}

func (p *packed) testTracksTS(t *testing.T, tracks []int) {
	count, asked := 0, tracks
	if tracks == nil {
		asked = []int{0, 1}
	}
	for _, n := range asked {
		count = max(count, p.ix.SegmentCount(n))
	}
	seconds, err := p.ix.SegmentSeconds(tracks...)
	require.NoError(t, err)
	require.Len(t, seconds, count)
	var all []byte
	for i := range count {
		s, err := p.ix.AppendTS(nil, p.data, i, tracks...)
		require.NoError(t, err)
		stream := "0"
		if asked[0] != 0 || len(asked) > 1 {
			stream = "0:a" // behind the end of the video that it announces, a segment holds sound alone
		}
		run(t, "ffmpeg", "-v", "error", "-nostdin", "-i", p.write(t, "one.ts", s), "-map", stream, "-f", "null", "-")
		all = append(all, s...)
	}
	_, err = p.ix.AppendTS(nil, p.data, count, tracks...)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	requireContinuous(t, all)
	path := p.write(t, "all.ts", all)
	ffmpeg(t, "-err_detect", "explode", "-i", path, "-map", "0", "-f", "null", "-")
	for _, n := range asked {
		kind := "a:0"
		if p.ix.tracks[n].Kind == media.Video {
			kind = "v:0"
		}
		p.requireStream(t, path, kind, n, 10)
	}
}

// requireContinuous lets an independent reader count the packets of each PID.
func requireContinuous(t *testing.T, ts []byte) {
	demux := astits.NewDemuxer(context.Background(), bytes.NewReader(ts))
	last := map[uint16]uint8{}
	packets := 0
	for ; ; packets++ {
		packet, err := demux.NextPacket()
		if errors.Is(err, astits.ErrNoMorePackets) {
			break
		}
		require.NoError(t, err)
		h := packet.Header
		require.True(t, h.HasPayload)
		if before, seen := last[h.PID]; seen {
			require.Equal(t, (before+1)&15, h.ContinuityCounter, "packet %d, PID %d", packets, h.PID)
		}
		last[h.PID] = h.ContinuityCounter
	}
	require.Equal(t, len(ts)/188, packets)
}

// An index is less than a hundredth of the media, also at a low bit rate.
func (p *packed) testIndexSize(t *testing.T) {
	stored, err := p.ix.MarshalBinary()
	require.NoError(t, err)
	require.Less(t, len(stored)*100, int(p.data.Size()))
	t.Logf("index of %d bytes for %d: %.2f %%", len(stored), p.data.Size(), 100*float64(len(stored))/float64(p.data.Size()))
}
