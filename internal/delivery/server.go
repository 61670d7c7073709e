// Package delivery serves videos to viewers: manifests, segments, subtitles,
// MP4 files, pictures and the player page. Everything is made on request from
// the rows of the catalogue and the stored MP4 of each rendition.
package delivery

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"

	"kinora/internal/address"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/host"
	"kinora/internal/media/hls"
	"kinora/internal/playlist"
	"kinora/internal/serve"
	"kinora/internal/storage"
	"kinora/internal/visitor"
)

// Catalog is the part of the catalogue that delivery reads.
type Catalog interface {
	// Public returns a video with its renditions and subtitles, without their
	// texts. One that is unknown or deleted is fault.NotFound.
	Public(ctx context.Context, account int64, slug string) (catalog.Video, error)
	// SubtitleText returns the text of a subtitle of a video.
	SubtitleText(ctx context.Context, video, id int64) (string, error)
	// Storyboard returns the text of a video's storyboard.
	Storyboard(ctx context.Context, video int64) (string, error)
	// PosterOf returns the slug of the video whose poster has the name; else
	// it is fault.NotFound.
	PosterOf(ctx context.Context, video int64, name string) (slug string, account int64, err error)
}

// Hosts tells the rules of the host that a Host header names.
type Hosts interface {
	Gate(ctx context.Context, header string) (*host.Gate, error)
}

// Options are what a Server needs.
type Options struct {
	Catalog Catalog
	Store   storage.Store
	// SegmentDuration is what an index is rebuilt with when it is missing; it
	// should be what renditions are made with. 0 means 4 s.
	SegmentDuration time.Duration
	// Player writes the player page of a video in any state; nil means that
	// there is none.
	Player func(w http.ResponseWriter, r *http.Request, v catalog.Video)
	// Playlists are played as well, and shown by PlaylistPage, if not nil.
	Playlists    Playlists
	PlaylistPage func(w http.ResponseWriter, r *http.Request, p playlist.Playlist)
	// NoVideo writes the page for an address that names nothing, or that a
	// person has opened; nil means the plain answer that programs get.
	NoVideo func(w http.ResponseWriter)
	// Addresses makes the absolute picture URLs that manifests hold.
	Addresses catalog.Addresses
	Log       *slog.Logger // nil means slog.Default
	// Hosts knows who may have what on which host; nil means everybody
	// everything.
	Hosts Hosts
	// Proxies and Countries tell Hosts who a visitor is. nil means that no
	// proxy is trusted, and that no country is known.
	Proxies   *visitor.Proxies
	Countries *visitor.Countries
	// Keys makes videos of accounts that want it encrypted; nil means none.
	Keys Keys
	// Meter is told of each answer; nil means that nobody counts.
	Meter serve.Meter
	// IndexCacheBytes bounds the memory of cached indexes. 0 means 256 MiB.
	IndexCacheBytes int64
	// OpenFiles bounds how many objects stay open for requests to come, of
	// each of two kinds. 0 means 512.
	OpenFiles int
	// RowAge is how long a video's row is reused. Its segments outlive a
	// deletion that long; everything else only where another process made the
	// change. 0 means that every request asks the Catalog.
	RowAge time.Duration
	// Changes counts what may have changed rows in this process. nil means
	// that only segments may be served from a row that was read before.
	Changes func() uint64
}

// Server answers viewers. It is safe for concurrent use.
type Server struct {
	o         Options
	door      serve.Door
	rows      rows
	indexes   *otter.Cache[string, entry]
	texts     *otter.Cache[textKey, *serve.Text] // nil when no rows are kept
	subtitles *otter.Cache[subtitleKey, subtitleFile]
	sheets    *otter.Cache[sheetKey, hls.Layout]
	objects   *serve.Objects
	handles   *serve.Handles
	onDisk    bool                           // objects are local files
	recent    *otter.Cache[string, struct{}] // segments just fetched, by tag
	inflight  serve.Inflight

	encryptions *encryptions
	lists       *otter.Cache[address.Playlist, *playlist.Playlist]
	grids       *otter.Cache[string, []int64]
	now         func() time.Time
}

// New checks the options and returns a server. It starts nothing.
func New(o Options) (*Server, error) {
	if o.Catalog == nil || o.Store == nil {
		return nil, errors.New("delivery: Catalog and Store are needed")
	}
	if o.SegmentDuration < 0 || o.IndexCacheBytes < 0 {
		return nil, errors.New("delivery: SegmentDuration and IndexCacheBytes must not be negative")
	}
	if o.SegmentDuration == 0 {
		o.SegmentDuration = 4 * time.Second
	}
	if o.IndexCacheBytes == 0 {
		o.IndexCacheBytes = 256 << 20
	}
	if o.OpenFiles == 0 {
		o.OpenFiles = serve.DefaultOpen
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Server{o: o, onDisk: storage.OnDisk(o.Store), now: time.Now}
	s.objects, s.handles = serve.NewObjects(o.Store, o.OpenFiles), serve.NewHandles(o.Store, o.OpenFiles)
	s.door = serve.Door{Proxies: o.Proxies, Countries: o.Countries, Meter: o.Meter, Log: o.Log}
	if o.Hosts != nil {
		s.door.Gate = func(ctx context.Context, header string) (serve.Gate, error) { return o.Hosts.Gate(ctx, header) }
	}
	var err error
	if err = s.rows.init(&o); err != nil {
		return nil, err
	}
	if s.recent, err = newRecent(); err != nil {
		return nil, err
	}
	if s.texts, err = newTextCache(o.RowAge); err != nil {
		return nil, err
	}
	if s.encryptions, err = newEncryptions(); err != nil {
		return nil, err
	}
	if s.indexes, err = newIndexCache(o.IndexCacheBytes); err != nil {
		return nil, err
	}
	if s.grids, err = newGrids(); err != nil {
		return nil, err
	}
	if s.lists, err = newLists(); err != nil {
		return nil, err
	}
	if s.sheets, err = newSheetCache(); err != nil {
		return nil, err
	}
	s.subtitles, err = newSubtitleCache()
	return s, err
}

// Routes registers everything that viewers fetch.
func (s *Server) Routes(mux *http.ServeMux) {
	mux.Handle(address.VideosPrefix, s.Videos())
	mux.Handle(address.PlaylistsPrefix, s.door.Handle(s.door.Enter(address.PlaylistsPrefix, s.playlist)))
	mux.Handle(address.StaticPrefix, s.door.Handle(s.picture))
}

// Videos serves what lies below /videos/, which is most of what there is.
func (s *Server) Videos() http.Handler {
	return s.door.Handle(s.door.Enter(address.VideosPrefix, s.video))
}

// cacheManifest is how long caches may keep a manifest: that of a finished video,
// which subtitles may be added to, or one that renditions are still added to.
func cacheManifest(v *catalog.Video) string {
	if v.Status == catalog.StatusReady {
		return serve.CacheBriefly
	}
	return serve.CacheGrowing
}

var errMissing = fault.New(fault.NotFound, "not found")

// video serves everything below /videos/.
func (s *Server) video(w *serve.Answer, r *http.Request, _ serve.Gate) error {
	v, f, ok := address.ParseVideo(r.URL.Path)
	if !ok {
		return s.noPage(w, errMissing)
	}
	w.Kind = kindOf(&f)
	err := s.serveVideo(w, r, target{v, f})
	if f.Kind == address.Page || strings.Contains(r.Header.Get("Accept"), "text/html") {
		return s.noPage(w, err)
	}
	return err
}

// kindOf says what a file is to the Meter.
func kindOf(f *address.File) serve.Kind {
	switch f.Kind {
	case address.Page:
		return serve.Page
	case address.SegmentText, address.WholeText:
		return serve.Subtitles
	case address.MP4:
		return serve.Video
	case address.SegmentTS, address.SegmentCMAF, address.SegmentWebM, address.InitCMAF, address.InitWebM:
		if f.Tracks.Video {
			return serve.Video
		}
		return serve.Audio
	}
	return serve.Manifest
}

func (s *Server) serveVideo(w *serve.Answer, r *http.Request, t target) error {
	v, err := s.rows.video(r.Context(), &t)
	if err != nil {
		return err
	}
	w.About(v.AccountID, serve.VideoEntity, v.ID)
	w.Beside = w.Kind == serve.Audio && slices.ContainsFunc(v.Renditions, hasVideo)
	if t.Kind == address.Page {
		return s.page(w, r, *v.Video)
	}
	if !v.Playable() {
		return errMissing
	}
	q := &request{server: s, w: w, r: r, target: t, video: v.Video, row: v.id}
	if q.seal, err = s.seal(r.Context(), q.video); err != nil {
		return err
	}
	if err := q.checkSeal(); err != nil {
		return err
	}
	return q.serve()
}

// noPage answers what is missing with the page that says so.
func (s *Server) noPage(w http.ResponseWriter, err error) error {
	if err == nil || fault.KindOf(err) != fault.NotFound || s.o.NoVideo == nil {
		return err
	}
	s.o.NoVideo(w)
	return nil
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, v catalog.Video) error {
	if s.o.Player == nil {
		return errMissing
	}
	s.o.Player(w, r, v)
	return nil
}

// target is a file of a video, as an address names it.
type target struct {
	address.Video
	address.File
}

// request is one request for something of a playable video.
type request struct {
	server *Server
	w      *serve.Answer
	r      *http.Request
	target target
	video  *catalog.Video
	seal   *seal  // nil when it is not encrypted
	row    uint64 // number of the reading that video is from, 0 = not kept
}

func (q *request) serve() error {
	if q.sendKept() {
		return nil
	}
	switch q.target.Kind {
	case address.MasterHLS:
		return q.masterHLS()
	case address.MasterDASH:
		return q.masterDASH()
	case address.PlaylistTS:
		return q.playlistTS()
	case address.PlaylistCMAF:
		return q.playlistCMAF()
	case address.PlaylistIFrames:
		return q.playlistKeys()
	case address.PlaylistText:
		return q.playlistText()
	case address.Tiles:
		return q.tiles()
	case address.SegmentTS:
		return q.segmentTS()
	case address.SegmentCMAF, address.SegmentWebM:
		return q.segmentAlone()
	case address.InitCMAF, address.InitWebM:
		return q.initAlone()
	case address.SegmentText:
		return q.segmentText()
	case address.WholeText:
		return q.wholeText()
	case address.MP4:
		return q.file()
	}
	return errMissing
}
