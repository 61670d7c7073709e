package stats

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/serve"
	"kinora/internal/visitor"
)

// station is a meter with a clock of its own.
type station struct {
	*Deliveries
	t  *testing.T
	s  *Stats
	at time.Time
}

func newStation(t *testing.T, db *database.DB) *station {
	st := &station{t: t, at: time.Date(2026, 5, 1, 23, 58, 30, 0, time.UTC)}
	st.s = NewAt(db, func() time.Time { return st.at })
	st.Deliveries = st.meter()
	return st
}

func (st *station) meter() *Deliveries {
	return NewDeliveries(st.s, []byte("secret"), slog.New(slog.NewTextHandler(st.t.Output(), nil)))
}

func visit(viewer int) *visitor.Visit {
	return &visitor.Visit{Address: netip.AddrFrom4([4]byte{192, 0, byte(viewer >> 8), byte(viewer)}), Agent: firefox}
}

// segment is 4 s of a video of account 1.
func segment(video int64, viewer int) *serve.Record {
	return &serve.Record{
		Account: 1, Entity: serve.Entity{Type: serve.VideoEntity, ID: video}, Kind: serve.Video, Media: 4 * time.Second, Bytes: 1000,
		Status: 200, Viewer: visit(viewer),
	}
}

func eachStation(t *testing.T, run func(t *testing.T, st *station)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) { run(t, newStation(t, db)) })
}

func (st *station) total(q Sent) Point {
	st.t.Helper()
	if q.Account == 0 {
		q.Account = 1
	}
	p, err := st.s.Total(st.t.Context(), q)
	require.NoError(st.t, err)
	return p
}

// TestDeliveries counts media once, viewers by address and program, and nothing
// that was refused, empty or of no entity.
func TestDeliveries(t *testing.T) {
	eachStation(t, func(t *testing.T, st *station) {
		ctx := t.Context()
		for range 15 {
			st.Answered(segment(7, 1))
		}
		st.Answered(segment(7, 2))
		st.Answered(segment(8, 2))
		other := segment(7, 1)
		other.Viewer.Agent = iphone
		st.Answered(other)
		sound := segment(7, 1)
		sound.Kind, sound.Beside = serve.Audio, true
		st.Answered(sound)
		manifest := segment(7, 9)
		manifest.Kind, manifest.Media = serve.Manifest, 0
		st.Answered(manifest)
		refused, empty, nothing := segment(7, 10), segment(7, 11), segment(7, 12)
		refused.Status, empty.Bytes, nothing.Entity = 403, 0, serve.Entity{}
		st.Answered(refused)
		st.Answered(empty)
		st.Answered(nothing)
		list := segment(5, 3)
		list.Entity.Type, list.Kind, list.Media = serve.PlaylistEntity, serve.Manifest, 0
		st.Answered(list)
		st.write(ctx)

		day := Sent{From: st.at.Add(-time.Hour), To: st.at}
		require.Equal(t, Point{day.From.Unix(), 72 * time.Second, 4, 21_000}, st.total(day))
		day.Kinds = []string{Video}
		require.Equal(t, Point{day.From.Unix(), 72 * time.Second, 3, 20_000}, st.total(day))
		day.Entities = []int64{7}
		require.Equal(t, Point{day.From.Unix(), 68 * time.Second, 3, 19_000}, st.total(day))
		day.Entities = make([]int64, 0, 2*asked+1)
		for id := range int64(2*asked + 1) {
			day.Entities = append(day.Entities, id+7)
		}
		require.Equal(t, Point{day.From.Unix(), 72 * time.Second, 3, 20_000}, st.total(day), "of many")
		day.Entities = []int64{}
		require.Equal(t, Point{At: day.From.Unix()}, st.total(day), "of no entity")
		require.Zero(t, st.total(Sent{Account: 2, From: day.From, To: day.To}).Viewers, "of another account")

		views, err := st.s.Counts(ctx, Video, 7, 8, 9)
		require.NoError(t, err)
		require.Equal(t, map[int64]Views{7: {0, 3}, 8: {0, 1}}, views)
		st.Answered(segment(7, 1))
		st.at = st.at.Add(2 * time.Minute) // the next day
		st.Answered(segment(7, 1))
		st.write(ctx)
		views, err = st.s.Counts(ctx, Video, 7)
		require.NoError(t, err)
		require.Equal(t, Views{0, 4}, views[7], "once a day")
	})
}

// TestDeliveriesOnce has batches that were written although the writer was told
// otherwise, and several processes.
func TestDeliveriesOnce(t *testing.T) {
	eachStation(t, func(t *testing.T, st *station) {
		ctx, day := t.Context(), Sent{From: st.at.Add(-time.Hour), To: st.at}
		st.Answered(segment(7, 1))
		st.collect()
		written := st.batches[0]
		require.NoError(t, st.s.deliver(ctx, st.writer, written))
		st.Answered(segment(7, 2))
		st.write(ctx) // both, the first again
		require.Empty(t, st.batches)
		require.Equal(t, 8*time.Second, st.total(day).Media)
		require.NoError(t, st.s.deliver(ctx, st.writer, written))
		require.Equal(t, 8*time.Second, st.total(day).Media)

		gone, cancel := context.WithCancel(ctx)
		cancel()
		st.Answered(segment(7, 3))
		st.write(gone)
		require.Len(t, st.batches, 1, "kept")

		var meters sync.WaitGroup
		for range 4 {
			d := st.meter()
			meters.Go(func() {
				for viewer := range 50 {
					d.Answered(segment(7, viewer))
					d.Answered(segment(int64(100+viewer), viewer))
					d.write(ctx)
				}
			})
		}
		meters.Wait()
		require.Equal(t, Point{day.From.Unix(), (2 + 4*100) * 4 * time.Second, 50, (2 + 4*100) * 1000}, st.total(day))
	})
}

// TestDeliveriesAddUp compares series of any step, before and after minutes
// became hours, with a count by hand.
func TestDeliveriesAddUp(t *testing.T) {
	eachStation(t, func(t *testing.T, st *station) {
		ctx, random := t.Context(), rand.New(rand.NewPCG(3, 4))
		type told struct {
			at     int64
			viewer int
			video  int64
		}
		var all []told
		begin := st.at
		for range 60 {
			st.at = begin.Add(time.Duration(random.IntN(5*86400)) * time.Second)
			for range 10 {
				one := told{st.at.Unix(), random.IntN(40), int64(1 + random.IntN(3))}
				all = append(all, one)
				st.Answered(segment(one.video, one.viewer))
			}
			st.write(ctx)
		}
		st.at = begin.Add(6 * 24 * time.Hour)
		check := func(from, to time.Time, step time.Duration, entities ...int64) {
			t.Helper()
			q := Sent{Account: 1, Kinds: []string{Video}, Entities: entities, From: from, To: to}
			points, err := st.s.Series(ctx, q, step)
			require.NoError(t, err)
			media, viewers := map[int64]time.Duration{}, map[int64]map[int]bool{}
			inAll := map[int]bool{}
			for _, one := range all {
				if one.at < from.Unix() || one.at > to.Unix() || len(entities) > 0 && one.video != entities[0] {
					continue
				}
				at := bucketStart(one.at, step)
				if viewers[at] == nil {
					viewers[at] = map[int]bool{}
				}
				viewers[at][one.viewer], inAll[one.viewer] = true, true
				media[at] += 4 * time.Second
			}
			sum := time.Duration(0)
			for _, p := range points {
				require.Equal(t, fmt.Sprint(media[p.At], len(viewers[p.At])), fmt.Sprint(p.Media, p.Viewers), time.Unix(p.At, 0).UTC())
				sum += p.Media
			}
			total := st.total(q)
			require.Equal(t, sum, total.Media)
			require.EqualValues(t, len(inAll), total.Viewers)
		}
		midnight := begin.Truncate(Day)
		for _, entities := range [][]int64{nil, {2}} {
			for _, step := range []time.Duration{5 * Minute, Hour, Day, Month} {
				check(midnight, midnight.Add(7*Day-time.Second), step, entities...)
				check(midnight.Add(30*time.Hour), midnight.Add(99*time.Hour-time.Second), step, entities...)
				check(midnight.Add(30*time.Hour), midnight.Add(33*time.Hour-time.Second), step, entities...)
			}
		}
		st.at = begin.Add(FineFor + 3*Day)
		require.NoError(t, st.s.Condense(ctx))
		for _, step := range []time.Duration{Hour, Day, Month} {
			check(midnight, midnight.Add(7*Day-time.Second), step)
			check(midnight.Add(30*time.Hour), midnight.Add(99*time.Hour-time.Second), step, 3)
		}
		var minutes int
		require.NoError(t, st.s.db.R.NewRaw("SELECT COUNT(*) FROM deliveries WHERE span = 60 AND start < ?", st.at.Add(-FineFor).Unix()/perHour*perHour).Scan(ctx, &minutes))
		require.Zero(t, minutes)
		before := st.total(Sent{From: begin, To: st.at})
		require.NoError(t, st.s.Condense(ctx))
		require.Equal(t, before, st.total(Sent{From: begin, To: st.at}))
	})
}

// TestDeliveriesForgotten keeps what was sent of a deleted video in the whole.
func TestDeliveriesForgotten(t *testing.T) {
	eachStation(t, func(t *testing.T, st *station) {
		ctx, day := t.Context(), Sent{From: st.at.Add(-time.Hour), To: st.at, Kinds: []string{Video}}
		st.Answered(segment(7, 1))
		st.write(ctx)
		require.NoError(t, st.s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error { return ForgetTx(ctx, tx, 1, Video, 7) }))
		require.NoError(t, st.s.Prune(ctx, st.at.Add(-Day)))
		require.Equal(t, 4*time.Second, st.total(day).Media)
		day.Entities = []int64{7}
		require.Zero(t, st.total(day).Media)
		require.NoError(t, st.s.Prune(ctx, st.at.Add(Day)))
		day.Entities = nil
		require.Zero(t, st.total(day).Media, "too old")
	})
}

// TestDeliveriesAreBounded tells of more than may be held.
func TestDeliveriesAreBounded(t *testing.T) {
	st := newStation(t, nil)
	st.held.Store(maxHeld - 1)
	st.Answered(segment(1, 1))
	st.Answered(segment(2, 1))
	st.Answered(segment(1, 2))
	require.EqualValues(t, maxHeld, st.held.Load())
	require.EqualValues(t, 1, st.dropped.Load(), "another entity")
}

func TestSeriesIsBounded(t *testing.T) {
	eachStation(t, func(t *testing.T, st *station) {
		_, err := st.s.Series(t.Context(), Sent{Account: 1, From: st.at.AddDate(-1, 0, 0), To: st.at}, Minute)
		require.ErrorContains(t, err, "too fine")
	})
}

// BenchmarkAnswered is what an answer costs, with many viewers of 100 videos.
func BenchmarkAnswered(b *testing.B) {
	d := NewDeliveries(New(nil), []byte("secret"), slog.Default())
	records := make([]*serve.Record, 10_000)
	for i := range records {
		records[i] = segment(int64(i%100), i)
	}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			d.Answered(records[i%len(records)])
		}
	})
}
