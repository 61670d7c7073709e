package replay

import (
	"crypto/rand"
	"fmt"
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

// An account's oldest answers go when there are too many, or too much of them;
// others' stay.
func TestRememberedAnswersAreBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, s := t.Context(), New(db)
		require.NoError(t, account.New(db).Ensure(ctx, ""))
		_, _, err := account.New(db).Create(ctx, "Other", "other@example.org")
		require.NoError(t, err)
		now := time.UnixMilli(1_800_000_000_000)
		s.now, s.kept = func() time.Time { return now }, 2*share // looked at after every second one
		answer := func(account int64, n int, size int) {
			now = now.Add(time.Millisecond)
			claim, _, err := s.Begin(ctx, Call{Account: account, Key: fmt.Sprintf("%04d", n), Keep: time.Hour})
			require.NoError(t, err)
			body := make([]byte, size)
			_, _ = rand.Read(body)
			require.NoError(t, claim.Settle(ctx, Answer{200, body}))
		}
		kept := func(account int64) (keys []string) {
			require.NoError(t, db.R.NewRaw("SELECT key FROM replays WHERE account_id = ? ORDER BY key", account).Scan(ctx, &keys))
			return keys
		}
		answer(2, 0, 10)
		for n := range 2*share + 10 {
			answer(1, n, 10)
		}
		require.Len(t, kept(1), 2*share)
		require.Equal(t, "0010", kept(1)[0])

		s.keptBytes = 10_000
		for n := range 4 {
			answer(1, 1000+n, 4000)
		}
		require.Equal(t, []string{"1002", "1003"}, kept(1))
		require.Len(t, kept(2), 1)
	})
}
