package api

import (
	"fmt"
	"net/netip"
	"strings"
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

// TestGuessesOfANetwork has a new address for each guess.
func TestGuessesOfANetwork(t *testing.T) {
	for name, test := range map[string]struct {
		address string // with room for a number
		passed  int
	}{
		"one address":         {"203.0.113.7", failuresAtOnce},
		"mapped into IPv6":    {"::ffff:203.0.113.7", failuresAtOnce},
		"network of a home":   {"2001:db8:1:2:%x::1", failuresAtOnce},
		"network of a site":   {"2001:db8:1:%x::1", failuresAtOnce * wideFailures},
		"addresses of nobody": {"", failuresAtOnce},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, passed := newLimits(Rate{}), 0
				for i := range 1000 {
					text := test.address
					if strings.Contains(text, "%") {
						text = fmt.Sprintf(text, i)
					}
					addr, _ := netip.ParseAddr(text)
					if l.stranger(addr) == nil {
						passed++
					}
				}
				require.Equal(t, test.passed, passed)
				other, _ := netip.ParseAddr("2001:db8:ffff::1")
				require.NoError(t, l.stranger(other))
				time.Sleep(time.Second)
				addr, _ := netip.ParseAddr(strings.ReplaceAll(test.address, "%x", "1"))
				require.NoError(t, l.stranger(addr))
			})
		})
	}
}

// TestGuessesAtAUser has a new network for each guess.
func TestGuessesAtAUser(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Rate{})
		for range loginsAtOnce {
			require.NoError(t, l.login("a@example.org"))
		}
		for _, name := range []string{"a@example.org", "A@Example.org", " a@example.org "} {
			var fast *tooFast
			require.ErrorAs(t, l.login(name), &fast)
			require.Equal(t, "6", fast.answer().header["Retry-After"])
		}
		require.NoError(t, l.login("b@example.org"))
		time.Sleep(6 * time.Second)
		require.NoError(t, l.login("a@example.org"))
		require.Error(t, l.login("a@example.org"))
	})
}
