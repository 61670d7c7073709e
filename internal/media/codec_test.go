package media

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConfigString(t *testing.T) {
	for _, c := range []struct {
		name   string
		config Config
		want   string
	}{
		{"H.264 high 3.1", Config{Codec: "avc1", Extra: []byte{1, 0x64, 0, 0x1f, 0xff}}, "avc1.64001f"},
		{"H.264 baseline 3.0", Config{Codec: "avc1", Extra: []byte{1, 0x42, 0xc0, 0x1e}}, "avc1.42c01e"},
		{"H.264 without record", Config{Codec: "avc1"}, "avc1"},
		{"AAC-LC", Config{Codec: "mp4a", Extra: []byte{0x12, 0x10}}, "mp4a.40.2"},
		{"HE-AAC", Config{Codec: "mp4a", Extra: []byte{0x2b, 0x92, 0x08}}, "mp4a.40.5"},
		{"AAC without config", Config{Codec: "mp4a"}, "mp4a.40.2"},
		{
			"HEVC main, high tier",
			Config{Codec: "hvc1", Extra: []byte{1, 0x21, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 120}},
			"hvc1.1.6.H120.B0",
		},
		{
			"HEVC main 10 in a profile space",
			Config{Codec: "hvc1", Extra: []byte{1, 0x42, 0x20, 0, 0, 0, 0x90, 0, 0, 1, 0, 0, 93}},
			"hvc1.A2.4.L93.90.0.0.1",
		},
		{"HEVC without record", Config{Codec: "hvc1"}, "hvc1"},
		{"AV1 main", Config{Codec: "av01", Extra: []byte{0x81, 8, 0x0c, 0}}, "av01.0.08M.08"},
		{"AV1 main, 10 bits, high tier", Config{Codec: "av01", Extra: []byte{0x81, 13, 0xcc, 0}}, "av01.0.13H.10"},
		{"AV1 professional, 12 bits", Config{Codec: "av01", Extra: []byte{0x81, 2<<5 | 13, 0x60, 0}}, "av01.2.13M.12"},
		{"VP9 profile 2, 10 bits", Config{Codec: "vp09", Extra: []byte{2, 40, 0xa2, 9, 16, 9, 0, 0}}, "vp09.02.40.10"},
		{"Opus", Config{Codec: "Opus"}, "opus"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, c.config.String()) })
	}
}

func TestParseAudioConfig(t *testing.T) {
	c, ok := ParseAudioConfig([]byte{0x12, 0x10})
	require.True(t, ok)
	require.Equal(t, AudioConfig{
		ObjectType: 2, CoreType: 2, FrequencyIndex: 4, SampleRate: 44100, Channels: 2, ChannelConfig: 2,
	}, c)
	c, ok = ParseAudioConfig([]byte{0x2b, 0x92, 0x08, 0x00})
	require.True(t, ok)
	require.Equal(t, 2, c.CoreType)
	for _, bad := range [][]byte{nil, {0x12}, {0x16, 0x90}} {
		_, ok = ParseAudioConfig(bad)
		require.False(t, ok, "%x", bad)
	}
}
