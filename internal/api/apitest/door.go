package apitest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/api"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/feed"
	"kinora/internal/jobs"
	"kinora/internal/pipeline"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/replay"
	"kinora/internal/stats"
	"kinora/internal/webhook"
)

// Token is an API token of account 1.
const Token = "1$0123456789abcdef"

// BlankName is the answer to what has no name.
const BlankName = `{"errors":{"name":["can't be blank"]}}`

// Described is the description that every answer is held to.
var Described = func() *Description {
	d, err := Read(api.Description)
	if err != nil {
		panic(err)
	}
	return d
}()

// Door is the API over the records of a database.
type Door struct {
	Options api.Options
	Handler http.Handler
	Log     *strings.Builder
	Other   string // header with the token of account 2

	t *testing.T
}

// Open opens the API over a fresh database: account 1, whose token calls carry
// that say nothing else, and account 2.
func Open(t *testing.T, db *database.DB, change ...func(*api.Options)) *Door {
	t.Helper()
	accounts, log := account.New(db), &strings.Builder{}
	require.NoError(t, accounts.Ensure(t.Context(), Token))
	second, _, err := accounts.Create(t.Context(), "Second", "second@example.org")
	require.NoError(t, err)
	require.EqualValues(t, 2, second.ID)
	_, token, err := accounts.CreateToken(t.Context(), second.ID, "test", nil)
	require.NoError(t, err)
	var lists *playlist.Playlists
	c := catalog.New(db, catalog.Hooks{Unlisted: func(ctx context.Context, tx *database.Tx, videos any) error { return lists.DropTx(ctx, tx, videos) }})
	c.Qualities = quality.New(db)
	lists = playlist.New(db, c)
	looks := player.New(db)
	looks.Deleted = (&pipeline.Pipeline{}).PlayerDeleted
	d := &Door{t: t, Log: log, Other: "Authorization: APIKey " + token, Options: api.Options{
		Catalog: c, Qualities: c.Qualities, Playlists: lists, Players: looks, Accounts: accounts, Webhooks: webhook.New(db), Stats: stats.New(db), Quotas: quota.New(db), Replays: replay.New(db),
		Feed: feed.New(c, slog.New(slog.DiscardHandler)), Worker: Idle{},
		Addresses: catalog.NewAddresses("https://video.example.org/", "", "", ""),
		Preview:   func(http.ResponseWriter, *http.Request, player.Player) {},
		Log:       slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}}
	for _, fn := range change {
		fn(&d.Options)
	}
	d.Handler = api.New(d.Options)
	return d
}

// Idle is a worker that has nothing to do.
type Idle struct{}

// Standings tells of no work.
func (Idle) Standings(context.Context, ...string) (map[string]jobs.Standing, error) { return nil, nil }

// Workers counts none.
func (Idle) Workers(context.Context) (int, error) { return 0, nil }

// Send makes a request with the token of account 1; headers are "Name: value",
// and one without a value is taken away. The answer must be as described.
func (d *Door) Send(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	d.t.Helper()
	var reader io.Reader = http.NoBody
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, target, reader)
	r.Header.Set("Authorization", "APIKey "+Token)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if value == "" {
			r.Header.Del(strings.TrimSuffix(name, ":"))
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	d.Handler.ServeHTTP(w, r)
	require.NoError(d.t, Described.Check(r.Method, r.URL.Path, w.Code, w.Header(), w.Body.Bytes()))
	return w
}

// Expect sends a request and compares the status and the JSON body.
func (d *Door) Expect(method, target, body string, status int, want string, headers ...string) {
	d.t.Helper()
	w := d.Send(method, target, body, headers...)
	require.Equal(d.t, status, w.Code, w.Body)
	if want == "" {
		require.Empty(d.t, w.Body.String())
		return
	}
	require.Equal(d.t, "application/json", w.Header().Get("Content-Type"))
	require.JSONEq(d.t, want, w.Body.String())
}

// Object sends a request that succeeds and returns the object it answered.
func (d *Door) Object(method, target, body string, headers ...string) map[string]any {
	d.t.Helper()
	w := d.Send(method, target, body, headers...)
	require.Equal(d.t, http.StatusOK, w.Code, w.Body)
	var out map[string]any
	require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &out), w.Body)
	return out
}

// List sends a request that succeeds and returns the array it answered.
func (d *Door) List(method, target, body string, headers ...string) []map[string]any {
	d.t.Helper()
	w := d.Send(method, target, body, headers...)
	require.Equal(d.t, http.StatusOK, w.Code, w.Body)
	var out []map[string]any
	require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &out), w.Body)
	require.NotNil(d.t, out)
	return out
}

// Rows counts the rows of a table.
func Rows(t *testing.T, db *database.DB, table string) int {
	t.Helper()
	n, err := db.R.NewSelect().Table(table).Count(t.Context())
	require.NoError(t, err)
	return int(n)
}

// AddressOf is where an object that was answered is found below a path.
func AddressOf(path string, object map[string]any) string {
	return fmt.Sprintf("%s/%.0f", path, object["id"])
}
