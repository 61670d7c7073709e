// Package replay remembers the answers to calls that create things, so that a
// client that lost an answer and asks again gets the first one, and not a
// second thing.
package replay

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Call is one call as its client identifies it.
type Call struct {
	Account int64
	Key     string        // what is the same when the client asks again
	Print   string        // of everything that was asked; see Print
	Keep    time.Duration // how long the answer is remembered
	Fresh   bool          // the client asks for the first time, whatever is remembered
}

// Print is the fingerprint of a request.
func Print(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		size := sha256.Sum256(p)
		h.Write(size[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Answer is what was answered.
type Answer struct {
	Status int
	Body   []byte
}

// Claim is the right to answer a call; it ends with Settle or Drop.
type Claim struct {
	store *Store
	call  Call
	token string
}

// MaxAnswer is the longest answer that is remembered, in bytes. A batch of 500
// videos has about 1 MB.
const MaxAnswer = 16 << 20

// ErrOther says that the key was used for another request.
var ErrOther = fault.New(fault.Invalid, "the Idempotency-Key was used for another request")

// ErrBusy says that the first call with the key has not been answered yet.
var ErrBusy = fault.New(fault.Busy, "the same request is being answered; try again")

type row struct {
	bun.BaseModel `bun:"table:replays,alias:r"`

	AccountID int64  `bun:",pk"`
	Key       string `bun:",pk"`
	Print     string
	Claim     string
	Status    int
	Body      []byte // gzip
	ExpiresAt int64
}

// Store keeps answers in a database.
type Store struct {
	db  *database.DB
	now func() time.Time

	kept, keptBytes int64 // of an account

	mu    sync.Mutex
	since map[int64]grown // by account, since its answers were looked through
}

type grown struct{ answers, bytes int64 }

// New returns the answers kept in db.
func New(db *database.DB) *Store {
	return &Store{db: db, now: time.Now, kept: maxKept, keptBytes: maxKeptBytes, since: map[int64]grown{}}
}

// Begin claims a call, or returns the answer that it had. A call that another
// one has claimed and not answered is ErrBusy; one whose claimant died is free
// again when its time to keep is over.
func (s *Store) Begin(ctx context.Context, c Call) (*Claim, *Answer, error) {
	token, found := rand.Text(), row{}
	err := s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		now := s.now()
		old := tx.NewDelete().Model((*row)(nil)).Where("expires_at <= ?", now.UnixMilli())
		if c.Fresh {
			old = old.WhereOr("account_id = ? AND key = ?", c.Account, c.Key)
		}
		if _, err := old.Exec(ctx); err != nil {
			return err
		}
		made := row{
			AccountID: c.Account, Key: c.Key, Print: c.Print, Claim: token, ExpiresAt: now.Add(c.Keep).UnixMilli(),
		}
		if _, err := tx.NewInsert().Model(&made).On("CONFLICT (account_id, key) DO NOTHING").Exec(ctx); err != nil {
			return err
		}
		return tx.NewSelect().Model(&found).Where("account_id = ? AND key = ?", c.Account, c.Key).Scan(ctx)
	})
	switch {
	case err != nil:
		return nil, nil, err
	case found.Claim == token:
		return &Claim{s, c, token}, nil, nil
	case found.Print != c.Print:
		return nil, nil, ErrOther
	case found.Status == 0:
		return nil, nil, ErrBusy
	}
	body, err := inflate(found.Body)
	return nil, &Answer{found.Status, body}, err
}

// Settle remembers the answer.
func (c *Claim) Settle(ctx context.Context, a Answer) error {
	if len(a.Body) > MaxAnswer {
		return errors.Join(c.Drop(ctx), errors.New("the answer is too long to be remembered"))
	}
	body := deflate(a.Body)
	_, err := c.store.db.W.NewUpdate().Model((*row)(nil)).Set("status = ?, body = ?", a.Status, body).
		Where("account_id = ? AND key = ? AND claim = ?", c.call.Account, c.call.Key, c.token).Exec(ctx)
	if err == nil && c.store.due(c.call.Account, int64(len(body))) {
		err = c.store.prune(ctx, c.call.Account)
	}
	return err
}

// An account's answers that are remembered, and how many more there may be
// before the oldest go.
const (
	maxKept      = 10_000
	maxKeptBytes = 64 << 20 // compressed
	share        = 64
)

// due counts an answer, and tells whether the account's are to be looked through.
func (s *Store) due(account, size int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.since[account]
	n.answers++
	if n.bytes += size; n.answers < s.kept/share && n.bytes < s.keptBytes/share {
		s.since[account] = n
		return false
	}
	delete(s.since, account)
	return true
}

// prune forgets an account's oldest answers beyond what is kept.
func (s *Store) prune(ctx context.Context, account int64) error {
	_, err := s.db.W.NewRaw(`DELETE FROM replays WHERE account_id = ? AND key IN (SELECT key FROM (
		SELECT key, ROW_NUMBER() OVER w AS n, SUM(OCTET_LENGTH(body)) OVER w AS size FROM replays
		WHERE account_id = ? AND status <> 0 WINDOW w AS (ORDER BY expires_at DESC, key)) AS r WHERE n > ? OR size > ?)`,
		account, account, s.kept, s.keptBytes).Exec(ctx)
	return err
}

// Drop forgets a call that made nothing, so that it may be tried again.
func (c *Claim) Drop(ctx context.Context) error {
	_, err := c.store.db.W.NewDelete().Model((*row)(nil)).
		Where("account_id = ? AND key = ? AND claim = ?", c.call.Account, c.call.Key, c.token).Exec(ctx)
	return err
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b) // memory takes everything
	_ = w.Close()
	return out.Bytes()
}

func inflate(b []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, MaxAnswer))
}
