package api

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/jobs"
)

// fakeWork answers the same of every subject that it knows.
type fakeWork map[string]jobs.Standing

func (f fakeWork) Standings(_ context.Context, subjects ...string) (map[string]jobs.Standing, error) {
	found := map[string]jobs.Standing{}
	for _, s := range subjects {
		if standing, has := f[s]; has {
			found[s] = standing
		}
	}
	return found, nil
}

func (fakeWork) Workers(context.Context) (int, error) { return 2, nil }

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
			d := open(t, func(o *Options) { o.Work = fakeWork{"video:1": c.standing} })
			c.video.ID, c.video.AccountID, c.video.Name = 1, 1, "v"
			if c.video.Status == "" {
				c.video.Status = catalog.StatusEmpty
			}
			d.lib.videos = []catalog.Video{c.video}
			d.expect("GET", "/streaming/videos/1?fields=work", "", 200, `{"work":`+c.want+`}`)
			d.expect("GET", "/streaming/videos?fields=work", "", 200, `[{"work":`+c.want+`}]`)
		})
	}
	d := open(t, func(o *Options) { o.Work = fakeWork{} })
	d.lib.videos = []catalog.Video{{ID: 1, AccountID: 1, Name: "v", Status: catalog.StatusEmpty}}
	d.expect("GET", "/streaming/videos/1?fields=work", "", 200, `{"work":null}`)
}

// A list can be narrowed to what failed and to what waits for a file, which have
// one status on the wire; it tells why a video failed, and has the storyboard of
// one where that is asked for.
func TestListsOfWhatFailed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d, other := reallyOpen(t, db)
		catalogue := catalog.New(db, catalog.Hooks{})
		names := map[string]int64{}
		for _, name := range []string{"waits", "refused", "broken", "half", "ready"} {
			made, err := catalogue.Create(t.Context(), 1, []catalog.NewVideo{{Name: name}})
			require.NoError(t, err)
			names[name] = made[0].ID
		}
		failure := catalog.Failure{Text: "Video file is invalid", Detail: "It is a text."}
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			for _, name := range []string{"broken", "half", "ready"} {
				in := catalog.Inspection{Width: 640, Height: 360, Plan: "{}", Renditions: []catalog.Rendition{{Name: "vod360p"}, {Name: "vod720p"}}}
				if err := catalogue.InspectedTx(ctx, tx, names[name], in); err != nil {
					return err
				}
				if err := catalogue.StillsTx(ctx, tx, names[name], 1, "1\n00:00:00,000 --> 00:00:05,000\ns.jpg#xywh=0,0,100,42\n"); err != nil {
					return err
				}
			}
			for _, position := range []int64{0, 1} {
				if err := catalogue.RenditionFailedTx(ctx, tx, names["broken"], position, failure); err != nil {
					return err
				}
			}
			if err := catalogue.RenditionFailedTx(ctx, tx, names["half"], 1, failure); err != nil {
				return err
			}
			return catalogue.RejectedTx(ctx, tx, names["refused"], failure)
		}))
		for _, of := range []struct {
			name     string
			position int64
		}{{"half", 0}, {"ready", 0}, {"ready", 1}} {
			_, err := catalogue.Publish(t.Context(), names[of.name], of.position, catalog.Published{Object: "o", Duration: 1})
			require.NoError(t, err)
		}
		for query, want := range map[string]string{
			"status=failed": "broken refused", "status=waiting": "waits", "status=empty": "refused waits", "status=error": "broken",
			"status=ready": "ready", "status=viewable": "half", "status=failed&search=ref": "refused", "status=waiting&search=ref": "",
		} {
			var got []string
			for _, v := range d.list("GET", "/streaming/videos?"+query, "") {
				got = append(got, v["name"].(string))
			}
			require.Equal(t, want, strings.Join(got, " "), query)
		}
		require.Equal(t, "2", d.send("GET", "/streaming/videos?status=failed&per_page=1", "").Header().Get("X-Total-Count"))
		require.Empty(t, d.list("GET", "/streaming/videos?status=failed", "", other))

		refused := d.object("GET", fmt.Sprintf("/streaming/videos/%d", names["refused"]), "")
		require.Equal(t, "Video file is invalid", refused["error"])
		require.Equal(t, "It is a text.", refused["error_detail"])
		require.Equal(t, "empty", refused["status"])
		require.Nil(t, d.object("GET", fmt.Sprintf("/streaming/videos/%d", names["waits"]), "")["error_detail"])

		for _, v := range d.list("GET", "/streaming/videos?status=ready&fields=id,sprite,sprite_vtt", "") {
			require.Len(t, v, 3)
			require.Regexp(t, `_sprite\.jpg$`, v["sprite"])
			require.Contains(t, v["sprite_vtt"], "#xywh=0,0,100,42")
		}
		require.Len(t, d.list("GET", "/streaming/videos?status=ready&fields=sprite", ""), 1)
	})
}
