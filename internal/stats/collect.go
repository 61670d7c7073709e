package stats

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"
	useragent "github.com/medama-io/go-useragent"
	"golang.org/x/time/rate"

	"kinora/internal/database"
	"kinora/internal/visitor"
)

// Bounds of what is taken and held, per process.
const (
	maxBeacon  = 4096            // bytes
	maxPending = 64 << 20        // bytes of plays that are to be written
	perAddress = 300             // plays that an address, or an IPv6 /64, may begin in a minute: a large office
	known      = 50_000          // plays, and as many addresses, that are remembered to have begun
	every      = 2 * time.Second // is written
	atOnce     = 500             // plays in a transaction
)

// Ways to keep the address of a viewer.
const (
	FullAddress  = "full"
	ShortAddress = "short" // without its last 8 bits, of IPv6 the last 80
	NoAddress    = "hash"  // nothing but the hash that tells viewers apart
)

// Options are what a Collector works with.
type Options struct {
	Stats     *Stats
	Secret    []byte // by which addresses are hashed
	Addresses string // FullAddress, ShortAddress or NoAddress
	Proxies   *visitor.Proxies
	Countries *visitor.Countries
	// Owns returns, of entities of a kind, those that there are.
	Owns func(ctx context.Context, kind string, entities []int64) (map[int64]Owned, error)
	Log  *slog.Logger
}

// Owned is whose an entity is, and how long it plays, 0 where that is not known.
type Owned struct {
	Account int64
	Length  time.Duration
}

// Collector takes what players tell, and writes it every two seconds: a process
// that is killed loses that much. It is safe for concurrent use.
type Collector struct {
	o      Options
	agents *useragent.Parser

	begun     *otter.Cache[key, struct{}]
	addresses *otter.Cache[netip.Prefix, *rate.Limiter] // of the plays that begin

	mu      sync.Mutex
	pending map[key]*Play
	held    int // bytes of what is pending, about
}

// NewCollector returns a Collector.
func NewCollector(o Options) *Collector {
	return &Collector{
		o: o, agents: useragent.NewParser(), pending: map[key]*Play{},
		begun:     otter.Must(&otter.Options[key, struct{}]{MaximumSize: known}),
		addresses: otter.Must(&otter.Options[netip.Prefix, *rate.Limiter]{MaximumSize: known}),
	}
}

// beacon is what our player tells.
type beacon struct {
	Version int         `json:"v"`
	Type    string      `json:"type"`
	ID      int64       `json:"id"`
	Account int64       `json:"client_id"`
	Event   string      `json:"event"` // may be left out
	Session string      `json:"session"`
	Page    string      `json:"ref"`
	Seconds *[2]float64 `json:"sec"` // of the film, that were just watched
}

// parse reads a beacon; ok is false for what no player of ours sends.
func parse(text []byte) (b beacon, ok bool) {
	if err := json.Unmarshal(text, &b); err != nil {
		return b, false
	}
	known := b.Type == Video || b.Type == Playlist
	event := b.Event == Init || b.Event == Start || b.Event == Watch || b.Event == "" && b.Seconds != nil
	return b, b.Version == 1 && known && event && b.ID > 0 && b.Account > 0 && sound(b.Session)
}

// sound reports whether a text may be a session: 16 to 64 letters, digits and
// hyphens.
func sound(session string) bool {
	if len(session) < 16 || len(session) > 64 {
		return false
	}
	return !strings.ContainsFunc(session, func(c rune) bool {
		plain := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-'
		return !plain
	})
}

// ServeHTTP takes a beacon: a POST of JSON, of any type of content. It is
// answered with 204 whatever becomes of it, so that who lies learns nothing.
func (c *Collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBeacon)); err == nil {
		if b, ok := parse(text); ok {
			c.take(r, b)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (c *Collector) take(r *http.Request, b beacon) {
	agent := c.agents.Parse(r.UserAgent())
	if r.UserAgent() == "" || agent.IsBot() {
		return
	}
	addr, now := c.o.Proxies.Address(r), c.o.Stats.now()
	p := &Play{
		AccountID: b.Account, Kind: b.Type, Entity: b.ID, Session: b.Session, InitAt: now.UnixMilli(),
		Viewer: c.hash(addr), IP: c.shown(addr), Browser: string(agent.Browser()), OS: string(agent.OS()), Platform: strings.ToLower(string(agent.Device())),
		Country: c.o.Countries.Of(r, c.o.Proxies, addr),
	}
	p.Host, p.Page = pageOf(b.Page)
	if b.Event == Start || b.Event == Watch {
		p.StartAt = p.InitAt
	}
	if b.Event == Watch {
		p.WatchAt = p.InitAt
	}
	if b.Seconds != nil {
		p.Watched = bucketsOf(b.Seconds[0], b.Seconds[1])
	}
	if !c.admit(p.key(), addr, now) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hold(p)
}

// admit reports whether a play has begun, or the address may begin another.
func (c *Collector) admit(play key, addr netip.Addr, now time.Time) bool {
	if _, begun := c.begun.GetIfPresent(play); begun {
		return true
	}
	limit, _ := c.addresses.ComputeIfAbsent(visitor.Network(addr, visitor.HomeBits), func() (*rate.Limiter, bool) {
		return rate.NewLimiter(rate.Every(time.Minute/perAddress), perAddress), false
	})
	if !limit.AllowN(now, 1) {
		return false
	}
	c.begun.Set(play, struct{}{})
	return true
}

// hold keeps what was told of a play until it is written. Beyond maxPending it
// is left out. The lock is held.
func (c *Collector) hold(p *Play) {
	if c.held >= maxPending {
		return
	}
	of := c.pending[p.key()]
	if of == nil {
		c.pending[p.key()] = p
		c.held += p.size()
		return
	}
	before := of.size()
	of.merge(p)
	c.held += of.size() - before
}

func (c *Collector) hash(addr netip.Addr) string {
	mac := hmac.New(sha256.New, c.o.Secret)
	raw := addr.As16()
	mac.Write(raw[:])
	return base64.RawStdEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// shown is an address as far as it is kept.
func (c *Collector) shown(addr netip.Addr) string {
	switch c.o.Addresses {
	case FullAddress:
		return addr.String()
	case ShortAddress:
		bits := 24
		if addr.Is6() {
			bits = 48
		}
		prefix, err := addr.Prefix(bits)
		if err != nil {
			return ""
		}
		return prefix.Addr().String()
	}
	return c.hash(addr)
}

// pageOf is the host and the address of a page, without what may be secret.
func pageOf(text string) (host, page string) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || len(u.Host) > maxText {
		return "", ""
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	page = strings.ToValidUTF8(strings.ReplaceAll(u.String(), "\x00", ""), "")
	if len(page) > maxPage {
		page = ""
	}
	return strings.ToLower(u.Hostname()), page
}

// Run writes what was taken until ctx ends, and then what is left.
func (c *Collector) Run(ctx context.Context) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			c.write(ctx)
		case <-ctx.Done():
			lasting, cancel := context.WithTimeout(context.WithoutCancel(ctx), every)
			defer cancel()
			c.write(lasting)
			return nil
		}
	}
}

// write writes what is pending. What can't be written stays.
func (c *Collector) write(ctx context.Context) {
	c.mu.Lock()
	taken := c.pending
	c.pending, c.held = map[key]*Play{}, 0
	c.mu.Unlock()
	plays := make([]Play, 0, len(taken))
	for _, p := range taken {
		plays = append(plays, *p)
	}
	for len(plays) > 0 {
		n := min(len(plays), atOnce)
		if err := c.writeOnly(ctx, plays[:n]); err != nil {
			c.putBack(plays)
			if ctx.Err() == nil && !database.IsAway(err) {
				c.o.Log.LogAttrs(ctx, slog.LevelWarn, "plays not counted yet", slog.Any("err", err))
			}
			return
		}
		plays = plays[n:]
	}
}

func (c *Collector) putBack(plays []Play) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range plays {
		c.hold(&plays[i])
	}
}

// writeOnly writes those plays whose entity there is, and belongs to the
// account that they name. Nothing is watched behind its end.
func (c *Collector) writeOnly(ctx context.Context, plays []Play) error {
	entities := map[string][]int64{}
	for i := range plays {
		entities[plays[i].Kind] = append(entities[plays[i].Kind], plays[i].Entity)
	}
	real := make([]Play, 0, len(plays))
	for kind, ids := range entities {
		owned, err := c.o.Owns(ctx, kind, ids)
		if err != nil {
			return err
		}
		for _, p := range plays {
			if of := owned[p.Entity]; p.Kind == kind && of.Account == p.AccountID {
				p.Watched = until(p.Watched, of.Length)
				real = append(real, p)
			}
		}
	}
	return c.o.Stats.store(ctx, real)
}
