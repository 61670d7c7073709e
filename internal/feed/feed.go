// Package feed tells listeners of the changes to their account's videos.
package feed

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"kinora/internal/catalog"
	"kinora/internal/fault"
)

const (
	pause        = 500 * time.Millisecond // between two looks at the database
	page         = 200                    // videos read at once
	maxPending   = 1000                   // videos that wait for one listener
	maxListeners = 100                    // of one account, in one process
)

// Window is how much later than its UpdatedAt a change may show: what a
// transaction may take, and by how much the clocks of several machines may
// differ.
const Window = 30 * time.Second

// Errors of Listener.Next.
var (
	ErrBehind = fault.New(fault.Busy, "the listener does not keep up")
	ErrEnded  = fault.New(fault.Busy, "the feed has ended")
)

// Feed tells listeners of the changes to their account's videos, whichever
// process made them: while there is a listener it reads, every half second,
// what has a new UpdatedAt. A listener gets a video as it is, not each of its
// changes, and may get the same twice. It is safe for concurrent use.
type Feed struct {
	catalog *catalog.Catalog
	log     *slog.Logger
	now     func() time.Time
	pause   time.Duration
	woken   chan struct{} // a first listener came

	mu       sync.Mutex
	accounts map[int64]*audience // with at least one listener
	ended    bool
}

// audience is the listeners of an account, and the versions, by video, that
// they were told of and that a look may find again.
type audience struct {
	listeners map[*Listener]bool
	told      map[int64]int64
}

// New returns the feed of a catalogue, which is silent until Run.
func New(c *catalog.Catalog, log *slog.Logger) *Feed {
	return &Feed{catalog: c, now: time.Now, log: log, pause: pause, woken: make(chan struct{}, 1), accounts: map[int64]*audience{}}
}

// Run feeds the listeners until ctx ends, which ends them too.
func (f *Feed) Run(ctx context.Context) error {
	defer f.end()
	for {
		began := time.Now()
		listening := f.listening()
		for _, account := range listening {
			if err := f.look(ctx, account); err != nil && ctx.Err() == nil {
				f.log.WarnContext(ctx, "changes of videos not read", "account", account, "err", err)
			}
		}
		var tick <-chan time.Time
		if len(listening) > 0 {
			tick = time.After(max(f.pause, 10*time.Since(began)))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.woken:
		case <-tick:
		}
	}
}

func (f *Feed) listening() []int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	accounts := make([]int64, 0, len(f.accounts))
	for id := range f.accounts {
		accounts = append(accounts, id)
	}
	return accounts
}

// look reads what changed lately and tells what was not told yet.
func (f *Feed) look(ctx context.Context, account int64) error {
	f.mu.Lock()
	a := f.accounts[account]
	f.mu.Unlock()
	if a == nil {
		return nil
	}
	told := map[int64]int64{} // only Run uses it, so it needs no lock
	at := catalog.Mark{At: f.now().Add(-Window).UnixMilli()}
	for {
		marks, err := f.catalog.Marks(ctx, account, at, page)
		if err != nil {
			return err
		}
		var fresh []int64
		for _, m := range marks {
			if told[m.ID] = m.At; a.told[m.ID] != m.At {
				fresh = append(fresh, m.ID)
			}
		}
		videos, err := f.catalog.Changed(ctx, fresh)
		if err != nil {
			return err
		}
		f.tell(a, videos)
		if len(marks) < page {
			a.told = told
			return nil
		}
		at = marks[len(marks)-1]
	}
}

func (f *Feed) tell(a *audience, videos []catalog.Video) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for l := range a.listeners {
		l.add(videos)
	}
}

func (f *Feed) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended = true
	for _, a := range f.accounts {
		for l := range a.listeners {
			l.stop(ErrEnded)
		}
	}
}

// Listen adds a listener to the account's changes, to those of the given
// videos if there are any. The caller closes it.
func (f *Feed) Listen(account int64, videos ...int64) (*Listener, error) {
	l := &Listener{feed: f, account: account, waiting: map[int64]*catalog.Video{}, news: make(chan struct{}, 1)}
	for _, id := range videos {
		if l.only == nil {
			l.only = map[int64]bool{}
		}
		l.only[id] = true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil, ErrEnded
	}
	a := f.accounts[account]
	if a == nil {
		a = &audience{listeners: map[*Listener]bool{}}
		f.accounts[account] = a
		signal(f.woken)
	}
	if len(a.listeners) == maxListeners {
		return nil, fault.New(fault.Busy, "the account has too many listeners")
	}
	a.listeners[l] = true
	return l, nil
}

// Listener gets the changes of one account's videos.
type Listener struct {
	feed    *Feed
	account int64
	only    map[int64]bool // nil: all
	news    chan struct{}

	mu      sync.Mutex
	order   []int64 // of waiting
	waiting map[int64]*catalog.Video
	err     error
}

// Close ends the listener.
func (l *Listener) Close() {
	l.feed.mu.Lock()
	defer l.feed.mu.Unlock()
	if a := l.feed.accounts[l.account]; a != nil {
		delete(a.listeners, l)
		if len(a.listeners) == 0 {
			delete(l.feed.accounts, l.account)
		}
	}
}

// Next waits for changes and returns the videos as they are now, deleted ones
// with their DeletedAt. They are shared: nobody may change them.
func (l *Listener) Next(ctx context.Context) ([]*catalog.Video, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-l.news:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return nil, l.err
	}
	videos := make([]*catalog.Video, len(l.order))
	for i, id := range l.order {
		videos[i] = l.waiting[id]
	}
	l.order = nil
	clear(l.waiting)
	return videos, nil
}

// add puts videos where Next finds them: the newest state of each.
func (l *Listener) add(videos []catalog.Video) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range videos {
		v := &videos[i]
		if l.only != nil && !l.only[v.ID] {
			continue
		}
		if l.waiting[v.ID] == nil {
			l.order = append(l.order, v.ID)
		}
		l.waiting[v.ID] = v
	}
	if len(l.order) > maxPending {
		l.fail(ErrBehind)
	}
	if len(l.order) > 0 {
		signal(l.news)
	}
}

func (l *Listener) stop(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail(err)
}

func (l *Listener) fail(err error) {
	l.err, l.order = err, nil
	clear(l.waiting)
	signal(l.news)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Changed returns some of the account's videos that changed after a mark, with
// renditions, the first changed first; deleted ones have DeletedAt. The next
// mark leads on; it is nil when there is nothing more.
func (f *Feed) Changed(ctx context.Context, account int64, after catalog.Mark) (videos []catalog.Video, next *catalog.Mark, err error) {
	marks, err := f.catalog.Marks(ctx, account, after, page)
	if err != nil {
		return nil, nil, err
	}
	if len(marks) == page {
		next = &marks[page-1]
	}
	ids := make([]int64, len(marks))
	for i, m := range marks {
		ids[i] = m.ID
	}
	videos, err = f.catalog.Changed(ctx, ids)
	return videos, next, err
}
