package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/feed"
	"kinora/internal/ffmpeg"
	"kinora/internal/host"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/node"
	"kinora/internal/page"
	"kinora/internal/pipeline"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/serve"
	"kinora/internal/stats"
	"kinora/internal/stills"
	"kinora/internal/storage"
	"kinora/internal/sweep"
	"kinora/internal/transcode"
	"kinora/internal/tus"
	"kinora/internal/visitor"
	"kinora/internal/webhook"
	"kinora/internal/webhook/sender"
)

// app is one process of kinora, wired from its settings.
type app struct {
	settings   Settings
	log        *slog.Logger
	listener   net.Listener
	lock       *os.File
	db         *database.DB
	store      storage.Store
	proxies    *visitor.Proxies
	countries  visitor.Countries
	accounts   *account.Accounts
	hosts      *host.Hosts
	catalog    *catalog.Catalog
	qualities  *quality.Sets
	quotas     *quota.Quotas
	playlists  *playlist.Playlists
	players    *player.Players
	pipeline   *pipeline.Pipeline
	feed       *feed.Feed
	addresses  catalog.Addresses
	pages      *page.Pages
	tools      *ffmpeg.Tools
	copies     *ffmpeg.Scratch // of sources, where storage is elsewhere
	nodes      *node.Nodes
	engine     *jobs.Engine
	transcoder *transcode.Transcoder
	webhooks   *webhook.Webhooks
	stats      *stats.Stats
	collector  *stats.Collector
	deliveries *stats.Deliveries
	hooks      *sender.Sender
	uploads    *tus.Server
	handler    http.Handler
	started    time.Time
	unclaimed  bool   // at the start there is no key and no password
	first      string // address that lets somebody in then, "" for none
	readiness  readiness
	metrics    *meters

	certificate *certificate // nil = plain HTTP
}

// newApp opens what the settings name and wires the packages together. The
// listener decides the URLs that are handed out.
func newApp(ctx context.Context, s Settings, listener net.Listener, log *slog.Logger) (*app, error) {
	s.resolve()
	address := s.listenAddress() // where a process that only works says that others are
	if listener != nil {
		address = listener.Addr().String()
	}
	s.resolveURLs(address)
	a := &app{settings: s, log: log, listener: listener, started: time.Now(), metrics: newMeters()}
	a.addresses = catalog.NewAddresses(s.PublicURL, s.DeliveryURL, s.PlayerURL, s.StaticURL)
	steps := []func(context.Context) error{a.openGround, a.openRecords, a.openWork, a.openUploads, a.openDoors}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, a.close())
		}
	}
	return a, nil
}

// close releases what newApp opened. It may be called twice.
func (a *app) close() error {
	var err error
	if a.db != nil {
		err = a.db.Close()
		a.db = nil
	}
	err = errors.Join(err, a.countries.Close())
	if a.copies != nil {
		err = errors.Join(err, a.copies.Remove())
		a.copies = nil
	}
	if a.certificate != nil {
		a.certificate.close()
	}
	if a.lock != nil {
		err = errors.Join(err, a.lock.Close())
		a.lock = nil
	}
	return err
}

func (a *app) openGround(ctx context.Context) (err error) {
	if a.settings.has("worker") {
		if a.tools, err = a.settings.locate(ctx, a.settings.Hardware != ""); err != nil {
			return err
		}
		if family := a.settings.Hardware; family != "" {
			if err := transcode.CheckHardware(ctx, a.tools, family, a.settings.HardwareDevice); err != nil {
				return fmt.Errorf("encoders in hardware, %s: %w", family, err)
			}
		}
		a.log.Info("ffmpeg", "version", a.tools.Version(), "sandbox", a.tools.Sandbox())
	}
	if err := makeDataDir(a.settings.DataDir); err != nil {
		return err
	}
	warnOfOthers(a.settings.DataDir, a.log)
	if cert, key := a.settings.TLSCert, a.settings.TLSKey; cert != "" {
		if a.certificate, err = openCertificate(cert, key, a.log); err != nil {
			return err
		}
	}
	if a.exclusive() {
		if a.lock, err = lockDir(a.settings.DataDir); err != nil {
			return err
		}
	}
	if a.proxies, err = a.settings.proxies(); err != nil {
		return err
	}
	a.countries.Header = a.settings.CountryHeader
	if file := a.settings.CountryDatabase; file != "" {
		if err := a.countries.Open(file); err != nil {
			return fmt.Errorf("setting country-database: %w", err)
		}
	}
	// What dead processes left goes first: the database may need its room.
	if a.settings.has("worker") {
		if err := ffmpeg.CleanScratch(a.scratch()); err != nil {
			return err
		}
	}
	if err = a.openStore(ctx); err != nil {
		return err
	}
	if a.db, err = openDatabase(ctx, a.settings, a.log); err != nil {
		return err
	}
	return a.checkEmpty(ctx)
}

// scratch is the folder of intermediate files.
func (a *app) scratch() string { return filepath.Join(a.settings.DataDir, "scratch") }

// exclusive reports whether this is the only process on its database.
func (a *app) exclusive() bool { return hasScheme(a.settings.DatabaseURL, "sqlite:") }

func (a *app) openRecords(ctx context.Context) error {
	a.accounts = account.New(a.db)
	if err := a.accounts.Ensure(ctx, a.settings.APIKey); err != nil {
		return err
	}
	var err error
	if a.hosts, err = host.New(a.db, host.Options{LockDefault: a.settings.LockDefaultHost}); err != nil {
		return err
	}
	sets, err := a.settings.qualitySets()
	if err != nil {
		return err
	}
	if a.tools != nil {
		if err := transcode.CheckEncoders(sets, a.tools.Encodes); err != nil {
			return err
		}
	}
	a.pipeline = &pipeline.Pipeline{DB: a.db, Store: a.store}
	hooks := a.pipeline.Hooks()
	hooks.Reached = a.metrics.videoReached
	a.qualities, a.quotas = quality.New(a.db, sets...), quota.New(a.db)
	a.catalog = catalog.New(a.db, hooks)
	a.catalog.Qualities = a.qualities
	a.catalog.Limits = catalog.Limits{Videos: a.settings.MaxVideos, Directories: a.settings.MaxDirectories}
	a.playlists = playlist.New(a.db, a.catalog)
	a.playlists.Max, a.playlists.Deleted = a.settings.MaxPlaylists, a.pipeline.PlaylistDeleted
	a.players = player.New(a.db)
	a.players.Max, a.players.Deleted = a.settings.MaxPlayers, a.pipeline.PlayerDeleted
	a.pipeline.Catalog, a.pipeline.Playlists = a.catalog, a.playlists
	a.feed = feed.New(a.catalog, a.log)
	a.webhooks = webhook.New(a.db)
	a.stats = stats.New(a.db)
	return a.catalog.IndexNames(ctx, a.log)
}

// openWork registers every kind of job, so that any process can record the
// end of any job, and starts queues only where the worker role is.
func (a *app) openWork(ctx context.Context) error {
	allow, err := a.settings.privateOrigins()
	if err != nil {
		return err
	}
	scratch, limits := a.scratch(), toolLimits
	limits.Room = func() error { return a.settings.reserve().Check(scratch, 0) }
	var sources *storage.Copies
	if a.settings.has("worker") {
		if a.copies, err = ffmpeg.NewScratch(scratch); err != nil {
			return err
		}
		sources = storage.NewCopies(a.store, a.copies.Path, copyIdle)
		sources.Reserve = a.settings.reserve()
	}
	registry := jobs.NewRegistry()
	wake := func(ctx context.Context, kind, subject string) (bool, error) {
		return a.engine.Wake(ctx, kind, subject)
	}
	ingest.NewFetcher(ingest.Options{
		Catalog: a.catalog, Quotas: a.quotas, Store: a.store, Client: egress.NewClient(egress.Policy{Allow: allow}), Dialer: egress.NewDialer(egress.Policy{Allow: allow}),
		MaxBytes: a.settings.MaxSourceBytes, IdleTimeout: a.settings.OriginIdleTimeout,
		Backoff: a.settings.OriginRetryPauses, Stored: a.pipeline.Stored, Log: a.log,
		PerHost: a.settings.DownloadsPerHost, PerAccount: a.settings.DownloadsPerAccount,
		Wake: wake,
	}).Register(registry)
	ingest.NewPosterFetcher(ingest.PosterOptions{
		Catalog: a.catalog, Client: egress.NewClient(egress.Policy{Allow: allow}), Backoff: a.settings.OriginRetryPauses, Log: a.log,
		PerHost: a.settings.DownloadsPerHost, Wake: wake,
	}).Register(registry)
	a.hooks = sender.New(sender.Options{
		Webhooks: a.webhooks, Events: event.NewLog(a.db), Addresses: a.addresses, Policy: egress.Policy{Allow: allow}, Agent: "kinora", Log: a.log,
	})
	ingest.NewInspector(ingest.InspectOptions{
		Catalog: a.catalog, Qualities: a.qualities, Store: a.store, Sources: sources, Tools: a.tools, Chunk: a.settings.ChunkDuration, Hardware: a.settings.Hardware,
		Planned: a.pipeline.Planned, Remaining: a.pipeline.Remaining, Log: a.log,
	}).Register(registry)
	a.transcoder = transcode.New(transcode.Options{
		DB: a.db, Catalog: a.catalog, Store: a.store, Sources: sources, Tools: a.tools, Scratch: scratch,
		Segment: a.settings.SegmentDuration, Device: a.settings.HardwareDevice, Limits: limits, Log: a.log,
		Divided: a.pipeline.Divided, Copied: a.pipeline.Remaining,
	})
	a.transcoder.Register(registry)
	stills.New(stills.Options{
		Catalog: a.catalog, Store: a.store, Sources: sources, Tools: a.tools, Scratch: scratch, Limits: limits, Log: a.log,
	}).Register(registry)
	sweep.New(sweep.Options{
		Catalog: a.catalog, Store: a.store, Sources: sources, KeepSource: a.settings.KeepSource, KeepFailed: a.settings.KeepFailedSource,
		KeptUntil: a.pipeline.KeptUntil, Log: a.log,
	}).Register(registry)
	a.nodes = node.New(a.db, a.settings.Roles, a.log)
	a.engine, err = jobs.New(ctx, a.db, registry, jobs.Config{
		Queues: a.queues(), SoftStop: serve.StopTime, Exclusive: a.exclusive(), Name: a.nodes.Name(), Changed: a.catalog.TouchSubject, Attempted: a.metrics.attempted, Log: a.log,
	})
	a.pipeline.Queue = a.engine
	return err
}

// copyIdle is how long a worker keeps its copy of a source for the next step.
const copyIdle = time.Minute

// toolLimits keep one hostile file from taking the machine: far above what an
// 8K source needs. Time is bounded by progress, not by a clock.
var toolLimits = ffmpeg.Limits{Memory: 16 << 30, FileSize: 256 << 30, Nice: 10}

func (a *app) queues() map[string]int {
	if !a.settings.has("worker") {
		return nil
	}
	return map[string]int{
		ingest.DownloadQueue: a.settings.DownloadWorkers,
		ingest.PosterQueue:   4,
		ingest.InspectQueue:  2,
		transcode.Queue:      a.settings.TranscodeWorkers,
		transcode.CopyQueue:  2,
		stills.Queue:         1,
		stills.LongQueue:     1,
		sweep.Queue:          1,
	}
}

// work tells the API of the jobs behind videos.
type work struct {
	*jobs.Engine
	nodes *node.Nodes
}

// Workers counts the processes that work jobs.
func (w work) Workers(ctx context.Context) (int, error) { return w.nodes.Count(ctx, "worker") }

// rowAge is how long a row of a video may serve its segments, and how long
// changes made by other processes may take to show.
const rowAge = time.Second

// openUploads makes the upload server in every process: whoever deletes a
// video ends its uploads. Only the upload role takes any.
func (a *app) openUploads(ctx context.Context) error {
	a.uploads = tus.New(tus.Options{
		DB: a.db, Store: a.store, Catalog: a.catalog, Quotas: a.quotas, Session: a.accounts.ReadUpload, Uploaded: a.pipeline.Stored,
		URL: strings.TrimRight(a.settings.UploadURL, "/"), MaxBytes: a.settings.MaxSourceBytes,
		Expiry: a.settings.UploadExpiry, Denied: a.settings.UploadDeniedStatus, Log: a.log,
	})
	a.pipeline.EndUploads = a.uploads.EndTx
	if a.exclusive() {
		return a.uploads.FreeAll(ctx)
	}
	return nil
}
