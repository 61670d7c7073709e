package webm

import (
	"bytes"
	"testing"
	"time"

	"github.com/at-wat/ebml-go"
	"github.com/at-wat/ebml-go/webm"
	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

// parsed is a WebM stream as an independent reader sees it.
type parsed struct {
	Header  webm.EBMLHeader `ebml:"EBML"`
	Segment struct {
		Info   webm.Info
		Tracks webm.Tracks
	} `ebml:"Segment,size=unknown"`
}

// clusters of a stream whose segment is left out.
type clusters struct {
	Cluster []webm.Cluster `ebml:"Cluster"`
}

func vp9() media.Track {
	return media.Track{Kind: media.Video, Timescale: 30000, Config: media.Config{
		Codec: "vp09", Extra: []byte{0, 31, 0x82, 1, 13, 6, 0, 0}, Width: 1280, Height: 720, Language: "und",
	}}
}

func opus() media.Track {
	return media.Track{Kind: media.Audio, Timescale: 48000, Config: media.Config{
		Codec: "Opus", Extra: []byte{0, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0}, Channels: 2, SampleRate: 48000, Language: "deu",
	}}
}

func TestInit(t *testing.T) {
	av1 := vp9()
	av1.Config.Codec, av1.Config.Extra = "av01", []byte{0x81, 0, 0x0c, 0, 10, 1, 0}
	for _, c := range []struct {
		track   media.Track
		frame   int64
		codec   string
		private []byte
		length  uint64
	}{
		{vp9(), 1001, "V_VP9", []byte{1, 1, 0, 2, 1, 31, 3, 1, 8, 4, 1, 1}, 33366666},
		{av1, 0, "V_AV1", av1.Config.Extra, 0},
		{opus(), 960, "A_OPUS", []byte("OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00"), 20000000},
	} {
		require.True(t, Carries(c.track.Config))
		var p parsed
		b := AppendInit(nil, &c.track, c.frame, 90*time.Second)
		require.NoError(t, ebml.Unmarshal(bytes.NewReader(b), &p))
		require.Equal(t, "webm", p.Header.DocType)
		require.Equal(t, uint64(1000000), p.Segment.Info.TimecodeScale)
		require.Equal(t, 90000.0, p.Segment.Info.Duration)
		require.Len(t, p.Segment.Tracks.TrackEntry, 1)
		entry := p.Segment.Tracks.TrackEntry[0]
		require.Equal(t, c.codec, entry.CodecID)
		require.Equal(t, c.private, entry.CodecPrivate)
		require.Equal(t, c.length, entry.DefaultDuration)
		require.Equal(t, uint64(1), entry.TrackNumber)
		require.Equal(t, uint64(c.track.Kind), entry.TrackType)
		if c.track.Kind == media.Audio {
			require.Equal(t, uint64(6500000), entry.CodecDelay)
			require.Equal(t, uint64(80000000), entry.SeekPreRoll)
			require.Equal(t, webm.Audio{SamplingFrequency: 48000, Channels: 2}, *entry.Audio)
			continue
		}
		require.Equal(t, uint64(1280), entry.Video.PixelWidth)
		require.Equal(t, uint64(720), entry.Video.PixelHeight)
	}
	require.False(t, Carries(media.Config{Codec: "avc1"}))
}

// segment returns a segment of frames with the given sizes, and its bytes.
func segment(start int64, duration uint32, sizes ...uint32) (s Segment, data []byte) {
	s = Segment{Timescale: 30000, Time: start}
	for i, size := range sizes {
		s.Samples = append(s.Samples, media.Sample{Size: size, Duration: duration, Sync: i%3 == 0})
		data = append(data, bytes.Repeat([]byte{byte(i + 1)}, int(size))...)
	}
	return s, data
}

// mux returns the segment, and how an independent reader sees it.
func mux(t *testing.T, s Segment, data []byte) ([]byte, []webm.Cluster) {
	b := make([]byte, s.Size())
	copy(b[len(b)-len(data):], data)
	s.Mux(b)
	var c clusters
	require.NoError(t, ebml.Unmarshal(bytes.NewReader(b), &c))
	return b, c.Cluster
}

func TestCluster(t *testing.T) {
	var sizes []uint32
	for n := uint32(100); n < 140; n++ { // around one and two bytes of length
		sizes = append(sizes, n)
	}
	for n := uint32(16370); n < 16390; n++ { // around two and three
		sizes = append(sizes, n)
	}
	s, data := segment(3_600_000_000, 1001, append(sizes, 0, 1, 2_097_150)...)
	b, list := mux(t, s, data)
	require.Len(t, list, 1)
	require.Equal(t, uint64(120_000_000), list[0].Timecode)
	require.Len(t, list[0].SimpleBlock, len(s.Samples))
	for i, block := range list[0].SimpleBlock {
		require.Equal(t, uint64(1), block.TrackNumber)
		require.Equal(t, int16((int64(i)*1001*2+30)/60), block.Timecode, "block %d", i)
		require.Equal(t, i%3 == 0, block.Keyframe)
		n := int(s.Samples[i].Size)
		require.Equal(t, data[:n], block.Data[0])
		data = data[n:]
	}
	require.Zero(t, testing.AllocsPerRun(10, func() { s.Mux(b[:s.Size()]) }))
}

// What is further away than 16 bits of time reach is in another cluster.
func TestLongSegment(t *testing.T) {
	s, data := segment(0, 30000*10, 5, 6, 7, 8, 9, 10, 11)
	_, list := mux(t, s, data)
	var starts []uint64
	for _, c := range list {
		starts = append(starts, c.Timecode)
		for i, block := range c.SimpleBlock {
			require.Equal(t, int16(i*10000), block.Timecode)
			require.Equal(t, data[:len(block.Data[0])], block.Data[0])
			data = data[len(block.Data[0]):]
		}
	}
	require.Equal(t, []uint64{0, 40000}, starts)
	require.Empty(t, data)
}

func TestEmptySegment(t *testing.T) {
	s, _ := segment(45000, 0)
	_, list := mux(t, s, nil)
	require.Equal(t, []webm.Cluster{{Timecode: 1500}}, list)
}
