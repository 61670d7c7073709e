package quota

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
)

// CheckCount refuses one more row than an account may have of what rows selects;
// 0 is no limit. Until tx ends no other transaction that asks gets an answer for
// the account.
func CheckCount(ctx context.Context, tx *database.Tx, id int64, what string, most int64, rows *bun.SelectQuery) error {
	if most == 0 {
		return nil
	}
	if err := account.LockTx(ctx, tx, id); err != nil {
		return err
	}
	n, err := rows.Count(ctx)
	if err == nil && int64(n) >= most {
		err = TooMany(what, most)
	}
	return err
}

// TooMany is the error of what an account may have no more of.
func TooMany(what string, most int64) error {
	return fault.New(fault.Invalid, fmt.Sprintf("an account may have up to %d %s; delete some that are not needed", most, what))
}
