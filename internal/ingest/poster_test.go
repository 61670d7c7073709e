package ingest

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/egress"
	"kinora/internal/fault"
	"kinora/internal/jobs"
	"kinora/internal/media/picture"
)

// wall is a catalogue with one video that waits for a poster.
type wall struct {
	source string
	kept   map[string]catalog.Poster
	name   *string
	told   chan struct{}
}

func (l *wall) ByID(_ context.Context, id int64) (catalog.Video, error) {
	if id != 1 {
		return catalog.Video{}, fault.New(fault.Gone, "deleted")
	}
	return catalog.Video{ID: 1, Slug: "Ab3", PosterSource: &l.source}, nil
}

func (l *wall) KeepPoster(_ context.Context, slug string, p catalog.Poster) error {
	l.kept[slug] = p
	return nil
}

func (l *wall) PosterFetchedTx(_ context.Context, _ *database.Tx, _ int64, source string, name *string) error {
	if source == l.source {
		l.name = name
		l.told <- struct{}{}
	}
	return nil
}

func TestFetchPoster(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 320, 180))))
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		switch {
		case r.URL.Path == "/late.png" && n < 3:
			http.Error(w, "not yet", http.StatusServiceUnavailable)
		case r.URL.Path == "/none.png":
			http.NotFound(w, r)
		case r.URL.Path == "/page.png":
			_, _ = w.Write([]byte("<html>"))
		case r.URL.Path == "/large.png":
			_, _ = w.Write(append(b.Bytes(), make([]byte, picture.MaxBytes)...))
		default:
			_, _ = w.Write(b.Bytes())
		}
	}))
	defer server.Close()
	open := egress.NewClient(egress.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	for name, c := range map[string]struct {
		client *http.Client
		path   string
		asked  int32
		ok     bool
	}{
		"there":          {open, "/a.png", 1, true},
		"at last":        {open, "/late.png", 3, true},
		"never":          {open, "/none.png", 3, false},
		"not a picture":  {open, "/page.png", 1, false},
		"too large":      {open, "/large.png", 1, false},
		"a private host": {egress.NewClient(egress.Policy{}), "/a.png", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			asked.Store(0)
			db := dbtest.SQLite(t)
			l := &wall{source: server.URL + c.path, kept: map[string]catalog.Poster{}, told: make(chan struct{}, 1)}
			registry := jobs.NewRegistry()
			pause := []time.Duration{time.Millisecond}
			NewPosterFetcher(PosterOptions{Catalog: l, Client: c.client, Backoff: pause}).Register(registry)
			engine, err := jobs.New(t.Context(), db, registry, jobs.Config{Queues: map[string]int{PosterQueue: 1}, SoftStop: time.Second})
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(context.Background())
			done := make(chan error, 1)
			go func() { done <- engine.Run(ctx) }()
			defer func() {
				cancel()
				require.NoError(t, <-done)
			}()
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				return engine.EnqueueTx(ctx, tx, jobs.Spec{Args: PosterArgs{2, l.source}}, jobs.Spec{Args: PosterArgs{1, "http://given.up/"}}, jobs.Spec{Args: PosterArgs{1, l.source}})
			}))
			select {
			case <-l.told:
			case <-time.After(time.Minute):
				t.Fatal("nothing was recorded")
			}
			require.Equal(t, c.asked, asked.Load())
			require.Equal(t, c.ok, l.name != nil)
			if c.ok {
				require.Equal(t, *l.name, l.kept["Ab3"].Name)
			}
		})
	}
}
