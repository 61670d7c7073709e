package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFrontDoor sends each path to its door.
func TestFrontDoor(t *testing.T) {
	says := func(name string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, name) })
	}
	front := frontDoor{
		doors: []door{{videosPath, says("videos")}, {"/streaming", says("api")}, {"/streaming/", says("api")}, {"/iam/", says("api")}},
		rest:  says("rest"),
	}
	for path, want := range map[string]string{
		"/videos/1_x/master.m3u8": "videos", "/videos": "rest", "//videos/1_x": "rest", "/streaming": "api", "/streaming/videos": "api",
		"//streaming//videos": "api", "/streamings": "rest", "/iam": "rest", "/iam/clients/me": "api", "///iam/x": "api", "/": "rest", "///": "rest",
	} {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", http.NoBody)
		r.URL.Path = path
		front.ServeHTTP(w, r)
		require.Equal(t, want, w.Body.String(), path)
	}
}
