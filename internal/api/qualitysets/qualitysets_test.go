package qualitysets_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/quality"
)

func TestQualitySets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		sets := []quality.Set{
			{ID: 77, Name: "Cinema", Qualities: []quality.Quality{{ID: 5, Name: "vod2160n"}, {ID: 6, Name: "vod1440n"}}},
			{ID: 78, Name: "Other's", Accounts: []int64{2}, Qualities: []quality.Quality{{ID: 7, Name: "x"}}},
		}
		d := apitest.Open(t, db, func(o *api.Options) {
			o.Qualities = quality.New(db, sets...)
			o.Catalog.Qualities = o.Qualities
		})
		const (
			at     = "/streaming/quality_sets"
			put    = "/streaming/quality_sets/default"
			system = `{"live":[],"vod":[{"id":77,"name":"Cinema","default":false,"qualities":[{"id":5,"name":"vod2160n"},{"id":6,"name":"vod1440n"}]}]}`
			custom = `{"live":[],"vod":[{"id":77,"name":"Cinema","default":true,"qualities":[{"id":5,"name":"vod2160n"},{"id":6,"name":"vod1440n"}]}]}`
		)
		d.Expect("GET", at, "", 200, system)
		d.Expect("PUT", put, `{"live":{"id":null},"vod":{"id":77}}`, 200, custom)
		for _, nothing := range []string{`{}`, ``, `{"vod":{}}`, `{"vod":null}`, `{"live":{"id":null}}`} {
			d.Expect("PUT", put, nothing, 200, custom)
		}
		for body, want := range map[string]string{
			`{"vod":{"id":5}}`:                  "There is no quality set 5 for videos.",
			`{"vod":{"id":78}}`:                 "There is no quality set 78 for videos.",
			`{"live":{"id":77},"vod":{"id":1}}`: "There is no quality set 77 for live streams.",
			`{"vod":{"id":"x"}}`:                "Vod.id must be the id of a quality set, or null.",
			`{"vod":7}`:                         `Vod must be an object such as {\"id\": 77}.`,
			`[]`:                                "The body must be a JSON object.",
		} {
			d.Expect("PUT", put, body, 400, `{"status":400,"error":"Bad Request. `+want+`"}`)
		}
		d.Expect("GET", at+"/", "", 200, custom)
		made := d.Object("POST", "/streaming/videos", `{"name":"a","quality_set_id":77}`)
		require.EqualValues(t, 77, made["quality_set_id"])
		d.Expect("POST", "/streaming/videos", `{"name":"a","quality_set_id":78}`, 422, `{"errors":{"quality_set_id":["is invalid"]}}`)
		d.Expect("PUT", put, `{"vod":{"id":null}}`, 200, system)
	})
}
