package api

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/api/apitest"
)

// described is the description that every answer of these tests is held to.
var described = func() *apitest.Description {
	d, err := apitest.Read(Description)
	if err != nil {
		panic(err)
	}
	return d
}()

func TestEveryRouteIsDescribed(t *testing.T) {
	routes := map[string]bool{}
	s := &server{Options: Options{Identity: (*account.Accounts)(nil)}}
	for _, r := range append(s.routes(), s.iamRoutes()...) {
		routes[r.method+" "+r.path] = true
	}
	for path := range s.openRoutes() {
		routes["POST "+path] = true
	}
	operations := map[string]bool{}
	for _, op := range described.Operations() {
		operations[op] = true
		require.True(t, routes[op], "openapi.json describes %s, which api.go does not route", op)
	}
	for r := range routes {
		require.True(t, operations[r], "api.go routes %s, which openapi.json does not describe", r)
	}
}

func TestEveryMemberIsDescribed(t *testing.T) {
	for schema, members := range map[string][]string{
		"NewVideo": videoMembers, "NewBatchVideo": batchMembers, "PlayerChange": playerMembers,
		"NewToken": tokenMembers,
	} {
		require.ElementsMatch(t, members, described.Members(schema), schema)
	}
}

// TestCheckRefuses shows that the checker can say no.
func TestCheckRefuses(t *testing.T) {
	header := http.Header{"Content-Type": {"application/json"}}
	const path = "/streaming/videos/3/subtitles/4"
	require.NoError(t, described.Check("GET", path, 200, header, []byte(`{"id":4,"name":"","language":"eng","vtt":""}`)))
	for body, want := range map[string]string{
		`{"id":4,"name":"","language":"eng"}`:                   "vtt is missing",
		`{"id":4,"name":null,"language":"eng","vtt":""}`:        "is null, should be string",
		`{"id":4.5,"name":"","language":"eng","vtt":""}`:        "is number, should be integer",
		`{"id":4,"name":"","language":"eng","vtt":"","more":1}`: "more is not described",
		`[]`: "is array, should be object",
		``:   "EOF",
	} {
		require.ErrorContains(t, described.Check("GET", path, 200, header, []byte(body)), want)
	}
	require.ErrorContains(t, described.Check("GET", path, 418, header, nil), "status 418 is not described")
	require.ErrorContains(t, described.Check("DELETE", path, 204, header, []byte("x")), "none is described")
	require.ErrorContains(t, described.Check("GET", "/streaming/nothing", 200, header, nil), "is not described")
}

func TestDocs(t *testing.T) {
	mux := http.NewServeMux()
	Docs(mux)
	for path, kind := range map[string]string{
		"/openapi.json": "application/json", "/docs": "text/html; charset=utf-8", "/docs/": "text/html; charset=utf-8",
		"/docs/docs.css": "text/css; charset=utf-8", "/docs/docs.js": "text/javascript; charset=utf-8",
	} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, http.NoBody))
		require.Equal(t, 200, w.Code, path)
		require.Equal(t, kind, w.Header().Get("Content-Type"), path)
		require.NotEmpty(t, w.Body.String())
		if path != "/openapi.json" {
			require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'; script-src 'self'")
		}
	}
}
