package shape

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
	"kinora/internal/catalog"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func ptr[T any](v T) *T { return &v }

// harbour is a video with one rendition done and one being made.
func harbour() catalog.Video {
	return catalog.Video{
		ID: 900101, AccountID: 4321, Slug: "Ab3dE5gH7jK9mN1p", Name: `Harbour <timelapse> & "more"`, Status: catalog.StatusViewable,
		Duration: ptr[int64](30000), OriginDuration: ptr[int64](184669), OriginSize: ptr[int64](29260881),
		OriginURL: ptr("https://files.example.net/harbour.mov"), OriginHTTPHeaders: ptr("Authorization: Bearer hush"),
		OriginWidth: ptr[int64](1920), OriginHeight: ptr[int64](804), OriginAudioChannels: ptr[int64](2),
		Priority: 3, ClipStart: ptr[int64](5), ClipDuration: ptr[int64](30), DirectoryID: ptr[int64](55),
		ClientUserID: ptr[int64](77), Projection: "regular", ScreenshotID: 1, Screenshots: 2,
		Storyboard: true, SpriteVTT: ptr("1\n00:00:00,000 --> 00:00:05,000\nAb3dE5gH7jK9mN1p_sprite.jpg#xywh=0,0,100,42\n"),
		Views: 12, CDNViews: 34, CreatedAt: 1788249600007, UpdatedAt: 1788249999990,
		Renditions: []*catalog.Rendition{
			{
				ID: 11, Name: "vod360p", Width: ptr[int64](860), Height: ptr[int64](360), File: "qid3576v1_h264_450_360.mp4",
				Status: catalog.RenditionComplete, Progress: 100, Size: ptr[int64](2025589),
			},
			{
				ID: 12, Name: "vod720p", Width: ptr[int64](1719), Height: ptr[int64](720), File: "qid3570v1_h264_1267_720.mp4",
				Status: catalog.RenditionProcessing, Progress: 41, Size: ptr[int64](99),
			},
			{ID: 13, Name: "vod1080p", Status: catalog.RenditionError, Error: ptr("Encoding has failed"), File: "x.mp4"},
		},
	}
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	raw, err := call.Encode(v)
	require.NoError(t, err)
	var got bytes.Buffer
	require.NoError(t, json.Indent(&got, raw, "", "  "))
	got.WriteByte('\n')
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
	require.NotContains(t, got.String(), "hush")
}

func TestGolden(t *testing.T) {
	u := catalog.NewAddresses("https://api.example.org/", "https://4321.vod.example.org", "https://player.example.org", "https://static.example.org")
	v := harbour()
	golden(t, "list_item.json", NewVideo(u, &v))
	golden(t, "details.json", NewDetails(u, &v))
}

func BenchmarkListReply(b *testing.B) {
	v, u := harbour(), catalog.NewAddresses("https://video.example.org", "", "", "")
	items := make([]Video, call.MaxPerPage)
	for name, f := range map[string]call.Fields{"whole": nil, "fields": {"id": true, "name": true}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range items {
					items[i] = NewVideo(u, &v)
				}
				require.NoError(b, call.ReplyList(httptest.NewRecorder(), items, f))
			}
		})
	}
}
