package main

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"kinora/internal/access"
	"kinora/internal/api"
	"kinora/internal/catalog"
	"kinora/internal/console"
	"kinora/internal/delivery"
	"kinora/internal/page"
	"kinora/internal/replay"
	"kinora/internal/stats"
	"kinora/web"
)

func (a *app) openDoors(ctx context.Context) error {
	a.pages = page.New(page.Options{
		Catalog: a.catalog, Players: a.players, Hosts: a.hosts, Addresses: a.addresses, Code: a.settings.PlayerCode, Log: a.log,
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET "+web.IconPath, web.Icon)
	front := frontDoor{rest: mux}
	for _, role := range []struct {
		name string
		open func(ctx context.Context, mux *http.ServeMux) ([]door, error)
	}{{"delivery", a.openDelivery}, {"api", a.openAPI}, {"upload", a.openUpload}} { // the most asked first
		if !a.settings.has(role.name) {
			continue
		}
		doors, err := role.open(ctx, mux)
		if err != nil {
			return err
		}
		front.doors = append(front.doors, doors...)
	}
	a.handler = front
	if a.settings.AdminListen != "" {
		a.handler = a.metrics.counted(a.handler)
	}
	if a.settings.AccessLog {
		a.handler = access.Log(a.handler, a.proxies, a.log)
	}
	return nil
}

func (a *app) openAPI(ctx context.Context, mux *http.ServeMux) ([]door, error) {
	api.Docs(mux)
	mux.HandleFunc("GET /{$}", console.Home(buildVersion()))
	management := api.New(api.Options{
		Catalog: a.catalog, Qualities: a.qualities, Playlists: a.playlists, Players: a.players, Accounts: a.accounts, Webhooks: a.webhooks, Stats: a.stats, Quotas: a.quotas, Replays: replay.New(a.db), Feed: a.feed,
		Worker: work{a.engine, a.nodes}, Addresses: a.addresses, Preview: a.pages.Preview, Proxies: a.proxies, Room: a.room, Log: a.log,
		UploadURL: cmp.Or(a.settings.UploadURL, a.settings.PublicURL), SingleReply: a.settings.SingleReply,
		Rate: api.Rate{PerSecond: a.settings.RateLimit, Burst: a.settings.RateBurst}, MaxPlaylist: a.settings.MaxPlaylistVideos,
	})
	s := a.settings
	first, err := a.openFirst(ctx)
	if err != nil {
		return nil, err
	}
	session := console.New(console.Options{
		First:    first,
		Accounts: a.accounts, API: management, Links: a.hosts, System: a.system, Secure: strings.HasPrefix(s.PublicURL, "https:"), Log: a.log,
		Hosts: []string{s.PublicURL, s.UploadURL, s.DeliveryURL, s.PlayerURL, s.StaticURL},
	})
	return []door{{"/streaming", management}, {"/streaming/", management}, {"/iam/", management}, {"/console", session}, {"/console/", session}}, nil
}

func (a *app) openDelivery(ctx context.Context, mux *http.ServeMux) ([]door, error) {
	if err := a.openCounting(ctx); err != nil {
		return nil, err
	}
	server, err := delivery.New(delivery.Options{
		Catalog: a.catalog, Store: a.store, SegmentDuration: a.settings.SegmentDuration,
		Player: a.pages.Video, Playlists: a.playlists, PlaylistPage: a.pages.Playlist, NoVideo: a.pages.NotFound, Addresses: a.addresses, Log: a.log, IndexCacheBytes: a.settings.CacheBytes, OpenFiles: max(1, min(openFiles()/8, 512)), RowAge: rowAge, Changes: a.db.Changes,
		Hosts: a.hosts, Proxies: a.proxies, Countries: &a.countries, Keys: a.accounts, Meter: a.deliveries,
	})
	if err != nil {
		return nil, err
	}
	server.Routes(mux)
	mux.Handle("/stats", a.collector)
	mux.Handle("GET /assets/", web.Assets())
	mux.Handle("GET "+web.RemoteScript, web.Assets())
	return []door{{videosPath, server.Videos()}}, nil
}

func (a *app) openUpload(context.Context, *http.ServeMux) ([]door, error) {
	return []door{{"/upload", a.uploads}, {"/upload/", a.uploads}}, nil
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
type frontDoor struct {
	doors []door
	rest  http.Handler
}

// door answers a path or, where it ends with a slash, all below it.
type door struct {
	path    string
	handler http.Handler
}

// videosPath is redirected from doubled slashes, unlike those of other doors.
const videosPath = "/videos/"

func (f frontDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	for strings.HasPrefix(path, "//") {
		path = path[1:]
	}
	for _, d := range f.doors {
		if d.path == videosPath && len(path) < len(r.URL.Path) {
			continue
		}
		if path == d.path || strings.HasSuffix(d.path, "/") && strings.HasPrefix(path, d.path) {
			d.handler.ServeHTTP(w, r)
			return
		}
	}
	f.rest.ServeHTTP(w, r)
}
