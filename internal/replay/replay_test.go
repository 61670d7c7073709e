package replay

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestReplay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, s := t.Context(), New(db)
		require.NoError(t, account.New(db).Ensure(ctx, ""))
		_, _, err := account.New(db).Create(ctx, "Other", "other@example.org")
		require.NoError(t, err)
		now := time.UnixMilli(1_800_000_000_000)
		s.now = func() time.Time { return now }
		call := Call{Account: 1, Key: "a", Print: Print([]byte("/videos"), []byte("{}")), Keep: time.Minute}

		first, answer, err := s.Begin(ctx, call)
		require.NoError(t, err)
		require.Nil(t, answer)
		_, _, err = s.Begin(ctx, call)
		require.ErrorIs(t, err, ErrBusy)
		require.NoError(t, first.Settle(ctx, Answer{200, []byte(`{"id":7}`)}))
		claim, answer, err := s.Begin(ctx, call)
		require.NoError(t, err)
		require.Nil(t, claim)
		require.Equal(t, &Answer{200, []byte(`{"id":7}`)}, answer)

		other := call
		other.Print = Print([]byte("/videos{}"))
		_, _, err = s.Begin(ctx, other)
		require.ErrorIs(t, err, ErrOther)
		stranger := call
		stranger.Account = 2
		claim, answer, err = s.Begin(ctx, stranger)
		require.NoError(t, err)
		require.NotNil(t, claim, "accounts share no keys")
		require.Nil(t, answer)
		require.NoError(t, claim.Drop(ctx))
		claim, _, err = s.Begin(ctx, stranger)
		require.NoError(t, err)
		require.NotNil(t, claim, "what was dropped is free")

		again := call
		again.Fresh = true
		claim, _, err = s.Begin(ctx, again)
		require.NoError(t, err)
		require.NotNil(t, claim, "a first request is never answered from memory")
		require.NoError(t, first.Settle(ctx, Answer{500, nil}), "an old claim is without effect")
		_, _, err = s.Begin(ctx, call)
		require.ErrorIs(t, err, ErrBusy)
		now = now.Add(time.Minute)
		claim, _, err = s.Begin(ctx, call)
		require.NoError(t, err)
		require.NotNil(t, claim, "its time is over")
		require.Error(t, claim.Settle(ctx, Answer{200, make([]byte, MaxAnswer+1)}))
	})
}

func TestPrintKeepsPartsApart(t *testing.T) {
	require.NotEqual(t, Print([]byte("ab"), []byte("c")), Print([]byte("a"), []byte("bc")))
}
