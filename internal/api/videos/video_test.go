package videos_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/api/videos"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestVideos(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		made := d.Object("POST", "/streaming/videos/", `{"video":{"name":"Harbour","origin_url":"https://files.example.net/h.mov",
		"origin_http_headers":"Authorization: Bearer hush","clip_start_seconds":5,"clip_duration_seconds":30,"priority":3,"client_user_id":77}}`)
		require.Equal(t, "empty", made["status"])
		require.Equal(t, 1.0, made["client_id"])
		require.Equal(t, 5.0, made["clip_start_seconds"])
		require.Equal(t, []any{}, made["converted_videos"])
		require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, made["created_at"])
		require.Equal(t, fmt.Sprintf("https://video.example.org/videos/1_%s/master.m3u8", made["slug"]), made["hls_url"])
		require.NotContains(t, made, "origin_http_headers")

		at := apitest.AddressOf("/streaming/videos", made)
		require.Equal(t, made, d.Object("GET", at, ""))
		changed := d.Object("PATCH", at, `{"name":"Quay","client_user_id":null,"id":7}`)
		require.Equal(t, "Quay", changed["name"])
		require.Nil(t, changed["client_user_id"])
		require.Equal(t, 3.0, changed["priority"])
		raw, err := json.Marshal(changed)
		require.NoError(t, err)
		require.Equal(t, made["slug"], d.Object("PATCH", at, string(raw))["slug"])

		const missing = `{"status":404,"error":"Not Found. Video was not found."}`
		for _, method := range []string{"GET", "PATCH", "DELETE"} {
			d.Expect(method, at, `{"name":"x"}`, 404, missing, other)
		}
		d.Expect("PATCH", at, `{"name":" "}`, 422, apitest.BlankName)
		for _, origin := range []string{"ftp://example.org/a.mp4", "a.mp4", "not a url", "http://", "file:///etc/passwd"} {
			d.Expect("POST", "/streaming/videos", `{"name":"a","origin_url":"`+origin+`"}`, 422, `{"errors":{"origin_url":["must be an http, https or sftp URL"]}}`)
		}
		d.Expect("POST", "/streaming/videos", `{"name":"a","directory_id":12}`, 422, `{"errors":{"directory_id":["is invalid"]}}`)
		d.Expect("POST", "/streaming/videos", `{"name":"a","quality_set_id":12}`, 422, `{"errors":{"quality_set_id":["is invalid"]}}`)
		d.Expect("DELETE", at, "", 204, "")
		d.Expect("GET", at, "", 404, missing)
		require.NotContains(t, d.Log.String(), "hush")
	})
}

func TestCreateVideo(t *testing.T) {
	db := dbtest.SQLite(t)
	d := apitest.Open(t, db)
	for name, c := range map[string]struct {
		body   string
		status int
		want   string // body of an error, or the name
	}{
		"wrapped":             {`{"video":{"name":"a"}}`, 200, "a"},
		"bare":                {`{"name":"a"}`, 200, "a"},
		"wrapper wins":        {`{"name":"b","video":{"name":"a"}}`, 200, "a"},
		"unknown members":     {`{"name":"a","ad_id":1,"duration":[],"stream_id":"x","sprite":{}}`, 200, "a"},
		"nulls are defaults":  {`{"name":"a","priority":null,"origin_url":null,"source_bitrate_limit":null,"directory_id":null}`, 200, "a"},
		"byte order mark":     {"\xef\xbb\xbf" + `{"name":"a"}`, 200, "a"},
		"escaped member":      {`{"n\u0061me":"\u0061"}`, 200, "a"},
		"last of two":         {`{"name":"b","name":"a"}`, 200, "a"},
		"lone surrogate":      {`{"name":"\ud800"}`, 200, "\ufffd"},
		"whole number":        {`{"name":"a","priority":1.0}`, 200, "a"},
		"empty body":          {``, 422, apitest.BlankName},
		"blank body":          {" \n", 422, apitest.BlankName},
		"null":                {`null`, 422, apitest.BlankName},
		"null wrapped":        {`{"video":null}`, 422, apitest.BlankName},
		"empty object":        {`{}`, 422, apitest.BlankName},
		"blank name":          {`{"name":"  "}`, 422, apitest.BlankName},
		"null name":           {`{"name":null}`, 422, apitest.BlankName},
		"other case":          {`{"Name":"a"}`, 422, apitest.BlankName},
		"name of wrong type":  {`{"name":true}`, 422, `{"errors":{"name":["is invalid"]}}`},
		"NUL in name":         {`{"name":"a\u0000"}`, 422, `{"errors":{"name":["is invalid"]}}`},
		"wrapper of no type":  {`{"video":"a"}`, 422, `{"errors":{"video":["is invalid"]}}`},
		"several wrong types": {`{"name":"a","priority":"1.5","clip_start_seconds":1.5}`, 422, `{"errors":{"priority":["is invalid"],"clip_start_seconds":["is invalid"]}}`},
		"text no number":      {`{"name":"a","priority":"01"}`, 422, `{"errors":{"priority":["is invalid"]}}`},
		"text no flag":        {`{"name":"a","source_bitrate_limit":"no"}`, 422, `{"errors":{"source_bitrate_limit":["is invalid"]}}`},
		"name a number":       {`{"name":2024}`, 200, "2024"},
		"huge number":         {`{"name":"a","client_user_id":1e400}`, 422, `{"errors":{"client_user_id":["is invalid"]}}`},
		"long number":         {`{"name":"a","client_user_id":` + strings.Repeat("9", 100_000) + `}`, 422, `{"errors":{"client_user_id":["is invalid"]}}`},
		"not a bool":          {`{"name":"a","source_bitrate_limit":1}`, 422, `{"errors":{"source_bitrate_limit":["is invalid"]}}`},
		"transcribe":          {`{"name":"a","auto_transcribe_audio_language":"ger"}`, 200, "a"},
		"transcribe unknown":  {`{"name":"a","auto_transcribe_audio_language":"de"}`, 422, `{"errors":{"auto_transcribe_audio_language":["is invalid"]}}`},
		"translate":           {`{"name":"a","auto_translate_subtitles_language":"eng, ger"}`, 200, "a"},
		"translate unknown":   {`{"name":"a","auto_translate_subtitles_language":"eng,"}`, 422, `{"errors":{"auto_translate_subtitles_language":["is invalid"]}}`},
		"array":               {`[]`, 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`},
		"malformed":           {`{"name":`, 400, `{"status":400,"error":"Bad Request. Malformed JSON at byte 8: unexpected end of JSON input."}`},
		"trailing garbage":    {`{"name":"a"} x`, 400, `{"status":400,"error":"Bad Request. Malformed JSON at byte 14: invalid character 'x' after top-level value."}`},
		"two objects":         {`{"name":"a"}{"name":"b"}`, 400, `{"status":400,"error":"Bad Request. Malformed JSON at byte 13: invalid character '{' after top-level value."}`},
		"invalid UTF-8":       {"{\"name\":\"\xff\"}", 400, `{"status":400,"error":"Bad Request. The body is not valid UTF-8."}`},
		"too large":           {`{"name":"` + strings.Repeat("a", 2<<20) + `"}`, 413, `{"status":413,"error":"Request Entity Too Large. The body may have up to 2097152 bytes."}`},
	} {
		t.Run(name, func(t *testing.T) {
			before := apitest.Rows(t, db, "videos")
			if c.status != 200 {
				d.Expect("POST", "/streaming/videos", c.body, c.status, c.want)
				require.Equal(t, before, apitest.Rows(t, db, "videos"))
				return
			}
			require.Equal(t, c.want, d.Object("POST", "/streaming/videos", c.body)["name"])
			require.Equal(t, before+1, apitest.Rows(t, db, "videos"))
		})
	}
}

func TestDeepJSONIsRefused(t *testing.T) {
	body := strings.Repeat("[", 500_000) + strings.Repeat("]", 500_000)
	w := apitest.Open(t, dbtest.SQLite(t)).Send("POST", "/streaming/videos", body)
	require.Equal(t, 400, w.Code)
	require.Contains(t, w.Body.String(), "exceeded max depth")
}

func TestSingleReply(t *testing.T) {
	for name, c := range map[string]struct {
		setting string
		header  string
		array   bool
	}{
		"curl":              {"", "User-Agent: curl/8.0", false},
		"go sdk":            {videos.ReplyNegotiate, "User-Agent: Gcore/Go 0.50.0", true},
		"any sdk":           {"", "X-Stainless-Lang: python", true},
		"not quite the sdk": {"", "User-Agent: NotGcore/1", false},
		"always array":      {videos.ReplyArray, "User-Agent: curl/8.0", true},
		"always object":     {videos.ReplyObject, "X-Stainless-Lang: go", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := apitest.Open(t, dbtest.SQLite(t), func(o *api.Options) { o.SingleReply = c.setting })
			body := d.Send("POST", "/streaming/videos", `{"name":"a"}`, c.header).Body.String()
			require.Equal(t, c.array, strings.HasPrefix(body, "["), body)
			require.True(t, strings.HasPrefix(d.Send("POST", "/streaming/videos/batch", `[{"name":"a"}]`, c.header).Body.String(), "["))
		})
	}
}

// TestNumbersAndFlagsAsText reads what clients in loosely typed languages send.
func TestNumbersAndFlagsAsText(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	made := d.Object("POST", "/streaming/videos", `{"name":2024,"client_user_id":"10","priority":"-3","source_bitrate_limit":"false"}`)
	require.Equal(t, "2024", made["name"])
	require.Equal(t, 10.0, made["client_user_id"])
	require.Equal(t, -3.0, made["priority"])
}

func TestListFields(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/videos", `{"name":"a \u003cb\u003e \"q\""}`)
	for query, want := range map[string]string{
		"fields=id,name":            `[{"id":1,"name":"a <b> \"q\""}]`,
		"fields=name,+id+,,bogus":   `[{"id":1,"name":"a <b> \"q\""}]`,
		"fields=screenshots":        `[{"screenshots":[]}]`,
		"fields=id&fields=priority": `[{"id":1,"priority":0}]`,
		"fields=bogus":              `[{}]`,
	} {
		d.Expect("GET", "/streaming/videos?"+query, "", 200, want)
	}
	require.Len(t, d.List("GET", "/streaming/videos?fields=", "")[0], 44)
	whole := d.Object("GET", "/streaming/videos/1", "")
	require.Equal(t, map[string]any{"status": "empty", "iframe_url": fmt.Sprintf("https://video.example.org/videos/1_%s", whole["slug"])},
		d.Object("GET", "/streaming/videos/1?fields=status,iframe_url", ""))
}

func TestVideoNames(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	for i := range 150 {
		d.Object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v%d"}`, i+1))
	}
	const two = `[{"id":7,"name":"v7"},{"id":3,"name":"v3"}]`
	for _, query := range []string{"?ids=7,3", "?ids=7&ids=3", "?ids[]=7&ids[]=3", "?ids=7,999,x,3,7"} {
		d.Expect("GET", "/streaming/videos/names"+query, "", 200, two)
	}
	d.Expect("GET", "/streaming/videos/names", "", 200, `[]`)
	d.Expect("GET", "/streaming/videos/names?ids=7", "", 200, `[]`, d.Other)
	all := make([]string, 150)
	for i := range all {
		all[i] = fmt.Sprint(i + 1)
	}
	require.Len(t, d.List("GET", "/streaming/videos/names?ids="+strings.Join(all, ","), ""), 150)
}

func TestVideo(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/videos", `{"name":"a"}`)
	require.Equal(t, "a", d.Object("GET", "/streaming/videos/1", "")["name"])
	const missing = `{"status":404,"error":"Not Found. Video was not found."}`
	d.Expect("GET", "/streaming/videos/2", "", 404, missing)
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.Expect(method, "/streaming/videos/1", `{"name":"b"}`, 404, missing, d.Other)
	}
	d.Expect("DELETE", "/streaming/videos/1", "", 204, "")
	d.Expect("DELETE", "/streaming/videos/1", "", 404, missing)
}

// A client may read a video, change a member and send all of it back.
func TestWhatWasReadCanBeSentBack(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/videos", `{"name":"a"}`)
	body := d.Send("GET", "/streaming/videos/1", "").Body.String()
	require.Equal(t, "a", d.Object("PATCH", "/streaming/videos/1", body)["name"])
	d.List("POST", "/streaming/videos/batch", `[`+body+`]`)
}

func TestListVideos(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	for i := range 30 {
		d.Object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v%d"}`, i+1))
	}
	for name, c := range map[string]struct {
		query  string
		length int
		page   string
		per    string
	}{
		"default":       {"", 25, "1", "25"},
		"second page":   {"?page=2", 5, "2", "25"},
		"beyond":        {"?page=9", 0, "9", "25"},
		"per page":      {"?per_page=7&page=2", 7, "2", "7"},
		"capped":        {"?per_page=1000", 30, "1", "100"},
		"at least one":  {"?per_page=0", 1, "1", "1"},
		"nonsense":      {"?per_page=x&page=-3", 25, "1", "25"},
		"absurd number": {"?page=99999999999999999999", 0, "2147483647", "25"},
	} {
		t.Run(name, func(t *testing.T) {
			w := d.Send("GET", "/streaming/videos"+c.query, "")
			require.Equal(t, "30", w.Header().Get("X-Total-Count"))
			require.Equal(t, c.page, w.Header().Get("X-Page"))
			require.Equal(t, c.per, w.Header().Get("X-Per-Page"))
			require.Len(t, d.List("GET", "/streaming/videos"+c.query, ""), c.length)
		})
	}
	first := d.List("GET", "/streaming/videos?fields=id", "")[0]
	require.Equal(t, map[string]any{"id": 30.0}, first)
	require.Empty(t, d.List("GET", "/streaming/videos", "", d.Other))
}

func TestUpdateVideo(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/videos", `{"name":"a"}`)
	require.Contains(t, d.Object("PATCH", "/streaming/videos/1", `{}`), "iframe_url")
	require.Equal(t, "b", d.Object("PATCH", "/streaming/videos/1", `{"video":{"name":"b"}}`)["name"])
	for _, body := range []string{"", `{"name":""}`, `{"name":null}`} {
		d.Expect("PATCH", "/streaming/videos/1", body, 422, apitest.BlankName)
	}
	d.Expect("PATCH", "/streaming/videos/1", `{"directory_id":"2x"}`, 422, `{"errors":{"directory_id":["is invalid"]}}`)
	d.Expect("PATCH", "/streaming/videos/1", `[`, http.StatusBadRequest, `{"status":400,"error":"Bad Request. Malformed JSON at byte 1: unexpected end of JSON input."}`)
}

// TestConditionsThatNoVideoMeets shows nothing rather than more than was asked
// for.
func TestConditionsThatNoVideoMeets(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Object("POST", "/streaming/videos", `{"name":"a"}`)
	for _, query := range []string{"id=x", "client_user_id=x", "q[status_eq]=4", "search=%00", "search=" + strings.Repeat("a", 4097)} {
		require.Empty(t, d.List("GET", "/streaming/videos?"+query, ""), query)
		require.Equal(t, "0", d.Send("GET", "/streaming/videos?"+query, "").Header().Get("X-Total-Count"))
	}
}
