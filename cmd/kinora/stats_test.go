package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/client"
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
