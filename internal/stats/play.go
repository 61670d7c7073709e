// Package stats counts who plays what in our player, and answers questions
// about it.
package stats

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// Kinds of what is played.
const (
	Video    = "vod"
	Playlist = "playlist"
)

// Events of a play.
const (
	Init  = "init"  // the player was opened
	Start = "start" // playing was asked for
	Watch = "watch" // 5 s have been played
)

// Bounds of a play.
const (
	Bucket     = 5 * time.Second              // of a film: what was watched is known by buckets
	maxBuckets = int(24 * time.Hour / Bucket) // later ones are left out
	lasts      = 24 * time.Hour               // a play; what is told later is left out
	maxText    = 255                          // bytes of a host, a browser, …
	maxPage    = 1000                         // bytes of the address of a page
)

// Play is one time that somebody opened our player, which calls itself by a
// random session. The times are Unix milliseconds, 0 where it has not come to
// that; one that has a later time has the earlier ones too.
type Play struct {
	bun.BaseModel `bun:"table:plays,alias:p"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64
	Kind      string
	Entity    int64
	Session   string
	InitAt    int64
	StartAt   int64
	WatchAt   int64
	Watched   string // the buckets that were watched, a bit each, in base64
	Viewer    string // the address, hashed by a secret of the installation
	IP        string `bun:"ip"` // the address as far as the setting has it kept
	Host      string // of the page that the player is shown in
	Page      string // its address, without the query
	Browser   string
	OS        string `bun:"os"`
	Platform  string
	Country   string // ISO 3166-1 alpha-2, "" = not known
	Region    string
}

// key is what tells plays apart.
type key struct {
	account int64
	kind    string
	entity  int64
	session string
}

func (p *Play) key() key { return key{p.AccountID, p.Kind, p.Entity, p.Session} }

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.account, o.account), cmp.Compare(k.kind, o.kind), cmp.Compare(k.entity, o.entity), cmp.Compare(k.session, o.session))
}

// merge adds what is known of a play otherwise. It makes no difference how
// often it does, nor in which order.
func (p *Play) merge(o *Play) {
	p.InitAt = earlier(p.InitAt, o.InitAt)
	p.StartAt = p.within(earlier(p.StartAt, o.StartAt))
	p.WatchAt = p.within(earlier(p.WatchAt, o.WatchAt))
	p.Watched = union(p.Watched, o.Watched)
}

// within is a time if it lies in a play.
func (p *Play) within(at int64) int64 {
	if at-p.InitAt > lasts.Milliseconds() {
		return 0
	}
	return at
}

func earlier(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// bitsOf are the buckets that a text holds; nothing where it is broken.
func bitsOf(text string) []byte {
	b, _ := base64.RawStdEncoding.DecodeString(text)
	return b
}

func union(a, b string) string {
	if a == "" || a == b {
		return b
	}
	if b == "" {
		return a
	}
	long, short := bitsOf(a), bitsOf(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	for i := range short {
		long[i] |= short[i]
	}
	return base64.RawStdEncoding.EncodeToString(long)
}

// bucketsOf is the text of the buckets that lie in a span of a film, in seconds,
// by more than half.
func bucketsOf(from, to float64) string {
	at := func(seconds float64) int { return int(min(max(seconds/Bucket.Seconds()+0.5, 0), float64(maxBuckets))) }
	first, last := at(from), at(to)
	if first >= last {
		return ""
	}
	set := make([]byte, (last+7)/8)
	for i := first; i < last; i++ {
		set[i/8] |= 1 << (i % 8)
	}
	return base64.RawStdEncoding.EncodeToString(set)
}

// until are the buckets of a text that begin before an end; all where that is
// not known.
func until(text string, end time.Duration) string {
	set := bitsOf(text)
	n := int((end + Bucket - 1) / Bucket)
	if n == 0 || len(set)*8 <= n {
		return text
	}
	set = set[:(n+7)/8]
	if n%8 != 0 {
		set[n/8] &= 1<<(n%8) - 1
	}
	return base64.RawStdEncoding.EncodeToString(set)
}

// size is about how many bytes of memory a play takes.
func (p *Play) size() int { return 500 + len(p.Session) + len(p.Watched) + len(p.Host) + len(p.Page) }

// Stats keeps plays in a database. It is safe for concurrent use.
type Stats struct {
	db  *database.DB
	now func() time.Time
}

// New returns what is kept in db.
func New(db *database.DB) *Stats { return NewAt(db, time.Now) }

// NewAt is New with a clock.
func NewAt(db *database.DB, now func() time.Time) *Stats { return &Stats{db, now} }

// store records what is known of plays, each once in the list, in one
// transaction. It may be told of the same things again, by any number of
// processes: nothing is counted twice.
func (s *Stats) store(ctx context.Context, plays []Play) error {
	if len(plays) == 0 {
		return nil
	}
	// In one order, so that no two processes wait for each other's rows.
	slices.SortFunc(plays, func(a, b Play) int { return a.key().compare(b.key()) })
	return s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		kept, err := s.lock(ctx, tx, plays)
		if err != nil {
			return err
		}
		changed, views := make([]Play, 0, len(plays)), map[view]int64{}
		for i := range plays {
			p, ok := kept[plays[i].key()]
			if !ok {
				continue
			}
			before := p
			if p.merge(&plays[i]); p == before {
				continue
			}
			changed = append(changed, p)
			if before.WatchAt == 0 && p.WatchAt != 0 {
				views[view{p.Kind, p.Entity}]++
			}
		}
		if err := s.write(ctx, tx, changed); err != nil {
			return err
		}
		return count(ctx, tx, "n", views)
	})
}

// lock returns the rows of plays, locked; those that are new have been written
// with the time of their beginning alone.
func (s *Stats) lock(ctx context.Context, tx *database.Tx, plays []Play) (map[key]Play, error) {
	fresh := make([]Play, len(plays))
	for i, p := range plays {
		p.ID, p.StartAt, p.WatchAt, p.Watched = 0, 0, 0, ""
		fresh[i] = p
	}
	if _, err := tx.NewInsert().Model(&fresh).On("CONFLICT (account_id, kind, entity, session) DO NOTHING").Returning("NULL").Exec(ctx); err != nil {
		return nil, err
	}
	var rows []Play
	query := s.db.ForUpdate(tx.NewSelect().Model(&rows).Where("(p.account_id, p.kind, p.entity, p.session) IN (VALUES ?)", bun.List(keysOf(plays))).Order("p.id"))
	if err := query.Scan(ctx); err != nil {
		return nil, err
	}
	kept := make(map[key]Play, len(rows))
	for _, p := range rows {
		kept[p.key()] = p
	}
	return kept, nil
}

func keysOf(plays []Play) []bun.TupleValues {
	keys := make([]bun.TupleValues, len(plays))
	for i := range plays {
		p := &plays[i]
		keys[i] = bun.Tuple([]any{p.AccountID, p.Kind, p.Entity, p.Session})
	}
	return keys
}

// write writes rows that lock has returned.
func (s *Stats) write(ctx context.Context, tx *database.Tx, rows []Play) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.NewInsert().Model(&rows).On("CONFLICT (account_id, kind, entity, session) DO UPDATE").
		Set("init_at = EXCLUDED.init_at, start_at = EXCLUDED.start_at, watch_at = EXCLUDED.watch_at, watched = EXCLUDED.watched").Returning("NULL").Exec(ctx)
	return err
}

// view is what views are counted of.
type view struct {
	kind   string
	entity int64
}

type viewRow struct {
	bun.BaseModel `bun:"table:views,alias:v"`

	Kind   string `bun:",pk"`
	Entity int64  `bun:",pk"`
	N      int64
	Sent   int64
}

// count adds views to a column.
func count(ctx context.Context, tx *database.Tx, column string, views map[view]int64) error {
	if len(views) == 0 {
		return nil
	}
	rows := make([]viewRow, 0, len(views))
	for v, n := range views {
		row := viewRow{Kind: v.kind, Entity: v.entity}
		if column == "sent" {
			row.Sent = n
		} else {
			row.N = n
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b viewRow) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Entity, b.Entity)) })
	_, err := tx.NewInsert().Model(&rows).On("CONFLICT (kind, entity) DO UPDATE").Set("n = v.n + EXCLUDED.n, sent = v.sent + EXCLUDED.sent").Exec(ctx)
	return err
}

// Views is how often something was watched.
type Views struct {
	Player int64 // in our player, as it tells
	Any    int64 // in any, by what was sent: a viewer counts once a day
}

// Counts returns how often entities of a kind were watched; those that never
// were are left out.
func (s *Stats) Counts(ctx context.Context, kind string, entities ...int64) (map[int64]Views, error) {
	views := make(map[int64]Views, len(entities))
	if len(entities) == 0 {
		return views, nil
	}
	var rows []viewRow
	err := s.db.R.NewSelect().Model(&rows).Where("v.kind = ? AND v.entity IN (?)", kind, bun.List(entities)).Scan(ctx)
	for _, r := range rows {
		views[r.Entity] = Views{r.N, r.Sent}
	}
	return views, err
}

// forgotten is an entity whose plays are to be removed.
type forgotten struct {
	bun.BaseModel `bun:"table:plays_forgotten"`

	AccountID int64  `bun:",pk"`
	Kind      string `bun:",pk"`
	Entity    int64  `bun:",pk"`
}

// ForgetTx has Prune remove the plays of an entity that is being deleted.
func ForgetTx(ctx context.Context, tx *database.Tx, account int64, kind string, entity int64) error {
	_, err := tx.NewInsert().Model(&forgotten{AccountID: account, Kind: kind, Entity: entity}).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Prune removes plays that began, and what was sent, before a time, and those of
// entities that were deleted, in small steps.
func (s *Stats) Prune(ctx context.Context, before time.Time) error {
	if err := s.pruneDeliveries(ctx, before); err != nil {
		return err
	}
	if err := s.db.Remove(ctx, "plays", "init_at < ? ORDER BY init_at", before.UnixMilli()); err != nil {
		return err
	}
	var gone []forgotten
	if err := s.db.R.NewSelect().Model(&gone).Scan(ctx); err != nil {
		return err
	}
	for _, f := range gone {
		if err := s.db.Remove(ctx, "plays", "account_id = ? AND kind = ? AND entity = ?", f.AccountID, f.Kind, f.Entity); err != nil {
			return err
		}
		if err := s.forgetDeliveries(ctx, &f); err != nil {
			return err
		}
		if _, err := s.db.W.NewDelete().Model(&viewRow{Kind: f.Kind, Entity: f.Entity}).WherePK().Exec(ctx); err != nil {
			return err
		}
		if _, err := s.db.W.NewDelete().Model(&f).WherePK().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
