package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Roles of users and tokens. All of them may use the management API; they
// differ in the tokens that they may make, see and revoke.
const (
	RoleAdministrator = "Administrators"
	RoleEngineer      = "Engineers"
	RoleUser          = "Users"
)

// roleRanks orders the roles: a token never has a higher one than its maker.
var roleRanks = map[string]int{RoleAdministrator: 3, RoleEngineer: 2, RoleUser: 1}

// IsRole reports whether a role of this name exists.
func IsRole(role string) bool { return roleRanks[role] > 0 }

// MayGrant reports whether a caller may give a role to a token or a user.
func (c Caller) MayGrant(role string) bool {
	return IsRole(role) && roleRanks[role] <= roleRanks[c.Role]
}

// Lengths of a password, in bytes; argon2 takes any.
const (
	minPassword = 12
	maxPassword = 1024
)

// CreateUser adds a user to an account. Without a password the user has tokens
// only.
func (a *Accounts) CreateUser(ctx context.Context, account int64, email, name, role, password string) (User, error) {
	user := User{AccountID: account, Email: strings.ToLower(strings.TrimSpace(email)), Name: name, Role: role, CreatedAt: a.millis()}
	if parsed, err := mail.ParseAddress(user.Email); err != nil || parsed.Address != user.Email {
		return User{}, fault.Field("email", "is invalid")
	}
	if !IsRole(role) {
		return User{}, fault.Field("role", "must be Administrators, Engineers or Users")
	}
	if err := a.setPassword(ctx, &user, password); err != nil {
		return User{}, err
	}
	err := a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		found, err := tx.NewSelect().Model((*Account)(nil)).Where("a.id = ?", account).Exists(ctx)
		if err == nil && !found {
			return fault.Missing(fmt.Sprintf("account %d", account))
		}
		if err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&user).Exec(ctx)
		if database.IsUnique(err) {
			return fault.Field("email", "has already been taken")
		}
		return err
	})
	return user, err
}

func (a *Accounts) setPassword(ctx context.Context, u *User, password string) error {
	if password == "" {
		u.Password = nil
		return nil
	}
	if len(password) < minPassword || len(password) > maxPassword {
		return fault.Field("password", fmt.Sprintf("must have %d to %d bytes", minPassword, maxPassword))
	}
	text, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	u.Password, u.PasswordAt = &text, a.millis()
	return nil
}

// Users lists an account's users, oldest first.
func (a *Accounts) Users(ctx context.Context, account int64) ([]User, error) {
	users := []User{}
	err := a.db.R.NewSelect().Model(&users).Where("u.account_id = ? AND u.deleted_at IS NULL", account).Order("u.id").Scan(ctx)
	return users, err
}

// SetPassword changes a user's password and ends all logins. An empty one ends
// logging in.
func (a *Accounts) SetPassword(ctx context.Context, user int64, password string) error {
	return a.changeUser(ctx, user, func(u *User) error { return a.setPassword(ctx, u, password) }, "password", "password_at")
}

// RemoveUser takes a user away, with all logins and tokens.
func (a *Accounts) RemoveUser(ctx context.Context, user int64) error {
	now := a.millis()
	return a.changeUser(ctx, user, func(u *User) error {
		u.DeletedAt, u.Password = &now, nil
		u.Email = fmt.Sprintf("%s (removed %d)", u.Email, u.ID) // the address is free again
		return nil
	}, "deleted_at", "password", "email")
}

// changeUser writes columns of a user and ends the user's logins; of a removed
// one the tokens too.
func (a *Accounts) changeUser(ctx context.Context, id int64, change func(*User) error, columns ...string) error {
	return a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var user User
		err := tx.NewSelect().Model(&user).Where("u.id = ? AND u.deleted_at IS NULL", id).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.Missing(fmt.Sprintf("user %d", id))
		}
		if err != nil {
			return err
		}
		if err := change(&user); err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(&user).Column(columns...).WherePK().Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Model((*session)(nil)).Where("user_id = ?", id).Exec(ctx); err != nil || user.DeletedAt == nil {
			return err
		}
		_, err = tx.NewUpdate().Model((*Token)(nil)).Set("revoked_at = ?", *user.DeletedAt).
			Where("user_id = ? AND revoked_at IS NULL", id).Exec(ctx)
		return err
	})
}

// Parameters of argon2id: 19 MiB, two passes, one lane.
const (
	argonMemory = 19 << 10 // KiB
	argonPasses = 2
	argonBytes  = 32
)

// hashing bounds the memory of passwords being checked, and waiting counts those
// that wait for room in it.
var (
	hashing = make(chan struct{}, 4)
	waiting atomic.Int32
)

// maxWaiting is how many may wait: a second or so.
const maxWaiting = 64

var errCrowded = fault.New(fault.Busy, "too many are logging in; try again in a moment")

// argon hashes a password, unless the caller gives up before its turn.
func argon(ctx context.Context, password string, salt []byte) ([]byte, error) {
	defer waiting.Add(-1)
	if waiting.Add(1) > maxWaiting {
		return nil, errCrowded
	}
	select {
	case hashing <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, 1, argonBytes), nil
}

// hashPassword is the salt and the hash, in base64, with what they are.
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	sum, err := argon(ctx, password, salt)
	enc := base64.RawStdEncoding
	return "argon2id1$" + enc.EncodeToString(salt) + "$" + enc.EncodeToString(sum), err
}

// matches takes as long for a user without a password as for one with.
func matches(ctx context.Context, stored *string, password string) (bool, error) {
	kind, salt, want := "", []byte("0123456789abcdef"), make([]byte, argonBytes)
	if stored != nil {
		parts := strings.Split(*stored, "$")
		if len(parts) == 3 {
			kind = parts[0]
			salt, _ = base64.RawStdEncoding.DecodeString(parts[1])
			want, _ = base64.RawStdEncoding.DecodeString(parts[2])
		}
	}
	sum, err := argon(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(sum, want) == 1 && kind == "argon2id1", err
}
