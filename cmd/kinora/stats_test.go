package main

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/database"
	"kinora/internal/serve"
	"kinora/internal/visitor"
)

// TestPlaysAreCounted tells a server of plays as its player page does, without
// credentials, and finds them in the video's views.
func TestPlaysAreCounted(t *testing.T) {
	s := testSettings(t)
	s.Roles = []string{"api", "delivery"}
	a, api := startApp(t, s)
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "one"}, {Name: "two"}})
	require.NoError(t, err)
	tell := func(id, account int64, session string) {
		t.Helper()
		body := fmt.Sprintf(`{"v":1,"type":"vod","id":%d,"client_id":%d,"event":"watch","session":"0123456789abcdef%s"}`, id, account, session)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.settings.PublicURL+"/stats", strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, 204, res.StatusCode)
	}
	tell(made[0].ID, 2, "a") // of no account of that video
	tell(made[0].ID, 1, "b")
	tell(made[0].ID, 1, "b")
	tell(made[0].ID, 1, "c")
	tell(made[1].ID, 1, "d")
	tell(999, 1, "e")
	views := func(id int64) int64 {
		n, err := a.stats.Counts(t.Context(), "vod", id)
		require.NoError(t, err)
		return n[id].Player
	}
	require.Eventually(t, func() bool { return views(made[0].ID) == 2 && views(made[1].ID) == 1 }, 10*time.Second, 50*time.Millisecond)
	page, err := http.Get(a.settings.PublicURL + "/videos/1_" + made[0].Slug)
	require.NoError(t, err)
	defer page.Body.Close()
	require.Equal(t, 200, page.StatusCode)

	require.NoError(t, api.DeleteVideo(t.Context(), made[0].ID))
	require.NoError(t, a.stats.Prune(t.Context(), time.Unix(1, 0)))
	require.Zero(t, views(made[0].ID), "what is deleted is forgotten")
	require.EqualValues(t, 1, views(made[1].ID))
}

// TestStatsUsage prints what accounts used in a month, as the server counted it.
func TestStatsUsage(t *testing.T) {
	dir := t.TempDir()
	s := testSettings(t)
	s.DataDir = dir
	a, _ := startApp(t, s)
	ctx, now := t.Context(), time.Now().UTC()
	require.NoError(t, a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		_, err := a.quotas.ChargeTx(ctx, tx, 1, 5000, 61_000)
		return err
	}))
	a.deliveries.Answered(&serve.Record{
		Account: 1, Entity: serve.Entity{Type: serve.VideoEntity, ID: 7}, Kind: serve.Video, Media: 90 * time.Second, Bytes: 1234,
		Status: 200, Viewer: &visitor.Visit{Address: netip.MustParseAddr("192.0.2.1"), Agent: "player"},
	})
	want := "account,name,month,stored_minutes,stored_bytes,transcoded_minutes,delivered_minutes,delivered_bytes\n1,Default," + now.Format("2006-01") + ",2,5000,2,2,1234\n"
	var out, errs string
	var code int
	require.Eventually(t, func() bool {
		code, out, errs = call(t, "stats", "usage", "--csv", "--data-dir", dir)
		require.Zero(t, code, errs)
		return strings.Contains(out, "1234")
	}, 30*time.Second, 100*time.Millisecond)
	require.Equal(t, want, out)
	code, out, errs = call(t, "stats", "usage", "--month", now.AddDate(0, -2, 0).Format("2006-01"), "--account", "1", "--data-dir", dir)
	require.Zero(t, code, errs)
	require.Regexp(t, `1 +Default +\d{4}-\d\d +0 +0 +0 +0 +0`, out)
	for args, text := range map[string]string{"--month=May": "such as 2026-05", "--account=99": "account 99 was not found"} {
		code, _, errs := call(t, "stats", "usage", args, "--data-dir", dir)
		require.NotZero(t, code)
		require.Contains(t, errs, text)
	}
}
