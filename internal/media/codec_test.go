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
