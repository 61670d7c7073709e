package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/api/iam"
	"kinora/internal/api/players"
	"kinora/internal/api/videos"
)

func TestEveryRouteIsDescribed(t *testing.T) {
	routes := map[string]bool{}
	for _, pattern := range api.Patterns() {
		routes[pattern] = true
	}
	operations := map[string]bool{}
	for _, op := range apitest.Described.Operations() {
		operations[op] = true
		require.True(t, routes[op], "openapi.json describes %s, which nothing routes", op)
	}
	for r := range routes {
		require.True(t, operations[r], "%s is routed, which openapi.json does not describe", r)
	}
}

func TestEveryMemberIsDescribed(t *testing.T) {
	for schema, members := range map[string][]string{
		"NewVideo": videos.Members, "NewBatchVideo": videos.BatchMembers, "PlayerChange": players.Members,
		"NewToken": iam.TokenMembers,
	} {
		require.ElementsMatch(t, members, apitest.Described.Members(schema), schema)
	}
}

// TestCheckRefuses shows that the checker can say no.
func TestCheckRefuses(t *testing.T) {
	header := http.Header{"Content-Type": {"application/json"}}
	const path = "/streaming/videos/3/subtitles/4"
	require.NoError(t, apitest.Described.Check("GET", path, 200, header, []byte(`{"id":4,"name":"","language":"eng","vtt":""}`)))
	for body, want := range map[string]string{
		`{"id":4,"name":"","language":"eng"}`:                   "vtt is missing",
		`{"id":4,"name":null,"language":"eng","vtt":""}`:        "is null, should be string",
		`{"id":4.5,"name":"","language":"eng","vtt":""}`:        "is number, should be integer",
		`{"id":4,"name":"","language":"eng","vtt":"","more":1}`: "more is not described",
		`[]`: "is array, should be object",
		``:   "EOF",
	} {
		require.ErrorContains(t, apitest.Described.Check("GET", path, 200, header, []byte(body)), want)
	}
	require.ErrorContains(t, apitest.Described.Check("GET", path, 418, header, nil), "status 418 is not described")
	require.ErrorContains(t, apitest.Described.Check("DELETE", path, 204, header, []byte("x")), "none is described")
	require.ErrorContains(t, apitest.Described.Check("GET", "/streaming/nothing", 200, header, nil), "is not described")
}

func TestDocs(t *testing.T) {
	mux := http.NewServeMux()
	api.Docs(mux)
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
