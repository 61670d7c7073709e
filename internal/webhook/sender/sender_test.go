package sender

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/webhook"
)

// fixture is what senders work with, on a clock that can be put forward.
type fixture struct {
	*webhook.Webhooks
	t       *testing.T
	db      *database.DB
	account int64
	ahead   atomic.Int64 // by which the clock is put forward, ns
	o       Options
}

// each is for what hangs on the database; what receivers see does not.
func each(t *testing.T, run func(t *testing.T, f *fixture)) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		f := newFixture(t, db)
		f.start()
		run(t, f)
	})
}

func newFixture(t *testing.T, db *database.DB) *fixture {
	mine, _, err := account.New(db).Create(t.Context(), "mine", "mine@example.org")
	require.NoError(t, err)
	f := &fixture{t: t, db: db, account: mine.ID}
	f.Webhooks = webhook.NewAt(db, func() time.Time { return time.Now().Add(time.Duration(f.ahead.Load())) })
	f.o = Options{
		Webhooks: f.Webhooks, Events: event.NewLog(db), Addresses: catalog.NewAddresses("https://video.example.com", "", "", ""),
		Policy: egress.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}, Agent: "kinora",
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	_, err = f.o.Events.Read(t.Context(), reader, 1, f.Queue) // what happens from now on
	require.NoError(t, err)
	return f
}

// start runs a sender until the test ends.
func (f *fixture) start() {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(f.o).Run(ctx) }()
	f.t.Cleanup(func() {
		stop()
		require.NoError(f.t, <-ended)
	})
}

func (f *fixture) add(url string) webhook.Endpoint {
	f.t.Helper()
	e, err := f.Add(f.t.Context(), webhook.Endpoint{AccountID: f.account, URL: url, Signed: true, Active: true})
	require.NoError(f.t, err)
	return e
}

// happen records an event of a video, as its change would.
func (f *fixture) happen(video int64, status string) {
	f.t.Helper()
	require.NoError(f.t, f.db.InTx(f.t.Context(), func(ctx context.Context, tx *database.Tx) error {
		payload := event.VideoPayload{
			ID: video, Slug: "Ab3d", Name: "Harbour", Status: status,
			Renditions: []event.RenditionPayload{{Name: "vod360p", Status: "complete", File: "a.mp4"}},
		}
		e, err := event.New(f.account, address.Subject(video), event.Video, payload, time.Now())
		if err != nil {
			return err
		}
		return event.Record(ctx, tx, e)
	}))
}

// outcome waits until the newest delivery to a webhook has been tried.
func (f *fixture) outcome(id int64) (d webhook.Delivery) {
	f.t.Helper()
	require.Eventually(f.t, func() bool {
		list, err := f.Deliveries(f.t.Context(), f.account, id, 0, 1)
		require.NoError(f.t, err)
		if len(list) > 0 {
			d = list[0]
		}
		return d.Attempts > 0
	}, 30*time.Second, 20*time.Millisecond)
	return d
}

// receiver notes what is posted to it.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	got      []string // "5 ready"
	messages []string
	requests chan *http.Request
	bodies   chan []byte
	answer   func(w http.ResponseWriter, r *http.Request)
}

func newReceiver(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) *receiver {
	v := &receiver{requests: make(chan *http.Request, 1000), bodies: make(chan []byte, 1000), answer: answer}
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var e struct{ Message struct{ Video video } }
		_ = json.Unmarshal(body, &e)
		v.mu.Lock()
		v.got = append(v.got, fmt.Sprint(e.Message.Video.ID, " ", e.Message.Video.Status))
		v.messages = append(v.messages, r.Header.Get("webhook-id"))
		v.mu.Unlock()
		v.requests <- r
		v.bodies <- body
		if v.answer != nil {
			v.answer(w, r)
		}
	}))
	t.Cleanup(v.Close)
	return v
}

func (v *receiver) seen() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.got)
}

func TestMessage(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	v := newReceiver(t, nil)
	to := f.add(v.URL + "/hook?key=1")
	f.happen(5, "viewable")
	r, body := <-v.requests, <-v.bodies
	require.JSONEq(t, `{"type":"video","message":{"video":{"id":5,"slug":"Ab3d","name":"Harbour","duration":null,"stream_id":null,
			"status":"viewable","error":null,"converted_videos":[{"name":"vod360p","status":"complete",
			"mp4_url":"https://video.example.com/videos/`+strconv.FormatInt(f.account, 10)+`_Ab3d/a.mp4"}]}}}`, string(body))
	require.Equal(t, "POST /hook?key=1", r.Method+" "+r.RequestURI)
	require.Equal(t, "application/json", r.Header.Get("Content-Type"))
	at, err := strconv.ParseInt(r.Header.Get("webhook-timestamp"), 10, 64)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now(), time.Unix(at, 0), time.Minute)
	require.Equal(t, webhook.Sign([]string{to.Secret}, r.Header.Get("webhook-id"), at, body), r.Header.Get("webhook-signature"))
	d := f.outcome(to.ID)
	require.Equal(t, []any{webhook.Delivered, int64(200), ""}, []any{d.State, d.Status, d.Error})

	unsigned := false
	_, err = f.Change(t.Context(), f.account, to.ID, webhook.Patch{Signed: &unsigned})
	require.NoError(t, err)
	f.happen(5, "ready")
	r = <-v.requests
	for name := range r.Header {
		require.NotContains(t, strings.ToLower(name), "webhook")
	}
}

func TestDeletionAndTest(t *testing.T) {
	got, err := Body(catalog.Addresses{}, 1, event.VideoDelete, `{"id":5,"slug":"a","name":"n","status":"ready","error":null,"duration":null,"deleted_at":1788220800123}`)
	require.NoError(t, err)
	require.JSONEq(t, `{"type":"video_delete","message":{"video":{"id":5,"slug":"a","name":"n","status":"ready","deleted_at":"2026-09-01T00:00:00.123Z"}}}`, string(got))
	got, err = Body(catalog.Addresses{}, 1, webhook.Test, "{}")
	require.NoError(t, err)
	require.Contains(t, string(got), `"type":"test"`)
	_, err = Body(catalog.Addresses{}, 1, "birthday", "{}")
	require.Error(t, err)
}

// TestKilledBetweenSendingAndRecording has a sender die when its receiver has
// answered: another one sends the same message again, and then what follows.
func TestKilledBetweenSendingAndRecording(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		f := newFixture(t, db)
		v := newReceiver(t, nil)
		to := f.add(v.URL)
		f.happen(1, "viewable")
		f.happen(1, "ready")
		_, err := f.o.Events.Read(t.Context(), reader, 10, f.Queue)
		require.NoError(t, err)
		dies := New(f.o)
		d, _, err := f.Take(t.Context(), to.ID)
		require.NoError(t, err)
		require.Empty(t, dies.attempt(t.Context(), d, to).Error)

		f.start()
		f.happen(2, "ready")
		require.Eventually(t, func() bool { return len(v.seen()) == 2 }, 30*time.Second, 20*time.Millisecond)
		require.Equal(t, []string{"1 viewable", "2 ready"}, v.seen(), "the claim still holds")
		f.ahead.Store(int64(webhook.ClaimTime))
		require.Eventually(t, func() bool { return len(v.seen()) == 4 }, 30*time.Second, 20*time.Millisecond)
		require.Equal(t, []string{"1 viewable", "2 ready", "1 viewable", "1 ready"}, v.seen())
		require.Equal(t, v.messages[0], v.messages[2])
	})
}

// TestLateForItsClaim has a sender begin when its claim is over: it sends
// nothing.
func TestLateForItsClaim(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	v := newReceiver(t, nil)
	ctx, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	require.NotEmpty(t, New(f.o).attempt(ctx, webhook.Delivery{Type: webhook.Test, Payload: "{}"}, f.add(v.URL)).Error)
	require.Empty(t, v.seen())
}

// TestBrokenAnswer keeps what a broken server said, although no column of text
// takes it as it is.
func TestBrokenAnswer(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nno \x00\xff header\r\n\r\n")
			_ = conn.Close()
		}
	}()
	to := f.add("http://" + listener.Addr().String())
	f.happen(1, "ready")
	d := f.outcome(to.ID)
	require.Equal(t, webhook.Pending, d.State)
	require.NotEmpty(t, d.Error)
	require.True(t, utf8.ValidString(d.Error))
	require.NotContains(t, d.Error, "\x00")
}

// TestLanes takes every place that webhooks of many accounts can take which are
// slow or fail: those of others begin all the same.
func TestLanes(t *testing.T) {
	s := New(Options{})
	at := time.Unix(1_800_000_000, 0)
	s.now = func() time.Time { return at }
	begin := func(id, account int64) bool {
		_, ok := s.begin(webhook.Due{WebhookID: id, AccountID: account})
		return ok
	}
	for of, last := range []webhook.Outcome{{Error: "no"}, {Took: slow}} {
		for account := range int64(100) {
			for i := range int64(perAccount) {
				d := webhook.Due{WebhookID: 1000*account + 100*int64(of) + i + 1, AccountID: account + 1}
				lane, ok := s.begin(d)
				require.True(t, ok)
				s.end(d, lane, &last)
			}
		}
	}
	require.False(t, begin(1, 1), "it has just failed")
	at = at.Add(pause)
	require.True(t, begin(1, 1))
	require.False(t, begin(1, 1), "one at a time while it fails")
	taken := 1
	for id := range int64(100_000) {
		if begin(id, id/1000+1) {
			taken++
		}
	}
	require.Equal(t, [2]int{perLane, perLane}, s.lanes, "those that are not known yet take the rest")
	require.Equal(t, 2*perLane, taken)
}

// TestWhatFails says what came of each, and tries again.
func TestWhatFails(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	inside := newReceiver(t, nil)
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		url    string
		status int64
		want   string
	}{
		"500":          {answer: func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "broken", 500) }, status: 500, want: "answered 500, and not 2xx"},
		"redirect":     {answer: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside.URL, http.StatusFound) }, status: 302, want: "redirects are not followed"},
		"no answer":    {answer: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, want: "EOF"},
		"private":      {url: "http://10.0.0.1/secret-path", want: "private"},
		"nobody there": {url: "http://127.0.0.1:1/secret-path", want: "connection refused"},
		"no such name": {url: "http://kinora-test.invalid/secret-path", want: "no public address"},
	} {
		url := c.url
		if url == "" {
			url = newReceiver(t, c.answer).URL + "/secret-path"
		}
		to := f.add(url)
		_, err := f.TryOut(t.Context(), f.account, to.ID)
		require.NoError(t, err)
		d := f.outcome(to.ID)
		require.Equal(t, webhook.Pending, d.State, name)
		require.Equal(t, c.status, d.Status, name)
		require.Contains(t, d.Error, c.want, name)
		require.NotContains(t, d.Error, "secret-path", name)
	}
	require.Empty(t, inside.seen())
}

func TestLargeAnswer(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	v := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat("x", 1<<20))) })
	to := f.add(v.URL)
	f.happen(1, "ready")
	d := f.outcome(to.ID)
	require.Equal(t, webhook.Delivered, d.State)
	require.Equal(t, strings.Repeat("x", 500), d.Answer)
}

// TestDownForADay has a receiver come back after 24 hours: everything arrives,
// in order, with the ids of the first attempts.
func TestDownForADay(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		var down atomic.Bool
		down.Store(true)
		v := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) {
			if down.Load() {
				w.WriteHeader(503)
			}
		})
		to := f.add(v.URL)
		for _, status := range []string{"empty", "pending", "viewable", "ready"} {
			for video := range int64(3) {
				f.happen(video+1, status)
			}
		}
		require.Eventually(t, func() bool { return len(v.seen()) == 3 }, 30*time.Second, 20*time.Millisecond, "the first of each")
		v.mu.Lock()
		first := slices.Clone(v.messages)
		v.got, v.messages = nil, nil
		v.mu.Unlock()
		down.Store(false)
		f.ahead.Store(int64(24 * time.Hour))
		require.Eventually(t, func() bool { return len(v.seen()) == 12 }, 30*time.Second, 20*time.Millisecond)
		next := map[string]int{}
		for _, line := range v.seen() {
			video, status, _ := strings.Cut(line, " ")
			require.Equal(t, []string{"empty", "pending", "viewable", "ready"}[next[video]], status, "of video %s", video)
			next[video]++
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		require.Subset(t, v.messages, first)
		_, err := f.Get(t.Context(), f.account, to.ID)
		require.NoError(t, err)
	})
}

// TestSlowReceiver has others get theirs while one does not answer.
func TestSlowReceiver(t *testing.T) {
	f := newFixture(t, dbtest.SQLite(t))
	f.start()
	release := make(chan struct{})
	slow := newReceiver(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	quick := newReceiver(t, nil)
	f.add(slow.URL)
	for video := range int64(10) {
		f.happen(video+1, "ready")
	}
	require.Eventually(t, func() bool { return len(slow.seen()) == perWebhook }, 30*time.Second, 20*time.Millisecond)
	f.add(quick.URL)
	for video := range int64(10) {
		f.happen(video+20, "ready")
	}
	require.Eventually(t, func() bool { return len(quick.seen()) == 10 }, 30*time.Second, 20*time.Millisecond)
	require.Len(t, slow.seen(), perWebhook)
}

// TestSeveralSenders send each event once.
func TestSeveralSenders(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		f.start()
		f.start()
		v := newReceiver(t, nil)
		f.add(v.URL)
		const count = 60
		for video := range int64(count) {
			f.happen(video+1, "ready")
		}
		require.Eventually(t, func() bool {
			n, _, err := f.Waiting(t.Context())
			require.NoError(t, err)
			return n == 0 && len(v.seen()) >= count
		}, 60*time.Second, 50*time.Millisecond)
		require.Len(t, v.seen(), count)
	})
}
