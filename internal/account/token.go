package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// maxTokens is how many live tokens an account may have.
const maxTokens = 100

// Token is the record of an API token. The token's text is shown once, when it
// is made; only its SHA-256 is kept, which is enough for 256 random bits.
type Token struct {
	bun.BaseModel `bun:"table:tokens,alias:t"`

	ID          int64 `bun:",pk,autoincrement"`
	AccountID   int64
	UserID      int64
	Name        string
	Description string
	Role        *string // nil: the user's
	Hash        string  // hex SHA-256 of the whole text
	CreatedAt   int64   // Unix milliseconds, as the times below
	ExpiresAt   *int64  // nil: never
	LastUsedAt  *int64
	RevokedAt   *int64
	Origin      int64 `json:"-"`
}

// Where a token comes from.
const (
	originAccount  = iota // which made it
	originSettings        // the key of the settings
	originReplaced        // a key of the settings that another one took the place of
)

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// CreateToken makes a token for the account's first user and returns its text
// "{id}_{secret}", which cannot be read again. A nil expiry is never.
func (a *Accounts) CreateToken(ctx context.Context, account int64, name string, expires *time.Time) (Token, string, error) {
	token := Token{AccountID: account, Name: name}
	if expires != nil {
		at := expires.UnixMilli()
		token.ExpiresAt = &at
	}
	return a.IssueToken(ctx, token, "_")
}

// IssueToken makes a token as described; without a user it is the account's
// first one's. Its text is id and secret with the separator between them.
func (a *Accounts) IssueToken(ctx context.Context, token Token, separator string) (Token, string, error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // crypto/rand.Read never fails
	token.CreatedAt, token.Hash = a.millis(), hash(hex.EncodeToString(secret))
	var text string
	err := a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := a.assign(ctx, tx, &token); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(&token).Exec(ctx); err != nil {
			return err
		}
		text = fmt.Sprintf("%d%s%x", token.ID, separator, secret)
		token.Hash = hash(text)
		_, err := tx.NewUpdate().Model(&token).Column("hash").WherePK().Exec(ctx)
		return err
	})
	return token, text, err
}

// assign gives a new token its user, within the account's limit.
func (a *Accounts) assign(ctx context.Context, tx *database.Tx, token *Token) error {
	var user User
	q := tx.NewSelect().Model(&user).Where("u.account_id = ? AND u.deleted_at IS NULL", token.AccountID).Order("u.id").Limit(1)
	if token.UserID != 0 {
		q = q.Where("u.id = ?", token.UserID)
	}
	err := q.Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Missing(fmt.Sprintf("account %d", token.AccountID))
	}
	if err != nil {
		return err
	}
	token.UserID = user.ID
	n, err := tx.NewSelect().Model((*Token)(nil)).
		Where("t.account_id = ? AND t.revoked_at IS NULL", token.AccountID).Count(ctx)
	if err == nil && n >= maxTokens {
		return fault.New(fault.Invalid, fmt.Sprintf("the account has %d tokens already; revoke one first", n))
	}
	return err
}

// Tokens lists the account's tokens, revoked ones too, oldest first.
func (a *Accounts) Tokens(ctx context.Context, account int64) ([]Token, error) {
	tokens := []Token{}
	err := a.db.R.NewSelect().Model(&tokens).Where("t.account_id = ?", account).Order("t.id").Scan(ctx)
	return tokens, err
}

// RevokeToken ends a token of the account for good.
func (a *Accounts) RevokeToken(ctx context.Context, account, id int64) error {
	res, err := a.db.W.NewUpdate().Model((*Token)(nil)).Set("revoked_at = ?", a.millis()).
		Where("id = ? AND account_id = ? AND revoked_at IS NULL", id, account).Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fault.Missing(fmt.Sprintf("token %d", id))
}

// Authenticate returns whom a token's text speaks for, or an Unauthenticated
// fault with the text that clients of the API know.
func (a *Accounts) Authenticate(ctx context.Context, text string) (Caller, error) {
	want := hash(text)
	var found struct {
		Token
		Held string // the role
	}
	err := a.byHash.One(ctx, &found, want)
	if errors.Is(err, sql.ErrNoRows) {
		return Caller{}, refusal(text)
	}
	if err != nil {
		return Caller{}, err
	}
	now := a.millis()
	if subtle.ConstantTimeCompare([]byte(found.Hash), []byte(want)) != 1 || found.RevokedAt != nil ||
		found.ExpiresAt != nil && *found.ExpiresAt <= now {
		return Caller{}, errBadToken
	}
	a.markUsed(ctx, found.ID, now)
	return Caller{AccountID: found.AccountID, UserID: found.UserID, TokenID: found.ID, Role: found.Held}, nil
}

var errBadToken = fault.New(fault.Unauthenticated, "Token is invalid or expired")

// refusal tells a token that lost its secret, as an unquoted "$" in a shell
// does to it, from any other unknown one. Nothing but a bare number is repeated.
func refusal(text string) error {
	id := strings.TrimRight(text, "$_")
	if _, err := strconv.ParseUint(id, 10, 63); err == nil && len(id) <= 20 {
		return fault.New(fault.Unauthenticated, "Bad permanent token: "+id)
	}
	return errBadToken
}

// lastUse remembers which uses were written lately, so that a busy token costs
// one write a minute.
type lastUse struct {
	mu sync.Mutex
	at map[int64]int64
}

func (u *lastUse) due(id, now int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if now-u.at[id] < time.Minute.Milliseconds() {
		return false
	}
	if u.at == nil {
		u.at = map[int64]int64{}
	}
	u.at[id] = now
	return true
}

// markUsed keeps the time of last use, which nothing but a list shows; so a
// write that fails is no reason to refuse the request.
func (a *Accounts) markUsed(ctx context.Context, id, now int64) {
	if a.seen.due(id, now) {
		_, _ = a.db.W.NewUpdate().Model((*Token)(nil)).Set("last_used_at = ?", now).Where("id = ?", id).Exec(ctx)
	}
}
