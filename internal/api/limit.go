package api

import (
	"cmp"
	"crypto/sha256"
	"net/netip"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"

	"kinora/internal/api/call"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// Rate is how many requests a second are answered, and how many may come at
// once. A PerSecond of 0 is no limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

const (
	failuresPerSecond = 1.0    // attempts without a good token, from one network
	failuresAtOnce    = 30     // of them in a row
	wideFailures      = 4      // times as many from a wide network
	loginsPerSecond   = 1. / 6 // attempts at the password of one user, from anywhere
	loginsAtOnce      = 20     // of them in a row
	limitersKept      = 20000  // accounts, networks and users known at a time
)

// siteBits are those of the network that a site has to itself in IPv6.
const siteBits = 48

// limits keeps a token bucket per account; for those who come without a good
// token one per network, and one per user whose password they try. Of very
// many, those seen least are forgotten.
type limits struct {
	rate     Rate
	accounts *otter.Cache[int64, *rate.Limiter]
	failures *otter.Cache[netip.Prefix, *rate.Limiter]
	logins   *otter.Cache[[sha256.Size]byte, *rate.Limiter] // by the hash of a name, which may be long
}

func newLimits(r Rate) *limits {
	return &limits{rate: r, accounts: buckets[int64](), failures: buckets[netip.Prefix](), logins: buckets[[sha256.Size]byte]()}
}

func buckets[K comparable]() *otter.Cache[K, *rate.Limiter] {
	return otter.Must(&otter.Options[K, *rate.Limiter]{MaximumSize: limitersKept})
}

func bucket[K comparable](c *otter.Cache[K, *rate.Limiter], key K, perSecond float64, burst int) *rate.Limiter {
	l, _ := c.ComputeIfAbsent(key, func() (*rate.Limiter, bool) {
		return rate.NewLimiter(rate.Limit(perSecond), burst), false
	})
	return l
}

// account takes a request from an account's bucket.
func (l *limits) account(id int64) error {
	if l.rate.PerSecond <= 0 {
		return nil
	}
	r := bucket(l.accounts, id, l.rate.PerSecond, l.rate.Burst).Reserve()
	if wait := r.Delay(); wait > 0 {
		r.Cancel()
		return call.TooFast(wait)
	}
	return nil
}

// failed takes an attempt from a network's bucket, if err is about who the
// caller is, and says so when there were too many. Good tokens still pass: the
// address may be a proxy's, and theirs.
func (l *limits) failed(addr netip.Addr, err error) error {
	if fault.KindOf(err) == fault.Unauthenticated {
		return cmp.Or(l.stranger(addr), err)
	}
	return err
}

// stranger takes an attempt to log in from the buckets of an address's networks.
func (l *limits) stranger(addr netip.Addr) error {
	for i, network := range networks(addr) {
		times := 1
		if i > 0 {
			times = wideFailures
		}
		if !bucket(l.failures, network, failuresPerSecond*float64(times), failuresAtOnce*times).Allow() {
			return call.TooFast(time.Duration(float64(time.Second) / failuresPerSecond))
		}
	}
	return nil
}

// networks are those that an address's attempts count for, the least first.
func networks(addr netip.Addr) []netip.Prefix {
	narrow, wide := visitor.Network(addr, visitor.HomeBits), visitor.Network(addr, siteBits)
	if narrow == wide {
		return []netip.Prefix{narrow}
	}
	return []netip.Prefix{narrow, wide}
}

// login takes an attempt at a user's password, wherever it comes from, whether
// or not there is such a user.
func (l *limits) login(name string) error {
	key := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(name))))
	if bucket(l.logins, key, loginsPerSecond, loginsAtOnce).Allow() {
		return nil
	}
	return call.TooFast(time.Duration(float64(time.Second) / loginsPerSecond))
}
