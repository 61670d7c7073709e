package node_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/node"
)

// TestNodes: a process is on the list while it runs, and one that fell silent
// is not.
func TestNodes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		log := slog.New(slog.NewTextHandler(io.Discard, nil))
		seen := func() (names []string, workers int) {
			reader := node.New(db, nil, log) // each reads anew
			nodes, err := reader.Alive(t.Context())
			require.NoError(t, err)
			for _, n := range nodes {
				names = append(names, n.Name)
				require.NotEmpty(t, n.Host)
				require.Positive(t, n.PID)
				require.InDelta(t, time.Now().UnixMilli(), n.StartedAt, 120_000)
			}
			workers, err = reader.Count(t.Context(), "worker")
			require.NoError(t, err)
			return names, workers
		}
		worker := node.New(db, []string{"api", "worker"}, log)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- worker.Run(ctx) }()
		require.Eventually(t, func() bool {
			names, workers := seen()
			return len(names) == 1 && names[0] == worker.Name() && workers == 1
		},
			30*time.Second, 10*time.Millisecond)

		_, err := db.W.NewRaw(`INSERT INTO nodes (name, host, pid, roles, started_at, seen_at) SELECT 'dead', host, pid, roles, started_at, seen_at - 60000 FROM nodes`).Exec(t.Context())
		require.NoError(t, err)
		_, workers := seen()
		require.Equal(t, 1, workers, "silent for a minute")

		stop()
		require.NoError(t, <-done)
		names, _ := seen()
		require.Empty(t, names, "one that stopped takes itself off")
	})
}
