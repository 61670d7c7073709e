package account

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestSecretIsOneForAllProcesses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		got := make([][]byte, 8)
		var group sync.WaitGroup
		for i := range got {
			group.Go(func() {
				var err error
				got[i], err = New(db).Secret(t.Context(), "upload")
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, value := range got {
			require.Len(t, value, secretBytes)
			require.Equal(t, got[0], value)
		}
		other, err := New(db).Secret(t.Context(), "session")
		require.NoError(t, err)
		require.NotEqual(t, got[0], other)
	})
}
