package webhook

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/event"
	"kinora/internal/fault"
)

// fixture is a register with a clock of its own and two accounts.
type fixture struct {
	*Webhooks
	t           *testing.T
	at          time.Time
	mine, other int64
}

func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db)
		mine, _, err := accounts.Create(t.Context(), "mine", "mine@example.org")
		require.NoError(t, err)
		other, _, err := accounts.Create(t.Context(), "other", "other@example.org")
		require.NoError(t, err)
		f := &fixture{t: t, at: time.UnixMilli(1_800_000_000_000), mine: mine.ID, other: other.ID}
		f.Webhooks = NewAt(db, func() time.Time { return f.at })
		run(t, f)
	})
}

func (f *fixture) add(url string, events ...string) Endpoint {
	f.t.Helper()
	e, err := f.Add(f.t.Context(), Endpoint{AccountID: f.mine, URL: url, Events: events, Signed: true, Active: true})
	require.NoError(f.t, err)
	return e
}

// happen queues an event of an entity of an account.
func (f *fixture) happen(account int64, entity, kind string) {
	f.t.Helper()
	require.NoError(f.t, f.db.InTx(f.t.Context(), func(ctx context.Context, tx *database.Tx) error {
		return f.Queue(ctx, tx, []event.Event{{AccountID: account, Entity: entity, Type: kind, Payload: "{}", CreatedAt: f.at.UnixMilli()}})
	}))
}

// take claims the next delivery and returns it as "entity type".
func (f *fixture) take(id int64) (Delivery, string) {
	f.t.Helper()
	d, _, err := f.Take(f.t.Context(), id)
	if fault.KindOf(err) == fault.NotFound {
		return d, ""
	}
	require.NoError(f.t, err)
	return d, d.Entity + " " + d.Type
}

func (f *fixture) finish(d Delivery, failure string) {
	f.t.Helper()
	require.NoError(f.t, f.Finish(f.t.Context(), d, Outcome{Status: 200, Error: failure, Answer: []byte("a\x00\n")}))
}

func TestEndpoints(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		made := f.add(" https://example.com/hook?key=1 ", event.VideoDelete, event.Video, event.Video)
		require.Equal(t, "https://example.com/hook?key=1", made.URL)
		require.Equal(t, []string{event.Video, event.VideoDelete}, made.Events)
		require.Regexp(t, `^whsec_[A-Za-z0-9+/]{43}=$`, made.Secret)
		list, err := f.List(ctx, f.mine)
		require.NoError(t, err)
		require.Equal(t, []Endpoint{made}, list)
		list, err = f.List(ctx, f.other)
		require.NoError(t, err)
		require.Empty(t, list)

		off, name := false, "mine"
		changed, err := f.Change(ctx, f.mine, made.ID, Patch{Active: &off, Name: &name, Rotate: true})
		require.NoError(t, err)
		require.NotEqual(t, made.Secret, changed.Secret)
		require.Equal(t, []string{changed.Secret, made.Secret}, changed.Secrets(f.at.Add(RotationTime-time.Second)))
		require.Equal(t, []string{changed.Secret}, changed.Secrets(f.at.Add(RotationTime)))
		require.Equal(t, made.URL, changed.URL)

		_, err = f.Change(ctx, f.other, made.ID, Patch{Active: &off})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		require.Equal(t, fault.NotFound, fault.KindOf(f.Remove(ctx, f.other, made.ID)))
		_, err = f.Get(ctx, f.other, made.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		require.NoError(t, f.Remove(ctx, f.mine, made.ID))
		require.Equal(t, fault.NotFound, fault.KindOf(f.Remove(ctx, f.mine, made.ID)))
	})
}

func TestWrongEndpoints(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		for _, bad := range []Endpoint{
			{},
			{URL: "example.com/hook"},
			{URL: "ftp://example.com"},
			{URL: "https://"},
			{URL: "https://example.com/#part"},
			{URL: "https://example.com/" + strings.Repeat("a", maxURL)},
			{URL: "https://example.com", Name: strings.Repeat("n", 256)},
			{URL: "https://example.com", Events: []string{"birthday"}},
		} {
			bad.AccountID = f.mine
			_, err := f.Add(t.Context(), bad)
			require.Equal(t, fault.Invalid, fault.KindOf(err), "%+v", bad)
		}
		for i := range MaxEndpoints {
			f.add(fmt.Sprint("https://example.com/", i))
		}
		_, err := f.Add(t.Context(), Endpoint{AccountID: f.mine, URL: "https://example.com/"})
		require.ErrorContains(t, err, "at most 20")
		_, err = f.Add(t.Context(), Endpoint{AccountID: 99, URL: "https://example.com/"})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestWhoIsTold(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		all, some := f.add("https://example.com/all"), f.add("https://example.com/some", event.VideoDelete)
		off, no := f.add("https://example.com/off"), false
		_, err := f.Change(t.Context(), f.mine, off.ID, Patch{Active: &no})
		require.NoError(t, err)
		f.happen(f.mine, "video:1", event.Video)
		f.happen(f.mine, "video:2", event.VideoDelete)
		f.happen(f.mine, "video:2", "subtitle") // which no message tells of
		f.happen(f.other, "video:3", event.Video)
		for id, want := range map[int64]int{all.ID: 2, some.ID: 1, off.ID: 0} {
			list, err := f.Deliveries(t.Context(), f.mine, id, 0, 10)
			require.NoError(t, err)
			require.Len(t, list, want)
		}
		due, err := f.Due(t.Context(), 10)
		require.NoError(t, err)
		require.ElementsMatch(t, []Due{{all.ID, f.mine, 2}, {some.ID, f.mine, 1}}, due)
		due, err = f.Due(t.Context(), 1)
		require.NoError(t, err)
		require.ElementsMatch(t, []Due{{all.ID, f.mine, 1}, {some.ID, f.mine, 1}}, due)
	})
}

// TestOff switches a webhook off, and on again.
func TestOff(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		id := f.add("https://example.com/").ID
		f.happen(f.mine, "video:1", event.Video)
		off, on := false, true
		_, err := f.Change(t.Context(), f.mine, id, Patch{Active: &off})
		require.NoError(t, err)
		f.happen(f.mine, "video:2", event.Video)
		due, err := f.Due(t.Context(), 10)
		require.NoError(t, err)
		require.Empty(t, due)
		_, what := f.take(id)
		require.Empty(t, what)
		n, _, err := f.Waiting(t.Context())
		require.NoError(t, err)
		require.Zero(t, n)
		_, err = f.TryOut(t.Context(), f.mine, id)
		require.ErrorContains(t, err, "the webhook is off")
		_, err = f.Change(t.Context(), f.mine, id, Patch{Active: &on})
		require.NoError(t, err)
		_, what = f.take(id)
		require.Equal(t, "video:1 video", what)
		_, what = f.take(id)
		require.Empty(t, what, "nothing is kept of what happened meanwhile")
	})
}

// TestBounds fills a webhook, and its log.
func TestBounds(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		f.maxWaiting, f.maxLog = 3, 2
		id := f.add("https://example.com/").ID
		for range 5 {
			f.happen(f.mine, "video:1", event.Video)
		}
		states := func() (list []string) {
			rows, err := f.Deliveries(t.Context(), f.mine, id, 0, 10)
			require.NoError(t, err)
			for _, d := range rows {
				list = append(list, d.State)
			}
			return list
		}
		require.Equal(t, []string{Parked, Parked, Pending, Pending, Pending}, states())
		_, err := f.TryOut(t.Context(), f.mine, id)
		require.ErrorContains(t, err, "waiting to be sent")
		rows, err := f.Deliveries(t.Context(), f.mine, id, 0, 1)
		require.NoError(t, err)
		require.Equal(t, tooMany, rows[0].Error)
		_, err = f.Replay(t.Context(), f.mine, id, rows[0].ID)
		require.ErrorContains(t, err, "waiting to be sent")

		first, _ := f.take(id)
		f.finish(first, "")
		f.happen(f.mine, "video:1", event.Video)
		require.Equal(t, []string{Pending, Parked, Parked, Pending, Pending, Delivered}, states())
		require.NoError(t, f.Prune(t.Context(), f.at.Add(-time.Hour)))
		require.Equal(t, []string{Pending, Parked, Parked, Pending, Pending}, states(), "the oldest that ended goes")
	})
}

func TestOrderOfAnEntity(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		id := f.add("https://example.com/").ID
		f.happen(f.mine, "video:1", "video")
		f.happen(f.mine, "video:1", "video_delete")
		f.happen(f.mine, "video:2", "video")
		f.at = f.at.Add(time.Minute)
		n, oldest, err := f.Waiting(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 3, n)
		require.Equal(t, time.Minute, oldest)
		first, what := f.take(id)
		require.Equal(t, "video:1 video", what)
		second, what := f.take(id)
		require.Equal(t, "video:2 video", what, "the next of video 1 has to wait")
		_, what = f.take(id)
		require.Empty(t, what)
		f.finish(second, "")
		f.finish(first, "no")
		_, what = f.take(id)
		require.Empty(t, what, "until it is due again")
		f.at = f.at.Add(pauses[0])
		again, what := f.take(id)
		require.Equal(t, "video:1 video", what)
		require.Equal(t, first.Message, again.Message)
		f.finish(again, "")
		_, what = f.take(id)
		require.Equal(t, "video:1 video_delete", what)
		e, err := f.Get(t.Context(), f.mine, id)
		require.NoError(t, err)
		require.Zero(t, e.Failing)
	})
}

func TestGivesUp(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		id, began := f.add("https://example.com/").ID, f.at
		f.happen(f.mine, "video:1", "video")
		f.happen(f.mine, "video:1", "video_delete")
		attempts := 0
		for {
			d, what := f.take(id)
			if what == "video:1 video_delete" {
				break
			}
			if what == "" {
				f.at = f.at.Add(time.Second)
				continue
			}
			attempts++
			f.finish(d, "no\x00\xff")
			f.at = f.at.Add(pauses[min(attempts, len(pauses))-1])
		}
		require.Less(t, f.at.Sub(began), GiveUp+time.Hour)
		require.Equal(t, 5+1+71, attempts)
		e, err := f.Get(t.Context(), f.mine, id)
		require.NoError(t, err)
		require.Equal(t, began.UnixMilli(), e.Failing)
		list, err := f.Deliveries(t.Context(), f.mine, id, 0, 10)
		require.NoError(t, err)
		require.Equal(t, Parked, list[1].State)
		require.Equal(t, "no..", list[1].Error)
		require.Equal(t, "a.\n", list[1].Answer)

		again, err := f.Replay(t.Context(), f.mine, id, list[1].ID)
		require.NoError(t, err)
		require.Equal(t, list[1].Message, again.Message)
		require.Nil(t, again.DueAt, "the deletion is still to be sent")
		_, err = f.Replay(t.Context(), f.mine, id, again.ID)
		require.ErrorContains(t, err, "still to be sent")
		_, err = f.Replay(t.Context(), f.other, id, list[1].ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

// TestSenderDies takes a delivery and is not heard of again.
func TestSenderDies(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		id := f.add("https://example.com/").ID
		f.happen(f.mine, "video:1", "video")
		lost, _ := f.take(id)
		f.at = f.at.Add(ClaimTime)
		again, what := f.take(id)
		require.Equal(t, "video:1 video", what)
		f.finish(lost, "") // too late
		list, err := f.Deliveries(t.Context(), f.mine, id, 0, 10)
		require.NoError(t, err)
		require.Equal(t, Pending, list[0].State)
		f.finish(again, "")
		list, err = f.Deliveries(t.Context(), f.mine, id, 0, 10)
		require.NoError(t, err)
		require.Equal(t, Delivered, list[0].State)
		require.EqualValues(t, 1, list[0].Attempts)
		require.NoError(t, f.Prune(t.Context(), f.at.Add(time.Second)))
		list, err = f.Deliveries(t.Context(), f.mine, id, 0, 10)
		require.NoError(t, err)
		require.Empty(t, list)
	})
}

func TestTryOut(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		id := f.add("https://example.com/", event.VideoDelete).ID
		_, err := f.TryOut(t.Context(), f.other, id)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.TryOut(t.Context(), f.mine, id)
		require.NoError(t, err)
		_, what := f.take(id)
		require.Equal(t, "test test", what)
	})
}

// TestSign is held to openssl: printf 'msg_1.1700000000.{}' | openssl dgst
// -sha256 -mac HMAC -macopt hexkey:6b6579 -binary | base64.
func TestSign(t *testing.T) {
	require.Equal(t, "v1,XaXLFEFQ69Q4+demDWPEv5ydXczDW2mM5crCUEFcFBA=", Sign([]string{"whsec_a2V5"}, "msg_1", 1700000000, []byte("{}")))
}
