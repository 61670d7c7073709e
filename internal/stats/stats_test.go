package stats

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/visitor"
)

const (
	firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	iphone  = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
	robot   = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
)

// fixture is a collector with a clock of its own; account 1 has videos 1 to 99,
// account 2 the others.
type fixture struct {
	*Collector
	t  *testing.T
	s  *Stats
	at time.Time
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) { run(t, newFixture(t, db)) })
}

func newFixture(t *testing.T, db *database.DB) *fixture {
	f := &fixture{t: t, at: time.Date(2026, 5, 1, 23, 59, 50, 0, time.UTC)}
	f.s = NewAt(db, func() time.Time { return f.at })
	f.Collector = f.collector()
	return f
}

func (f *fixture) collector() *Collector {
	return NewCollector(Options{
		Stats: f.s, Secret: []byte("secret"), Addresses: ShortAddress, Proxies: &visitor.Proxies{}, Countries: &visitor.Countries{},
		Owns: func(_ context.Context, kind string, ids []int64) (map[int64]Owned, error) {
			owns := map[int64]Owned{}
			for _, id := range ids {
				if kind == Video {
					owns[id] = Owned{Account: 1 + min(id/100, 1), Length: time.Minute}
				}
			}
			return owns, nil
		},
		Log: slog.New(slog.NewTextHandler(f.t.Output(), nil)),
	})
}

// tell posts a beacon from an address.
func (f *fixture) tell(agent, from, body string) {
	f.t.Helper()
	r := httptest.NewRequest("POST", "/stats", strings.NewReader(body))
	r.RemoteAddr = from + ":1234"
	r.Header.Set("User-Agent", agent)
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	require.Equal(f.t, 204, w.Code)
}

func session(n int) string { return fmt.Sprintf("session-%010d", n) }

func body(id int64, n int, event string, more ...string) string {
	account := 1 + min(id/100, 1)
	return fmt.Sprintf(`{"v":1,"type":"vod","id":%d,"client_id":%d,"event":"%s","session":"%s"%s}`, id, account, event, session(n), strings.Join(more, ""))
}

func (f *fixture) report(q Question) (lines []string) {
	f.t.Helper()
	q.Account, q.From, q.To = 1, time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC)
	rows, err := f.s.Report(f.t.Context(), q)
	require.NoError(f.t, err)
	for i := range rows {
		r := &rows[i]
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprint(r.N, " ", r.Kind, " ", r.Browser, " ", r.OS, " ", r.Platform, " ", r.Host, " ", r.Page, " ", r.IP)), " "))
	}
	return lines
}

func TestReports(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		page := `,"ref":"https://shop.example.com/item?token=hush#x"`
		f.tell(firefox, "192.0.2.7", body(5, 1, Init, page))
		f.write(t.Context())
		f.at = f.at.Add(5 * time.Second)
		f.tell(firefox, "192.0.2.7", body(5, 1, Start, page))
		f.at = f.at.Add(10 * time.Second) // the next day
		f.tell(firefox, "192.0.2.7", body(5, 1, Watch, page, `,"sec":[0,6]`))
		f.tell(firefox, "192.0.2.7", body(5, 1, Watch, page, `,"sec":[0,6]`)) // again
		f.tell(firefox, "192.0.2.7", body(6, 2, Watch))
		f.tell(iphone, "192.0.2.8", body(5, 3, Watch, `,"sec":[20,31]`))
		f.tell(iphone, "192.0.2.8", body(5, 4, Init))
		f.tell(robot, "192.0.2.9", body(5, 5, Watch))
		f.tell("", "192.0.2.9", body(5, 6, Watch))
		f.tell(firefox, "192.0.2.9", body(100, 7, Watch)) // another account's
		f.tell(firefox, "192.0.2.9", strings.Replace(body(100, 8, Watch), `"client_id":2`, `"client_id":1`, 1))
		f.write(t.Context())
		f.write(t.Context())

		require.Equal(t, []string{"3 vod"}, f.report(Question{Groups: []string{ByKind}}))
		require.Equal(t, []string{"4 vod"}, f.report(Question{Event: Init, Groups: []string{ByKind}}))
		require.Equal(t, []string{"2"}, f.report(Question{Unique: true}))
		require.Equal(t, []string{"2 Firefox Linux desktop", "1 Safari iOS mobile"}, f.report(Question{Groups: []string{ByBrowser, ByOS, ByPlatform}}))
		require.Equal(t, []string{"1 shop.example.com https://shop.example.com/item"}, f.report(Question{Groups: []string{ByHost, ByPage}, Host: "shop.example.com"}))
		require.Equal(t, []string{"3 192.0.2.0"}, f.report(Question{Groups: []string{ByIP}}))
		require.Equal(t, []string{"1"}, f.report(Question{Entity: 6}))
		require.Empty(t, f.report(Question{Kind: Playlist}))
		rows, err := f.s.Report(t.Context(), Question{Account: 1, From: f.at.Add(-time.Hour), To: f.at, Groups: []string{ByDate, ByEvent}})
		require.NoError(t, err)
		got := []string{}
		for _, r := range rows {
			got = append(got, fmt.Sprint(r.Date(), " ", r.Event, " ", r.N))
		}
		require.Equal(t, []string{"2026-05-01 init 1", "2026-05-02 init 3", "2026-05-01 start 1", "2026-05-02 start 2", "2026-05-02 watch 3"}, got)

		heat, err := f.s.Heat(t.Context(), Question{Account: 1, Kind: Video, Entity: 5, From: f.at.Add(-time.Hour), To: f.at})
		require.NoError(t, err)
		require.Equal(t, []int64{1, 0, 0, 0, 1, 1}, heat)
		counts, err := f.s.Counts(t.Context(), Video, 5, 6, 7)
		require.NoError(t, err)
		require.Equal(t, map[int64]Views{5: {Player: 2}, 6: {Player: 1}}, counts)

		require.NoError(t, f.s.Prune(t.Context(), f.at.Add(time.Second)))
		require.Empty(t, f.report(Question{}))
		counts, err = f.s.Counts(t.Context(), Video, 5)
		require.NoError(t, err)
		require.Equal(t, map[int64]Views{5: {Player: 2}}, counts)
	})
}

// TestSeveralServersToldTheSame has each of three servers told of the same plays,
// in orders of their own: nothing is counted twice.
func TestSeveralServersToldTheSame(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		const plays = 40
		var group errgroup.Group
		for server := range uint64(3) {
			c := &fixture{Collector: f.collector(), t: t, s: f.s}
			random := rand.New(rand.NewPCG(server, 1))
			group.Go(func() error {
				for range 4 {
					for _, n := range random.Perm(plays) {
						for _, event := range []string{Init, Start, Watch} {
							c.tell(firefox, fmt.Sprint("192.0.2.", n), body(int64(1+n%3), n, event))
						}
					}
					c.write(t.Context())
				}
				return nil
			})
		}
		require.NoError(t, group.Wait())
		require.Equal(t, []string{"40"}, f.report(Question{}))
		require.Equal(t, []string{"40"}, f.report(Question{Unique: true}))
		counts, err := f.s.Counts(t.Context(), Video, 1, 2, 3)
		require.NoError(t, err)
		require.Equal(t, map[int64]Views{1: {Player: 14}, 2: {Player: 13}, 3: {Player: 13}}, counts)
	})
}

// TestWhatCannotBeWrittenStays loses the database for a while, and stops.
func TestWhatCannotBeWrittenStays(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.tell(firefox, "192.0.2.7", body(5, 1, Init))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	f.write(gone)
	f.tell(firefox, "192.0.2.7", body(5, 1, Watch))
	require.Empty(t, f.report(Question{}))
	require.NoError(t, f.Run(gone)) // writes what is left
	require.Equal(t, []string{"1"}, f.report(Question{}))
}

func TestFloodFromOneAddress(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	for n := range 10_000 {
		f.tell(firefox, "192.0.2.7", body(5, n, Watch))
	}
	f.tell(firefox, "192.0.2.8", body(5, 10_000, Watch))
	f.write(t.Context())
	require.Equal(t, []string{fmt.Sprint(perAddress + 1)}, f.report(Question{}))
}

// TestManyFromOneAddress has an office that watches at once, for minutes: what
// has begun goes on being counted, in any minute.
func TestManyFromOneAddress(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	for _, event := range []string{Init, Start, Watch} {
		for n := range perAddress {
			f.tell(firefox, "192.0.2.7", body(5, n, event))
		}
		f.write(t.Context())
	}
	require.Equal(t, []string{fmt.Sprint(perAddress)}, f.report(Question{}))
}

// TestFloodFromOneNetwork takes another address of the same home each time.
func TestFloodFromOneNetwork(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	for n := range 2 * perAddress {
		f.tell(firefox, fmt.Sprintf("[2001:db8:1:2::%x]", n), body(5, n, Watch))
	}
	f.tell(firefox, "[2001:db8:1:3::1]", body(5, 10_000, Watch))
	f.write(t.Context())
	require.Equal(t, []string{fmt.Sprint(perAddress + 1)}, f.report(Question{}))
}

// TestPendingIsBounded tells more than may be held, while nothing is written.
func TestPendingIsBounded(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	page := strings.Repeat("a", 900)
	for n := range 2 * maxPending / 4500 {
		p := &Play{AccountID: 1, Kind: Video, Entity: 5, Session: session(n), Page: page, Watched: bucketsOf(0, 86400)}
		f.mu.Lock()
		f.hold(p)
		f.mu.Unlock()
	}
	require.InDelta(t, maxPending, f.held, 5000)
	sum := 0
	for _, p := range f.pending {
		sum += p.size()
	}
	require.Equal(t, sum, f.held)
	f.pending = map[key]*Play{}
	f.write(t.Context())
	require.Zero(t, f.held)
}

// TestWatchedEndsWithTheFilm tells of a day of a film of a minute.
func TestWatchedEndsWithTheFilm(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.tell(firefox, "192.0.2.7", body(5, 1, Watch, `,"sec":[0,86400]`))
	f.write(t.Context())
	heat, err := f.s.Heat(t.Context(), Question{Account: 1, Kind: Video, Entity: 5, From: f.at.Add(-time.Hour), To: f.at.Add(time.Hour)})
	require.NoError(t, err)
	require.Len(t, heat, 12)
	require.Equal(t, bucketsOf(0, 20), until(bucketsOf(0, 20), time.Minute))
	require.Equal(t, bucketsOf(0, 20), until(bucketsOf(0, 20), 0), "of unknown length")
	require.Equal(t, bucketsOf(0, 15), until(bucketsOf(0, 20), 14*time.Second))
}

// TestLateBeacons tells of a play that began more than a day ago.
func TestLateBeacons(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.tell(firefox, "192.0.2.7", body(5, 1, Init))
	f.write(t.Context())
	f.at = f.at.Add(lasts + time.Second)
	f.tell(firefox, "192.0.2.7", body(5, 1, Watch))
	f.write(t.Context())
	require.Empty(t, f.report(Question{}))
}

func TestWrongBeacons(t *testing.T) {
	for _, text := range []string{
		"", "null", "[]", `{"v":1}`, `{"v":2,"type":"vod","id":5,"client_id":1,"event":"init","session":"0123456789abcdef"}`,
		`{"v":1,"type":"vod","id":-5,"client_id":1,"event":"init","session":"0123456789abcdef"}`,
		`{"v":1,"type":"vod","id":5,"client_id":0,"event":"init","session":"0123456789abcdef"}`,
		`{"v":1,"type":"live","id":5,"client_id":1,"event":"init","session":"0123456789abcdef"}`,
		`{"v":1,"type":"vod","id":5,"client_id":1,"event":"end","session":"0123456789abcdef"}`,
		`{"v":1,"type":"vod","id":5,"client_id":1,"event":"","session":"0123456789abcdef"}`,
		`{"v":1,"type":"vod","id":5,"client_id":1,"event":"init","session":"short"}`,
		`{"v":1,"type":"vod","id":5,"client_id":1,"event":"init","session":"0123456789abcdef'"}`,
		`{"v":1,"type":"vod","id":99999999999999999999,"client_id":1,"event":"init","session":"0123456789abcdef"}`,
	} {
		_, ok := parse([]byte(text))
		require.False(t, ok, text)
	}
}

func TestBuckets(t *testing.T) {
	set := func(from, to float64) []byte { return bitsOf(bucketsOf(from, to)) }
	require.Empty(t, set(0, 2))
	require.Equal(t, []byte{0b1}, set(0, 2.5))
	require.Equal(t, []byte{0b110}, set(4, 16))
	require.Empty(t, set(10, 5))
	require.Empty(t, set(1e300, 1e301))
	require.Len(t, set(-5, 1e300), maxBuckets/8)
	require.Empty(t, set(-1e300, -5))
	both := union(bucketsOf(0, 32.4), bucketsOf(32.4, 60))
	require.Equal(t, []byte{0xff, 0xf}, bitsOf(both), "each belongs to one of two spans that meet")
}

func FuzzBeacon(f *testing.F) {
	f.Add([]byte(body(5, 1, Watch, `,"ref":"https://example.com/","sec":[0,5]`)))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, ok := parse(text)
		if !ok {
			return
		}
		host, page := pageOf(b.Page)
		require.LessOrEqual(t, len(host), maxText)
		require.LessOrEqual(t, len(page), maxPage)
		if b.Seconds != nil {
			require.LessOrEqual(t, len(bitsOf(bucketsOf(b.Seconds[0], b.Seconds[1]))), maxBuckets/8)
		}
	})
}
