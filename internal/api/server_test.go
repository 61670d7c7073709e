package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/catalog"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestCredentials(t *testing.T) {
	const none, scheme, invalid = "Authentication credentials were not provided.",
		"Given token not valid for any token type", "Token is invalid or expired"
	for name, c := range map[string]struct {
		headers []string
		refusal string
	}{
		"as the SDKs send it":      {[]string{"Authorization: APIKey " + apitest.Token}, ""},
		"lower case scheme":        {[]string{"Authorization: apikey " + apitest.Token}, ""},
		"more than one blank":      {[]string{"Authorization:  ApiKey   " + apitest.Token + " "}, ""},
		"own header":               {[]string{"Authorization:", "APIKey: " + apitest.Token}, ""},
		"own header beside Bearer": {[]string{"Authorization: Bearer x", "APIKey: " + apitest.Token}, scheme},
		"none":                     {[]string{"Authorization:"}, none},
		"scheme alone":             {[]string{"Authorization: APIKey"}, none},
		"own header, empty":        {[]string{"Authorization:", "APIKey:  "}, none},
		"bearer":                   {[]string{"Authorization: Bearer " + apitest.Token}, scheme},
		"basic":                    {[]string{"Authorization: Basic eDp5"}, scheme},
		"token without scheme":     {[]string{"Authorization: " + apitest.Token}, scheme},
		"unknown":                  {[]string{"Authorization: APIKey 7_abc"}, invalid},
		"cut off by a shell":       {[]string{"Authorization: APIKey 1"}, "Bad permanent token: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := apitest.Open(t, dbtest.SQLite(t))
			if c.refusal == "" {
				d.Expect("GET", "/streaming/videos", "", 200, "[]", c.headers...)
				return
			}
			d.Expect("GET", "/streaming/videos", "", 401,
				`{"status":401,"error":"`+c.refusal+`","detail":"`+c.refusal+`"}`, c.headers...)
			require.Equal(t, "APIKey", d.Send("GET", "/streaming/videos", "", c.headers...).Header().Get("WWW-Authenticate"))
			require.NotContains(t, d.Log.String(), "abc")
		})
	}
}

func TestPaths(t *testing.T) {
	const missing = `{"status":404,"error":"Not Found. There is nothing at this path."}`
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Send("POST", "/streaming/videos", `{"name":"a"}`)
	for _, target := range []string{
		"/", "/streaming", "/streaming/", "/streaming/video", "/streaming//videos", "//streaming/videos",
		"/streaming/videos//", "/streaming/./videos", "/streaming/x/../videos", "/streaming/videos/1/",
		"/streaming/videos/1/2", "/streaming/%2e%2e/videos", "/streaming/videos%2f1",
	} {
		w := d.Send("GET", target, "")
		require.Zero(t, w.Header().Get("Location"), target)
		if target == "/streaming/videos/1/" {
			require.Equal(t, 200, w.Code)
			continue
		}
		require.Equal(t, 404, w.Code, target)
		require.JSONEq(t, missing, w.Body.String(), target)
	}
	for _, id := range []string{"0", "-1", "+1", "1.0", "x", "99999999999999999999", "%31x"} {
		d.Expect("GET", "/streaming/videos/"+id, "", 404, `{"status":404,"error":"Not Found. Video was not found."}`)
		d.Expect("DELETE", "/streaming/directories/"+id, "", 404, `{"status":404,"error":"Not Found. Directory was not found."}`)
	}
}

func TestSlashForms(t *testing.T) {
	for _, slash := range []string{"", "/"} {
		d := apitest.Open(t, dbtest.SQLite(t))
		d.Object("POST", "/streaming/videos"+slash, `{"name":"a"}`)
		d.List("POST", "/streaming/videos/batch"+slash, `{"videos":[{"name":"b"}]}`)
		require.Len(t, d.List("GET", "/streaming/videos"+slash+"?per_page=5", ""), 2)
		d.Expect("GET", "/streaming/videos/names"+slash+"?ids=1", "", 200, `[{"id":1,"name":"a"}]`)
		d.Object("GET", "/streaming/videos/1"+slash, "")
		d.Object("PATCH", "/streaming/videos/1"+slash, `{"name":"c"}`)
		d.Expect("DELETE", "/streaming/videos/1"+slash, "", 204, "")
		d.Object("POST", "/streaming/directories"+slash, `{"name":"d"}`)
		d.Object("GET", "/streaming/directories/tree"+slash, "")
		d.Object("GET", "/streaming/directories/1"+slash, "")
		d.Expect("DELETE", "/streaming/directories/1"+slash, "", 204, "")
	}
}

func TestMethods(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	for target, allow := range map[string]string{
		"/streaming/videos":           "GET, HEAD, OPTIONS, POST",
		"/streaming/videos/batch":     "OPTIONS, POST",
		"/streaming/videos/names/":    "GET, HEAD, OPTIONS",
		"/streaming/videos/1":         "DELETE, GET, HEAD, OPTIONS, PATCH",
		"/streaming/directories":      "OPTIONS, POST",
		"/streaming/directories/tree": "GET, HEAD, OPTIONS",
		"/streaming/directories/1":    "DELETE, GET, HEAD, OPTIONS, PATCH",
	} {
		w := d.Send("PUT", target, "{}")
		require.Equal(t, 405, w.Code, target)
		require.Equal(t, allow, w.Header().Get("Allow"), target)
		require.JSONEq(t, `{"status":405,"error":"Method Not Allowed. See the Allow header for what this path takes."}`, w.Body.String())
	}
	require.Equal(t, 405, d.Send("GET", "/streaming/videos/batch", "").Code)
	require.Equal(t, 405, d.Send("DELETE", "/streaming/videos/names", "").Code)
	require.Equal(t, 200, d.Send("HEAD", "/streaming/videos", "").Code)
}

func TestPreflight(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	w := d.Send("OPTIONS", "/streaming/videos/7", "", "Authorization:", "Origin: https://app.example.net",
		"Access-Control-Request-Method: PATCH", "Access-Control-Request-Headers: authorization, content-type")
	require.Equal(t, 204, w.Code)
	require.Empty(t, w.Body.String())
	require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
	require.Equal(t, "GET, POST, PATCH, PUT, DELETE", w.Header().Get("Access-Control-Allow-Methods"))
	require.Contains(t, w.Header().Get("Access-Control-Allow-Headers"), "Authorization, Content-Type")
	require.Equal(t, 404, d.Send("OPTIONS", "/streaming/nothing", "").Code)
	for _, w := range []*httptest.ResponseRecorder{
		d.Send("GET", "/streaming/videos", ""), d.Send("GET", "/x", ""), d.Send("GET", "/streaming/videos", "", "Authorization:"),
	} {
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
		require.Contains(t, w.Header().Get("Access-Control-Expose-Headers"), "X-Total-Count")
	}
}

func TestRequestID(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	first := d.Send("GET", "/streaming/videos", "").Header().Get("X-Request-Id")
	require.NotEmpty(t, first)
	require.NotEqual(t, first, d.Send("GET", "/nothing", "").Header().Get("X-Request-Id"))
	require.Equal(t, "abc-1.2:3", d.Send("GET", "/", "", "X-Request-Id: abc-1.2:3").Header().Get("X-Request-Id"))
	for _, bad := range []string{"a b", "a\"b", strings.Repeat("a", 129)} {
		require.NotEqual(t, bad, d.Send("GET", "/", "", "X-Request-Id: "+bad).Header().Get("X-Request-Id"))
	}
}

func TestErrors(t *testing.T) {
	secret := errors.New("password=hunter2")
	for name, c := range map[string]struct {
		err    error
		status int
		body   string
		header string
	}{
		"internal":  {secret, 500, `{"status":500,"error":"Internal Server Error"}`, ""},
		"field":     {fault.Field("name", "can't be blank"), 422, `{"errors":{"name":["can't be blank"]}}`, ""},
		"invalid":   {fault.New(fault.Invalid, "no such thing"), 422, `{"status":422,"error":"Unprocessable Entity. No such thing."}`, ""},
		"forbidden": {fault.Wrap(fault.Forbidden, "not yours", secret), 403, `{"status":403,"error":"Forbidden. Not yours."}`, ""},
		"missing":   {fault.Missing("video"), 404, `{"status":404,"error":"Not Found. Video was not found."}`, ""},
		"gone":      {fault.New(fault.Gone, "the video was deleted"), 404, `{"status":404,"error":"Not Found. The video was deleted."}`, ""},
		"conflict":  {fault.New(fault.Conflict, "taken"), 409, `{"status":409,"error":"Conflict. Taken."}`, "X-Should-Retry: false"},
		"too large": {fault.New(fault.TooLarge, "big"), 413, `{"status":413,"error":"Request Entity Too Large. Big."}`, ""},
		"feature":   {fault.New(fault.Unsupported, "off"), 422, `{"status":422,"error":"Unprocessable Entity. Off."}`, ""},
		"busy":      {fault.New(fault.Busy, "Slow down"), 429, `{"error":"Slow down"}`, "Retry-After: 1"},
		"cut short": {context.DeadlineExceeded, 503, `{"status":503,"error":"Service Unavailable. The request was cut short, try again."}`, "Retry-After: 1"},
		"several": {
			errors.Join(fault.Field("a", "x"), fault.Field("b", "y"), fault.Field("a", "z")), 422,
			`{"errors":{"a":["x","z"],"b":["y"]}}`, "",
		},
		"of a batch": {&catalog.ItemError{Index: 3, Err: fault.Field("a", "x")}, 422, `{"errors":{"a":["x"]},"index":3}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := apitest.Open(t, dbtest.SQLite(t))
			d.Handler = api.NewTroubled(d.Options, func() error { return c.err })
			d.Expect("POST", "/streaming/videos/batch", `[{"name":"a"}]`, c.status, c.body)
			if c.header != "" {
				key, value, _ := strings.Cut(c.header, ": ")
				require.Equal(t, value, d.Send("GET", "/streaming/videos", "").Header().Get(key))
			}
		})
	}
}

func TestPanicIsA500(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	var innards any = "the innards"
	d.Handler = api.NewTroubled(d.Options, func() error { panic(innards) })
	w := d.Send("GET", "/streaming/videos", "")
	require.Equal(t, 500, w.Code)
	require.JSONEq(t, `{"status":500,"error":"Internal Server Error"}`, w.Body.String())
	require.NotEmpty(t, w.Header().Get("X-Request-Id"))
	require.Contains(t, d.Log.String(), "the innards")

	innards = http.ErrAbortHandler
	require.PanicsWithError(t, http.ErrAbortHandler.Error(), func() { d.Send("GET", "/streaming/videos", "") })
}

func TestOneLogLinePerRequest(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	d.Send("POST", "/streaming/videos", `{"name":"a","origin_url":"sftp://u:pass@h/x","origin_http_headers":"Authorization: Bearer hush"}`)
	d.Send("GET", "/streaming/videos?search=private", "")
	d.Send("GET", "/streaming/videos/9", "")
	d.Send("GET", "/streaming/videos", "", "Authorization: APIKey leaked")
	d.Handler = api.NewTroubled(d.Options, func() error { return errors.New("disk on fire") })
	d.Send("GET", "/streaming/videos", "")
	log := d.Log.String()
	require.Equal(t, 5, strings.Count(log, "\n"), log)
	for level, n := range map[string]int{"DEBUG": 2, "INFO": 2, "ERROR": 1} { // answered, refused, failed
		require.Equal(t, n, strings.Count(log, "level="+level), log)
	}
	for _, secret := range []string{"pass", "hush", "private", "leaked", apitest.Token} {
		require.NotContains(t, log, secret)
	}
	require.Contains(t, log, "method=POST path=/streaming/videos status=200")
	require.Contains(t, log, "account=1")
	require.Contains(t, log, "level=ERROR")
	require.Contains(t, log, `err="disk on fire"`)
}
