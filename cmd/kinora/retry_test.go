package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/ffmpeg/ffmpegtest"
)

// TestRetry starts videos again that failed: one whose origin had nothing, when
// it has, and one whose rendition failed, from the source that was kept, when
// its origin has nothing any more. Others are refused.
func TestRetry(t *testing.T) {
	s := testSettings(t)
	s.KeepSource = true
	a, api := startApp(t, s)
	o := newOrigin(t)
	ask := func(method, path, body string) (int, map[string]any) {
		r, err := http.NewRequest(method, a.settings.PublicURL+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Authorization", "APIKey "+testKey)
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		var object map[string]any
		require.NoError(t, json.Unmarshal(text, &object), string(text))
		return answer.StatusCode, object
	}
	made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "film", OriginURL: o.URL + "/late.mp4"}, {Name: "no file"}})
	require.NoError(t, err)
	film, retry := made[0].ID, fmt.Sprintf("/streaming/videos/%d/retry", made[0].ID)

	failed := followAll(t, api, []int64{film})["film"]
	require.Equal(t, "The requested origin was not found", deref(failed.Error))
	_, object := ask("GET", fmt.Sprintf("/streaming/videos/%d", film), "")
	require.Contains(t, object["error_detail"], "404")

	o.clip(t, "late.mp4", join(picture("160x90", "25", 2), quick)...)
	status, object := ask("POST", retry, "")
	require.Equal(t, http.StatusOK, status, object)
	require.Nil(t, object["error"])
	status, object = ask("POST", retry, "")
	require.Equal(t, http.StatusUnprocessableEntity, status, object)
	ready := followAll(t, api, []int64{film})["film"]
	require.Equal(t, "ready", ready.Status, deref(ready.Error))
	status, object = ask("POST", retry, "")
	require.Equal(t, http.StatusUnprocessableEntity, status, object)
	require.Contains(t, object["error"], "Nothing of the video has failed")
	status, object = ask("POST", fmt.Sprintf("/streaming/videos/%d/retry", made[1].ID), "")
	require.Equal(t, http.StatusUnprocessableEntity, status, object)
	status, _ = ask("POST", "/streaming/videos/99999/retry", "")
	require.Equal(t, http.StatusNotFound, status)

	waitIdle(t, a.settings.DatabaseURL)
	for _, statement := range []string{
		"UPDATE renditions SET status = 'error', error = 'Encoding has failed', object = NULL WHERE video_id = ?",
		"UPDATE videos SET status = 'error', error = 'Encoding has failed', viewable_at = NULL WHERE id = ?",
	} {
		_, err := a.db.W.NewRaw(statement, film).Exec(t.Context())
		require.NoError(t, err)
	}
	require.NoError(t, os.Remove(filepath.Join(o.dir, "late.mp4")))
	status, object = ask("POST", retry, "")
	require.Equal(t, http.StatusOK, status, object)
	ready = followAll(t, api, []int64{film})["film"]
	require.Equal(t, "ready", ready.Status, deref(ready.Error))
	played, err := ffmpegtest.Tools(t).Play(t.Context(), ready.HLSURL)
	require.NoError(t, err)
	require.EqualValues(t, 50, played.Frames)
}
