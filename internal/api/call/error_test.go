package call

import (
	"fmt"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"
)

// TestDatabaseAway: while the database does not answer, a client is told to
// come back; other errors of it stay internal ones.
func TestDatabaseAway(t *testing.T) {
	_, refused := pgx.Connect(t.Context(), "postgres://kinora@127.0.0.1:1/x")
	require.Error(t, refused)
	for name, c := range map[string]struct {
		err    error
		status int
	}{
		"nobody listens":      {refused, 503},
		"it shuts down":       {&pgconn.PgError{Code: "57P01"}, 503},
		"it starts":           {&pgconn.PgError{Code: "57P03"}, 503},
		"no connection left":  {&pgconn.PgError{Code: "53300"}, 503},
		"a connection broke":  {&pgconn.PgError{Code: "08006"}, 503},
		"a connection closed": {pgconn.ErrConnClosed, 503},
		"a unique index":      {&pgconn.PgError{Code: "23505"}, 500},
		"somebody else's end": {io.ErrUnexpectedEOF, 500},
	} {
		a := AnswerTo(fmt.Errorf("list: %w", c.err), nil)
		require.Equal(t, c.status, a.Status, name)
		require.Equal(t, map[bool]string{true: "5"}[c.status == 503], a.Header["Retry-After"], name)
	}
}
