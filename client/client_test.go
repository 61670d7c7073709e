package client

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBusy asks a server that is too busy at first: the same call is made
// again, with its body, after the time the server named.
func TestBusy(t *testing.T) {
	var bodies []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(body))
		if len(bodies) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = io.WriteString(w, `{"id":7,"name":"folder"}`)
	}))
	t.Cleanup(server.Close)
	d, err := New(server.URL, "1$key").CreateDirectory(t.Context(), "folder", nil)
	require.NoError(t, err)
	require.EqualValues(t, 7, d.ID)
	require.Len(t, bodies, 2)
	require.Equal(t, bodies[0], bodies[1])
}

// TestErrorSaysWhy takes the reason out of a reply in any form that a server or a
// proxy may send.
func TestErrorSaysWhy(t *testing.T) {
	for body, want := range map[string]string{
		`{"status":404,"error":"Not Found. Video was not found."}`: "Video was not found.",
		`{"errors":{"name":["can't be blank"]}}`:                   "name can't be blank",
		"The storage limit has been exceeded\n":                    "the server at http://x answered 507: The storage limit has been exceeded",
		"<html><body>Bad Gateway</body></html>":                    "the server at http://x answered 507",
		`{"detail":"x"}`:                                           "the server at http://x answered 507",
		"":                                                         "the server at http://x answered 507",
	} {
		require.EqualError(t, &Error{Server: "http://x", Status: 507, Body: body}, want)
	}
}
