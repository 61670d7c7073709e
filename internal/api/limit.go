package api

import (
	"cmp"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"

	"kinora/internal/fault"
)

// Rate is how many requests a second are answered, and how many may come at
// once. A PerSecond of 0 is no limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

const (
	failuresPerSecond = 1.0   // attempts without a good token, from one address
	failuresAtOnce    = 30    // of them in a row
	limitersKept      = 20000 // accounts and addresses known at a time
)

// tooFast is 429 with the time after which another request is answered.
type tooFast struct{ after time.Duration }

func (e *tooFast) Error() string { return "too many requests" }

func (e *tooFast) answer() answer {
	seconds := max(int(math.Ceil(e.after.Seconds())), 1)
	return answer{
		http.StatusTooManyRequests,
		map[string]string{"Retry-After": strconv.Itoa(seconds)},
		map[string]string{"error": "Too many requests. Try again after " + strconv.Itoa(seconds) + " s."},
	}
}

// limits keeps a token bucket per account, and one per address for those who
// come without a good token. Of very many, those seen least are forgotten.
type limits struct {
	rate     Rate
	accounts *otter.Cache[int64, *rate.Limiter]
	failures *otter.Cache[netip.Addr, *rate.Limiter]
}

func newLimits(r Rate) *limits {
	return &limits{rate: r, accounts: buckets[int64](), failures: buckets[netip.Addr]()}
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
		return &tooFast{wait}
	}
	return nil
}

// failed takes an attempt from an address's bucket, if err is about who the
// caller is, and says so when there were too many. Good tokens still pass: the
// address may be a proxy's, and theirs.
func (l *limits) failed(addr netip.Addr, err error) error {
	if fault.KindOf(err) == fault.Unauthenticated {
		return cmp.Or(l.stranger(addr), err)
	}
	return err
}

// stranger takes an attempt to log in from an address's bucket.
func (l *limits) stranger(addr netip.Addr) error {
	if bucket(l.failures, addr, failuresPerSecond, failuresAtOnce).Allow() {
		return nil
	}
	return &tooFast{time.Duration(float64(time.Second) / failuresPerSecond)}
}
