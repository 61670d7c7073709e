package account

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// Entry is one line of the audit log: a request that was meant to change
// something. It holds no body and no secret.
type Entry struct {
	bun.BaseModel `bun:"table:audit,alias:e" json:"-"`

	ID        int64  `bun:",pk,autoincrement" json:"id"`
	AccountID int64  `json:"-"`
	UserID    int64  `json:"user_id"`
	TokenID   int64  `json:"token_id"` // 0: a login
	Method    string `json:"method"`
	Path      string `json:"path"`
	Status    int    `json:"status"`
	Address   string `json:"address"`    // of the client
	Request   string `json:"request"`    // X-Request-Id
	CreatedAt int64  `json:"created_at"` // Unix milliseconds
}

// auditAge is how long entries are kept.
const auditAge = 400 * 24 * time.Hour

// Record adds an entry to the audit log.
func (a *Accounts) Record(ctx context.Context, e Entry) error {
	e.CreatedAt = a.millis()
	_, err := a.db.W.NewInsert().Model(&e).Exec(ctx)
	return err
}

// Audit returns an account's latest entries, newest first.
func (a *Accounts) Audit(ctx context.Context, account int64, limit int) ([]Entry, error) {
	entries := []Entry{}
	err := a.db.R.NewSelect().Model(&entries).Where("e.account_id = ?", account).Order("e.id DESC").Limit(int64(limit)).Scan(ctx)
	return entries, err
}

// PruneAudit removes entries that are older than the log is kept.
func (a *Accounts) PruneAudit(ctx context.Context) error {
	_, err := a.db.W.NewDelete().Model((*Entry)(nil)).Where("created_at < ?", a.now().Add(-auditAge).UnixMilli()).Exec(ctx)
	return err
}
