package account

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestConsoleSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, a := t.Context(), New(db)
		now := time.UnixMilli(1_800_000_000_000)
		a.now = func() time.Time { return now }
		owner, user, err := a.Create(ctx, "Harbour", "console@example.org")
		require.NoError(t, err)
		token, text, err := a.CreateToken(ctx, owner.ID, "t", nil)
		require.NoError(t, err)
		who, err := a.Authenticate(ctx, text)
		require.NoError(t, err)
		refused := func(session string) {
			t.Helper()
			_, err := a.AuthenticateConsole(ctx, session)
			require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
		}

		session, err := a.OpenConsole(ctx, who)
		require.NoError(t, err)
		got, err := a.AuthenticateConsole(ctx, session)
		require.NoError(t, err)
		require.Equal(t, who, got)
		refused("")
		refused(session + "x")

		other, err := a.OpenConsole(ctx, who)
		require.NoError(t, err)
		require.NoError(t, a.CloseConsole(ctx, other))
		require.NoError(t, a.CloseConsole(ctx, other))
		refused(other)

		byPassword, err := a.OpenConsole(ctx, Caller{AccountID: owner.ID, UserID: user.ID})
		require.NoError(t, err)
		require.NoError(t, a.RevokeToken(ctx, owner.ID, token.ID))
		refused(session)
		got, err = a.AuthenticateConsole(ctx, byPassword)
		require.NoError(t, err)
		require.Equal(t, Caller{AccountID: owner.ID, UserID: user.ID, Role: RoleAdministrator}, got)
		now = now.Add(time.Second)
		require.NoError(t, a.SetPassword(ctx, user.ID, "a long enough password"))
		refused(byPassword)

		last, err := a.OpenConsole(ctx, Caller{AccountID: owner.ID, UserID: user.ID})
		require.NoError(t, err)
		now = now.Add(ConsoleLife)
		refused(last)
	})
}
