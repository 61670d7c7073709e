package shape

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/jobs"
)

// fakeWorker answers the same of every subject that it knows.
type fakeWorker map[string]jobs.Standing

func (f fakeWorker) Standings(_ context.Context, subjects ...string) (map[string]jobs.Standing, error) {
	found := map[string]jobs.Standing{}
	for _, s := range subjects {
		if standing, has := f[s]; has {
			found[s] = standing
		}
	}
	return found, nil
}

func (fakeWorker) Workers(context.Context) (int, error) { return 2, nil }

// What is known of jobs is told in the words of the API.
func TestWorkInAnswers(t *testing.T) {
	four := int64(4)
	due := time.Date(2026, 9, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	for name, c := range map[string]struct {
		video    catalog.Video
		standing jobs.Standing
		want     string
	}{
		"queued": {
			standing: jobs.Standing{Step: catalog.StepDownloading, Attempt: 1, Attempts: 3, Ahead: &four},
			want:     `{"state":"queued","ahead":4,"percent":null,"bytes_per_second":null,"attempt":1,"attempts":3,"retry_at":null,"reason":null,"workers":2}`,
		},
		"downloading": {
			video:    catalog.Video{Expected: 200, Received: 50, Speed: 1000},
			standing: jobs.Standing{Step: catalog.StepDownloading, Running: true, Attempt: 1, Attempts: 3},
			want:     `{"state":"downloading","ahead":null,"percent":25,"bytes_per_second":1000,"attempt":1,"attempts":3,"retry_at":null,"reason":null,"workers":2}`,
		},
		"downloading what has no said length": {
			video:    catalog.Video{Received: 50},
			standing: jobs.Standing{Step: catalog.StepDownloading, Running: true, Attempt: 1, Attempts: 3},
			want:     `{"state":"downloading","ahead":null,"percent":null,"bytes_per_second":null,"attempt":1,"attempts":3,"retry_at":null,"reason":null,"workers":2}`,
		},
		"waiting for another attempt": {
			standing: jobs.Standing{Step: catalog.StepDownloading, Attempt: 2, Attempts: 3, RetryAt: due, Reason: "The requested origin was not found"},
			want:     `{"state":"retrying","ahead":null,"percent":null,"bytes_per_second":null,"attempt":2,"attempts":3,"retry_at":"2026-09-01T11:00:00Z","reason":"The requested origin was not found","workers":2}`,
		},
		"processing": {
			video: catalog.Video{Status: catalog.StatusPending, Renditions: []*catalog.Rendition{
				{Status: catalog.RenditionProcessing, Progress: 60}, {Status: catalog.RenditionProcessing, Progress: 20},
			}},
			standing: jobs.Standing{Step: catalog.StepProcessing, Running: true, Attempt: 1, Attempts: 5},
			want:     `{"state":"processing","ahead":null,"percent":40,"bytes_per_second":null,"attempt":1,"attempts":5,"retry_at":null,"reason":null,"workers":2}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.video.ID = 1
			if c.video.Status == "" {
				c.video.Status = catalog.StatusEmpty
			}
			shown := Videos{Worker: fakeWorker{"video:1": c.standing}}
			work, err := shown.Working(t.Context(), &c.video)
			require.NoError(t, err)
			require.Len(t, work, 1)
			text, err := json.Marshal(work[1])
			require.NoError(t, err)
			require.JSONEq(t, c.want, string(text))
		})
	}
	shown := Videos{Worker: fakeWorker{}}
	work, err := shown.Working(t.Context(), &catalog.Video{ID: 1, Status: catalog.StatusEmpty})
	require.NoError(t, err)
	require.Empty(t, work)
}
