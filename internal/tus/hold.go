package tus

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"

	"kinora/internal/fault"
)

// hold is a lease that this process has: the right to write one upload.
type hold struct {
	server   *Server
	upload   upload
	ctx      context.Context // ends when the lease is lost
	lose     context.CancelCauseFunc
	stopping chan struct{} // closed when another request wants the upload
	done     chan struct{} // closed when the lease is given back
	once     sync.Once
	mu       sync.Mutex
	wake     func() // unblocks the holder's reading
	beating  sync.WaitGroup
}

// beat is the pause between renewals, and the longest time that a holder in
// another process takes to learn that it should stop.
func (s *Server) beat() time.Duration { return min(s.Lease/4, 2*time.Second) }

// patience is how long a request waits for another one to let go: until the
// lease of a dead one is over, and a little more.
func (s *Server) patience() time.Duration { return s.Lease + 2*time.Second }

var errLocked = fault.New(fault.Busy, "the upload is locked by another request")

// acquire takes the lease of an upload. A request that holds it is told to
// stop; one that cannot hear it any more loses it when the lease runs out. A
// finished upload needs no lease: the hold is then nil.
func (s *Server) acquire(ctx context.Context, name string) (upload, *hold, error) {
	lease := rand.Text()
	late := time.NewTimer(s.patience())
	defer late.Stop()
	for {
		now := s.millis()
		err := changed(s.DB.W.NewUpdate().Model((*upload)(nil)).
			Set("lease = ?, lease_until = ?, wanted = 0", lease, now+s.Lease.Milliseconds()).
			Where("name = ? AND state IN (?, ?)", name, stateOpen, stateFinishing).
			Where("(lease = '' OR lease_until <= ?)", now).Exec(ctx))
		if err != nil && !errors.Is(err, errLost) {
			return upload{}, nil, err
		}
		u, findErr := s.find(ctx, name)
		switch {
		case findErr != nil:
			return u, nil, findErr
		case err == nil && u.Lease == lease:
			return u, s.take(ctx, u), nil
		case u.State == stateFinished:
			return u, nil, nil
		}
		if err := s.await(ctx, name, late.C); err != nil {
			return u, nil, err
		}
	}
}

// FreeAll frees uploads of the requests that a process before this one left.
// Only the sole process on a database may call it, before it takes requests.
func (s *Server) FreeAll(ctx context.Context) error {
	_, err := s.DB.W.NewUpdate().Model((*upload)(nil)).Set("lease = '', lease_until = 0, wanted = 0").Where("lease <> ''").Exec(ctx)
	return err
}

// take begins to hold a lease that was won.
func (s *Server) take(ctx context.Context, u upload) *hold {
	h := &hold{server: s, upload: u, stopping: make(chan struct{}), done: make(chan struct{})}
	h.ctx, h.lose = context.WithCancelCause(context.WithoutCancel(ctx))
	s.mu.Lock()
	s.holds[u.Name] = h
	closed := s.closed
	s.mu.Unlock()
	if closed {
		h.stop()
	}
	h.beating.Go(h.keep)
	return h
}

// await has the holder of an upload stop and returns when it is worth trying
// again.
func (s *Server) await(ctx context.Context, name string, late <-chan time.Time) error {
	s.mu.Lock()
	here := s.holds[name]
	s.mu.Unlock()
	var done chan struct{}
	if here != nil {
		here.stop()
		done = here.done
	} else if _, err := s.DB.W.NewUpdate().Model((*upload)(nil)).Set("wanted = 1").
		Where("name = ? AND lease <> ''", name).Exec(ctx); err != nil {
		return err
	}
	again := time.NewTimer(100 * time.Millisecond) // another process has no way to call
	defer again.Stop()
	select {
	case <-done:
	case <-again.C:
	case <-late:
		return errLocked
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return nil
}

// stop asks the holder to end and save what it has.
func (h *hold) stop() {
	h.once.Do(func() { close(h.stopping) })
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.wake != nil {
		h.wake()
	}
}

// onStop sets what unblocks the holder. It is called at once by a hold that
// was stopped before.
func (h *hold) onStop(wake func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wake = wake
	if h.stopped() && wake != nil {
		wake()
	}
}

func (h *hold) stopped() bool {
	select {
	case <-h.stopping:
		return true
	default:
		return false
	}
}

// keep renews the lease until it is given back, lost, or could not be renewed
// for so long that another may have it.
func (h *hold) keep() {
	tick := time.NewTicker(h.server.beat())
	defer tick.Stop()
	until := time.Now().Add(h.server.Lease)
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-tick.C:
		}
		began := time.Now()
		err := h.renew()
		switch {
		case err == nil:
			until = began.Add(h.server.Lease)
		case errors.Is(err, errLost) || time.Now().After(until):
			h.lose(errLost)
			h.stop()
			return
		}
	}
}

// renew makes the lease last longer, and looks whether another request waits.
func (h *hold) renew() error {
	s := h.server
	ctx, cancel := context.WithTimeout(h.ctx, s.Lease)
	defer cancel()
	var wanted []int64
	err := s.DB.W.NewRaw("UPDATE uploads SET lease_until = ? WHERE id = ? AND lease = ? AND state <> ? RETURNING wanted",
		s.millis()+s.Lease.Milliseconds(), h.upload.ID, h.upload.Lease, stateEnded).Scan(ctx, &wanted)
	switch {
	case err != nil:
		return err
	case len(wanted) == 0:
		return errLost
	case wanted[0] != 0:
		h.stop()
	}
	return nil
}

// release gives the lease back.
func (h *hold) release() {
	s := h.server
	h.onStop(nil)
	h.lose(nil)
	h.beating.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(h.ctx), s.Lease)
	defer cancel()
	if _, err := s.DB.W.NewUpdate().Model((*upload)(nil)).Set("lease = '', lease_until = 0, wanted = 0").
		Where("id = ? AND lease = ?", h.upload.ID, h.upload.Lease).Exec(ctx); err != nil {
		s.Log.LogAttrs(ctx, slog.LevelWarn, "the lease of an upload was not given back", slog.Int64("upload", h.upload.ID), slog.Any("err", err))
	}
	s.mu.Lock()
	if s.holds[h.upload.Name] == h {
		delete(s.holds, h.upload.Name)
	}
	s.mu.Unlock()
	close(h.done)
}

// free waits until nobody writes the upload, and returns it as it is then.
func (s *Server) free(ctx context.Context, name string) (upload, error) {
	late := time.NewTimer(s.patience())
	defer late.Stop()
	for {
		u, err := s.find(ctx, name)
		if err != nil || u.State == stateFinished || u.Lease == "" || u.LeaseUntil <= s.millis() {
			return u, err
		}
		if u.Kind == kindFinal {
			return u, nil // being put together, which is not to be stopped
		}
		if err := s.await(ctx, name, late.C); err != nil {
			return u, err
		}
	}
}
