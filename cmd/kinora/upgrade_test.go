package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"kinora/internal/address"
	"kinora/internal/database/dbtest"
	"kinora/internal/ffmpeg/ffmpegtest"
	"kinora/internal/packaging"
	"kinora/internal/stats"
)

// unpacked is a file of the data that an earlier version left.
func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata/upgrade", name))
	require.NoError(t, err)
	defer f.Close()
	r, err := gzip.NewReader(f)
	require.NoError(t, err)
	all, err := io.ReadAll(r)
	require.NoError(t, err)
	return all
}

// unpackStorage puts the stored objects of the earlier version into a data folder.
func unpackStorage(t *testing.T, dir string) {
	t.Helper()
	files := tar.NewReader(bytes.NewReader(unpacked(t, "storage.tar.gz")))
	for {
		h, err := files.Next()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			require.NoError(t, os.MkdirAll(path, 0o750))
			continue
		}
		text, err := io.ReadAll(files)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, text, 0o640))
	}
}

// ask reads what the API answers to a GET.
func ask(t *testing.T, a *app, path string, into any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.settings.PublicURL+"/streaming/"+path, nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "APIKey "+testKey)
	res, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode, path)
	require.NoError(t, json.NewDecoder(res.Body).Decode(into), path)
}

// TestUpgrade starts this version on what an earlier one left, of schema 20: a
// database with a bit of everything, and the objects of a video. Nothing is
// lost, the same is answered, and the video plays from the index that the
// earlier version wrote.
func TestUpgrade(t *testing.T) {
	for name, open := range map[string]func(t *testing.T, s *Settings){
		"sqlite": func(t *testing.T, s *Settings) {
			require.NoError(t, os.WriteFile(filepath.Join(s.DataDir, "kinora.db"), unpacked(t, "sqlite.db.gz"), 0o600))
		},
		"postgres": func(t *testing.T, s *Settings) {
			s.DatabaseURL = dbtest.PostgresURL(t)
			db, err := pgx.Connect(t.Context(), s.DatabaseURL)
			require.NoError(t, err)
			_, err = db.PgConn().Exec(t.Context(), string(unpacked(t, "postgres.sql.gz"))).ReadAll()
			require.NoError(t, err)
			require.NoError(t, db.Close(t.Context()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := testSettings(t)
			s.Roles = []string{"api", "delivery"}
			open(t, &s)
			unpackStorage(t, s.DataDir)
			a, api := startApp(t, s)
			ctx := t.Context()

			text, err := os.ReadFile("testdata/upgrade/video-" + name + ".json")
			require.NoError(t, err)
			var want, got map[string]any
			require.NoError(t, json.Unmarshal([]byte(strings.ReplaceAll(string(text), "http://127.0.0.1:8898", a.settings.PublicURL)), &want))
			ask(t, a, "videos/1", &got)
			require.Subset(t, got, want)

			v, err := api.Video(ctx, 1)
			require.NoError(t, err)
			played, err := ffmpegtest.Tools(t).Play(ctx, v.HLSURL)
			require.NoError(t, err)
			require.EqualValues(t, 30, played.Frames)
			require.Contains(t, get(t, strings.Replace(v.HLSURL, "master.m3u8", "subtitle-f1.vtt", 1)), "Hallo")
			require.Contains(t, get(t, v.IframeURL), "#xywh=0,0,100,")

			index, err := os.ReadFile(filepath.Join(s.DataDir, "storage", filepath.FromSlash(address.IndexKey("videos/1/4-1/qid3582v1_h264_72_90.mp4"))))
			require.NoError(t, err)
			ix, err := packaging.ParseIndex(index)
			require.NoError(t, err)
			require.Len(t, ix.Tracks(), 2)

			var all []map[string]any
			for path, n := range map[string]int{"videos": 3, "videos?search=ship": 1, "playlists": 1, "players": 1, "webhooks": 1} {
				ask(t, a, path, &all)
				require.Len(t, all, n, path)
			}
			views, err := a.stats.Counts(ctx, stats.Video, 1)
			require.NoError(t, err)
			require.EqualValues(t, 1, views[1].Player)
			p, err := a.catalog.Plan(ctx, 1)
			require.NoError(t, err)
			require.NotNil(t, p.Video)
			require.NoError(t, api.DeleteVideo(ctx, 1))
		})
	}
}
