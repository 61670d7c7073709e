package database_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

// written is a log that may be read while it is written.
type written struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *written) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *written) count(words string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Count(w.text.String(), words)
}

func openServer(t *testing.T, s *dbtest.Server) (*database.DB, *written) {
	t.Helper()
	w := &written{}
	db, err := database.Open(t.Context(), s.URL, slog.New(slog.NewTextHandler(w, nil)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	_, err = db.W.NewRaw("CREATE TABLE IF NOT EXISTS numbers (n BIGINT)").Exec(t.Context())
	require.NoError(t, err)
	return db, w
}

func addNumber(ctx context.Context, db *database.DB) error {
	_, err := db.W.NewRaw("INSERT INTO numbers VALUES (1)").Exec(ctx)
	return err
}

// Whatever is asked of a server that goes away is known to have failed of that,
// in whichever way it goes, and the log says it once.
func TestAway(t *testing.T) {
	server := dbtest.StartServer(t)
	for _, mode := range []string{"fast", "immediate"} {
		t.Run(mode, func(t *testing.T) {
			db, log := openServer(t, server)
			begun, stopped := make(chan struct{}), make(chan struct{})
			broken := make(chan error, 1)
			go func() {
				broken <- db.InTx(t.Context(), func(ctx context.Context, tx *database.Tx) error {
					close(begun)
					<-stopped
					_, err := tx.NewRaw("INSERT INTO numbers VALUES (2)").Exec(ctx)
					return err
				})
			}()
			<-begun
			server.Stop(t, mode)
			close(stopped)
			for name, err := range map[string]error{
				"in a transaction": <-broken,
				"statement":        addNumber(t.Context(), db),
				"question":         db.R.NewRaw("SELECT 1").Scan(t.Context(), new(int)),
				"transaction": db.InTx(t.Context(), func(context.Context, *database.Tx) error {
					t.Error("it began")
					return nil
				}),
			} {
				require.True(t, database.IsAway(err), "%s: %v", name, err)
			}
			require.True(t, db.AwayWithin(0))

			waited := make(chan error, 2)
			patient := database.Patient(t.Context())
			go func() { waited <- addNumber(patient, db) }()
			go func() {
				waited <- db.InTx(patient, func(ctx context.Context, tx *database.Tx) error {
					_, err := tx.NewRaw("INSERT INTO numbers VALUES (3)").Exec(ctx)
					return err
				})
			}()
			require.True(t, database.IsAway(addNumber(database.Impatient(patient), db)))
			server.Start(t)
			require.NoError(t, <-waited)
			require.NoError(t, <-waited)
			require.False(t, db.AwayWithin(0))
			require.True(t, db.AwayWithin(time.Hour))
			require.Equal(t, 1, log.count("the database is away"))
			require.Equal(t, 1, log.count("the database is back"))
		})
	}
	t.Run("questions outlive connections", func(t *testing.T) {
		db, _ := openServer(t, server)
		server.Stop(t, "immediate")
		server.Start(t)
		require.NoError(t, db.R.NewRaw("SELECT 1").Scan(t.Context(), new(int)))
	})
	t.Run("lines that say so are left out", func(t *testing.T) {
		db, _ := openServer(t, server)
		server.Stop(t, "fast")
		away := addNumber(t.Context(), db)
		var out bytes.Buffer
		log := slog.New(database.WithoutAway(slog.NewTextHandler(&out, nil))).With("a", 1)
		log.Warn("first", "err", errors.Join(errors.New("request"), away))
		require.Empty(t, out.String())
		log.Warn("second", "err", io.EOF)
		log.Info("third")
		require.Contains(t, out.String(), "second")
		require.Contains(t, out.String(), "third")
	})
}

func TestIsNotAway(t *testing.T) {
	for _, err := range []error{nil, io.EOF, io.ErrUnexpectedEOF, context.Canceled, errors.New("away")} {
		require.False(t, database.IsAway(err), "%v", err)
	}
	db := dbtest.Postgres(t)
	require.False(t, database.IsAway(addNumber(t.Context(), db)), "there is no such table")
	ended, end := context.WithCancel(t.Context())
	end()
	require.False(t, database.IsAway(addNumber(ended, db)))
	require.False(t, db.AwayWithin(time.Hour))
}

func TestSaysAway(t *testing.T) {
	for text, want := range map[string]bool{
		"FATAL: terminating connection due to administrator command (SQLSTATE 57P01)": true,
		"FATAL: sorry, too many clients already (SQLSTATE 53300)":                     true,
		"failed to receive message: unexpected EOF":                                   true,
		"dial tcp 127.0.0.1:5432: connect: connection refused":                        true,
		"read tcp 127.0.0.1:1->127.0.0.1:5432: read: connection reset by peer":        true,
		`ERROR: relation "river_job" does not exist (SQLSTATE 42P01)`:                 false,
		"ERROR: permission denied for table river_job (SQLSTATE 42501)":               false,
	} {
		require.Equal(t, want, database.SaysAway(text), text)
	}
}
