package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"kinora/internal/database"
)

// secretBytes is how long a secret is: the output of the strongest hash used
// with one.
const secretBytes = 32

type secret struct {
	bun.BaseModel `bun:"table:secrets,alias:s"`

	Purpose   string `bun:",pk"`
	Value     []byte
	CreatedAt int64
}

// Secret returns the key that all processes on the database share for a
// purpose, such as signing upload sessions. It is made at the first call.
func (a *Accounts) Secret(ctx context.Context, purpose string) ([]byte, error) {
	var found secret
	err := a.db.R.NewSelect().Model(&found).Where("s.purpose = ?", purpose).Scan(ctx)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return found.Value, err
	}
	value := make([]byte, secretBytes)
	_, _ = rand.Read(value) // never fails
	err = a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		made := secret{Purpose: purpose, Value: value, CreatedAt: a.millis()}
		if _, err := tx.NewInsert().Model(&made).On("CONFLICT (purpose) DO NOTHING").Exec(ctx); err != nil {
			return err
		}
		return tx.NewSelect().Model(&found).Where("s.purpose = ?", purpose).Scan(ctx)
	})
	return found.Value, err
}
