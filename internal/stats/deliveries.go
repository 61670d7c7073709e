package stats

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash/maphash"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/axiomhq/hyperloglog"

	"kinora/internal/database"
	"kinora/internal/serve"
	"kinora/internal/visitor"
)

// Bounds of what is held of deliveries, per process.
const (
	countEvery   = 5 * time.Second // what was sent is written
	batchSize    = 250             // entities in a batch
	maxHeld      = 200_000         // entities and minutes that are to be written
	maxBatches   = 2000            // batches that could not be written
	deliverParts = 16              // locks
)

// sent is what was sent of an entity in a minute.
type sent struct {
	media   time.Duration
	bytes   int64
	answers int64
	viewers *hyperloglog.Sketch
}

func newSketch() *hyperloglog.Sketch { return hyperloglog.New16() } // off by 0.4 % above some 20,000, else exact

// minute is an entity and a minute.
type minute struct {
	entity
	start int64 // Unix seconds
}

type entity struct {
	account int64
	kind    string
	id      int64
}

// Deliveries counts what viewers are sent. It implements serve.Meter, and holds
// what it is told for 5 s: a process that is killed loses that much, one that is
// stopped nothing. It is safe for concurrent use.
type Deliveries struct {
	stats  *Stats
	secret []byte
	log    *slog.Logger
	writer string // of batches

	parts   [deliverParts]part
	seed    maphash.Seed
	held    atomic.Int64
	dropped atomic.Int64

	batches []batch // to be written, the first first; Run's alone
	number  int64   // of the last batch
}

// part is a share of what is held, so that requests seldom wait for each other.
type part struct {
	mu   sync.Mutex
	sent map[minute]*sent
}

// batch is written whole and once.
type batch struct {
	number int64
	sent   map[minute]*sent
}

// NewDeliveries returns a Meter whose Run writes to s. By the secret of the
// installation viewers are told apart, and nothing else is kept of them.
func NewDeliveries(s *Stats, secret []byte, log *slog.Logger) *Deliveries {
	d := &Deliveries{stats: s, secret: secret, log: log, writer: rand.Text(), seed: maphash.MakeSeed()}
	for i := range d.parts {
		d.parts[i].sent = map[minute]*sent{}
	}
	return d
}

// entityKinds are what deliveries are counted of.
var entityKinds = map[serve.EntityType]string{serve.VideoEntity: Video, serve.PlaylistEntity: Playlist}

// watching reports whether an answer makes who gets it a viewer: one of media,
// and of a playlist, whose media are its videos', of the list.
func watching(r *serve.Record) bool {
	if r.Entity.Type == serve.PlaylistEntity {
		return r.Kind == serve.Manifest
	}
	return r.Media > 0
}

// Answered implements serve.Meter.
func (d *Deliveries) Answered(r *serve.Record) {
	kind := entityKinds[r.Entity.Type]
	if kind == "" || r.Bytes == 0 || r.Status != http.StatusOK && r.Status != http.StatusPartialContent {
		return
	}
	now := d.stats.now()
	k := minute{entity{r.Account, kind, r.Entity.ID}, now.Unix() / 60 * 60}
	viewer, counts := uint64(0), watching(r)
	if counts {
		viewer = d.viewer(r.Viewer)
	}
	p := &d.parts[maphash.Comparable(d.seed, k)%deliverParts]
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.sent[k]
	if t == nil {
		if d.held.Add(1) > maxHeld {
			d.held.Add(-1)
			d.dropped.Add(1)
			return
		}
		t = &sent{viewers: newSketch()}
		p.sent[k] = t
	}
	t.answers++
	t.bytes += r.Bytes
	if counts && !r.Beside {
		t.media += r.Media
	}
	if counts {
		t.viewers.InsertHash(viewer)
	}
}

// viewer is an address and a program, hashed.
func (d *Deliveries) viewer(v *visitor.Visit) uint64 {
	text := make([]byte, 0, 512)
	text = append(text, d.secret...)
	address := v.Address.As16()
	text = append(text, address[:]...)
	text = append(text, v.Agent[:min(len(v.Agent), 400)]...)
	sum := sha256.Sum256(text)
	return binary.LittleEndian.Uint64(sum[:])
}

// Run writes what was sent until ctx ends, and then what is left.
func (d *Deliveries) Run(ctx context.Context) error {
	tick := time.NewTicker(countEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			d.write(ctx)
		case <-ctx.Done():
			lasting, cancel := context.WithTimeout(context.WithoutCancel(ctx), countEvery)
			defer cancel()
			d.write(lasting)
			return nil
		}
	}
}

// write writes what is held. A batch that can't be written is tried again as it
// is, for it may have been written all the same.
func (d *Deliveries) write(ctx context.Context) {
	d.collect()
	if n := d.dropped.Swap(0); n > 0 {
		d.log.LogAttrs(ctx, slog.LevelWarn, "deliveries not counted: too many wait for the database", slog.Int64("answers", n))
	}
	for len(d.batches) > 0 {
		if err := d.stats.deliver(ctx, d.writer, d.batches[0]); err != nil {
			if ctx.Err() == nil && !database.IsAway(err) {
				d.log.LogAttrs(ctx, slog.LevelWarn, "deliveries not counted yet", slog.Any("err", err))
			}
			return
		}
		d.held.Add(-int64(len(d.batches[0].sent)))
		d.batches = d.batches[1:]
	}
}

// collect makes batches of what was sent, unless too many wait.
func (d *Deliveries) collect() {
	if len(d.batches) >= maxBatches {
		return
	}
	current := batch{sent: map[minute]*sent{}}
	flush := func() {
		if len(current.sent) > 0 {
			d.number++
			current.number = d.number
			d.batches = append(d.batches, current)
			current = batch{sent: map[minute]*sent{}}
		}
	}
	for i := range d.parts {
		p := &d.parts[i]
		p.mu.Lock()
		taken := p.sent
		p.sent = map[minute]*sent{}
		p.mu.Unlock()
		for k, t := range taken {
			if current.sent[k] = t; len(current.sent) == batchSize {
				flush()
			}
		}
	}
	flush()
}
