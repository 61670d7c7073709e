package api

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDirectories(t *testing.T) {
	d := open(t)
	d.expect("POST", "/streaming/directories", `{"name":"Harbours"}`, 200, `{"id":1,"name":"Harbours","parent_id":null,
		"items_count":0,"created_at":"2026-09-01T08:00:00Z","updated_at":"2026-09-01T08:00:00Z"}`)
	require.Equal(t, 1.0, d.object("POST", "/streaming/directories", `{"directory":{"name":"North","parent_id":1}}`)["parent_id"])
	d.object("POST", "/streaming/videos", `{"name":"Timelapse","directory_id":1}`)

	content := d.object("GET", "/streaming/directories/1", "")["directory"].(map[string]any)
	require.Equal(t, "Harbours", content["name"])
	require.NotContains(t, content, "item_type")
	items := content["items"].([]any)
	require.Len(t, items, 2)
	require.Equal(t, "Directory", items[0].(map[string]any)["item_type"])
	require.Equal(t, "Video", items[1].(map[string]any)["item_type"])
	require.Contains(t, items[1], "slug")
	require.Contains(t, items[1], "iframe_url")
	require.Equal(t, []any{}, d.object("GET", "/streaming/directories/2", "")["directory"].(map[string]any)["items"])

	const dates = `"items_count":0,"created_at":"2026-09-01T08:00:00Z","updated_at":"2026-09-01T08:00:00Z"`
	d.expect("GET", "/streaming/directories/tree", "", 200, `{"tree":[{"id":1,"name":"Harbours","parent_id":null,`+dates+`,
		"descendants":[{"id":2,"name":"North","parent_id":1,`+dates+`,"descendants":[]}]}]}`)
	d.expect("GET", "/streaming/directories/tree", "", 200, `{"tree":[]}`, "Authorization: APIKey "+otherToken)

	require.Equal(t, "South", d.object("PATCH", "/streaming/directories/2", `{"name":"South"}`)["name"])
	require.Equal(t, 1.0, d.object("PATCH", "/streaming/directories/2", `{}`)["parent_id"])
	require.Nil(t, d.object("PATCH", "/streaming/directories/2", `{"parent_id":null}`)["parent_id"])

	d.expect("DELETE", "/streaming/directories/1", "", 204, "")
	d.expect("GET", "/streaming/directories/1", "", 404, `{"status":404,"error":"Not Found. Directory was not found."}`)
}

func TestDirectoryErrors(t *testing.T) {
	d := open(t)
	d.object("POST", "/streaming/directories", `{"name":"a"}`)
	for _, c := range []struct {
		method, target, body string
		status               int
		want                 string
	}{
		{"POST", "", ``, 422, blankName},
		{"POST", "", `{"name":null}`, 422, blankName},
		{"POST", "", `{"name":["a"]}`, 422, `{"errors":{"name":["is invalid"]}}`},
		{"POST", "", `{"name":"b","parent_id":"1x"}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"POST", "", `{"name":"b","parent_id":99}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"PATCH", "/1", ``, 422, blankName},
		{"PATCH", "/1", `{"name":""}`, 422, blankName},
		{"PATCH", "/1", `{"parent_id":true}`, 422, `{"errors":{"parent_id":["is invalid"]}}`},
		{"PATCH", "/1", `"x"`, 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`},
		{"PATCH", "/9", `{"name":"b"}`, 404, `{"status":404,"error":"Not Found. Directory was not found."}`},
		{"DELETE", "/9", ``, 404, `{"status":404,"error":"Not Found. Directory was not found."}`},
	} {
		d.expect(c.method, "/streaming/directories"+c.target, c.body, c.status, c.want)
	}
}
