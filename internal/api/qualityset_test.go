package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/quality"
)

func TestQualitySetsOverTheRealCatalogue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		require.NoError(t, accounts.Ensure(t.Context(), goodToken))
		sets := []quality.Set{
			{ID: 77, Name: "Cinema", Qualities: []quality.Quality{{ID: 5, Name: "vod2160n"}, {ID: 6, Name: "vod1440n"}}},
			{ID: 78, Name: "Other's", Accounts: []int64{2}, Qualities: []quality.Quality{{ID: 7, Name: "x"}}},
		}
		videos := catalog.New(db, catalog.Hooks{})
		videos.Qualities = quality.New(db, sets...)
		d := open(t, func(o *Options) { o.Catalog, o.Qualities, o.Accounts = videos, videos.Qualities, accounts })
		const (
			at     = "/streaming/quality_sets"
			put    = "/streaming/quality_sets/default"
			system = `{"live":[],"vod":[{"id":77,"name":"Cinema","default":false,"qualities":[{"id":5,"name":"vod2160n"},{"id":6,"name":"vod1440n"}]}]}`
			custom = `{"live":[],"vod":[{"id":77,"name":"Cinema","default":true,"qualities":[{"id":5,"name":"vod2160n"},{"id":6,"name":"vod1440n"}]}]}`
		)
		d.expect("GET", at, "", 200, system)
		d.expect("PUT", put, `{"live":{"id":null},"vod":{"id":77}}`, 200, custom)
		for _, nothing := range []string{`{}`, ``, `{"vod":{}}`, `{"vod":null}`, `{"live":{"id":null}}`} {
			d.expect("PUT", put, nothing, 200, custom)
		}
		for body, want := range map[string]string{
			`{"vod":{"id":5}}`:                  "There is no quality set 5 for videos.",
			`{"vod":{"id":78}}`:                 "There is no quality set 78 for videos.",
			`{"live":{"id":77},"vod":{"id":1}}`: "There is no quality set 77 for live streams.",
			`{"vod":{"id":"x"}}`:                "Vod.id must be the id of a quality set, or null.",
			`{"vod":7}`:                         `Vod must be an object such as {\"id\": 77}.`,
			`[]`:                                "The body must be a JSON object.",
		} {
			d.expect("PUT", put, body, 400, `{"status":400,"error":"Bad Request. `+want+`"}`)
		}
		d.expect("GET", at+"/", "", 200, custom)
		made := d.object("POST", "/streaming/videos", `{"name":"a","quality_set_id":77}`)
		require.EqualValues(t, 77, made["quality_set_id"])
		d.expect("POST", "/streaming/videos", `{"name":"a","quality_set_id":78}`, 422, `{"errors":{"quality_set_id":["is invalid"]}}`)
		d.expect("PUT", put, `{"vod":{"id":null}}`, 200, system)
	})
}
