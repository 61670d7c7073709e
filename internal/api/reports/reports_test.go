package reports_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/stats"
	"kinora/internal/visitor"
)

// TestStatistics plays a video, and asks every call about it.
func TestStatistics(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		id := d.Object("POST", "/streaming/videos", `{"name":"Harbour"}`)["id"]
		require.EqualValues(t, 1, id)
		collector := stats.NewCollector(stats.Options{
			Stats: stats.New(db), Addresses: stats.FullAddress, Proxies: &visitor.Proxies{}, Countries: &visitor.Countries{},
			Owns: func(context.Context, string, []int64) (map[int64]stats.Owned, error) {
				return map[int64]stats.Owned{1: {Account: 1}}, nil
			},
		})
		for _, more := range []string{`"session":"0123456789abcdef","event":"watch"`, `"session":"0123456789abcdef","sec":[0,10]`, `"session":"0123456789abcdex","event":"init"`} {
			r := httptest.NewRequest("POST", "/stats", strings.NewReader(`{"v":1,"type":"vod","id":1,"client_id":1,"ref":"https://example.com/a?b=c",`+more+`}`))
			r.RemoteAddr = "192.0.2.7:1"
			r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
			collector.ServeHTTP(httptest.NewRecorder(), r)
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		require.NoError(t, collector.Run(ended)) // writes

		const always = "?date_from=2020-01-01&date_to=2100-01-01T00:00:00%2B02:00"
		today := d.Object("GET", "/streaming/statistics/views"+always, "")["data"].([]any)[0].(map[string]any)["date"]
		require.Regexp(t, `^20\d\d-\d\d-\d\d$`, today)
		for call, want := range map[string]string{
			"views" + always: `{"views":1,"date":"TODAY","type":"vod"}`,
			"views" + always + "&event=init&group=host&group=os": `{"views":2,"date":"TODAY","type":"vod","host":"example.com","os":"Linux"}`,
			"views" + always + "&group=id,ip&id=1&type=vod":      `{"views":1,"date":"TODAY","type":"vod","id":1,"ip":"192.0.2.7"}`,
			"views" + always + "&group=event": `{"views":2,"date":"TODAY","type":"vod","event":"init"},{"views":1,"date":"TODAY","type":"vod","event":"start"},
				{"views":1,"date":"TODAY","type":"vod","event":"watch"}`,
			"views" + always + "&type=live":                 ``,
			"views?date_from=2020-01-01&date_to=2020-01-02": ``,
			"uniqs" + always:                                `{"unique_ips":1,"date":"TODAY","type":"vod"}`,
			"uniqs" + always + "&group=platform":            `{"unique_ips":1,"platform":"desktop"}`,
			"heatmap" + always + "&type=vod&stream_id=1":    `{"viewers":1,"seconds":0},{"viewers":1,"seconds":5}`,
			"heatmap" + always + "&type=vod&stream_id=2":    ``,
			"countries" + always:                            `{"views":1,"country":"","country_name":""}`,
			"regions" + always:                              ``,
			"popular" + always:                              `{"views":1,"id":"1"}`,
			"browsers" + always:                             `{"views":1,"browser":"Firefox"}`,
			"systems" + always:                              `{"views":1,"os":"Linux"}`,
			"embeds" + always:                               `{"views":1,"embed_url":"https://example.com/a"}`,
			"hosts" + always:                                `{"views":1,"host":"example.com","embed_url":"example.com"}`,
		} {
			want = strings.ReplaceAll(`{"data":[`+want+`]}`, "TODAY", today.(string))
			d.Expect("GET", "/streaming/statistics/"+call, "", 200, want)
			d.Expect("GET", "/streaming/statistics/"+call, "", 200, `{"data":[]}`, other)
		}
		for call, want := range map[string]string{
			"popular": `"date_from: query param is not set","date_to: query param is not set"`,
			"views?date_from=yesterday&date_to=2100-01-01":            `"date_from: is invalid"`,
			"uniqs?date_from=2021-01-01&date_to=2020-01-01":           `"date_to: is before date_from"`,
			"views" + always + "&type=film&event=end&id=x&group=shoe": `"type: is invalid","event: is invalid","id: is invalid","group: is invalid"`,
			"views" + always + "&group=date":                          `"group: is invalid"`,
			"heatmap" + always:                                        `"type: query param is not set","stream_id: query param is not set"`,
			"heatmap" + always + "&type=x&stream_id=1":                `"type: is invalid"`,
		} {
			d.Expect("GET", "/streaming/statistics/"+call, "", 400, `{"data":[],"errors":[`+want+`]}`)
		}
		require.EqualValues(t, 1, d.Object("GET", "/streaming/videos/1", "")["views"])
		require.EqualValues(t, 1, d.List("GET", "/streaming/videos", "")[0]["views"])
	})
}
