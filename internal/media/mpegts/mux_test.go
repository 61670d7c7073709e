package mpegts

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/asticode/go-astits"
	"github.com/stretchr/testify/require"

	"kinora/internal/media"
)

func codecs(t testing.TB) (video, audio *Codec) {
	record := []byte{1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 3, 0x67, 0x64, 0, 1, 0, 2, 0x68, 0xee}
	video, ok := NewCodec(media.Config{Codec: "avc1", Extra: record})
	require.True(t, ok)
	audio, ok = NewCodec(media.Config{Codec: "mp4a", Extra: []byte{0x12, 0x10}})
	require.True(t, ok)
	return video, audio
}

// sample is a NAL unit with its length in front, of size bytes in all.
func sample(size int, fill byte) []byte {
	b := bytes.Repeat([]byte{fill}, size)
	binary.BigEndian.PutUint32(b, uint32(size-4))
	return b
}

// build returns a segment of frames whose sizes are given, and its bytes.
func build(t testing.TB, sizes, sounds []int) (s Segment, video, audio []byte) {
	s.VideoCodec, s.AudioCodec = codecs(t)
	for i, size := range sizes {
		dts := int64(i) * 3600
		s.Video = append(s.Video, Sample{PTS: dts + int64(i%3)*3600, DTS: dts - 3600, Size: size, Key: i%5 == 0})
		video = append(video, sample(size, byte(i+1))...)
	}
	for i, size := range sounds {
		s.Audio = append(s.Audio, Sample{PTS: int64(i) * 2090, DTS: int64(i) * 2090, Size: size})
		audio = append(audio, bytes.Repeat([]byte{byte(i + 1)}, size)...)
	}
	return s, video, audio
}

// around holds every size near the edges of one and two packets.
func around() (sizes []int) {
	for n := 5; n < 2*PacketSize+20; n++ {
		sizes = append(sizes, n)
	}
	return sizes
}

// An independent demuxer finds every frame whole and in time.
func TestDemux(t *testing.T) {
	sizes := around()
	s, video, audio := build(t, sizes, sizes)
	want := bytes.Clone(video)
	sound := bytes.Clone(audio)
	b, _, err := s.Append(nil, nil, video, audio, Counters{})
	require.NoError(t, err)
	var keys []KeyFrame
	size, _ := s.Measure(Counters{}, &keys)
	require.Equal(t, int64(len(b)), size)
	require.Len(t, keys, (len(sizes)+4)/5)

	demux := astits.NewDemuxer(context.Background(), bytes.NewReader(b))
	frame, unit := 0, 0
	for {
		d, err := demux.NextData()
		if errors.Is(err, astits.ErrNoMorePackets) {
			break
		}
		require.NoError(t, err)
		if d.PES == nil {
			continue
		}
		h := d.PES.Header.OptionalHeader
		if d.PID == pidVideo {
			want = requireFrame(t, &s, frame, h, d.PES.Data, want)
			frame++
			continue
		}
		require.Equal(t, s.Audio[unit].PTS+Base, h.PTS.Base)
		for data := d.PES.Data; len(data) > 0; unit++ {
			n := s.Audio[unit].Size
			require.Equal(t, []byte{0xff, 0xf1, 0x50, 0x80 | byte((n+7)>>11)}, data[:4])
			require.Equal(t, n+7, int(data[3]&3)<<11|int(data[4])<<3|int(data[5])>>5)
			require.Equal(t, sound[:n], data[7:7+n])
			sound, data = sound[n:], data[7+n:]
		}
	}
	require.Equal(t, len(sizes), frame)
	require.Equal(t, len(sizes), unit)
}

func requireFrame(t *testing.T, s *Segment, i int, h *astits.PESOptionalHeader, data, want []byte) []byte {
	m := s.Video[i]
	require.Equal(t, m.PTS+Base, h.PTS.Base)
	if h.DTS != nil {
		require.Equal(t, m.DTS+Base, h.DTS.Base)
	} else {
		require.Equal(t, m.PTS, m.DTS)
	}
	head := []byte{0, 0, 0, 1, 9, 0xf0}
	if m.Key {
		head = append(head, 0, 0, 0, 1, 0x67, 0x64, 0, 0, 0, 0, 1, 0x68, 0xee)
	}
	require.Equal(t, head, data[:len(head)])
	data = data[len(head):]
	require.Equal(t, []byte{0, 0, 0, 1}, data[:4])
	require.Equal(t, want[4:m.Size], data[4:])
	return want[m.Size:]
}

// Segments join: every PID counts on, and what Measure says of one segment is
// where the next one starts.
func TestContinuity(t *testing.T) {
	var joined []byte
	var c Counters
	for _, n := range []int{3, 7, 50, 1} {
		s, video, audio := build(t, around()[:n*5], around()[:n*3])
		b, _, err := s.Append(nil, nil, video, audio, c)
		require.NoError(t, err)
		joined = append(joined, b...)
		_, c = s.Measure(c, nil)
	}
	next := map[uint16]byte{}
	lastClock := uint64(0)
	for ; len(joined) > 0; joined = joined[PacketSize:] {
		p := joined[:PacketSize]
		require.Equal(t, byte(0x47), p[0])
		pid := binary.BigEndian.Uint16(p[1:]) & 0x1fff
		if want, seen := next[pid]; seen {
			require.Equal(t, want, p[3]&15, "PID %d", pid)
		}
		next[pid] = (p[3] + 1) & 15
		if p[3]&0x20 != 0 && p[4] > 0 && p[5]&0x10 != 0 {
			require.Equal(t, uint16(pidVideo), pid)
			lastClock = uint64(binary.BigEndian.Uint32(p[6:]))<<1 | uint64(p[10]>>7)
		}
	}
	require.Len(t, next, 4)
	require.NotZero(t, lastClock)
}

// What is written in pieces is what is appended whole, also when a frame is
// longer than a piece.
func TestWrite(t *testing.T) {
	sizes := append(slices.Repeat([]int{70_000, 5, 40_001}, 10), 3*piece, 9)
	s, video, audio := build(t, sizes, around())
	whole, _, err := s.Append(nil, nil, bytes.Clone(video), audio, Counters{Video: 3})
	require.NoError(t, err)
	var out bytes.Buffer
	pieces := 0
	_, _, err = s.Write(writerFunc(func(b []byte) (int, error) {
		pieces++
		return out.Write(b)
	}), nil, nil, bytes.Clone(video), audio, Counters{Video: 3})
	require.NoError(t, err)
	require.True(t, bytes.Equal(whole, out.Bytes()))
	require.Greater(t, pieces, 5)

	_, _, err = s.Write(writerFunc(func([]byte) (int, error) { return 0, io.ErrClosedPipe }), nil, nil, video, audio, Counters{})
	require.ErrorIs(t, err, io.ErrClosedPipe)
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(b []byte) (int, error) { return w(b) }

func TestTimesWrap(t *testing.T) {
	b := appendTime(nil, 2, 1<<33-Base+5)
	require.Equal(t, []byte{0x21, 0, 1, 0, 11}, b)
}

func TestAudioAloneHasClock(t *testing.T) {
	s, _, audio := build(t, nil, []int{100, 200, 300})
	s.VideoCodec = nil
	b, _, err := s.Append(nil, nil, nil, audio, Counters{})
	require.NoError(t, err)
	p := b[TablesSize:]
	require.Equal(t, uint16(pidAudio), binary.BigEndian.Uint16(p[1:])&0x1fff)
	require.Equal(t, byte(0x50), p[5])
}

// A segment in which nothing happens still joins its neighbours.
func TestEmptySegment(t *testing.T) {
	s, _, _ := build(t, nil, nil)
	b, _, err := s.Append(nil, nil, nil, nil, Counters{Tables: 5})
	require.NoError(t, err)
	require.Len(t, b, TablesSize)
	require.Equal(t, byte(0x15), b[3])
	size, after := s.Measure(Counters{Tables: 5}, nil)
	require.Equal(t, int64(TablesSize), size)
	require.Equal(t, Counters{Tables: 6}, after)
}

func TestDamaged(t *testing.T) {
	s, video, audio := build(t, []int{50, 60}, []int{100})
	_, _, err := s.Append(nil, nil, bytes.Clone(video[:70]), audio, Counters{})
	require.ErrorIs(t, err, ErrDamaged)
	_, _, err = s.Append(nil, nil, bytes.Clone(video), audio[:99], Counters{})
	require.ErrorIs(t, err, ErrDamaged)
	binary.BigEndian.PutUint32(video, 47)
	_, _, err = s.Append(nil, nil, video, audio, Counters{})
	require.ErrorIs(t, err, ErrDamaged)
}

func TestUnsupportedCodecs(t *testing.T) {
	for _, c := range []media.Config{
		{Codec: "av01"},
		{Codec: "avc1"},
		{Codec: "mp4a", Extra: []byte{0x12, 0x00}}, // channels described in the stream
		{Codec: "mp4a"},
	} {
		_, ok := NewCodec(c)
		require.False(t, ok, "%v", c)
	}
}

func BenchmarkAppend(b *testing.B) {
	var sizes, sounds []int
	for i := range 100 {
		sizes = append(sizes, 4000+i%5*3000)
	}
	for range 172 {
		sounds = append(sounds, 380)
	}
	s, video, audio := build(b, sizes, sounds)
	fresh := bytes.Clone(video)
	var dst, scratch []byte
	b.SetBytes(int64(len(video) + len(audio)))
	b.ReportAllocs()
	for b.Loop() {
		copy(video, fresh)
		var err error
		if dst, scratch, err = s.Append(dst[:0], scratch, video, audio, Counters{}); err != nil {
			b.Fatal(err)
		}
	}
}
