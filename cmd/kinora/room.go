package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"kinora/internal/database"
	"kinora/internal/disk"
	"kinora/internal/storage"
)

// reserve is what uploads, results and scratch files leave free of a disk.
func (s *Settings) reserve() disk.Reserve { return disk.Reserve{Bytes: s.DiskReserve} }

// room is an error when the disk of the data folder is too full for what calls
// of the API add to it. They go on longer than uploads.
func (a *app) room() error {
	if !a.exclusive() && !hasScheme(a.settings.StorageURL, "file:") {
		return nil // nothing of theirs is there
	}
	reserve := a.settings.reserve()
	reserve.Half = true
	return reserve.Check(a.settings.DataDir, 0)
}

// openStore opens the storage, which may not answer.
func (a *app) openStore(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	if a.store, err = storage.Open(ctx, a.settings.StorageURL); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			err = fmt.Errorf("storage %s does not answer: %w", redactURL(a.settings.StorageURL), err)
		}
		return err
	}
	storage.Keep(a.store, a.settings.reserve())
	return nil
}

// openTime is how long the storage may take to answer at start.
const openTime = 20 * time.Second

// checkEmpty refuses a database without any video beside storage that has
// some: it is not the one that belongs to them, and whoever serves with it
// loses sight of all they have.
func (a *app) checkEmpty(ctx context.Context) error {
	known, err := a.db.R.NewSelect().Table("videos").Limit(1).Exists(ctx)
	if err != nil || known || a.settings.AcceptEmptyDatabase {
		return err
	}
	for object, err := range a.store.List(ctx, "videos/") {
		if err != nil {
			return err
		}
		return fmt.Errorf("the database %s has no videos, but the storage %s has files of some (%s): this database is not the one that belongs to them. "+
			"Put the right one in its place; to begin anew, empty the storage or set accept-empty-database",
			redactURL(a.settings.DatabaseURL), redactURL(a.settings.StorageURL), object.Key)
	}
	return nil
}

// watchDisk makes the database's ballast again when there is room, until ctx
// ends.
func (a *app) watchDisk(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		if err := a.db.KeepBallast(); err != nil {
			a.log.Warn("no ballast beside the database", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// readiness is what was found last, which holds for a moment: anybody may ask.
type readiness struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// readyAge is how long a finding holds.
const readyAge = 2 * time.Second

// ready answers 200 when the database takes changes and the storage answers.
func (a *app) ready(w http.ResponseWriter, r *http.Request) {
	if err := a.found(r.Context()); err != nil {
		w.Header().Set("Retry-After", "2")
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// found checks, unless that was done just before.
func (a *app) found(ctx context.Context) error {
	s := &a.readiness
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.at) < readyAge {
		return s.err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	s.err = a.check(ctx)
	s.at = time.Now()
	if s.err != nil {
		a.log.Error("not ready", "err", s.err)
	}
	return s.err
}

func (a *app) check(ctx context.Context) error {
	if err := a.db.CheckWrite(ctx); err != nil {
		if database.IsFull(err) {
			err = fmt.Errorf("its disk is full: %w", err)
		}
		return fmt.Errorf("database: %w", err)
	}
	for _, err := range a.store.List(ctx, "ready/") {
		if err != nil {
			return fmt.Errorf("storage: %w", err)
		}
	}
	return nil
}

// readyCollector tells whether the server is ready, why not, and how much room
// the disks have.
type readyCollector struct{ app *app }

var (
	readyDesc = prometheus.NewDesc("kinora_ready", "1 if the database takes changes and the storage answers; else 0, and why.", []string{"reason"}, nil)
	roomDesc  = prometheus.NewDesc("kinora_disk_room_bytes", "What may be written to the disk of the data folder before its reserve is in use.", nil, nil)
)

// Describe implements prometheus.Collector.
func (*readyCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- readyDesc
	ch <- roomDesc
}

// Collect implements prometheus.Collector.
func (c *readyCollector) Collect(ch chan<- prometheus.Metric) {
	value, reason := 1.0, ""
	if err := c.app.found(context.Background()); err != nil {
		value, reason = 0, err.Error()
	}
	ch <- prometheus.MustNewConstMetric(readyDesc, prometheus.GaugeValue, value, reason)
	if room, err := c.app.settings.reserve().Room(c.app.settings.DataDir); err == nil {
		ch <- prometheus.MustNewConstMetric(roomDesc, prometheus.GaugeValue, float64(room))
	}
}
