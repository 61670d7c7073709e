package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/client"
	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// TestSystem looks at what operators and others are told of the service.
func TestSystem(t *testing.T) {
	for name, address := range map[string]func() string{
		"sqlite":   func() string { return "" },
		"postgres": func() string { return dbtest.PostgresURL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			s := testSettings(t)
			s.DatabaseURL, s.DownloadWorkers = address(), 3
			s.Roles = []string{"api", "worker"}
			a, api := startApp(t, s)
			made, err := api.CreateVideos(t.Context(), []client.NewVideo{{Name: "one"}})
			require.NoError(t, err)
			require.NoError(t, a.db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				return a.catalog.FetchedTx(ctx, tx, made[0].ID, 5000)
			}))
			operator, err := a.system(t.Context(), account.Caller{AccountID: 1, Role: account.RoleAdministrator})
			require.NoError(t, err)
			require.NotEmpty(t, operator.Version)
			require.EqualValues(t, 5000, operator.Usage.Bytes)
			server := operator.Server
			require.Len(t, server.Queues, len(queueOrder))
			require.Equal(t, 3, server.Queues[0].Workers)
			require.EqualValues(t, 5000, server.Bytes)
			require.Positive(t, server.Disk.Free)
			require.Regexp(t, `^\d`, server.FFmpeg)
			for _, other := range []account.Caller{{AccountID: 1, Role: account.RoleUser}, {AccountID: 2, Role: account.RoleAdministrator}} {
				told, err := a.system(t.Context(), other)
				require.NoError(t, err)
				require.Nil(t, told.Server)
			}
			text, err := json.Marshal(operator)
			require.NoError(t, err)
			require.NotContains(t, string(text), "password")
		})
	}
}
