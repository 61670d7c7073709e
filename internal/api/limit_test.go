package api

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, func(o *Options) { o.Rate = Rate{PerSecond: 2, Burst: 3} })
		list := func(headers ...string) int { return d.send("GET", "/streaming/videos", "", headers...).Code }
		for range 3 {
			require.Equal(t, 200, list())
		}
		slow := d.send("GET", "/streaming/videos", "")
		require.Equal(t, 429, slow.Code)
		require.Equal(t, "1", slow.Header().Get("Retry-After"))
		require.JSONEq(t, `{"error":"Too many requests. Try again after 1 s."}`, slow.Body.String())
		require.Equal(t, 200, list("Authorization: APIKey "+otherToken), "accounts do not slow each other down")
		time.Sleep(500 * time.Millisecond)
		require.Equal(t, 200, list())
		require.Equal(t, 429, list())
	})
}

func TestStrangersAreSlowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		bad := func() int {
			return d.send("GET", "/streaming/videos", "", "Authorization: APIKey 1$wrong").Code
		}
		for range failuresAtOnce {
			require.Equal(t, 401, bad())
		}
		require.Equal(t, 429, bad())
		require.Equal(t, 200, d.send("GET", "/streaming/videos", "").Code, "the address may be a proxy's")
		time.Sleep(time.Second)
		require.Equal(t, 401, bad())
	})
}
