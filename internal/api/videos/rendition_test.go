package videos_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestListRenditions(t *testing.T) {
	db := dbtest.SQLite(t)
	d := apitest.Open(t, db)
	d.Send("POST", "/streaming/videos", `{"name":"a"}`)
	catalogue := d.Options.Catalog
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return catalogue.InspectedTx(ctx, tx, 1, catalog.Inspection{Width: 640, Height: 360, Plan: "{}", Renditions: []catalog.Rendition{
			{Name: "vod360p", Codec: "h264"}, {Name: "vod480p", Codec: "h264"},
		}})
	}))
	_, err := catalogue.Publish(t.Context(), 1, 0, catalog.Published{
		Object: "videos/1/x.mp4", Duration: 1, Receipt: `{"frames":125,"ssim":0.99}`,
		AudioTracks: []catalog.AudioTrack{{Language: "eng", Codecs: "mp4a.40.2", Channels: 2}},
	})
	require.NoError(t, err)
	answer := d.Send("GET", "/streaming/videos/1/renditions", "")
	require.Equal(t, 200, answer.Code)
	body := answer.Body.String()
	require.Contains(t, body, `"receipt":{"frames":125,"ssim":0.99}`)
	require.Contains(t, body, `"audio_tracks":[{"language":"eng","codecs":"mp4a.40.2","channels":2}]`)
	require.Contains(t, body, `"audio_tracks":[],"receipt":null`)
	require.Equal(t, 404, d.Send("GET", "/streaming/videos/9/renditions", "").Code)
}
