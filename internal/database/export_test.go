package database

import (
	"context"

	"github.com/pressly/goose/v3"
)

// MigrateTo brings an empty database to the schema of an older program.
func (d *DB) MigrateTo(ctx context.Context, version int64) error {
	files, err := migrations(d.Postgres())
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	if d.Postgres() {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, d.W.DB, files)
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, version)
	return err
}
