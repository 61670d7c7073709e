package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/ffmpeg/ffmpegtest"
)

// collected is one file of a folder of real media and what is expected of it.
type collected struct {
	File     string `json:"file"`
	Expected string `json:"expected"`
}

// TestCollectedMedia sends every file of the folder KINORA_TEST_MEDIA as one
// batch: what its manifest calls ready becomes ready and plays to its end, what
// it calls an error gets one, everything else ends either way. The quick run
// leaves out large files, encodes only a low quality, which meets what is odd
// about a source as the higher ones do, and plays every third video in all
// formats; KINORA_TEST_MEDIA_ALL asks for everything.
func TestCollectedMedia(t *testing.T) {
	dir := os.Getenv("KINORA_TEST_MEDIA")
	if dir == "" {
		t.Log("KINORA_TEST_MEDIA names no folder; nothing to check")
		return
	}
	raw, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	var all, media []collected
	require.NoError(t, json.Unmarshal(raw, &all))
	for _, c := range all {
		if !strings.Contains(c.File, "/") && (os.Getenv("KINORA_TEST_MEDIA_ALL") != "" || quickFile(dir, c.File)) {
			media = append(media, c)
		}
	}
	origin := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(origin.Close)
	s := testSettings(t)
	s.TranscodeWorkers = 2 // most files are short
	var set *int64
	if os.Getenv("KINORA_TEST_MEDIA_ALL") == "" {
		s.QualitySets, set = filepath.Join(t.TempDir(), "sets.yaml"), new(int64)
		*set = 7
		require.NoError(t, os.WriteFile(s.QualitySets, []byte(lowQuality), 0o600))
	}
	a, api := startApp(t, s)
	items := make([]client.NewVideo, len(media))
	for i, c := range media {
		items[i] = client.NewVideo{Name: c.File, QualitySetID: set, OriginURL: origin.URL + "/" + url.PathEscape(c.File)}
	}
	made, err := api.CreateVideos(t.Context(), items)
	require.NoError(t, err)
	videos := followAll(t, api, idsOf(made))
	for i, c := range media {
		t.Run(c.File, func(t *testing.T) { checkCollected(t, videos[c.File], c.Expected, set == nil || i%3 == 0) })
	}
	checkNothingLeft(t, a)
}

// lowQuality is a set of what is quickly encoded.
const lowQuality = `quality_sets:
- id: 7
  name: Low
  qualities:
  - {id: 1, codec: h264, short_side: 360, video_kbps: 450, audio_kbps: 64}
`

// quickFile leaves out what takes minutes.
func quickFile(dir, name string) bool {
	slow := map[string]bool{"h264_1080p_363s_lowbitrate.mp4": true, "av1_180p60_363s.mp4": true, "h264_1080p24_aac_40s_moov_end.mp4": true}
	info, err := os.Stat(filepath.Join(dir, name))
	return err == nil && !slow[name] && info.Size() < 3<<20
}

func checkCollected(t *testing.T, v client.Video, expected string, everyFormat bool) {
	t.Logf("expected %q: %s %s, %d renditions", expected, v.Status, deref(v.Error), len(v.Renditions))
	require.True(t, v.Done())
	switch expected {
	case "ready":
		require.Equal(t, "ready", v.Status, deref(v.Error))
	case "error":
		require.Contains(t, []string{"empty", "error"}, v.Status)
		require.NotNil(t, v.Error)
	}
	if v.Status != "ready" {
		require.NotNil(t, v.Error)
		return
	}
	whole, err := ffmpegtest.Tools(t).Play(t.Context(), v.HLSURL)
	require.NoError(t, err)
	require.InDelta(t, float64(*v.Duration)/1000, whole.Duration.Seconds(), 0.1)
	if !everyFormat {
		return
	}
	for _, manifest := range []string{v.HLSCMAFURL, v.DASHURL} {
		played, err := ffmpegtest.Tools(t).Play(t.Context(), manifest)
		require.NoError(t, err, manifest)
		require.Equal(t, whole.Frames, played.Frames, manifest)
		require.Equal(t, whole.Sound, played.Sound, manifest)
	}
}
