package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// ConsoleLife is how long a session of the console lasts.
const ConsoleLife = 24 * time.Hour

// consoleSession is somebody signed in to the console: a text of 130 random
// bits, of which only the SHA-256 is kept.
type consoleSession struct {
	bun.BaseModel `bun:"table:console_sessions,alias:c"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64
	UserID    int64
	TokenID   *int64 // nil: signed in with a password
	Hash      string
	CreatedAt int64
	ExpiresAt int64
}

// OpenConsole begins a session of whom a token or login spoke for, and returns
// its text.
func (a *Accounts) OpenConsole(ctx context.Context, who Caller) (string, error) {
	text, now := rand.Text(), a.now()
	s := consoleSession{
		AccountID: who.AccountID, UserID: who.UserID, Hash: hash(text),
		CreatedAt: now.UnixMilli(), ExpiresAt: now.Add(ConsoleLife).UnixMilli(),
	}
	if who.TokenID != 0 {
		s.TokenID = &who.TokenID
	}
	return text, a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if _, err := tx.NewDelete().Model((*consoleSession)(nil)).Where("expires_at <= ?", now.UnixMilli()).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&s).Exec(ctx)
		return err
	})
}

// CloseConsole ends a session; one that there is not is no error.
func (a *Accounts) CloseConsole(ctx context.Context, text string) error {
	_, err := a.db.W.NewDelete().Model((*consoleSession)(nil)).Where("hash = ?", hash(text)).Exec(ctx)
	return err
}

// AuthenticateConsole returns whom a session speaks for. It ends with the
// token it was begun with, with its user, and with the user's password.
func (a *Accounts) AuthenticateConsole(ctx context.Context, text string) (Caller, error) {
	want := hash(text)
	var found struct {
		consoleSession
		Role       string
		UserGone   bool
		PasswordAt int64
		Revoked    *int64
		Expires    *int64
	}
	err := a.db.R.NewSelect().Model((*consoleSession)(nil)).ColumnExpr("c.*").
		ColumnExpr("COALESCE(t.role, u.role) AS role, u.deleted_at IS NOT NULL AS user_gone, u.password_at AS password_at").
		ColumnExpr("t.revoked_at AS revoked, t.expires_at AS expires").
		Join("JOIN users AS u ON u.id = c.user_id").Join("LEFT JOIN tokens AS t ON t.id = c.token_id").
		Where("c.hash = ?", want).Scan(ctx, &found)
	if errors.Is(err, sql.ErrNoRows) {
		return Caller{}, errBadToken
	}
	if err != nil {
		return Caller{}, err
	}
	now := a.millis()
	who := Caller{AccountID: found.AccountID, UserID: found.UserID, Role: found.Role}
	if found.TokenID != nil {
		who.TokenID = *found.TokenID
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(found.Hash), []byte(want)) != 1,
		found.ExpiresAt <= now,
		found.Revoked != nil, found.Expires != nil && *found.Expires <= now,
		found.UserGone, found.TokenID == nil && found.CreatedAt < found.PasswordAt:
		return Caller{}, errBadToken
	}
	return who, nil
}
