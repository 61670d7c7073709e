package api

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/api/call"
)

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
			require.Equal(t, "6", call.AnswerTo(l.login(name), nil).Header["Retry-After"])
		}
		require.NoError(t, l.login("b@example.org"))
		time.Sleep(6 * time.Second)
		require.NoError(t, l.login("a@example.org"))
		require.Error(t, l.login("a@example.org"))
	})
}
