package videos_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestLists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		for i := range 5 {
			d.Object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"Part_%d","client_user_id":%d}`, i+1, i%2))
		}
		ids := func(query string) (out []string) {
			for _, v := range d.List("GET", "/streaming/videos?fields=name&"+query, "") {
				out = append(out, strings.TrimPrefix(v["name"].(string), "Part_"))
			}
			return out
		}
		for query, want := range map[string]string{
			"":                        "5 4 3 2 1",
			"page=2&per_page=2":       "3 2",
			"page=4&per_page=2":       "",
			"page=99999999999":        "",
			"client_user_id=1":        "4 2",
			"status=empty":            "5 4 3 2 1",
			"status=ready":            "",
			"status=nonsense":         "",
			"q[status_eq]=0":          "5 4 3 2 1",
			"stream_id=1":             "",
			"search=part_":            "5 4 3 2 1",
			"search=art_3":            "3",
			"search=%25":              "",
			"search=art%25":           "",
			"search=x'%3B--":          "",
			"search=part&id=1,2,3,99": "3 2 1",
		} {
			require.Equal(t, want, strings.Join(ids(query), " "), query)
		}
		all := d.List("GET", "/streaming/videos", "")
		require.NotContains(t, all[0], "sprite")
		require.Len(t, d.List("GET", fmt.Sprintf("/streaming/videos?search=%s", all[2]["slug"]), ""), 1)
		require.Len(t, d.List("GET", fmt.Sprintf("/streaming/videos?search=%.0f", all[2]["id"]), ""), 1)
		d.Expect("GET", "/streaming/videos/names?ids=3,1,77", "", 200, `[{"id":3,"name":"Part_3"},{"id":1,"name":"Part_1"}]`)
		require.Empty(t, d.List("GET", "/streaming/videos", "", other))
	})
}

// hostileFlow sends what might get as far as the database.
func TestHostileInput(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		const top = "9223372036854775807"
		for _, target := range []string{
			"/streaming/videos/" + top, "/streaming/directories/" + top, "/streaming/videos?id=" + top,
			"/streaming/videos?client_user_id=-" + top, "/streaming/videos?search=%00&status=%ff", "/streaming/videos?search=" + strings.Repeat("%25", 4096),
			"/streaming/videos?page=2147483647&per_page=100", "/streaming/videos?id=" + strings.Repeat("1,", 5000), "/streaming/videos/names?ids=" + strings.Repeat(top+",", 500),
		} {
			require.Less(t, d.Send("GET", target, "").Code, 500, target)
		}
		for _, body := range []string{
			`{"name":"a","client_user_id":-` + top + `,"directory_id":` + top + `}`, `{"name":"a","screenshot_id":` + top + `}`,
			`{"name":"a","clip_start_seconds":` + top + `,"clip_duration_seconds":` + top + `}`, `{"name":"\ud800\u0001\u202e 💣","description":"` + strings.Repeat("é", 500_000) + `"}`,
		} {
			require.Less(t, d.Send("POST", "/streaming/videos", body).Code, 500, body[:40])
		}
		require.Equal(t, http.StatusOK, d.Send("GET", "/streaming/videos", "").Code)
	})
}

// A list can be narrowed to what failed and to what waits for a file, which have
// one status on the wire; it tells why a video failed, and has the storyboard of
// one where that is asked for.
func TestListsOfWhatFailed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
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
			for _, v := range d.List("GET", "/streaming/videos?"+query, "") {
				got = append(got, v["name"].(string))
			}
			require.Equal(t, want, strings.Join(got, " "), query)
		}
		require.Equal(t, "2", d.Send("GET", "/streaming/videos?status=failed&per_page=1", "").Header().Get("X-Total-Count"))
		require.Empty(t, d.List("GET", "/streaming/videos?status=failed", "", other))

		refused := d.Object("GET", fmt.Sprintf("/streaming/videos/%d", names["refused"]), "")
		require.Equal(t, "Video file is invalid", refused["error"])
		require.Equal(t, "It is a text.", refused["error_detail"])
		require.Equal(t, "empty", refused["status"])
		require.Nil(t, d.Object("GET", fmt.Sprintf("/streaming/videos/%d", names["waits"]), "")["error_detail"])

		for _, v := range d.List("GET", "/streaming/videos?status=ready&fields=id,sprite,sprite_vtt", "") {
			require.Len(t, v, 3)
			require.Regexp(t, `_sprite\.jpg$`, v["sprite"])
			require.Contains(t, v["sprite_vtt"], "#xywh=0,0,100,42")
		}
		require.Len(t, d.List("GET", "/streaming/videos?status=ready&fields=sprite", ""), 1)
	})
}
