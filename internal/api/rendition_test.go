package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

func TestListRenditions(t *testing.T) {
	d := open(t)
	d.send("POST", "/streaming/videos", `{"name":"a"}`)
	receipt, object := `{"frames":125,"ssim":0.99}`, "videos/1/x.mp4"
	d.lib.videos[0].Renditions = []*catalog.Rendition{
		{
			ID: 5, Name: "vod360p", Codec: "h264", File: "x.mp4", Object: &object, Status: catalog.RenditionComplete, Progress: 100, Receipt: &receipt,
			AudioTracks: []catalog.AudioTrack{{Language: "eng", Codecs: "mp4a.40.2", Channels: 2}},
		},
		{ID: 6, Name: "vod480p", Codec: "h264", File: "y.mp4", Status: catalog.RenditionProcessing},
	}
	answer := d.send("GET", "/streaming/videos/1/renditions", "")
	require.Equal(t, 200, answer.Code)
	body := answer.Body.String()
	require.Contains(t, body, `"receipt":{"frames":125,"ssim":0.99}`)
	require.Contains(t, body, `"audio_tracks":[{"language":"eng","codecs":"mp4a.40.2","channels":2}]`)
	require.Contains(t, body, `"audio_tracks":[],"receipt":null`)
	require.Equal(t, 404, d.send("GET", "/streaming/videos/9/renditions", "").Code)
}
