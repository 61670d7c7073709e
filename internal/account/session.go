package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
)

// Lives of the tokens of a login.
const (
	accessLife  = time.Hour
	refreshLife = 24 * time.Hour
)

// Pair is what a login gives: a token for requests, and one for the next pair.
type Pair struct {
	Access  string
	Refresh string
}

// session is a refresh token that was not used yet.
type session struct {
	bun.BaseModel `bun:"table:sessions,alias:s"`

	ID        string `bun:",pk"`
	UserID    int64
	ExpiresAt int64
}

type claims struct {
	jwt.RegisteredClaims
	Type string `json:"token_type"` // "access" or "refresh"
}

// errBadLogin tells nobody whether the user exists.
var errBadLogin = fault.New(fault.Invalid, "unable to log in with the given user name and password")

// errExpired is of a login token that was good once.
var errExpired = fault.New(fault.Forbidden, "Token is invalid or expired")

// Login gives a pair for a user's name, which is the e-mail address, and
// password.
func (a *Accounts) Login(ctx context.Context, email, password string) (Pair, error) {
	var user User
	err := a.db.R.NewSelect().Model(&user).
		Where("u.email = ? AND u.deleted_at IS NULL", strings.ToLower(strings.TrimSpace(email))).Scan(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Pair{}, err
	}
	if len(password) > maxPassword {
		return Pair{}, errBadLogin
	}
	good, err := matches(ctx, user.Password, password)
	if err != nil {
		return Pair{}, err
	}
	if !good {
		return Pair{}, errBadLogin
	}
	key, err := a.sessionKey(ctx)
	if err != nil {
		return Pair{}, err
	}
	var pair Pair
	err = a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		pair, err = a.pair(ctx, tx, key, user.ID)
		return err
	})
	return pair, err
}

// Refresh gives the next pair for a refresh token, which is then used up.
func (a *Accounts) Refresh(ctx context.Context, text string) (Pair, error) {
	key, err := a.sessionKey(ctx)
	if err != nil {
		return Pair{}, err
	}
	c, user, err := a.parse(ctx, text, "refresh")
	if err != nil {
		if fault.KindOf(err) == fault.Forbidden {
			err = errBadToken
		}
		return Pair{}, err
	}
	var pair Pair
	err = a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		res, err := tx.NewDelete().Model((*session)(nil)).Where("id = ? AND user_id = ?", c.ID, user.ID).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return errors.Join(err, errBadToken)
		}
		pair, err = a.pair(ctx, tx, key, user.ID)
		return err
	})
	return pair, err
}

// AuthenticateLogin returns whom an access token speaks for. One that expired
// is Forbidden, which makes clients of the public API ask for the next.
func (a *Accounts) AuthenticateLogin(ctx context.Context, text string) (Caller, error) {
	_, user, err := a.parse(ctx, text, "access")
	return Caller{AccountID: user.AccountID, UserID: user.ID, Role: user.Role}, err
}

func (a *Accounts) pair(ctx context.Context, tx *database.Tx, key []byte, user int64) (Pair, error) {
	now := a.now()
	kept := session{ID: rand.Text(), UserID: user, ExpiresAt: now.Add(refreshLife).UnixMilli()}
	if _, err := tx.NewDelete().Model((*session)(nil)).Where("expires_at <= ?", now.UnixMilli()).Exec(ctx); err != nil {
		return Pair{}, err
	}
	if _, err := tx.NewInsert().Model(&kept).Exec(ctx); err != nil {
		return Pair{}, err
	}
	sign := func(kind, id string, life time.Duration) (string, error) {
		return jwt.NewWithClaims(jwt.SigningMethodHS256, claims{Type: kind, RegisteredClaims: jwt.RegisteredClaims{
			ID: id, Subject: strconv.FormatInt(user, 10), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
		}}).SignedString(key)
	}
	access, err := sign("access", rand.Text(), accessLife)
	if err != nil {
		return Pair{}, err
	}
	refresh, err := sign("refresh", kept.ID, refreshLife)
	return Pair{access, refresh}, err
}

// parse checks a login token and finds its user. Those from before the last
// change of the password are void.
func (a *Accounts) parse(ctx context.Context, text, kind string) (claims, User, error) {
	key, err := a.sessionKey(ctx)
	if err != nil {
		return claims{}, User{}, err
	}
	var c claims
	_, err = jwt.ParseWithClaims(text, &c, func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithTimeFunc(a.now))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return c, User{}, errExpired
	case err != nil || c.Type != kind:
		return c, User{}, errBadToken
	}
	var user User
	id, _ := strconv.ParseInt(c.Subject, 10, 64)
	err = a.db.R.NewSelect().Model(&user).Where("u.id = ? AND u.deleted_at IS NULL", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) || err == nil && c.IssuedAt.UnixMilli() < user.PasswordAt-1000 {
		return c, User{}, errBadToken
	}
	return c, user, err
}

// sessionKey is read from the database once.
func (a *Accounts) sessionKey(ctx context.Context) ([]byte, error) {
	if key := a.loginKey.Load(); key != nil {
		return *key, nil
	}
	key, err := a.Secret(ctx, "session")
	if err == nil {
		a.loginKey.Store(&key)
	}
	return key, err
}
