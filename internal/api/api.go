// Package api is the management API under /streaming and /iam: the menu of its
// calls, which the packages below declare, and what is done once for all of
// them: who calls, how often, what is kept of it.
//
// The wire is lenient where its clients are: bodies may be bare or wrapped,
// both slash forms of a path are one resource, unknown members are ignored.
package api

import (
	"log/slog"
	"net/http"
	"slices"
	"time"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/directories"
	"kinora/internal/api/iam"
	"kinora/internal/api/players"
	"kinora/internal/api/playlists"
	"kinora/internal/api/qualitysets"
	"kinora/internal/api/reports"
	"kinora/internal/api/shape"
	"kinora/internal/api/videos"
	"kinora/internal/api/webhooks"
	"kinora/internal/catalog"
	"kinora/internal/feed"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/quota"
	"kinora/internal/replay"
	"kinora/internal/stats"
	"kinora/internal/visitor"
	"kinora/internal/webhook"
)

// Options says what the API works with. All records are required.
type Options struct {
	Catalog   *catalog.Catalog
	Qualities *quality.Sets
	Playlists *playlist.Playlists
	Players   *player.Players
	Accounts  *account.Accounts
	Webhooks  *webhook.Webhooks
	Stats     *stats.Stats
	Quotas    *quota.Quotas
	Replays   *replay.Store
	Feed      *feed.Feed
	Worker    shape.Worker
	Addresses catalog.Addresses

	// Preview writes a page that shows what a player looks like.
	Preview func(w http.ResponseWriter, r *http.Request, p player.Player)

	UploadURL   string // base of the server that takes uploads
	SingleReply string // see videos.Options
	Rate        Rate   // of each account

	// Proxies are trusted to tell the client's address; nil trusts none.
	Proxies *visitor.Proxies

	// Room is an error when the disk of the database is too full for anything
	// more; nil means never. Removals and retries go on.
	Room func() error

	MaxPlaylist int   // videos of a playlist, default 128
	MaxBatch    int64 // bytes of a batch, default 64 MiB; a subtitle's end at 30, others at 2

	Log *slog.Logger     // default: none
	Now func() time.Time // default: time.Now
}

// New returns the handler of every path under /streaming and /iam. It never redirects;
// whoever mounts it must not either, so it belongs behind a prefix test rather
// than behind a ServeMux, which cleans paths by redirecting.
func New(o Options) http.Handler {
	if o.Proxies == nil {
		o.Proxies = &visitor.Proxies{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &server{Options: o, mux: http.NewServeMux(), limits: newLimits(o.Rate), memory: call.NewMemory()}
	s.mount(s.routes())
	return s
}

// routes is the menu.
func (s *server) routes() []call.Route {
	o, shown := s.Options, &shape.Videos{Addresses: s.Addresses, Stats: s.Stats, Worker: s.Worker}
	return slices.Concat(
		videos.Routes(videos.Options{
			Catalog: o.Catalog, Accounts: o.Accounts, Feed: o.Feed, Videos: shown, Proxies: o.Proxies,
			UploadURL: o.UploadURL, SingleReply: o.SingleReply, MaxBatch: o.MaxBatch,
		}),
		directories.Routes(directories.Options{Catalog: o.Catalog, Videos: shown}),
		qualitysets.Routes(qualitysets.Options{Qualities: o.Qualities}),
		playlists.Routes(playlists.Options{Playlists: o.Playlists, Videos: shown, Most: o.MaxPlaylist}),
		players.Routes(players.Options{Players: o.Players, Preview: o.Preview}),
		webhooks.Routes(webhooks.Options{Webhooks: o.Webhooks}),
		reports.Routes(reports.Options{Stats: o.Stats, Quotas: o.Quotas, Videos: o.Catalog, Now: o.Now}),
		iam.Routes(iam.Options{Accounts: o.Accounts, Stranger: s.stranger, Login: s.limits.login}),
		absentRoutes(),
	)
}

// stranger takes an attempt to log in from the address of a request.
func (s *server) stranger(r *http.Request) error { return s.limits.stranger(s.Proxies.Address(r)) }
