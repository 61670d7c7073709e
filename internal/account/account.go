// Package account keeps accounts, their users and the API tokens that speak
// for them.
package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Account owns videos. Its ID is the first half of every public address.
type Account struct {
	bun.BaseModel `bun:"table:accounts,alias:a"`

	ID        int64 `bun:",pk,autoincrement"`
	Name      string
	CreatedAt int64 // Unix milliseconds
}

// User is a person or program that acts for an account.
type User struct {
	bun.BaseModel `bun:"table:users,alias:u"`

	ID         int64 `bun:",pk,autoincrement"`
	AccountID  int64
	Email      string
	Name       string
	Role       string
	Password   *string // argon2id, nil: no logging in
	PasswordAt int64   // when it was set, Unix milliseconds
	CreatedAt  int64   // Unix milliseconds
	DeletedAt  *int64
}

// Caller is who a request speaks for.
type Caller struct {
	AccountID int64
	UserID    int64
	TokenID   int64
	Role      string
}

// Operator reports whether the caller runs the server: an administrator of the
// first account, which the server made for who installed it.
func (c Caller) Operator() bool { return c.AccountID == 1 && c.Role == RoleAdministrator }

// Accounts is the register of accounts on a database. It is safe for
// concurrent use.
type Accounts struct {
	db   *database.DB
	now  func() time.Time
	seen lastUse

	byHash *database.Prepared // a token with its role

	keySecret atomic.Pointer[[]byte] // that video keys follow from, once it was read
	loginKey  atomic.Pointer[[]byte] // that login tokens are signed with, once it was read
}

// New returns the register kept in db.
func New(db *database.DB) *Accounts {
	return &Accounts{db: db, now: time.Now, byHash: db.Prepare(func(a database.Arg) *bun.SelectQuery {
		return db.R.NewSelect().Model((*Token)(nil)).ColumnExpr("?TableColumns").ColumnExpr("COALESCE(t.role, u.role) AS held").
			Join("JOIN users AS u ON u.id = t.user_id").Where("t.hash = ?", a(1))
	})}
}

func (a *Accounts) millis() int64 { return a.now().UnixMilli() }

// Ensure makes account 1 with its administrator exist, and lets key, when it is
// not empty, speak for that administrator, in place of a key that it was given
// before. It may be called at every start, by several processes at once.
func (a *Accounts) Ensure(ctx context.Context, key string) error {
	return a.db.Locked(ctx, func(ctx context.Context) error { return a.ensure(ctx, key) })
}

func (a *Accounts) ensure(ctx context.Context, key string) error {
	return a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		user, err := a.first(ctx, tx)
		if err != nil || key == "" {
			return err
		}
		if _, err := tx.NewUpdate().Model((*Token)(nil)).Set("revoked_at = ?, origin = ?", a.millis(), originReplaced).
			Where("origin = ? AND hash <> ? AND revoked_at IS NULL", originSettings, hash(key)).Exec(ctx); err != nil {
			return err
		}
		var token Token
		err = tx.NewSelect().Model(&token).Where("t.hash = ?", hash(key)).Scan(ctx)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			token = Token{
				AccountID: user.AccountID, UserID: user.ID, Name: "settings", Hash: hash(key), CreatedAt: a.millis(), Origin: originSettings,
			}
			_, err = tx.NewInsert().Model(&token).Exec(ctx)
		case err == nil && token.Origin == originReplaced: // one that was revoked by hand stays so
			_, err = tx.NewUpdate().Model(&token).Set("revoked_at = NULL, origin = ?", originSettings).WherePK().Exec(ctx)
		}
		return err
	})
}

// Unclaimed returns the first administrator as long as nobody can sign in: no
// token is valid and no user has a password.
func (a *Accounts) Unclaimed(ctx context.Context) (who Caller, yes bool, err error) {
	tokens, err := a.db.R.NewSelect().Model((*Token)(nil)).
		Where("t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?)", a.millis()).Exists(ctx)
	if err != nil || tokens {
		return Caller{}, false, err
	}
	passwords, err := a.db.R.NewSelect().Model((*User)(nil)).Where("u.password IS NOT NULL AND u.deleted_at IS NULL").Exists(ctx)
	if err != nil || passwords {
		return Caller{}, false, err
	}
	var user User
	err = a.db.R.NewSelect().Model(&user).Where("u.deleted_at IS NULL AND u.role = ?", RoleAdministrator).Order("u.id").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Caller{}, false, nil
	}
	return Caller{AccountID: user.AccountID, UserID: user.ID, Role: user.Role}, err == nil, err
}

// first returns the first user of account 1, making both when they are not
// there.
func (a *Accounts) first(ctx context.Context, tx *database.Tx) (User, error) {
	var user User
	err := tx.NewSelect().Model(&user).Where("u.deleted_at IS NULL").Order("u.id").Limit(1).Scan(ctx)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return user, err
	}
	owner := Account{Name: "Default", CreatedAt: a.millis()}
	if _, err := tx.NewInsert().Model(&owner).Exec(ctx); err != nil {
		return user, err
	}
	user = User{AccountID: owner.ID, Email: "admin@localhost", Name: "Administrator", Role: RoleAdministrator, CreatedAt: a.millis()}
	_, err = tx.NewInsert().Model(&user).Exec(ctx)
	return user, err
}

// Create adds an account with its administrator.
func (a *Accounts) Create(ctx context.Context, name, email string) (Account, User, error) {
	owner := Account{Name: name, CreatedAt: a.millis()}
	user := User{Email: email, Name: name, Role: RoleAdministrator, CreatedAt: owner.CreatedAt}
	err := a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if _, err := tx.NewInsert().Model(&owner).Exec(ctx); err != nil {
			return err
		}
		user.AccountID = owner.ID
		_, err := tx.NewInsert().Model(&user).Exec(ctx)
		if database.IsUnique(err) {
			return fault.Field("email", "has already been taken")
		}
		return err
	})
	return owner, user, err
}

// Known tells whether there is such an account.
func (a *Accounts) Known(ctx context.Context, id int64) (bool, error) {
	return a.db.R.NewSelect().Model((*Account)(nil)).Where("a.id = ?", id).Exists(ctx)
}

// List returns every account, oldest first.
func (a *Accounts) List(ctx context.Context) ([]Account, error) {
	all := []Account{}
	err := a.db.R.NewSelect().Model(&all).Order("a.id").Scan(ctx)
	return all, err
}

// LockTx lets one transaction at a time change what must be seen together of
// an account, until tx ends. An account that does not exist is missing.
func LockTx(ctx context.Context, tx *database.Tx, id int64) error {
	query := tx.NewSelect().Model((*Account)(nil)).Column("a.id").Where("a.id = ?", id)
	if tx.PgxTx() != nil { // SQLite has one writer at a time
		query = query.For("NO KEY UPDATE")
	}
	var found int64
	err := query.Scan(ctx, &found)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Missing(fmt.Sprintf("account %d", id))
	}
	return err
}
