// Package node knows the processes of an installation: each writes that it is
// alive into the database that all of them share.
package node

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

const (
	beat   = 5 * time.Second
	silent = 4 * beat    // after which a node counts as dead
	kept   = time.Hour   // how long the row of a dead one stays
	fresh  = time.Second // how long a list is used again
)

// Node is a process that is alive. Times are Unix milliseconds.
type Node struct {
	bun.BaseModel `bun:"table:nodes,alias:n"`

	Name      string `bun:",pk"` // unlike every other's, also those before it
	Host      string
	PID       int64  `bun:"pid"`
	Roles     string // separated by commas
	StartedAt int64
	SeenAt    int64
}

// Has reports whether the node has a role.
func (n *Node) Has(role string) bool { return slices.Contains(strings.Split(n.Roles, ","), role) }

// Nodes are the processes on a database, of which this one is one. It is safe
// for concurrent use.
type Nodes struct {
	db   *database.DB
	log  *slog.Logger
	self Node

	mu    sync.Mutex
	alive []Node
	read  time.Time
}

// New returns the nodes on db. Others see this one while Run runs.
func New(db *database.DB, roles []string, log *slog.Logger) *Nodes {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	host = host[:min(len(host), 60)]
	return &Nodes{db: db, log: log, self: Node{
		Name: fmt.Sprintf("%s-%d-%s", host, os.Getpid(), rand.Text()[:8]), Host: host, PID: int64(os.Getpid()), Roles: strings.Join(roles, ","),
	}}
}

// Name is this process's.
func (n *Nodes) Name() string { return n.self.Name }

// Run tells that this process is alive until ctx ends.
func (n *Nodes) Run(ctx context.Context) error {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		if err := n.tell(ctx); err != nil && ctx.Err() == nil && !database.IsAway(err) {
			n.log.WarnContext(ctx, "not told that this process is alive", "err", err)
		}
		select {
		case <-ctx.Done():
			return n.leave(context.WithoutCancel(ctx))
		case <-tick.C:
		}
	}
}

// now is the database's clock, by which all nodes are compared.
func (n *Nodes) now() string {
	if n.db.Postgres() {
		return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
	}
	return "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)"
}

func (n *Nodes) tell(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, beat)
	defer cancel()
	s := &n.self
	if _, err := n.db.W.NewRaw(`INSERT INTO nodes (name, host, pid, roles, started_at, seen_at) VALUES (?, ?, ?, ?, `+n.now()+`, `+n.now()+`)
		ON CONFLICT (name) DO UPDATE SET seen_at = EXCLUDED.seen_at`, s.Name, s.Host, s.PID, s.Roles).Exec(ctx); err != nil {
		return err
	}
	_, err := n.db.W.NewRaw("DELETE FROM nodes WHERE seen_at < "+n.now()+" - ?", kept.Milliseconds()).Exec(ctx)
	return err
}

// leave takes this process off the list. It is no matter when that fails:
// silence says the same.
func (n *Nodes) leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, _ = n.db.W.NewRaw("DELETE FROM nodes WHERE name = ?", n.self.Name).Exec(ctx)
	return nil
}

// Alive lists the processes that are alive, the first started first, as they
// were a second ago at most. The list is shared: nobody may change it.
func (n *Nodes) Alive(ctx context.Context) ([]Node, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if time.Since(n.read) < fresh {
		return n.alive, nil
	}
	nodes := []Node{}
	err := n.db.R.NewSelect().Model(&nodes).Where("n.seen_at > "+n.now()+" - ?", silent.Milliseconds()).
		Order("n.started_at", "n.name").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the processes that are alive: %w", err)
	}
	n.alive, n.read = nodes, time.Now()
	return nodes, nil
}

// Count is how many processes with a role are alive.
func (n *Nodes) Count(ctx context.Context, role string) (int, error) {
	nodes, err := n.Alive(ctx)
	count := 0
	for i := range nodes {
		if nodes[i].Has(role) {
			count++
		}
	}
	return count, err
}
