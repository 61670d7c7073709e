package catalog

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// TestRetry starts again what failed, and nothing else.
func TestRetry(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, url := t.Context(), "https://files.example.net/a.mp4"
		id := f.create("one")[0].ID
		retry := func(o Origin) error { _, err := f.Retry(ctx, f.account, id, o); return err }
		require.ErrorIs(t, retry(Origin{}), ErrUnderWay)
		require.Equal(t, fault.NotFound, fault.KindOf(func() error { _, err := f.Retry(ctx, f.other, id, Origin{}); return err }()))
		reject := func(ctx context.Context, tx *database.Tx) error {
			return f.RejectedTx(ctx, tx, id, Failure{Text: "The requested origin was not found"})
		}
		f.tx(reject)
		require.ErrorIs(t, retry(Origin{}), ErrNoSource)
		require.NoError(t, retry(Origin{URL: &url}))
		v, err := f.ByID(ctx, id)
		require.NoError(t, err)
		require.Equal(t, StatusEmpty, v.Status)
		require.Nil(t, v.Error)
		require.Equal(t, url, *v.OriginURL)
		require.ErrorIs(t, retry(Origin{}), ErrUnderWay, "once")

		f.inspect(id, 2)
		_, err = f.Publish(ctx, id, 0, Published{Object: "o", Size: 10, Duration: 5000})
		require.NoError(t, err)
		f.tx(func(ctx context.Context, tx *database.Tx) error {
			if err := f.RenditionFailedTx(ctx, tx, id, 1, Failure{Text: "Encoding has failed"}); err != nil {
				return err
			}
			return f.StillsFailedTx(ctx, tx, id)
		})
		require.Equal(t, fault.Invalid, fault.KindOf(retry(Origin{URL: &url})), "it plays")
		require.NoError(t, retry(Origin{}))
		v, err = f.ByID(ctx, id)
		require.NoError(t, err)
		require.Equal(t, StatusViewable, v.Status)
		require.Equal(t, StillsWaiting, v.Stills)
		require.Equal(t, RenditionComplete, v.Renditions[0].Status)
		require.Equal(t, RenditionProcessing, v.Renditions[1].Status)
		f.tx(reject) // the source is not to be had again
		v, err = f.ByID(ctx, id)
		require.NoError(t, err)
		require.True(t, v.Settled())
		require.Equal(t, "The requested origin was not found", *v.Error)
		counted, found, wrong, err := f.Recount(ctx, f.account)
		require.NoError(t, err)
		require.Empty(t, wrong)
		require.Equal(t, found, counted)
	})
}
