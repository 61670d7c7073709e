package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivermigrate"

	"kinora/internal/database"
)

// River allows priorities 1 to 4 by a CHECK on its table. Its queries work
// with any number, so only the CHECK has to change.
const (
	narrowCheck = "CHECK (priority >= 1 AND priority <= 4)"
	wideCheck   = "CHECK (priority >= 1 AND priority <= 21)"
)

// migratePostgres runs River's migrations, which leave rows alone, and drops
// the CHECK.
func migratePostgres(ctx context.Context, db *database.DB, m *rivermigrate.Migrator[pgx.Tx]) error {
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	var narrow bool
	err := db.W.NewRaw(`SELECT EXISTS (SELECT 1 FROM pg_constraint
		WHERE conname = 'priority_in_range' AND conrelid = 'river_job'::regclass)`).Scan(ctx, &narrow)
	if err != nil || !narrow {
		return err
	}
	_, err = db.W.NewRaw("ALTER TABLE river_job DROP CONSTRAINT priority_in_range").Exec(ctx)
	return err
}

// migrateSQLite runs River's migrations and widens the CHECK in one
// transaction. River's migrations may copy the rows into a new table with the
// narrow CHECK, so priorities are put aside while they run.
func migrateSQLite(ctx context.Context, db *database.DB, m *rivermigrate.Migrator[*sql.Tx]) error {
	valid, err := m.Validate(ctx, nil)
	if err != nil {
		return err
	}
	table, err := tableSQL(ctx, db.W.DB)
	if err != nil || valid.OK && strings.Contains(table, wideCheck) {
		return err
	}
	return db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if table != "" {
			if err := run(ctx, tx, putAside...); err != nil {
				return fmt.Errorf("put priorities aside: %w", err)
			}
		}
		//nolint:staticcheck // the priorities are put aside and back in this very transaction
		if _, err := m.MigrateTx(ctx, tx.SQLTx(), rivermigrate.DirectionUp, nil); err != nil {
			return err
		}
		if err := widen(ctx, tx); err != nil {
			return fmt.Errorf("widen the range of priorities: %w", err)
		}
		if table == "" {
			return nil
		}
		return run(ctx, tx, putBack...)
	})
}

var (
	putAside = []string{
		"CREATE TEMP TABLE kinora_priorities AS SELECT id, priority FROM river_job WHERE priority > 4",
		"UPDATE river_job SET priority = 4 WHERE priority > 4",
	}
	putBack = []string{
		`UPDATE river_job SET priority = (SELECT p.priority FROM temp.kinora_priorities AS p WHERE p.id = river_job.id)
			WHERE id IN (SELECT id FROM temp.kinora_priorities)`,
		"DROP TABLE temp.kinora_priorities",
	}
)

// widen changes the CHECK by the procedure that SQLite documents for
// constraints: edit the text of the schema and have it read again. It refuses
// when River's table is not what it was when this was written.
func widen(ctx context.Context, tx *database.Tx) error {
	table, err := tableSQL(ctx, tx.SQLTx())
	if err != nil || strings.Contains(table, wideCheck) {
		return err
	}
	if strings.Count(table, narrowCheck) != 1 {
		return errors.New("the table has no such CHECK as expected")
	}
	var version int
	if err := tx.SQLTx().QueryRowContext(ctx, "PRAGMA schema_version").Scan(&version); err != nil {
		return err
	}
	if err := run(ctx, tx, "PRAGMA writable_schema = ON"); err != nil {
		return err
	}
	_, err = tx.SQLTx().ExecContext(ctx, "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = 'river_job'",
		strings.Replace(table, narrowCheck, wideCheck, 1))
	return errors.Join(err, run(ctx, tx,
		fmt.Sprintf("PRAGMA schema_version = %d", version+1), "PRAGMA writable_schema = RESET"))
}

func run(ctx context.Context, tx *database.Tx, statements ...string) error {
	for _, s := range statements {
		if _, err := tx.SQLTx().ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// tableSQL returns the definition of River's table, empty when there is none.
func tableSQL(ctx context.Context, q rower) (string, error) {
	var text string
	err := q.QueryRowContext(ctx, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'river_job'").Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}
