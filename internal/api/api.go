// Package api is the management API under /streaming: videos, their subtitles,
// directories, quality sets, playlists, players and webhooks.
//
// The wire is lenient where its clients are: bodies may be bare or wrapped,
// both slash forms of a path are one resource, unknown members are ignored.
package api

import (
	"context"
	"log/slog"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/feed"
	"kinora/internal/opt"
	"kinora/internal/player"
	"kinora/internal/playlist"
	"kinora/internal/quality"
	"kinora/internal/stats"
	"kinora/internal/visitor"
	"kinora/internal/webhook"
)

// Catalog is what the API needs of the catalogue. Everything is scoped to an
// account; what the account does not own is a fault.NotFound.
type Catalog interface {
	Create(ctx context.Context, account int64, videos []catalog.NewVideo) ([]catalog.Video, error)
	Video(ctx context.Context, account, id int64) (catalog.Video, error)
	Videos(ctx context.Context, account int64, f catalog.Filter) (videos []catalog.Video, total catalog.Total, err error)
	Public(ctx context.Context, account int64, slug string) (catalog.Video, error)
	Update(ctx context.Context, account, id int64, p catalog.VideoPatch) (catalog.Video, error)
	Delete(ctx context.Context, account, id int64) error
	Retry(ctx context.Context, account, id int64, origin catalog.Origin) (catalog.Video, error)

	Subtitles(ctx context.Context, account, video int64) ([]catalog.Subtitle, error)
	Subtitle(ctx context.Context, account, video, id int64) (catalog.Subtitle, error)
	AddSubtitle(ctx context.Context, account, video int64, n catalog.NewSubtitle) (catalog.Subtitle, error)
	UpdateSubtitle(ctx context.Context, account, video, id int64, p catalog.SubtitlePatch) (catalog.Subtitle, error)
	DeleteSubtitle(ctx context.Context, account, video, id int64) error

	CreateDirectory(ctx context.Context, account int64, name string, parent *int64) (catalog.Directory, error)
	Directory(ctx context.Context, account, id int64) (catalog.Directory, []catalog.Directory, []catalog.Video, error)
	UpdateDirectory(ctx context.Context, account, id int64, name opt.Opt[string], parent opt.Opt[int64]) (catalog.Directory, error)
	DeleteDirectory(ctx context.Context, account, id int64) error
	DirectoryTree(ctx context.Context, account int64) ([]*catalog.DirectoryNode, error)
}

// Qualities are the quality sets that accounts may use.
type Qualities interface {
	Of(ctx context.Context, account int64) (sets []quality.Set, standard int64, err error)
	SetDefault(ctx context.Context, account int64, id *int64) error
}

// Playlists is what the API needs of playlists, as Catalog is scoped.
type Playlists interface {
	List(ctx context.Context, account int64, page, perPage int) (lists []playlist.Playlist, total int, err error)
	Create(ctx context.Context, account int64, p playlist.Patch, most int) (playlist.Playlist, error)
	One(ctx context.Context, account, id int64) (playlist.Playlist, error)
	Videos(ctx context.Context, account, id int64) ([]catalog.Video, error)
	Update(ctx context.Context, account, id int64, p playlist.Patch, most int) (playlist.Playlist, error)
	Delete(ctx context.Context, account, id int64) error
}

// Players is what the API needs of players, as Catalog is scoped.
type Players interface {
	List(ctx context.Context, account int64, page, perPage int) (players []player.Player, total int, err error)
	Create(ctx context.Context, account int64, p player.Patch) (player.Player, error)
	One(ctx context.Context, account, id int64) (player.Player, error)
	Update(ctx context.Context, account, id int64, p player.Patch) (player.Player, error)
	Delete(ctx context.Context, account, id int64) error
}

// Accounts tells whom a token speaks for, and keeps the keys of videos.
type Accounts interface {
	Authenticate(ctx context.Context, token string) (account.Caller, error)
	Encryption(ctx context.Context, account int64) (account.Encryption, error)
	VideoKey(ctx context.Context, account int64, slug string) ([16]byte, error)
}

// Values of Options.SingleReply.
const (
	ReplyNegotiate = "negotiate" // array for the SDKs, object for everybody else
	ReplyArray     = "array"
	ReplyObject    = "object"
)

// Options says what the API works with. Catalog, Qualities, Playlists, Players
// and Accounts are required.
type Options struct {
	Catalog   Catalog
	Qualities Qualities
	Playlists Playlists
	Players   Players
	Accounts  Accounts
	Addresses catalog.Addresses

	// SignUpload opens a video's upload for 4 hours; UploadURL is the base of
	// the server that takes it.
	SignUpload func(ctx context.Context, s account.UploadSession) (string, error)
	UploadURL  string

	Replays  Replays  // nil: no answer is remembered
	Identity Identity // nil: nothing under /iam, and no logins
	Rate     Rate     // of each account

	// SingleReply is the shape in which POST /streaming/videos answers;
	// anything but ReplyArray and ReplyObject negotiates.
	SingleReply string

	// LanguageCode returns the ISO 639-2/B code that the code of a language
	// stands for, "" for what is none; nil takes any as it is.
	LanguageCode func(code string) string

	// CheckSubtitle refuses text that is neither SRT nor WebVTT, with an error
	// whose message is public; nil takes any text that is not empty.
	CheckSubtitle func(text string) error

	// Proxies are trusted to tell the client's address; nil trusts none.
	Proxies *visitor.Proxies

	// Preview writes a page that shows what a player looks like; nil means
	// that there is none.
	Preview func(w http.ResponseWriter, r *http.Request, p player.Player)

	Webhooks *webhook.Webhooks
	Stats    *stats.Stats // nil: nothing is counted

	Feed *feed.Feed // nil: no live updates
	Work Work       // nil: nothing is told of the work on videos

	// Room is an error when the disk of the database is too full for anything
	// more; nil means never. Removals and retries go on.
	Room func() error

	MaxPlaylist int // videos of a playlist, default 128

	MaxBody int64        // bytes of a batch, default 64 MiB; a subtitle's end at 30, others at 2
	Log     *slog.Logger // default: none
}

const (
	defaultMaxBody = 64 << 20
	maxSmallBody   = 2 << 20
)

func (o Options) withDefaults() Options {
	if o.LanguageCode == nil {
		o.LanguageCode = func(code string) string { return code }
	}
	if o.CheckSubtitle == nil {
		o.CheckSubtitle = notEmpty
	}
	if o.Proxies == nil {
		o.Proxies = &visitor.Proxies{}
	}
	if o.MaxBody <= 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.MaxPlaylist <= 0 {
		o.MaxPlaylist = playlist.DefaultVideos
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// New returns the handler of every path under /streaming and /iam. It never redirects;
// whoever mounts it must not either, so it belongs behind a prefix test rather
// than behind a ServeMux, which cleans paths by redirecting.
func New(o Options) http.Handler {
	s := &server{Options: o.withDefaults(), mux: http.NewServeMux(), limits: newLimits(o.Rate), bodies: bodies{byAccount: map[int64]int64{}}}
	s.mount(append(s.routes(), s.iamRoutes()...))
	s.open(s.openRoutes())
	return s
}

const batchPath = "/streaming/videos/batch"

func (s *server) routes() []route {
	return []route{
		{"GET", "/streaming/videos", s.listVideos},
		{"POST", "/streaming/videos", s.createVideo},
		{"POST", batchPath, s.createVideos},
		{"GET", "/streaming/videos/names", s.videoNames},
		{"GET", "/streaming/videos/events", s.videoEvents},
		{"GET", "/streaming/videos/{id}", s.video},
		{"PATCH", "/streaming/videos/{id}", s.updateVideo},
		{"DELETE", "/streaming/videos/{id}", s.deleteVideo},
		{"GET", "/streaming/videos/{id}/renditions", s.listRenditions},
		{"POST", "/streaming/videos/{id}/retry", s.retryVideo},

		{"GET", "/streaming/videos/{id}/upload", s.upload},
		{"GET", keyPath, s.videoKey},

		{"GET", "/streaming/videos/{video_id}/subtitles", s.listSubtitles},
		{"POST", "/streaming/videos/{video_id}/subtitles", s.createSubtitle},
		{"GET", "/streaming/videos/{video_id}/subtitles/{id}", s.subtitle},
		{"PATCH", "/streaming/videos/{video_id}/subtitles/{id}", s.updateSubtitle},
		{"DELETE", "/streaming/videos/{video_id}/subtitles/{id}", s.deleteSubtitle},

		{"POST", "/streaming/directories", s.createDirectory},
		{"GET", "/streaming/directories/tree", s.directoryTree},
		{"GET", "/streaming/directories/{id}", s.directory},
		{"PATCH", "/streaming/directories/{id}", s.updateDirectory},
		{"DELETE", "/streaming/directories/{id}", s.deleteDirectory},

		{"GET", "/streaming/quality_sets", s.listQualitySets},
		{"PUT", "/streaming/quality_sets/default", s.setDefaultQualitySet},

		{"GET", "/streaming/playlists", s.listPlaylists},
		{"POST", "/streaming/playlists", s.createPlaylist},
		{"GET", "/streaming/playlists/{id}", s.playlist},
		{"PATCH", "/streaming/playlists/{id}", s.updatePlaylist},
		{"DELETE", "/streaming/playlists/{id}", s.deletePlaylist},
		{"GET", "/streaming/playlists/{id}/videos", s.playlistVideos},

		{"GET", "/streaming/players", s.listPlayers},
		{"POST", "/streaming/players", s.createPlayer},
		{"GET", "/streaming/players/{id}", s.player},
		{"PATCH", "/streaming/players/{id}", s.updatePlayer},
		{"DELETE", "/streaming/players/{id}", s.deletePlayer},
		{"GET", "/streaming/players/{id}/preview", s.previewPlayer},

		{"GET", "/streaming/webhooks", s.listWebhooks},
		{"POST", "/streaming/webhooks", s.createWebhook},
		{"GET", "/streaming/webhooks/{id}", s.webhook},
		{"PATCH", "/streaming/webhooks/{id}", s.updateWebhook},
		{"DELETE", "/streaming/webhooks/{id}", s.deleteWebhook},
		{"POST", "/streaming/webhooks/{id}/test", s.testWebhook},
		{"GET", "/streaming/webhooks/{id}/deliveries", s.webhookDeliveries},
		{"POST", "/streaming/webhooks/{id}/deliveries/{delivery}/replay", s.replayWebhook},

		{"GET", "/streaming/statistics/views", s.viewStatistics},
		{"GET", "/streaming/statistics/uniqs", s.uniqueStatistics},
		{"GET", "/streaming/statistics/heatmap", s.heatStatistics},
		{"GET", "/streaming/statistics/countries", s.statistics("countries")},
		{"GET", "/streaming/statistics/regions", s.statistics("regions")},
		{"GET", "/streaming/statistics/popular", s.statistics("popular")},
		{"GET", "/streaming/statistics/browsers", s.statistics("browsers")},
		{"GET", "/streaming/statistics/systems", s.statistics("systems")},
		{"GET", "/streaming/statistics/embeds", s.statistics("embeds")},
		{"GET", "/streaming/statistics/hosts", s.statistics("hosts")},

		{"GET", "/streaming/streams", noneYet},
		{"GET", "/streaming/broadcasts", noneYet},
		{"GET", "/streaming/restreams", noneYet},
		{"POST", "/streaming/ai/tasks", disabled},
	}
}
