package catalog

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/jobs"
)

// allocated is how many bytes of memory work takes in all.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What a manifest or a job is made from does not grow with the texts that are
// kept of a video: as many subtitles as there may be, as long as there may be,
// a long plan and a long storyboard.
func TestLongTextsStayWhereTheyAre(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		text := "WEBVTT\n\n" + strings.Repeat("a", maxSubtitleBytes/maxSubtitles-8)
		item := NewVideo{Name: "v"}
		for range maxSubtitles {
			item.Subtitles = append(item.Subtitles, NewSubtitle{Language: "ger", Name: "n", VTT: text})
		}
		made, err := f.Create(ctx, f.account, []NewVideo{item})
		require.NoError(t, err)
		id, long := made[0].ID, strings.Repeat("x", 8<<20)
		f.tx(func(ctx context.Context, tx *database.Tx) error {
			if err := f.InspectedTx(ctx, tx, id, Inspection{Duration: 5000, Plan: long, Renditions: []Rendition{{Name: "vod360p"}}}); err != nil {
				return err
			}
			return f.StillsTx(ctx, tx, id, 1, long)
		})
		var v Video
		read := func() {
			v, err = f.Public(ctx, f.account, made[0].Slug)
			require.NoError(t, err)
		}
		read() // what is prepared once
		require.Less(t, allocated(read), uint64(3<<20), "of a manifest: %d bytes of texts are stored", len(text)*maxSubtitles)
		require.Len(t, v.Subtitles, maxSubtitles)
		require.EqualValues(t, len(text), v.Subtitles[0].Size)
		require.True(t, v.Planned)
		require.True(t, v.Storyboard)
		require.Less(t, allocated(func() { _, err = f.ByID(ctx, id) }), uint64(1<<20), "of a job")
		require.NoError(t, err)
		require.Less(t, allocated(func() { err = f.Touch(ctx, id) }), uint64(1<<20), "of a change")
		require.NoError(t, err)

		got, err := f.SubtitleText(ctx, id, v.Subtitles[999].ID)
		require.NoError(t, err)
		require.Equal(t, text, got)
		_, err = f.Plan(ctx, id)
		require.ErrorIs(t, err, ErrBadPlan, "it is no JSON")
		storyboard, err := f.Storyboard(ctx, id)
		require.NoError(t, err)
		require.Equal(t, long, storyboard)
		v, err = f.Video(ctx, f.account, id)
		require.NoError(t, err)
		require.Equal(t, long, *v.SpriteVTT, "what the API shows")

		require.NoError(t, f.Delete(ctx, f.account, id))
		for _, table := range []string{"subtitle_texts", "plans", "storyboards"} {
			n, err := f.db.R.NewSelect().Table(table).Count(ctx)
			require.NoError(t, err)
			require.Zero(t, n, table)
		}
	})
}

// TestJobPlan has the job of a newer program's plan wait, and gives up one that
// has none to work by.
func TestJobPlan(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		made, err := f.Create(ctx, f.account, []NewVideo{{Name: "v"}})
		require.NoError(t, err)
		id := made[0].ID
		_, err = f.JobPlan(ctx, id)
		require.ErrorIs(t, err, ErrBadPlan, "none")
		_, cause := f.Plan(ctx, id)
		require.Equal(t, jobs.Cancel(cause), err)
		f.tx(func(ctx context.Context, tx *database.Tx) error { return setPlan(ctx, tx, id, `{"version":1000000}`) })
		_, err = f.JobPlan(ctx, id)
		require.Equal(t, jobs.Snooze(time.Minute), err)
	})
}
