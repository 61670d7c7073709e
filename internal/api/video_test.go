package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/opt"
)

const blankName = `{"errors":{"name":["can't be blank"]}}`

func TestCreateVideo(t *testing.T) {
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
		"empty body":          {``, 422, blankName},
		"blank body":          {" \n", 422, blankName},
		"null":                {`null`, 422, blankName},
		"null wrapped":        {`{"video":null}`, 422, blankName},
		"empty object":        {`{}`, 422, blankName},
		"blank name":          {`{"name":"  "}`, 422, blankName},
		"null name":           {`{"name":null}`, 422, blankName},
		"other case":          {`{"Name":"a"}`, 422, blankName},
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
		"too large":           {`{"name":"` + strings.Repeat("a", maxSmallBody) + `"}`, 413, `{"status":413,"error":"Request Entity Too Large. The body may have up to 2097152 bytes."}`},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			if c.status != 200 {
				d.expect("POST", "/streaming/videos", c.body, c.status, c.want)
				require.Empty(t, d.lib.videos)
				return
			}
			require.Equal(t, c.want, d.object("POST", "/streaming/videos", c.body)["name"])
		})
	}
}

func TestDeepJSONIsRefused(t *testing.T) {
	body := strings.Repeat("[", 500_000) + strings.Repeat("]", 500_000)
	w := open(t).send("POST", "/streaming/videos", body)
	require.Equal(t, 400, w.Code)
	require.Contains(t, w.Body.String(), "exceeded max depth")
}

func TestCreateVideoReadsEveryMember(t *testing.T) {
	d := open(t)
	out := d.object("POST", "/streaming/videos", `{"video":{"name":"Harbour","description":"d",
		"origin_url":"https://files.example.net/h.mov","origin_http_headers":"Authorization: Basic eDp5",
		"priority":-3,"quality_set_id":4,"clip_start_seconds":5,"clip_duration_seconds":30,
		"source_bitrate_limit":false,"directory_id":6,"screenshot_id":-1,"client_user_id":77,
		"auto_transcribe_audio_language":"disable","auto_translate_subtitles_language":"default",
		"projection":"vr360","share_url":"s","custom_iframe_url":"c"}}`)
	p := func(n int64) *int64 { return &n }
	s := func(v string) *string { return &v }
	no := false
	require.Equal(t, catalog.NewVideo{
		Name: "Harbour", Description: s("d"), OriginURL: s("https://files.example.net/h.mov"),
		OriginHTTPHeaders: s("Authorization: Basic eDp5"), Priority: -3, QualitySetID: p(4), ClipStart: p(5),
		ClipDuration: p(30), SourceBitrateLimit: &no, DirectoryID: p(6), ScreenshotID: -1, ClientUserID: p(77),
		AutoTranscribe: s("disable"), AutoTranslate: s("default"), Projection: s("vr360"), ShareURL: s("s"),
		CustomIframeURL: s("c"),
	}, d.lib.created[0])
	require.NotContains(t, out, "origin_http_headers")
	require.Equal(t, "https://files.example.net/h.mov", out["origin_url"])
}

func TestSingleReply(t *testing.T) {
	for name, c := range map[string]struct {
		setting string
		header  string
		array   bool
	}{
		"curl":              {"", "User-Agent: curl/8.0", false},
		"go sdk":            {ReplyNegotiate, "User-Agent: Gcore/Go 0.50.0", true},
		"any sdk":           {"", "X-Stainless-Lang: python", true},
		"not quite the sdk": {"", "User-Agent: NotGcore/1", false},
		"always array":      {ReplyArray, "User-Agent: curl/8.0", true},
		"always object":     {ReplyObject, "X-Stainless-Lang: go", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, func(o *Options) { o.SingleReply = c.setting })
			body := d.send("POST", "/streaming/videos", `{"name":"a"}`, c.header).Body.String()
			require.Equal(t, c.array, strings.HasPrefix(body, "["), body)
			require.True(t, strings.HasPrefix(d.send("POST", "/streaming/videos/batch", `[{"name":"a"}]`, c.header).Body.String(), "["))
		})
	}
}

func items(n int, item string) string {
	return `{"videos":[` + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + `]}`
}

func TestCreateBatch(t *testing.T) {
	const size = `{"status":400,"error":"Bad Request. A batch has 1 to 500 videos."}`
	const language = `{"status":422,"error":"Unprocessable Entity. Language code is not recognized.","index":0}`
	sub := func(s string) string { return `{"videos":[{"name":"a","subtitles":[` + s + `]}]}` }
	for name, c := range map[string]struct {
		body   string
		status int
		want   string // body of an error
	}{
		"one":                {items(1, `{"name":"a"}`), 200, ""},
		"500":                {items(500, `{"name":"a"}`), 200, ""},
		"501":                {items(501, `{"name":"a"}`), 400, size},
		"millions":           {items(4_000_000, `0`), 422, `{"errors":{"videos":["is invalid"]},"index":0}`},
		"none":               {`{"videos":[]}`, 400, size},
		"null":               {`{"videos":null}`, 400, size},
		"no videos":          {`{}`, 400, size},
		"bare array":         {`[{"name":"a"}]`, 200, ""},
		"empty body":         {``, 422, blankName},
		"a string":           {`{"videos":"a"}`, 422, `{"errors":{"videos":["is invalid"]}}`},
		"root a string":      {`"a"`, 400, `{"status":400,"error":"Bad Request. The body must be a JSON object."}`},
		"blank name":         {`{"videos":[{"name":"a"},{}]}`, 422, `{"errors":{"name":["can't be blank"]},"index":1}`},
		"wrong type":         {`{"videos":[{"name":"a"},{"name":"a","priority":true}]}`, 422, `{"errors":{"priority":["is invalid"]},"index":1}`},
		"subtitle":           {sub(`{"language":"eng","name":"English","vtt":"WEBVTT\n"}`), 200, ""},
		"null subtitles":     {`{"videos":[{"name":"a","subtitles":null}]}`, 200, ""},
		"subtitles a string": {`{"videos":[{"name":"a","subtitles":"x"}]}`, 422, `{"errors":{"subtitles":["is invalid"]},"index":0}`},
		"subtitle a number":  {sub(`1`), 422, `{"errors":{"subtitles":["is invalid"]},"index":0}`},
		"language unknown":   {sub(`{"language":"xx","vtt":"WEBVTT"}`), 422, language},
		"language missing":   {sub(`{"vtt":"WEBVTT"}`), 422, language},
		"language a number":  {sub(`{"language":1,"vtt":"WEBVTT"}`), 422, `{"status":422,"error":"Unprocessable Entity. Language code is not recognized.","index":0}`},
		"text refused":       {sub(`{"language":"eng","vtt":"hello"}`), 422, `{"status":422,"error":"Unprocessable Entity. Neither SRT nor WebVTT.","index":0}`},
		"text missing":       {sub(`{"language":"eng"}`), 422, `{"status":422,"error":"Unprocessable Entity. Neither SRT nor WebVTT.","index":0}`},
		"1001 subtitles": {
			sub(strings.TrimSuffix(strings.Repeat(`{"language":"eng","vtt":"WEBVTT"},`, 1001), ",")), 422,
			`{"status":422,"error":"Unprocessable Entity. A video takes up to 1000 subtitles.","index":0}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t, func(o *Options) {
				o.CheckSubtitle = func(text string) error {
					if !strings.HasPrefix(text, "WEBVTT") {
						return errors.New("neither SRT nor WebVTT")
					}
					return nil
				}
			})
			if c.status != 200 {
				d.expect("POST", "/streaming/videos/batch", c.body, c.status, c.want)
				require.Empty(t, d.lib.videos)
				return
			}
			require.NotEmpty(t, d.list("POST", "/streaming/videos/batch", c.body))
			if name == "subtitle" {
				require.Equal(t, []catalog.NewSubtitle{{Language: "eng", Name: "English", VTT: "WEBVTT\n"}}, d.lib.created[0].Subtitles)
			}
		})
	}
}

func TestBatchBodyLimit(t *testing.T) {
	d := open(t, func(o *Options) { o.MaxBody = 3 << 20 })
	body := `{"videos":[{"name":"` + strings.Repeat("a", 5<<19) + `"}]}`
	require.Equal(t, 200, d.send("POST", "/streaming/videos/batch", body).Code)
	const want = `{"status":413,"error":"Request Entity Too Large. The body may have up to 3145728 bytes."}`
	d.expect("POST", "/streaming/videos/batch", body+strings.Repeat(" ", 1<<20), 413, want)

	w := newRequestWithoutLength(d, "/streaming/videos/batch", body+strings.Repeat(" ", 1<<20))
	require.Equal(t, 413, w.Code)
	require.JSONEq(t, want, w.Body.String())
}

func TestBatchFields(t *testing.T) {
	d := open(t)
	d.expect("POST", "/streaming/videos/batch?fields=hls_url,id,bogus", `[{"name":"a"}]`, 200,
		`[{"id":1,"hls_url":"https://video.example.org/videos/1_Ab3dE5gH7jK9mN1p/master.m3u8"}]`)
}

func TestListVideos(t *testing.T) {
	d := open(t)
	for i := range 30 {
		d.object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v%d"}`, i+1))
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
			w := d.send("GET", "/streaming/videos"+c.query, "")
			require.Equal(t, "30", w.Header().Get("X-Total-Count"))
			require.Equal(t, c.page, w.Header().Get("X-Page"))
			require.Equal(t, c.per, w.Header().Get("X-Per-Page"))
			require.Len(t, d.list("GET", "/streaming/videos"+c.query, ""), c.length)
		})
	}
	first := d.list("GET", "/streaming/videos?fields=id", "")[0]
	require.Equal(t, map[string]any{"id": 30.0}, first)
	require.Empty(t, d.list("GET", "/streaming/videos", "", "Authorization: APIKey "+otherToken))
}

// TestNumbersAndFlagsAsText reads what clients in loosely typed languages send.
func TestNumbersAndFlagsAsText(t *testing.T) {
	d := open(t)
	made := d.object("POST", "/streaming/videos", `{"name":2024,"client_user_id":"10","priority":"-3","source_bitrate_limit":"false"}`)
	require.Equal(t, "2024", made["name"])
	require.Equal(t, 10.0, made["client_user_id"])
	require.Equal(t, -3.0, made["priority"])
	for raw, want := range map[string]string{`"true"`: "true true", `"false"`: "false true", "true": "true true", `"1"`: "false false", `""`: "false false", "1": "false false"} {
		flag, ok := parseBool([]byte(raw))
		require.Equal(t, want, fmt.Sprint(flag, " ", ok)[:len(want)], raw)
	}
	for raw, want := range map[string]int64{`"0"`: 0, `"-7"`: -7, `"9223372036854775807"`: 1<<63 - 1, "3e0": 3} {
		n, ok := parseInteger([]byte(raw))
		require.True(t, ok, raw)
		require.Equal(t, want, n)
	}
	for _, raw := range []string{`"+1"`, `" 1"`, `"1.0"`, `"0x1"`, `"1e3"`, `"-0"`, `"9223372036854775808"`, `""`, `"true"`} {
		_, ok := parseInteger([]byte(raw))
		require.False(t, ok, raw)
	}
}

func TestListConditions(t *testing.T) {
	seven := int64(7)
	for query, want := range map[string]catalog.Filter{
		"id=3,1,3,x":                   {IDs: []int64{3, 1}},
		"id=":                          {},
		"search=a%20b":                 {Search: "a b"},
		"status=ready":                 {Status: "ready"},
		"status=nonsense":              {Status: "nonsense"},
		"client_user_id=7":             {ClientUserID: &seven},
		"stream_id=7":                  {StreamID: &seven},
		"q[status_eq]=0":               {Status: "empty"},
		"q%5Bstatus_eq%5D=3":           {Status: "ready"},
		"q[status_eq]=1&status=":       {Status: "pending"},
		"status=ready&q[status_eq]=3":  {Status: "ready"},
		"sort=name&unknown=1":          {},
		"order=-name&directory_id=7":   {Order: "-name", DirectoryID: &seven},
		"order=size&directory_id=none": {Order: "size", DirectoryID: new(int64)},
		"order=--name":                 {},
		"order=colour":                 {},
		"search=100&status=error&id=2": {Search: "100", Status: "error", IDs: []int64{2}},
	} {
		d := open(t)
		d.list("GET", "/streaming/videos?"+query, "")
		want.Page, want.PerPage = 1, 25
		require.Equal(t, want, d.lib.filter, query)
	}
	for _, query := range []string{
		"id=x", "client_user_id=x", "stream_id=1.5", "q[status_eq]=4", "q[status_eq]=x",
		"directory_id=0", "directory_id=x", "status=ready&q[status_eq]=1", "search=%00", "search=%ff", "status=%00", "search=" + strings.Repeat("a", maxSearch+1),
	} {
		d := open(t)
		d.object("POST", "/streaming/videos", `{"name":"a"}`)
		require.Empty(t, d.list("GET", "/streaming/videos?"+query, ""), query)
		require.Equal(t, "0", d.send("GET", "/streaming/videos?"+query, "").Header().Get("X-Total-Count"))
		require.Zero(t, d.lib.filter.Page, "%s: asked the catalogue", query)
	}
}

func TestListFields(t *testing.T) {
	d := open(t)
	d.object("POST", "/streaming/videos", `{"name":"a \u003cb\u003e \"q\""}`)
	for query, want := range map[string]string{
		"fields=id,name":            `[{"id":1,"name":"a <b> \"q\""}]`,
		"fields=name,+id+,,bogus":   `[{"id":1,"name":"a <b> \"q\""}]`,
		"fields=screenshots":        `[{"screenshots":[]}]`,
		"fields=id&fields=priority": `[{"id":1,"priority":0}]`,
		"fields=bogus":              `[{}]`,
	} {
		d.expect("GET", "/streaming/videos?"+query, "", 200, want)
	}
	require.Len(t, d.list("GET", "/streaming/videos?fields=", "")[0], 44)
	d.expect("GET", "/streaming/videos/1?fields=status,iframe_url", "", 200,
		`{"status":"empty","iframe_url":"https://video.example.org/videos/1_Ab3dE5gH7jK9mN1p"}`)
}

func TestVideoNames(t *testing.T) {
	d := open(t)
	for i := range 150 {
		d.object("POST", "/streaming/videos", fmt.Sprintf(`{"name":"v%d"}`, i+1))
	}
	const two = `[{"id":7,"name":"v7"},{"id":3,"name":"v3"}]`
	for _, query := range []string{"?ids=7,3", "?ids=7&ids=3", "?ids[]=7&ids[]=3", "?ids=7,999,x,3,7"} {
		d.expect("GET", "/streaming/videos/names"+query, "", 200, two)
	}
	d.expect("GET", "/streaming/videos/names", "", 200, `[]`)
	d.expect("GET", "/streaming/videos/names?ids=7", "", 200, `[]`, "Authorization: APIKey "+otherToken)
	all := make([]string, 150)
	for i := range all {
		all[i] = fmt.Sprint(i + 1)
	}
	require.Len(t, d.list("GET", "/streaming/videos/names?ids="+strings.Join(all, ","), ""), 150)
}

func TestVideo(t *testing.T) {
	d := open(t)
	d.object("POST", "/streaming/videos", `{"name":"a"}`)
	require.Equal(t, "a", d.object("GET", "/streaming/videos/1", "")["name"])
	const missing = `{"status":404,"error":"Not Found. Video was not found."}`
	d.expect("GET", "/streaming/videos/2", "", 404, missing)
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		d.expect(method, "/streaming/videos/1", `{"name":"b"}`, 404, missing, "Authorization: APIKey "+otherToken)
	}
	d.expect("DELETE", "/streaming/videos/1", "", 204, "")
	d.expect("DELETE", "/streaming/videos/1", "", 404, missing)
}

func TestUpdateVideo(t *testing.T) {
	set := func(v string) opt.Opt[string] { return opt.Some(v) }
	for name, c := range map[string]struct {
		body  string
		patch catalog.VideoPatch
	}{
		"nothing":  {`{}`, catalog.VideoPatch{}},
		"name":     {`{"name":"b"}`, catalog.VideoPatch{Name: set("b")}},
		"wrapped":  {`{"video":{"name":"b"}}`, catalog.VideoPatch{Name: set("b")}},
		"nulls":    {`{"description":null,"directory_id":null}`, catalog.VideoPatch{Description: opt.Null[string](), DirectoryID: opt.Null[int64]()}},
		"emptied":  {`{"share_url":""}`, catalog.VideoPatch{ShareURL: opt.Null[string]()}},
		"computed": {`{"id":5,"duration":1,"hls_url":"x","status":1,"origin_url":"y","clip_start_seconds":"z"}`, catalog.VideoPatch{}},
		"all": {
			`{"name":"n","description":"d","directory_id":1,"client_user_id":2,"screenshot_id":3,"projection":"vr180","share_url":"s","custom_iframe_url":"c","priority":4}`,
			catalog.VideoPatch{
				Name: set("n"), Description: set("d"), DirectoryID: opt.Some[int64](1), ClientUserID: opt.Some[int64](2),
				ScreenshotID: opt.Some[int64](3), Projection: set("vr180"), ShareURL: set("s"), CustomIframeURL: set("c"), Priority: opt.Some[int64](4),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			d.object("POST", "/streaming/videos", `{"name":"a"}`)
			require.Contains(t, d.object("PATCH", "/streaming/videos/1", c.body), "iframe_url")
			require.Equal(t, c.patch, d.lib.patch)
		})
	}
	d := open(t)
	d.object("POST", "/streaming/videos", `{"name":"a"}`)
	for _, body := range []string{"", `{"name":""}`, `{"name":null}`} {
		d.expect("PATCH", "/streaming/videos/1", body, 422, blankName)
	}
	d.expect("PATCH", "/streaming/videos/1", `{"directory_id":"2x"}`, 422, `{"errors":{"directory_id":["is invalid"]}}`)
	d.expect("PATCH", "/streaming/videos/1", `[`, http.StatusBadRequest, `{"status":400,"error":"Bad Request. Malformed JSON at byte 1: unexpected end of JSON input."}`)
}

// A client may read a video, change a member and send all of it back.
func TestWhatWasReadCanBeSentBack(t *testing.T) {
	d := open(t)
	d.object("POST", "/streaming/videos", `{"name":"a"}`)
	body := d.send("GET", "/streaming/videos/1", "").Body.String()
	require.Equal(t, "a", d.object("PATCH", "/streaming/videos/1", body)["name"])
	d.list("POST", "/streaming/videos/batch", `[`+body+`]`)
}
