// Package host keeps the hosts that an account's videos are delivered on, and
// their rules of who may watch: secure tokens, and lists of referrers,
// countries, networks and user agents.
package host

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
)

// Host is a delivery host of an account. It serves no other account's videos.
type Host struct {
	bun.BaseModel `bun:"table:hosts,alias:h"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64
	Name      string // lower case, without a port

	Token  bool   // whether a token is asked for
	Secret string // of the tokens, 6 to 32 characters, or "" when there is none
	BindIP bool   `bun:"bind_ip"` // whether tokens hold for one address

	Referrers List // host or *.host
	Countries List // ISO 3166-1, two upper-case letters
	Networks  List // address or CIDR
	Agents    List // exact text, ~regexp or ~*regexp; "" is no user agent

	CreatedAt int64 // Unix milliseconds
	UpdatedAt int64
}

// Options are how hosts are looked up.
type Options struct {
	// LockDefault refuses videos on hosts that are nobody's, such as the one
	// of the public URL. Pages and pictures stay.
	LockDefault bool
	// Age is how long a lookup is reused, and so how soon a change is seen.
	// 0 means 2 s.
	Age time.Duration
}

// maxGates bounds how many lookups are kept: their keys come from outside.
const maxGates = 10_000

// lookupTime bounds a lookup, which outlives the request that began it because
// others wait for it too.
const lookupTime = 10 * time.Second

// Hosts is the register of hosts on a database. It is safe for concurrent use.
type Hosts struct {
	db       *database.DB
	fallback *Gate
	gates    *otter.Cache[string, *Gate]
	now      func() time.Time
}

// New returns the register kept in db.
func New(db *database.DB, o Options) (*Hosts, error) {
	if o.Age <= 0 {
		o.Age = 2 * time.Second
	}
	gates, err := otter.New(&otter.Options[string, *Gate]{
		MaximumSize:      maxGates,
		ExpiryCalculator: otter.ExpiryWriting[string, *Gate](o.Age),
	})
	return &Hosts{db: db, fallback: &Gate{host: Host{Token: o.LockDefault}}, gates: gates, now: time.Now}, err
}

// Gate returns the rules of the host that a Host header names. A name that is
// nobody's has those of the default host.
func (h *Hosts) Gate(ctx context.Context, header string) (*Gate, error) {
	name := fold(header)
	if checkName(name) != nil {
		return h.fallback, nil
	}
	return h.gates.Get(ctx, name, otter.LoaderFunc[string, *Gate](h.load))
}

func (h *Hosts) load(ctx context.Context, name string) (*Gate, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookupTime)
	defer cancel()
	found, err := h.Find(ctx, name)
	if fault.KindOf(err) == fault.NotFound {
		return h.fallback, nil
	}
	if err != nil {
		return nil, err
	}
	return newGate(found)
}

// Add registers a host. One that asks for tokens and has no secret gets one.
func (h *Hosts) Add(ctx context.Context, n Host) (Host, error) {
	n.ID, n.Name = 0, fold(n.Name)
	n.CreatedAt = h.now().UnixMilli()
	n.UpdatedAt = n.CreatedAt
	if err := n.normalize(); err != nil {
		return n, err
	}
	err := h.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := account.LockTx(ctx, tx, n.AccountID); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&n).Exec(ctx)
		if database.IsUnique(err) {
			return fault.Field("name", "has already been taken")
		}
		return err
	})
	return n, err
}

// Find returns a host by its name.
func (h *Hosts) Find(ctx context.Context, name string) (Host, error) {
	return h.find(ctx, h.db.R, name)
}

func (h *Hosts) find(ctx context.Context, db bun.IDB, name string) (Host, error) {
	var found Host
	err := db.NewSelect().Model(&found).Where("h.name = ?", fold(name)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return found, fault.Missing("host " + name)
	}
	return found, err
}

// List returns the hosts of an account, or of all when it is 0, oldest first.
func (h *Hosts) List(ctx context.Context, account int64) ([]Host, error) {
	all := []Host{}
	q := h.db.R.NewSelect().Model(&all).Order("h.account_id", "h.id")
	if account != 0 {
		q = q.Where("h.account_id = ?", account)
	}
	return all, q.Scan(ctx)
}

// Change lets change alter the rules of a host and keeps the result. Neither
// its name nor its account changes.
func (h *Hosts) Change(ctx context.Context, name string, change func(*Host)) (Host, error) {
	var changed Host
	err := h.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var err error
		if changed, err = h.find(ctx, tx, name); err != nil {
			return err
		}
		change(&changed)
		changed.UpdatedAt = h.now().UnixMilli()
		if err := changed.normalize(); err != nil {
			return err
		}
		_, err = tx.NewUpdate().Model(&changed).WherePK().
			Column("token", "secret", "bind_ip", "referrers", "countries", "networks", "agents", "updated_at").Exec(ctx)
		return err
	})
	return changed, err
}

// Remove forgets a host, which is then the default host under another name.
func (h *Hosts) Remove(ctx context.Context, name string) error {
	res, err := h.db.W.NewDelete().Model((*Host)(nil)).Where("name = ?", fold(name)).Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return fault.Missing("host " + name)
}

// normalize checks a host and brings it into the form that is stored.
func (n *Host) normalize() error {
	if err := checkName(n.Name); err != nil {
		return fault.Field("name", err.Error())
	}
	if n.Token && n.Secret == "" {
		n.Secret = rand.Text()
	}
	if n.Secret != "" && !isSecret(n.Secret) {
		return fault.Field("secret", "must have 6 to 32 visible ASCII characters")
	}
	for _, l := range []struct {
		field string
		list  *List
		fold  func(string) (string, error)
	}{
		{"referrers", &n.Referrers, foldReferrer},
		{"countries", &n.Countries, foldCountry},
		{"networks", &n.Networks, foldNetwork},
		{"agents", &n.Agents, foldAgent},
	} {
		if err := l.list.normalize(l.fold); err != nil {
			return fault.Field(l.field, err.Error())
		}
	}
	return nil
}

func isSecret(s string) bool {
	return len(s) >= 6 && len(s) <= 32 && strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// fold takes the port and the last dot off a Host header, in lower case.
func fold(header string) string {
	if name, port, err := net.SplitHostPort(header); err == nil && strings.Trim(port, "0123456789") == "" {
		header = name
	}
	return strings.ToLower(strings.TrimSuffix(header, "."))
}

var errName = errors.New("must be a host name such as cdn.example.org, without a scheme or a port")

// checkName wants a folded DNS name or IPv4 address. Other scripts are written
// in Punycode, as in the Host header.
func checkName(name string) error {
	if len(name) == 0 || len(name) > 253 {
		return errName
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.IndexFunc(label, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_'
		}) >= 0 {
			return errName
		}
	}
	return nil
}
