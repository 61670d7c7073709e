package videos_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestBatches(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		const sub = `"subtitles":[{"language":"ger","name":"Deutsch","vtt":"WEBVTT\n"}]`
		d.Expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":""}]}`, 422, `{"errors":{"name":["can't be blank"]},"index":1}`)
		d.Expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a",`+strings.Replace(sub, "ger", "xx", 1)+`}]}`, 422,
			`{"status":422,"error":"Unprocessable Entity. Language code is not recognized.","index":0}`)
		d.Expect("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"b","directory_id":5}]}`, 422,
			`{"errors":{"directory_id":["is invalid"]},"index":1}`)
		require.Empty(t, d.List("GET", "/streaming/videos", ""), "all or none")

		for _, code := range []string{"de", "deu"} {
			one := d.List("POST", "/streaming/videos/batch", `{"videos":[{"name":"a",`+strings.Replace(sub, "ger", code, 1)+`}]}`)[0]
			at := apitest.AddressOf("/streaming/videos", one)
			require.Equal(t, "ger", d.List("GET", at+"/subtitles", "")[0]["language"], code)
			require.Equal(t, "fre", d.Object("POST", at+"/subtitles", `{"language":"fra","vtt":"WEBVTT"}`)["language"])
			d.Expect("DELETE", at, "", 204, "")
		}

		made := d.List("POST", "/streaming/videos/batch?fields=id,name", items(500, `{"name":"a",`+sub+`}`))
		require.Len(t, made, 500)
		require.Equal(t, "500", d.Send("GET", "/streaming/videos", "").Header().Get("X-Total-Count"))
		require.Len(t, made[0], 2)
	})
}

func items(n int, item string) string {
	return `{"videos":[` + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + `]}`
}

func TestCreateBatch(t *testing.T) {
	db := dbtest.SQLite(t)
	d := apitest.Open(t, db)
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
		"empty body":         {``, 422, apitest.BlankName},
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
		"text refused":       {sub(`{"language":"eng","vtt":"hello"}`), 422, `{"status":422,"error":"Unprocessable Entity. Line 1: the text begins neither with WEBVTT nor with a cue number.","index":0}`},
		"text missing":       {sub(`{"language":"eng"}`), 422, `{"status":422,"error":"Unprocessable Entity. Line 1: the text is empty.","index":0}`},
		"1001 subtitles": {
			sub(strings.TrimSuffix(strings.Repeat(`{"language":"eng","vtt":"WEBVTT"},`, 1001), ",")), 422,
			`{"status":422,"error":"Unprocessable Entity. A video takes up to 1000 subtitles.","index":0}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := apitest.Rows(t, db, "videos")
			if c.status != 200 {
				d.Expect("POST", "/streaming/videos/batch", c.body, c.status, c.want)
				require.Equal(t, before, apitest.Rows(t, db, "videos"))
				return
			}
			made := d.List("POST", "/streaming/videos/batch", c.body)
			require.Equal(t, before+len(made), apitest.Rows(t, db, "videos"))
			if name == "subtitle" {
				of := d.List("GET", apitest.AddressOf("/streaming/videos", made[0])+"/subtitles", "")
				require.Equal(t, []any{"eng", "English", "WEBVTT\n"}, []any{of[0]["language"], of[0]["name"], of[0]["vtt"]})
			}
		})
	}
}

func TestBatchBodyLimit(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t), func(o *api.Options) { o.MaxBatch = 3 << 20 })
	body := `{"videos":[{"name":"a","more":"` + strings.Repeat("a", 5<<19) + `"}]}`
	require.Equal(t, 200, d.Send("POST", "/streaming/videos/batch", body).Code)
	const want = `{"status":413,"error":"Request Entity Too Large. The body may have up to 3145728 bytes."}`
	d.Expect("POST", "/streaming/videos/batch", body+strings.Repeat(" ", 1<<20), 413, want)

	w := newRequestWithoutLength(d, "/streaming/videos/batch", body+strings.Repeat(" ", 1<<20))
	require.Equal(t, 413, w.Code)
	require.JSONEq(t, want, w.Body.String())
}

func TestBatchFields(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	made := d.List("POST", "/streaming/videos/batch?fields=hls_url,id,bogus", `[{"name":"a"}]`)[0]
	require.Len(t, made, 2)
	require.Equal(t, 1.0, made["id"])
	require.Equal(t, d.Object("GET", "/streaming/videos/1", "")["hls_url"], made["hls_url"])
}

func newRequestWithoutLength(d *apitest.Door, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", target, strings.NewReader(body))
	r.ContentLength = -1
	r.Header.Set("Authorization", "APIKey "+apitest.Token)
	w := httptest.NewRecorder()
	d.Handler.ServeHTTP(w, r)
	return w
}
