package host

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

func TestHosts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		require.NoError(t, account.New(db).Ensure(ctx, ""))
		hosts, err := New(db, Options{Age: time.Nanosecond})
		require.NoError(t, err)

		made, err := hosts.Add(ctx, Host{AccountID: 1, Name: "CDN.Example.org:8443", Token: true, Networks: List{Items: []string{"10.1.2.3/8"}}})
		require.NoError(t, err)
		require.Equal(t, "cdn.example.org", made.Name)
		require.True(t, isSecret(made.Secret), "one is made")
		_, err = hosts.Add(ctx, Host{AccountID: 1, Name: "free.example.org"})
		require.NoError(t, err)

		found, err := hosts.Find(ctx, "cdn.example.org.")
		require.NoError(t, err)
		found.BaseModel, made.BaseModel = Host{}.BaseModel, Host{}.BaseModel
		require.Equal(t, made, found)
		require.Equal(t, []string{"10.0.0.0/8"}, found.Networks.Items)
		for account, n := range map[int64]int{0: 2, 1: 2, 2: 0} {
			all, err := hosts.List(ctx, account)
			require.NoError(t, err)
			require.Len(t, all, n)
		}

		_, err = hosts.Add(ctx, Host{AccountID: 1, Name: "free.example.org"})
		require.ErrorContains(t, err, "already been taken")
		_, err = hosts.Add(ctx, Host{AccountID: 99, Name: "x.example.org"})
		require.Equal(t, fault.NotFound, fault.KindOf(err))

		changed, err := hosts.Change(ctx, "cdn.example.org", func(h *Host) {
			h.Secret, h.BindIP = testSecret, true
			h.Agents = List{Allow: true, Items: []string{"~*roku", ""}}
			h.Name, h.AccountID = "other", 7
		})
		require.NoError(t, err)
		require.Equal(t, []string{"", "~*roku"}, changed.Agents.Items)
		found, err = hosts.Find(ctx, "cdn.example.org")
		require.NoError(t, err)
		require.Equal(t, testSecret, found.Secret)
		require.True(t, found.BindIP && found.Agents.Allow)
		require.Equal(t, int64(1), found.AccountID)

		require.NoError(t, hosts.Remove(ctx, "cdn.example.org"))
		require.Equal(t, fault.NotFound, fault.KindOf(hosts.Remove(ctx, "cdn.example.org")))
		_, err = hosts.Change(ctx, "cdn.example.org", func(*Host) {})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestGateOf(t *testing.T) {
	db := dbtest.SQLite(t)
	ctx := t.Context()
	require.NoError(t, account.New(db).Ensure(ctx, ""))
	hosts, err := New(db, Options{Age: 50 * time.Millisecond})
	require.NoError(t, err)
	for _, header := range []string{"", "localhost:8080", "127.0.0.1", "[::1]:80", "cdn.example.org", strings.Repeat("a.", 200), "a b", "a'b"} {
		g, err := hosts.Gate(ctx, header)
		require.NoError(t, err)
		require.Same(t, hosts.fallback, g, header)
		require.False(t, g.Restricted())
	}
	_, err = hosts.Add(ctx, Host{AccountID: 1, Name: "cdn.example.org", Token: true})
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		g, err := hosts.Gate(ctx, "CDN.example.org:443")
		return err == nil && g.Restricted()
	}, 10*time.Second, 5*time.Millisecond, "a change is seen soon")
	require.NoError(t, hosts.Remove(ctx, "cdn.example.org"))
	require.Eventually(t, func() bool {
		g, err := hosts.Gate(ctx, "cdn.example.org")
		return err == nil && !g.Restricted()
	}, 10*time.Second, 5*time.Millisecond)

	locked, err := New(db, Options{LockDefault: true})
	require.NoError(t, err)
	g, err := locked.Gate(ctx, "localhost")
	require.NoError(t, err)
	require.True(t, g.Restricted())
	require.NoError(t, db.Close())
	_, err = locked.Gate(ctx, "unknown.example.org")
	require.Error(t, err, "not knowing is not letting in")
}

func TestBadHosts(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Host)
		want   string
	}{
		"no name":           {func(h *Host) { h.Name = "" }, "name"},
		"a URL":             {func(h *Host) { h.Name = "https://cdn" }, "without a scheme"},
		"long label":        {func(h *Host) { h.Name = strings.Repeat("a", 64) }, "name"},
		"short secret":      {func(h *Host) { h.Secret = "12345" }, "6 to 32"},
		"long secret":       {func(h *Host) { h.Secret = strings.Repeat("x", 33) }, "6 to 32"},
		"spaced secret":     {func(h *Host) { h.Secret = "abc def" }, "6 to 32"},
		"referrer with URL": {func(h *Host) { h.Referrers.Items = []string{"https://x.org/a"} }, "*.example.org"},
		"star inside":       {func(h *Host) { h.Referrers.Items = []string{"a.*.org"} }, "*.example.org"},
		"country":           {func(h *Host) { h.Countries.Items = []string{"Italy"} }, "two-letter"},
		"network":           {func(h *Host) { h.Networks.Items = []string{"10.0.0.0/40"} }, "203.0.113.0/24"},
		"agent":             {func(h *Host) { h.Agents.Items = []string{"~["} }, "regular expression"},
		"long agent":        {func(h *Host) { h.Agents.Items = []string{strings.Repeat("x", 256)} }, "255"},
		"many":              {func(h *Host) { h.Agents.Items = make([]string, 1001) }, "1000"},
	} {
		h := Host{AccountID: 1, Name: "a"}
		c.change(&h)
		err := h.normalize()
		require.Equal(t, fault.Invalid, fault.KindOf(err), name)
		require.ErrorContains(t, err, c.want, name)
	}
}

func TestLists(t *testing.T) {
	type who struct{ address, referrer, agent, country string }
	list := func(allow bool, items ...string) List { return List{Allow: allow, Items: items} }
	for name, c := range map[string]struct {
		host Host
		in   []who
		out  []who
	}{
		"none": {Host{}, []who{{}, {address: "::1"}}, nil},
		"networks allowed": {
			Host{Networks: list(true, "203.0.113.0/24", "2001:db8::/32", "192.0.2.1")},
			[]who{{address: "203.0.113.200"}, {address: "2001:db8:1::1"}, {address: "192.0.2.1"}},
			[]who{{address: "203.0.114.1"}, {address: "2001:db9::1"}, {address: "192.0.2.2"}, {}},
		},
		"networks blocked": {
			Host{Networks: list(false, "203.0.113.0/24")},
			[]who{{address: "203.0.114.1"}, {}},
			[]who{{address: "203.0.113.1"}},
		},
		"referrers allowed": {
			Host{Referrers: list(true, "example.org", "*.example.net")},
			[]who{{referrer: "https://example.org/page?x"}, {referrer: "http://EXAMPLE.org:8080/"}, {referrer: "https://a.b.example.net"}},
			[]who{{}, {referrer: "https://www.example.org/"}, {referrer: "https://example.net/"}, {referrer: "https://badexample.net/"}, {referrer: "https://evil.org/example.org"}, {referrer: "example.org"}, {referrer: "https://example.org.evil.net/"}, {referrer: "https://example.org@evil.net/"}, {referrer: "https://.example.net/"}, {referrer: "%"}},
		},
		"referrers blocked": {
			Host{Referrers: list(false, "example.org")},
			[]who{{}, {referrer: "https://www.example.org/"}},
			[]who{{referrer: "https://example.org./"}},
		},
		"countries allowed": {
			Host{Countries: list(true, "it", "FR")},
			[]who{{country: "IT"}, {country: "FR"}},
			[]who{{country: "DE"}, {}},
		},
		"countries blocked": {
			Host{Countries: list(false, "IT")},
			[]who{{country: "DE"}, {}},
			[]who{{country: "IT"}},
		},
		"agents allowed": {
			Host{Agents: list(true, "Player/1.0", "~^Roku", "~*smart-?tv")},
			[]who{{agent: "Player/1.0"}, {agent: "Roku/DVP"}, {agent: "x SmartTV"}, {agent: "SMART-TV"}},
			[]who{{}, {agent: "Player/1.01"}, {agent: "roku"}, {agent: "~^Roku"}, {agent: "a Roku"}},
		},
		"no agent blocked": {
			Host{Agents: list(false, "", "curl")},
			[]who{{agent: "x"}, {agent: "curl/8"}},
			[]who{{}, {agent: "curl"}},
		},
		"all must agree": {
			Host{Networks: list(true, "10.0.0.0/8"), Countries: list(false, "IT")},
			[]who{{address: "10.0.0.1", country: "DE"}},
			[]who{{address: "10.0.0.1", country: "IT"}, {address: "11.0.0.1", country: "DE"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.host.AccountID, c.host.Name = 1, "a"
			require.NoError(t, c.host.normalize())
			g, err := newGate(c.host)
			require.NoError(t, err)
			require.Equal(t, c.out != nil, g.Restricted())
			admit := func(p who) error {
				v := &visitor.Visit{Path: "/videos/1_x/master.m3u8", Referrer: p.referrer, Agent: p.agent, Country: func() string { return p.country }}
				v.Address, _ = netip.ParseAddr(p.address)
				_, err := g.Enter("/videos/", v)
				return err
			}
			for _, p := range c.in {
				require.NoError(t, admit(p), p)
			}
			for _, p := range c.out {
				require.Equal(t, ErrRefused, admit(p), p)
			}
		})
	}
}
