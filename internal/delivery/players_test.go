package delivery

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
)

// TestRealPlayers plays a video in Chromium with hls.js, dash.js, Shaka Player
// and the video element. What they must do is written in web/players.
func TestRealPlayers(t *testing.T) {
	web, err := filepath.Abs("../../web")
	require.NoError(t, err)
	for _, name := range []string{"playwright-core", "hls.js", "dashjs", "shaka-player"} {
		if _, err := os.Stat(filepath.Join(web, "node_modules", name)); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	s := newSite(t)
	s.film(t, "film", rung{height: 180, audioKbps: 64}, rung{height: 270, audioKbps: 64}, rung{height: 360, audioKbps: 96})
	s.film(t, "codecs", rung{height: 180, audioKbps: 64, codec: "vp9"}, rung{height: 270, audioKbps: 64, codec: "vp9"},
		rung{height: 180, audioKbps: 64, codec: "av1"}, rung{height: 270, audioKbps: 64, codec: "av1"})
	pages := httptest.NewServer(http.FileServer(http.Dir(web))) // another origin than the video's
	t.Cleanup(pages.Close)
	t.Log("\n" + run(t, "node", filepath.Join(web, "players", "play.mjs"), pages.URL, s.URL+"/videos/4321_"))
}

// film makes a video of 24 seconds with two languages and two subtitles.
func (s *site) film(t *testing.T, slug string, rungs ...rung) {
	for i := range rungs {
		rungs[i].seconds, rungs[i].voices = 24, "eng ita"
	}
	v := s.add(t, slug, rungs...)
	v.Duration = ptr(int64(24_000))
	v.Subtitles = []*catalog.Subtitle{
		{ID: 7, Language: "ita", VTT: "WEBVTT\n\n00:01.000 --> 00:08.000\nOrmeggi\n"},
		{ID: 8, Language: "ger", VTT: "WEBVTT\n\n00:12.000 --> 00:20.000\nMeer\n"},
	}
	s.catalog.put(v)
}
