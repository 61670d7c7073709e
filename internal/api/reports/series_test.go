package reports_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/quota"
	"kinora/internal/serve"
	"kinora/internal/stats"
	"kinora/internal/visitor"
)

// TestSentSeries sends two videos of two users to three viewers on two days, and
// asks every call about it.
func TestSentSeries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		now := time.Date(2026, 5, 2, 0, 10, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		quotas := quota.New(db)
		quotas.Now = clock
		d := apitest.Open(t, db, func(o *api.Options) { o.Stats, o.Quotas, o.Now = stats.NewAt(db, clock), quotas, clock })
		one := d.Object("POST", "/streaming/videos", `{"name":"one","client_user_id":8}`)
		two := d.Object("POST", "/streaming/videos", `{"name":"two","client_user_id":9}`)
		meter := stats.NewDeliveries(stats.NewAt(db, clock), nil, slog.Default())
		sent := func(video map[string]any, viewer byte, seconds int) {
			meter.Answered(&serve.Record{
				Account: 1, Entity: serve.Entity{Type: serve.VideoEntity, ID: int64(video["id"].(float64))}, Kind: serve.Video,
				Media: time.Duration(seconds) * time.Second, Bytes: 10, Status: 200,
				Viewer: &visitor.Visit{Address: netip.AddrFrom4([4]byte{192, 0, 2, viewer}), Agent: "player"},
			})
		}
		charge := func(bytes, millis int64) {
			require.NoError(t, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
				_, err := quotas.ChargeTx(ctx, tx, 1, bytes, millis)
				return err
			}))
		}
		sent(one, 1, 61)
		sent(one, 2, 30)
		sent(two, 3, 10)
		charge(5000, 61_000)
		now = now.Add(-20 * time.Minute) // the day before
		sent(one, 1, 5)
		now = now.Add(50 * time.Minute)
		require.NoError(t, db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return quotas.ReleaseTx(ctx, tx, 1, 1000, 1000) }))
		ended, stop := context.WithCancel(ctx)
		stop()
		require.NoError(t, meter.Run(ended)) // writes

		first, second := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC).Unix()
		days := func(a, b int) string {
			return fmt.Sprintf(`[{"client":1,"metrics":{"vod":[[%d,%d],[%d,%d]]}}]`, first, a, second, b)
		}
		const span = "from=2026-05-01&to=2026-05-02T00:40:00Z"
		const dates = "date_from=2026-05-01&date_to=2026-05-02T00:40:00Z"
		slug, id := one["slug"].(string), fmt.Sprint(one["id"])
		for call, want := range map[string]string{
			"cdn/uniqs?" + dates:                                                              `{"data":[{"uniqs":3,"type":"vod"}]}`,
			"cdn/uniqs?" + dates + "&type=vod&id=" + id:                                       `{"data":[{"uniqs":2,"type":"vod"}]}`,
			"cdn/uniqs?" + dates + "&type=live":                                               `{"data":[{"uniqs":0,"type":"live"}]}`,
			"cdn/uniqs?" + dates + "&id=nothing":                                              `{"data":[{"uniqs":3,"type":"vod"}]}`,
			"vod/viewers?" + span + "&granularity=1d":                                         days(1, 3),
			"vod/viewers?" + span + "&granularity=1d&slug=" + slug:                            days(1, 2),
			"vod/viewers?" + span + "&granularity=1d&slug=none":                               days(0, 0),
			"vod/watching_duration?" + span + "&granularity=1d":                               days(1, 2),
			"vod/watching_duration?" + "from=2026-05-01&granularity=1d&client_user_id=9":      days(0, 1),
			"vod/watching_duration?" + span + "&granularity=1d&client_user_id=9&slug=" + slug: days(0, 0),
			"vod/watching_duration?" + span + "&granularity=1mo":                              fmt.Sprintf(`[{"client":1,"metrics":{"vod":[[%d,2]]}}]`, first),
			"vod/viewers?from=2026-05-02T00:00:00Z&to=2026-05-02T00:14:00Z&granularity=5m": fmt.Sprintf(
				`[{"client":1,"metrics":{"vod":[[%d,0],[%d,0],[%d,3]]}}]`, second, second+300, second+600),
			"vod/viewers?from=2026-05-01T23:00:00Z&to=2026-05-02T00:40:00Z":      fmt.Sprintf(`[{"client":1,"metrics":{"vod":[[%d,1],[%d,3]]}}]`, second-3600, second),
			"vod/watching_duration/total":                                        `[{"client":1,"duration":2}]`,
			"vod/watching_duration/total?client_user_id=9":                       `[{"client":1,"duration":1,"client_user_id":9}]`,
			"vod/watching_duration/total?from=2026-05-02T00:00:00Z&slug=" + slug: `[{"client":1,"duration":2,"slug":"` + slug + `"}]`,
			"storage?" + span:                       fmt.Sprintf(`[{"client":1,"metrics":{"storage":[[%d,0],[%d,4000]],"max_volume_usage":[%d,5000]}}]`, first, second, second),
			"storage?from=2027-05-03&to=2027-05-04": `[{"client":1,"metrics":{"storage":[],"max_volume_usage":[]}}]`,
			"storage?from=2026-05-03&to=2026-05-04": `[{"client":1,"metrics":{"storage":[],"max_volume_usage":[]}}]`,
			"vod/storage_duration?" + span:          days(0, 1),
			"vod/transcoding_duration?" + span:      days(0, 2),
		} {
			d.Expect("GET", "/streaming/statistics/"+call, "", 200, want)
		}
		d.Expect("GET", "/streaming/statistics/vod/watching_duration/total", "", 200, `[{"client":2,"duration":0}]`, d.Other)
		d.Expect("GET", "/streaming/statistics/vod/watching_duration/total?slug="+slug, "", 200, `[{"client":2,"duration":0,"slug":"`+slug+`"}]`, d.Other)
		d.Expect("GET", "/streaming/statistics/cdn/uniqs?"+dates, "", 200, `{"data":[]}`, d.Other)
		require.EqualValues(t, 3, d.Object("GET", "/streaming/videos/"+id, "")["cdn_views"])
		for call, want := range map[string]string{
			"cdn/uniqs":                                          `"date_from: query param is not set","date_to: query param is not set"`,
			"cdn/uniqs?" + dates + "&type=film":                  `"type: is invalid"`,
			"cdn/uniqs?" + dates + "&type=vod&id=x":              `"id: is invalid"`,
			"vod/viewers?from=2026-05-01":                        `"to: query param is not set"`,
			"vod/viewers?from=2026-05-02&to=2026-05-01":          `"to: is before from"`,
			"vod/viewers?" + span + "&granularity=1mo":           `"granularity: is invalid"`,
			"vod/viewers?" + span + "&client_user_id=me":         `"client_user_id: is invalid"`,
			"vod/viewers?from=1926-05-01&to=2026-05-01":          `"granularity: is too fine for this time"`,
			"vod/watching_duration?from=soon&granularity=2h":     `"from: is invalid","granularity: is invalid"`,
			"storage?" + span + "&granularity=2h":                `"granularity: is invalid"`,
			"vod/storage_duration?from=1926-05-01&to=2026-05-01": `"from: is more than ten years before to"`,
			"vod/transcoding_duration":                           `"from: query param is not set","to: query param is not set"`,
		} {
			d.Expect("GET", "/streaming/statistics/"+call, "", 400, `{"data":[],"errors":[`+want+`]}`)
		}
	})
}
