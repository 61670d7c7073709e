// Package tus takes uploads by the tus protocol, version 1.0.0, with the
// extensions creation, creation-with-upload, creation-defer-length,
// termination, expiration, checksum and concatenation.
//
// Every byte goes straight into storage and exists once it is saved: how many
// have arrived, the running SHA-256 of them and what the store needs to add
// more are one row, changed at once. A request writes under a lease on that
// row, so a killed server blocks nothing for longer than the lease, and a
// newer request has the older one stop, which is what a client needs whose
// connection died unnoticed. The last byte, the video's source and the job
// that looks at it are one transaction.
package tus

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/database"
	"kinora/internal/quota"
	"kinora/internal/storage"
)

// Catalog is what uploads need of the catalogue.
type Catalog interface {
	// ByID returns a video of any account; a deleted one is fault.Gone.
	ByID(ctx context.Context, id int64) (catalog.Video, error)
	// ByIDTx is ByID as it is in a transaction, under the video's lock.
	ByIDTx(ctx context.Context, tx *database.Tx, id int64) (catalog.Video, error)
	// UploadedTx makes way for the source of a video.
	UploadedTx(ctx context.Context, tx *database.Tx, id int64) error
	// FetchedTx records that a source of size bytes is stored.
	FetchedTx(ctx context.Context, tx *database.Tx, id, size int64) error
	// SourceRemovedTx records that a video's source is no longer stored.
	SourceRemovedTx(ctx context.Context, tx *database.Tx, id int64) error
}

// Options are what a Server works with. DB, Store, Catalog, Quotas, Session
// and Uploaded must be set.
type Options struct {
	DB      *database.DB
	Store   storage.Store
	Catalog Catalog
	Quotas  *quota.Quotas
	// Session tells whose video a session's text opens; it answers with
	// fault.Unauthenticated when none.
	Session func(ctx context.Context, text string) (account.UploadSession, error)
	// Uploaded runs in the transaction that gives a video its source.
	Uploaded func(ctx context.Context, tx *database.Tx, v catalog.Video) error

	URL      string        // base of upload addresses; without it they are paths
	MaxBytes int64         // largest upload; default 30 GB
	Expiry   time.Duration // how long an unfinished upload may stand still; default 24 h
	Idle     time.Duration // longest wait for a byte; default 60 s
	Lease    time.Duration // how long a dead process holds an upload; default 10 s
	Sweep    time.Duration // pause between searches for leftovers; default 1 min
	Denied   int           // status of a refused session; default 500, which clients know
	MaxOpen  int           // uploads at a time for one video; default 200
	// MaxOpenAccount bounds the uploads at a time for one account; default 5000.
	MaxOpenAccount int
	Log            *slog.Logger // default none
}

// Server is the handler of everything below /upload/. It is safe for
// concurrent use.
type Server struct {
	Options
	now func() time.Time

	mu      sync.Mutex
	holds   map[string]*hold // requests that are writing here, by upload name
	work    sync.WaitGroup   // what goes on after the answer
	closing chan struct{}
	closed  bool
}

// New returns a Server with the defaults filled in.
func New(o Options) *Server {
	setDefault(&o.MaxBytes, 30<<30)
	setDefault(&o.Expiry, 24*time.Hour)
	setDefault(&o.Idle, time.Minute)
	setDefault(&o.Lease, 10*time.Second)
	setDefault(&o.Sweep, time.Minute)
	setDefault(&o.Denied, http.StatusInternalServerError)
	setDefault(&o.MaxOpen, 200)
	setDefault(&o.MaxOpenAccount, 5000)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Server{Options: o, now: time.Now, holds: map[string]*hold{}, closing: make(chan struct{})}
}

func setDefault[T int | int64 | time.Duration](v *T, def T) {
	if *v <= 0 {
		*v = def
	}
}

// Run removes what is abandoned and completes what dead processes left
// complete, until ctx ends. Then it has the requests that are writing stop and
// save what they have, and waits for them.
func (s *Server) Run(ctx context.Context) error {
	tick := time.NewTicker(s.Sweep)
	defer tick.Stop()
	for {
		s.sweep(ctx)
		select {
		case <-ctx.Done():
			s.close()
			return nil
		case <-tick.C:
		}
	}
}

// close stops everything that writes and waits until it has saved.
func (s *Server) close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.closing)
	}
	for _, h := range s.holds {
		h.stop()
	}
	s.mu.Unlock()
	s.work.Wait()
}

// begin counts a request that may write; a closing server takes none.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.work.Add(1)
	return true
}

func (s *Server) millis() int64 { return s.now().UnixMilli() }
