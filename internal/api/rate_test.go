package api_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database/dbtest"
)

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := apitest.Open(t, dbtest.SQLite(t), func(o *api.Options) { o.Rate = api.Rate{PerSecond: 2, Burst: 3} })
		list := func(headers ...string) int { return d.Send("GET", "/streaming/videos", "", headers...).Code }
		for range 3 {
			require.Equal(t, 200, list())
		}
		slow := d.Send("GET", "/streaming/videos", "")
		require.Equal(t, 429, slow.Code)
		require.Equal(t, "1", slow.Header().Get("Retry-After"))
		require.JSONEq(t, `{"error":"Too many requests. Try again after 1 s."}`, slow.Body.String())
		require.Equal(t, 200, list(d.Other), "accounts do not slow each other down")
		time.Sleep(500 * time.Millisecond)
		require.Equal(t, 200, list())
		require.Equal(t, 429, list())
	})
}

func TestStrangersAreSlowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := apitest.Open(t, dbtest.SQLite(t))
		bad := func() int {
			return d.Send("GET", "/streaming/videos", "", "Authorization: APIKey 1$wrong").Code
		}
		for range 30 {
			require.Equal(t, 401, bad())
		}
		require.Equal(t, 429, bad())
		require.Equal(t, 200, d.Send("GET", "/streaming/videos", "").Code, "the address may be a proxy's")
		time.Sleep(time.Second)
		require.Equal(t, 401, bad())
	})
}
