package account

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestEncryption(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		accounts := New(db)
		require.NoError(t, accounts.Ensure(ctx, ""))
		e, err := accounts.Encryption(ctx, 1)
		require.NoError(t, err)
		require.False(t, e.Enabled, "off until somebody wants it")

		change := func(f func(*Encryption)) error {
			_, err := accounts.ChangeEncryption(ctx, 1, f)
			return err
		}
		require.NoError(t, change(func(e *Encryption) {
			e.Enabled, e.KeyServer, e.Networks = true, "https://keys.example.org/a/", []string{"203.0.113.9/24", "2001:db8::1"}
		}))
		e, err = accounts.Encryption(ctx, 1)
		require.NoError(t, err)
		require.True(t, e.Enabled)
		require.Equal(t, "https://keys.example.org/a/videos/1_Ab3d/encryption", e.KeyURL("Ab3d"))
		require.Equal(t, []string{"203.0.113.0/24", "2001:db8::1/128"}, e.Networks)
		require.NoError(t, change(func(e *Encryption) { e.Enabled = false }))
		e, err = accounts.Encryption(ctx, 1)
		require.NoError(t, err)
		require.False(t, e.Enabled)
		require.NotEmpty(t, e.KeyServer, "what is not changed stays")

		for name, f := range map[string]func(*Encryption){
			"no key server":  func(e *Encryption) { e.Enabled, e.KeyServer = true, "" },
			"no URL":         func(e *Encryption) { e.KeyServer = "keys.example.org" },
			"other scheme":   func(e *Encryption) { e.KeyServer = "skd://keys" },
			"with a query":   func(e *Encryption) { e.KeyServer = "https://keys.example.org/?a" },
			"with a user":    func(e *Encryption) { e.KeyServer = "https://u@keys.example.org" },
			"with quotes":    func(e *Encryption) { e.KeyServer = `https://keys".example.org` },
			"wrong networks": func(e *Encryption) { e.Networks = []string{"ten"} },
		} {
			require.Equal(t, fault.Invalid, fault.KindOf(change(f)), name)
		}
		_, err = accounts.ChangeEncryption(ctx, 9, func(*Encryption) {})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestVideoKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := t.Context()
		accounts := New(db)
		seen := map[[16]byte]bool{}
		for _, v := range []struct {
			account int64
			slug    string
		}{{1, "a"}, {1, "b"}, {2, "a"}, {11, "a"}} {
			key, err := accounts.VideoKey(ctx, v.account, v.slug)
			require.NoError(t, err)
			require.False(t, seen[key], "every video has its own")
			seen[key] = true
			again, err := New(db).VideoKey(ctx, v.account, v.slug)
			require.NoError(t, err)
			require.Equal(t, key, again, "of any process, at any time")
		}
		require.NotContains(t, seen, [16]byte{})
	})
}
