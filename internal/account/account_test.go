package account

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestTokens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		require.NoError(t, a.Ensure(ctx, "1$from-the-settings"))
		require.NoError(t, a.Ensure(ctx, "1$from-the-settings"), "every start says it again")
		caller, err := a.Authenticate(ctx, "1$from-the-settings")
		require.NoError(t, err)
		require.EqualValues(t, 1, caller.AccountID)
		require.Equal(t, RoleAdministrator, caller.Role)

		token, text, err := a.CreateToken(ctx, 1, "robot", nil)
		require.NoError(t, err)
		require.NotContains(t, token.Hash, strings.Split(text, "_")[1], "the secret is not kept")
		_, err = a.Authenticate(ctx, text)
		require.NoError(t, err)
		tokens, err := a.Tokens(ctx, 1)
		require.NoError(t, err)
		require.Len(t, tokens, 2)
		require.NotNil(t, tokens[1].LastUsedAt)

		require.Equal(t, fault.NotFound, fault.KindOf(a.RevokeToken(ctx, 2, token.ID)), "another account cannot revoke it")
		require.NoError(t, a.RevokeToken(ctx, 1, token.ID))
		_, err = a.Authenticate(ctx, text)
		require.Equal(t, "Token is invalid or expired", fault.Detail(err))
	})
}

// TestKeyOfTheSettings changes it from start to start.
func TestKeyOfTheSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		valid := func(want ...string) {
			t.Helper()
			for _, key := range []string{"1$one", "1$two", "1$three"} {
				_, err := a.Authenticate(ctx, key)
				require.Equal(t, slices.Contains(want, key), err == nil, key)
			}
		}
		start := func(key string) { t.Helper(); require.NoError(t, a.Ensure(ctx, key)) }
		start("1$one")
		_, other, err := a.CreateToken(ctx, 1, "settings", nil) // only a name
		require.NoError(t, err)
		valid("1$one")
		start("1$two")
		valid("1$two")
		start("")
		valid("1$two") // commands know no key
		start("1$one")
		valid("1$one") // back again
		tokens, err := a.Tokens(ctx, 1)
		require.NoError(t, err)
		require.NoError(t, a.RevokeToken(ctx, 1, tokens[0].ID))
		start("1$one")
		valid() // ended by hand
		start("1$three")
		start("1$one")
		valid()
		start(other)
		_, err = a.Authenticate(ctx, other)
		require.NoError(t, err)
	})
}

func TestUnclaimed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		unclaimed := func() bool {
			who, yes, err := a.Unclaimed(ctx)
			require.NoError(t, err)
			require.Equal(t, yes, who.Operator())
			return yes
		}
		require.False(t, unclaimed(), "there is nobody to be yet")
		require.NoError(t, a.Ensure(ctx, ""))
		require.True(t, unclaimed())
		token, _, err := a.CreateToken(ctx, 1, "a", nil)
		require.NoError(t, err)
		require.False(t, unclaimed())
		require.NoError(t, a.RevokeToken(ctx, 1, token.ID))
		require.True(t, unclaimed())
		require.NoError(t, a.SetPassword(ctx, token.UserID, "correct horse battery"))
		require.False(t, unclaimed())
	})
}

// TestLoginWaits fills the places of passwords being checked.
func TestLoginWaits(t *testing.T) {
	ctx, a := t.Context(), New(dbtest.SQLite(t))
	require.NoError(t, a.Ensure(ctx, ""))
	for range cap(hashing) {
		hashing <- struct{}{}
	}
	left, leave := context.WithCancel(ctx)
	leave()
	_, err := a.Login(left, "admin@localhost", "guess")
	require.ErrorIs(t, err, context.Canceled, "who has left does not wait")

	var logins sync.WaitGroup
	errs := make(chan error, 2*maxWaiting)
	for range 2 * maxWaiting {
		logins.Go(func() {
			_, err := a.Login(ctx, "admin@localhost", "guess")
			errs <- err
		})
	}
	for range maxWaiting { // no more may wait
		require.Equal(t, fault.Busy, fault.KindOf(<-errs))
	}
	for range cap(hashing) {
		<-hashing
	}
	logins.Wait()
	for range maxWaiting {
		require.ErrorIs(t, <-errs, errBadLogin)
	}
}

func TestExpiry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		require.NoError(t, a.Ensure(ctx, ""))
		now := time.UnixMilli(1_800_000_000_000)
		a.now = func() time.Time { return now }
		expires := now.Add(time.Hour)
		_, text, err := a.CreateToken(ctx, 1, "short", &expires)
		require.NoError(t, err)
		_, err = a.Authenticate(ctx, text)
		require.NoError(t, err)
		now = expires
		_, err = a.Authenticate(ctx, text)
		require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
	})
}

func TestRefusals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		a := New(db)
		require.NoError(t, a.Ensure(t.Context(), ""))
		for text, detail := range map[string]string{
			"":                       "Token is invalid or expired",
			"1":                      "Bad permanent token: 1",
			"1$":                     "Bad permanent token: 1",
			"1_wrong":                "Token is invalid or expired",
			"secret-without-id":      "Token is invalid or expired",
			strings.Repeat("9", 500): "Token is invalid or expired",
		} {
			_, err := a.Authenticate(t.Context(), text)
			require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
			require.Equal(t, detail, fault.Detail(err), "%q", text)
		}
		_, _, err := a.CreateToken(t.Context(), 77, "nobody's", nil)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

// Servers that start together on a new database make one account between them.
func TestEnsureTogether(t *testing.T) {
	for name, url := range map[string]string{"sqlite": dbtest.SQLiteURL(t), "postgres": dbtest.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			var servers []*Accounts
			for range 3 {
				servers = append(servers, New(dbtest.Open(t, url)))
			}
			done := make(chan error)
			for _, a := range servers {
				go func() { done <- a.Ensure(t.Context(), "1$shared-key") }()
			}
			for range servers {
				require.NoError(t, <-done)
			}
			all, err := servers[0].List(t.Context())
			require.NoError(t, err)
			require.Len(t, all, 1)
			tokens, err := servers[0].Tokens(t.Context(), 1)
			require.NoError(t, err)
			require.Len(t, tokens, 1)
		})
	}
}

func TestLogins(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		require.NoError(t, a.Ensure(ctx, ""))
		now := time.UnixMilli(1_800_000_000_000)
		a.now = func() time.Time { return now }
		user, err := a.CreateUser(ctx, 1, " Harbour@Example.org", "Harbour", RoleUser, "correct horse battery")
		require.NoError(t, err)
		for _, bad := range [][3]string{
			{"Harbour <h@example.org>", RoleUser, ""},
			{"h@example.org", "Gods", ""},
			{"h@example.org", RoleUser, "short"},
			{"harbour@example.org", RoleUser, ""},
		} {
			_, err := a.CreateUser(ctx, 1, bad[0], "x", bad[1], bad[2])
			require.Equal(t, fault.Invalid, fault.KindOf(err), bad)
		}
		_, err = a.CreateUser(ctx, 77, "h@example.org", "x", RoleUser, "")
		require.Equal(t, fault.NotFound, fault.KindOf(err))

		first, err := a.Login(ctx, "harbour@example.org", "correct horse battery")
		require.NoError(t, err)
		who, err := a.AuthenticateLogin(ctx, first.Access)
		require.NoError(t, err)
		require.Equal(t, Caller{AccountID: 1, UserID: user.ID, Role: RoleUser}, who)
		now = now.Add(accessLife)
		_, err = a.AuthenticateLogin(ctx, first.Access)
		require.Equal(t, fault.Forbidden, fault.KindOf(err), "clients refresh at this")
		second, err := a.Refresh(ctx, first.Refresh)
		require.NoError(t, err)
		_, err = a.AuthenticateLogin(ctx, second.Access)
		require.NoError(t, err)
		for _, forged := range []string{"", "a.b.c", second.Access[:len(second.Access)-4] + "AAAA", second.Refresh} {
			_, err = a.AuthenticateLogin(ctx, forged)
			require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
		}
		now = now.Add(5 * time.Second)
		require.NoError(t, a.SetPassword(ctx, user.ID, "another good password"))
		_, err = a.AuthenticateLogin(ctx, second.Access)
		require.Equal(t, fault.Unauthenticated, fault.KindOf(err), "a new password ends all logins")
		_, err = a.Refresh(ctx, second.Refresh)
		require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
		third, err := a.Login(ctx, "harbour@example.org", "another good password")
		require.NoError(t, err)
		now = now.Add(refreshLife)
		_, err = a.Refresh(ctx, third.Refresh)
		require.Equal(t, fault.Unauthenticated, fault.KindOf(err))

		require.NoError(t, a.Record(ctx, Entry{AccountID: 1, UserID: user.ID, Method: "POST", Path: "/streaming/videos", Status: 200}))
		now = now.Add(auditAge + time.Second)
		require.NoError(t, a.PruneAudit(ctx))
		entries, err := a.Audit(ctx, 1, 10)
		require.NoError(t, err)
		require.Empty(t, entries)
	})
}
