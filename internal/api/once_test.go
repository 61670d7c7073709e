package api

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestRepeatedCreates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d, other := reallyOpen(t, db)
		count := func() int { return len(d.list("GET", "/streaming/videos", "")) }
		const path, body = "/streaming/videos", `{"name":"Harbour","priority":2}`

		first := d.send("POST", path, body, "X-Stainless-Retry-Count: 0")
		require.Equal(t, 200, first.Code)
		again := d.send("POST", path, body, "X-Stainless-Retry-Count: 1")
		require.Equal(t, 200, again.Code)
		require.Equal(t, first.Body.String(), again.Body.String())
		require.Equal(t, "true", again.Header().Get("Idempotent-Replayed"))
		require.Equal(t, 1, count())
		d.send("POST", path, `{"name":"Harbour"}`, "X-Stainless-Retry-Count: 1")
		d.send("POST", path, body, "X-Stainless-Retry-Count: 0")
		d.send("POST", path, body)
		require.Equal(t, 4, count(), "another body, a new request and one that is not counted are each their own")
		require.Equal(t, 200, d.send("POST", path, body, "X-Stainless-Retry-Count: 1", other).Code)
		require.Equal(t, 4, count())

		keyed := d.send("POST", path, body, "Idempotency-Key: one")
		require.Equal(t, keyed.Body.String(), d.send("POST", path, body, "Idempotency-Key: one").Body.String())
		require.Equal(t, 5, count())
		differs := d.send("POST", path, `{"name":"Other"}`, "Idempotency-Key: one")
		require.Equal(t, 422, differs.Code)
		require.Contains(t, differs.Body.String(), "The Idempotency-Key was used for another request.")
		require.Equal(t, 400, d.send("POST", path, body, "Idempotency-Key: "+strings.Repeat("x", 256)).Code)

		require.Equal(t, 422, d.send("POST", path, `{"name":""}`, "Idempotency-Key: two").Code)
		require.Equal(t, 422, d.send("POST", path, `{"name":""}`, "Idempotency-Key: two").Code)
		require.Equal(t, 200, d.send("POST", path, body, "Idempotency-Key: two").Code, "what failed may be mended under its key")
		require.Equal(t, 6, count())
	})
}

// TestEqualRequestsAtOnce has a crowd send one request under one key.
func TestEqualRequestsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d, _ := reallyOpen(t, db)
		bodies := make([]string, 12)
		var group sync.WaitGroup
		for i := range bodies {
			group.Go(func() {
				answer := d.send("POST", "/streaming/videos/batch", `{"videos":[{"name":"a"},{"name":"b"}]}`, "Idempotency-Key: crowd")
				bodies[i] = fmt.Sprint(answer.Code, answer.Body)
			})
		}
		group.Wait()
		for _, b := range bodies {
			require.Equal(t, bodies[0], b)
		}
		require.Len(t, d.list("GET", "/streaming/videos", ""), 2)
	})
}
