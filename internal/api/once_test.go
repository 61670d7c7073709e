package api_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestRepeatedCreates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		count := func() int { return len(d.List("GET", "/streaming/videos", "")) }
		const path, body = "/streaming/videos", `{"name":"Harbour","priority":2}`

		first := d.Send("POST", path, body, "X-Stainless-Retry-Count: 0")
		require.Equal(t, 200, first.Code)
		again := d.Send("POST", path, body, "X-Stainless-Retry-Count: 1")
		require.Equal(t, 200, again.Code)
		require.Equal(t, first.Body.String(), again.Body.String())
		require.Equal(t, "true", again.Header().Get("Idempotent-Replayed"))
		require.Equal(t, 1, count())
		d.Send("POST", path, `{"name":"Harbour"}`, "X-Stainless-Retry-Count: 1")
		d.Send("POST", path, body, "X-Stainless-Retry-Count: 0")
		d.Send("POST", path, body)
		require.Equal(t, 4, count(), "another body, a new request and one that is not counted are each their own")
		require.Equal(t, 200, d.Send("POST", path, body, "X-Stainless-Retry-Count: 1", other).Code)
		require.Equal(t, 4, count())

		keyed := d.Send("POST", path, body, "Idempotency-Key: one")
		require.Equal(t, keyed.Body.String(), d.Send("POST", path, body, "Idempotency-Key: one").Body.String())
		require.Equal(t, 5, count())
		differs := d.Send("POST", path, `{"name":"Other"}`, "Idempotency-Key: one")
		require.Equal(t, 422, differs.Code)
		require.Contains(t, differs.Body.String(), "The Idempotency-Key was used for another request.")
		require.Equal(t, 400, d.Send("POST", path, body, "Idempotency-Key: "+strings.Repeat("x", 256)).Code)

		require.Equal(t, 422, d.Send("POST", path, `{"name":""}`, "Idempotency-Key: two").Code)
		require.Equal(t, 422, d.Send("POST", path, `{"name":""}`, "Idempotency-Key: two").Code)
		require.Equal(t, 200, d.Send("POST", path, body, "Idempotency-Key: two").Code, "what failed may be mended under its key")
		require.Equal(t, 6, count())
	})
}

// TestEqualRequestsAtOnce has a crowd send one request under one key.
func TestEqualRequestsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		bodies := make([]string, 12)
		var group sync.WaitGroup
		for i := range bodies {
			group.Go(func() {
				answer := d.Send("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"b"}]}`, "Idempotency-Key: crowd")
				bodies[i] = fmt.Sprint(answer.Code, answer.Body)
			})
		}
		group.Wait()
		for _, b := range bodies {
			require.Equal(t, bodies[0], b)
		}
		require.Len(t, d.List("GET", "/streaming/videos", ""), 2)
	})
}

// TestKeyedBodies bounds the body of a request that is named by a key as its
// call does.
func TestKeyedBodies(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t))
	long := `{"name":"a","more":"` + strings.Repeat("x", 3<<20) + `"}`
	for path, status := range map[string]int{
		"/streaming/videos": 413, "/streaming/directories": 413, "/streaming/players": 413, "/streaming/nothing": 404,
		"/streaming/videos/batch": 400, "/streaming/videos/1/subtitles": 422, // read, and refused for what they say
	} {
		require.Equal(t, status, d.Send("POST", path, long, "Idempotency-Key: one").Code, path)
	}
}
