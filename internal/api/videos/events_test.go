package videos_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/opt"
)

// sent is one server-sent event.
type sent struct{ name, id, data string }

// eventServer serves the API with a running feed; other is a token of a second account.
func eventServer(t *testing.T, db *database.DB) (base string, c *catalog.Catalog, other string) {
	d := apitest.Open(t, db)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Options.Feed.Run(ctx) }()
	server := httptest.NewServer(d.Handler)
	t.Cleanup(func() {
		cancel() // ends the streams, which Close waits for
		require.NoError(t, <-done)
		server.Close()
	})
	return server.URL, d.Options.Catalog, strings.TrimPrefix(d.Other, "Authorization: APIKey ")
}

// streamEvents opens a stream and hands over its events; the channel ends with it.
func streamEvents(t *testing.T, address, token, last string) <-chan sent {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	require.NoError(t, err)
	r.Header.Set("Authorization", "APIKey "+token)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, "text/event-stream", res.Header.Get("Content-Type"))
	events := make(chan sent, 1000)
	go func() {
		defer close(events)
		defer res.Body.Close()
		var e sent
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data = value
			case "":
				events <- e
				e = sent{}
			}
		}
	}()
	return events
}

// next waits for the event of the name that holds the text.
func next(t *testing.T, events <-chan sent, name, text string) sent {
	t.Helper()
	deadline := time.After(time.Minute)
	for {
		select {
		case e, open := <-events:
			require.True(t, open, "the stream ended before a %s with %s", name, text)
			if e.name == name && strings.Contains(e.data, text) {
				return e
			}
		case <-deadline:
			require.FailNow(t, "no such event", "%s with %s", name, text)
		}
	}
}

func TestEvents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		base, l, other := eventServer(t, db)
		ctx, path := t.Context(), base+"/streaming/videos/events"
		all, foreign := streamEvents(t, path, apitest.Token, ""), streamEvents(t, path, other, "")
		next(t, all, "start", "{}")
		next(t, foreign, "start", "{}")

		made, err := l.Create(ctx, 1, []catalog.NewVideo{{Name: "Harbour\nlight"}, {Name: "Quay"}})
		require.NoError(t, err)
		e := next(t, all, "video", `"Harbour\nlight"`)
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(e.data), &v))
		require.Equal(t, "empty", v["status"])
		require.NoError(t, apitest.Described.CheckValue("Video", v))
		at := next(t, all, "video", "Quay")

		_, err = l.Update(ctx, 1, made[1].ID, catalog.VideoPatch{Name: opt.Some("Pier")})
		require.NoError(t, err)
		next(t, all, "video", "Pier")
		require.NoError(t, l.Delete(ctx, 1, made[0].ID))
		gone := fmt.Sprintf(`{"id":%d}`, made[0].ID)
		next(t, all, "video_delete", gone)

		resumed := streamEvents(t, path+"/", apitest.Token, at.id)
		require.Equal(t, at.id, next(t, resumed, "start", "").id)
		next(t, resumed, "video", "Pier")
		next(t, resumed, "video_delete", gone)

		one := streamEvents(t, fmt.Sprintf("%s?id=%d,999999", path, made[1].ID), apitest.Token, "")
		next(t, one, "video", "Pier")
		next(t, one, "video_delete", `{"id":999999}`)
		hidden := streamEvents(t, fmt.Sprintf("%s?id=%d", path, made[1].ID), other, "")
		next(t, hidden, "video_delete", "")
		select {
		case e := <-foreign:
			require.Fail(t, "another account sees", "%v", e)
		default:
		}
	})
}

func TestEventsRefused(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	const path = "/streaming/videos/events"
	d.Expect("GET", path, "", 400, `{"status":400,"error":"Bad Request. The Last-Event-ID is not one of this server's."}`, "Last-Event-ID: x")
	require.Equal(t, 401, d.Send("GET", path, "", "Authorization: ").Code)
	require.Equal(t, 405, d.Send("POST", path, "").Code)
	w := d.Send("HEAD", path, "")
	require.Equal(t, "text/event-stream", w.Header().Get("Content-Type"))
}

// TestEventsEndWithTheirClient holds that a stream ends with its client, and that one
// who does not read keeps nothing but its own connection.
func TestEventsEndWithTheirClient(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequest("GET", "/streaming/videos/events", http.NoBody).WithContext(ctx)
	r.Header.Set("Authorization", "APIKey "+apitest.Token)
	reader, writer := io.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.Handler.ServeHTTP(&pipeWriter{ResponseRecorder: httptest.NewRecorder(), out: writer}, r)
	}()
	line, err := bufio.NewReader(reader).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "retry: 2000\n", line)
	require.NoError(t, reader.Close())
	cancel()
	<-ended
	require.NotContains(t, d.Log.String(), "level=ERROR")
}

// pipeWriter hands an answer over while it is written.
type pipeWriter struct {
	*httptest.ResponseRecorder
	out io.Writer
}

func (w *pipeWriter) Write(b []byte) (int, error) { return w.out.Write(b) }
