package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kinora/internal/access"
	"kinora/internal/account"
	"kinora/internal/api"
	"kinora/internal/catalog"
	"kinora/internal/console"
	"kinora/internal/database"
	"kinora/internal/delivery"
	"kinora/internal/egress"
	"kinora/internal/event"
	"kinora/internal/feed"
	"kinora/internal/ffmpeg"
	"kinora/internal/host"
	"kinora/internal/ingest"
	"kinora/internal/jobs"
	"kinora/internal/node"
	"kinora/internal/pipeline"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/replay"
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
	"kinora/web"
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
	page       *web.Page
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
	a := &app{settings: s, log: log, listener: listener, page: web.Player(), started: time.Now(), metrics: newMeters()}
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

func (a *app) openDoors(ctx context.Context) error {
	mux, doors := http.NewServeMux(), frontDoor{}
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET "+web.IconPath, web.Icon)
	if a.settings.has("api") {
		api.Docs(mux)
		mux.HandleFunc("GET /{$}", console.Home(buildVersion()))
		doors.api = api.New(api.Options{
			Catalog: a.catalog, Qualities: a.qualities, Playlists: a.playlists, Players: a.players, Accounts: a.accounts, Webhooks: a.webhooks, Stats: a.stats, Quotas: a.quotas, Replays: replay.New(a.db), Feed: a.feed,
			Worker: work{a.engine, a.nodes}, Addresses: a.addresses, Preview: a.preview, Proxies: a.proxies, Room: a.room, Log: a.log,
			UploadURL: cmp.Or(a.settings.UploadURL, a.settings.PublicURL), SingleReply: a.settings.SingleReply,
			Rate: api.Rate{PerSecond: a.settings.RateLimit, Burst: a.settings.RateBurst}, MaxPlaylist: a.settings.MaxPlaylistVideos,
		})
	}
	if doors.api != nil {
		s := a.settings
		first, err := a.openFirst(ctx)
		if err != nil {
			return err
		}
		doors.console = console.New(console.Options{
			First:    first,
			Accounts: a.accounts, API: doors.api, Links: a.hosts, System: a.system, Secure: strings.HasPrefix(s.PublicURL, "https:"), Log: a.log,
			Hosts: []string{s.PublicURL, s.UploadURL, s.DeliveryURL, s.PlayerURL, s.StaticURL},
		})
	}
	if a.settings.has("delivery") {
		if err := a.openCounting(ctx); err != nil {
			return err
		}
		server, err := delivery.New(delivery.Options{
			Catalog: a.catalog, Store: a.store, SegmentDuration: a.settings.SegmentDuration,
			Player: a.player, Playlists: a.playlists, PlaylistPage: a.playlistPage, NoVideo: a.page.NotFound, Addresses: a.addresses, Log: a.log, IndexCacheBytes: a.settings.CacheBytes, OpenFiles: max(1, min(openFiles()/8, 512)), RowAge: rowAge, Changes: a.db.Changes,
			Hosts: a.hosts, Proxies: a.proxies, Countries: &a.countries, Keys: a.accounts, Meter: a.deliveries,
		})
		if err != nil {
			return err
		}
		server.Routes(mux)
		doors.videos = server.Videos()
		mux.Handle("/stats", a.collector)
		mux.Handle("GET /assets/", web.Assets())
		mux.Handle("GET "+web.RemoteScript, web.Assets())
	}
	if a.settings.has("upload") {
		doors.upload = a.uploads
	}
	doors.rest = mux
	a.handler = doors
	if a.settings.AdminListen != "" {
		a.handler = a.metrics.counted(doors)
	}
	if a.settings.AccessLog {
		a.handler = access.Log(a.handler, a.proxies, a.log)
	}
	return nil
}

// openCounting takes what players tell of plays, and counts what is sent.
func (a *app) openCounting(ctx context.Context) error {
	secret, err := a.accounts.Secret(ctx, "viewers")
	if err != nil {
		return err
	}
	a.deliveries = stats.NewDeliveries(a.stats, secret, a.log)
	owned := map[string]func(context.Context, []int64) ([]catalog.Owned, error){stats.Video: a.catalog.Owned, stats.Playlist: a.playlists.Owned}
	a.collector = stats.NewCollector(stats.Options{
		Stats: a.stats, Secret: secret, Addresses: a.settings.ViewerAddresses, Proxies: a.proxies, Countries: &a.countries, Log: a.log,
		Owns: func(ctx context.Context, kind string, ids []int64) (map[int64]stats.Owned, error) {
			rows, err := owned[kind](ctx, ids)
			of := make(map[int64]stats.Owned, len(rows))
			for _, r := range rows {
				of[r.ID] = stats.Owned{Account: r.AccountID, Length: time.Duration(r.Duration) * time.Millisecond}
			}
			return of, err
		},
	})
	return nil
}

// openFirst lets somebody into the console as long as there is no key, on the
// machine itself. It says how on the standard output.
func (a *app) openFirst(ctx context.Context) (*console.First, error) {
	_, unclaimed, err := a.accounts.Unclaimed(ctx)
	if err != nil || !unclaimed {
		return nil, err
	}
	a.unclaimed = true
	local, ok := loopback(a.listener.Addr())
	if !ok {
		return nil, nil
	}
	first := console.NewFirst()
	a.first = a.settings.scheme() + "://" + local + first.Path()
	return first, nil
}

// loopback is where a listener is reached from its own machine, if it is.
func loopback(listening net.Addr) (string, bool) {
	at, err := netip.ParseAddrPort(listening.String())
	switch {
	case err != nil:
		return "", false
	case at.Addr().IsUnspecified():
		at = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), at.Port())
	case !at.Addr().Unmap().IsLoopback():
		return "", false
	}
	return at.String(), true
}

// frontDoor sends management calls past the mux, which would redirect
// addresses with doubled slashes; a redirect turns POST into GET. What viewers
// fetch goes past it to save time.
type frontDoor struct{ api, upload, videos, console, rest http.Handler }

func (d frontDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.videos != nil && strings.HasPrefix(r.URL.Path, "/videos/") {
		d.videos.ServeHTTP(w, r)
		return
	}
	path := "/" + strings.TrimLeft(r.URL.Path, "/")
	if d.api != nil && (path == "/streaming" || strings.HasPrefix(path, "/streaming/") || strings.HasPrefix(path, "/iam/")) {
		d.api.ServeHTTP(w, r)
		return
	}
	if d.console != nil && (path == "/console" || strings.HasPrefix(path, "/console/")) {
		d.console.ServeHTTP(w, r)
		return
	}
	if d.upload != nil && (path == "/upload" || strings.HasPrefix(path, "/upload/")) {
		d.upload.ServeHTTP(w, r)
		return
	}
	d.rest.ServeHTTP(w, r)
}

func makeDataDir(dir string) error {
	err := os.MkdirAll(dir, 0o750)
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("data folder: %w as user %s; make it, or choose another with --data-dir", err, userName())
	}
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

// userName is who this process runs as.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return fmt.Sprint(os.Getuid())
}

// warnOfOthers tells of a data folder, made by somebody else, that all users of
// the machine may look into.
func warnOfOthers(dir string, log *slog.Logger) {
	if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o007 != 0 {
		log.Warn("all users of this machine may look into the data folder; close it with: chmod o= "+dir, "mode", info.Mode().Perm().String())
	}
}

// lockDir takes the data folder for this process; the lock dies with it.
func lockDir(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "kinora.lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("the data folder %s is in use by another kinora (several processes need PostgreSQL)", dir)
	}
	return f, nil
}
