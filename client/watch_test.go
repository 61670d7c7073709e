package client

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// streams serves one text after the other as a stream of events.
func streams(t *testing.T, texts ...string) *Client {
	t.Helper()
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "7,8", r.URL.Query().Get("id"))
		if n == len(texts) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		_, _ = fmt.Fprint(w, texts[n])
		n++
	}))
	t.Cleanup(server.Close)
	return New(server.URL, "1$key")
}

func TestWatch(t *testing.T) {
	c := streams(t, "retry: 1\nevent: start\nid: 1\ndata: {}\n\nevent: video\ndata: {\"id\":7,\"status\":\"empty\"}\n\n:\n\n",
		"event: more\ndata: x\n\nevent: video\ndata: {\"id\":7,\"status\":\"ready\"}\n\nevent: video\ndata: {\"id\":8}\n\n")
	var seen []string
	require.NoError(t, c.Watch(t.Context(), []int64{7, 8}, func(v Video) bool {
		seen = append(seen, v.Status)
		return v.Status != "ready"
	}))
	require.Equal(t, []string{"empty", "ready"}, seen)
}

func TestWatchWithoutEvents(t *testing.T) {
	never := func(Video) bool { return true }
	require.ErrorIs(t, streams(t).Watch(t.Context(), []int64{7, 8}, never), ErrNoEvents)
	require.ErrorIs(t, New("http://127.0.0.1:1", "k").Watch(t.Context(), []int64{7, 8}, never), ErrNoEvents)
	var refused *Error
	err := streams(t, "event: video_delete\ndata: {\"id\":8}\n\n").Watch(t.Context(), []int64{7, 8}, never)
	require.ErrorAs(t, err, &refused)
	require.Equal(t, 404, refused.Status)
	require.Error(t, streams(t, "event: video\ndata: nonsense\n\n").Watch(t.Context(), []int64{7, 8}, never))
}
