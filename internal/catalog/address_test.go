package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAddressDefaults(t *testing.T) {
	v := Video{AccountID: 1, Slug: "s"}
	a := NewAddresses("http://127.0.0.1:8080//", "", "https://p/", "")
	require.Equal(t, "http://127.0.0.1:8080/videos/1_s/master.m3u8", a.HLS(&v))
	require.Equal(t, "https://p/videos/1_s", a.Page(&v))
}

func TestChosenScreenshot(t *testing.T) {
	for name, c := range map[string]struct {
		id, count int64
		poster    *string
		want      string // "" is null
	}{
		"none yet":          {0, 0, nil, ""},
		"first":             {0, 5, nil, "/static/videoplatform/thumbnails/1/2_s.mp4_1_1080.jpg"},
		"third":             {2, 5, nil, "/static/videoplatform/thumbnails/1/2_s.mp4_3_1080.jpg"},
		"beyond the last":   {9, 5, nil, "/static/videoplatform/thumbnails/1/2_s.mp4_5_1080.jpg"},
		"poster":            {-1, 5, ptr("ab.jpeg"), "/static/videoplatform/posters/video/2/ab.jpeg"},
		"poster not chosen": {0, 5, ptr("ab.jpeg"), "/static/videoplatform/thumbnails/1/2_s.mp4_1_1080.jpg"},
		"no poster":         {-1, 5, nil, "/static/videoplatform/thumbnails/1/2_s.mp4_1_1080.jpg"},
		"neither":           {-1, 0, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := Video{ID: 2, AccountID: 1, Slug: "s", ScreenshotID: c.id, Screenshots: c.count, Poster: c.poster}
			got := Addresses{}.Screenshot(&v)
			if c.want == "" {
				require.Nil(t, got)
				return
			}
			require.Equal(t, c.want, *got)
		})
	}
}

func ptr[T any](v T) *T { return &v }
