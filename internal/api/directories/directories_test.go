package directories_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestDirectories(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	top := d.Object("POST", "/streaming/directories", `{"name":"Harbours"}`)
	require.Equal(t, map[string]any{
		"id": 1.0, "name": "Harbours", "parent_id": nil, "items_count": 0.0, "created_at": top["created_at"], "updated_at": top["updated_at"],
	}, top)
	north := d.Object("POST", "/streaming/directories", `{"directory":{"name":"North","parent_id":1}}`)
	require.Equal(t, 1.0, north["parent_id"])
	d.Object("POST", "/streaming/videos", `{"name":"Timelapse","directory_id":1}`)

	content := d.Object("GET", "/streaming/directories/1", "")["directory"].(map[string]any)
	require.Equal(t, "Harbours", content["name"])
	require.NotContains(t, content, "item_type")
	items := content["items"].([]any)
	require.Len(t, items, 2)
	require.Equal(t, "Directory", items[0].(map[string]any)["item_type"])
	require.Equal(t, "Video", items[1].(map[string]any)["item_type"])
	require.Contains(t, items[1], "slug")
	require.Contains(t, items[1], "iframe_url")
	require.Equal(t, []any{}, d.Object("GET", "/streaming/directories/2", "")["directory"].(map[string]any)["items"])

	north["descendants"] = []any{}
	top = d.Object("GET", "/streaming/directories/tree", "")["tree"].([]any)[0].(map[string]any)
	require.Equal(t, []any{north}, top["descendants"])
	require.Equal(t, []any{"Harbours", 2.0, nil}, []any{top["name"], top["items_count"], top["parent_id"]})
	d.Expect("GET", "/streaming/directories/tree", "", 200, `{"tree":[]}`, d.Other)

	require.Equal(t, "South", d.Object("PATCH", "/streaming/directories/2", `{"name":"South"}`)["name"])
	require.Equal(t, 1.0, d.Object("PATCH", "/streaming/directories/2", `{}`)["parent_id"])
	require.Nil(t, d.Object("PATCH", "/streaming/directories/2", `{"parent_id":null}`)["parent_id"])

	d.Expect("DELETE", "/streaming/directories/1", "", 204, "")
	d.Expect("GET", "/streaming/directories/1", "", 404, `{"status":404,"error":"Not Found. Directory was not found."}`)
}

func TestDirectoryErrors(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/directories", `{"name":"a"}`)
	for _, c := range []struct {
		method, target, body string
		status               int
		want                 string
	}{
		{"POST", "", ``, 422, apitest.BlankName},
		{"POST", "", `{"name":null}`, 422, apitest.BlankName},
		{"POST", "", `{"name":["a"]}`, 422, `{"errors":{"name":["is invalid"]}}`},
		{"POST", "", `{"name":"b","parent_id":"1x"}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"POST", "", `{"name":"b","parent_id":99}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"PATCH", "/1", ``, 422, apitest.BlankName},
		{"PATCH", "/1", `{"name":""}`, 422, apitest.BlankName},
		{"PATCH", "/1", `{"parent_id":true}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"PATCH", "/1", `"x"`, 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`},
		{"PATCH", "/9", `{"name":"b"}`, 404, `{"status":404,"error":"Not Found. Directory was not found."}`},
		{"DELETE", "/9", ``, 404, `{"status":404,"error":"Not Found. Directory was not found."}`},
	} {
		d.Expect(c.method, "/streaming/directories"+c.target, c.body, c.status, c.want)
	}
}

func TestDirectoryFlow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		top := d.Object("POST", "/streaming/directories", `{"name":"Harbours"}`)
		require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`, top["created_at"])
		north := d.Object("POST", "/streaming/directories", fmt.Sprintf(`{"name":"North","parent_id":%.0f}`, top["id"]))
		video := d.Object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v","directory_id":%.0f}`, top["id"]))
		at := apitest.AddressOf("/streaming/directories", top)

		content := d.Object("GET", at, "")["directory"].(map[string]any)
		require.Equal(t, 2.0, content["items_count"])
		require.Len(t, content["items"], 2)
		tree := d.Object("GET", "/streaming/directories/tree", "")["tree"].([]any)
		require.Len(t, tree, 1)
		require.Len(t, tree[0].(map[string]any)["descendants"], 1)

		d.Expect("PATCH", at, fmt.Sprintf(`{"parent_id":%.0f}`, north["id"]), 422, `{"errors":{"parent_id":["is invalid"]}}`)
		d.Expect("POST", "/streaming/directories", `{"name":"x","parent_id":99}`, 422, `{"errors":{"parent_id":["is invalid"]}}`)
		require.Nil(t, d.Object("PATCH", apitest.AddressOf("/streaming/directories", north), `{"parent_id":null}`)["parent_id"])
		d.Object("PATCH", apitest.AddressOf("/streaming/videos", video), fmt.Sprintf(`{"directory_id":%.0f}`, north["id"]))
		require.Equal(t, []any{}, d.Object("GET", at, "")["directory"].(map[string]any)["items"])

		d.Expect("DELETE", at, "", 404, `{"status":404,"error":"Not Found. Directory was not found."}`, other)
		d.Expect("DELETE", apitest.AddressOf("/streaming/directories", north), "", 204, "")
		d.Expect("GET", apitest.AddressOf("/streaming/videos", video), "", 404, `{"status":404,"error":"Not Found. Video was not found."}`)
	})
}
